"""Who is named in an export: the keys, cards and parties that all its files share, and the owner apart.

The key of a person is the profile's (`in/<slug>`); without an address it is `<e-mail>|<name>`, else
`name:<name>`, with the name as written (NFC, blanks joined).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.model import Card, Email, Name, OnlineService, Organization, Owner, Party, Record, Title
from sync.normalize import profiles
from sync.normalize.names import nicknames, person, pronouns
from sync.normalize.remembered import remembered
from sync.normalize.text import fold, tidy

SOURCE = "linkedin"

# The richest occurrence of a person stands for them: their row in Connections.csv before all others.
RANK = {
    "connections": 100,
    "contacts": 60,
    "recommendations": 50,
    "invitations": 40,
    "endorsements": 30,
    "messages": 20,
}

_CLOSED = frozenset(
    (
        "",
        "linkedin member",
        "membre de linkedin",
        "membre linkedin",
        "miembro de linkedin",
        "linkedin-mitglied",
    )
)


def key_for(profile: str, email: str, name: str) -> str:
    """Return the key of a person, empty when nothing names one."""
    if profile:
        return profile
    name = tidy(name)
    if email:
        return f"{email}|{name}"
    return f"name:{name}" if name else ""


def nobody(name: str) -> bool:
    """Tell whether a name stands for a closed account or for no one."""
    return tidy(name).casefold() in _CLOSED


def linkedin_service(profile: str) -> OnlineService:
    """Return the online service of a profile key."""
    return OnlineService(service="LinkedIn", uri=profiles.uri(profile), user=profile)


@dataclass
class People:
    """Hands out records and parties; cards of people who are only mentioned are made once."""

    owner: Owner
    names: dict[str, str] = field(default_factory=dict)
    """Profile key -> name as written, from every file read so far."""
    cleaned: dict[str, Name] = field(default_factory=dict)
    """Profile key -> name as Connections.csv has it in two parts, where it is written like in `names`."""
    _mentions: dict[tuple[str, str], tuple[Card, Party]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._owner_name = fold(self.owner.name.full)
        self._owner_emails = frozenset(self.owner.emails)

    def is_owner(self, profile: str, name: str = "", emails: tuple[str, ...] = ()) -> bool:
        """Tell whether this is the owner: by address, by e-mail, and by name only where no address is given."""
        if profile and self.owner.linkedin:
            return profile == self.owner.linkedin
        if not self._owner_emails.isdisjoint(emails):
            return True
        return not profile and self.named_like_owner(name)

    def named_like_owner(self, name: str) -> bool:
        """Tell whether a name as written is the owner's."""
        return bool(self._owner_name and name) and (
            fold(name) == self._owner_name or fold(person(raw=name).full) == self._owner_name
        )

    def mention(
        self, file: str, row: int, rank: int, profile: str, name: str, parts: tuple[str, str] = ("", "")
    ) -> tuple[Record, Party]:
        """Return the record and the party of someone named as written, whole or also in `parts`."""
        card, party = self.known(profile, name, parts)
        return Record(SOURCE, party.key, file, row, card, rank=rank), party

    def known(self, profile: str, name: str, parts: tuple[str, str] = ("", "")) -> tuple[Card, Party]:
        """Return the card and the party of someone named as written, the same for each mention."""
        known = self._mentions.get((profile, name))
        if known is None:
            clean = self.cleaned.get(profile) if profile and self.names.get(profile) == name else None
            if clean is None:
                clean = person(given=parts[0], surname=parts[1]) if any(parts) else person(raw=name)
            known = (
                card_of(clean, profile),
                Party(key_for(profile, "", name), clean.full or name, "", profile),
            )
            self._mentions[profile, name] = known
        return known


@remembered(65536)
def _organizations(name: str) -> tuple[Organization, ...]:
    """Return the one organization of a card, the same for all who work there: thousands do."""
    return (Organization(name),)


@remembered(65536)
def _titles(name: str) -> tuple[Title, ...]:
    return (Title(name),)


def card_of(
    name: Name,
    profile: str = "",
    emails: tuple[str, ...] = (),
    company: str = "",
    title: str = "",
    connected_on: str = "",
) -> Card:
    """Return a card of what most files tell of a person."""
    return Card(
        name=name,
        nicknames=nicknames(name.raw),
        pronouns=pronouns(name.raw),
        emails=tuple(Email(address) for address in emails),
        organizations=_organizations(company) if company else (),
        titles=_titles(title) if title else (),
        online_services=(linkedin_service(profile),) if profile else (),
        connected_on=connected_on,
    )
