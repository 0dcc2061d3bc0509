"""The report in sentences, for the terminal and the page: the first duty, the second, and what alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.messages import Wording
    from sync.renewal.flow import Report


def sentences(
    words: Wording,
    made: Report,
    moved: int,
    *,
    goal: int = 0,
    cooling: Sequence[str] = (),
    commands: bool = False,
) -> list[str]:
    """Return the report line by line: headings, and sentences that begin with a blank.

    `moved` is how many moved of late, `goal` the inflow wished for a month, `cooling` lines that name who cools;
    with `commands` it says what to type next.
    """
    return [*_keep_up(words, made, cooling), "", *_renew(words, made, moved, goal, commands=commands)]


def alarms(words: Wording, made: Report, *, commands: bool = False) -> list[str]:
    """Return what alarms, and with `commands` what to type against it."""
    return [
        words(f"report.alarm-{code}") + (words(f"report.alarm-{code}-do") if commands else "")
        for code in made.alarms
    ]


def _signed(words: Wording, n: int) -> str:
    return f"{'+' if n > 0 else '−' if n < 0 else '±'}{words.number(abs(n))}"


def _keep_up(words: Wording, made: Report, cooling: Sequence[str]) -> list[str]:
    change = _signed(words, made.active - made.active_before)
    lines = [
        words("report.keep-up"),
        "  " + words("report.active", n=made.active, known=made.known, change=change),
    ]
    if made.cooling:
        close = sum(one.tier == "close" for one in made.cooling)
        lines.append("  " + words("report.cooling", n=len(made.cooling), close=close))
        lines += cooling
    elif made.active:
        lines.append("  " + words("report.cooling-none"))
    if made.reserve:
        lines.append("  " + words("report.reserve", n=made.reserve))
    if made.crisis:
        from sync.renewal.flow import REGULAR_BELOW

        verdict = words("report.crisis-low" if made.crisis.index < REGULAR_BELOW else "report.crisis-high")
        lines.append(
            "  "
            + words(
                "report.crisis",
                percent=round(100 * made.crisis.index),
                n=made.crisis.busiest,
                months=made.crisis.months,
                verdict=verdict,
            )
        )
    return lines


def _renew(words: Wording, made: Report, moved: int, goal: int, *, commands: bool) -> list[str]:
    lines = [words("report.renew")]
    if made.known_outflow:
        balance = _signed(words, made.inflow - made.outflow)
        lines.append("  " + words("report.flow", inflow=made.inflow, outflow=made.outflow, balance=balance))
    else:
        lines.append("  " + words("report.flow-in-only", inflow=made.inflow))
    if made.renewal is not None and made.attrition is not None:
        lines.append(
            "  "
            + words(
                "report.rates",
                renewal=round(100 * made.renewal),
                attrition=round(100 * made.attrition),
                verdict=words("report.shrinks" if made.shrinks else "report.grows"),
            )
        )
    if made.unreached:
        lines.append("  " + words("report.unreached", n=made.unreached))
    if goal:
        lines.append("  " + words("report.goal", come=made.months[-1].inflow, goal=goal))
    if moved:
        lines.append("  " + words("report.moved", n=moved) + (words("report.moved-do") if commands else ""))
    return lines
