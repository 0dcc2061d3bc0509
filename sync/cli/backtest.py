"""`backtest`: does the ranking foresee whom you contact next? Told beside the plain ways to rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, argument, as_json, command, dry_run
from sync.ports import UsageError

if TYPE_CHECKING:
    from sync.touchpoints.backtest import Backtest


@command("backtest", argument("log", required=False, metavar="[LOG.csv]"), as_json, dry_run)
def backtest(run: Run, log: str | None, as_json: bool, dry_run: bool) -> None:
    """Measure the ranking on the past, and keep the formula that fits; with a log only measure."""
    from sync.usecases import ranking

    if log:
        try:
            with open(log, encoding="utf-8-sig", newline="", errors="replace") as lines:  # noqa: PTH123
                found = ranking.of_log(lines)
        except OSError as error:
            raise UsageError("backtest.unreadable", path=log) from error
    else:
        with run.store() as store:
            found = ranking.of_home(store, run.place)
        # Where there is too little to choose by, what the user set stays.
        if not dry_run and found.reason != "few":
            run.settings.set("plan.formula", found.chosen)
    if as_json:
        run.json(_as_json(found))
        return
    _tell(run, found, kept=not log and not dry_run)


def _as_json(found: Backtest) -> dict[str, Any]:
    def told(value: float) -> float:
        return round(value, 4)

    return {
        "scores": [{"name": s.name, "map": told(s.map), "recall10": told(s.recall10)} for s in found.scores],
        "chosen": found.chosen,
        "reason": found.reason,
        "difference": told(found.difference),
        "interval": [told(bound) for bound in found.interval],
        "cuts": list(found.cuts),
        "horizon_days": found.horizon_days,
        "cases": found.cases,
        "contacts": found.contacts,
        "dormant": {
            "written": found.dormant.written,
            "answered": found.dormant.answered,
            "foreseen": None if found.dormant.foreseen is None else told(found.dormant.foreseen),
        },
    }


def _tell(run: Run, found: Backtest, *, kept: bool) -> None:
    words = run.words
    run.data(
        words(
            "backtest.history",
            n=found.cases,
            contacts=words.number(found.contacts),
            cuts=len(found.cuts),
            days=found.horizon_days,
        )
    )
    if found.cases:
        rows = [("", words("backtest.map"), words("backtest.recall"))]
        rows += [
            (
                words(f"backtest.name-{score.name}"),
                _share(run, score.map),
                _share(run, score.recall10),
            )
            for score in found.scores
        ]
        run.table(rows)
        run.data(
            words(
                "backtest.interval",
                gain=_signed(run, found.difference),
                low=_signed(run, found.interval[0]),
                high=_signed(run, found.interval[1]),
            )
        )
    if found.dormant.written:
        run.data(words("backtest.dormant", n=found.dormant.written, answered=found.dormant.answered))
        if found.dormant.foreseen is not None:
            run.data(words("backtest.foreseen", percent=round(100 * found.dormant.foreseen)))
    run.told(f"backtest.reason-{found.reason}", name=words(f"backtest.name-{found.chosen}"))
    if kept and found.reason != "few":
        run.told("backtest.kept", formula=found.chosen)


def _signed(run: Run, value: float) -> str:
    return ("+" if value >= 0 else "−") + _share(run, abs(value))


def _share(run: Run, value: float) -> str:
    text = f"{value:.3f}"
    return text.replace(".", ",") if run.words.language == "fr" else text
