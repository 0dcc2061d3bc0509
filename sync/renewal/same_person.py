"""Who is the same person in two exports: a name that changed as by marriage, an address that changed.

link   the same person under two keys: a changed profile address, an address that appeared or went
lost   a letter that a code page could not hold and wrote as `?`
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sync.model import Card, Name
from sync.normalize import nicknames
from sync.normalize.companies import company
from sync.normalize.remembered import remembered
from sync.normalize.text import fold, latin

Words = tuple[str, ...]

_TYPO_LETTERS = 5
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LOST = re.compile("[?\ufffd]")


def name_changed(old: Name, new: Name) -> str:
    """Return `surname-changed` or `given-name-changed`; empty for what is only another spelling.

    Capitals, accents, order, initials, a nickname, a second given name, another script, a lost letter and a
    typing error are spellings.

    >>> name_changed(Name("Marie Petit", "Marie", "Petit"), Name("Marie Petit-Roux", "Marie", "Petit-Roux"))
    'surname-changed'
    >>> name_changed(Name("Marie Petit", "Marie", "Petit"), Name("PETIT Marie", "PETIT", "Marie"))
    ''
    """
    if _spelt_alike(old.full, new.full):
        return ""
    if not _spelt_alike(old.surname, new.surname, family=True):
        return "surname-changed"
    given = _given_alike(old.given, new.given) or _given_alike(old.given2 or old.given, new.given)
    return "" if given else "given-name-changed"


def _spelt_alike(old: str, new: str, *, family: bool = False) -> bool:
    before, after = words(old), words(new)
    if not before or not after or sorted(before) == sorted(after):
        return True
    if "".join(before) == "".join(after) or lost_letters(old, new):
        return True
    if latin(old) == latin(new) or latin(old.lower().translate(_GERMAN)) == latin(
        new.lower().translate(_GERMAN)
    ):
        return True
    if not family:
        return False
    # LinkedIn shows `M.` for a surname that its bearer hides.
    if min(len("".join(before)), len("".join(after))) == 1:
        return before[0][0] == after[0][0]
    return _typo("".join(before), "".join(after))


def _given_alike(old: str, new: str) -> bool:
    before, after = words(latin(old)), words(latin(new))
    if not before or not after or set(before) & set(after) or _spelt_alike(old, new):
        return True
    one, other = before[0], after[0]
    if (
        one.startswith(other)
        or other.startswith(one)
        or (one[0] == other[0] and min(len(one), len(other)) <= 2)
    ):
        return True
    return bool(nicknames.families(one) & nicknames.families(other)) or _typo(one, other)


def _typo(one: str, other: str) -> bool:
    """Tell whether a letter was left out, doubled, replaced or swapped in words of five letters and more."""
    if min(len(one), len(other)) < _TYPO_LETTERS or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        wrong = [n for n in range(len(one)) if one[n] != other[n]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        return len(wrong) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def lost_letters(one: str, other: str) -> bool:
    """Tell whether two texts differ only in letters that a code page lost: `Soci?t?` is `Société`.

    >>> lost_letters("Soci?t? G?n?rale", "Société Générale"), lost_letters("Why?", "When")
    (True, False)
    """
    if len(one) != len(other) or one == other:
        return False
    for torn, whole in ((one, other), (other, one)):
        if _LOST.search(torn) and all(
            a == b or (_LOST.match(a) and not b.isascii()) for a, b in zip(torn, whole, strict=True)
        ):
            return True
    return False


@remembered(1 << 17)
def words(text: str) -> Words:
    """Return the words of a name: no accents, no case, no punctuation."""
    return tuple("".join(c if c.isalnum() else " " for c in fold(text)).split())


# the same person under another key ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """One kind of evidence: cards of one value are one person, where the value fits nobody else.

    `known` asks that they were connected before the older export was made, so that they are no newcomer.
    """

    evidence: Words
    value: Callable[[Card], Words]
    known: bool = True


def _name(card: Card) -> Words:
    return _sorted(card.name.full)


@remembered(1 << 17)
def _sorted(text: str) -> Words:
    return tuple(sorted(words(text)))


def _employer(card: Card) -> str:
    return company(card.organizations[0].name) if card.organizations else ""


def _title(card: Card) -> str:
    return fold(card.titles[0].name) if card.titles else ""


def _all(*parts: str | Words) -> Words:
    """Return the parts as one value; nothing if one is missing."""
    return tuple(part if isinstance(part, str) else " ".join(part) for part in parts) if all(parts) else ()


_RULES = (
    _Rule(("same-email",), lambda c: _all(c.emails[0].address) if c.emails else (), known=False),
    _Rule(("same-name", "same-day"), lambda c: _all(_name(c), c.connected_on)),
    _Rule(("same-name", "same-company"), lambda c: _all(_name(c), _employer(c))),
    _Rule(
        ("same-given-name", "same-day", "same-company"),
        lambda c: _all(words(c.name.given), c.connected_on, _employer(c)),
    ),
    _Rule(
        ("same-surname", "same-day", "same-company"),
        lambda c: _all(words(c.name.surname), c.connected_on, _employer(c)),
    ),
    _Rule(("same-given-name", "same-day"), lambda c: _all(words(c.name.given), c.connected_on)),
    _Rule(("same-name",), lambda c: _all(_name(c))),
    _Rule(
        ("same-day", "same-company", "same-title"), lambda c: _all(c.connected_on, _employer(c), _title(c))
    ),
)


def links(
    old: Mapping[str, Card], new: Mapping[str, Card], newest: str = ""
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (old key, new key, evidence) of people whose key changed, each key at most once.

    The best evidence comes first. What fits several people is no evidence. Someone connected after `newest`
    (the newest connection of `old`, unless given) is a new acquaintance, whatever the name; who was
    connected before and yet is not in `old` was there under another key.
    """
    left = {key: card for key, card in old.items() if key not in new}
    came = {key: card for key, card in new.items() if key not in old}
    if not left or not came:
        return []
    newest = newest or max((card.connected_on for card in old.values()), default="")
    earlier = {key: card for key, card in came.items() if not newest or card.connected_on <= newest}
    borne: dict[Words, int] = {}
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for rule in _RULES:
        for before, after in _only(rule.value, left, earlier if rule.known else came):
            one, other = left[before], came[after]
            if rule.evidence == ("same-email",) and not _alike(one, other):
                continue
            if rule.evidence == ("same-name",) and not borne:
                # All names are looked at only where one alone would decide.
                borne = _borne((*old.values(), *new.values()), {_name(card) for card in earlier.values()})
            # A name alone tells who it is only where nobody else ever bore it.
            if rule.evidence == ("same-name",) and borne[_name(one)] > 1:
                continue
            found.append((before, after, rule.evidence))
            del left[before], came[after]
            earlier.pop(after, None)
    return found


def _borne(cards: Iterable[Card], names: set[Words]) -> dict[Words, int]:
    """Return by how many people at most one export shows each name borne."""
    keys: dict[Words, set[tuple[str, str]]] = defaultdict(set)
    for card in cards:
        if (name := _name(card)) in names:
            keys[name].add((card.connected_on, _employer(card)))
    # One person may have two states: another company, or a day that was lost.
    return {name: len({day for day, _ in states if day}) for name, states in keys.items()}


def _only(
    value: Callable[[Card], Words], left: Mapping[str, Card], came: Mapping[str, Card]
) -> list[tuple[str, str]]:
    olds, news = _by(value, left), _by(value, came)
    return [
        (keys[0], news[told][0])
        for told, keys in olds.items()
        if len(keys) == 1 and len(news.get(told, ())) == 1
    ]


def _by(value: Callable[[Card], Words], cards: Mapping[str, Card]) -> dict[Words, list[str]]:
    found: dict[Words, list[str]] = defaultdict(list)
    for key, card in cards.items():
        if told := value(card):
            found[told].append(key)
    return found


def _alike(one: Card, other: Card) -> bool:
    """Tell whether two cards share a word of the name or the day: a shared mailbox is not one person."""
    shared = set(words(one.name.full)) & set(words(other.name.full))
    return bool(shared) or (bool(one.connected_on) and one.connected_on == other.connected_on)
