"""The comparison form of a record: what of it can be compared with another, in plain Latin letters.

token     one word of a name, folded: no accents, no case, no punctuation
given     tokens of the given name, family the rest; their order in writing does not matter later
aliases   tokens a mail address or a profile says belong to the name although the name does not show them
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sync.model import Card, Name, Record
from sync.normalize.companies import company
from sync.normalize.text import latin

PARTICLES = frozenset(
    """de du des la le les von van vom zu zur der den ter ten af av di da do dos das del della dello degli dei
    el al y e i und et bin ben ibn abu abou ould st saint san mac mc o d l""".split()
)
# Words beside a name that are not part of it: forms of address, degrees, offices.
_DECOR = frozenset(
    """mr mrs ms miss mme mlle m monsieur madame herr frau sr sra srta sig dr dre pr prof me maitre ing dipl mba
    emba phd pmp cfa cpa acc pcc mcc msc bsc ma ba llm llb jd md dba cissp shrm cp hec escp essec mrics frics he
    she they him her them il elle iel ext extern externe freelance headhunter coach certified certifiee scrum
    master executive pronouns""".split()
)
_MEN = frozenset(("mr", "monsieur", "herr", "sr", "sig"))
_WOMEN = frozenset(("mrs", "ms", "miss", "mme", "mlle", "madame", "frau", "sra", "srta"))
_GENERATIONS = {
    "jr": "junior",
    "junior": "junior",
    "fils": "junior",
    "filho": "junior",
    "hijo": "junior",
    "sr": "senior",
    "senior": "senior",
    "pere": "senior",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
_WORDS = re.compile(r"[a-z]+")
_BRACKETS = re.compile(r"[(\[{\"“«„]([^)\]}\"”»“]*)[)\]}\"”»“]")
_BORN = re.compile(r"\b(?:nee|ne|geb|born)\b\.?\s+([a-z' -]+)")


class Form(NamedTuple):
    """What of one record can be compared."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    generation: str = ""
    gender: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    title: str = ""
    profiles: tuple[str, ...] = ()
    birth: str = ""
    person: bool = True


def tokens(text: str) -> list[str]:
    """Return the words of a name, folded.

    >>> tokens("Jean-François D'Arcy")
    ['jean', 'francois', 'darcy']
    """
    return _WORDS.findall(latin(text).replace("'", "").replace("\u2019", "")) if text else []


def form(record: Record, pushed: frozenset[str] = frozenset()) -> Form:
    """Return the comparison form of a record; values in `pushed` are left out."""
    card = record.card
    emails = tuple(sorted({e.address for e in card.emails} - pushed))
    given, family, more = _name(card.name)
    return Form(
        given=given,
        family=family,
        nicknames=tuple("".join(tokens(n)) for n in card.nicknames if n not in pushed) + more,
        generation=_generation(card.name),
        gender=_gender(card.name),
        emails=emails,
        phones=tuple(
            sorted({p.number for p in card.phones if "fax" not in p.features and len(p.number) >= 7} - pushed)
        ),
        companies=tuple(
            dict.fromkeys(
                form for form in (company(o.name) for o in card.organizations if o.name not in pushed) if form
            )
        ),
        title=next((latin(t.name) for t in card.titles if t.name not in pushed), ""),
        profiles=tuple(
            sorted(
                {s.user for s in card.online_services if s.user.startswith("in/") and s.uri not in pushed}
                | ({record.key} if record.key.startswith("in/") else set())
            )
        ),
        birth=_birth(card),
        person=card.kind == "individual",
    )


def _name(name: Name) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    given, surname = name.given, name.surname
    if not given and not surname:
        given, surname = name.full, ""
    if "@" in given + surname:
        return (), (), ()
    more: list[str] = []
    for part in (given, surname, name.raw):
        for inside in _BRACKETS.findall(part):
            more += tokens(inside)
    first = [t for t in tokens(_BRACKETS.sub(" ", given)) if t not in _DECOR and t not in _GENERATIONS]
    last = [t for t in tokens(_BRACKETS.sub(" ", surname)) if t not in _DECOR and t not in _GENERATIONS]
    if first and not last and len(first) > 1:
        first, last = first[:1], first[1:]
    return tuple(first), tuple(last), tuple(dict.fromkeys(t for t in more if t not in _DECOR))


def _generation(name: Name) -> str:
    for token in tokens(name.generation) or tokens(name.raw)[-1:]:
        if token in _GENERATIONS:
            return _GENERATIONS[token]
    return ""


def _gender(name: Name) -> str:
    for token in tokens(name.title) or tokens(name.raw)[:1]:
        if token in _WOMEN:
            return "f"
        if token in _MEN:
            return "m"
    return ""


def _birth(card: Card) -> str:
    return next((a.date for a in card.anniversaries if a.kind == "birth"), "")
