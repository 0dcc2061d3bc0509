"""How much a touchpoint matters, and why: each term of the sum is a reason that can be read.

    P = w_tier * clamp(gap / cadence, 0, 3) + 1.5 [they wrote last, unanswered for at most 60 days]
      + 1.0 [changed company since the last touch] + 1.0 [you owe a favour]

with w = 2.0 close, 1.3 active, 1.0 others. A birthday within a week adds nothing: it is the touchpoint. Never contacted is not overdue: the gap of such a person counts
from the day they became known.
"""

from __future__ import annotations

from datetime import date

from sync.model import Reason
from sync.touchpoints.people import Claim, Person

_WEIGHT = {"close": 2.0, "active": 1.3}
_UNANSWERED_DAYS = 60
_MOST_OVERDUE = 3.0


def waits(person: Person, today: date) -> bool:
    """Tell whether they wrote last and have had no answer, for at most 60 days."""
    since = person.tie.waiting_since
    return bool(since) and (today - date.fromisoformat(since)).days <= _UNANSWERED_DAYS


def moved(person: Person) -> bool:
    """Tell whether they changed company since the last touch."""
    return person.move is not None and person.move.on > person.tie.last


def priority(person: Person, tier: str, gap_days: int, cadence_days: int, today: date) -> float:
    """Return the priority of a regular touchpoint after `gap_days`."""
    ratio = min(_MOST_OVERDUE, max(0.0, gap_days / cadence_days))
    return (
        _WEIGHT.get(tier, 1.0) * ratio
        + 1.5 * waits(person, today)
        + 1.0 * moved(person)
        + 1.0 * any(claim.kind == "favour" for claim in person.claims)
    )


def signals(person: Person, today: date) -> list[Reason]:
    """Return the reasons that lie in the person rather than in the calendar."""
    found: list[Reason] = []
    if waits(person, today):
        found.append(Reason("answer", (("since", person.tie.waiting_since),), "messages"))
    if moved(person):
        assert person.move is not None
        found.append(
            Reason(
                "moved",
                (("after", person.move.after), ("before", person.move.before), ("on", person.move.on)),
                "changes",
            )
        )
    found += [claimed(claim) for claim in person.claims if claim.kind != "event"]
    return found


def claimed(claim: Claim) -> Reason:
    """Return a claim as the reason of a touchpoint."""
    return Reason(claim.kind, (("on", claim.since), ("what", claim.what)), f"{claim.kind}s")


def regular(person: Person, anchor: str, on: date, cadence_days: int, *, never: bool) -> Reason:
    """Return the reason of a regular touchpoint: days without contact on that day, and the rhythm.

    With `never` there was no contact yet, and it is a first one.
    """
    days = (on - date.fromisoformat(anchor)).days
    source = "user" if person.cadence_days else "tier"
    if never:
        return Reason("first", (("every", str(cadence_days)),), source)
    return Reason("cadence", (("days", str(days)), ("every", str(cadence_days)), ("last", anchor)), source)


def dormant(person: Person) -> list[Reason]:
    """Return why a sleeping tie is worth waking."""
    tie = person.tie
    found = [Reason("reconnect", (("last", tie.last),), "interactions")] if tie.last else []
    if tie.trust:
        found.append(Reason("trust", (("n", str(tie.trust)),), "recommendations"))
    return found


def dormant_rank(person: Person) -> tuple[float, ...]:
    """Return the place in the queue of dormant ties: trust and answers first, not past volume.

    People prefer the wrong ones of their own accord; trustworthy and willing ones help most
    (Walter, Levin and Murnighan 2015).
    """
    tie = person.tie
    return (
        -min(tie.trust, 2) - moved(person),
        -float(bool(tie.received_days)) - float(bool(tie.met)) - 0.5 * person.phone,
        -tie.strength,
    )
