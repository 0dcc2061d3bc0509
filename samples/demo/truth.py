"""The truth of the demo, for tests and for whoever wants to know what there is to find."""

from __future__ import annotations

import csv
import io

from people import EXPORTS, Network, Person


def pages(network: Network) -> dict[str, bytes]:
    """Return truth.csv, changes.csv and README.md."""
    truth = sorted((source, key, person) for (source, key), person in network.truth.items())
    changed = sorted(changes(network))
    return {
        "truth.csv": _csv("source,key,person", truth),
        "changes.csv": _csv("source,key,kind,before,after", changed),
        "README.md": readme(network, changed).encode(),
    }


def _csv(header: str, rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue().encode()


def changes(network: Network) -> list[tuple[str, str, str, str, str]]:
    """Return what differs between the two LinkedIn exports, one line a person and kind."""
    found = []
    for p in network.people:
        if not p.linkedin or p.tier == "stranger":
            continue
        _, last, company, job = p.on_linkedin("may")
        _, new_last, new_company, new_job = p.on_linkedin("november")
        if p.connected > EXPORTS["may"]:
            found.append(("linkedin", p.key, "new", "", p.full))
        elif p.gone:
            found.append(("linkedin", p.key, "vanished", p.full, ""))
        elif p.retire:
            found.append(("linkedin", p.key, "retired", job, new_job))
        elif p.move:
            found.append(("linkedin", p.key, "moved", company, new_company))
        elif p.retitle:
            found.append(("linkedin", p.key, "retitled", job, new_job))
        elif last != new_last:
            found.append(("linkedin", p.key, "renamed", f"{p.given} {last}", f"{p.given} {new_last}"))
    return found


def readme(network: Network, changed: list[tuple[str, str, str, str, str]]) -> str:
    """Return the page that says what is in the folder and what there is to find."""
    people = {p.id: p for p in network.people}

    def in_files(p: Person) -> str:
        return ", ".join(word for flag, word in ((p.linkedin, "LinkedIn"), (p.book, "address book"), (p.agenda, "calendar"), (p.sheet, "table")) if flag)

    def named(*fulls: str) -> list[Person]:
        return [p for p in people.values() if p.full in fulls]

    count = {kind: sum(row[2] == kind for row in changed) for kind in ("moved", "retitled", "retired", "renamed", "vanished", "new")}
    lines = [
        "# The demo: Camille's network",
        "",
        "Camille Rousseau, an invented consultant in Paris, and the people she knows, as of 22 November 2026.",
        "Everybody and every company is invented; mail addresses end in reserved names and numbers come from the ranges",
        "kept for fiction. `python samples/demo/make.py` writes every file here again (it needs xlsxwriter).",
        "",
        "| file | what it is |",
        "|---|---|",
        "| `Complete_LinkedInDataExport_05-20-2026.zip` | LinkedIn, as it was in May |",
        "| `Complete_LinkedInDataExport_11-18-2026.zip` | LinkedIn again, half a year later |",
        "| `carnet.vcf` | her address book, from an iPhone, Gmail and a Nextcloud |",
        "| `agenda.ics` | two years of calendar, and the weeks to come |",
        "| `suivi.xlsx` | the good old Excel table |",
        "| `truth.csv` | which record is which person: `source,key,person` (a row of the table is `<file>#<sheet>:<row>`) |",
        "| `changes.csv` | what changed on LinkedIn between the two exports: `source,key,kind,before,after` |",
        "",
        f"{len(people)} people: {sum(p.linkedin for p in people.values())} on LinkedIn, {sum(p.book for p in people.values())} in the address book, "
        f"{sum(p.agenda for p in people.values())} in the calendar, {sum(p.sheet for p in people.values())} in the table.",
        "",
        "## What there is to find",
        "",
        "**Two people, not one.** " + " ".join([
            "Thomas Martin is a CFO at Corvélia Capital and another one works for the Métropole de Valdréa.",
            "Jean Morel is father and son, with one landline and one address (and Anne Morel lives there too).",
            "Mohamed Tazi is a developer in Grenoble and a doctor in Bordeaux.",
            "Claire, Antoine and Léon Lefèvre share a landline.",
            "Xavier Delestrée, Laurence Amblard and Hector Bouvelot share the mailbox contact@maison-orvalle.example, which is the company's own too.",
        ]),
        "",
        "**One person, written in several ways.**",
        "",
        *(f"- {p.full}{f', {extra}' if extra else ''}: {in_files(p)}" for p, extra in (
            *((p, f"“{p.nickname}” in the address book") for p in people.values() if p.nickname),
            *((p, f"“{p.initials} {p.surname}” in the address book and the table") for p in people.values() if p.initials),
            *((p, f"{p.marries} since she married, still {p.surname} in the address book") for p in people.values() if p.marries),
            *((p, "two cards in the address book") for p in named("Karim Ouazzani", "Béatrice Montclar", "Guillaume Terrasse")),
        )),
        "",
        f"**Half a year on LinkedIn.** {count['moved']} moved to another company, {count['retitled']} have a new title, {count['retired']} retired, "
        f"{count['renamed']} changed her name, {count['vanished']} are gone, {count['new']} are new. Among those who moved: "
        + ", ".join(f"{p.full} ({p.company} → {p.move[0]})" for p in people.values() if p.move and p.tier in ("close", "active", "dormant")) + ".",
        "",
        "**Worth a message this week.** "
        + ", ".join(p.full for p in people.values() if p.waiting) + " wrote last and wait for an answer. Ali Benhaddou is owed an introduction, and his birthday is on 27 November. "
        "Camille is in Lyon on 3 and 4 December. " + ", ".join(p.full for p in people.values() if p.tier == "dormant")
        + " have been quiet for more than three years; most of them wrote her a recommendation, or she wrote them one.",
        "",
    ]
    return "\n".join(lines)
