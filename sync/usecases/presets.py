"""Providers by name: where their address books are, and what each asks for (`book.needs-<name>` words it).

Addresses are those the providers publish; only what `docs/address-book.md` says was tried was tried.
"""

from __future__ import annotations

PRESETS: dict[str, str] = {
    "icloud": "https://contacts.icloud.com/",
    "google": "https://www.googleapis.com/.well-known/carddav",
    "fastmail": "https://carddav.fastmail.com/",
    "mailbox.org": "https://dav.mailbox.org/",
    "infomaniak": "https://sync.infomaniak.com/",
    "posteo": "https://posteo.de:8843/",
}
SELF_HOSTED = ("nextcloud", "synology")
"""Providers without one address: the user names their own server."""


def address(target: str) -> str:
    """Return the address a preset stands for; anything else as it is."""
    return PRESETS.get(target.strip().lower(), target)


def named(target: str) -> str:
    """Return the preset or the kind of server that was named; empty if none was."""
    word = target.strip().lower()
    return word if word in PRESETS or word in SELF_HOSTED else ""
