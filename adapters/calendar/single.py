"""One event as it stands on a server: what somebody may have done with it on a telephone."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.calendar.meetings import understand
from adapters.calendar.moments import Zones
from adapters.calendar.splitting import split


@dataclass(frozen=True, slots=True)
class Standing:
    """An event of one resource: `start` is a day or an instant in UTC, as in `sync.model.Event`."""

    uid: str
    start: str
    summary: str
    status: str


def read_event(content: bytes, zone: str) -> Standing | None:
    """Return the event of a resource, its series not expanded; None when there is none to be understood."""
    meetings = understand(split(content), Zones.of(zone)).meetings
    for meeting in meetings:
        if meeting.recurrence_id is None:
            status = meeting.entry.value("STATUS").upper()
            return Standing(meeting.uid, meeting.start.utc, meeting.summary, status)
    return None
