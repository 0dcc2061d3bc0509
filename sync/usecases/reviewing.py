"""Who is who, the user's part: open questions, judgements, splitting what was joined wrongly.

A judgement is a fact and is kept for ever; people follow from the judgements alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sync.config.place import Place
from sync.model import Card, Evidence, Judgement, Record
from sync.normalize.text import fold
from sync.ports import UsageError, Words
from sync.store import Kept, Ref, Store, conclusions
from sync.usecases import people as use
from sync.usecases.linking import relink

VERDICTS = ("same", "different", "unsure")
TELLING = 1.0
"""Bits from which evidence is worth a word; what weighs less would only blur the picture."""


@dataclass(frozen=True, slots=True)
class Question:
    """Two records that may be one person, and the evidence, in bits."""

    id: str
    a: Record
    b: Record
    probability: float
    evidence: tuple[Evidence, ...]


def question_id(a: Ref, b: Ref) -> str:
    """Return a short, stable name of a pair."""
    from sync.store.codec import digest

    first, second = sorted((a, b))
    return digest("\n".join((*first, *second)))[:8]


def questions(store: Store) -> list[Question]:
    """Return the pairs to ask about, the most useful first; one question for two people at a time.

    A question between records that are one person by now, or that the user answered, is no question.
    """
    return _told(store, _open_pairs(store))


_Asked = tuple[Ref, Ref, float, list[list[Any]]]


def _open_pairs(store: Store) -> list[_Asked]:
    person = {
        (row["source"], row["key"]): row["person"]
        for row in store.db.execute(
            "SELECT source, key, person FROM membership JOIN record USING (source, key) "
            "WHERE gone_on IS NULL AND (source, key) IN ("
            "SELECT a_source, a_key FROM pair WHERE decision = 'question' "
            "UNION SELECT b_source, b_key FROM pair WHERE decision = 'question')"
        )
    }
    answered = {frozenset((j.a, j.b)) for j in store.judgements() if j.by == "user"}
    asked: set[frozenset[str]] = set()
    open_pairs: list[_Asked] = []
    for a, b, probability, _, evidence in conclusions.pairs(store, "question"):
        if a not in person or b not in person or frozenset((a, b)) in answered:
            continue
        between = frozenset((person[a], person[b]))
        if len(between) == 1 or between in asked:
            continue
        asked.add(between)
        open_pairs.append((a, b, probability, evidence))
    return open_pairs


def _told(store: Store, open_pairs: list[_Asked]) -> list[Question]:
    """Return questions with the records that they are about."""
    kept = {
        one.ref: one.record for one in store.records({ref for a, b, _, _ in open_pairs for ref in (a, b)})
    }
    return [
        Question(
            question_id(a, b),
            kept[a],
            kept[b],
            probability,
            tuple(Evidence(w, level, weight) for w, level, weight in evidence),
        )
        for a, b, probability, evidence in open_pairs
    ]


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that reseau joined without asking, and the person they are now."""

    a: Ref
    b: Ref
    person: str


def links(store: Store) -> list[Link]:
    """Return the links that reseau made by itself and that stand, the newest first."""
    person = {
        (row["source"], row["key"]): row["person"]
        for row in store.db.execute(
            "SELECT source, key, person FROM membership WHERE (source, key) IN "
            "(SELECT a_source, a_key FROM judgement UNION SELECT b_source, b_key FROM judgement)"
        )
    }
    told = store.judgements()
    said = {frozenset((j.a, j.b)) for j in told if j.by == "user"}
    return [
        Link(j.a, j.b, person[j.a])
        for j in reversed(told)
        if j.by != "user"
        and j.verdict == "same"
        and frozenset((j.a, j.b)) not in said
        and j.a in person
        and person[j.a] == person.get(j.b)
    ]


def take_apart(store: Store, place: Place, *, dry_run: bool = False) -> tuple[int | None, int]:
    """Take all links that reseau made by itself apart; return the journal step and how many they were.

    Their records stay apart until the user says otherwise, for nobody is sure of them any more. What the user joined
    stays joined.
    """
    found = links(store)
    members = conclusions.people(store)
    joined = {frozenset((j.a, j.b)) for j in store.judgements() if j.by == "user" and j.verdict == "same"}
    with store.change("split all", place.at, dry_run=dry_run) as step:
        for person in dict.fromkeys(one.person for one in found):
            # Every pair: two records that a third had joined may well be linked by themselves.
            for a, b in combinations(members.get(person, ()), 2):
                if frozenset((a, b)) not in joined:
                    store.judge(Judgement(a, b, "unsure", "user", place.at))
        if found:
            relink(store, place.at)
        step.summary.update(links=len(found))
    return step.id, len(found)


def question(store: Store, name: str) -> Question:
    """Return the open question of this id, or of the only one that begins so. Raises `UsageError`."""
    found = [one for one in _open_pairs(store) if question_id(one[0], one[1]).startswith(name.lower())]
    if len(found) != 1:
        raise UsageError("review.no-question", name=name)
    return _told(store, found)[0]


def judge(store: Store, place: Place, a: str, b: str, verdict: str, *, dry_run: bool = False) -> int | None:
    """Keep the user's word on two people or records; return the journal step, None if it was known.

    Each is a person (id, name, e-mail, URL) or a record as `source:key`. Raises `UsageError`.
    """
    if verdict not in VERDICTS:
        raise UsageError("review.bad-verdict", value=verdict)
    first, second = _record(store, a), _record(store, b)
    if first.ref == second.ref:
        raise UsageError("review.one-record", a=a, b=b)
    return judge_pair(store, place, first.ref, second.ref, verdict, dry_run=dry_run)


def judge_pair(
    store: Store, place: Place, a: Ref, b: Ref, verdict: str, *, dry_run: bool = False
) -> int | None:
    """Keep the user's word on two records; see `judge`."""
    with store.change(f"judge {verdict}", place.at, dry_run=dry_run) as step:
        if (
            verdict == "different"
            and conclusions.person_of(store, a) == conclusions.person_of(store, b) != ""
        ):
            _part(store, place, {a}, {b})
        store.judge(Judgement(a, b, verdict, "user", place.at))
        relink(store, place.at)
        step.summary.update(a=list(a), b=list(b), verdict=verdict)
    return step.id


def _record(store: Store, query: str) -> Kept:
    source, mark, key = query.partition(":")
    if mark and conclusions.person_of(store, (source, key)):
        return store.records([(source, key)])[0]
    return use.one(store, query).records[0]


def split(
    store: Store, place: Place, query: str, numbers: tuple[int, ...] = (), *, dry_run: bool = False
) -> tuple[int | None, use.Person]:
    """Take records out of a person into one of their own; `numbers` count from 1 as `split` lists them.

    Without numbers, a person of two records is split in two; of more, every record stands alone.
    Returns the journal step and the person as it was. Raises `UsageError`.
    """
    person = use.one(store, query)
    count = len(person.records)
    if count < 2:
        raise UsageError("review.nothing-to-split", name=person.name)
    if any(not 1 <= number <= count for number in numbers) or len(set(numbers)) >= count:
        raise UsageError("review.bad-split", name=person.name, n=count)
    refs = [kept.ref for kept in person.records]
    groups: list[set[Ref]]
    if numbers:
        taken = {refs[number - 1] for number in numbers}
        groups = [set(refs) - taken, taken]
    else:
        groups = [{ref} for ref in refs]
    with store.change(f"split {person.name}", place.at, dry_run=dry_run) as step:
        for i, left in enumerate(groups):
            for right in groups[i + 1 :]:
                _part(store, place, left, right)
                for a in sorted(left):
                    for b in sorted(right):
                        store.judge(Judgement(a, b, "different", "user", place.at))
        relink(store, place.at)
    return step.id, person


def _part(store: Store, place: Place, left: set[Ref], right: set[Ref]) -> None:
    """Withdraw what joined the two sides directly; a longer chain is cut by the `different` itself."""
    for judgement in store.judgements():
        ends = {judgement.a, judgement.b}
        if judgement.verdict == "same" and ends & left and ends & right:
            store.withdraw(judgement.a, judgement.b, place.at)


def differences(a: Record, b: Record) -> list[tuple[str, str, str, bool]]:
    """Return the fields of two records side by side: (field, left, right, differs).

    They differ when both say something and have no value in common.
    """
    rows: list[tuple[str, str, str, bool]] = []
    columns: tuple[tuple[str, Callable[[Card], list[str]]], ...] = (
        ("name", lambda c: [c.name.full]),
        ("nicknames", lambda c: list(c.nicknames)),
        ("titles", lambda c: [t.name for t in c.titles]),
        ("organizations", lambda c: [o.name for o in c.organizations]),
        ("emails", lambda c: [e.address for e in c.emails]),
        ("phones", lambda c: [p.number for p in c.phones]),
        ("online_services", lambda c: [s.user or s.uri for s in c.online_services]),
        ("addresses", lambda c: [x.locality or x.full.replace("\n", ", ") for x in c.addresses]),
        ("anniversaries", lambda c: [x.date for x in c.anniversaries]),
    )
    for field, values in columns:
        left, right = ([part for part in values(record.card) if part] for record in (a, b))
        if left or right:
            differs = bool(left and right) and not {fold(one) for one in left} & {fold(one) for one in right}
            rows.append((field, ", ".join(left), ", ".join(right), differs))
    return rows


def worded(evidence: Evidence, words: Words) -> list[str]:
    """Return one piece of evidence in words; a name that is not the same is told by its two parts."""
    whole = f"evidence.{evidence.what}-{evidence.level}"
    if evidence.what != "name" or words.has(whole):
        return [words(whole)]
    given, _, family = evidence.level.partition("-")
    keys = (f"evidence.given-{given}", f"evidence.family-{family}")
    return [words(key) for key in keys if words.has(key)]


def grounds(evidence: Iterable[Evidence], words: Words) -> list[str]:
    """Return what speaks for one person and what against, a sentence each, with match weights in whole bits: each bit
    doubles the odds, or halves them.
    """
    sentences = []
    for key, sign in (("review.pro", 1), ("review.con", -1)):
        parts = [
            f"{', '.join(dict.fromkeys(told))} ({'+' if sign > 0 else '−'}{abs(round(one.weight))})"
            for one in evidence
            if sign * one.weight >= TELLING and (told := worded(one, words))
        ]
        if parts:
            sentences.append(words(key, evidence=", ".join(dict.fromkeys(parts))))
    return sentences
