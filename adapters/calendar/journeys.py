"""Which events of the owner's calendar tell that they will be elsewhere: a journey, a stay, a trade fair.

An event without guests that lasts whole days and says where, or one whose title speaks of a journey. Holidays are private:
nobody is met on them. Which town is meant is not known here: the words are kept, and held against the towns of people.
"""

from __future__ import annotations

import re
from datetime import timedelta

from adapters.calendar.meetings import Meeting
from adapters.calendar.splitting import Line, plain
from sync.normalize.text import fold

MOST_DAYS = 14
"""Whoever is away for longer has moved, or is on leave."""
MOST_CHARS = 200

_TRAVEL = re.compile(
    r"\b(?:trains?|tgv|ter|ice|eurostar|thalys|vols?|flights?|avion|flug|bahn|hotel|airbnb|deplacements?|voyages?"
    r"|trips?|travel|sejours?|reise|dienstreise|viaje|viaggio|mission|salon|conference|kongress|congres|foire|messe"
    r"|seminaires?|roadshow|a l'hotel|business trip)\b|→|->|✈|🚄|🏨"
)
_PRIVATE = re.compile(
    r"\b(?:vacances|conges?|rtt|holidays?|vacation|pto|on leave|(?:day|days|time) off|urlaub|ferien|weekend|week-end|anniversaires?|birthday"
    r"|geburtstag|ferie|vacaciones|ferias|mariage|wedding|enterrement|famille|family|enfants|kids)\b"
)


def words(meeting: Meeting, place: Line | None) -> str:
    """Return what an event says of where the owner will be, folded; empty if it tells of no journey.

    `place` is its LOCATION.
    """
    if any(guest.person for guest in meeting.guests) or meeting.cancelled:
        return ""
    length = meeting.length or timedelta(days=meeting.start.all_day)
    if length > timedelta(days=MOST_DAYS):
        return ""
    title, town = fold(meeting.summary), fold(plain(place))
    if _PRIVATE.search(title):
        return ""
    whole_days = meeting.start.all_day or length >= timedelta(hours=20)
    if not (_TRAVEL.search(title) or whole_days):
        return ""
    return f"{title} | {town}"[:MOST_CHARS]
