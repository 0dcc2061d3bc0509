"""Endorsements and recommendations: signs of trust, given and received."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.linkedin import dates
from adapters.linkedin.layouts import base_name
from adapters.linkedin.people import RANK, SOURCE, People, card_of, key_for, nobody
from adapters.linkedin.rows import Sheet
from adapters.linkedin.texts import key_of, plain, text_hash
from sync.model import Interaction, Party, Problem, Record
from sync.normalize import profiles
from sync.normalize.names import person
from sync.normalize.text import tidy
from sync.ports import Item


class Endorsements:
    """Rows of `Endorsement_Received_Info.csv` and `Endorsement_Given_Info.csv`; stamps are UTC."""

    def __init__(self, sheet: Sheet, people: People) -> None:
        self._sheet, self._people = sheet, people
        other = (
            "endorsee"
            if "endorseefirstname" in sheet.columns or "endorseelastname" in sheet.columns
            else "endorser"
        )
        self._direction = "sent" if other == "endorsee" else "received"
        self._given, self._surname = sheet.at(f"{other}firstname"), sheet.at(f"{other}lastname")
        self._url, self._skill = sheet.at(f"{other}publicurl"), sheet.at("skillname")
        self._at = sheet.at("endorsementdate")

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what one row holds; the nameless ones of 2018 are of people who cannot be told."""
        file = self._sheet.file
        given, surname = cells[self._given], cells[self._surname]
        whole = f"{given} {surname}".strip()
        profile = profiles.key(cells[self._url]) if cells[self._url] else ""
        if not profile and (nobody(whole) or "redacted" in whole.lower()):
            yield Problem(file, number, "not-a-person")
            return
        if self._people.is_owner(profile, whole):
            yield Problem(file, number, "owner")
            return
        record, party = self._people.mention(
            file, number, RANK["endorsements"], profile, whole, parts=(given, surname)
        )
        yield record
        at, day = dates.moment(cells[self._at])
        if not at and not day:
            yield dates.undated(file, number, cells[self._at])
            return
        yield Interaction(
            SOURCE,
            key_of("endorsement", self._direction, party.key, at or day, tidy(cells[self._skill])),
            file,
            number,
            "endorsement",
            (party,),
            at=at,
            date=day,
            direction=self._direction,
        )


class Recommendations:
    """Rows of `Recommendations_Given.csv` and `Recommendations_Received.csv`; the file's name tells which."""

    def __init__(self, sheet: Sheet, people: People, salt: bytes) -> None:
        self._sheet, self._people, self._salt = sheet, people, salt
        self._direction = "sent" if "given" in base_name(sheet.file) else "received"
        self._given, self._surname = sheet.at("firstname"), sheet.at("lastname")
        self._company, self._title = sheet.at("company"), sheet.at("jobtitle")
        self._text, self._at = sheet.at("text"), sheet.at("creationdate")
        self._status = sheet.at("status")

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what one row holds."""
        file = self._sheet.file
        given, surname = cells[self._given], cells[self._surname]
        whole = f"{given} {surname}".strip()
        if nobody(whole):
            yield Problem(file, number, "not-a-person")
            return
        if self._people.is_owner("", whole):
            yield Problem(file, number, "owner")
            return
        if cells[self._status].strip().upper() == "DRAFT":
            yield Problem(file, number, "draft")
            return
        name = person(given=given, surname=surname)
        key = key_for("", "", whole)
        card = card_of(name, company=tidy(cells[self._company]), title=tidy(cells[self._title]))
        yield Record(SOURCE, key, file, number, card, rank=RANK["recommendations"])
        at, day = dates.moment(cells[self._at])
        if not at and not day:
            yield dates.undated(file, number, cells[self._at])
            return
        yield Interaction(
            SOURCE,
            key_of("recommendation", self._direction, key, at or day),
            file,
            number,
            "recommendation",
            (Party(key, name.full or whole),),
            at=at,
            date=day,
            direction=self._direction,
            text_hash=text_hash(plain(cells[self._text]), self._salt),
        )
