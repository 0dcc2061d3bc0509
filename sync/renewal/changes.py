"""What changed between two exports of one network: who came, left, moved, was promoted, renamed, retired.

Terms
listing   one state of one export: the cards it held, by key, on the day it shows
change    one thing that happened to one person between two listings, with before, after and evidence
link      the same person under two keys: a changed profile address, an address that appeared or went
cut       an export that lost a whole end of itself; whoever lay there has not left

Precision goes before drama: a homonym who left, a re-sorted or re-saved file, a spelling, a missing cell are no
changes, and a cut export gives a warning instead of goodbyes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sync.model import Card, Name
from sync.normalize.companies import company
from sync.normalize.text import fold
from sync.renewal import titles

KINDS = ("new", "back", "moved", "retitled", "renamed", "retired", "vanished")

_SMALLEST = 10
_FAR_FEWER = 0.3
_LEAST_CUT = 5
_CUT_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Listing:
    """One state of one export. `on` is the day it shows."""

    source: str
    on: str
    cards: Mapping[str, Card]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one person. `key` is theirs in the newer listing (in the older one if they vanished).

    `before` and `after` are a company, a title, a name or a key, as the kind demands; `evidence` holds codes.
    `name` and `about` (title and company) say who it is; `was` is an earlier key.
    """

    source: str
    key: str
    kind: str
    before: str
    after: str
    on: str
    name: str = ""
    about: str = ""
    evidence: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes from one listing to the next. `suspicious` names why the newer one looks cut: `shortened`,
    `cut-by-date`, `cut-by-name`, `empty`; then nobody is said to have vanished, and `missing` counts them.
    """

    on: str
    changes: tuple[Change, ...]
    suspicious: str = ""
    missing: int = 0


def follow(listings: Sequence[Listing]) -> list[Comparison]:
    """Compare each listing with what was known before it, oldest first.

    Whoever a suspicious listing lacks counts as still there, so that the next whole export brings nobody back.
    """
    found: list[Comparison] = []
    known: dict[str, Card] = {}
    gone: dict[str, Card] = {}
    for number, listing in enumerate(listings):
        if number:
            previous = Listing(listing.source, listings[number - 1].on, known)
            step = compare(previous, listing, gone)
            found.append(step)
            for change in step.changes:
                if change.kind == "vanished":
                    gone[change.key] = known[change.key]
                elif change.kind == "back":
                    gone.pop(change.was or change.key, None)
            if step.suspicious:
                linked = {old for old, _, _ in links(known, listing.cards)}
                kept = {key: card for key, card in known.items() if key not in linked}
                known = kept | dict(listing.cards)
                continue
        known = dict(listing.cards)
    return found


def compare(old: Listing, new: Listing, gone: Mapping[str, Card] | None = None) -> Comparison:
    """Return what changed from `old` to `new`; `gone` are people who had vanished before `old`."""
    gone = gone or {}
    changes: list[Change] = []

    def add(key: str, kind: str, before: str, after: str, *evidence: str, was: str = "") -> None:
        card = new.cards.get(key) or old.cards[key]
        changes.append(
            Change(
                new.source, key, kind, before, after, new.on, card.name.full, _described(card), evidence, was
            )
        )

    joined = links(old.cards, new.cards)
    for before_key, after_key, evidence in joined:
        if before_key.startswith("in/") and after_key.startswith("in/"):
            add(after_key, "renamed", before_key, after_key, "profile-changed", *evidence, was=before_key)
        for kind, before, after, code in _within(old.cards[before_key], new.cards[after_key]):
            if kind != "renamed" or not before_key.startswith("in/") or not after_key.startswith("in/"):
                add(after_key, kind, before, after, code, *evidence)
    for key, card in new.cards.items():
        known = old.cards.get(key)
        # What did not change is one object when it comes from the store.
        if known is not None and known is not card and known != card:
            for kind, before, after, code in _within(known, card):
                add(key, kind, before, after, "same-key", code)
    left = {key: card for key, card in old.cards.items() if key not in new.cards}
    came = {key: card for key, card in new.cards.items() if key not in old.cards}
    for before_key, after_key, _ in joined:
        left.pop(before_key, None)
        came.pop(after_key, None)
    returned = {after: (before, why) for before, after, why in links(gone, came)}
    for key, card in came.items():
        if key in gone:
            add(key, "back", "", card.name.full, "same-key")
        elif key in returned:
            add(key, "back", returned[key][0], key, *returned[key][1], was=returned[key][0])
        else:
            add(key, "new", "", card.name.full, *_dated(card))
    suspicious = cut(old.cards, new.cards, left)
    if not suspicious:
        homonyms = Counter(_folded(card.name.full) for card in (*old.cards.values(), *came.values()))
        for key, card in left.items():
            more = ("homonym",) if homonyms[_folded(card.name.full)] > 1 else ()
            add(key, "vanished", card.name.full, "", "not-in-export", *more)
    order = {kind: number for number, kind in enumerate(KINDS)}
    changes.sort(key=lambda change: (order[change.kind], fold(change.name), change.key))
    return Comparison(new.on, tuple(changes), suspicious, len(left) if suspicious else 0)


_folded = lru_cache(maxsize=1 << 18)(fold)


def _described(card: Card) -> str:
    return ", ".join(part for part in (_title(card), _company(card)) if part)


def _dated(card: Card) -> tuple[str, ...]:
    return (f"connected:{card.connected_on}",) if card.connected_on else ()


def _company(card: Card) -> str:
    return card.organizations[0].name if card.organizations else ""


def _title(card: Card) -> str:
    return card.titles[0].name if card.titles else ""


# the same person under the same key -----------------------------------------------------------------


def _within(old: Card, new: Card) -> Iterable[tuple[str, str, str, str]]:
    """Yield (kind, before, after, evidence) for what differs between two cards of one person."""
    if old.name != new.name and surname_changed(old.name, new.name):
        yield "renamed", old.name.full, new.name.full, "surname-changed"
    company_before, company_after = _company(old), _company(new)
    title_before, title_after = _title(old), _title(new)
    if (company_before, title_before) == (company_after, title_after):
        return
    if titles.retired(title_after, company_after):
        if not titles.retired(title_before, company_before):
            yield "retired", title_before or company_before, title_after or company_after, "retired-title"
        return
    if company_before and company_after and company(company_before) != company(company_after):
        yield "moved", company_before, company_after, "company-changed"
    elif title_before and title_after and titles.key(title_before) != titles.key(title_after):
        yield "retitled", title_before, title_after, "title-changed"


def surname_changed(old: Name, new: Name) -> bool:
    """Tell whether a name changed as by marriage: not for capitals, accents, order, initials or a nickname.

    >>> surname_changed(Name("Marie Petit", "Marie", "Petit"), Name("Marie Petit-Roux", "Marie", "Petit-Roux"))
    True
    >>> surname_changed(Name("Marie Petit", "Marie", "Petit"), Name("PETIT Marie", "PETIT", "Marie"))
    False
    """
    before, after = _words(old.surname), _words(new.surname)
    if before == after or not before or not after:
        return False
    if sorted(_words(old.full)) == sorted(_words(new.full)) or "".join(before) == "".join(after):
        return False
    # LinkedIn shows `M.` for a surname that its bearer hides.
    if min(len("".join(before)), len("".join(after))) == 1:
        return before[0][0] != after[0][0]
    return True


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


# the same person under another key ------------------------------------------------------------------


def links(old: Mapping[str, Card], new: Mapping[str, Card]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (old key, new key, evidence) of people whose key changed, each key at most once.

    Evidence, best first: one e-mail; one name and the same day of connection; one name and one company; one
    given name, day and company (marriage with a new address). What fits several people is no evidence.
    Someone connected after everybody in `old` is a new acquaintance, whatever the name.
    """
    left = {key: card for key, card in old.items() if key not in new}
    came = {key: card for key, card in new.items() if key not in old}
    if not left or not came:
        return []
    newest = max((card.connected_on for card in old.values()), default="")

    def joint(
        first: Callable[[Card], str], second: Callable[[Card], str]
    ) -> Callable[[Card], tuple[str, ...]]:
        def value(card: Card) -> tuple[str, ...]:
            parts = (first(card), second(card))
            return parts if all(parts) else ()

        return value

    def name(card: Card) -> str:
        return " ".join(sorted(_words(card.name.full)))

    def given(card: Card) -> str:
        return " ".join(_words(card.name.given)) if card.name.given else ""

    def employer(card: Card) -> str:
        return company(_company(card))

    def day(card: Card) -> str:
        return card.connected_on

    rules: tuple[tuple[tuple[str, ...], Callable[[Card], tuple[str, ...]], bool], ...] = (
        (("same-email",), lambda card: (card.emails[0].address,) if card.emails else (), False),
        (("same-name", "same-day"), joint(name, day), False),
        (("same-name", "same-company"), joint(name, employer), True),
        (
            ("same-given-name", "same-day", "same-company"),
            joint(lambda c: " ".join((given(c), employer(c))) if given(c) and employer(c) else "", day),
            False,
        ),
        (
            ("same-surname", "same-day", "same-company"),
            joint(
                lambda c: (
                    " ".join((*_words(c.name.surname), employer(c))) if c.name.surname and employer(c) else ""
                ),
                day,
            ),
            False,
        ),
    )
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for evidence, value, dated in rules:
        olds: dict[tuple[str, ...], list[str]] = defaultdict(list)
        news: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for cards, places in ((left, olds), (came, news)):
            for key, card in cards.items():
                told = value(card)
                if told:
                    places[told].append(key)
        for told, keys in olds.items():
            others = news.get(told, ())
            if len(keys) != 1 or len(others) != 1:
                continue
            before, after = left[keys[0]], came[others[0]]
            if dated and newest and after.connected_on > newest:
                continue
            if evidence == ("same-email",) and not _alike(before.name, after.name):
                continue
            found.append((keys[0], others[0], evidence))
            del left[keys[0]]
            del came[others[0]]
    return found


def _alike(a: Name, b: Name) -> bool:
    """Tell whether two names share a word: a shared mailbox is not one person."""
    return bool(set(_words(a.full)) & set(_words(b.full)))


# exports that were cut ------------------------------------------------------------------------------


def cut(old: Mapping[str, Card], new: Mapping[str, Card], left: Mapping[str, Card]) -> str:
    """Return why `new` looks like a part of an export, as a code; empty if it looks whole.

    Those who leave are scattered; those who are cut off lie together at one end: the oldest or newest
    connections, one end of the alphabet, the last rows of the file.
    """
    if not new and old:
        return "empty"
    if len(old) < _SMALLEST or len(left) < _LEAST_CUT:
        return ""
    if len(left) > _FAR_FEWER * len(old):
        return "shortened"
    rows = {key: number for number, key in enumerate(old)}
    orders: tuple[tuple[str, Callable[[str], str | int]], ...] = (
        ("cut-by-date", lambda key: old[key].connected_on),
        ("cut-by-name", lambda key: _folded(old[key].name.given)),
        ("cut-by-name", lambda key: _folded(old[key].name.surname)),
        ("cut-by-row", lambda key: rows[key]),
    )
    stayed = [key for key in old if key not in left]
    return next((code for code, place in orders if _at_one_end(place, stayed, left)), "")


def _at_one_end(place: Callable[[str], Any], stayed: Iterable[str], left: Iterable[str]) -> bool:
    """Tell whether nine in ten of those who left lie where next to nobody stayed, at one end of an order.

    Where they are scattered, some who stayed are met at both ends at once, so this is quick.
    """
    places = sorted(value for value in map(place, left) if value != "")
    if len(places) < _LEAST_CUT:
        return False
    share = int(_CUT_SHARE * len(places))
    low, high, allowed = places[share - 1], places[-share], len(places) - share
    below = above = 0
    for key in stayed:
        value = place(key)
        if value != "":
            below += value < low
            above += value > high
            if below > allowed and above > allowed:
                return False
    return True
