"""Address labels as PDF, on the A4 sheets that every stationer sells; addresses as the posts want them.

France: NF Z10-011 (at most six lines of 38 characters, the last one in capitals); abroad the order of the country, the
country itself in capitals below (Universal Postal Union, S42).
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sync.model import Address
from sync.normalize.countries import code, name_of
from sync.ports import UsageError


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of labels, in millimetres: columns and rows, size of a label, its place, from one to the next."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float


SHEETS = {
    "L7159": Sheet(3, 8, 63.5, 33.9, 7.25, 12.9, 66.0, 33.9),
    "L7160": Sheet(3, 7, 63.5, 38.1, 7.25, 15.15, 66.0, 38.1),
    "L7162": Sheet(2, 8, 99.1, 33.9, 4.65, 12.9, 101.6, 33.9),
    "L7163": Sheet(2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
}
"""Avery numbers; most brands print them on their sheets of the same cut."""

MOST_LINES = 6
MOST_LETTERS = 38
_PADDING = 4.0
_LARGEST_PT, _SMALLEST_PT = 11.0, 6.5
_MM_PER_PT = 0.3528
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
"""Where computers keep a font with all European letters, Greek and Cyrillic; without one, letters are spelt out."""

_PLACE_FIRST = frozenset(("US", "CA", "AU", "NZ", "IN"))
_CODE_BELOW = frozenset(("GB", "IE"))


def lines(name: str, address: Address, *, company: str = "", home: str = "FR") -> list[str]:
    """Return an address as it is written on an envelope, posted in the country `home` (ISO 3166-1)."""
    country = address.country_code or code(address.country) or home
    place = " ".join(address.locality.split())
    if country in _PLACE_FIRST:
        last = [" ".join(filter(None, (place, address.region, address.postcode)))]
    elif country in _CODE_BELOW:
        last = [place, address.postcode]
    else:
        last = [f"{address.postcode} {place}"]
    abroad = name_of(country, "fr" if home in ("FR", "BE", "LU", "MC") else "en") if country != home else ""
    work = "work" in address.contexts and company
    parts = [
        name,
        company if work else "",
        *address.extended.splitlines(),
        *address.street.splitlines(),
        address.po_box,
    ]
    first = [" ".join(part.replace(",", " ").split()) for part in parts if part.strip()]
    below = [part.upper() for part in (*last, abroad) if part.strip()]
    # What is too much goes from the middle: who, where and the street must be readable.
    kept = max(1, MOST_LINES - len(below) - 1)
    return [line[:MOST_LETTERS] for line in (*first[:kept], *first[kept:][-1:], *below)]


def write_pdf(
    labels: Sequence[Sequence[str]], sheet: str, made_at: datetime, *, skip: int = 0, font: str | None = None
) -> bytes:
    """Return the labels as a PDF, leaving `skip` places of the first sheet free, for it may have been used before.

    `font` is the path of a TrueType font; without it one of this computer is looked for, "" takes none. Raises
    `UsageError` for an unknown sheet.
    """
    from fpdf import FPDF

    cut = SHEETS.get(sheet.upper())
    if cut is None:
        raise UsageError("campaign.bad-sheet", value=sheet, sheets=", ".join(SHEETS))
    pdf = FPDF(format="A4", unit="mm")
    pdf.set_creation_date(made_at)
    pdf.set_producer("reseau")
    pdf.set_auto_page_break(False)
    path = next((place for place in _FONTS if Path(place).is_file()), "") if font is None else font
    if path:
        pdf.add_font("label", fname=path)
    family = "label" if path else "Helvetica"
    each = cut.columns * cut.rows
    for number, label in enumerate(labels, max(0, skip) % each):
        if not pdf.pages or not number % each:
            pdf.add_page()
        row, column = divmod(number % each, cut.columns)
        _label(pdf, label, family, cut.left + column * cut.across, cut.top + row * cut.down, cut)
    if not labels:
        pdf.add_page()
    return bytes(pdf.output())


def _label(pdf: object, label: Sequence[str], family: str, x: float, y: float, cut: Sheet) -> None:
    from fpdf import FPDF

    assert isinstance(pdf, FPDF)
    pdf.set_font(family, size=_LARGEST_PT)
    has = getattr(pdf.current_font, "cmap", None)
    told = [_readable(line, has) for line in label]
    size = min(_LARGEST_PT, (cut.height - 2 * _PADDING) / (max(1, len(told)) * 1.25 * _MM_PER_PT))
    room = cut.width - 2 * _PADDING
    pdf.set_font(family, size=size)
    widest = max((pdf.get_string_width(line) for line in told), default=0.0)
    if widest > room:
        size = max(_SMALLEST_PT, size * room / widest)
        pdf.set_font(family, size=size)
    step = size * 1.25 * _MM_PER_PT
    top = y + (cut.height - step * len(told)) / 2
    for number, line in enumerate(told):
        pdf.text(x + _PADDING, top + step * (number + 0.8), line)


def _readable(line: str, font: Container[int] | None) -> str:
    """Return a line in letters the font has: a word in others is left out beside its like, or else spelt out."""
    from anyascii import anyascii

    words = line.split(" ")
    shown = [word for word in words if all(_shows(letter, font) for letter in word)]
    if len(shown) == len(words):
        return line
    return " ".join(shown) or "".join(c if _shows(c, font) else anyascii(c) for c in line)


def _shows(letter: str, font: Container[int] | None) -> bool:
    """Tell whether the font has a letter; those built into every PDF reader (None) have Latin-1. Others are spelt out."""
    if font is not None:
        return ord(letter) in font
    try:
        letter.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return letter.isprintable()
