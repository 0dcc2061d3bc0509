"""Lines of a card as bytes: parameters quoted, folded at 75 octets, nothing that could start another line.

RFC 6350 §3.2, RFC 2426 §2.6 (folding), RFC 6868 (quotes and line breaks in parameters). RFC 6868 speaks of 4.0; before
it no program could write a quote into a parameter at all, so its way is used in 3.0, too.
"""

from __future__ import annotations

import re

from adapters.vcard.values import without_controls
from sync.entries import Params

_NO_NAME = re.compile(r"[^A-Za-z0-9/_-]")
_NEEDS_QUOTES = re.compile(r"[,;:\s]")


def content_line(name: str, params: Params, value: str, group: str = "", newline: bytes = b"\r\n") -> bytes:
    """Return one property as folded bytes, the last line break included.

    `value` keeps its escapes; control characters and bare line breaks are taken out of all parts.
    """
    head = _NO_NAME.sub("-", name)
    if group := _NO_NAME.sub("", group):
        head = f"{group}.{head}"
    if params:
        head += parameters(params)
    if not value.isprintable():
        value = without_controls(value)
    return fold(f"{head}:{value}".encode("utf-8", "replace"), newline)


def parameters(params: Params) -> str:
    """Return parameters as text; several values of one name are one list."""
    grouped: dict[str, list[str]] = {}
    for name, value in params:
        grouped.setdefault(_NO_NAME.sub("-", name) or "X", []).append(_parameter_value(value))
    return "".join(f";{name}={','.join(found)}" for name, found in grouped.items())


def _parameter_value(text: str) -> str:
    if text.isalnum():
        return text
    text = text.replace("^", "^^").replace('"', "^'")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "^n")
    text = without_controls(text)
    return f'"{text}"' if _NEEDS_QUOTES.search(text) else text


def fold(line: bytes, newline: bytes = b"\r\n") -> bytes:
    """Return `line` in pieces of at most 75 octets, none of which cuts a character of UTF-8 in two."""
    if len(line) <= 75:
        return line + newline
    pieces = []
    start, room = 0, 75
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, 74
    pieces.append(line[start:])
    return (newline + b" ").join(pieces) + newline
