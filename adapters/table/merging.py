"""A table for a mail merge: one row a letter, as xlsx or CSV, for the user's own word processor."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from adapters.table.writing import guarded


def write_rows(headings: Sequence[str], rows: Sequence[Sequence[str]], kind: str) -> bytes:
    """Return a table as `csv` (UTF-8 with a mark, semicolons as Excel wants them in France) or `xlsx`.

    No cell can run: texts that a spreadsheet would take for a formula are guarded in CSV, and plain in xlsx.
    """
    if kind == "csv":
        out = io.StringIO()
        table = csv.writer(out, delimiter=";", lineterminator="\r\n")
        table.writerow(headings)
        table.writerows([guarded(cell) for cell in row] for row in rows)
        return out.getvalue().encode("utf-8-sig")
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(made, options) as book:
        sheet = book.add_worksheet("people")
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, 22)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 0)
    return made.getvalue()
