"""The text of a card on its way to a server and back."""

from __future__ import annotations

from sync.normalize import vcards


def file_for(card: bytes) -> str:
    """Return the name that a new card gets."""
    return vcards.file_name(card) + ".vcf"


def as_sent(card: bytes) -> bytes:
    r"""Return a card as it travels: in UTF-8, as the header says, and with the line ends servers part lines by (RFC 6350 §3.1, §3.2).

    DAViCal 1.1.12 keeps no line of a card whose lines end as on an old Mac.

    >>> as_sent("NOTE:été\rEND:VCARD\r".encode("cp1252"))
    b'NOTE:\xc3\xa9t\xc3\xa9\r\nEND:VCARD\r\n'
    """
    if b"\r" in card and b"\n" not in card:
        card = card.replace(b"\r", b"\r\n")
    try:
        card.decode()
    except UnicodeDecodeError:
        return b"\n".join(map(_in_utf8, card.split(b"\n")))
    return card


def in_lines(card: bytes) -> bytes:
    r"""Return a card as both a report and a single answer give it: XML turns every line end into LF (XML 1.0 §2.11), in a
    card it is CRLF; SOGo 5.8.0 leaves out the last one.

    >>> in_lines(b"BEGIN:VCARD\r\nEND:VCARD") == in_lines(b"BEGIN:VCARD\nEND:VCARD\n") == b"BEGIN:VCARD\r\nEND:VCARD\r\n"
    True
    """
    return card.strip().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def _in_utf8(line: bytes) -> bytes:
    try:
        line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").encode()
    return line
