"""The columns of one table: where the header is, and what each column holds, by heading and by content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from adapters.table.cadences import is_phrase
from adapters.table.headings import FIELDS, Meaning, meaning, plain

HEADER_ROWS = 30
"""Title rows, logos and remarks may stand above the header; it is looked for in so many rows."""

Cells = Sequence[str]

# It begins where a word does, or a long cell would be tried from each of its signs.
_EMAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_PROFILE = re.compile(r"linkedin\.com/(in|pub)/", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().\-/]{9,20}")
_SALUTATIONS = frozenset(
    "m mr mme mlle mrs ms miss dr pr prof me monsieur madame mademoiselle herr frau sr sra srta sig dott maitre "
    "doctor docteur professeur sir mister mx m mme mm".split()
)
_VAGUE = frozenset(("contact", "contacts", "kontakt", "contacto", "contatto"))
_NAME_FIELDS = ("given", "surname", "full", "reversed", "name")
_REACH_FIELDS = ("email", "phone", "org", "title", "linkedin", "last", "cadence", "birthday", "address")

# Tables of a LinkedIn archive that name things or the owner, never people. A heading of one of these sets
# gives the file away, whatever else it holds.
_NOT_PEOPLE = (
    {"started on"},
    {"published on"},
    {"confirmed", "primary", "updated on"},
    {"verification type"},
    {"application date"},
    {"endorsement date"},
    {"conversation id"},
    {"inviterprofileurl"},
    {"inviteeprofileurl"},
    {"inviterprofileurn"},
    {"degree name"},
    {"proficiency"},
    {"transaction made at"},
    {"subscription types"},
    {"sharelink"},
    {"issued on"},
    {"organization", "followed on"},
    {"geo location"},
    {"ip address"},
    {"date", "status", "fullname"},
    {"extension", "number", "type"},
)

_OUTLOOK = frozenset(("e mail address", "adresse de messagerie", "adresse de courrier"))
_OUTLOOK_BESIDE = frozenset(
    ("business street", "home street", "rue bureau", "rue domicile", "e mail 2 address", "business phone")
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the columns of a table hold.

    `header` is the index of the header among the first rows, -1 when there is none. `meanings` has one entry
    a column, None for a column that becomes a note. `layout` names a known export; empty for a person's own.
    """

    header: int
    headings: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]
    layout: str = ""

    def at(self, *fields: str) -> list[int]:
        """Return the columns that hold one of `fields`, left to right."""
        return [i for i, m in enumerate(self.meanings) if m is not None and m.field in fields]

    @property
    def known(self) -> tuple[str, ...]:
        """The headings that were understood."""
        return tuple(h for h, m in zip(self.headings, self.meanings, strict=True) if h and m is not None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings whose cells are kept as notes."""
        return tuple(h for h, m in zip(self.headings, self.meanings, strict=True) if h and m is None)


def header_row(rows: Sequence[Cells]) -> tuple[int, int]:
    """Return the index of the row with most known headings, and how many it has; (-1, 0) if none has any."""
    best, score = -1, 0
    for index, cells in enumerate(rows[:HEADER_ROWS]):
        found = {
            m.field + m.group + m.part for cell in cells if cell and (m := meaning(cell.strip())) is not None
        }
        # A row of data may hold a word that is also a heading; an address never stands in a header.
        if any("@" in cell for cell in cells):
            continue
        if len(found) > score:
            best, score = index, len(found)
    return best, score


def plan(rows: Sequence[Cells], told: Mapping[str, str] | None = None) -> Plan:
    """Return the plan of a table from its first rows. `told` maps headings to fields: the user's word."""
    told = told or {}
    index, score = header_row(rows)
    if score == 0:
        index = _row_of_unknown_headings(rows)
    width = max((len(cells) for cells in rows), default=0)
    headings = tuple(cell.strip() for cell in rows[index]) if index >= 0 else ()
    headings += ("",) * (width - len(headings))
    body = rows[index + 1 :]
    meanings = [_told(h, told) if h in told else meaning(h) for h in headings]
    layout = _layout(headings, meanings)
    _settle_titles(meanings, body)
    _settle_birthday(headings, meanings)
    _settle_addresses(meanings)
    _settle_names(meanings)
    _guess_by_content(headings, meanings, body, layout, by_content_alone=score == 0)
    # A note by the user's word is a column like one nobody knows.
    return Plan(index, headings, tuple(None if m and m.field == "note" else m for m in meanings), layout)


def _row_of_unknown_headings(rows: Sequence[Cells]) -> int:
    """Return the first filled row if it heads the others in words nobody taught us; -1 if it is one of them.

    It heads them when no cell of it is an address, a profile, a number or a rhythm, and a column below is full of these.
    """
    first = next((i for i, cells in enumerate(rows[:HEADER_ROWS]) if sum(map(bool, cells)) > 1), -1)
    if first < 0 or any(kind(cell.strip()) for cell in rows[first] for kind in _KINDS):
        return -1
    body = rows[first + 1 :]
    for i in range(len(rows[first])):
        values = [cells[i].strip() for cells in body if i < len(cells) and cells[i].strip()]
        if values and any(_share(values, kind) >= 0.6 for kind in _KINDS):
            return first
    return -1


def _told(heading: str, told: Mapping[str, str]) -> Meaning:
    """Return what the user says a column holds; `note` keeps it as a note, as does a word nobody knows."""
    field = told[heading]
    parts = {"phone": "value", "address": "full"}
    return Meaning(field if field in FIELDS else "note", parts.get(field, ""))


def names_people(table: Plan) -> bool:
    """Tell whether this is a list of people: a name beside some way to reach them, or an e-mail column."""
    headings = {plain(h) for h in table.headings}
    if any(mark <= headings for mark in _NOT_PEOPLE):
        return False
    if table.at("person") or (table.at("given") and table.at("surname")):
        return True
    if table.header < 0:
        return bool(table.at("email")) and len(table.headings) > 1
    if table.at("email") and (len(table.known) > 1 or len(table.headings) == 1):
        return True
    return bool(table.at(*_NAME_FIELDS)) and bool(table.at(*_REACH_FIELDS))


def could_name_people(table: Plan) -> bool:
    """Tell whether a table that the user calls one can give anybody at all."""
    return bool(table.at(*_NAME_FIELDS, "email", "org", "phone", "person"))


def _layout(headings: Sequence[str], meanings: Sequence[Meaning | None]) -> str:
    words = {plain(h) for h in headings}
    if any(m is not None and m.field == "person" for m in meanings):
        return "reseau"
    if any(m is not None and m.group.startswith("e mail ") and m.part for m in meanings) and (
        "labels" in words or "group membership" in words or "given name" in words or "first name" in words
    ):
        return "google"
    if words & _OUTLOOK and words & _OUTLOOK_BESIDE:
        return "outlook"
    if "primary email" in words and "display name" in words:
        return "thunderbird"
    return ""


def _settle_titles(meanings: list[Meaning | None], body: Sequence[Cells]) -> None:
    """Tell the form of address from the job: in Outlook's French export both columns are called `Titre`."""
    places = [i for i, m in enumerate(meanings) if m is not None and m.field == "titre"]
    has_job = any(m is not None and m.field == "title" for m in meanings)
    for nth, i in enumerate(places):
        values = [plain(cells[i]) for cells in body if i < len(cells) and cells[i].strip()]
        formal = sum(value in _SALUTATIONS for value in values)
        if len(places) > 1:
            address = nth == 0
        elif values:
            address = formal * 2 >= len(values)
        else:
            address = has_job
        meanings[i] = Meaning("salutation" if address else "title")


_MONTH = frozenset(("mois", "month", "monat", "mes", "mese"))
_DAY = frozenset(("jour", "day", "tag", "dia", "giorno", "geburtstag"))


def _settle_birthday(headings: Sequence[str], meanings: list[Meaning | None]) -> None:
    """Beside a year of birth, `Mois` and `Jour` are its month and day, and a `Geburtstag` of its own is none."""
    if not any(m is not None and m.field == "birthyear" for m in meanings):
        return
    for i, heading in enumerate(headings):
        word = plain(heading)
        if word in _MONTH:
            meanings[i] = Meaning("birthmonth")
        elif word in _DAY:
            meanings[i] = Meaning("birthday_number")


def _settle_addresses(meanings: list[Meaning | None]) -> None:
    """`Ville` right behind `Adresse privée` is the town of that address, though its heading does not say so."""
    before: Meaning | None = None
    for i, m in enumerate(meanings):
        if m is None or m.field != "address" or m.part == "label":
            before = None
        elif m.group == "address" and before is not None and before.contexts and m.part != "full":
            meanings[i] = replace(m, group=before.group, contexts=before.contexts)
        else:
            before = m


def _settle_names(meanings: list[Meaning | None]) -> None:
    """`Nom`, `Name`, `Nombre` and `Nome` are a whole name, a surname or a given name: the neighbours tell."""
    for group in {m.group for m in meanings if m is not None and m.field == "name"}:
        fields = {m.field for m in meanings if m is not None and m.group == group}
        for i, m in enumerate(meanings):
            if m is None or m.field != "name" or m.group != group:
                continue
            if "surname" in fields and "given" not in fields:
                settled = "given"
            elif "given" in fields and "surname" not in fields:
                settled = "surname"
            else:
                settled = "full"
            meanings[i] = replace(m, field=settled)
            fields.add(settled)


def _guess_by_content(
    headings: Sequence[str],
    meanings: list[Meaning | None],
    body: Sequence[Cells],
    layout: str,
    *,
    by_content_alone: bool,
) -> None:
    if layout == "google":
        return
    have_name = any(m is not None and m.field in _NAME_FIELDS for m in meanings)
    for i, m in enumerate(meanings):
        # "Contact" heads names, addresses or numbers: what stands below tells.
        if m is not None and not (m.field == "full" and plain(headings[i]) in _VAGUE):
            continue
        values = [cells[i].strip() for cells in body if i < len(cells) and cells[i].strip()]
        if not values:
            continue
        if _share(values, _EMAIL.search) >= 0.6:
            meanings[i] = Meaning("email")
        elif _share(values, _PROFILE.search) >= 0.6:
            meanings[i] = Meaning("linkedin")
        elif _share(values, is_phrase) >= 0.6:
            meanings[i] = Meaning("cadence")
        elif headings[i] and m is None and not by_content_alone:
            continue
        elif _share(values, _looks_like_phone) >= 0.6:
            meanings[i] = Meaning("phone", "value")
        elif m is None and not have_name and _share(values, _looks_like_name) >= 0.6:
            meanings[i] = Meaning("full")
            have_name = True


def _share(values: Sequence[str], test: object) -> float:
    assert callable(test)
    return sum(bool(test(value)) for value in values) / len(values)


def _looks_like_phone(value: str) -> bool:
    return bool(_PHONE.fullmatch(value)) and sum(map(str.isdigit, value)) >= 9


_KINDS = (_EMAIL.search, _PROFILE.search, is_phrase, _looks_like_phone)


def _looks_like_name(value: str) -> bool:
    words = value.split()
    return (
        2 <= len(words) <= 4
        and all(w[:1].isalpha() and (w[:1].isupper() or w.islower()) for w in words)
        and not any(c.isdigit() or c in "@/:" for c in value)
    )
