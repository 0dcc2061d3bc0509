"""Which form a contact takes: by tier, by how long it has been, and by what is known of the person.

After a longer gap people talk longer (Bhattacharya et al. 2017): then a call or a lunch, not a line.
Someone without a phone number gets a message; a lunch needs the same city.
"""

from __future__ import annotations

from datetime import date

from sync.touchpoints.people import Person

_LONG_DAYS = 180
_CARDS = ((11, 20), (1, 31))
"""The season of cards in France: from late November to the end of January."""


def form(person: Person, kind: str, tier: str, gap_days: int, series: int, *, city: str, on: date) -> str:
    """Return `message`, `call`, `lunch`, `breakfast` or `card` for a touchpoint of `kind`."""
    call = "call" if person.phone else "message"
    near = bool(city) and person.city == city
    match kind:
        case "welcome":
            return "message"
        case "birthday" | "moved":
            return call if tier == "close" else "message"
        case "returned":
            return call
        case "reconnect":
            return "lunch" if near and person.tie.met else call
    if tier == "close":
        if near and series % 2 == 0:
            return "lunch"
        return call
    if tier == "active":
        if gap_days > _LONG_DAYS:
            return ("lunch" if series % 2 else "breakfast") if near else call
        return call if series % 2 == 0 else "message"
    if person.address and ((on.month, on.day) >= _CARDS[0] or (on.month, on.day) <= _CARDS[1]):
        return "card"
    return call if gap_days > _LONG_DAYS and tier != "network" else "message"
