"""`people`, `show`, `add`, `edit`, `hide`: find people, see one with all sources, type in and edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, argument, as_json, command, dry_run, option

if TYPE_CHECKING:
    from sync.usecases.people import Person

LISTED = 40


def listed(person: Person) -> tuple[str, str, str, str]:
    """Return a person as a row: name, title and company, sources, id."""
    seen = person.glance
    what = ", ".join(filter(None, (seen.title, seen.company)))
    return person.name, what, " ".join(person.sources), person.id[:8]


@command(
    "people",
    argument("query", nargs=-1),
    option("--limit", type=int, default=LISTED),
    option("--all", "every", is_flag=True),
    option("--waiting", is_flag=True),
    as_json,
)
def people(run: Run, query: tuple[str, ...], limit: int, every: bool, waiting: bool, as_json: bool) -> None:
    """List people, all or those a query fits, or those who wait for an answer."""
    from sync import contract
    from sync.usecases import people as use

    with run.store() as store:
        if waiting:
            from sync.usecases import findings

            known = list(use.load(store, findings.waiting(store, run.place)).values())
        else:
            known = list(use.load(store).values())
        found = use.search(store, known, " ".join(query)) if query else known
    found.sort(key=lambda person: _sort_key(person.name))
    if as_json:
        run.json(
            {
                "people": [
                    {"id": p.id, "name": p.name, "sources": list(p.sources), "card": contract.card(p.card)}
                    for p in found
                ]
            }
        )
        return
    if not found:
        run.told("people.none-fit" if query else "people.none", query=" ".join(query))
        return
    shown = found if every else found[:limit]
    run.table([(name, what or "–", sources, short) for name, what, sources, short in map(listed, shown)])
    if len(shown) < len(found):
        run.told("people.more", n=len(found) - len(shown))


def _sort_key(name: str) -> tuple[bool, str]:
    from sync.normalize.text import fold

    folded = fold(name)
    # Names in other scripts come after those in Latin letters, not between them.
    return not folded[:1].isascii(), folded


@command("show", argument("person"), option("--all", "every", is_flag=True), as_json)
def show(run: Run, person: str, every: bool, as_json: bool) -> None:
    """Show one person: every field with its source, and what happened when."""
    from sync.merge import form_of
    from sync.usecases import people as use
    from sync.usecases import timeline

    with run.store() as store:
        one = use.one(store, person)
        events = timeline.of(store, one)
        raws = {kept.ref: store.raw(kept.ref) for kept in one.records} if every else {}
    if as_json:
        run.json(_show_json(one, events, raws))
        return
    words = run.words
    run.data(one.name)
    if use.described(one.card):
        run.data(use.described(one.card))
    run.data()
    gone = one.dead
    names = {kept.ref: _source(run, kept.record.source, kept.record.file) for kept in one.records}
    rows: list[tuple[str, str, str]] = []
    previous = ""
    for found in one.merged.found:
        text = use.shown_value(run.words, found.field, found.value)
        if not text or (found.field == "name" and text == one.name and len(one.merged.of("name")) == 1):
            continue
        if day := gone.get((found.field, form_of(found.field, found.value))):
            text = words("people.dead", value=text, day=words.day(day))
        heading = words(f"field.{found.field}") if found.field != previous else ""
        previous = found.field
        sources = ", ".join(dict.fromkeys(names[ref] for ref in found.origins))
        rows.append((f"  {heading}", text, f"[{sources}]"))
    run.table(rows)
    for name, value in one.attributes.items():
        if words.has(f"people.attribute-{name}"):
            run.data("  " + words(f"people.attribute-{name}", value=value))
    if events:
        run.data()
        run.data(words("people.timeline", n=len(events)))
        shown = events if every else events[-8:]
        for event in reversed(shown):
            run.data(f"  {words.day(event.day):<20}  {timeline.worded(event, words)}")
        if len(shown) < len(events):
            run.data("  " + words("people.more-timeline", n=len(events) - len(shown), person=one.id[:8]))
    run.told("people.id", id=one.id)


def _source(run: Run, source: str, file: str) -> str:
    name = run.words(f"source.{source}") if run.words.has(f"source.{source}") else source
    return f"{name} {file.rsplit('/', 1)[-1]}" if source in ("table", "vcard") and file else name


def _show_json(one: Person, events: list[Any], raws: dict[tuple[str, str], bytes]) -> dict[str, Any]:
    from sync import contract

    out: dict[str, Any] = {
        "id": one.id,
        "name": one.name,
        "card": contract.card(one.card),
        "values": [
            {
                "field": found.field,
                "value": found.value if isinstance(found.value, str) else _plain(found.value),
                "sources": [{"source": source, "key": key} for source, key in found.origins],
            }
            for found in one.merged.found
        ],
        "records": [
            {**contract.contact(kept.record), "first_seen": kept.first_seen, "last_seen": kept.last_seen}
            for kept in one.records
        ],
        "attributes": dict(sorted(one.attributes.items())),
        "timeline": [
            {
                "day": event.day,
                "kind": event.kind,
                "direction": event.direction,
                "summary": event.summary,
                "source": event.source,
                "planned": event.planned,
            }
            for event in events
        ],
    }
    if raws:
        for record in out["records"]:
            raw = raws.get((record["source"], record["key"]), b"")
            if raw:
                record["raw"] = raw.decode("utf-8", "backslashreplace")
    return out


def _plain(value: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return {name: part for name, part in asdict(value).items() if part not in ("", (), 0)}


_fields = (
    option("--email", "emails", multiple=True),
    option("--phone", "phones", multiple=True),
    option("--company", default=""),
    option("--title", default=""),
    option("--linkedin", default=""),
    option("--city", default=""),
    option("--birthday", default=""),
    option("--note", "notes", multiple=True),
    option("--keyword", "keywords", multiple=True),
)


@command(
    "add", argument("name", nargs=-1, required=True), *_fields, option("--met", default=""), as_json, dry_run
)
def add(run: Run, name: tuple[str, ...], met: str, as_json: bool, dry_run: bool, **fields: Any) -> None:
    """Type in a person."""
    from sync.usecases import editing

    with run.store() as store:
        outcome = editing.add(
            store, run.place, " ".join(name), editing.Fields(**fields), met=met, dry_run=dry_run
        )
    if as_json:
        run.json({"id": outcome.person, "journal": outcome.journal})
        return
    run.told("people.added", name=" ".join(name), id=outcome.person[:8])
    _undo_hint(run, outcome.journal)


@command(
    "edit",
    argument("person"),
    option("--name", default=""),
    *_fields,
    option("--tier", default=None),
    option("--cadence", default=None),
    option("--sector", default=None),
    option("--deceased", default=None, is_flag=False, flag_value="yes"),
    option("--remove", multiple=True),
    option("--dead", multiple=True),
    as_json,
    dry_run,
)
def edit(
    run: Run,
    person: str,
    name: str,
    tier: str | None,
    cadence: str | None,
    sector: str | None,
    deceased: str | None,
    remove: tuple[str, ...],
    dead: tuple[str, ...],
    as_json: bool,
    dry_run: bool,
    **fields: Any,
) -> None:
    """Edit what is known of a person; the user's word wins over every source."""
    from sync.usecases import editing

    with run.store() as store:
        outcome = editing.edit(
            store,
            run.place,
            person,
            editing.Fields(**fields),
            name=name,
            tier=tier,
            cadence=cadence,
            sector=sector,
            deceased=deceased,
            remove=remove,
            dead=dead,
            dry_run=dry_run,
        )
    if as_json:
        run.json({"id": outcome.person, "journal": outcome.journal})
        return
    run.told("people.edited" if outcome.journal else "people.nothing-changed", name=outcome.name)
    _undo_hint(run, outcome.journal)


@command("hide", argument("person"), option("--undo", "again", is_flag=True), as_json, dry_run)
def hide(run: Run, person: str, again: bool, as_json: bool, dry_run: bool) -> None:
    """Plan no touchpoints for this person any more (or, with --undo, plan them again)."""
    from sync.usecases import editing

    with run.store() as store:
        outcome = editing.hide(store, run.place, person, hidden=not again, dry_run=dry_run)
    if as_json:
        run.json({"id": outcome.person, "journal": outcome.journal})
        return
    run.told("people.unhidden" if again else "people.hidden", name=outcome.name)
    _undo_hint(run, outcome.journal)


def _undo_hint(run: Run, journal: int | None) -> None:
    if journal is not None:
        run.told("people.undo", step=journal)
