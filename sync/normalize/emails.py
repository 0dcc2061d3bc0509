"""E-mail addresses: the form under which two mentions of one mailbox are equal."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]+")


def address(text: str) -> str:
    """Return the first e-mail address in `text` in lower case, or an empty text.

    >>> address("Jean <MAILTO:Jean.Dupont@Example.COM>")
    'jean.dupont@example.com'
    """
    if "@" not in text:
        return ""
    found = _ADDRESS.search(text.replace("mailto:", " ").replace("MAILTO:", " "))
    return found.group().strip(".'").lower() if found else ""
