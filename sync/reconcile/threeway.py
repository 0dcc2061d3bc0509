"""The three-way merge of one card that two books hold, property by property.

Edits of different properties never meet. Lists (addresses, numbers, words) are merged as sets of value and
type. A property that a card has once and that both sides changed is a conflict: the second book's value stands
in both, the first one's is kept in the conflict. An edit is stronger than a deletion.

Diff3 as for lines of text (Khanna, Kunal & Pierce 2007), over entries without an order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.entries import Edits, Entry

LISTS = frozenset(
    "EMAIL TEL ADR URL IMPP CATEGORIES NICKNAME SOCIALPROFILE X-SOCIALPROFILE RELATED MEMBER LANG KEY "
    "X-ADDRESSBOOKSERVER-MEMBER X-ABRELATEDNAMES X-ABDATE X-SKYPE X-TWITTER X-JABBER X-AIM X-ICQ X-MSN".split()
)
"""Properties of which a card may have any number; of the others most cards have one, and then it is one value."""
OWN = frozenset({"UID", "VERSION", "PRODID", "REV", "BEGIN", "END"})
"""What each book says in its own way; a change of these alone is no edit."""


if TYPE_CHECKING:
    Entries = Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Clash:
    """A property that both sides changed: what each says. B's value is the one that stands."""

    name: str
    a: Entry
    b: Entry


@dataclass(frozen=True, slots=True)
class Merge:
    """What each card needs so that both say the same."""

    to_a: Edits
    to_b: Edits
    clashes: tuple[Clash, ...] = ()


def merge(
    now_a: Entries, now_b: Entries, base_a: Entries | None = None, base_b: Entries | None = None
) -> Merge:
    """Return what brings two cards together. Without bases both are new: values are united.

    >>> from sync.entries import Entry
    >>> tel, mail = Entry("TEL", "1"), Entry("EMAIL", "a@b")
    >>> merge([tel, mail], [tel], [tel], [tel]).to_b.add == (mail,)
    True
    """
    work = _Work(_own_left_out(now_a), _own_left_out(now_b))
    if base_a is None or base_b is None:
        work.unite()
    else:
        work.reconcile(_own_left_out(base_a), _own_left_out(base_b))
    return Merge(*work.edits(), tuple(work.clashes))


def lost(sent: Entries, stored: Entries) -> tuple[Entry, ...]:
    """Return what of a card that was sent is not in what the book holds of it now."""
    held = Counter(_own_left_out(stored))
    found = []
    for entry in _own_left_out(sent):
        if held[entry]:
            held[entry] -= 1
        else:
            found.append(entry)
    return tuple(found)


def same(a: Entries, b: Entries) -> bool:
    """Tell whether two cards say the same, whatever their spelling and order."""
    return Counter(_own_left_out(a)) == Counter(_own_left_out(b))


def believed(sent: Entries, stored: Entries) -> tuple[Entry, ...]:
    """Return what a book should hold of a card whose request had no answer, judged by what is there now.

    What is missing, or was cut short, the book did; what reads otherwise a person changed since.
    """
    missing, extra = list(lost(sent, stored)), list(lost(stored, sent))
    kept = [entry for entry in _own_left_out(stored) if entry not in extra]
    for entry in extra:
        origin = next((one for one in missing if one.name == entry.name and _cut(one, entry)), None)
        if origin is not None:
            missing.remove(origin)
            kept.append(entry)
            continue
        changed = next((one for one in missing if one.name == entry.name), None)
        if changed is not None:
            missing.remove(changed)
            kept.append(changed)
    return tuple(kept)


def arrived(sent: Entries, stored: Entries, before: Entries = ()) -> bool:
    """Tell whether a write that had no answer was done: `before` was there, `stored` is there now.

    Only where all differences from what was sent are of the book's making; in any doubt it was not, and the cards
    are merged from their old bases, which loses nothing.
    """
    if not same(believed(sent, stored), stored):
        return False
    missing, extra = lost(sent, stored), lost(stored, sent)
    fresh = lost(sent, before)
    if not fresh:
        return not same(before, stored)
    return any(
        entry not in missing or any(one.name == entry.name and _cut(entry, one) for one in extra)
        for entry in fresh
    )


def _cut(sent: Entry, stored: Entry) -> bool:
    """Tell whether a server may have made `stored` of `sent`: cut short, or unescaped and escaped anew."""
    plain = [one.value.replace("\\", "").replace("\n", "").replace(" ", "") for one in (sent, stored)]
    return plain[0].startswith(plain[1]) or plain[0] == plain[1]


def _own_left_out(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.name not in OWN]


class _Work:
    """The two cards while they are brought together."""

    def __init__(self, a: list[Entry], b: list[Entry]) -> None:
        self.was_a, self.was_b = a, b
        self.a, self.b = list(a), list(b)
        self.clashes: list[Clash] = []

    def edits(self) -> tuple[Edits, Edits]:
        return _difference(self.was_a, self.a), _difference(self.was_b, self.b)

    # --- two cards that meet for the first time ---

    def unite(self) -> None:
        for name in dict.fromkeys(entry.name for entry in (*self.a, *self.b)):
            ours, theirs = _of(self.a, name), _of(self.b, name)
            if name not in LISTS and len(ours) <= 1 and len(theirs) <= 1:
                self.single(name)
                continue
            # A number that one side calls mobile and the other does not is one number.
            for entry in ours:
                if all(entry.value != other.value for other in theirs):
                    self.b.append(entry)
            for entry in theirs:
                if all(entry.value != other.value for other in ours):
                    self.a.append(entry)

    # --- two cards with a common past ---

    def reconcile(self, base_a: list[Entry], base_b: list[Entry]) -> None:
        for name in dict.fromkeys(entry.name for entry in (*self.a, *self.b, *base_a, *base_b)):
            states = [_of(entries, name) for entries in (base_a, self.a, base_b, self.b)]
            changed_a, changed_b = (
                Counter(before) != Counter(now) for before, now in (states[:2], states[2:])
            )
            if not changed_a and not changed_b:
                continue
            if name not in LISTS and all(len(state) <= 1 for state in states):
                if changed_a and changed_b:
                    self.single(name)
                elif changed_a:
                    self.b = _replaced(self.b, name, states[1])
                else:
                    self.a = _replaced(self.a, name, states[3])
                continue
            self.lists(*states)

    def single(self, name: str) -> None:
        """Settle a property that a card has once: B's value stands, and whoever lacks one gets the other's."""
        ours, theirs = _of(self.a, name), _of(self.b, name)
        if ours == theirs:
            return
        if ours and theirs:
            self.clashes.append(Clash(name, ours[0], theirs[0]))
        if theirs:
            self.a = _replaced(self.a, name, theirs)
        else:
            self.b = _replaced(self.b, name, ours)

    def lists(self, base_a: list[Entry], now_a: list[Entry], base_b: list[Entry], now_b: list[Entry]) -> None:
        gone_a, come_a = _minus(base_a, now_a), _minus(now_a, base_a)
        gone_b, come_b = _minus(base_b, now_b), _minus(now_b, base_b)
        for entry in gone_a:
            _take(self.b, _counterpart(entry, base_a, base_b), come_b)
        for entry in gone_b:
            _take(self.a, _counterpart(entry, base_b, base_a), come_a)
        for entry in come_a:
            if self.b.count(entry) < self.a.count(entry):
                self.b.append(entry)
        for entry in come_b:
            if self.a.count(entry) < self.b.count(entry):
                self.a.append(entry)


def _of(entries: Iterable[Entry], name: str) -> list[Entry]:
    return [entry for entry in entries if entry.name == name]


def _minus(these: list[Entry], those: list[Entry]) -> list[Entry]:
    left = Counter(those)
    found = []
    for entry in these:
        if left[entry]:
            left[entry] -= 1
        else:
            found.append(entry)
    return found


def _take(entries: list[Entry], entry: Entry | None, fresh: list[Entry]) -> None:
    """Take an entry out, unless that side has just put it in."""
    if entry is not None and entry in entries and entry not in fresh:
        entries.remove(entry)


def _counterpart(entry: Entry, own: list[Entry], other: list[Entry]) -> Entry | None:
    """Return what the other book made of an entry: an equal one, else the one in the same place among those altered."""
    if entry in other:
        return entry
    altered, alterations = _minus(own, other), _minus(other, own)
    place = altered.index(entry)
    return alterations[place] if place < len(alterations) else None


def _replaced(entries: list[Entry], name: str, by: list[Entry]) -> list[Entry]:
    if _of(entries, name) == by:
        return entries
    return [entry for entry in entries if entry.name != name] + by


def _difference(before: list[Entry], after: list[Entry]) -> Edits:
    from sync.entries import Edits

    return Edits(tuple(_minus(before, after)), tuple(_minus(after, before)))
