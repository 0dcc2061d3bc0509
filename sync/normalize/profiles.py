"""LinkedIn profile addresses: one key for all the spellings that exports use."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_PROFILE = re.compile(
    r"(?:^|//|\.)linkedin\.com/(?:mwlite/)?(in|pub|company|school)/([^/?#\s]+)", re.IGNORECASE
)


def key(url: str) -> str:
    """Return `in/<slug>`, percent-decoded, NFC, in lower case; empty if it is no profile of a person.

    >>> key("https://fr.linkedin.com/in/Jos%C3%A9-Garc%C3%ADa/?trk=x")
    'in/josé-garcía'
    """
    if "linkedin" not in url.lower():
        return ""
    found = _PROFILE.search(url)
    if not found or found.group(1).lower() not in ("in", "pub"):
        return ""
    slug = unicodedata.normalize("NFC", unquote(found.group(2))).strip().lower()
    return f"in/{slug}" if slug else ""


def uri(profile_key: str) -> str:
    """Return the address of a profile for its key."""
    return f"https://www.linkedin.com/{profile_key}"
