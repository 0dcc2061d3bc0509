"""What each job costs as the list grows, beside named peers in the same run: one table.

    make bench                          1,000 and 30,000 people
    make bench SIZES=1000,30000,300000  the largest takes about an hour and 20 GB of disk
    make bench KEEP=1                   also into docs/speed.json, under this release; docs/speed.md is made from it

Whole processes, CPU seconds (user and system), each job in turn with its peers. The ratio is what the peer takes over what
reseau takes: above 1 reseau is ahead. Where no program does the job, a part of it stands beside it that every program would
have to do (`curves.FLOORS`): it merely parses, where reseau links and stores. The peers live in an environment of their own
(`requirements-bench.lock`).
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sync import __version__
from tests.bench import calendar, curves, linkage, scale, vcard
from tests.bench.measure import BIN, Job, at_home

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".venv" / "bench" / "bin"
SHARED_LINKAGE = linkage.GENERATOR.parent
KEPT = ROOT / "docs" / "speed.json"
SLOW = 100_000
"""From here on a job that writes much is run once."""
DEDUPE_MOST = 3_000
"""Above, dedupe takes more memory than most computers have: at 30,000 more than 8 GB."""
EVENTS_MOST = 100_000
"""A calendar of more than 100 MB is refused, in words."""

# What the peers do. Arguments: the LinkedIn archive, the cards, the calendar.
PANDAS = """
import io, sys, zipfile, pandas
with zipfile.ZipFile(sys.argv[1]) as archive:
    people = pandas.read_csv(io.BytesIO(archive.read("Connections.csv")), skiprows=3)
    messages = pandas.read_csv(io.BytesIO(archive.read("messages.csv")))
"""
VOBJECT = """
import sys, vobject
for card in open(sys.argv[2], encoding="utf-8", newline="").read().split("END:VCARD\\r\\n"):
    if card:
        vobject.readOne(card + "END:VCARD\\r\\n", allowQP=True)
"""
CONVERTED = """
import sys, vobject
with open(sys.argv[2], "w", encoding="utf-8", newline="") as out:
    for card in open(sys.argv[1], encoding="utf-8", newline="").read().split("END:VCARD\\r\\n"):
        if card:
            out.write(vobject.readOne(card + "END:VCARD\\r\\n", allowQP=True).serialize())
"""
ICALENDAR = """
import sys, icalendar
with open(sys.argv[3], "rb") as events:
    icalendar.Calendar.from_ical(events.read())
"""
LAST_CONTACT = (
    PANDAS
    + """
messages["DATE"] = pandas.to_datetime(messages["DATE"], errors="coerce", utc=True, format="mixed")
last = pandas.concat([messages.groupby("FROM")["DATE"].max(), messages.groupby("TO")["DATE"].max()])
people["name"] = people["First Name"].str.cat(people["Last Name"], sep=" ")
people["last"] = people["name"].map(last.groupby(level=0).max())
print(people.sort_values("last").head(20).to_string())
"""
)
FOUND = (
    PANDAS
    + """
names = people["First Name"].str.cat(people["Last Name"], sep=" ")
print(people[names.str.contains("martin", case=False, na=False)].to_string())
"""
)
WRITTEN_AGAIN = """
import sys, icalendar
with open(sys.argv[1], "rb") as events:
    told = icalendar.Calendar.from_ical(events.read()).to_ical()
with open(sys.argv[1] + ".again", "wb") as out:
    out.write(told)
"""
SPLINK = """
import json, sys
import run_splink, prep
from splink import Linker
from splink.backends.duckdb import DuckDBAPI
frame = run_splink.frame(sys.argv[1])
settings = json.load(open(sys.argv[2]))
settings["probability_two_random_records_match"] = min(.01, 1.6 / len(frame))
linker = Linker(DuckDBAPI().register(frame), settings, log_level=40)
pairs = linker.inference.predict(threshold_match_weight=-8)
found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_weight=0)
found = found.as_pandas_dataframe()
prep.write_clusters(sys.argv[3], found.unique_id, found.cluster_id)
"""
DEDUPE_TRAINED = """
import io, json, random, sys
from collections import defaultdict
import dedupe, run_dedupe, score
from dedupe import variables as v

if __name__ == "__main__":
    known, who = run_dedupe.data(sys.argv[1]), score.load(sys.argv[1] + "/truth.csv")
    fields = [v.String(name, has_missing=True) for name in ("name", "given", "family", "loc", "company")]
    fields += [v.Exact(name, has_missing=True) for name in ("email", "phone")]
    chance, groups = random.Random(1), defaultdict(list)
    for key in known:
        groups[who[key]].append(key)
    same = [(known[a], known[b]) for group in groups.values() for a in group for b in group if a < b]
    chance.shuffle(same)
    keys, apart = list(known), []
    while len(apart) < 300:
        a, b = chance.choice(keys), chance.choice(keys)
        if who[a] != who[b]:
            apart.append((known[a], known[b]))
    told = io.StringIO()
    dedupe.serializer.write_training({"match": same[:300], "distinct": apart}, told) if hasattr(
        dedupe.serializer, "write_training"
    ) else json.dump({"match": same[:300], "distinct": apart}, told)
    told.seek(0)
    linker = dedupe.Dedupe(fields, num_cores=0, in_memory=True)
    linker.prepare_training(dict(list(known.items())[:2000]), training_file=told, sample_size=800)
    linker.train(recall=.95, index_predicates=False)
    with open(sys.argv[2], "wb") as out:
        linker.write_settings(out)
"""
DEDUPE = """
import sys
import dedupe, prep, run_dedupe

if __name__ == "__main__":
    rows = run_dedupe.data(sys.argv[1])
    with open(sys.argv[2], "rb") as told:
        linker = dedupe.StaticDedupe(told, num_cores=0, in_memory=True)
    group = {key: number for number, (keys, _) in enumerate(linker.partition(rows, .5)) for key in keys}
    prep.write_clusters(sys.argv[3], list(rows), [group.get(key, key) for key in rows])
"""
VDIRSYNCER = """
[general]
status_path = "{0}/status"
[pair both]
a = "one"
b = "two"
collections = null
[storage one]
type = "filesystem"
path = "{0}/a"
fileext = ".vcf"
[storage two]
type = "filesystem"
path = "{0}/b"
fileext = ".vcf"
"""


@dataclass
class Row:
    """One job at one size: reseau, then its peers; `what` says what the peers do instead."""

    name: str
    people: int
    jobs: list[Job]
    what: str
    once: bool = False
    quality: Callable[[], str] = lambda: ""


def rows(people: int, folder: Path, only: set[str]) -> Iterator[Row]:
    """Yield the rows of a size (`only` those, if any), each made ready when it is its turn; plan, feed and search use the
    home of `import`."""
    made = _made(people, folder)
    archive, cards, events = made["drop"]
    home = folder / "home"
    env = at_home(home)
    reseau = BIN / "reseau"
    files = (archive, cards, events)

    def peer(name: str, code: str, *given: object) -> Job:
        return Job(name, [(PEERS / "python", "-c", code, *map(str, given))])

    def read(place: Path) -> Job:
        return Job("reseau", [(reseau, "read", place)], {**env, "RESEAU_HOME": str(folder / "none")})

    yield Row(
        "read LinkedIn", people, [read(archive), peer("pandas", PANDAS, archive)], "parses two CSV files"
    )
    many, years = made["many"]
    yield Row("read cards", people, [read(many), peer("vobject", VOBJECT, "", many)], "parses the cards")
    yield Row(
        "convert cards",
        people,
        [
            Job("reseau", [(reseau, "convert", many, folder / "ours.vcf", "--to", "vcf3")], env),
            peer("vobject", CONVERTED, many, folder / "theirs.vcf"),
        ],
        "reads the cards and writes them again",
    )
    yield Row(
        "read calendar",
        people,
        [read(years), peer("icalendar", ICALENDAR, "", "", years)],
        "parses the events",
    )
    alone = [(PEERS / "python", "-c", code, *files) for code in (PANDAS, VOBJECT, ICALENDAR)]
    yield Row(
        "import",
        people,
        [
            Job(
                "reseau",
                [(reseau, "import", *files, "--quiet")],
                env,
                before=lambda: shutil.rmtree(home, ignore_errors=True),
            ),
            Job("pandas, vobject, icalendar", alone),
        ],
        "parse the same three files; nothing linked, nothing kept",
        once=people >= SLOW,
    )
    yield Row(
        "plan",
        people,
        [Job("reseau", [(reseau, "plan")], env), peer("pandas", LAST_CONTACT, *files)],
        "sorts people by their last message",
    )
    feed = folder / "feed.ics"
    # Who is due has to be found before it can be written.
    due = [(PEERS / "python", "-c", LAST_CONTACT, *files), (PEERS / "python", "-c", WRITTEN_AGAIN, feed)]
    yield Row(
        "feed",
        people,
        [Job("reseau", [(reseau, "feed", "-o", feed)], env), Job("pandas, icalendar", due)],
        "sort people by their last message, and read the feed and write it again",
    )
    yield Row(
        "search",
        people,
        [Job("reseau", [(reseau, "people", "martin")], env), peer("pandas", FOUND, *files)],
        "reads the CSV files and filters one column",
    )
    shutil.rmtree(home, ignore_errors=True)
    if not only or any(name.startswith("sync") for name in only):
        yield from _syncing(people, folder, env)
    if only and "linkage" not in only:
        return
    if linkage.GENERATOR.exists():
        yield _linking(people, folder)
    else:
        print("linkage: the generator of people is not beside this checkout: left out", file=sys.stderr)


def _made(people: int, folder: Path) -> dict[str, list[Path]]:
    """Make the inputs of a size in a process of its own: what a process has held counts in the peak of its children."""
    maker = multiprocessing.get_context("spawn").Process(target=_make, args=(people, folder))
    maker.start()
    maker.join()
    archive = max((folder / "drop").glob("*.zip"), key=lambda place: place.stat().st_size)
    return {
        "drop": [archive, folder / "drop" / "carnet.vcf", folder / "drop" / "agenda.ics"],
        "many": [folder / "many.vcf", folder / "years.ics"],
    }


def _make(people: int, folder: Path) -> None:
    size = scale.Size(people, messages=people, cards=people // 3, meetings=people // 3)
    scale.make(folder / "drop", size)
    many = vcard.cards(people)
    (folder / "many.vcf").write_bytes(many)
    (folder / "years.ics").write_bytes(calendar.years(min(people, EVENTS_MOST)))
    master = folder / "master"
    master.mkdir()
    for number, card in enumerate(many.decode().split("END:VCARD\r\n")[:-1]):
        lines = [line for line in card.split("\r\n") if line and not line.startswith("UID")]
        told = "\r\n".join([*lines, f"UID:u{number}", "END:VCARD", ""])
        (master / f"{number}.vcf").write_text(told, encoding="utf-8", newline="")


def _syncing(people: int, folder: Path, env: dict[str, str]) -> Iterator[Row]:
    """Two folders of cards, one empty: the first sync, and one with nothing to do."""
    master, ours, theirs = (folder / name for name in ("master", "ours", "theirs"))
    config = folder / "vdirsyncer.ini"
    config.write_text(VDIRSYNCER.format(theirs))
    env = {**env, "RESEAU_HOME": str(ours / "home")}
    reseau, vdirsyncer = BIN / "reseau", PEERS / "vdirsyncer"

    def laid(place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)
        (place / "b").mkdir(parents=True)
        shutil.copytree(master, place / "a")

    def ours_laid() -> None:
        laid(ours)
        for line in (["add", "a", ours / "a"], ["add", "b", ours / "b"], ["mirror", "a", "b"]):
            Job("", [(reseau, "book", *line)], env).run()

    def theirs_laid() -> None:
        laid(theirs)
        Job("", [(vdirsyncer, "-c", config, "discover")]).run()

    first = [
        Job("reseau", [(reseau, "sync", "--yes")], env, before=ours_laid),
        Job("vdirsyncer", [(vdirsyncer, "-c", config, "sync")], before=theirs_laid),
    ]
    # Once where there are many: ext4 searches long for a free inode for minutes after so many went, and who comes first pays.
    many = people >= 30_000
    yield Row("sync: first", people, first, "copies the same cards between the same folders", many)
    again = [Job(job.name, job.commands, job.env) for job in first]
    yield Row("sync: no change", people, again, "compares the same two folders")
    for place in (master, ours, theirs):
        shutil.rmtree(place, ignore_errors=True)


def _linking(people: int, folder: Path) -> Row:
    """A flat table of records; splink and dedupe with weights learnt beforehand on another set."""
    data, taught = folder / "linkage", folder / "taught"
    linkage.generate(people, data)
    linkage.generate(10_000, taught, seed="2")
    env = {"PYTHONPATH": str(SHARED_LINKAGE)}
    python = PEERS / "python"
    model, settings = folder / "splink.json", folder / "dedupe.settings"
    Job("", [(python, SHARED_LINKAGE / "train_splink.py", taught, model)], env).run()
    out = {name: folder / f"{name}.csv" for name in ("reseau", "splink", "dedupe")}
    jobs = [
        Job("reseau", [(BIN / "reseau", "tool", "link", data / "records.csv", "-o", out["reseau"])]),
        Job("splink", [(python, "-c", SPLINK, data, model, out["splink"])], env),
    ]
    if people <= DEDUPE_MOST:
        Job("", [(python, "-c", DEDUPE_TRAINED, taught, settings)], env).run()
        jobs.append(Job("dedupe", [(python, "-c", DEDUPE, data, settings, out["dedupe"])], env))

    def quality() -> str:
        who = dict(list(csv.reader((data / "truth.csv").open(encoding="utf-8", newline="")))[1:])
        told, clock = [], []
        for job in jobs:
            # Two of them work on several cores at once, which CPU seconds do not show.
            clock.append(f"{job.name} {statistics.median(job.clock):.1f} s")
            groups: dict[str, list[str]] = {}
            with out[job.name].open(encoding="utf-8", newline="") as stream:
                for record, group in list(csv.reader(stream))[1:]:
                    groups.setdefault(group, []).append(record)
            told.append(f"{job.name} {linkage.quality(list(groups.values()), who)[2]:.3f}")
        return f"F1 {', '.join(told)}; by the clock {', '.join(clock)}"

    return Row(
        "linkage", people, jobs, "learnt beforehand; the learning is not counted", people >= SLOW, quality
    )


def measured(row: Row, times: int) -> dict[str, object]:
    """Run a row and return what is kept of it: CPU seconds and peak MB by program."""
    for _ in range(1 if row.once else times):
        for job in row.jobs:
            job.run()
    kept: dict[str, object] = {
        job.name: [round(statistics.median(job.cpu), 2), round(max(job.peak_mb))] for job in row.jobs
    }
    if told := row.quality():
        kept["quality"] = told
    return kept


HEAD = f"{'job':16} {'people':>8} {'reseau s':>9} {'MB':>6}   {'peer':27} {'s':>8} {'MB':>6} {'ratio':>6}  the peer"


def line(row: Row, kept: dict[str, object]) -> Iterator[str]:
    """Yield one line for each peer."""
    cpu, peak = kept["reseau"]
    for job in row.jobs[1:]:
        theirs, their_peak = kept[job.name]
        yield (
            f"{row.name:16} {row.people:8,} {cpu:9.2f} {peak:6,}   {job.name:27} {theirs:8.2f} {their_peak:6,}"
            f" {theirs / cpu:6.2f}  {'floor: ' * (row.name in curves.FLOORS)}{row.what}"
            + (f"; {kept['quality']}" if "quality" in kept else "")
        )


def main(words: list[str] | None = None) -> bool:
    """Print the table; with `--keep` write it down."""
    parser = argparse.ArgumentParser(prog="tests.bench growth")
    parser.add_argument("--sizes", default="1000,30000")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", default="", help="names of rows, with commas between")
    parser.add_argument("--keep", action="store_true")
    told = parser.parse_args(words or [])
    if not (PEERS / "python").exists():
        print("the peers are not installed: make .venv/bench/ready", file=sys.stderr)
        return False
    only = set(filter(None, told.only.split(",")))
    needed = only | ({"import"} if only & {"plan", "feed", "search"} else set())
    print(HEAD)
    for size in map(int, told.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            for row in rows(size, Path(folder), needed):
                if needed and row.name not in needed:
                    continue
                kept = measured(row, told.times)
                for text in line(row, kept):
                    print(text, flush=True)
                if told.keep:
                    # At once: the largest size runs for an hour.
                    keep({row.name: {str(size): {**kept, "what": row.what}}})
    return True


def keep(found: dict[str, dict[str, dict[str, object]]]) -> None:
    """Write what was measured under this release; rows and sizes that were not run stay as they are."""
    every = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    release = every.setdefault(__version__, {})
    for name, sizes in found.items():
        release.setdefault(name, {}).update(sizes)
    KEPT.write_text(json.dumps(every, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    curves.write(every)


if __name__ == "__main__":
    main(sys.argv[1:])
