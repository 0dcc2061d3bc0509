"""LinkedIn profile addresses: one key for all the spellings that exports use.

Connections.csv percent-encodes the slug, messages.csv and Invitations.csv write it in raw Unicode, the
endorsement files leave the scheme out; people paste country hosts, mobile addresses and tracking
parameters. Joining on the text as written loses up to one correspondent in seven.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from sync.normalize.remembered import remembered

_PROFILE = re.compile(
    r"(?:^|[/.@\s\"'(])linkedin\.com/(?:mwlite/|comm/|m/)?(in|pub)/"
    r"([^/?#\s\"'<>,;()]+)((?:/[0-9a-f]{1,3}){3})?",
    re.IGNORECASE,
)
_COMMON = re.compile(r"https://www\.linkedin\.com/in/([a-z0-9_-]+)/?")
_PLAIN_KEY = re.compile(r"[a-z0-9/_-]+")
_KEY = re.compile(r"/?in/([^/?#\s\"'<>,;()]+)/?", re.IGNORECASE)


def key(url: str) -> str:
    """Return `in/<slug>`, percent-decoded, NFC, in lower case; empty if it is no profile of a person.

    The old public form `pub/<name>/<a>/<b>/<c>` is the slug `<name>-<c><b><a>` of today.

    >>> key("https://fr.linkedin.com/in/Jos%C3%A9-Garc%C3%ADa/?trk=x")
    'in/josé-garcía'
    >>> key("www.linkedin.com/pub/jean-dupont/12/34a/5b")
    'in/jean-dupont-05b34a12'
    """
    if common := _COMMON.fullmatch(url):
        return f"in/{common.group(1)}"
    return _key(url)


@remembered(65536)
def _key(url: str) -> str:
    found = _PROFILE.search(url)
    if found:
        slug, tail = _decoded(found.group(2)), found.group(3)
        if found.group(1).lower() == "pub" and tail:
            a, b, c = tail.strip("/").split("/")
            slug = f"{slug}-{c.zfill(3)}{b.zfill(3)}{a}"
    else:
        bare = _KEY.fullmatch(url.strip())
        slug = _decoded(bare.group(1)) if bare else ""
    slug = unicodedata.normalize("NFC", unicodedata.normalize("NFC", slug).lower()).strip()
    return f"in/{slug}" if slug else ""


def uri(profile_key: str) -> str:
    """Return the address of a profile for its key, percent-encoded as LinkedIn writes it.

    >>> uri("in/josé")
    'https://www.linkedin.com/in/jos%C3%A9'
    """
    path = profile_key if _PLAIN_KEY.fullmatch(profile_key) else quote(profile_key, safe="/-_.~")
    return f"https://www.linkedin.com/{path}"


def _decoded(slug: str) -> str:
    # Copies through mail programs are sometimes encoded twice; no slug holds a percent sign itself.
    for _ in range(2):
        if "%" not in slug:
            break
        try:
            slug = unquote(slug, errors="strict")
        except UnicodeDecodeError:
            slug = unquote(slug, encoding="latin-1")
    return slug
