"""The posts of everybody, in columns like the roll, with the sector each company and title tells; kept in the home.

A network of 30,000 people knows some ten thousand companies and as many titles. Each is looked at once for ever: a roll
called anew brings along what was told of them before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sync import __version__
from sync.normalize.companies import company, named
from sync.renewal import sectors
from sync.renewal.roles import Standing, standing
from sync.store import Store
from sync.usecases.people import Person
from sync.usecases.roll import Roll

_NAME = "posts"
_VERSION = f"1 {__version__}"
"""Raised when companies or titles are classed in another way."""


class Posts(NamedTuple):
    """What people do, by person id: company, title, and what of it is rare: keywords, and posts they had before.

    `employers` gives the form of each company under which it is known whatever the name, `of_companies` and `of_titles`
    the sector that each tells, `unknown` where it does not; `standings` role and rung of each title, where asked for.
    """

    companies: dict[str, str]
    titles: dict[str, str]
    keywords: dict[str, tuple[str, ...]]
    former: dict[str, tuple[tuple[str, str], ...]]
    employers: dict[str, str]
    of_companies: dict[str, str]
    of_titles: dict[str, str]
    standings: dict[str, Standing]

    def sector(self, person: str) -> str:
        """Return the sector that somebody's own post tells: the company's words first, then the title's."""
        told = self.of_companies[self.companies[person]]
        return told if told != sectors.UNKNOWN else self.of_titles[self.titles[person]]

    def sectors(self, ids: Iterable[str], tags: Mapping[str, str]) -> dict[str, str]:
        """Return the sector of each person: the user's word (`tags`), what their company is known for, their post."""
        people = list(ids)
        firms = sectors.agreed(
            (
                self.employers[self.companies[one]],
                self.of_companies[self.companies[one]],
                self.of_titles[self.titles[one]],
                tags.get(one, ""),
            )
            for one in people
        )
        return {
            one: tags.get(one) or firms.get(self.employers[self.companies[one]]) or self.sector(one)
            for one in people
        }


def posts(store: Store, roll: Roll, people: Mapping[str, Person], *, standings: bool = False) -> Posts:
    """Return the posts of everybody on the roll, kept or gathered anew."""
    mark, text = store.derived.latest(_NAME)
    version, _, of = mark.rpartition(" ")
    told: dict[str, Any] = json.loads(text) if version == _VERSION else {}
    fresh = of == roll.mark
    if not told or not fresh:
        told, fresh = _gathered(roll, people, told), False
    if standings and len(told["standings"]) < len(told["titles"]):
        rest = told["titles"][len(told["standings"]) :]
        told["standings"] += [(one.role, one.seniority) for one in map(standing, rest)]
        fresh = False
    if not fresh and roll.mark:
        store.derived.keep(_NAME, f"{_VERSION} {roll.mark}", _encode(told))
    firms, titles = told["companies"], told["titles"]
    return Posts(
        dict(zip(roll.ids, map(firms.__getitem__, told["company"]), strict=True)),
        dict(zip(roll.ids, map(titles.__getitem__, told["title"]), strict=True)),
        {person: tuple(words) for person, words in told["keywords"].items()},
        {person: tuple((firm, title) for firm, title in had) for person, had in told["former"].items()},
        dict(zip(firms, told["employers"], strict=True)),
        dict(zip(firms, told["of companies"], strict=True)),
        dict(zip(titles, told["of titles"], strict=True)),
        {title: Standing(*told) for title, told in zip(titles, told["standings"], strict=False)},
    )


def _gathered(roll: Roll, people: Mapping[str, Person], before: Mapping[str, Any]) -> dict[str, Any]:
    """Gather the posts; `before` holds those of an earlier roll, whose companies and titles are classed already.

    Titles with a standing come first, so that a list of the rest is all that has to be asked for.
    """
    seen = [people[person].glance for person in roll.ids]
    stood = dict(zip(before.get("titles", ()), before.get("standings", ()), strict=False))
    firms = list(dict.fromkeys(one.company for one in seen))
    titles = sorted(dict.fromkeys(one.title for one in seen), key=lambda title: title not in stood)
    firm_at, title_at = ({text: n for n, text in enumerate(texts)} for texts in (firms, titles))
    of_firms = dict(zip(before.get("companies", ()), before.get("of companies", ()), strict=True))
    of_titles = dict(zip(before.get("titles", ()), before.get("of titles", ()), strict=True))
    return {
        "companies": firms,
        "employers": [named(company(firm)) for firm in firms],
        "of companies": [of_firms.get(firm) or sectors.sector(firm) for firm in firms],
        "titles": titles,
        "of titles": [of_titles.get(title) or sectors.sector("", title) for title in titles],
        "standings": [stood[title] for title in titles if title in stood],
        "company": [firm_at[one.company] for one in seen],
        "title": [title_at[one.title] for one in seen],
        "keywords": {
            person: one.keywords for person, one in zip(roll.ids, seen, strict=True) if one.keywords
        },
        "former": {person: one.former for person, one in zip(roll.ids, seen, strict=True) if one.former},
    }


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
