"""A first pass over an export: who its owner is, who spoke where.

Profile.csv and `Email Addresses.csv` name the owner but hold no profile address. That one is told by
Invitations.csv (who invites in outgoing rows, who is invited in incoming ones), by drafts, or else it is
the address in most rows of messages.csv; a name equal to the profile's goes before all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from adapters.linkedin.people import nobody
from adapters.linkedin.rows import Sheet
from sync.model import Name, Owner, Problem
from sync.normalize import emails, profiles
from sync.normalize.names import person
from sync.normalize.remembered import remembered
from sync.normalize.text import fold
from sync.ports import Context

_ENOUGH = 2_000


@dataclass
class Survey:
    """What must be known before the first row is turned into values."""

    owner: Owner = field(default_factory=Owner)
    names: dict[str, str] = field(default_factory=dict)
    """Profile key -> name as written beside it."""
    speakers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Conversation -> name as written -> profile key, for layouts that give senders' addresses only."""


@dataclass
class _Votes:
    """Signs of who the owner is."""

    name: Name = field(default_factory=Name)
    emails: list[str] = field(default_factory=list)
    sure: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    sure_names: Counter[str] = field(default_factory=Counter)
    addressees: Counter[str] = field(default_factory=Counter)


@remembered(16384)
def profile_keys(cell: str) -> tuple[str, ...]:
    """Return the keys of all profile addresses in a cell; addresses are joined with commas and hold none."""
    keys = (profiles.key(part) for part in cell.replace(";", ",").split(","))
    return tuple(dict.fromkeys(key for key in keys if key))


def survey(sheets: Iterable[Sheet], context: Context) -> Survey:
    """Read the files that tell of the owner, and messages once. Raises `Unreadable` like the sheets."""
    found, votes = Survey(), _Votes()
    sheets = list(sheets)
    for sheet in sheets:
        if sheet.kind == "profile":
            _profile(sheet, votes)
        elif sheet.kind == "email":
            _addresses(sheet, votes)
        elif sheet.kind == "invitations":
            _invitations(sheet, votes, found)
        elif sheet.kind == "messages":
            _messages(sheet, votes, found)
    linkedin = context.owner.linkedin or _address(votes, found, sheets)
    name = votes.name
    if not name.full and linkedin in found.names:
        name = person(raw=found.names[linkedin])
    if not name.full and not context.owner.name.full and votes.sure_names:
        name = person(raw=votes.sure_names.most_common(1)[0][0])
    found.owner = Owner(
        name if name.full else context.owner.name,
        tuple(dict.fromkeys((*votes.emails, *context.owner.emails))),
        linkedin,
    )
    return found


def _cells(sheet: Sheet) -> Iterable[list[str]]:
    return (cells for _, cells in sheet.rows() if not isinstance(cells, Problem))


def _profile(sheet: Sheet, votes: _Votes) -> None:
    given, surname = sheet.at("firstname"), sheet.at("lastname")
    for cells in _cells(sheet):
        if cells[given].strip() or cells[surname].strip():
            votes.name = person(given=cells[given], surname=cells[surname])
            return


def _addresses(sheet: Sheet, votes: _Votes) -> None:
    address = sheet.at("emailaddress")
    for cells in _cells(sheet):
        votes.emails += emails.addresses(cells[address])


def _invitations(sheet: Sheet, votes: _Votes, found: Survey) -> None:
    sender, receiver = sheet.at("from"), sheet.at("to")
    inviter, invitee = sheet.at("inviterprofileurl"), sheet.at("inviteeprofileurl")
    direction = sheet.at("direction")
    for cells in _cells(sheet):
        word = cells[direction].strip().upper()
        ours = (sender, inviter) if word == "OUTGOING" else (receiver, invitee)
        for name, url in ((sender, inviter), (receiver, invitee)):
            if (key := profiles.key(cells[url])) and cells[name].strip():
                found.names.setdefault(key, cells[name])
        if word in ("OUTGOING", "INCOMING"):
            if key := profiles.key(cells[ours[1]]):
                votes.sure[key] += 1
            if cells[ours[0]].strip():
                votes.sure_names[cells[ours[0]]] += 1


def _messages(sheet: Sheet, votes: _Votes, found: Survey) -> None:
    conversation = sheet.at("conversationid")
    sender, receiver = sheet.at("from"), sheet.at("to")
    sender_url, receiver_urls = sheet.at("senderprofileurl"), sheet.at("recipientprofileurls")
    direction, draft = sheet.at("direction"), sheet.at("ismessagedraft")
    # Few pairs of people write most rows: addresses are taken apart once for each.
    pairs: Counter[tuple[str, str, str, str]] = Counter()
    for number, cells in enumerate(_cells(sheet), 1):
        pair = (cells[sender_url], cells[receiver_urls], cells[sender], cells[receiver])
        pairs[pair] += 1
        if draft >= 0 and cells[draft][:1] in ("Y", "y", "T", "t"):
            votes.sure[profiles.key(pair[0])] += 1
        if receiver_urls < 0:
            votes.addressees[pair[3]] += 1
            if key := profiles.key(pair[0]):
                found.speakers.setdefault(cells[conversation], {})[pair[2]] = key
        if direction >= 0 and (word := cells[direction].strip().upper()) in ("OUTGOING", "INCOMING"):
            votes.sure_names[pair[2] if word == "OUTGOING" else pair[3]] += 1
        if receiver_urls >= 0 and not number % _ENOUGH and _decided(pairs):
            break
    for (url, urls, name, addressee), count in pairs.items():
        key, others = profiles.key(url), profile_keys(urls)
        if key:
            found.names.setdefault(key, name)
        if len(others) == 1:
            found.names.setdefault(others[0], addressee)
        for one in {key, *others} - {""}:
            votes.rows[one] += count
    del votes.sure[""]


def _decided(pairs: Counter[tuple[str, str, str, str]]) -> bool:
    """Tell whether one person is in most rows so clearly that no more need be read."""
    rows: Counter[str] = Counter()
    for (url, urls, _, _), count in pairs.items():
        for one in {url, *urls.split(",")} - {""}:
            rows[one] += count
    (_, most), (_, second) = (*rows.most_common(2), ("", 0), ("", 0))[:2]
    return most > 2 * second


def _address(votes: _Votes, found: Survey, sheets: list[Sheet]) -> str:
    """Return the owner's profile key, or an empty text when two people are equally likely."""
    rows = votes.rows.copy()
    for key, name in found.names.items():
        rows[key] += votes.addressees.get(name, 0)
    if votes.name.full:
        ours = fold(votes.name.full)
        named = {
            key: rows[key] + votes.sure[key]
            for key, name in found.names.items()
            if not nobody(name) and fold(person(raw=name).full) == ours
        }
        if named:
            return max(named, key=lambda key: named[key])
    for count in (+votes.sure, +rows):
        most = max(count.values(), default=0)
        best = {key for key, n in count.items() if n == most}
        if len(best) > 1:
            best -= _connected(sheets)
        if len(best) == 1:
            return best.pop()
    return ""


def _connected(sheets: list[Sheet]) -> set[str]:
    """Return the profiles in Connections.csv, where the owner never is."""
    return {
        profiles.key(cells[sheet.at("url")])
        for sheet in sheets
        if sheet.kind == "connections"
        for cells in _cells(sheet)
    }
