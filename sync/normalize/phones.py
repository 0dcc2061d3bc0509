"""Phone numbers in E.164, from what people type and from what Excel makes of it.

Excel drops the zero of `0639981020`, adds `.0`, or shows `6,4E+08`. The first two are restored by region; the
last has lost its digits and stays as written, without a plus: only a number with `+` is worth comparing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sync.model import Phone
from sync.normalize.remembered import remembered
from sync.normalize.text import tidy

_SPLIT = re.compile(
    r"(?:(?<!\s)\s+)?(?:[;|\n]|\s/\s|\bou\b|\bor\b|\boder\b|\bet\b)\s*|(?<=\d)\s*[/,]\s*(?=[+(0])",
    re.IGNORECASE,
)
_WELL_FORMED = re.compile(r"\+[1-9]\d{7,14}")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9 ]{7,20}")
_AT_HOME = re.compile(r"0[1-9](?: ?[0-9]){6,11}")
_NOISE = re.compile(r"[\s().\-/\u00a0\u2010-\u2015\u202f]+")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FLOAT = re.compile(r"(\d{6,15})[.,]0+")
_TRUNK = re.compile(r"^(\+|00)(\d[\d\s.\-]*)\(0\)")
# +33 06… : the trunk zero stayed in behind the country. Italy's zero belongs to the number.
_TRUNK_KEPT = re.compile(r"\+(?:33|49|44|32|41|31|43|46|61|81|27|40|90|212|213|352|353|358|972)0")
# Where mobiles have ranges of their own. The numbers kept free for fiction are in no table of the library.
_MOBILE = re.compile(
    r"\+(?:33[67]|324[5-9]|417[4-9]|491[567]|447[1-57-9]|34[67]|393|3526|316|3519|436[5-9]|467|47[49]|3538|3584|3585"
    r"|3069|407|420[67]|4219|36[237]0|48(?:4[5]|5[0137]|6[069]|7[2389]|88)|79|905|212[67]|213[567]|216[2459]"
    r"|2217|2250[157]|2376|2010|2011|2012|2015|27[678]|234[789]|2547|590690|594694|596696|26269[23]|614|861[3-9]|91[6-9]"
    r"|81[789]0|8210|55\d\d9|9715|9725|65[89]|8869|628|639|601|84[35789])"
)
# A fixed line in a column of mobiles: the number itself knows better.
_FIXED = re.compile(r"\+33[1-5]\d{8}$")
_EXTENSION = re.compile(
    r"(?:(?<!\s)\s+)?(?:,|;|\bx|\bext\.?|\bposte|\bdurchwahl|#)\s*\d{1,7}$", re.IGNORECASE
)


def phone(text: str, region: str = "", features: tuple[str, ...] = ()) -> Phone:
    """Return a Phone: E.164 when `text` or `region` (ISO 3166-1) allow, else the digits as written.

    `features` told by the source stand; without any a mobile number is marked `mobile`.

    >>> phone("06 39 98 10 20", "FR")
    Phone(number='+33639981020', raw='06 39 98 10 20', features=('mobile',), contexts=(), label='', pref=0, params=())
    """
    raw = tidy(text)
    number, mobile = _parse(raw, region.upper())
    if mobile and not features:
        features = ("mobile",)
    elif _FIXED.match(number) and "mobile" in features:
        features = tuple(f for f in features if f != "mobile")
    return Phone(number=number, raw=raw, features=features)


def number(text: str, region: str = "") -> str:
    """Return the number of `phone` alone.

    >>> number("+33 6 39 98 10 20")
    '+33639981020'
    """
    if _INTERNATIONAL.fullmatch(text):
        compact = text.replace(" ", "")
        if _WELL_FORMED.fullmatch(compact) and not _TRUNK_KEPT.match(compact):
            return compact
    elif not region and _AT_HOME.fullmatch(text):
        # Of which country, nothing tells: the digits as they are.
        return text.replace(" ", "")
    return _parse(tidy(text), region.upper())[0]


def numbers(text: str) -> tuple[str, ...]:
    """Return the several numbers that one text holds, each as written.

    >>> numbers("01 99 00 10 20 / 06 39 98 10 20; +33 6 39 98 10 21 ou 0199001022")
    ('01 99 00 10 20', '06 39 98 10 20', '+33 6 39 98 10 21', '0199001022')
    >>> numbers("01/99/00/10/20"), numbers("+33 1 99 00 10 20, poste 12")
    (('01/99/00/10/20',), ('+33 1 99 00 10 20, poste 12',))
    """
    if not text:
        return ()
    if re.fullmatch(r"\d{2}(?:\s?/\s?\d{2}){4}", text.strip()):
        return (text.strip(),)
    parts = [part.strip() for part in _SPLIT.split(text) if part and part.strip()]
    found = [part for part in parts if sum(map(str.isdigit, part)) >= 6]
    return tuple(found) if len(found) > 1 else (text.strip(),)


def is_shortened(text: str) -> bool:
    """Tell whether a spreadsheet has thrown digits away: `6,4E+08`."""
    found = _SCIENTIFIC.fullmatch(text.strip())
    return found is not None and len(found.group(2) or "") < int(found.group(3))


@remembered(65536)
def _parse(text: str, region: str) -> tuple[str, bool]:
    """Return (E.164 or the digits as written, is it a mobile).

    Well-formed numbers, the great majority, are read without the library: it takes 0.2 ms a number.
    """
    if is_shortened(text):
        return text, False
    compact = _NOISE.sub("", _TRUNK.sub(r"\1\2", text.removeprefix("'")))
    if found := _SCIENTIFIC.fullmatch(text):
        compact = (found.group(1) + (found.group(2) or ""))[: int(found.group(3)) + 1]
    elif found := _FLOAT.fullmatch(text):
        compact = found.group(1)
    # A country code and the shortest numbers make seven digits; less after 00 is no call abroad.
    if compact.startswith("00") and len(compact) >= 9:
        compact = "+" + compact[2:]
    if _WELL_FORMED.fullmatch(compact) and not _TRUNK_KEPT.match(compact):
        number = compact
    elif compact.isdecimal() and compact.isascii():
        number = _national(compact, region) or _by_library(compact, region)
    else:
        number = _by_library(compact if compact.startswith("+") else text, region)
    if not any(c.isdigit() for c in number):
        return text, False
    return number, bool(_MOBILE.match(number))


@lru_cache(maxsize=64)
def _plan_of(region: str) -> tuple[str, str, frozenset[int]] | None:
    """Return (country code, trunk prefix, lengths of national numbers) where a region's rules are that simple."""
    from phonenumbers import PhoneMetadata

    found = PhoneMetadata.metadata_for_region(region, None)
    if found is None or found.general_desc is None:
        return None
    if not found.national_prefix or found.national_prefix_transform_rule:
        return None
    if found.national_prefix_for_parsing not in (None, found.national_prefix):
        return None
    return str(found.country_code), found.national_prefix, frozenset(found.general_desc.possible_length)


def _national(digits: str, region: str) -> str:
    """Return E.164 for digits that can only be a number of this region; empty if that is not sure."""
    plan = _plan_of(region) if region else None
    if plan is None:
        return ""
    country, trunk, lengths = plan
    rest = digits.removeprefix(trunk)
    if rest != digits and len(rest) in lengths and not rest.startswith(trunk):
        return f"+{country}{rest}"
    # Excel has eaten the zero: sure only where all numbers have one length.
    if rest == digits and len(lengths) == 1 and len(digits) in lengths:
        return f"+{country}{digits}"
    return ""


def _by_library(text: str, region: str) -> str:
    import phonenumbers

    # Without an extension the library is quicker, and E.164 has none.
    spoken = _EXTENSION.sub("", text) or text
    plain = "".join(c for c in spoken if c.isdigit())
    digits = "+" + plain if spoken.lstrip().startswith("+") else plain
    # Without a country there is nothing to be read but what has one in front.
    abroad = region or "+" in spoken or "\uff0b" in spoken
    candidates: list[tuple[str, str | None]] = [(spoken, region or None)] if abroad else []
    # Bare digits may have the country in front: 4915112345678.
    if not spoken.lstrip().startswith("+") and len(plain) >= 10 and not plain.startswith("0"):
        candidates.append(("+" + plain, None))
    possible = ""
    for candidate, country in candidates:
        try:
            parsed = phonenumbers.parse(candidate, country)
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_possible_number(parsed):
            continue
        found = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
        if phonenumbers.is_valid_number(parsed):
            return found
        possible = possible or found
    return possible or digits
