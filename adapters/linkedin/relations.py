"""Connections.csv, and the phone books that were uploaded: `Contacts.csv`, `Imported Contacts.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from adapters.linkedin import dates
from adapters.linkedin.people import RANK, SOURCE, People, card_of, key_for
from adapters.linkedin.rows import Sheet
from adapters.linkedin.texts import key_of
from sync.model import (
    Address,
    Anniversary,
    Card,
    Interaction,
    OnlineService,
    Party,
    Phone,
    Problem,
    Record,
)
from sync.normalize import emails, profiles
from sync.normalize.names import person
from sync.normalize.phones import phone
from sync.normalize.text import tidy
from sync.ports import Item

_SAMPLE = 5_000
_NAMED = frozenset(
    "firstname lastname fullname name address emailaddress company position connectedon url websites "
    "instantmessengers location".split()
)
_BETWEEN_PHONES = re.compile(r"[;|\n]|[,/](?=\s*[+(\d])")
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?[,;|\n]\s*")
_SITE = re.compile(
    r"(?:https?://|www\.)[^\s,;|]+|(?<![\w-])[\w-]+(?:\.[\w-]+)+(?:/[^\s,;|]*)?", re.IGNORECASE
)


class Connections:
    """Rows of Connections.csv: each a record, and an interaction `connection` on a UTC day."""

    def __init__(self, sheet: Sheet, people: People) -> None:
        self._sheet, self._people = sheet, people
        self._given, self._surname = sheet.at("firstname"), sheet.at("lastname")
        self._whole = sheet.at("fullname", "name")
        self._url, self._email = sheet.at("url"), sheet.at("emailaddress")
        self._company, self._position = sheet.at("company"), sheet.at("position")
        self._on = sheet.at("connectedon")
        self._seen: dict[int, int] = {}
        self._rare = tuple(
            (name if name in _NAMED else "", sheet.headings[place].strip(), place)
            for name, place in sheet.columns.items()
            if (name and name not in _NAMED)
            or name in ("websites", "instantmessengers", "address", "location")
        )
        column = (cells[self._on] for _, cells in islice(sheet.rows(), _SAMPLE) if isinstance(cells, list))
        self._dayfirst = self._on >= 0 and dates.day_first(column, sheet.delimiter)

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what one row holds."""
        file = self._sheet.file
        given, surname = cells[self._given], cells[self._surname]
        whole = f"{given} {surname}".strip() or cells[self._whole].strip()
        profile = profiles.key(cells[self._url]) if cells[self._url] else ""
        addresses = emails.addresses(cells[self._email])
        key = key_for(profile, addresses[0] if addresses else "", whole)
        company, title = tidy(cells[self._company]), tidy(cells[self._position])
        if not key:
            yield Problem(file, number, "not-a-person" if company or title else "deleted-member")
            return
        first = self._seen.setdefault(hash(tuple(cells)), number)
        if first != number:
            yield Problem(file, number, "duplicate-row", args=(("first", str(first)),))
            return
        if self._people.is_owner(profile, emails=addresses):
            yield Problem(file, number, "owner")
            return
        name = person(raw=whole) if not given and not surname else person(given=given, surname=surname)
        on = dates.day(cells[self._on], dayfirst=self._dayfirst)
        card = card_of(name, profile, addresses, company, title, on)
        if self._rare:
            card = self._with_rare(card, cells)
        if profile:
            self._people.names[profile] = whole
            self._people.cleaned[profile] = name
        yield Record(SOURCE, key, file, number, card, rank=RANK["connections"])
        if on:
            party = Party(key, name.full or whole, addresses[0] if addresses else "", profile)
            yield Interaction(
                SOURCE, key_of("connection", key, on), file, number, "connection", (party,), date=on
            )
        elif self._on >= 0:
            yield dates.undated(file, number, cells[self._on])

    def _with_rare(self, card: Card, cells: list[str]) -> Card:
        """Add what only old layouts and the user's own columns hold."""
        for name, heading, place in self._rare:
            text = tidy(cells[place])
            if not text:
                continue
            if name in ("address", "location"):
                card = replace(card, addresses=(*card.addresses, Address(full=text)))
            elif name == "websites":
                card = replace(card, online_services=card.online_services + _sites(text))
            elif name == "instantmessengers":
                card = replace(card, online_services=card.online_services + _chats(text))
            else:
                card = replace(card, notes=(*card.notes, f"{heading}: {text}"))
        return card


class Contacts:
    """Rows of an uploaded phone book: records only. Several values stand in one cell; names may be missing."""

    def __init__(self, sheet: Sheet, people: People, region: str) -> None:
        self._sheet, self._people, self._region = sheet, people, region
        self._given, self._surname = sheet.at("firstname"), sheet.at("lastname")
        self._whole, self._birthday = sheet.at("fullname"), sheet.at("birthday")
        self._emails, self._phones = sheet.at("emails", "emailaddress"), sheet.at("phonenumbers")
        self._companies, self._title = sheet.at("companies", "company"), sheet.at("title")
        self._addresses, self._location = sheet.at("addresses"), sheet.at("location")
        self._sites, self._profiles = sheet.at("sites"), sheet.at("profiles")
        self._chats = sheet.at("instantmessagehandles")

    def row(self, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what one row holds."""
        file = self._sheet.file
        given, surname = cells[self._given], cells[self._surname]
        whole = f"{given} {surname}".strip() or cells[self._whole].strip()
        profile = profiles.key(cells[self._profiles]) or profiles.key(cells[self._sites])
        addresses = emails.addresses(cells[self._emails]) or emails.addresses(whole)
        phones = _phones(cells[self._phones], self._region)
        company, title = tidy(cells[self._companies]), tidy(cells[self._title])
        key = key_for(profile, addresses[0] if addresses else "", whole)
        if not key and (phones or company):
            key = f"phone:{phones[0].number}" if phones else f"name:{company}"
        if not key:
            yield Problem(file, number, "not-a-person")
            return
        if self._people.is_owner(profile, whole, addresses):
            yield Problem(file, number, "owner")
            return
        name = person(given=given, surname=surname) if given or surname else person(raw=whole)
        card = card_of(name, profile, addresses, company, title)
        places = [text for text in (cells[self._addresses], cells[self._location]) if text.strip()]
        birth = dates.partial(cells[self._birthday])
        card = replace(
            card,
            kind="org" if not whole and not profile and not addresses and company else card.kind,
            phones=phones,
            addresses=tuple(Address(full=text.strip()) for text in dict.fromkeys(places)),
            online_services=card.online_services
            + _sites(cells[self._sites])
            + _chats(cells[self._chats])
            + (() if profile else _sites(cells[self._profiles])),
            anniversaries=(Anniversary("birth", birth),) if birth else (),
        )
        yield Record(SOURCE, key, file, number, card, rank=RANK["contacts"])


def _phones(cell: str, region: str) -> tuple[Phone, ...]:
    parts = (part.strip() for part in _BETWEEN_PHONES.split(cell))
    found = {p.number: p for p in (phone(part, region) for part in parts if part) if p.number}
    return tuple(found.values())


def _sites(cell: str) -> tuple[OnlineService, ...]:
    found = (match.group() for match in _SITE.finditer(cell))
    return tuple(OnlineService(uri=site) for site in dict.fromkeys(found) if not profiles.key(site))


def _chats(cell: str) -> tuple[OnlineService, ...]:
    return tuple(OnlineService(user=handle) for handle in _BETWEEN.split(cell.strip()) if handle)
