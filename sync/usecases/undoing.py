"""Taking a change back: the journal's step is reversed, and who is who is concluded again from what stands.

Cards that the step wrote to address books go back there, too: as they were where nobody changed them since,
else only what the step itself had changed. Each of these writes is read back like any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from sync.config.place import Place
from sync.entries import Edits
from sync.ports import AddressBook, Format, PreconditionFailed, UsageError
from sync.reconcile import threeway
from sync.store import Store, journal, requests
from sync.store.journal import Entry
from sync.store.mirrors import Copy
from sync.store.requests import Request
from sync.usecases.linking import relink
from sync.usecases.posting import Letter, Post

_PULLED = json.dumps({"key": "", "come": [], "go": [], "pull": True})
"""For the sync after a kill: the pull takes in what was put back."""
Opener = Callable[[str], AddressBook]
"""Opens a connected book by name; raises `ReseauError`."""


def undo(
    store: Store,
    place: Place,
    number: int | None = None,
    *,
    opener: Opener | None = None,
    form: Format | None = None,
    dry_run: bool = False,
) -> tuple[Entry, int | None]:
    """Take back the last change, or step `number`; return that entry and the step of the undo.

    Raises `UsageError` for a step that is not there or cannot be taken back, and what a book raises that cannot
    be reached: then nothing is taken back here.
    """
    name = "undo" if number is None else f"undo {number}"
    with store.change(name, place.at, dry_run=True):
        target = journal.undo(store.db, number)
    written: list[int] = []
    if not dry_run:
        written = _restore(store, place, requests.of_step(store, target.id), opener, form)
    with store.change(name, place.at, dry_run=dry_run) as step:
        entry = journal.undo(store.db, target.id)
        relink(store, place.at, learn=False)
        step.summary["undone"] = entry.command
        if step.id is not None:
            requests.account(store, written, step.id)
    return entry, step.id


def _restore(
    store: Store, place: Place, made: Iterable[Request], opener: Opener | None, form: Format | None
) -> list[int]:
    """Put the cards of a step back in their books, the last write first; return the numbers of the writes."""
    written: list[int] = []
    by_book: dict[str, list[Request]] = {}
    for one in made:
        if one.state == "done":
            by_book.setdefault(one.book, []).append(one)
    for name, done in by_book.items():
        if opener is None or form is None:
            raise UsageError("error.undo-books", name=name)
        book = opener(name)
        try:
            post = Post(store, place.at, name, book, form)
            for one in reversed(done):
                _take_back(store, one, post, form)
            post.flush()
            written += post.done
        finally:
            book.close()
    return written


def _take_back(store: Store, one: Request, post: Post, form: Format) -> None:
    href = one.got_href or one.href
    found = next(iter(post.book.fetch([href])), None)
    before = store.content(one.before) if one.before else b""
    if found is None:
        if before and not one.after:
            _send(post, Letter(one.uid, Copy(href), before))
        return
    _, etag, now = found
    held = Copy(href, etag, one.got)
    left = store.content(one.got) if one.got else b""
    if not one.after:
        return  # it is there again
    if now == left:
        _send(post, Letter(one.uid, held, before))
    elif before:
        # Somebody changed it since: only what the step did is taken back.
        base = form.entries(left)
        edits: Edits = threeway.merge(form.entries(before), form.entries(now), base, base).to_b
        text = form.carry(now, edits, "")
        if text != now:
            _send(post, Letter(one.uid, held, text))


def _send(post: Post, letter: Letter) -> None:
    letter.other = _PULLED
    post.send(letter)
    # A card that moves this very moment keeps what its owner is doing with it.
    if letter.error is not None and not isinstance(letter.error, PreconditionFailed):
        raise letter.error
