"""From the cells of one row to the people it names: cards, dates of contact, and what could not be understood."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adapters.table import cadences, dates
from adapters.table.addresses import address
from adapters.table.cells import Cells
from adapters.table.columns import Plan
from adapters.table.headings import Meaning, plain, words_of_place
from sync.entries import Params
from sync.model import (
    Address,
    Anniversary,
    Card,
    Email,
    Name,
    OnlineService,
    Organization,
    Phone,
    Property,
    Title,
)
from sync.normalize import emails, names, phones, profiles
from sync.normalize.text import LONGEST, fold, tidy

if TYPE_CHECKING:
    import pandas as pd

_JOINED = re.compile(r"(?<!\s)\s+:::\s+")
_KEYWORDS = re.compile(r"(?:(?<!\s)\s+)?(?::::|[;,|\n])\s*")
_PAIR = re.compile(r"\s*(?:;|\n|\s/\s|/(?=\s?[A-ZÀ-Ý])|\s+(?:et|&|and|und)\s+)\s*", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SLUG = re.compile(r"[\w%-]{3,100}")
# Words of jobs and firms: `Anna Smith / Head of Sales` and `Martin & Associés` are not two people.
_NO_NAMES = frozenset(
    "head director directeur directrice manager consultant consultante chef responsable president presidente ceo cfo cto "
    "founder fondateur fondatrice partner partners associe associes fils freres sons cie co company gerant gerante avocat "
    "avocate engineer ingenieur sales marketing conseil consulting of leiter geschaftsfuhrer".split()
)
# The columns of our own workbook (see workbook.py), by what the headings mean.
_OWN_FIELDS = {
    "given": "given",
    "surname": "surname",
    "org": "company",
    "title": "title",
    "email": "emails",
    "phone": "phones",
    "tier": "tier",
    "cadence": "cadence",
    "last": "last_contact",
    "keywords": "keywords",
    "birthday": "birthday",
    "notes": "notes",
}
TIERS = {
    "close": "close proche proches",
    "active": "active actif actifs",
    "network": "network reseau",
    "watch": "watch veille",
}
_TIER = {word: tier for tier, words in TIERS.items() for word in words.split()}
TIER_PROPERTY = "X-RESEAU-TIER"


@dataclass
class Person:
    """One person or company of a row, the days of contact, warnings (code, arguments), and what became a note."""

    card: Card
    days: list[str] = field(default_factory=list)
    warnings: list[tuple[str, Params]] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def tier_of(text: str) -> str:
    """Return the tier that a word names in English or French; empty if it names none.

    >>> tier_of("Proche"), tier_of("watch"), tier_of("A")
    ('close', 'watch', '')
    """
    return _TIER.get(fold(text), "")


def key_of(card: Card) -> str:
    """Return the content hash of a card: the same wherever the row stands and however the file was saved."""
    content = [
        card.kind,
        tidy(card.name.raw),
        sorted(e.address for e in card.emails),
        sorted(p.number for p in card.phones),
        [[o.name, *o.units] for o in card.organizations],
        [t.name for t in card.titles],
        sorted(s.user or s.uri for s in card.online_services),
        [a.full for a in card.addresses],
        [[a.kind, a.date] for a in card.anniversaries],
        sorted(card.keywords),
        list(card.notes),
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


class RowReader:
    """Turns rows of one table into people; made from its plan and its first rows."""

    def __init__(self, table: Plan, sample: pd.DataFrame, region: str, latest: int, key: int = -1) -> None:
        self.plan = table
        self.region = region
        english = _is_english(table)
        self._forms = {
            i: dates.form_of(sample[i], region, english=english, latest=latest)
            for i in table.at("birthday", "wedding", "last", "connected", "event")
        }
        self._units = {
            i: cadences.bare_unit(table.headings[i], sample.loc[sample[i] != "", i])
            for i in table.at("cadence")
        }
        groups = {
            m.group for m in table.meanings if m is not None and m.field in ("given", "surname", "full")
        }
        self._others = tuple(sorted(g for g in groups if g))
        self._latest = latest
        self._key = key

    def people(self, cells: Sequence[str]) -> list[Person]:
        """Return those named in a row of clean cells: none, one, or those who share it."""
        found = list(self._split(self._person(cells, "")))
        for group in self._others:
            other = self._person(cells, group)
            if other.card.name.full:
                found.append(other)
        return [person for person in found if _is_usable(person.card)]

    @property
    def forms(self) -> dict[str, dates.Form]:
        """How the days of our own workbook are written, by field."""
        named = {"last": "last_contact", "birthday": "birthday"}
        return {
            named[m.field]: self._forms[i] for i, m in enumerate(self.plan.meanings) if m and m.field in named
        }

    def fields(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells of a row of our own workbook by field; columns the user deleted are absent."""
        named = {
            (m.field if m.field in _OWN_FIELDS else ""): cells[i]
            for i, m in enumerate(self.plan.meanings)
            if m is not None
        }
        return {_OWN_FIELDS[field]: text for field, text in named.items() if field}

    def _person(self, texts: Sequence[str], group: str) -> Person:
        cells = Cells(self.plan, texts, group, self._others, self._key)
        person = Person(Card())
        name = self._name(cells)
        organizations, titles = _work(cells)
        mails = _once(_emails(cells, person), lambda e: e.address)
        is_company = not name.full and not mails and bool(organizations)
        if is_company:
            name = Name(full=organizations[0].name, raw=organizations[0].name)
        tier = next((t for text in cells.of("tier") if (t := tier_of(text))), "")
        person.days = [
            day for i, text in cells.columns("last") if (day := self._day(i, text, person, dated=True))
        ]
        person.card = Card(
            kind="org" if is_company else "individual",
            name=name,
            nicknames=tuple(t for text in cells.of("nickname") for t in _JOINED.split(text)),
            pronouns=cells.first("pronouns"),
            emails=mails,
            phones=_once(self._phones(cells, person), lambda p: p.number),
            organizations=organizations,
            titles=titles,
            online_services=_once(_services(cells, person), lambda s: s.user or s.uri),
            addresses=tuple(_addresses(cells, self.region)),
            anniversaries=tuple(self._anniversaries(cells, person)),
            keywords=tuple(dict.fromkeys(_keywords(cells))),
            connected_on=self._connected(cells, person),
            cadence=self._cadence(cells, person),
            extra=(Property(TIER_PROPERTY, tier),) if tier else (),
            # Last, for it gathers what the others could not understand.
            notes=tuple(dict.fromkeys((*cells.notes(), *person_notes(person)))),
        )
        return person

    def _name(self, cells: Cells) -> Name:
        given = cells.first("given")
        surname = cells.first("surname")
        whole = cells.first("full")
        turned = cells.first("reversed")
        if given or surname:
            name = names.person(given=given, surname=surname)
        elif whole and "@" not in whole:
            name = names.person(raw=whole)
        elif turned:
            first, last = _turned(turned)
            name = replace(names.person(given=first, surname=last), raw=turned)
        else:
            return Name()
        title = cells.first("salutation")
        between = cells.first("given2")
        suffix = cells.first("generation")
        if suffix and re.fullmatch(r"(?:jr|sr|junior|senior|[ivx]+)\.?", suffix, re.IGNORECASE):
            name = replace(name, generation=suffix)
        elif suffix:
            name = replace(name, credentials=(*name.credentials, suffix))
        if title or between or suffix:
            name = replace(name, title=title or name.title, given2=between or name.given2)
        return name

    def _phones(self, cells: Cells, person: Person) -> Iterator[Phone]:
        for i, m, text, label in cells.labelled("phone"):
            contexts, features, own = _place(m, label)
            for part in (p for piece in _JOINED.split(text) for p in phones.numbers(piece)):
                if sum(map(str.isdigit, part)) < 2:
                    person.warnings.append(("phone-unclear", self._about(i, part)))
                    continue
                if phones.is_shortened(part):
                    person.warnings.append(("phone-shortened", self._about(i, part)))
                found = phones.phone(part, self.region, features)
                if contexts or label:
                    pref = 1 if label.startswith("* ") else 0
                    found = replace(found, contexts=contexts, label=own, pref=pref)
                yield found

    def _anniversaries(self, cells: Cells, person: Person) -> Iterator[Anniversary]:
        for kind, name in (("birth", "birthday"), ("wedding", "wedding")):
            for i, text in cells.columns(name):
                if day := self._day(i, text, person):
                    yield Anniversary(kind, day)
        for i, _, text, label in cells.labelled("event"):
            if day := self._day(i, text, person):
                wedding = plain(label) in ("anniversary", "anniversaire", "wedding")
                yield (
                    Anniversary("wedding", day) if wedding else Anniversary("", day, label.removeprefix("* "))
                )
        parts = [cells.first(f) for f in ("birthyear", "birthmonth", "birthday_number")]
        if parts[1].isdigit() and parts[2].isdigit():
            day = dates.parse(f"{parts[0] or '0000'}-{parts[1]}-{parts[2]}", dates.Form())
            if day:
                yield Anniversary("birth", day)

    def _connected(self, cells: Cells, person: Person) -> str:
        return next(
            (
                day
                for i, text in cells.columns("connected")
                if (day := self._day(i, text, person, dated=True))
            ),
            "",
        )

    def _cadence(self, cells: Cells, person: Person) -> str:
        for i, text in cells.columns("cadence"):
            if found := cadences.parse(text, self._units[i]):
                return found
            person.warnings.append(("cadence-unclear", self._about(i, text)))
        return ""

    def _day(self, column: int, text: str, person: Person, *, dated: bool = False) -> str:
        """Return the day of a cell; with `dated` one without a year is none, for the year is not ours to invent."""
        if dates.is_no_date(text):
            return ""
        day = dates.parse(text, self._forms.get(column, dates.Form(latest=self._latest)))
        if not day or (dated and day.startswith("--")):
            day = ""
            person.warnings.append(("date-unreadable", (("text", text[:200]), *self._about(column, text))))
        return day

    def _about(self, column: int, text: str) -> Params:
        return (("heading", self.plan.headings[column]), ("value", text[:200]))

    def _split(self, person: Person) -> Iterator[Person]:
        """Yield the two who share one name cell (`Jean Dupont / Marie Martin`), each with an e-mail of their own."""
        shared = [] if self.plan.layout == "reseau" else _shared_names(person.card.name)
        if len(shared) < 2:
            yield person
            return
        card = person.card
        for nth, name in enumerate(shared):
            mails = _own(card.emails, nth, [n.full for n in shared], lambda e: e.address)
            calls = _own(card.phones, nth, [n.full for n in shared], lambda _: "")
            yield Person(
                replace(card, name=name, emails=mails, phones=calls),
                person.days,
                person.warnings if nth == 0 else [],
            )


def person_notes(person: Person) -> Iterator[str]:
    """Yield what was written in a cell that could not be understood: it is kept in words."""
    yield from person.leftovers
    for code, args in person.warnings:
        if code in ("date-unreadable", "cadence-unclear", "email-unclear", "phone-unclear"):
            told = dict(args)
            yield f"{told['heading']}: {told['value']}" if told["heading"] else told["value"]


def _is_usable(card: Card) -> bool:
    return bool(card.name.full or card.emails or card.phones or card.organizations)


def _is_english(table: Plan) -> bool:
    words = {plain(h) for h in table.headings}
    return bool(
        words & {"first name", "last name", "name", "full name", "birthday", "last contact", "company"}
    )


def _work(cells: Cells) -> tuple[tuple[Organization, ...], tuple[Title, ...]]:
    companies = [Organization(tidy(name)) for text in cells.of("org") for name in _JOINED.split(text)]
    units = tuple(unit for text in cells.of("unit") for unit in _JOINED.split(text))
    if units and companies:
        companies[0] = replace(companies[0], units=units)
    elif units:
        companies = [Organization("", units)]
    titles = [Title(title) for text in cells.of("title") for title in _JOINED.split(text)]
    for group in cells.organizations():
        several = [tidy(t) for t in _JOINED.split(group.get("org", ""))]
        unit = tidy(group.get("unit", ""))
        companies += [Organization(name, (unit,) if unit else ()) for name in several if name or unit]
        titles += [Title(tidy(t)) for t in _JOINED.split(group.get("title", "")) if t.strip()]
    return _once(companies, lambda o: o.name), _once(titles, lambda t: t.name)


def _addresses(cells: Cells, region: str) -> Iterator[Address]:
    for parts in cells.addresses():
        label = parts.pop("label", "")
        if found := address(parts, region):
            contexts, _, own = words_of_place(label.removeprefix("* "))
            yield replace(found, contexts=found.contexts or contexts, label=own)


def _emails(cells: Cells, person: Person) -> Iterator[Email]:
    for i, m, text, label in cells.labelled("email"):
        contexts, _, own = _place(m, label)
        found = emails.addresses(text.replace("/", " "))
        for one in found:
            yield Email(one, contexts, own, pref=1 if label.startswith("* ") else 0)
        if not found:
            heading = cells.plan.headings[i]
            person.warnings.append(("email-unclear", (("heading", heading), ("value", text[:200]))))


def _services(cells: Cells, person: Person) -> Iterator[OnlineService]:
    for i, m, text, label in (*cells.labelled("linkedin"), *cells.labelled("url")):
        slug = text.strip("/").removeprefix("in/").lower()
        if m.field == "linkedin" and not profiles.key(text) and _SLUG.fullmatch(slug):
            yield OnlineService("LinkedIn", profiles.uri(f"in/{slug}"), f"in/{slug}")
            continue
        for part in re.split(r"\s+:::\s+|[\s;]+", text):
            if found := _web(part, m, label):
                yield found
            else:
                person.leftovers.append(f"{label.removeprefix('* ') or cells.plan.headings[i]}: {part}")
    for i, _, text, label in cells.labelled("im"):
        yield OnlineService(label.removeprefix("* ") or cells.plan.headings[i], "", text)
    for _, _, text, _ in cells.labelled("twitter"):
        yield OnlineService("Twitter", "", text)


def _web(text: str, m: Meaning, label: str) -> OnlineService | None:
    """Return a page or a profile; None for what is no web address (`javascript:` …): that is never made a link."""
    if key := profiles.key(text):
        return OnlineService("LinkedIn", profiles.uri(key), key)
    if not _WEB.fullmatch(text):
        return None
    contexts, _, own = _place(m, label)
    own = "" if plain(own) in ("homepage", "home page", "profile", "blog", "website") else own
    return OnlineService("", text if "://" in text else f"https://{text}", "", contexts, own)


def _keywords(cells: Cells) -> Iterator[str]:
    for text in (t for _, t in cells.columns("keywords")):
        for word in _KEYWORDS.split(text):
            if found := tidy(word).removeprefix("* ").strip():
                yield found


def _place(m: Meaning, label: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return contexts, features and the user's own word of a value, from its column and its label cell."""
    if not label:
        return m.contexts, m.features, ""
    first = _JOINED.split(label)[0].removeprefix("* ").strip()
    contexts, features, rest = words_of_place(first)
    return contexts or m.contexts, features or m.features, rest


def _turned(text: str) -> tuple[str, str]:
    """Return (given, surname) of a name written surname first.

    >>> _turned("DE LA TOUR Jean-Marc"), _turned("Dupont, Jean"), _turned("Dupont Jean")
    (('Jean-Marc', 'DE LA TOUR'), ('Jean', 'Dupont'), ('Jean', 'Dupont'))
    """
    if "," in text:
        last, _, first = text.partition(",")
        return first.strip(), last.strip()
    words = tidy(text).split(" ")
    if len(words) == 1:
        return "", words[0]
    capitals = 0
    while capitals < len(words) and len(words[capitals]) > 1 and words[capitals].isupper():
        capitals += 1
    if not 0 < capitals < len(words):
        capitals = len(words) - 1
    return " ".join(words[capitals:]), " ".join(words[:capitals])


def _shared_names(name: Name) -> list[Name]:
    """Return the people of a cell that names two: each has a name of two words, or they share the surname.

    >>> [n.full for n in _shared_names(Name(full="x", given="Jean et Marie", surname="Dupont", raw="Jean et Marie Dupont"))]
    ['Jean Dupont', 'Marie Dupont']
    """
    if len(name.raw) > LONGEST:
        return []
    parts = [tidy(p) for p in _PAIR.split(name.raw) if p.strip()]
    if len(parts) < 2 or len(parts) > 4 or any(len(p.split()) > 4 for p in parts):
        return []
    if any(c.isdigit() for c in name.raw) or not _NO_NAMES.isdisjoint(fold(name.raw).split()):
        return []
    if all(len(p.split()) >= 2 for p in parts):
        return [names.person(raw=p) for p in parts]
    firsts, last = parts[:-1], parts[-1].split(" ")
    if all(len(p.split()) == 1 and len(p) > 2 and p[0].isupper() for p in firsts) and len(last) >= 2:
        surname = " ".join(last[1:])
        if fold(firsts[0]) in ("mr", "mme", "mrs", "monsieur", "madame", "herr", "frau"):
            return []
        return [names.person(given=g, surname=surname) for g in [*firsts, last[0]]]
    return []


def _own(values: tuple, nth: int, owners: Sequence[str], text_of: object) -> tuple:  # type: ignore[type-arg]
    """Return the values of the nth person: by name in the address, else one each in order, else the first's."""
    assert callable(text_of)
    claimed: dict[int, int] = {}
    for i, value in enumerate(values):
        local = fold(text_of(value)).split("@")[0]
        fits = [
            k
            for k, owner in enumerate(owners)
            if any(len(w) > 2 and w in local for w in fold(owner).split()[:1])
        ]
        if local and len(fits) == 1:
            claimed[i] = fits[0]
    free = [i for i in range(len(values)) if i not in claimed]
    if not claimed and len(free) == len(owners):
        claimed = {i: k for k, i in enumerate(free)}
    else:
        claimed |= dict.fromkeys(free, 0)
    return tuple(value for i, value in enumerate(values) if claimed[i] == nth)


def _once(values: Iterable, key: object) -> tuple:  # type: ignore[type-arg]
    assert callable(key)
    kept: dict[object, object] = {}
    for value in values:
        kept.setdefault(key(value), value)
    return tuple(kept.values())
