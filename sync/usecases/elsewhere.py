"""Half of the work done by a second process, while this one does the other half.

Python runs on one core at a time. Reading names, looking for pairs and comparing them is nearly all of the work of linking a
table, and each part of it needs nothing of the others. The second process is a copy of this one (fork); should it
fail, its half is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from sync.linkage.employers import Seen
    from sync.linkage.rows import Rows
    from sync.linkage.shares import Sharing
    from sync.linkage.values import Peer, Ref

_Made = TypeVar("_Made")
_GONE = (EOFError, OSError, pickle.UnpicklingError)


def can_help() -> bool:
    """Tell whether a second process is of use and safe to start: with two cores, on Linux, from the only thread."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def both(work: Callable[[Peer | None], _Made]) -> _Made:
    """Have this process and a copy of it do the same work, each its half; return what it returns here.

    `work` is called with the other one to exchange with, or with nobody where there can be none or it was lost.
    """
    if can_help():
        with _Second(lambda line: work(_Other(1, line))) as line, suppress(_LostError):
            return work(_Other(0, line))
    return work(None)


class _LostError(Exception):
    """The other process is gone."""


class _Other:
    """The other process, as each of the two sees it."""

    def __init__(self, rank: int, line: _Line) -> None:
        self.rank, self._line = rank, line

    def exchange(self, mine: Any) -> Any:
        """Return what the other one gives for what this one does."""
        try:
            # One speaks first, or both would wait with full hands.
            if self.rank:
                self._line.send(mine)
            theirs = self._line.recv()
            if not self.rank:
                self._line.send(mine)
        except _GONE as error:
            raise _LostError from error
        return theirs


class Elsewhere:
    """A share of a list that `make` makes in a second process, for a `with` block."""

    def __init__(self, make: Callable[[], Sharing]) -> None:
        self._make = make
        self._here: Sharing | None = None
        self._second = _Second(self._serve)

    def __enter__(self) -> Self:
        self._line = self._second.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._second.__exit__(kind, error, trace)

    def seen(self) -> list[Seen]:
        """Return what these records tell of employers."""
        try:
            told: list[Seen] = self._line.recv()
        except _GONE:
            self._here = self._make()
            return self._here.seen()
        return told

    def rows(
        self, webmail: frozenset[str], companies: Collection[str]
    ) -> Iterator[tuple[Sequence[Ref], Rows]]:
        """Yield references and rows, some at a time; they are being made from now on."""
        with suppress(*_GONE):
            self._line.send((webmail, companies))
        return self._taken(webmail, companies)

    def _taken(
        self, webmail: frozenset[str], companies: Collection[str]
    ) -> Iterator[tuple[Sequence[Ref], Rows]]:
        given = 0
        if self._here is None:
            try:
                while found := self._line.recv():
                    yield found
                    given += 1
                return
            except _GONE:
                self._here = self._make()
                self._here.seen()
        yield from islice(self._here.rows(webmail, companies), given, None)

    def _serve(self, line: _Line) -> None:
        share = self._make()
        line.send(share.seen())
        webmail, companies = line.recv()
        for found in share.rows(webmail, companies):
            line.send(found)
        line.send(None)


class _Line:
    """One end of a line between two processes, that values go over."""

    def __init__(self, into: int, out: int) -> None:
        self._into, self._out = os.fdopen(into, "rb"), os.fdopen(out, "wb")

    def send(self, value: object) -> None:
        """Send a value. Raises `OSError` when nobody is at the other end."""
        pickle.dump(value, self._out, pickle.HIGHEST_PROTOCOL)
        self._out.flush()

    def recv(self) -> Any:
        """Return the next value. Raises one of `_GONE` when none will come."""
        return pickle.load(self._into)  # noqa: S301 - from a copy of this process

    def close(self) -> None:
        """Give it up; what was not sent is let go."""
        for end in (self._into, self._out):
            with suppress(OSError):
                end.close()


def _line() -> tuple[_Line, _Line]:
    """Return both ends of a new line."""
    (from_one, to_one), (from_two, to_two) = os.pipe(), os.pipe()
    return _Line(from_one, to_two), _Line(from_two, to_one)


class _Second:
    """A copy of this process that does `work` and ends; for a `with` block, which gives the line to it."""

    def __init__(self, work: Callable[[_Line], object]) -> None:
        self._work = work

    def __enter__(self) -> _Line:
        self._line, line = _line()
        self._process = -1
        # Where the system has no room for a copy, the line just ends.
        with suppress(OSError):
            self._process = os.fork()
        if self._process:
            line.close()
            return self._line
        try:
            # A look for rubbish would touch, and so copy, all memory that the two processes share.
            gc.disable()
            self._line.close()
            self._work(line)
        except BaseException:  # noqa: BLE001 - whatever it is: the first process does the work itself, and meets it there
            os._exit(1)
        # Without what the first one has to do at its own end.
        os._exit(0)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
        if self._process > 0:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
