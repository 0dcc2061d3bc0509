"""Phone numbers in E.164, from what people type and what Excel makes of it."""

from __future__ import annotations

from functools import lru_cache

from sync.model import Phone
from sync.normalize.text import tidy


def phone(text: str, region: str = "", features: tuple[str, ...] = ()) -> Phone:
    """Return a Phone: E.164 when `text` or `region` (ISO 3166-1) allow, else the digits as written."""
    number, mobile = _parse(text, region)
    if mobile and not features:
        features = ("mobile",)
    return Phone(number=number, raw=tidy(text), features=features)


@lru_cache(maxsize=65536)
def _parse(text: str, region: str) -> tuple[str, bool]:
    import phonenumbers

    digits = "".join(c for c in text if c.isdigit() or c == "+")
    try:
        parsed = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return digits, False
    if not phonenumbers.is_possible_number(parsed):
        return digits, False
    kind = phonenumbers.number_type(parsed)
    return (
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
        kind == phonenumbers.PhoneNumberType.MOBILE,
    )
