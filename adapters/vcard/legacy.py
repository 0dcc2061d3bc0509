"""One line of vCard 2.1, for cards of that version that are changed; new cards are never written in it.

vCard 2.1 §2.1: types stand bare, only the semicolon is escaped, and what is not ASCII or has line breaks is
quoted printable in UTF-8 with its charset said.
"""

from __future__ import annotations

import re

from adapters.vcard import values
from adapters.vcard.folding import parameters
from sync.entries import Params

_READ_AS_ESCAPE = re.compile(r"\\(?=[nN,;:\\]|\Z)")


def content_line_21(
    name: str, params: Params, value: str, group: str = "", newline: bytes = b"\r\n"
) -> bytes:
    """Return one property in vCard 2.1; `value` has the escapes of later versions."""
    head = f"{group}.{name}" if group else name
    binary = ("ENCODING", "b") in params
    for key, text in params:
        if (key, text) == ("ENCODING", "b"):
            head += ";ENCODING=BASE64"
        elif key == "TYPE" and text.replace("-", "").isalnum():
            head += f";{text.upper()}"
        else:
            head += parameters(((key, text),))
    if binary:
        pieces = [value[at : at + 72] for at in range(0, len(value), 72)]
        body = (newline + b" ").join(piece.encode() for piece in pieces)
        return head.encode() + b":" + newline + b" " + body + newline + newline
    text = ";".join(_bare(values.unescape(part)) for part in values.split(value, ";"))
    text = values.CONTROLS.sub("", text)
    if text.isascii() and "\n" not in text:
        return f"{head}:{text}".encode() + newline
    start = f"{head};ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:".encode("utf-8", "replace")
    return start + _quoted_printable(text, len(start), newline) + newline


def _bare(text: str) -> str:
    """Return text with its semicolons escaped, and each backslash that a reader would take for an escape."""
    return _READ_AS_ESCAPE.sub(r"\\\\", text).replace(";", "\\;")


def _quoted_printable(text: str, column: int, newline: bytes) -> bytes:
    """Return `text` in quoted printable with soft breaks, none inside an escape; line breaks are CR LF."""
    out = bytearray()
    data = text.replace("\n", "\r\n").encode("utf-8", "replace")
    for place, byte in enumerate(data):
        plain = 33 <= byte <= 126 and byte != 61
        inner_blank = byte == 32 and 0 < place < len(data) - 1
        piece = bytes([byte]) if plain or inner_blank else b"=%02X" % byte
        if column + len(piece) > 75:
            out += b"=" + newline
            column = 0
        out += piece
        column += len(piece)
    return bytes(out)
