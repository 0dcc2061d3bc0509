"""Tables of contacts: address books' CSV exports and a person's own `.csv`, `.xlsx`, `.xls` and `.ods`.

Columns are found by their headings in five languages and by content (`headings`, `columns`); cells become
people in `people`. Google's, Outlook's and Thunderbird's layouts need no reader of their own: their headings are
in the same vocabulary. What was understood is told with the problem `columns-guessed`, one a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from adapters.table import columns, frames, sheets, workbook
from adapters.table.columns import Plan
from adapters.table.people import Person, RowReader, key_of
from adapters.table.rows import Row
from adapters.table.sheets import Sheet
from sync.entries import Params
from sync.model import FileNote, Interaction, Party, Problem, Record
from sync.ports import Context, Item, Member, Source, Unreadable

SAMPLE = 20_000
"""Rows from which columns are understood; what comes after is read with the same understanding."""

SAMPLE_CHARS = 32 << 20
REGULAR = 0.6
"""Share of the rows that must fit the header before a text that nobody called a table is taken for one."""
EMPTY_LISTED = 10_000
"""Empty rows in a run that are listed one by one; a sheet of nothing is told in one line."""


class TableReader:
    """Reads tables of contacts, whoever made them."""

    name = "table"
    order = 90

    def identify(self, source: Source, *, forced: bool = False) -> tuple[str, ...]:
        """Return the members that list people: with a name and a way to reach them, or with e-mails."""
        return tuple(member.name for member in source.members if _lists_people(member, forced=forced))

    def read(self, source: Source, names: Iterable[str], context: Context) -> Iterator[Item]:
        """Yield for each sheet a FileNote, how its columns were understood, then its rows in order."""
        wanted = set(names)
        broken: Unreadable | None = None
        for member in source.members:
            if member.name not in wanted:
                continue
            try:
                if sheets.is_workbook(member):
                    yield from _read_workbook(member, context)
                else:
                    yield from _read_text(member, context)
            except Unreadable as error:
                # The other members are read first; the last of the broken ones is raised, the rest are told.
                yield FileNote(member.name, reason=error.code)
                if broken:
                    yield _whole(broken)
                broken = error
        if broken:
            raise broken


READER = TableReader()


def _whole(error: Unreadable) -> Problem:
    file = str(error.values.get("file", ""))
    return Problem(file, 0, error.code, args=(("file", file),))


def _read_text(member: Member, context: Context) -> Iterator[Item]:
    text = sheets.text_sheet(member)
    table, first, rest = _opened(text, told=context.columns) if text else (None, [], iter(()))
    if text is None or table is None:
        raise Unreadable("file-unknown-kind", file=member.name)
    yield from _read_sheet(text, table, first, rest, context)


def _read_workbook(member: Member, context: Context) -> Iterator[Item]:
    """Yield what the sheets hold. Our own hidden sheet is no table: it tells what has been edited."""
    found = list(sheets.workbook_sheets(member))
    bases = [
        base for sheet in found if (base := workbook.base_of(row.cells for row in sheet.rows)) is not None
    ]
    if bases:
        found = [
            sheet for sheet in found if workbook.base_of(row.cells for row in islice(sheet.rows, 1)) is None
        ]
    for sheet in found:
        table, first, rest = _opened(sheet, told=context.columns)
        if table is None or not (
            columns.names_people(table) or (len(found) == 1 and columns.could_name_people(table))
        ):
            yield FileNote(sheet.file, reason="unreadable" if sheet.encoding else "not-used")
            continue
        yield from _read_sheet(sheet, table, first, rest, context, bases[0] if bases else None)


def _lists_people(member: Member, *, forced: bool) -> bool:
    try:
        if sheets.is_workbook(member):
            return forced or any(
                table is not None and columns.names_people(table)
                for table, _, _ in (
                    _opened(sheet, sheets.SAMPLE_ROWS) for sheet in sheets.workbook_sheets(member)
                )
            )
        sheet = sheets.text_sheet(member)
        table, first, _ = _opened(sheet, sheets.SAMPLE_ROWS) if sheet else (None, [], iter(()))
    except Unreadable:
        return sheets.is_workbook(member) and member.name.lower().endswith(
            (".xlsx", ".xls", ".ods", ".xlsb", ".xlsm")
        )
    if table is None:
        return False
    if forced:
        return columns.could_name_people(table)
    return columns.names_people(table) and _is_regular(table, first)


def _is_regular(table: Plan, first: list[Row]) -> bool:
    """Tell whether the rows below the header are rows: prose and program texts hold delimiters by chance only."""
    width = len(table.headings)
    body = [len(row.cells) for row in first[table.header + 1 :] if any(cell.strip() for cell in row.cells)]
    fitting = sum(min(2, width) <= cells <= width + 1 for cells in body)
    # Rows may lack their last cells, but not half of the rows the half of theirs.
    filled = sum(2 * cells >= width for cells in body)
    return fitting >= REGULAR * len(body) and 2 * filled >= len(body)


def _opened(
    sheet: Sheet, limit: int = SAMPLE, told: Mapping[str, str] | None = None
) -> tuple[Plan | None, list[Row], Iterator[Row]]:
    """Return how a sheet is understood, its first rows and an iterator over the others."""
    stream = iter(sheet.rows)
    first: list[Row] = []
    chars = 0
    for row in islice(stream, limit):
        first.append(row)
        chars += sum(map(len, row.cells))
        if chars > SAMPLE_CHARS:
            break
    if not any(any(cell.strip() for cell in row.cells) for row in first):
        return None, [], iter(())
    return columns.plan([row.cells for row in first], told), first, stream


def _read_sheet(
    sheet: Sheet,
    table: Plan,
    first: list[Row],
    rest: Iterator[Row],
    context: Context,
    base: workbook.Base | None = None,
) -> Iterator[Item]:
    file = sheet.file
    yield FileNote(file, "table", sheet.encoding)
    if not table.layout:
        yield Problem(file, 0, "columns-guessed", skipped=False, args=_told(table))
    width = len(table.meanings)
    body = first[table.header + 1 :]
    ids = _id_column(table, body)
    reader = RowReader(table, frames.whole(body, width), context.region, context.now.year, ids)
    seen: dict[int, int] = {}
    empty: list[int] = []
    for batch in frames.batches(chain(body, rest), width):
        for number, cells, is_empty, content in batch.rows():
            if is_empty:
                empty.append(number)
                continue
            yield from _nothing(file, empty)
            empty = []
            if number in batch.cut:
                yield Problem(file, number, "line-too-long")
            elif content in seen:
                yield Problem(file, number, "duplicate-row", args=(("first", str(seen[content])),))
            else:
                seen[content] = number
                if number in batch.repaired:
                    yield Problem(file, number, "encoding-repaired", skipped=False)
                if number in batch.stray:
                    yield Problem(file, number, "quote-repaired", skipped=False)
                told = cells[ids] if ids >= 0 else ""
                people = reader.people(cells)
                if told and table.layout == "reseau":
                    # What cannot be understood is told once, as an edit that was not made.
                    people = [replace(person, warnings=[]) for person in people]
                yield from _row_items(file, number, told, people, context)
                if told and table.layout == "reseau":
                    fields = reader.fields(cells)
                    yield from workbook.edits(file, number, told, fields, base, reader.forms, context.region)
    yield from _nothing(file, empty)


def _row_items(file: str, row: int, told: str, people: list[Person], context: Context) -> Iterator[Item]:
    """Yield what one row gives; `told` is what its id column says."""
    if not people:
        yield Problem(file, row, "not-a-person")
    for nth, person in enumerate(people):
        named = told if nth == 0 else f"{told}#{nth + 1}"
        key = named if told else key_of(person.card)
        yield from _items(file, row, key, person, context)


def _items(file: str, row: int, key: str, person: Person, context: Context) -> Iterator[Item]:
    card = person.card
    yield Record("table", key, file, row, card)
    email = card.emails[0].address if card.emails else ""
    linkedin = next((s.user for s in card.online_services if s.service == "LinkedIn"), "")
    party = Party(key, card.name.full, email, linkedin)
    today = context.now.date().isoformat()
    for day in dict.fromkeys(person.days):
        yield Interaction(
            "table", f"{key}|contact|{day}", file, row, "contact", (party,), date=day, planned=day > today
        )
    for code, args in person.warnings:
        yield Problem(file, row, code, skipped=False, args=args)


def _nothing(file: str, empty: list[int]) -> Iterator[Problem]:
    for number in empty[:EMPTY_LISTED]:
        yield Problem(file, number, "empty")
    if len(empty) > EMPTY_LISTED:
        left = len(empty) - EMPTY_LISTED
        yield Problem(file, empty[EMPTY_LISTED], "rows-of-nothing", args=(("n", str(left)),))


def _id_column(table: Plan, body: list[Row]) -> int:
    """Return the column whose values name the rows; -1 if there is none or its values repeat."""
    for i in table.at("person", "id"):
        values = [v for row in body if i < len(row.cells) and (v := row.cells[i].strip())]
        if values and len(set(values)) == len(values):
            return i
    return -1


def _told(table: Plan) -> Params:
    """Return how the columns were understood; one without a heading is called by its number."""
    called = [heading or f"#{i}" for i, heading in enumerate(table.headings, 1)]
    pairs = list(zip(called, table.meanings, strict=True))
    known = [(name, m.field) for name, m in pairs if m is not None]
    unknown = [
        name
        for name, heading, m in zip(called, table.headings, table.meanings, strict=True)
        if m is None and heading
    ]
    return (
        ("columns", ", ".join(name for name, _ in known) or "–"),
        ("unknown", ", ".join(unknown) or "–"),
        ("mapping", "; ".join(f"{name} = {field}" for name, field in known)),
    )
