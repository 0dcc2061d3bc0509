"""Cards out as CSV: for Google, Outlook and Thunderbird, and a layout of our own that reads back whole.

Text that a spreadsheet would run (`= + - @`, tab, carriage return at the start; OWASP "CSV Injection") gets an
apostrophe in front; the reader takes it away. A phone such as `+33 6 …` is a number, not a formula, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from adapters.table.people import TIER_PROPERTY
from sync.model import Card, Email, Name, Phone
from sync.normalize.text import fold

Columns = dict[str, str]

LAYOUTS = ("reseau", "google", "outlook", "thunderbird")

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"\+[\d\s().\-]{5,24}")
_PLACES = {"work": "Work", "private": "Home"}
_KINDS = {"fax": "Fax", "mobile": "Mobile", "pager": "Pager", "main-number": "Main"}


def guarded(text: str) -> str:
    """Return text that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("+33 6 39 98 10 20"), guarded("'=x"), guarded("Anna")
    ("'=1+1", '+33 6 39 98 10 20', "''=x", 'Anna')
    """
    return f"'{text}" if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text) else text


def write_csv(cards: Iterable[Card], layout: str = "reseau") -> bytes:
    """Return the CSV file of `cards` in one of `LAYOUTS`; UTF-8, with a mark where Outlook or Excel want one.

    Raises KeyError for another layout. No card at all: the header alone.
    """
    import pandas as pd

    make: Callable[[Card], Columns] = {
        "reseau": _own,
        "google": _google,
        "outlook": _outlook,
        "thunderbird": _thunderbird,
    }[layout]
    rows = [make(card) for card in cards]
    frame = pd.DataFrame(rows, columns=_headings(layout, rows), dtype=object).fillna("")
    text = frame.map(guarded).to_csv(
        index=False, lineterminator="\r\n", quoting=1 if layout == "outlook" else 0
    )
    return str(text).encode("utf-8" if layout == "google" else "utf-8-sig", "replace")


def _headings(layout: str, rows: Sequence[Columns]) -> list[str]:
    """Return the columns of a layout; numbered ones reach as far as the richest card."""
    if layout == "outlook":
        return list(_OUTLOOK)
    if layout == "thunderbird":
        return list(_THUNDERBIRD)
    fixed = list(_GOOGLE if layout == "google" else _GOOGLE + _OWN)
    further = dict.fromkeys(heading for row in rows for heading in row if heading not in fixed)
    return fixed + sorted(further, key=_by_number)


_ORDER = ("E-mail", "Phone", "Address", "Website", "Event", "IM", "Custom Field", "Notes")


def _by_number(heading: str) -> tuple[int, int]:
    kind, _, number = heading.partition(" - ")[0].rpartition(" ")
    return _ORDER.index(kind), int(number)


_GOOGLE = tuple(
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,"
    "Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels".split(
        ","
    )
)
_OWN = ("Pronouns", "Cadence", "Connected On", "Tier", "id")


def _google(card: Card) -> Columns:
    return _numbered(card) | {"Notes": "\n\n".join(card.notes)}


def _own(card: Card) -> Columns:
    notes = {"Notes" if nth == 1 else f"Notes {nth}": note for nth, note in enumerate(card.notes, 1)}
    tier = next((p.value for p in card.extra if p.name == TIER_PROPERTY), "")
    own = {
        "Pronouns": card.pronouns,
        "Cadence": card.cadence,
        "Connected On": card.connected_on,
        "Tier": tier,
        "id": card.uid,
    }
    return _numbered(card) | notes | own


def _numbered(card: Card) -> Columns:
    """Return a card in Google's columns, several values of a column joined with ` ::: `."""
    name = card.name
    is_person = card.kind != "org"
    given, surname = _halves(name) if is_person else ("", "")
    row = {
        "First Name": given,
        "Middle Name": name.given2,
        "Last Name": surname,
        "Name Prefix": name.title,
        "Name Suffix": " ".join((*((name.generation,) if name.generation else ()), *name.credentials)),
        "Nickname": " ::: ".join(card.nicknames),
        "Organization Name": " ::: ".join(o.name for o in card.organizations)
        or ("" if is_person else name.full),
        "Organization Title": " ::: ".join(t.name for t in card.titles),
        "Organization Department": " ::: ".join(unit for o in card.organizations for unit in o.units),
        "Labels": " ::: ".join(card.keywords),
    }
    # Google puts a blank before a birthday without year, which also keeps it from being a formula.
    births = [a.date for a in card.anniversaries if a.kind == "birth"]
    row["Birthday"] = next((f" {d}" if d.startswith("--") else d for d in births), "")
    for nth, email in enumerate(card.emails, 1):
        row |= {f"E-mail {nth} - Label": _label(email), f"E-mail {nth} - Value": email.address}
    for nth, phone in enumerate(card.phones, 1):
        row |= {f"Phone {nth} - Label": _label(phone), f"Phone {nth} - Value": phone.number or phone.raw}
    for nth, a in enumerate(card.addresses, 1):
        parts = {
            "Label": _label(a),
            "Formatted": a.full,
            "Street": a.street,
            "City": a.locality,
            "PO Box": a.po_box,
            "Region": a.region,
            "Postal Code": a.postcode,
            "Country": a.country,
            "Extended Address": a.extended,
        }
        row |= {f"Address {nth} - {part}": text for part, text in parts.items()}
    pages = [s for s in card.online_services if s.uri]
    for nth, page in enumerate(pages, 1):
        row |= {f"Website {nth} - Label": page.service or _label(page), f"Website {nth} - Value": page.uri}
    for nth, handle in enumerate((s for s in card.online_services if not s.uri), 1):
        row |= {f"IM {nth} - Label": handle.service, f"IM {nth} - Value": handle.user}
    for nth, day in enumerate((a for a in card.anniversaries if a.kind != "birth"), 1):
        label = "Anniversary" if day.kind == "wedding" else day.label or day.kind
        row |= {f"Event {nth} - Label": label, f"Event {nth} - Value": day.date}
    return row


def _label(value: object) -> str:
    contexts: tuple[str, ...] = getattr(value, "contexts", ())
    features: tuple[str, ...] = getattr(value, "features", ())
    words = [_PLACES[c] for c in contexts if c in _PLACES] + [_KINDS[f] for f in features if f in _KINDS]
    return " ".join(words) or getattr(value, "label", "")


_OUTLOOK_PLACES = (("work", "Business"), ("private", "Home"), ("", "Other"))
_OUTLOOK = tuple(
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business State,"
    "Business Postal Code,Business Country/Region,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,"
    "Other Street,Other City,Other State,Other Postal Code,Other Country/Region,Business Fax,Business Phone,Business Phone 2,"
    "Company Main Phone,Home Fax,Home Phone,Home Phone 2,Mobile Phone,Other Fax,Other Phone,Pager,Anniversary,Birthday,Categories,"
    "E-mail Address,E-mail 2 Address,E-mail 3 Address,Nickname,Notes,Web Page".split(",")
)


def _outlook(card: Card) -> Columns:
    row = _person(card) | {
        "Suffix": card.name.generation,
        "Middle Name": card.name.given2,
        "Title": card.name.title,
    }
    row |= {
        "Company": _first(card.organizations),
        "Job Title": _first(card.titles),
        "Categories": ";".join(card.keywords),
    }
    row["Department"] = next((unit for o in card.organizations for unit in o.units), "")
    row["Nickname"] = next(iter(card.nicknames), "")
    left = _placed_emails(row, card.emails, ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address"))
    left += _placed_phones(row, card.phones, _outlook_columns)
    for a in card.addresses:
        place = dict(_OUTLOOK_PLACES).get(next(iter(a.contexts), ""), "Other")
        street = "\n".join(text for text in (a.street, a.extended, a.po_box) if text) or a.full
        cells = {
            "Street": street,
            "City": a.locality,
            "State": a.region,
            "Postal Code": a.postcode,
            "Country/Region": a.country,
        }
        if any(row.get(f"{place} {part}") for part in cells):
            left.append(a.full.replace("\n", ", "))
        else:
            row |= {f"{place} {part}": text for part, text in cells.items()}
    left += _placed_pages(row, card, ("Web Page",))
    for kind, heading in (("birth", "Birthday"), ("wedding", "Anniversary")):
        days = [a.date for a in card.anniversaries if a.kind == kind]
        # Outlook has no day without a year.
        row[heading] = next((d for d in days if not d.startswith("--")), "")
        left += [f"{heading}: {d[2:]}" for d in days if d.startswith("--")]
    return row | {"Notes": "\n".join((*card.notes, *left))}


def _outlook_columns(phone: Phone) -> tuple[str, ...]:
    place = dict(_OUTLOOK_PLACES).get(next(iter(phone.contexts), ""), "Other")
    if "fax" in phone.features:
        return (f"{place} Fax", "Business Fax", "Home Fax", "Other Fax")
    if "mobile" in phone.features:
        return ("Mobile Phone", f"{place} Phone", "Other Phone")
    if "pager" in phone.features:
        return ("Pager",)
    if "main-number" in phone.features:
        return ("Company Main Phone", "Business Phone")
    return (
        f"{place} Phone",
        f"{place} Phone 2" if place != "Other" else "Business Phone",
        "Business Phone 2",
        "Other Phone",
    )


_THUNDERBIRD = tuple(
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,"
    "Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work Address,"
    "Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,Web Page 2,"
    "Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes".split(",")
)


def _thunderbird(card: Card) -> Columns:
    row = _person(card) | {"Display Name": card.name.full, "Nickname": next(iter(card.nicknames), "")}
    row |= {"Organization": _first(card.organizations), "Job Title": _first(card.titles)}
    row["Department"] = next((unit for o in card.organizations for unit in o.units), "")
    left = _placed_emails(row, card.emails, ("Primary Email", "Secondary Email"))
    left += _placed_phones(row, card.phones, _thunderbird_columns)
    for a in card.addresses:
        place = "Work" if "work" in a.contexts else "Home"
        cells = {
            "Address": a.street or ("" if a.locality else a.full),
            "Address 2": a.extended,
            "City": a.locality,
            "State": a.region,
            "ZipCode": a.postcode,
            "Country": a.country,
        }
        if any(row.get(f"{place} {part}") for part in cells):
            left.append(a.full.replace("\n", ", "))
        else:
            row |= {f"{place} {part}": text.replace("\n", ", ") for part, text in cells.items()}
    left += _placed_pages(row, card, ("Web Page 2", "Web Page 1"))
    birth = next((a.date for a in card.anniversaries if a.kind == "birth"), "")
    if birth:
        # A year alone, or with its month, is a birthday too.
        parts = ["", *birth[2:].split("-")] if birth.startswith("--") else birth.split("-")
        year, month, day = (*parts, "", "")[:3]
        row |= {"Birth Year": year, "Birth Month": month, "Birth Day": day}
    return row | {"Notes": "\n".join((*card.notes, *left))}


def _thunderbird_columns(phone: Phone) -> tuple[str, ...]:
    for feature, heading in (("fax", "Fax Number"), ("mobile", "Mobile Number"), ("pager", "Pager Number")):
        if feature in phone.features:
            return (heading,)
    return ("Home Phone", "Work Phone") if "private" in phone.contexts else ("Work Phone", "Home Phone")


def _person(card: Card) -> Columns:
    if card.kind == "org":
        return {}
    name = card.name
    return dict(zip(("First Name", "Last Name"), _halves(name), strict=True))


def _halves(name: Name) -> tuple[str, str]:
    """Return the given name and the surname as columns hold them; where one is not told, what the full name has more.

    >>> _halves(Name(full="Jean Dupont", given="Jean")), _halves(Name(full="Paul Martin", surname="Martin"))
    (('Jean', 'Dupont'), ('Paul', 'Martin'))
    >>> _halves(Name(full="Cher")), _halves(Name(full="Jean M. Dupont", given="Jean", given2="M.", surname="Dupont"))
    (('Cher', ''), ('Jean', 'Dupont'))
    """
    if not (name.given or name.surname):
        return name.full, ""
    parts = (name.given, name.given2, name.surname, name.title, name.generation, *name.credentials)
    told = {word for part in parts for word in fold(part).split()}
    # In scripts without blanks the one word of the full name holds the part that is told.
    more = [w for w in name.full.split() if fold(w) not in told and not any(one in fold(w) for one in told)]
    return name.given or " ".join(more), name.surname or " ".join(more)


def _first(values: Sequence[object]) -> str:
    return str(getattr(values[0], "name", "")) if values else ""


def _placed_emails(row: Columns, values: Sequence[Email], headings: Sequence[str]) -> list[str]:
    """Fill the columns there are; return the rest as lines for the notes."""
    row |= dict(zip(headings, (e.address for e in values), strict=False))
    return [f"E-mail: {e.address}" for e in values[len(headings) :]]


def _placed_phones(
    row: Columns, values: Sequence[Phone], columns_of: Callable[[Phone], Sequence[str]]
) -> list[str]:
    left = []
    for phone in values:
        number = phone.number or phone.raw
        free = next((heading for heading in columns_of(phone) if not row.get(heading)), "")
        if free:
            row[free] = number
        else:
            left.append(f"Phone: {number}")
    return left


def _placed_pages(row: Columns, card: Card, headings: Sequence[str]) -> list[str]:
    pages = [s.uri or f"{s.service}: {s.user}" for s in card.online_services]
    row |= dict(zip(headings, pages, strict=False))
    return pages[len(headings) :]
