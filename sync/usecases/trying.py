"""What a book makes of a card, found out with one that is made up: put there, read back, compared, and taken away.

No server and no table of servers is believed; this asks the book itself. One card a version of vCard that it takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

from sync.config.place import Place
from sync.entries import Entry
from sync.normalize import vcards
from sync.ports import AddressBook, CardRefused, Format, NetworkError, PreconditionFailed
from sync.reconcile import threeway
from sync.store import Store, books, requests

NAME = "Essai Reseau"
ARRIVES = timedelta(hours=1)
"""So long a request may be held back on its way."""
_PICTURE = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
_LINES = {
    "3.0": (
        "N:Reseau;Essai;;;",
        "NICKNAME:Zoé",
        "ORG:Société\\; Fils;Équipe",
        "TITLE:Directrice\\, Lyon",
        "EMAIL;TYPE=INTERNET;TYPE=WORK:essai@example.org",
        "item1.TEL:+33 6 39 98 10 01",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "ADR;TYPE=HOME:;;1 rue Haute;Lyon;;69001;France",
        "URL:https://www.example.org/?a=1,2;b",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/essai",
        "CATEGORIES:clients,amis",
        "NOTE:une ligne\\nune autre\\, plus longue",
        "BDAY:1985-03-15",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{_PICTURE}",
        "X-RESEAU-ESSAI:a,b;c",
    ),
    "4.0": (
        "N:Reseau;Essai;;;",
        "KIND:individual",
        "ORG:Société\\; Fils;Équipe",
        "EMAIL;TYPE=work:essai@example.org",
        'TEL;VALUE=uri;TYPE="cell,voice":tel:+33-6-39-98-10-01',
        "URL:https://www.example.org/?a=1,2;b",
        "BDAY:--0315",
        "ANNIVERSARY:20090808",
        f"PHOTO:data:image/jpeg;base64,{_PICTURE}",
        "X-RESEAU-ESSAI:a,b;c",
    ),
}
"""What cards of real people hold, and what was seen to suffer: escapes, commas, labels, pictures, unknown properties."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the card of one version: (property, before, after) of what is altered, names of what is gone.

    `refused` is what the book said where it did not take the card.
    """

    version: str
    kept: int = 0
    altered: tuple[tuple[str, str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    refused: str = ""


def try_out(store: Store, place: Place, name: str, book: AddressBook, form: Format) -> list[Verdict]:
    """Try out a connected book, each card noted before it is put; see `trial`. Raises what the book raises."""

    @contextmanager
    def noted(uid: str) -> Iterator[None]:
        number = requests.begin_trial(store, name, uid, place.at)
        yield
        requests.drop(store, number)

    tidy(store, place, name, book)
    return trial(book, form, f"reseau-essai-{str(store.installation)[:8]}", noted)


def tidy(store: Store, place: Place, name: str, book: AddressBook) -> None:
    """Take away the made-up cards that a run which was killed has left in a book; nothing is asked where none can be.

    One that is not there may still arrive, for an hour. Raises what the book raises; then it is for the next run.
    """
    left = requests.trials(store, name)
    if not left:
        return
    uids, known = {one.uid for one in left}, books.bindings(store, name)
    gone: set[str] = set()
    # A server may have given it a name of its own.
    likely = [href for href in book.list().etags if href not in known or any(uid in href for uid in uids)]
    for href, etag, content in list(book.fetch(likely)):
        if vcards.uid(content) in uids:
            book.delete(href, etag)
            gone.add(vcards.uid(content))
    late = (place.now - ARRIVES).isoformat()
    for one in left:
        if one.uid in gone or one.at < late:
            requests.drop(store, one.id)


def trial(
    book: AddressBook,
    form: Format,
    uid: str,
    noted: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> list[Verdict]:
    """Put a card of each version the book takes, and take it away again; `uid` is that of the card.

    One that an earlier trial could not take away is taken away first; `noted` surrounds what is done with each.
    Raises what the book raises.
    """
    _take_away(book, uid)
    versions = [version for version in _LINES if version in book.features.versions or version == "3.0"]
    found = []
    for version in versions:
        with noted(f"{uid}-{version[0]}"):
            found.append(_of(book, form, version, f"{uid}-{version[0]}"))
    return found


def _of(book: AddressBook, form: Format, version: str, uid: str) -> Verdict:
    sent = text(version, uid)
    try:
        href, _ = book.put("", sent)
    except (CardRefused, PreconditionFailed) as error:
        return Verdict(version, refused=str(error.values.get("reason", error.code)))
    try:
        found = next(iter(book.fetch([href])), None)
        if found is None:
            raise NetworkError("book.not-stored", href=href)
        return compared(version, form.entries(sent), form.entries(found[2]))
    finally:
        for where, etag, _ in book.fetch([href]):
            book.delete(where, etag)


def text(version: str, uid: str) -> bytes:
    """Return the card of a version."""
    lines = (
        "BEGIN:VCARD",
        f"VERSION:{version}",
        f"UID:{uid}",
        f"FN:{NAME}",
        *_LINES[version],
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines).encode()


def compared(version: str, sent: tuple[Entry, ...], stored: tuple[Entry, ...]) -> Verdict:
    """Return what a book made of what was sent to it."""
    missing, come = threeway.lost(sent, stored), list(threeway.lost(stored, sent))
    altered, dropped = [], []
    for entry in missing:
        heir = next((one for one in come if one.name == entry.name), None)
        if heir is None:
            dropped.append(entry.name)
            continue
        come.remove(heir)
        altered.append((entry.name, _plain(entry), _plain(heir)))
    names = Counter(entry.name for entry in sent if entry.name not in threeway.OWN)
    return Verdict(version, names.total() - len(missing), tuple(altered), tuple(dict.fromkeys(dropped)))


def _plain(entry: Entry) -> str:
    return entry.raw.decode("utf-8", "replace").replace("\r\n ", "").strip().replace("\r\n", " | ")[:120]


def _take_away(book: AddressBook, uid: str) -> None:
    """Remove the cards of a trial that was cut short."""
    likely = [href for href in book.list().etags if uid in href]
    for href, etag, content in list(book.fetch(likely)):
        if vcards.uid(content).startswith(uid):
            book.delete(href, etag)
