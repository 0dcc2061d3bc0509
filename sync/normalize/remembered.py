"""Remembering what comes back often: names, companies, dates. Short texts alone, for a cache counts entries, not bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

LONGEST = 200
"""Letters of a text that is remembered: what is longer hardly ever comes back, and many of them would fill the memory."""

_caches: list[Callable[[], None]] = []

Given = ParamSpec("Given")
Made = TypeVar("Made")


def forget() -> None:
    """Let go of all that is remembered: after a long list, what is left of it holds memory of many times its size."""
    for clear in _caches:
        clear()


def remembered(entries: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Return a decorator that remembers what a function of one text or several made of the last `entries` of them."""

    def decorated(function: Callable[Given, Made]) -> Callable[Given, Made]:
        kept = lru_cache(maxsize=entries)(function)
        _caches.append(kept.cache_clear)

        if function.__code__.co_argcount + function.__code__.co_kwonlyargcount == 1:

            @wraps(function)
            def one(text: str) -> Made:
                # What is asked of every record, and of most of them more than once.
                return kept(text) if len(text) <= LONGEST else function(text)  # type: ignore[call-arg, arg-type]

            return one  # type: ignore[return-value]

        @wraps(function)
        def call(*texts: Given.args, **more: Given.kwargs) -> Made:
            for text in texts:
                if text.__class__ is str and len(text) > LONGEST:
                    return function(*texts, **more)
            return kept(*texts, **more)  # type: ignore[arg-type]

        return call

    return decorated
