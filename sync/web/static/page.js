// What a page does more quickly with a script; each works without one, too.
"use strict";

// Files: drop them anywhere on the form, and see that they are being read.
for (const form of document.querySelectorAll("form[enctype]")) {
  const files = form.querySelector("input[type=file]");
  const stop = (event) => event.preventDefault();
  form.addEventListener("dragover", (event) => { stop(event); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    stop(event);
    form.classList.remove("over");
    files.files = event.dataTransfer.files;
    files.focus();
  });
  form.addEventListener("submit", () => {
    const told = form.querySelector("[data-reading]");
    told.hidden = false;
    told.setAttribute("role", "status");
    form.querySelector("button").setAttribute("aria-disabled", "true");
  });
}

// Doubts: a key for each answer, told beside its button.
document.addEventListener("keydown", (event) => {
  if (!document.querySelector("form[data-keys], form[action='/undo']")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (wanted) {
    event.preventDefault();
    wanted.click();
  }
});

// What takes the place of the page's content takes the focus of what went, so that a reader and the Tab key go on there.
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement === document.body) document.getElementById("content").focus({ preventScroll: true });
});
