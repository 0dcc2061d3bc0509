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

// Work that takes a while: how far it is, as the server tells it.
const reading = document.querySelector("[data-events]");
if (reading) {
  const told = new EventSource(reading.dataset.events);
  const line = (text) => Object.assign(document.createElement("li"), { textContent: text });
  told.onmessage = (event) => reading.replaceChildren(...JSON.parse(event.data).map(line));
  const again = () => { told.close(); location.reload(); };
  told.addEventListener("done", again);
  told.onerror = () => setTimeout(again, 2000);
}

// Calendars: who read them last, as it happens.
const live = document.querySelector("[data-live]");
if (live) {
  setInterval(async () => {
    if (document.hidden || live.contains(document.activeElement) || live.querySelector("code")) return;
    const answer = await fetch(live.dataset.live, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(live.id);
    if (now) live.replaceChildren(...now.children);
  }, 3000);
}

// People: the list follows what is typed.
const search = document.querySelector("form[role=search]");
if (search) {
  const field = search.querySelector("input[type=search]");
  let asked = 0;
  let waiting;
  const look = async () => {
    const mine = ++asked;
    const told = [...new FormData(search)].filter(([, value]) => value);
    const address = "/people?" + new URLSearchParams(told);
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("found").replaceWith(page.getElementById("found"));
    history.replaceState(null, "", address);
  };
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
}

// Doubts: a key for each answer, told beside its button.
const doubt = document.querySelector("form[data-keys]");
if (doubt) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (wanted) {
      event.preventDefault();
      wanted.click();
    }
  });
}
