"""The second duty: how the network wears out and renews itself, in sentences and pictures, and who moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.config.settings import Settings
from sync.store import conclusions
from sync.usecases import network as networks
from sync.usecases import reporting, targeting
from sync.web import report_page, report_words, view
from sync.web.week import planned

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.messages import Wording
    from sync.renewal.changes import Change, Comparison
    from sync.renewal.flow import Report
    from sync.store import Store
    from sync.web.site import Site

LISTED = 60
KINDS = ("moved", "retired", "retitled", "renamed", "new", "back", "vanished")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: the report in figures and sentences, names by id, sectors, and what changed with whom."""

    report: Report
    lines: list[str]
    names: dict[str, str]
    sectors: list[tuple[str, int]]
    alarms: list[str]
    warning: str
    changes: list[tuple[Change, str]]
    first: str
    last: str

    @property
    def renewal(self) -> list[str]:
        """The sentences of the second duty, and what alarms."""
        return [line.strip() for line in self.lines[self.lines.index("") + 2 :]] + self.alarms


def seen(site: Site) -> Seen:
    """Return the report of today."""
    place, words = site.place(), site.words
    network = planned(site).network

    def make(store: Store) -> Seen:
        options = Settings(place.home)
        settings = networks.settings(store, options)
        made = reporting.report(network, store, place, settings)
        told = reporting.since(store)
        moved = sum(one.kind == "moved" for one in told.changes)
        counted = Counter(targeting.sectors_of(store, network).values())
        ordered = reporting.closest_first(told.changes, store, place)
        return Seen(
            made,
            report_words.sentences(words, made, moved, goal=int(options.get("goal.inflow"))),
            {person.id: person.name for person in network.planned},
            sorted(counted.items(), key=lambda one: (-one[1], one[0])),
            report_words.alarms(words, made),
            warning(told.suspicious, words),
            [(one, conclusions.person_of(store, (one.source, one.key))) for one in ordered],
            told.first,
            told.last,
        )

    return site.remembered("renew", make)


def warning(found: Comparison | None, words: Wording) -> str:
    """Say that the newest export looks cut, so that nobody is said to have gone."""
    if found is None:
        return ""
    why = words(f"changes.why-{found.suspicious}")
    return words("changes.suspicious", day=words.day(found.on), n=found.missing, why=why)


def renew(site: Site, request: Request, form: FormData) -> Response:
    """Show the report, its pictures with a table each, and the changes of one kind."""
    del form
    words, now = site.words, seen(site)
    counts = Counter(one.kind for one, _ in now.changes)
    there = [kind for kind in KINDS if counts[kind]]
    asked = request.query_params.get("kind", "")
    kind = asked if asked in there else next(iter(there), "")
    rows = [
        (
            one.name,
            person if one.kind != "vanished" or person in now.names else "",
            one.about
            if kind in ("new", "back", "vanished")
            else words("changes.arrow", before=one.before or "–", after=one.after or "–"),
        )
        for one, person in now.changes
        if one.kind == kind
    ]
    return view.render(
        words,
        "renew.html",
        here="/renew",
        title=words("site.renew"),
        known=now.report.known,
        lines=[(line.strip(), not line.startswith(" ")) for line in now.lines if line],
        alarms=now.alarms,
        warning=now.warning,
        pictures=report_page.pictures(now.report, now.names, now.sectors, words),
        kinds=[(one, words(f"changes.kind-{one}", n=counts[one])) for one in there],
        kind=kind,
        rows=rows[:LISTED],
        more=max(0, len(rows) - LISTED),
        span=words("changes.heading", first=words.day(now.first), last=words.day(now.last))
        if now.last
        else "",
    )


def table(site: Site, request: Request, form: FormData) -> Response:
    """Return the figures as CSV."""
    from starlette.responses import Response as Plain

    del request, form
    now = seen(site)
    return Plain(
        report_page.table(now.report, now.sectors),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="reseau.csv"'},
    )
