"""Whom the user may want to let go of: nobody is kept for ever without a reason (GDPR, article 5(1)(e)).

Only ever a proposal: whoever is let go is forgotten by the user's own word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sync.config.place import Place
from sync.store import Store, favours
from sync.usecases import network as networks

YEARS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """One person, with the day of the last real contact (empty if there never was one) and since when they are known."""

    person: str
    name: str
    last: str
    since: str


def proposals(store: Store, place: Place, years: int = YEARS) -> list[Proposal]:
    """Return those with whom there was no real contact for so many years, those known longest first.

    Left out is whoever there is a reason to keep: a recommendation, a favour that is open, a meeting agreed, a campaign, a
    tier or rhythm of the user's, or a number or birthday in the user's own address book.
    """
    network = networks.load(store, place)
    limit = _years_before(place.today, years).isoformat()
    owing = {one.person for one in favours.load(store) if one.open}
    found = []
    for one in network.planned:
        since = min(filter(None, (one.connected_on, one.tie.first, one.since)), default="")
        kept = (
            one.tie.trust
            or one.tier
            or one.cadence_days
            or one.appointments
            or one.turns
            or one.id in owing
            or one.id in network.phone_book
        )
        if not kept and one.tie.last < limit and since and since < limit:
            found.append(Proposal(one.id, one.name, one.tie.last, since))
    return sorted(found, key=lambda one: (one.last, one.since, one.name, one.person))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # The 29th of February.
        return day.replace(year=day.year - years, day=28)
