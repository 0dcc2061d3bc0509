"""What publishing a calendar came to, in sentences, for the terminal and the page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.app.calendars import Published
    from sync.messages import Wording

_ANSWERS = ("done", "snooze", "skip")
_REFUSED = 3


def sentences(words: Wording, done: Published, *, dry_run: bool = False, commands: bool = False) -> list[str]:
    """Return what was written, what was read back there, what waits for a word, and whether a subscriber gets it.

    With `commands` it says what to type next.
    """
    place, pushed = done.outlet.public or done.outlet.place, done.pushed
    lines: list[str] = []
    if pushed is None:
        key = "would" if dry_run else "written" if done.written else "same"
        lines.append(words(f"outlet.{key}", place=done.outlet.place, n=done.events))
    elif pushed.guard:
        return [words(f"outlet.guard-{pushed.guard}", place=place, n=pushed.deletions)]
    else:
        answers = Counter(kind for kind, _ in pushed.answers)
        lines += [words(f"outlet.read-{kind}", n=answers[kind]) for kind in _ANSWERS if answers[kind]]
        counts = {"created": pushed.created, "updated": pushed.updated, "deleted": pushed.deleted}
        lines.append(
            words("outlet.pushed", place=place, **counts)
            if any(counts.values())
            else words("outlet.same", place=place, n=done.events)
        )
        lines += [words("outlet.refused", reason=reason) for reason in pushed.refused[:_REFUSED]]
    if done.check is not None:
        topic = "site" if done.check.code == "no-link" and not commands else "outlet"
        lines.append(words(f"{topic}.check-{done.check.code}", place=place))
        if webcal := address(done):
            lines += [words(f"outlet.reach-{done.check.reach}"), words("outlet.webcal", url=webcal)]
    return lines


def address(done: Published) -> str:
    """Return the address that subscribes to what was published; empty if nobody would get it there."""
    if done.check is None or not done.check.works or not done.check.reach:
        return ""
    return re.sub(r"^https?://", "webcal://", done.outlet.public or done.outlet.place)
