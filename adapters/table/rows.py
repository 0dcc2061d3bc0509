"""Rows of a delimited text (RFC 4180 and what people make of it): a stray quote costs its own row only.

A record may span lines inside quotes. When the closing quote never comes (within `SPAN_LINES` lines) the
quote was a slip of the pen: the line stands by itself and the following ones are read as if nothing were.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from adapters.table.decoding import Line

SPAN_LINES = 400
SPAN_CHARS = 1 << 20
MAX_COLUMNS = 2_000
DELIMITERS = (";", ",", "\t", "|", "^", "~")


class Row(NamedTuple):
    """The cells of one record, with the marks of the lines it came from; `stray` if a quote was never closed."""

    cells: tuple[str, ...]
    repaired: bool = False
    cut: bool = False
    stray: bool = False


def split(source: Iterable[Line], delimiter: str) -> Iterator[Row]:
    """Yield one Row for each record; blank lines between records give nothing."""
    queue: deque[Line] = deque()
    stream = iter(source)
    while True:
        line = queue.popleft() if queue else next(stream, None)
        if line is None:
            return
        if not line.text or (line.text.isspace() and not line.text.strip(" ")):
            continue
        if '"' not in line.text:
            yield Row(tuple(line.text.split(delimiter, MAX_COLUMNS)[:MAX_COLUMNS]), line.repaired, line.cut)
            continue
        taken = [line]
        size = len(line.text)
        state = _state_after(line.text, delimiter, inside=False)
        while state == _OPEN and len(taken) <= SPAN_LINES and size <= SPAN_CHARS:
            following = queue.popleft() if queue else next(stream, None)
            if following is None:
                break
            taken.append(following)
            size += len(following.text)
            state = _state_after(following.text, delimiter, inside=True)
        if state == _CLOSED:
            cells = _parsed("\n".join(part.text for part in taken), delimiter)
        else:
            queue.extendleft(reversed(taken[1:]))
            cells = [cell.strip('"') for cell in line.text.split(delimiter, MAX_COLUMNS)]
            taken = [line]
        repaired, cut = any(t.repaired for t in taken), any(t.cut for t in taken)
        yield Row(tuple(cells[:MAX_COLUMNS]), repaired, cut, state != _CLOSED)


def _parsed(text: str, delimiter: str) -> list[str]:
    # The csv module has one limit for the whole process and it is below ours: a longer cell is cut by hand.
    try:
        return next(csv.reader((part + "\n" for part in text.split("\n")), delimiter=delimiter), [])
    except csv.Error:
        return [cell.strip('"') for cell in text.split(delimiter)]


_CLOSED, _OPEN, _BROKEN = range(3)


def _state_after(text: str, delimiter: str, *, inside: bool) -> int:
    """Tell how a line leaves its last quoted cell; the line begins inside a cell if `inside`.

    Only a quote at the start of a cell opens one, `""` inside is a quote, and a quote before a delimiter or the
    end closes it. A cell of several lines that is closed in any other place was never meant to be one.
    """
    at = 0
    while True:
        if inside:
            spans = True
        else:
            while not text.startswith('"', at):
                at = text.find(delimiter, at) + 1
                if at == 0:
                    return _CLOSED
            at += 1
            spans = False
        inside = False
        loose = False
        while True:
            close = text.find('"', at)
            if close < 0:
                return _CLOSED if loose else _OPEN
            if text.startswith('"', close + 1):
                at = close + 2
                continue
            after = close + 1
            if after == len(text) or text.startswith(delimiter, after):
                break
            if spans:
                return _BROKEN
            loose = True
            at = after
        at = text.find(delimiter, close + 1) + 1
        if at == 0:
            return _CLOSED
