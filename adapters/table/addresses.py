"""A postal address from the columns that hold its parts, or from one cell with all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sync.model import Address
from sync.normalize import countries
from sync.normalize.text import tidy

_CODE_AND_TOWN = re.compile(
    r"(?:^|[\s,])(?:[A-Z]{1,2}-)?(\d{4,5})\s+([^\W\d][^,\n\d]*?)\s*(?:[,\n]\s*([^,\n\d]+))?\s*$"
)

_CODE_LAST = frozenset(("US", "CA", "GB", "IE", "AU", "NZ"))


def address(parts: Mapping[str, str], region: str = "") -> Address | None:
    """Return the address of `parts` (`full`, `street`, `locality` …), or None if they hold nothing.

    `full` is what was written, else put together: street, code and town, region, country, one a line; where
    English is spoken the town comes before region and code.
    """
    told = {
        part: tidy(text)
        for part, text in parts.items()
        if part not in ("full", "street", "extended", "contexts")
    }
    contexts = tuple(parts.get("contexts", "").split())
    street, extended = _lines(parts.get("street", "")), _lines(parts.get("extended", ""))
    full = _lines(parts.get("full", ""))
    locality, postcode = told.get("locality", ""), told.get("postcode", "")
    country = told.get("country", "")
    if full and not (street or locality or postcode) and (found := _CODE_AND_TOWN.search(full)):
        postcode, locality = found.group(1), tidy(found.group(2))
        country = country or tidy(found.group(3) or "")
        street = full[: found.start()].rstrip(" ,\n")
    postcode = _postcode(postcode, countries.code(country) or ("" if country else region))
    if not full:
        state = told.get("region", "")
        if countries.code(country) in _CODE_LAST:
            state = " ".join(p for p in (state, postcode) if p)
            town, state = ", ".join(p for p in (locality, state) if p), ""
        else:
            town = " ".join(p for p in (postcode, locality) if p)
        pieces = (street, extended, told.get("pobox", ""), town, state, country)
        full = "\n".join(piece for piece in pieces if piece)
    if not full:
        return None
    return Address(
        full=full,
        street=street,
        extended=extended,
        po_box=told.get("pobox", ""),
        locality=locality,
        region=told.get("region", ""),
        postcode=postcode,
        country=country,
        country_code=countries.code(country),
        contexts=contexts,
    )


def _postcode(text: str, region: str) -> str:
    """Return a postcode with the zero that a spreadsheet has eaten: `1000` in France is `01000`.

    >>> _postcode("1000", "FR"), _postcode("69001.0", "FR"), _postcode("1000", "BE")
    ('01000', '69001', '1000')
    """
    text = text.removesuffix(".0")
    if region in ("FR", "DE", "ES", "IT") and text.isdigit() and len(text) == 4:
        return "0" + text
    return text


def _lines(text: str) -> str:
    return "\n".join(line for part in text.split("\n") if (line := tidy(part)))
