"""Does the ranking foresee whom the owner contacts next? Measured on the owner's own past, never assumed.

Terms
cut         a day of the past; only what happened up to it is known
horizon     the days after a cut in which one looks who was contacted
case        one owner at one cut who knew at least ten people and contacted one of them within the horizon
formula     a way to rank the people known: baselines (random, recent, count) and strengths (`strength.Formula`)
MAP         mean average precision over all cases: 1 when those contacted come first
recall@10   the share of those contacted who are among the first ten

The last cut is never used for choosing. A formula that does not beat "most recent first" is not used.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean, median

from sync.model import Interaction
from sync.touchpoints import strength
from sync.touchpoints.ledger import gather, is_real
from sync.touchpoints.strength import FORMULAS, Formula

Happened = tuple[Interaction, tuple[str, ...]]

BASELINES = ("random", "recent", "count")
DEFAULT = "g2"
LEAST_KNOWN = 10
FIRST = 10
MOST_CUTS = 12
FEWEST_CUTS = 3
FEWEST_CONTACTS = 300
_SEED = 20_26
_RESAMPLES = 1000
_SILENT_TIMES = 6
_ANSWER_DAYS = 90
_FEWEST_DAYS = 3


@dataclass(frozen=True, slots=True)
class Case:
    """The average precision and the recall among the first ten of each formula, for one owner at one cut."""

    owner: str
    cut: int
    precision: Mapping[str, float]
    recall: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """One formula over all cases."""

    name: str
    map: float
    recall10: float


@dataclass(frozen=True, slots=True)
class Dormant:
    """People written to after a silence of more than six times their usual gap: how many, how many answered within
    90 days, and how often an answering one ranked above a silent one (None without both kinds).
    """

    written: int
    answered: int
    foreseen: float | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """What was found. `interval` holds 95 % of the resampled differences of the chosen formula to `recent`.

    `reason` says why the formula is the one: `best`, `few` (too little to choose by: the default is kept),
    `recent` (nothing beats most recent first).
    """

    scores: tuple[Score, ...]
    chosen: str
    reason: str
    cuts: tuple[str, ...]
    horizon_days: int
    cases: int
    contacts: int
    difference: float
    interval: tuple[float, float]
    dormant: Dormant


def run(logs: Mapping[str, Sequence[Happened]]) -> Backtest:
    """Return the backtest of the logs of one owner or several, each with what happened with whom."""
    ordered = {
        owner: sorted(
            ((_day(one), one, who) for one, who in happened if not one.planned and _day(one)),
            key=lambda item: (item[0], item[1].at),
        )
        for owner, happened in logs.items()
    }
    days = sorted(day for log in ordered.values() for day, _, _ in log)
    horizon, cuts = _cuts(days)
    cases = [case for owner in sorted(ordered) for case in _cases(owner, ordered[owner], cuts, horizon)]
    contacts = len({(one.source, one.key) for log in ordered.values() for _, one, _ in log})
    chosen, reason = _choose(cases, contacts)
    difference, interval = _difference(cases, chosen)
    return Backtest(
        scores=tuple(
            Score(
                name,
                fmean(c.precision[name] for c in cases) if cases else 0.0,
                fmean(c.recall[name] for c in cases) if cases else 0.0,
            )
            for name in dict.fromkeys((*BASELINES, *FORMULAS))
        ),
        chosen=chosen,
        reason=reason,
        cuts=tuple(date.fromordinal(cut).isoformat() for cut in cuts),
        horizon_days=horizon,
        cases=len(cases),
        contacts=contacts,
        difference=difference,
        interval=interval,
        dormant=_dormant(ordered.values(), FORMULAS.get(chosen, FORMULAS[DEFAULT])),
    )


def _day(one: Interaction) -> int:
    try:
        return date.fromisoformat((one.at or one.date)[:10]).toordinal()
    except ValueError:
        return 0


def _cuts(days: Sequence[int]) -> tuple[int, list[int]]:
    """Return the horizon and the cuts, the earliest first: a horizon apart, back from the end of the log.

    The length of a log is that of its last 95 %: a few early lines do not make it long.
    """
    if not days:
        return 0, []
    end, start = days[-1], days[len(days) // 20]
    span = end - start
    horizon = 90 if span >= 730 else 30 if span >= 120 else 14 if span >= 45 else 7
    first = start + span // 3
    cuts = [end - horizon * n for n in range(1, MOST_CUTS + 1)]
    return horizon, [cut for cut in reversed(cuts) if cut >= first]


def _cases(
    owner: str, log: Sequence[tuple[int, Interaction, tuple[str, ...]]], cuts: Sequence[int], horizon: int
) -> Iterable[Case]:
    for cut in cuts:
        known: dict[str, tuple[str, int]] = {}
        reached: set[str] = set()
        past: list[Happened] = []
        for day, one, who in log:
            if day > cut + horizon:
                break
            if day > cut:
                if one.direction != "received" and is_real(one):
                    reached.update(who)
                continue
            past.append((one, who))
            for person in who:
                known[person] = (one.at or one.date, known.get(person, ("", 0))[1] + 1)
        positives = reached & known.keys()
        if len(known) < LEAST_KNOWN or not positives:
            continue
        ranks = _ranks(owner, known, past, date.fromordinal(cut))
        yield Case(
            owner,
            cut,
            {name: precision(ranked, positives) for name, ranked in ranks.items()},
            {
                name: len(positives.intersection(ranked[:FIRST])) / len(positives)
                for name, ranked in ranks.items()
            },
        )


def _ranks(
    owner: str, known: Mapping[str, tuple[str, int]], past: Sequence[Happened], today: date
) -> dict[str, list[str]]:
    """Return the people known, ranked by each formula; equals in a random order that is always the same."""
    people = sorted(known)
    random.Random(f"{_SEED} {owner} {today}").shuffle(people)  # noqa: S311
    found = {
        "random": people,
        "recent": sorted(people, key=lambda person: known[person][0], reverse=True),
        "count": sorted(people, key=lambda person: known[person][1], reverse=True),
    }
    for name, scores in strength.by_formula(past, today).items():
        # The baseline knows the hour of the last contact, too: it is not to be beaten by being made worse.
        found[name] = (
            found["recent"]
            if name == "recent"
            else sorted(people, key=lambda person: scores.get(person, float("-inf")), reverse=True)
        )
    return found


def precision(ranked: Iterable[str], positives: set[str]) -> float:
    """Return the average precision of a ranking.

    >>> precision(["a", "b", "c"], {"a", "c"})
    0.8333333333333333
    """
    hits, total = 0, 0.0
    for place, person in enumerate(ranked, 1):
        if person in positives:
            hits += 1
            total += hits / place
    return total / max(1, len(positives))


def _choose(cases: Sequence[Case], contacts: int) -> tuple[str, str]:
    """Return the formula to use and why; the last cut takes no part in the choice, and then has a veto."""
    cuts = sorted({case.cut for case in cases})
    if len(cuts) < FEWEST_CUTS or contacts < FEWEST_CONTACTS:
        return DEFAULT, "few"
    earlier = [case for case in cases if case.cut < cuts[-1]]
    mean = {name: fmean(case.precision[name] for case in earlier) for name in FORMULAS}
    best = max(FORMULAS, key=lambda name: (round(mean[name], 4), name == DEFAULT, name))
    if fmean(c.precision[best] for c in cases) <= fmean(c.precision["recent"] for c in cases):
        return "recent", "recent"
    return best, "best"


def _difference(cases: Sequence[Case], chosen: str) -> tuple[float, tuple[float, float]]:
    """Return how much better the chosen formula is than `recent`, with the interval of a paired bootstrap."""
    gains = [case.precision[chosen] - case.precision["recent"] for case in cases]
    if not gains:
        return 0.0, (0.0, 0.0)
    chance = random.Random(_SEED)  # noqa: S311
    means = sorted(fmean(chance.choices(gains, k=len(gains))) for _ in range(_RESAMPLES))
    return fmean(gains), (means[_RESAMPLES // 40], means[-_RESAMPLES // 40 - 1])


def _dormant(logs: Iterable[Sequence[tuple[int, Interaction, tuple[str, ...]]]], formula: Formula) -> Dormant:
    """Return what came of words to people who had long been silent, and how well the ranking foresaw it."""
    outcomes: list[tuple[float, bool]] = []
    for log in logs:
        by_person: dict[str, list[tuple[int, Interaction]]] = defaultdict(list)
        for day, one, who in log:
            if is_real(one):
                for person in who:
                    by_person[person].append((day, one))
        for person, contacts in by_person.items():
            for number, (day, one) in enumerate(contacts):
                days = sorted({earlier for earlier, _ in contacts[:number] if earlier < day})
                if one.direction != "sent" or len(days) < _FEWEST_DAYS:
                    continue
                usual = median(later - earlier for earlier, later in pairwise(days))
                if day - days[-1] <= _SILENT_TIMES * max(1.0, usual):
                    continue
                answered = any(
                    later.direction != "sent" and 0 <= when - day <= _ANSWER_DAYS
                    for when, later in contacts[number + 1 :]
                )
                past = [(earlier, (person,)) for when, earlier in contacts[:number] if when < day]
                before = date.fromordinal(day) - timedelta(days=1)
                outcomes.append(
                    (strength.ties(gather(past, before), before, formula=formula)[person].strength, answered)
                )
    yes = [score for score, answered in outcomes if answered]
    no = [score for score, answered in outcomes if not answered]
    foreseen = None
    if yes and no:
        foreseen = sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))
    return Dormant(len(outcomes), len(yes), foreseen)
