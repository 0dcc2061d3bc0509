"""LinkedIn's "Get a copy of your data": the archive, its folder, or one of its files, from 2016 to today.

layouts         which file is which, by the names in its header
rows            encoding, separator and rows, whatever a spreadsheet program did to them
dates, texts    what LinkedIn writes in a cell
owner, people   who the owner is; keys and cards of everybody else
relations, correspondence, esteem, facts      the files, row by row
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from adapters.linkedin.correspondence import Invitations, Messages
from adapters.linkedin.esteem import Endorsements, Recommendations
from adapters.linkedin.facts import Facts
from adapters.linkedin.layouts import not_people, other_file
from adapters.linkedin.owner import Survey, survey
from adapters.linkedin.people import SOURCE, People
from adapters.linkedin.relations import Connections, Contacts
from adapters.linkedin.rows import Sheet, sheet_of
from sync.model import FileNote, Owner, Problem
from sync.ports import Context, Item, Source

_ORDER = ("connections", "contacts", "recommendations", "invitations", "endorsements", "messages")


class _Rows(Protocol):
    def row(self, number: int, cells: list[str]) -> Iterator[Item]: ...


class LinkedIn:
    """The reader of LinkedIn exports."""

    name = SOURCE
    order = 10

    def identify(self, source: Source, *, forced: bool = False) -> tuple[str, ...]:
        """Return the members with a header of LinkedIn's and, beside these, other files of the archive."""
        sheets = [member.name for member in source.members if sheet_of(member, forced=forced)]
        if not sheets:
            return ()
        return tuple(m.name for m in source.members if m.name in set(sheets) or other_file(m.name))

    def read(self, source: Source, names: Iterable[str], context: Context) -> Iterator[Item]:
        """Yield the owner, then file by file what was read; see `sync.ports.Reader`."""
        wanted = frozenset(names)
        sheets: list[Sheet] = []
        notes: list[FileNote] = []
        for member in source.members:
            if member.name not in wanted:
                continue
            sheet = None if not_people(member.name) else sheet_of(member, forced=True)
            if sheet:
                sheets.append(sheet)
            else:
                reason = "not-people" if not_people(member.name) else "not-used"
                notes.append(FileNote(member.name, reason=reason))
        found = survey(sheets, context)
        if found.owner != Owner():
            yield found.owner
        people = People(found.owner, names=dict(found.names))
        for sheet in sorted(sheets, key=_rank):
            yield FileNote(sheet.file, SOURCE, sheet.encoding.name)
            if sheet.encoding.repaired:
                yield Problem(sheet.file, 0, "encoding-repaired", skipped=False)
            reader = _reader(sheet, people, found, context)
            items = _rows(sheet, reader)
            yield from reader.settled(list(items)) if isinstance(reader, Messages) else items
        yield from notes


def _rank(sheet: Sheet) -> int:
    return _ORDER.index(sheet.kind) if sheet.kind in _ORDER else len(_ORDER)


def _rows(sheet: Sheet, reader: _Rows) -> Iterator[Item]:
    for number, cells in sheet.rows():
        if isinstance(cells, Problem):
            yield cells
        elif not "".join(cells).strip():
            yield Problem(sheet.file, number, "empty")
        else:
            yield from reader.row(number, cells)


def _reader(sheet: Sheet, people: People, found: Survey, context: Context) -> _Rows:
    match sheet.kind:
        case "connections":
            return Connections(sheet, people)
        case "contacts":
            return Contacts(sheet, people, context.region)
        case "messages":
            return Messages(sheet, people, found, context.salt)
        case "invitations":
            return Invitations(sheet, people, context.salt)
        case "endorsements":
            return Endorsements(sheet, people)
        case "recommendations":
            return Recommendations(sheet, people, context.salt)
        case _:
            return Facts(sheet)


READER = LinkedIn()
