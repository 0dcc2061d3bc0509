"""Excel as a tool: people out to a workbook, edited there, and read back as exactly the edits made.

The visible sheet holds one row a person. A second, hidden sheet keeps the same cells as they were written: what
differs on reading is an edit, whatever the store has learnt meanwhile. A row is known by its `reseau id`, so
rows may be sorted, filtered and deleted (a deleted row changes nothing); a row without id is a new person.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from adapters.table import cadences, dates
from adapters.table.people import TIERS, tier_of
from sync.entries import Params
from sync.model import Card, Fact, Problem
from sync.normalize import emails, phones
from sync.normalize.text import tidy

MARK = "reseau people 1"
"""First cell of the hidden sheet; the number is the version of its layout."""

BASE_SHEET = "reseau"
_CELL_LIMIT = 32_000  # Excel keeps at most 32,767 characters in a cell.

# field: English heading, French heading, width in characters
_COLUMNS = {
    "id": ("reseau id", "reseau id", 12),
    "given": ("First name", "Prénom", 16),
    "surname": ("Last name", "Nom", 18),
    "company": ("Company", "Société", 22),
    "title": ("Job title", "Fonction", 24),
    "emails": ("E-mail", "E-mail", 28),
    "phones": ("Phone", "Téléphone", 18),
    "tier": ("Tier", "Cercle", 10),
    "cadence": ("Cadence", "Cadence", 18),
    "last_contact": ("Last contact", "Dernier contact", 14),
    "keywords": ("Keywords", "Mots clés", 18),
    "birthday": ("Birthday", "Date de naissance", 14),
    "notes": ("Notes", "Notes", 50),
}
FIELDS = tuple(field for field in _COLUMNS if field != "id")
_TIER_WORDS = {"close": "proche", "active": "actif", "network": "réseau", "watch": "veille"}
_EVERY = {
    "en": {"D": ("day", "days"), "W": ("week", "weeks"), "M": ("month", "months"), "Y": ("year", "years")},
    "fr": {"D": ("jour", "jours"), "W": ("semaine", "semaines"), "M": ("mois", "mois"), "Y": ("an", "ans")},
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the workbook: `id` is the person's, `tier` one of the four, `last_contact` a day."""

    id: str
    card: Card
    tier: str = ""
    last_contact: str = ""


def write_xlsx(people: Iterable[PersonRow], language: str = "en") -> bytes:
    """Return a workbook of `people`, with headings and words in English or French.

    All cells are texts and days, none is a formula or a link, so nothing in a name can run.
    """
    import pandas as pd

    cells = [_cells(person, language) for person in people]
    headings = [names[language == "fr"] for names in _COLUMNS.values()]
    shown = pd.DataFrame([list(row.values()) for row in cells], columns=headings, dtype=object)
    base = pd.DataFrame([[MARK, *FIELDS], *([*row.values()] for row in cells)], dtype=object)
    out = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,  # else everybody's data pass through files in the folder for temporary ones
    }
    with pd.ExcelWriter(out, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        shown.to_excel(writer, sheet_name="Contacts", index=False)
        base.to_excel(writer, sheet_name=BASE_SHEET, index=False, header=False)
        _lay_out(writer, cells, language)
    return out.getvalue()


def _lay_out(writer: object, cells: Sequence[dict[str, str]], language: str) -> None:
    book = writer.book  # type: ignore[attr-defined]
    sheet = writer.sheets["Contacts"]  # type: ignore[attr-defined]
    # A fixed stamp: the same people give the same bytes.
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    day = book.add_format({"num_format": "dd/mm/yyyy" if language == "fr" else "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@"})
    faint = book.add_format({"num_format": "@", "font_color": "#909090"})
    for column, (field, (*_, width)) in enumerate(_COLUMNS.items()):
        style = {"id": faint, "last_contact": day, "birthday": day}.get(field, text)
        sheet.set_column(column, column, width, style)
        if field not in ("last_contact", "birthday"):
            continue
        for row, values in enumerate(cells, 1):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", values[field]) and values[field] >= "1900-03-01":
                sheet.write_datetime(row, column, date.fromisoformat(values[field]), day)
    choices = list(_TIER_WORDS.values()) if language == "fr" else list(TIERS)
    place = list(_COLUMNS).index("tier")
    sheet.data_validation(
        1, place, max(1, len(cells)), place, {"validate": "list", "source": choices, "error_type": "warning"}
    )
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(cells)), len(_COLUMNS) - 1)
    writer.sheets[BASE_SHEET].very_hidden()  # type: ignore[attr-defined]


def _cells(person: PersonRow, language: str) -> dict[str, str]:
    card = person.card
    is_person = card.kind != "org"
    values = {
        "id": person.id,
        "given": (card.name.given or ("" if card.name.surname else card.name.full)) if is_person else "",
        "surname": card.name.surname if is_person else "",
        "company": next((o.name for o in card.organizations), "" if is_person else card.name.full),
        "title": next((t.name for t in card.titles), ""),
        "emails": "; ".join(e.address for e in card.emails),
        "phones": "; ".join(p.number or p.raw for p in card.phones),
        "tier": _TIER_WORDS.get(person.tier, person.tier) if language == "fr" else person.tier,
        "cadence": in_words(card.cadence, language),
        "last_contact": person.last_contact,
        "keywords": "; ".join(card.keywords),
        "birthday": next((a.date for a in card.anniversaries if a.kind == "birth"), ""),
        "notes": "\n".join(card.notes),
    }
    return {field: text[:_CELL_LIMIT] for field, text in values.items()}


def in_words(cadence: str, language: str = "en") -> str:
    """Return a duration as people say it; what has no simple words stays as it is.

    >>> in_words("P3M"), in_words("P1W", "fr"), in_words("P1M2W")
    ('every 3 months', 'toutes les semaines', 'P1M2W')
    """
    found = re.fullmatch(r"P(\d+)([DWMY])", cadence)
    if not found:
        return cadence
    number, unit = int(found.group(1)), found.group(2)
    one, many = _EVERY[language if language in _EVERY else "en"][unit]
    if language == "fr":
        every = "toutes les" if unit == "W" else "tous les"
        return f"{every} {many}" if number == 1 else f"{every} {number} {many}"
    return f"every {one}" if number == 1 else f"every {number} {many}"


Base = dict[str, dict[str, str]]


def base_of(rows: Iterable[Sequence[str]]) -> Base | None:
    """Return what the hidden sheet remembers, by person and field; None if this is not such a sheet."""
    stream = iter(rows)
    first = next(stream, None)
    if not first or first[0] != MARK:
        return None
    return {cells[0]: dict(zip(first[1:], cells[1:], strict=False)) for cells in stream if cells and cells[0]}


def edits(
    file: str,
    row: int,
    person: str,
    cells: dict[str, str],
    base: Base | None,
    forms: dict[str, dates.Form],
    region: str,
) -> Iterator[Fact | Problem]:
    """Yield one Fact `edit` for each field of `cells` that differs from the base, `unchanged` if none does.

    Without a base (the sheet was saved as CSV) one Fact `row` gives all fields, to be compared with what is
    stored. Only the fields whose columns are there are looked at. A value that says nothing in its field
    (`someday` as a cadence) is a Problem and no edit.
    """
    known = (base or {}).get(person)
    if base is not None and known is None:
        yield Problem(file, row, "person-unknown", skipped=False, args=(("id", person),))
    changed = False
    whole: list[tuple[str, str]] = [("person", person)]
    for field, text in cells.items():
        before = _told(field, (known or {}).get(field, ""), forms, region)
        after = _told(field, text, forms, region)
        if after is None:
            if known is None or tidy(text) != tidy(known.get(field, "")):
                yield Problem(
                    file, row, "edit-unclear", skipped=False, args=(("field", field), ("value", text[:200]))
                )
            continue
        whole.append((field, after))
        if known is not None and after != before:
            changed = True
            values: Params = (
                ("person", person),
                ("field", field),
                ("before", before or ""),
                ("after", after),
            )
            yield Fact("table", "edit", file, row, values)
    if known is None:
        yield Fact("table", "row", file, row, tuple(whole))
    elif not changed:
        yield Fact("table", "unchanged", file, row, (("person", person),))


def _told(field: str, text: str, forms: dict[str, dates.Form], region: str) -> str | None:
    """Return the one form of a field's value, so that a cell Excel merely rewrote is no edit; None if unclear."""
    text = text.strip()
    if not text:
        return ""
    if field in ("last_contact", "birthday"):
        return dates.parse(text, forms.get(field, dates.Form())) or None
    if field == "cadence":
        return cadences.parse(text, cadences.bare_unit("", [text])) or None
    if field == "tier":
        return tier_of(text) or None
    if field == "emails":
        return "; ".join(emails.addresses(text)) or None
    if field == "phones":
        return "; ".join(phones.phone(part, region).number for part in phones.numbers(text))
    if field == "keywords":
        return "; ".join(dict.fromkeys(word for part in re.split(r"[;,\n]", text) if (word := tidy(part))))
    if field == "notes":
        return "\n".join(line.rstrip() for line in text.splitlines())
    return tidy(text)
