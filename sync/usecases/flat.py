"""Linkage of a flat table, one record a line, without a home: for checks, comparisons and the curious (contract §10).

Columns: `record_id`, `full_name` or `given_name` and `family_name`, `emails`, `phones`, `company`, `title`, `url`, and
`nickname` and `source` where there are any; several values are parted by `;`. Other columns are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from sync import linkage
from sync.model import Card, Email, Name, OnlineService, Organization, Record, Title
from sync.normalize import emails, names, phones, profiles
from sync.ports import UsageError

SOURCE = "table"
_NEEDED = ({"record_id"}, {"full_name", "given_name", "family_name", "emails", "phones", "url"})


def records(lines: Iterable[str], *, region: str = "") -> list[Record]:
    """Return the records of a table. `region` is the country of phones without one.

    Raises `UsageError` without the columns that are needed, and for an id that is missing or comes twice.
    """
    rows = csv.reader(lines)
    heads = [head.strip().lower() for head in next(rows, [])]
    if heads:
        heads[0] = heads[0].removeprefix("\ufeff")
    if not all(wanted & set(heads) for wanted in _NEEDED):
        raise UsageError("tool.flat-columns", columns=", ".join(filter(None, heads)) or "–")
    found: list[Record] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        told = dict(zip(heads, row, strict=False))
        name = told["record_id"].strip()
        if not name or name in seen:
            raise UsageError("tool.flat-id", row=number, value=name)
        seen.add(name)
        found.append(Record(told.get("source") or SOURCE, name, "", number, _card(told, region)))
    return found


def people(found: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Yield each record id with that of its person: the first record of theirs in the order of the table."""
    place = {record.key: number for number, record in enumerate(found)}
    first: dict[str, str] = {}
    for group in linkage.best_people(found):
        ids = sorted((key for _, key in group), key=place.__getitem__)
        first.update(dict.fromkeys(ids, ids[0]))
    yield from ((record.key, first[record.key]) for record in found)


def pairs(found: Sequence[Record]) -> Iterator[tuple[str, str, float, str]]:
    """Yield every scored pair: the two ids, the probability, and the decision (`auto`, `question`, `apart`)."""
    for pair in linkage.score(found):
        yield pair.a[1], pair.b[1], pair.probability, pair.decision


def _card(told: dict[str, str], region: str) -> Card:
    whole, given, family = (told.get(part, "") for part in ("full_name", "given_name", "family_name"))
    profile = profiles.key(told["url"]) if told.get("url") else ""
    return Card(
        name=names.person(whole, given, family) if whole or given or family else Name(),
        nicknames=_several(told.get("nickname", "")),
        emails=tuple(Email(one) for one in map(emails.address, _several(told.get("emails", ""))) if one),
        phones=tuple(phones.phone(one, region) for one in _several(told.get("phones", ""))),
        organizations=(Organization(told["company"]),) if told.get("company") else (),
        titles=(Title(told["title"]),) if told.get("title") else (),
        online_services=(OnlineService("LinkedIn", profiles.uri(profile), profile),) if profile else (),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for one in text.split(";") if (part := one.strip())) if text else ()
