"""The values everything is made of; imports nothing but the standard library and `sync.entries`.

Names follow RFC 9553 (JSContact) for cards, record linkage for records and judgements, RFC 5545 for
what lands in a calendar. All values are frozen, with tuples inside: a change makes a new value
(`dataclasses.replace`). Times are ISO 8601 text: `at` is an instant in UTC (`2024-05-02T18:03:11Z`),
`date` a day (`2024-05-02`, or `--05-02` without a year); a day never passes through a time zone.

Card          what is known of one person or company
Record        a Card and where it came from: (source, key), file, row, raw text
Interaction   something that happened between the owner and others
Fact          something a file tells of the owner: a position, a company followed
Problem       a row, card or event that was skipped or repaired, as a code with arguments
Judgement     the word that two records are the same person or not, by the user or by reseau
Touchpoint    a planned contact with one person
Event         one event of a calendar that reseau writes; a Feed is such a calendar
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.entries import Params


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name (RFC 9553 §2.2.1), cleaned; `raw` keeps it as written."""

    full: str = ""
    given: str = ""
    surname: str = ""
    given2: str = ""
    title: str = ""
    generation: str = ""
    credentials: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address in lower case. `contexts` holds `work` or `private`, `label` the user's own word."""

    address: str
    contexts: tuple[str, ...] = ()
    label: str = ""
    pref: int = 0
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone: `number` is E.164 when number or region allow, else the digits as written.

    `features` are those of RFC 9553 §2.3.3: `mobile`, `voice`, `fax`, `pager`, `text`, `video`, `main-number`.
    """

    number: str
    raw: str = ""
    features: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    label: str = ""
    pref: int = 0
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """A company and its units, outermost first."""

    name: str
    units: tuple[str, ...] = ()
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A job title; `kind` is `title` or `role` (RFC 9553 §2.2.5)."""

    name: str
    kind: str = "title"
    params: Params = ()


@dataclass(frozen=True, slots=True)
class OnlineService:
    """A profile or a page. `service` is empty for a plain web address; `user` is `in/slug` on LinkedIn."""

    service: str = ""
    uri: str = ""
    user: str = ""
    contexts: tuple[str, ...] = ()
    label: str = ""
    pref: int = 0
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. `full` is the text on several lines; `country_code` is ISO 3166-1 alpha-2."""

    full: str = ""
    street: str = ""
    extended: str = ""
    po_box: str = ""
    locality: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    country_code: str = ""
    contexts: tuple[str, ...] = ()
    label: str = ""
    pref: int = 0
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A day that returns every year: `kind` is `birth`, `wedding`, `death` or empty with a `label`."""

    kind: str
    date: str
    label: str = ""
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, logo, sound or key (RFC 9553 §2.6.1, §2.6.4): `kind` is `photo`, `logo`, `sound` or `key`.

    `uri` is an address, or the content itself as `data:<media type>;base64,<text>`.
    """

    kind: str
    uri: str
    media_type: str = ""
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property that has no name in the model, kept as it was read (RFC 9555 §2.16 `vCardProps`).

    `value` keeps its vCard escapes. A property that does have a name (FN, N, NOTE, NICKNAME, CATEGORIES,
    KIND, UID) is here too when it says more than its field: parameters, a second one, letters that were
    cleaned; its parameter `of` then names that field. Where the two disagree, the field is right.
    """

    name: str
    value: str
    params: Params = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one person or company (RFC 9553). Order within a list is the order of the source."""

    kind: str = "individual"
    uid: str = ""
    name: Name = Name()
    nicknames: tuple[str, ...] = ()
    pronouns: str = ""
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    organizations: tuple[Organization, ...] = ()
    titles: tuple[Title, ...] = ()
    online_services: tuple[OnlineService, ...] = ()
    addresses: tuple[Address, ...] = ()
    anniversaries: tuple[Anniversary, ...] = ()
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    connected_on: str = ""
    cadence: str = ""
    updated: str = ""
    media: tuple[Media, ...] = ()
    extra: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A Card as one source has it. (`source`, `key`) names it for ever; `row` is 1-based within `file`.

    `raw` is the text it was read from, byte for byte where the source is a file of cards, and empty for
    someone who is merely mentioned (the sender of a message). `rank` tells the richest of several
    occurrences of one key in one read: the greatest wins, then the first.
    """

    source: str
    key: str
    file: str
    row: int
    card: Card
    raw: bytes = b""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """One of those an interaction was with; `key` is the key of their record in the same source."""

    key: str
    name: str = ""
    email: str = ""
    linkedin: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something that happened, or is agreed, between the owner and `parties` (never the owner).

    `kind`: message, invitation, connection, recommendation, endorsement, meeting, contact, or by hand
    message, call, lunch, breakfast, meeting, card. `direction`: sent, received, mutual. Either `at` (UTC)
    or `date` is set. `canned` marks ready-made or repeated text; `text_hash` is a salted hash of the text,
    which itself is never kept. `group` counts all who took part, the owner included, when known.
    """

    source: str
    key: str
    file: str
    row: int
    kind: str
    parties: tuple[Party, ...]
    at: str = ""
    date: str = ""
    direction: str = "mutual"
    canned: bool = False
    with_note: bool = False
    text_hash: str = ""
    end: str = ""
    uid: str = ""
    summary: str = ""
    planned: bool = False
    group: int = 0

    @property
    def day(self) -> str:
        """The day it happened on, by the UTC clock when only an instant is known."""
        return self.date or self.at[:10]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a file tells of the owner; `kind` is closed per reader (`position`, `education`, `follow` …)."""

    source: str
    kind: str
    file: str
    row: int
    values: Params


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose network it is. Never one of the people."""

    name: Name = Name()
    emails: tuple[str, ...] = ()
    linkedin: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row, card or event that was skipped (`skipped`) or read with a repair. `row` is 0 for a whole file.

    `code` is one of the closed list in `docs/problems.md`; `sync/messages/problem.py` words it with `args`.
    """

    file: str
    row: int
    code: str
    skipped: bool = True
    args: Params = ()


@dataclass(frozen=True, slots=True)
class FileNote:
    """One file inside a source: who read it and in what encoding; `adapter` is empty when nobody did.

    `reason` is a code worded like a problem's, and says why a file was not used.
    """

    file: str
    adapter: str = ""
    encoding: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The word that two records are one person (`same`), are not (`different`), or that nobody knows (`unsure`).

    `by` is `user`, or `reseau <version>` for an automatic link. A record is named by (source, key).
    """

    a: tuple[str, str]
    b: tuple[str, str]
    verdict: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of a match weight, in bits (Fellegi & Sunter 1969): what was compared, with which result."""

    what: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a touchpoint is proposed: a code with arguments, worded by the catalogue, and where it comes from."""

    code: str
    args: Params = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A planned contact with one person on one day. `series` counts the touchpoints of a person and kind.

    `kind`: cadence, reconnect, welcome, moved, birthday. `state`: due, planned (a later round), dormant, new,
    snoozed, slid; and, once it is over, done, skipped or dropped. `slides` counts the days it passed undone.
    """

    id: str
    person: str
    name: str
    form: str
    on: str
    tier: str
    state: str
    reasons: tuple[Reason, ...] = ()
    window: tuple[str, str] = ("", "")
    start: str = ""
    series: int = 0
    kind: str = "cadence"
    slides: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a calendar that reseau writes (RFC 5545 §3.6.1).

    `start` and `end` are both days (`2026-12-03`: all day; `end` is the day after the last one) or both
    instants in UTC (`2026-12-03T11:30:00Z`, shown in the zone of the feed). Without `end` it lasts the day,
    or an hour. `modified` and `created` are the instants at which its content last changed and first was
    there. `uid` stays for the life of what is planned and never means another thing; `sequence` counts the
    changes of time and status and never goes down. `status` is CONFIRMED, TENTATIVE or CANCELLED. An event
    that is not `transparent` takes the owner's time; one that lasts all day never does. `alarm` is an
    ISO 8601 duration from the start: `PT9H` rings at nine on the day, `-PT30M` half an hour before.
    """

    uid: str
    start: str
    summary: str
    modified: str
    end: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    created: str = ""
    sequence: int = 0
    status: str = "CONFIRMED"
    transparent: bool = True
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to subscribe to (RFC 5545, RFC 7986). `zone` is an IANA name, `colour` a CSS3 colour name.

    Clients are asked to come back every `refresh_h` hours. `today` is the day it is written for; should it
    grow too large, the events furthest from that day are left out first.
    """

    name: str
    events: tuple[Event, ...] = ()
    description: str = ""
    zone: str = "UTC"
    colour: str = "seagreen"
    refresh_h: int = 6
    language: str = "en"
    today: str = ""
