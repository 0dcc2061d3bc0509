"""When deletions wait for the user's word: one rule for every book and both directions."""

from __future__ import annotations

FEW, SHARE = 5, 10


def guard(deletions: int, *, known: int, listed: int, partial: bool) -> str:
    """Return the guard that stops a run with so many deletions, empty when none does.

    `known` cards were there last time, and `listed` are now (with `partial`, only changes were listed).

    >>> guard(3, known=3, listed=0, partial=False), guard(6, known=12, listed=6, partial=False)
    ('empty', 'shortened')
    >>> guard(5, known=12, listed=7, partial=False), guard(10, known=100, listed=0, partial=True)
    ('', '')
    """
    if not deletions:
        return ""
    if not partial and not listed and known > 1:
        return "empty"
    if deletions > max(FEW, known * SHARE // 100):
        return "deletions" if partial else "shortened"
    return ""
