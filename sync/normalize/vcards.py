"""The little an address book has to know of a card's text: where it begins and ends, and its UID.

Works on bytes and changes none of them; reading what a card says is the vCard adapter's work.
RFC 6350 §3.2 (folding), §3.3 (property names and groups), §6.7.6 (UID).
"""

from __future__ import annotations

import hashlib
import re

_BEGIN = re.compile(
    rb"^(?:\xef\xbb\xbf)?[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_EDGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*\r?(?:\n|\Z)", re.IGNORECASE | re.MULTILINE
)
_UID = re.compile(rb"^(?:[A-Za-z0-9-]+\.)?UID(?:;[^:\r\n]*)?:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_FOLDED_UID = re.compile(
    rb"^(?:[A-Za-z0-9-]+\.)?UID(?:;[^:\r\n]*)?:((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE
)
_FOLD = re.compile(rb"\r?\n[ \t]")
_BARE_CR = re.compile(rb"\r(?!\n)")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.@-]{0,98}")


def spans(text: bytes) -> list[tuple[int, int]]:
    """Return (start, end) of each card in `text`, in order, its last line end included.

    A card whose END is missing reaches to the next BEGIN or the end of the text. A card nested in a
    card (AGENT of vCard 2.1) is part of the outer one.
    """
    if b"\r" in text and b"\n" not in text:
        text = text.replace(b"\r", b"\n")  # the line ends of old Macs; offsets stay the same
    found: list[tuple[int, int]] = []
    start, depth = -1, 0
    for edge in _EDGE.finditer(text):
        opens = edge[1].upper() == b"BEGIN"
        if opens and depth and not _is_agent(text, start, edge.start()):
            found.append((start, edge.start()))
            start, depth = edge.start(), 1
        elif opens:
            start = edge.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, edge.end()))
    if depth:
        found.append((start, len(text)))
    return found


def _is_agent(text: bytes, start: int, begin: int) -> bool:
    """Tell whether the line before `begin` announces a nested card."""
    before = text[start:begin].rstrip().rsplit(b"\n", 1)[-1].strip().upper()
    return before.startswith(b"AGENT") and before.endswith(b":")


def is_card(text: bytes) -> bool:
    """Tell whether `text` holds at least one card."""
    return bool(_BEGIN.search(text) or _BEGIN.search(_BARE_CR.sub(b"\n", text)))


def is_whole(text: bytes) -> bool:
    r"""Tell whether the last card in `text` has its end: half an answer, or half a file, may look like any other.

    >>> is_whole(b"BEGIN:VCARD\r\nFN:Ada\r\nend:vcard\n\n"), is_whole(b"BEGIN:VCARD\rEND:VCARD\r\0\0")
    (True, True)
    >>> is_whole(b"BEGIN:VCARD\r\nFN:Ada\r\nNOTE:END:VCARD"), is_whole(b"")
    (False, False)
    """
    if text[-32:].rstrip()[-10:].upper() == b"\nEND:VCARD":
        return True
    edges = _EDGE.findall(_BARE_CR.sub(b"\n", text))
    return bool(edges) and edges[-1].upper() == b"END"


def uid(text: bytes) -> str:
    r"""Return the UID of the first card in `text`, case kept; empty if it has none.

    >>> uid(b"BEGIN:VCARD\r\nitem1.UID;X=1:urn:uu\r\n id:A\r\nEND:VCARD\r\n")
    'urn:uuid:A'
    >>> uid(b"BEGIN:VCARD\r\nU\r\n ID:folded in its name\r\nEND:VCARD\r\n")
    'folded in its name'
    """
    # A card with a picture has a thousand folded lines; nearly always the one line is found without unfolding them.
    found = None if _BARE_CR.search(text) else _FOLDED_UID.search(text)
    if found is None:
        found = _UID.search(_FOLD.sub(b"", _BARE_CR.sub(b"\n", text)))
    return _FOLD.sub(b"", found[1]).decode("utf-8", "replace").strip() if found else ""


def file_name(text: bytes) -> str:
    r"""Return a file name for a new card, without suffix: its UID where every file system can hold it.

    Two UIDs that differ in case only get two names on file systems that ignore case, too.

    >>> file_name(b"UID:jean-1")
    'jean-1'
    >>> file_name(b"UID:Jean-1").startswith("jean-1-")
    True
    """
    name = uid(text)
    if _NAME.fullmatch(name):
        return name
    mark = hashlib.sha256(name.encode() or text).hexdigest()[:16]
    plain = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-")[:60]
    return f"{plain}-{mark}" if plain else mark
