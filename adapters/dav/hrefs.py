"""Names of resources on a server: one canonical spelling, and which other host may be trusted.

Servers spell one name as `%2b`, `%2B` or `+` and in listings as a path or a whole address (RFC 3986 §6.2.2;
SabreDAV writes lower-case escapes, Radicale upper-case ones). Case of the name itself is kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

_LOOPBACK = frozenset({"localhost", "::1"})
# Below these, names belong to different owners (an extract of what matters of publicsuffix.org).
_SHARED_SECOND_LEVEL = frozenset({"com", "org", "net", "gov", "edu", "asso", "gouv", "info"})


_PLAIN = re.compile(r"(?:/[A-Za-z0-9_.~-]+)+/?")
"""A path that has one spelling only, as nearly all are."""


class Origin(NamedTuple):
    """Scheme, host and port: what credentials are good for (RFC 6454)."""

    scheme: str
    host: str
    port: int


def origin(url: str) -> Origin:
    """Return the origin of an address. Raises ValueError when it has none."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Origin(parts.scheme.lower(), (parts.hostname or "").lower(), port)


def canonical(href: str, base: str = "") -> str:
    """Return the path of `href` in the one spelling used for comparing: decoded where that changes nothing.

    >>> canonical("http://dav.example.org/a%2bb%40c/%c3%bc.vcf")
    '/a%2Bb%40c/%C3%BC.vcf'
    >>> canonical("a+b@c.vcf", "https://dav.example.org/book/")
    '/book/a%2Bb%40c.vcf'
    """
    if _PLAIN.fullmatch(href) and "/." not in href:
        return href
    path = urlsplit(urljoin(base, href) if base else href).path
    return "/".join(quote(unquote_to_bytes(segment), safe="") for segment in path.split("/")) or "/"


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this computer."""
    return host in _LOOPBACK or (host.startswith("127.") and host.replace(".", "").isdigit())


def same_owner(named: str, found: str) -> bool:
    """Tell whether host `found` belongs to whoever runs host `named`, as far as names can tell.

    `p42-contacts.icloud.com` is fine for `contacts.icloud.com`; two names that only share `co.uk` are not.

    >>> same_owner("contacts.icloud.com", "p42-contacts.icloud.com")
    True
    >>> same_owner("shop.co.uk", "evil.co.uk")
    False
    """
    if named == found:
        return True
    if named.replace(".", "").isdigit() or ":" in named or is_loopback(named):
        return False
    labels = named.split(".")
    if len(labels) < 2:
        return False
    parent = labels[1:] if len(labels) > 2 else labels
    shared = (
        len(parent) == 2
        and len(parent[1]) == 2
        and (len(parent[0]) <= 3 or parent[0] in _SHARED_SECOND_LEVEL)
    )
    if shared and len(labels) > 2:
        parent = labels
    return found == ".".join(parent) or found.endswith("." + ".".join(parent))
