"""Which program a server is, from what it says of itself: some are known to alter or to drop what is stored.

What each does to cards was measured (`docs/adapters/carddav.md`) or is reported by others; the words for it are
`server.known-<name>` of the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

PROVIDERS = {"icloud.com": "icloud", "googleapis.com": "google", "google.com": "google"}
REPORTS_FIRST = frozenset({"radicale"})
"""Servers that read every card to tell their mark (Radicale 3.9.0: 80 ms at 1,000 cards), and no more to tell what
changed: to ask for the changes at once saves them half. Others tell the mark for nothing (Xandikos 0.4.10: 1 ms, changes
10 ms).
"""

_RADICALE = "1, 2, 3, calendar-access, addressbook, extended-mkcol"


def recognised(url: str, headers: Mapping[str, str]) -> str:
    """Return the name of the server of a book from its answer to OPTIONS (names in lower case); empty if unknown.

    >>> recognised("https://p42-contacts.icloud.com/1/carddavhome/card/", {})
    'icloud'
    >>> recognised("https://dav.example.org/", {"x-sabre-version": "4.7.1"})
    'sabredav'
    >>> recognised("https://dav.example.org/", {"server": "nginx", "dav": "1, 2, addressbook"})
    ''
    """
    place = urlsplit(url)
    host = place.hostname or ""
    for domain, name in PROVIDERS.items():
        if host == domain or host.endswith(f".{domain}"):
            return name
    dav = headers.get("dav", "")
    if sabre := headers.get("x-sabre-version", ""):
        return "sabredav-old" if sabre.startswith(("1.", "2.")) else "sabredav"
    if "/remote.php/" in place.path:
        # Nextcloud and ownCloud are SabreDAV and do not say so.
        return "sabredav"
    if "x-davical-version" in headers:
        return "davical"
    if headers.get("server", "").lower().startswith("cyrus-http"):
        return "cyrus"
    if "/SOGo/" in place.path:
        return "sogo"
    if dav == _RADICALE:
        return "radicale"
    return "xandikos" if {"add-member", "quota"} <= {word.strip() for word in dav.split(",")} else ""
