"""One calendar file on its way to the values of the model: who is a record, which meetings count, and why not.

A meeting counts as contact with those who took part: not with those who declined, not with rooms, not when
it was cancelled or the owner declined, not when it lasts all day or more than 15 were invited. Whoever was
invited to anything but a mass event is a record all the same.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from adapters.calendar import journeys
from adapters.calendar.guests import Guest
from adapters.calendar.meetings import Expansion, Instance, Meeting, Understood, understand
from adapters.calendar.moments import Zones
from adapters.calendar.splitting import Split, split
from sync.entries import Params
from sync.model import Fact, FileNote, Interaction, Party, Problem, Record
from sync.normalize.text import fold
from sync.ports import Context, Item

MASS = 15
OWN_PRODUCT = "//reseau//"
_LONG = timedelta(days=60)
OWN_UID = "@reseau"


def iso(moment: datetime) -> str:
    """Return an instant as the model writes it."""
    return moment.astimezone(UTC).isoformat()[:19] + "Z"


class Known:
    """Meetings seen in this reading: what two calendars both hold counts once."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[str, int]] = {}
        self.times: dict[tuple[str, str], list[tuple[object, tuple[str, int]]]] = {}
        """Where a meeting at an instant with an address is told: in two calendars at most, for one other is enough."""
        self.calendars: set[object] = set()
        self.told: list[tuple[object, str, tuple[Party, ...], tuple[str, int]]] = []
        """Meetings of the first calendar: they are put into `times` only when there is a second one."""

    def elsewhere(
        self, calendar: object, at: str, parties: tuple[Party, ...], place: tuple[str, int]
    ) -> tuple[str, int] | None:
        """Return where another calendar tells of a meeting; else note that this one does."""
        if calendar not in self.calendars:
            self.calendars.add(calendar)
            for earlier in self.told if len(self.calendars) > 1 else ():
                self._note(*earlier)
            self.told = self.told if len(self.calendars) < 2 else []
        if len(self.calendars) < 2:
            self.told.append((calendar, at, parties, place))
            return None
        for party in parties:
            for other, first in self.times.get((at, party.email), ()) if party.email else ():
                if other != calendar:
                    return first
        self._note(calendar, at, parties, place)
        return None

    def _note(self, calendar: object, at: str, parties: tuple[Party, ...], place: tuple[str, int]) -> None:
        for party in parties:
            if party.email:
                told = self.times.setdefault((at, party.email), [])
                if not told or (len(told) == 1 and told[0][0] != calendar):
                    told.append((calendar, place))


class File:
    """One calendar file on its way to records and interactions."""

    def __init__(self, name: str, content: bytes, context: Context, known: Known) -> None:
        self.name = name
        self.context = context
        self.known = known
        self.now = iso(context.now)
        self.zones = Zones.of(context.zone)
        # Nothing made here is garbage; looking for some takes a third of the time (CPython 3.11, 20,000 events).
        collecting = gc.isenabled()
        gc.disable()
        try:
            self.parts: Split = split(content)
            self.told: Understood = understand(self.parts, self.zones)
        finally:
            if collecting:
                gc.enable()
        self._by_row = {meeting.row: meeting for meeting in self.told.meetings}
        self._given: set[str] = set()
        self._came: dict[tuple[int, int], tuple[Party, ...] | None] = {}
        self.expansion = Expansion(self.told, self.zones, context.now)
        self.me = context.me | frozenset(context.owner.emails)
        self.my_name = fold(context.owner.name.full)

    def items(self) -> Iterator[Item]:
        """Yield the note of the file, then row by row what each event gives."""
        entries = self.parts.entries
        products = {entry.calendar.product for entry in entries}
        if entries and all(OWN_PRODUCT in product for product in products):
            yield FileNote(self.name, "", self.parts.encoding, "own-feed")
            return
        yield FileNote(self.name, "calendar", self.parts.encoding)
        if self.parts.repaired:
            yield Problem(self.name, 0, "encoding-repaired", skipped=False)
        failures = {row: (code, detail) for row, code, detail in self.told.failures}
        for entry in entries:
            if entry.row in failures:
                yield Problem(self.name, entry.row, failures[entry.row][0])
            elif entry.row in self.told.superseded:
                yield from self._superseded(*self.told.superseded[entry.row])
            else:
                yield from self._event(self._by_row[entry.row])
        for row, code in dict.fromkeys(self.expansion.problems):
            yield Problem(self.name, row, code, skipped=False)
        yield from self.busy()
        yield from self.away()
        for tzid in sorted(self.zones.unknown):
            yield Problem(self.name, 0, "zone-unknown", skipped=False, args=(("zone", tzid[:60]),))

    def busy(self) -> Iterator[Fact]:
        """Yield what will take the owner's time: `start` and `end`, instants or days (the end exclusive).

        They are facts of the file as a whole (row 0): the row of an event tells what it gave of people.
        """
        told: set[Params] = set()
        long_ago = iso(self.context.now - _LONG)
        for meeting in self.told.meetings:
            # Most of a calendar of years is long over, and says so at once.
            over = meeting.start.utc < long_ago and (meeting.length or timedelta()) < _LONG
            if over and self.expansion.is_single(meeting):
                continue
            if self.is_own(meeting) or meeting.cancelled or self.expansion.speaks_for_another(meeting):
                continue
            for instance in self.expansion.instances(meeting):
                if instance.at < long_ago and (instance.said_by.length or timedelta()) < _LONG:
                    continue
                values = (("start", instance.at), ("end", instance.end))
                if values in told or max(values[0][1], values[1][1]) <= self.now:
                    continue
                if _takes_time(instance) and not self.declined(self.guests(instance)):
                    told.add(values)
                    yield Fact("calendar", "busy", self.name, 0, values)

    def away(self) -> Iterator[Fact]:
        """Yield where the owner will be: the first and the last day, and the words that tell (see `journeys`)."""
        today = self.now[:10]
        long_ago = self.context.now.replace(tzinfo=None) - timedelta(days=journeys.MOST_DAYS + 2)
        for meeting in self.told.meetings:
            first, lines = meeting.start.local, meeting.entry.lines
            if first < long_ago or "RRULE" in lines or "RDATE" in lines or self.is_own(meeting):
                continue
            last = first + (meeting.length or timedelta())
            if last > first:
                # The end of an event is its first moment after.
                last -= timedelta(seconds=1)
            if last.date().isoformat() >= today and (
                words := journeys.words(meeting, self.parts.line(meeting.entry, "LOCATION"))
            ):
                days = (("first", first.date().isoformat()), ("last", last.date().isoformat()))
                yield Fact("calendar", "away", self.name, 0, (*days, ("words", words)))

    def is_own(self, meeting: Meeting) -> bool:
        """Tell whether reseau itself wrote this event, and it came back through another calendar."""
        return meeting.uid.endswith(OWN_UID) or OWN_PRODUCT in meeting.entry.calendar.product

    def _event(self, meeting: Meeting) -> Iterator[Item]:
        """Yield the people of an event, and its meetings, or why there are none."""
        if self.is_own(meeting):
            yield Problem(self.name, meeting.row, "own-feed")
            return
        others = self._invited(meeting)
        # A guest is one record however often they come; a row is counted by any of its guests.
        for guest in [one for one in others if one.key not in self._given] or others[:1]:
            self._given.add(guest.key)
            yield self._record(guest, meeting.row)
        reason = self._dropped(meeting, [guest for guest in meeting.guests if guest.person])
        if not reason and not self.expansion.speaks_for_another(meeting):
            yield from self._meetings(meeting, bool(others))
        elif reason:
            yield Problem(self.name, meeting.row, reason, skipped=not others)

    def _superseded(self, meeting: Meeting, newest: int) -> Iterator[Item]:
        """Yield the people of an older version; its meeting is told by the newest."""
        given = False
        for guest in self._invited(meeting):
            given = True
            yield self._record(guest, meeting.row)
        yield Problem(self.name, meeting.row, "duplicate-row", not given, (("first", str(newest)),))

    def _invited(self, meeting: Meeting) -> list[Guest]:
        """Return who becomes a record: people, without the owner, unless too many were asked."""
        people = [guest for guest in meeting.guests if guest.person]
        return [] if len(people) > MASS or self.is_own(meeting) else self._others(people)

    def _dropped(self, meeting: Meeting, people: list[Guest]) -> str:
        """Return why an event is no contact, as a code; empty if it is one."""
        if meeting.cancelled:
            return "cancelled"
        if self.declined(meeting.guests):
            return "declined"
        if len(people) > MASS:
            return "mass-event"
        return "all-day" if meeting.start.all_day else ""

    def _meetings(self, meeting: Meeting, given: bool) -> Iterator[Item]:
        """Yield an interaction for each instance of a meeting."""
        count, twice = 0, ("", 0)
        for instance in self.expansion.instances(meeting):
            parties = self._parties(instance)
            if parties is None:
                continue
            interaction = self._interaction(instance, parties)
            seen = self._seen(interaction, meeting)
            if seen is None:
                count += 1
                yield interaction
            else:
                twice = seen
        if not count:
            if twice[1]:
                first = (("first", str(twice[1])), ("file", twice[0]))
                yield Problem(self.name, meeting.row, "duplicate-row", skipped=not given, args=first)
            else:
                yield Problem(self.name, meeting.row, self._why_none(meeting), skipped=not given)

    def _why_none(self, meeting: Meeting) -> str:
        """Return why a meeting gave nothing: all others declined, or no instance lies in the window."""
        people = self._others([guest for guest in meeting.guests if guest.person])
        return "declined" if people and all(g.answer == "DECLINED" for g in people) else "no-instance"

    def guests(self, instance: Instance) -> tuple[Guest, ...]:
        """Return who is told for an instance: by the event that changes it, else by its series."""
        said_by = instance.said_by
        if said_by.guests or said_by.row == instance.row:
            return said_by.guests
        return self._by_row[instance.row].guests

    def _parties(self, instance: Instance) -> tuple[Party, ...] | None:
        """Return those who did not decline; None if all did, or if it is no contact. Alike within a series."""
        key = (instance.row, instance.said_by.row)
        if key not in self._came:
            people = [guest for guest in self.guests(instance) if guest.person]
            others = self._others(people)
            came = [guest for guest in others if guest.answer != "DECLINED" and not guest.absent]
            parties = tuple(_party(guest.key, guest.name.full, guest.email) for guest in came)
            dropped = self._dropped(instance.said_by, people) or (others and not came)
            self._came[key] = None if dropped else parties
        return self._came[key]

    def _interaction(self, instance: Instance, parties: tuple[Party, ...]) -> Interaction:
        said_by, at = instance.said_by, instance.at
        named = (
            f"{said_by.uid}\n{instance.mark}"
            if said_by.uid
            else f"{at}\n{said_by.summary}\n" + "\n".join(party.key for party in parties)
        )
        return Interaction(
            "calendar",
            hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32],
            self.name,
            instance.row,
            "meeting",
            parties,
            at=at,
            end=instance.end,
            uid=said_by.uid,
            summary=said_by.summary,
            planned=at > self.now,
            group=len(parties) + 1 if parties else 0,
        )

    def _seen(self, interaction: Interaction, meeting: Meeting) -> tuple[str, int] | None:
        """Return file and row of the same meeting when another calendar told it already."""
        known = self.known
        if interaction.key in known.keys:
            return known.keys[interaction.key]
        calendar = (self.name, id(meeting.entry.calendar))
        place = (self.name, interaction.row)
        found = known.elsewhere(calendar, interaction.at, interaction.parties, place)
        if found is None:
            known.keys[interaction.key] = place
        return found

    def _others(self, people: list[Guest]) -> list[Guest]:
        """Return the people without the owner, who may use an address we do not know yet."""
        if not self.my_name:
            return [guest for guest in people if not guest.email or guest.email not in self.me]
        known = any(guest.email in self.me for guest in people)
        return [guest for guest in people if not self._is_me(guest, by_name=not known)]

    def _is_me(self, guest: Guest, *, by_name: bool) -> bool:
        if guest.email in self.me:
            return bool(guest.email)
        return by_name and bool(self.my_name) and fold(guest.name.full) == self.my_name

    def declined(self, people: Iterable[Guest]) -> bool:
        """Tell whether the owner declined."""
        return any(guest.answer == "DECLINED" and guest.email in self.me for guest in people)

    def _record(self, guest: Guest, row: int) -> Record:
        return Record("calendar", guest.key, self.name, row, guest.card)


# One and the same guest comes to many meetings.
_party = lru_cache(maxsize=50_000)(Party)


def _takes_time(instance: Instance) -> bool:
    """Tell whether an event blocks its time; one that lasts all day only if it says so (most are reminders)."""
    entry = instance.said_by.entry
    shown = entry.value("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    transparent = entry.value("TRANSP").upper()
    if instance.said_by.cancelled or transparent == "TRANSPARENT" or shown == "FREE":
        return False
    return not instance.start.all_day or transparent == "OPAQUE" or shown in ("BUSY", "OOF")
