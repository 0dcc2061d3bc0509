"""The tables inside a member: one for a delimited text, one a sheet for a workbook, as rows of text.

Cells of a workbook become the text a person would type: `639981020`, `2024-03-15`, `2.5`. Formulas are read
as the values the workbook stores; nothing is evaluated.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from adapters.table import decoding, rows
from adapters.table.columns import header_row
from adapters.table.extent import check_extent
from adapters.table.rows import DELIMITERS, Row
from sync.ports import Member, Unreadable

SAMPLE_ROWS = 60
MAX_WORKBOOK = 256 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_DOCUMENT_MARKS = (b"[Content_Types].xml", b"xl/", b"mimetype", b"content.xml")
_ENCRYPTED = "Encrypt".encode("utf-16-le")
_OTHER_KINDS = ("BEGIN:", "<", "{", "[", "%PDF", "\x1bLua", "#!")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `file` names it in reports, `rows` gives its records from the top."""

    file: str
    rows: Iterable[Row]
    encoding: str = ""


def is_workbook(member: Member) -> bool:
    """Tell whether the content is that of an Excel or OpenDocument file."""
    head = member.head()
    if head.startswith(_OLE):
        return True
    return head.startswith(_ZIP) and any(mark in head for mark in _DOCUMENT_MARKS)


def text_sheet(member: Member) -> Sheet | None:
    """Return the table of a text file, or None when the content is no table at all."""
    encoding = decoding.encoding_of(member)
    if not encoding:
        return None
    first = [line for line in islice(decoding.lines(member, encoding), SAMPLE_ROWS * 2) if line.text.strip()]
    if not first or first[0].text.lstrip().startswith(_OTHER_KINDS):
        return None
    delimiter = _delimiter(first)
    return Sheet(
        member.name, _TextRows(member, encoding, delimiter), encoding.removesuffix("-le").removesuffix("-be")
    )


@dataclass(frozen=True, slots=True)
class _TextRows:
    """Rows of a text, read anew each time they are asked for."""

    member: Member
    encoding: str
    delimiter: str

    def __iter__(self) -> Iterator[Row]:
        lines = decoding.lines(self.member, self.encoding)
        for nth, row in enumerate(rows.split(lines, self.delimiter)):
            # Excel's own line that names the delimiter is no row.
            if nth == 0 and row.cells[0].lower().startswith("sep=") and len(row.cells) <= 2:
                continue
            yield row


def _delimiter(first: list[decoding.Line]) -> str:
    """Return the delimiter with which the header shows most known headings, else the most regular one."""
    told = first[0].text.strip().lower()
    if told.startswith("sep=") and told[4:5] in DELIMITERS:
        return told[4]
    best, score = ",", (-1, -1.0)
    for delimiter in DELIMITERS:
        found = list(islice(rows.split(first, delimiter), SAMPLE_ROWS))
        index, known = header_row([row.cells for row in found])
        width = len(found[index].cells) if index >= 0 else 0
        widths = [len(row.cells) for row in found[max(0, index) :]]
        usual = max(set(widths), key=widths.count) if widths else 0
        regular = widths.count(usual) / len(widths) * min(usual, 40) if usual > 1 else 0.0
        if (known if width > 1 else min(known, 1), regular) > score:
            best, score = delimiter, (known if width > 1 else min(known, 1), regular)
    return best


def workbook_sheets(member: Member) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in their order. Raises `Unreadable` when it cannot be opened."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    if member.size > MAX_WORKBOOK:
        raise Unreadable("file-too-large", file=member.name)
    content = member.read()
    check_extent(content, member.name)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        names = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    except PasswordError as error:
        raise Unreadable("workbook-encrypted", file=member.name) from error
    except BaseException as error:
        _raise_if_not_ours(error)
        code = "workbook-encrypted" if _ENCRYPTED in content else "archive-broken"
        raise Unreadable(code, file=member.name) from error
    with book:
        for name in names:
            file = f"{member.name}#{name}"
            try:
                sheet = Sheet(file, _CalamineRows(book.get_sheet_by_name(name)))
            except BaseException as error:  # noqa: BLE001 - the library panics outside Exception
                # One damaged sheet must not cost the others.
                _raise_if_not_ours(error)
                sheet = Sheet(file, (), encoding="unreadable")
            yield sheet


def _raise_if_not_ours(error: BaseException) -> None:
    """Raise `error` again unless it comes of a damaged file: the library's own panics are no `Exception`."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error


@dataclass(frozen=True, slots=True)
class _CalamineRows:
    """Rows of a sheet that calamine has loaded."""

    sheet: Any

    def __iter__(self) -> Iterator[Row]:
        for cells in self.sheet.iter_rows():
            yield Row(tuple(map(as_text, cells)))


def as_text(value: object) -> str:
    """Return a typed cell as text; days stay days whatever the zone.

    >>> as_text(639981020.0), as_text(datetime(2024, 3, 15)), as_text(True), as_text(2.5)
    ('639981020', '2024-03-15', 'TRUE', '2.5')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime):
        whole_day = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)
