"""messages.csv and Invitations.csv: who wrote to whom, and when; never what.

Names in a cell are joined with commas and hold commas themselves (`…, MBA`), so a cell of names is never
split; addresses hold none. Advertisements, drafts, spam and closed accounts are no contact with anyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from adapters.linkedin import dates
from adapters.linkedin.owner import Survey, profile_keys
from adapters.linkedin.people import RANK, SOURCE, People, nobody
from adapters.linkedin.rows import Sheet
from adapters.linkedin.texts import key_of, plain, ready_made, sponsored, text_hash
from sync.model import Card, Interaction, Party, Problem, Record
from sync.normalize import profiles
from sync.ports import Item

Met = tuple[str, str]
"""Profile key (perhaps empty) and name as written of one who took part."""


_Talk = tuple[str, tuple[Card, ...], tuple[Party, ...], str, int]
"""Direction, cards and parties of those who took part, or the code of why the row is none of anyone; a number for
these people."""

_NO = ("", "No")
_YES = frozenset("YyTt1Oo")
_RANK = RANK["messages"]


class Messages:
    """Rows of messages.csv, and of `Messages.csv` of 2018, which has neither addresses nor conversations."""

    def __init__(self, sheet: Sheet, people: People, survey: Survey, salt: bytes) -> None:
        self._sheet, self._people, self._survey, self._salt = sheet, people, survey, salt
        self._conversation, self._folder = sheet.at("conversationid"), sheet.at("folder")
        self._from, self._to = sheet.at("from"), sheet.at("to")
        self._from_url, self._to_urls = sheet.at("senderprofileurl"), sheet.at("recipientprofileurls")
        self._date, self._content = sheet.at("date"), sheet.at("content")
        self._direction = sheet.at("direction")
        self._whom: dict[str, int] = {}
        self._repeated: set[str] = set()
        self._known: dict[int, _Talk] = {}
        """By the hash of who wrote to whom: their names and addresses as written fill the memory of a long file."""
        self._draft, self._talk_draft = sheet.at("ismessagedraft"), sheet.at("isconversationdraft")

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what one row holds."""
        file = self._sheet.file
        code = self._no_contact(cells)
        if code:
            yield Problem(file, number, code)
            return
        at = dates.stamp(cells[self._date])
        row = (cells[self._from], cells[self._from_url], cells[self._to], cells[self._to_urls])
        talk = hash(row + ((cells[self._direction], cells[self._conversation]) if self._to_urls < 0 else ()))
        known = self._known.get(talk)
        if known is None:
            known = self._known[talk] = self._talk(cells)
        direction, cards, parties, code, whom = known
        if code:
            yield Problem(file, number, code)
            return
        for party, card in zip(parties, cards, strict=True):
            yield Record(SOURCE, party.key, file, number, card, b"", _RANK)
        if not at:
            text = cells[self._date]
            yield dates.undated(file, number, text)
            return
        text = plain(cells[self._content])
        mark = text_hash(text, self._salt)
        # A word of thanks is the same from everybody; what is repeated at length was sent round.
        if len(text) > 15 and self._whom.setdefault(mark, whom) != whom:
            self._repeated.add(mark)
        conversation = cells[self._conversation] or parties[0].key
        yield Interaction(
            SOURCE,
            key_of("message", conversation, at, mark),
            file,
            number,
            "message",
            parties,
            at=at,
            direction=direction,
            canned=ready_made(text),
            text_hash=mark,
            group=len(parties) + 1,
        )

    def settled(self, items: list[Item]) -> Iterator[Item]:
        """Yield all items of the file, once it is read whole: now it is known which texts went to several people."""
        repeated = self._repeated
        for item in items:
            if isinstance(item, Interaction) and item.text_hash in repeated:
                yield replace(item, canned=True)
            else:
                yield item

    def _talk(self, cells: list[str]) -> _Talk:
        """Return who took part in a row besides the owner, or why nobody did."""
        met, direction = self._met(cells)
        if not met:
            mine = direction == "sent" and self._people.named_like_owner(cells[self._to])
            return direction, (), (), "owner" if mine else "not-a-person", 0
        known = [self._people.known(profile, name) for profile, name in met]
        parties = tuple(party for _, party in known)
        whom = hash(frozenset(party.key for party in parties))
        return direction, tuple(card for card, _ in known), parties, "", whom

    def _no_contact(self, cells: list[str]) -> str:
        """Return why a row is no contact between people, as a problem code; empty if it is one."""
        folder = cells[self._folder]
        if (
            (folder in ("INBOX", "ARCHIVE"))
            and cells[self._from_url]
            and cells[self._draft] in _NO
            and cells[self._talk_draft] in _NO
        ):
            return ""
        folder = folder.strip().upper()
        unsent = self._conversation >= 0 and self._folder >= 0 and not folder
        if unsent or cells[self._draft][:1] in _YES or cells[self._talk_draft][:1] in _YES:
            return "draft"
        if folder in ("SPAM", "JUNK"):
            return "spam"
        if not cells[self._from_url].strip() and sponsored(cells[self._content]):
            return "sponsored"
        return ""

    def _met(self, cells: list[str]) -> tuple[list[Met], str]:
        """Return who took part besides the owner, and the direction."""
        people, owner = self._people, self._survey.owner.linkedin
        sender = profiles.key(cells[self._from_url]) if cells[self._from_url] else ""
        recipients = profile_keys(cells[self._to_urls]) if cells[self._to_urls] else ()
        name = cells[self._from]
        if word := cells[self._direction].strip().upper():
            sent = word.startswith("OUT")
        else:
            sent = people.is_owner(sender, name)
        if sender and name:
            people.names.setdefault(sender, name)
        met: list[Met] = []
        if not sent:
            if self._from_url >= 0 and not sender:
                return [], "received"
            if not nobody(name) or sender:
                met.append((sender, name))
        names = self._names_of(recipients, cells[self._to]) if recipients else {}
        met += [(key, names[key]) for key in recipients if key not in (owner, sender)]
        if (
            sent
            and not recipients
            and not nobody(cells[self._to])
            and not people.named_like_owner(cells[self._to])
        ):
            met += self._addressees(cells)
        direction = "sent" if sent else "received"
        return met, direction if owner or people.owner.name.full or self._direction >= 0 else "mutual"

    def _names_of(self, keys: tuple[str, ...], cell: str) -> dict[str, str]:
        """Return the name of each recipient, found without splitting the cell at a comma that is in a name."""
        if len(keys) == 1:
            return {keys[0]: cell}
        known = self._people.names
        left, rest = [], cell
        for key in keys:
            name = known.get(key, "")
            if name and name in rest:
                rest = rest.replace(name, "", 1)
            elif not name:
                left.append(key)
        found = {key: known.get(key, "") for key in keys}
        pieces = [piece.strip() for piece in rest.split(",") if piece.strip()]
        if len(left) == 1:
            found[left[0]] = rest.strip(" ,")
        elif len(left) == len(pieces):
            # As many pieces as people: no name among them holds a comma.
            found.update(zip(left, pieces, strict=True))
        return found

    def _addressees(self, cells: list[str]) -> list[Met]:
        """Return those the owner wrote to in a layout without recipients' addresses."""
        cell = cells[self._to]
        speakers = {
            name: key
            for name, key in self._survey.speakers.get(cells[self._conversation], {}).items()
            if key != self._survey.owner.linkedin
        }
        if cell in speakers:
            return [(speakers[cell], cell)]
        within = [(key, name) for name, key in speakers.items() if name and name in cell]
        return within or [("", cell)]


class Invitations:
    """Rows of Invitations.csv; `Sent At` is on the clock of US Pacific."""

    def __init__(self, sheet: Sheet, people: People, salt: bytes) -> None:
        self._sheet, self._people, self._salt = sheet, people, salt
        self._from, self._to = sheet.at("from"), sheet.at("to")
        self._inviter, self._invitee = sheet.at("inviterprofileurl"), sheet.at("inviteeprofileurl")
        self._at, self._message = sheet.at("sentat"), sheet.at("message")
        self._direction = sheet.at("direction")

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what one row holds."""
        file, people = self._sheet.file, self._people
        word = cells[self._direction].strip().upper()
        if word in ("OUTGOING", "INCOMING"):
            sent = word == "OUTGOING"
        else:
            sent = people.is_owner(profiles.key(cells[self._inviter]), cells[self._from])
        name = cells[self._to if sent else self._from]
        profile = profiles.key(cells[self._invitee if sent else self._inviter])
        if not profile and nobody(name):
            yield Problem(file, number, "not-a-person")
            return
        if people.is_owner(profile, name):
            yield Problem(file, number, "owner")
            return
        record, party = people.mention(file, number, RANK["invitations"], profile, name)
        yield record
        at, day = dates.moment(cells[self._at])
        if not at and not day:
            yield dates.undated(file, number, cells[self._at])
            return
        text = plain(cells[self._message])
        direction = "sent" if sent else "received"
        yield Interaction(
            SOURCE,
            key_of("invitation", direction, party.key, at or day),
            file,
            number,
            "invitation",
            (party,),
            at=at,
            date=day,
            direction=direction,
            canned=ready_made(text),
            with_note=bool(text),
            text_hash=text_hash(text, self._salt),
        )
