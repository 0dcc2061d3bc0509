"""Names of people: cleaned for reading and comparing, with the form as written kept beside."""

from __future__ import annotations

from sync.model import Name
from sync.normalize.text import tidy


def person(raw: str = "", given: str = "", surname: str = "") -> Name:
    """Return a cleaned Name from a whole name, or from its two parts as some file has them."""
    written = raw or f"{given} {surname}".strip()
    if not given and not surname:
        words = tidy(raw).split(" ")
        given, surname = (words[0], " ".join(words[1:])) if len(words) > 1 else (words[0], "")
    given, surname = tidy(given), tidy(surname)
    return Name(full=f"{given} {surname}".strip(), given=given, surname=surname, raw=written)
