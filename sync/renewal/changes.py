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

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sync.model import Card
from sync.normalize import companies
from sync.normalize.remembered import remembered
from sync.normalize.text import fold
from sync.renewal import titles
from sync.renewal.cut import cut
from sync.renewal.same_person import links, lost_letters, name_changed

KINDS = ("new", "back", "moved", "retitled", "renamed", "retired", "vanished")


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
    newest = max((card.connected_on for card in old.cards.values()), default="")
    returned = {after: (before, why) for before, after, why in links(gone, came, newest)}
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


_folded = remembered(1 << 18)(fold)


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
    if old.name != new.name and (how := name_changed(old.name, new.name)):
        yield "renamed", old.name.full, new.name.full, how
    company_before, company_after = _company(old), _company(new)
    title_before, title_after = _title(old), _title(new)
    if (company_before, title_before) == (company_after, title_after):
        return
    stayed = not company_before or not company_after or _same_company(company_before, company_after)
    if titles.retired(title_after, company_after):
        if not titles.retired(title_before, company_before):
            yield "retired", title_before or company_before, title_after or company_after, "retired-title"
    elif not stayed:
        yield "moved", company_before, company_after, "company-changed"
    elif titles.formerly(title_after, title_before):
        yield "retired", title_before, title_after, "former-title"
    elif _new_title(title_before, title_after, company_after or company_before):
        yield "retitled", title_before, title_after, "title-changed"


def _same_company(before: str, after: str) -> bool:
    """Tell whether two cells name one employer. On one person's card an acronym is evidence enough."""
    if not companies.company(before) or not companies.company(after):
        return True
    return companies.same(before, after) or companies.initials(before, after) or lost_letters(before, after)


def _new_title(before: str, after: str, employer: str) -> bool:
    if not before or not after or lost_letters(before, after):
        return False
    return titles.key(before, employer) != titles.key(after, employer)
