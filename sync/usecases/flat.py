"""Linkage of a flat table, one record a line, without a home: for checks, comparisons and the curious (contract §10).

Columns: `record_id`, `full_name` or `given_name` and `family_name`, `emails`, `phones`, `company`, `title`, `url`, and
`nickname` and `source` where there are any; several values are parted by `;`. Other columns are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from sync import linkage
from sync.model import Card, Email, Name, OnlineService, Organization, Record, Title
from sync.normalize import emails, names, phones, profiles
from sync.ports import UsageError

SOURCE = "table"
_NEEDED = ({"record_id"}, {"full_name", "given_name", "family_name", "emails", "phones", "url"})


def records(lines: Iterable[str], *, region: str = "") -> Iterator[Record]:
    """Yield the records of a table. `region` is the country of phones without one.

    Raises `UsageError` without the columns that are needed, and for an id that is missing or comes twice.
    """
    rows = csv.reader(lines)
    heads = [head.strip().lower() for head in next(rows, [])]
    if heads:
        heads[0] = heads[0].removeprefix("\ufeff")
    if not all(wanted & set(heads) for wanted in _NEEDED):
        raise UsageError("tool.flat-columns", columns=", ".join(filter(None, heads)) or "–")
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        told = dict(zip(heads, row, strict=False))
        name = told["record_id"].strip()
        if not name or name in seen:
            raise UsageError("tool.flat-id", row=number, value=name)
        seen.add(name)
        yield Record(told.get("source") or SOURCE, name, "", number, _card(told, region))


def people(found: Iterable[Record]) -> dict[str, str]:
    """Return for each record id, in the order of the table, that of its person: their first record's."""
    place: dict[str, int] = {}

    def passing() -> Iterator[Record]:
        for record in found:
            place[record.key] = len(place)
            yield record

    groups = linkage.best_people(passing())
    first: dict[str, str] = dict.fromkeys(place, "")
    for group in groups:
        ids = sorted((key for _, key in group), key=place.__getitem__)
        first.update(dict.fromkeys(ids, ids[0]))
    return first


def pairs(found: Iterable[Record]) -> Iterator[tuple[str, str, float, str]]:
    """Yield every scored pair: the two ids, the probability, and the decision (`auto`, `question`, `apart`)."""
    for pair in linkage.score(found):
        yield pair.a[1], pair.b[1], pair.probability, pair.decision


def _card(told: dict[str, str], region: str) -> Card:
    whole, given, family = (told.get(part, "") for part in ("full_name", "given_name", "family_name"))
    profile = profiles.key(told["url"]) if told.get("url") else ""
    # Lists, not generators: this runs once a row of long tables.
    written = [address for one in _several(told.get("emails", "")) if (address := emails.address(one))]
    return Card(
        name=names.person(whole, given, family) if whole or given or family else Name(),
        nicknames=_several(told.get("nickname", "")),
        emails=tuple([Email(address) for address in written]),
        phones=tuple([phones.phone(one, region) for one in _several(told.get("phones", ""))]),
        organizations=(Organization(told["company"]),) if told.get("company") else (),
        titles=(Title(told["title"]),) if told.get("title") else (),
        online_services=(OnlineService("LinkedIn", profiles.uri(profile), profile),) if profile else (),
    )


def _several(text: str) -> tuple[str, ...]:
    if ";" not in text:
        part = text.strip()
        return (part,) if part else ()
    return tuple([part for one in text.split(";") if (part := one.strip())])
