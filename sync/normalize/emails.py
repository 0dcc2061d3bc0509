"""E-mail addresses: the form under which two mentions of one mailbox are equal."""

from __future__ import annotations

import re
import unicodedata

# With room for more than RFC 5321 §4.5.3.1 gives to either side, and an end; begun where a word begins, or behind an address:
# of a word of any length each letter is looked at a few hundred times at most.
_ADDRESS = re.compile(
    r"(?:(?<![^\s@<>()\[\],;:\"|])|(?=[/.]))[^\s@<>()\[\],;:\"|]{1,256}@[^\s@<>()\[\],;:\"|/]{1,256}\.[^\s@<>()\[\],;:\"|/.]{1,256}"
)
_SCHEME = re.compile(r"mailto:", re.IGNORECASE)


def addresses(text: str) -> tuple[str, ...]:
    """Return all e-mail addresses in `text`, in lower case, each once, in order of appearance.

    >>> addresses("Anna@Example.com; bob@example.org / anna@example.com")
    ('anna@example.com', 'bob@example.org')
    """
    if "@" not in text and "\uff20" not in text:
        return ()
    text = _SCHEME.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.replace("\uff20", "@"))
    found = (match.group().strip(".'").lower() for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(address for address in found if not address.startswith("@")))


def address(text: str) -> str:
    """Return the first e-mail address in `text` in lower case, or an empty text.

    >>> address("Jean <MAILTO:Jean.Dupont@Example.COM>")
    'jean.dupont@example.com'
    """
    if text.isascii() and _ADDRESS.fullmatch(text):
        return text.strip(".'").lower()
    found = addresses(text)
    return found[0] if found else ""
