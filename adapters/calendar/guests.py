"""Who took part: ATTENDEE and ORGANIZER (RFC 5545 §3.8.4) as Google, Outlook, Exchange and Apple write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from adapters.calendar.splitting import Entry, parameters, quoted_printable
from sync.model import Card, Email, Name
from sync.normalize import emails, names
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST

_NO_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_RESOURCE = re.compile(
    r"@(?:resource|group|import|user)\.calendar\.google\.com$|^unknownorganizer@calendar\.google\.com$"
    r"|^calendar-notification@google\.com$"
    r"|^(?:meeting[-_.]?rooms?|rooms?|salles?|conf(?:erence)?[-_.]?rooms?|ressources?|resources?|raum|sala)[-_.\d]"
    r"|^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|ne[-_.]?pas[-_.]?repondre|mailer-daemon)[-_.+\w]*@"
)
_ROOM_NAME = re.compile(r"^(?:salle|meeting room|conference room|room|raum|sala)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\s*\"?([^<\"]*?)\"?\s*<[^>]*>\s*$")


@dataclass(frozen=True, slots=True)
class Guest:
    """One who was invited or invites. `key` names the record: e-mail, `|`, display name as written;
    `card` holds all that a calendar tells of a person.
    """

    key: str
    email: str
    shown: str
    card: Card
    answer: str = ""
    person: bool = True
    absent: bool = False

    @property
    def name(self) -> Name:
        """The name, cleaned."""
        return self.card.name


def guests(entry: Entry) -> tuple[Guest, ...]:
    """Return who stands in an event, each once: attendees in their order, then the organizer."""
    found: dict[str, Guest] = {}
    for name in ("ATTENDEE", "ORGANIZER"):
        for params, value in entry.lines.get(name, ()):
            guest = _guest(params, value)
            if guest is None:
                continue
            mark = guest.email or guest.key
            known = found.get(mark)
            # Two lines for one mailbox: the one with a name says who, the one with an answer says whether.
            if known is None or (guest.shown and not known.shown and not known.answer):
                found[mark] = guest
    return tuple(found.values())


@remembered(50_000)
def _guest(params: str, value: str) -> Guest | None:
    """Return who a line names; None if it names nobody who can be told apart."""
    told = parameters(params)
    shown = told.get("CN", "").replace("\\,", ",").replace("\\;", ";").strip()
    if "ENCODING" in told or "QUOTED-PRINTABLE" in told:
        value = quoted_printable(value, told.get("CHARSET", "utf-8"))
    value = unquote(value) if "%" in value else value
    email = emails.address(told.get("EMAIL", "")) or emails.address(value) or emails.address(shown)
    bracketed = _IN_BRACKETS.match(value) if len(value) <= LONGEST else None
    if not shown and bracketed:
        shown = bracketed[1].removeprefix("mailto:").strip()
    name = _name(shown) if shown and "@" not in shown else Name()
    person = not (
        told.get("CUTYPE", "").upper() in _NO_PEOPLE or _RESOURCE.search(email) or _ROOM_NAME.match(shown)
    )
    if not email and not _is_sure(name):
        return None
    answer = (
        told.get("PARTSTAT") or told.get("STATUS") or ("DECLINED" if "DECLINED" in told else "")
    ).upper()
    absent = told.get("ROLE", "").upper() == "NON-PARTICIPANT"
    card = Card(name=name, emails=(Email(email),) if email else ())
    return Guest(f"{email}|{shown}", email, shown, card, answer, person, absent)


def _name(shown: str) -> Name:
    """Return the name of a display name; Outlook turns it around (`Doe, John`)."""
    bare = shown.strip("'\"")
    surname, comma, given = bare.partition(",")
    if comma and given.strip() and "," not in given:
        return names.person(shown, given.strip(), surname.strip())
    return names.person(bare)


def _is_sure(name: Name) -> bool:
    """Tell whether a name without an e-mail is surely one of a person: given name and surname, only letters."""
    words = name.full.split()
    return 2 <= len(words) <= 4 and all(
        word[0].isupper() and not re.search(r"[\d_/@]", word) for word in words
    )
