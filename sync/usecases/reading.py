"""Read what the user names: find the reader of each file by content, gather what it yields, add up the rows.

Nothing is stored here; `importing` and the command `read` share this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sync.model import Fact, FileNote, Interaction, Owner, Problem, Record
from sync.ports import Context, Member, Reader, Source, Unreadable


@dataclass
class FileReport:
    """What one file gave. `rows` = rows that gave a contact, an interaction or a fact + `skipped`."""

    path: str
    file: str
    adapter: str = ""
    encoding: str = ""
    reason: str = ""
    rows: int = 0
    contacts: int = 0
    interactions: int = 0
    facts: int = 0
    skipped: int = 0


@dataclass
class Gathered:
    """All that was read: one record a (source, key), in order of first mention."""

    files: list[FileReport] = field(default_factory=list)
    owner: Owner = field(default_factory=Owner)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    interactions: list[Interaction] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


class _Tally:
    """Counts the rows of one file; readers yield a file's items in row order."""

    def __init__(self, report: FileReport) -> None:
        self.report = report
        self._seen: dict[str, set[int]] = {
            "contacts": set(),
            "interactions": set(),
            "facts": set(),
            "skipped": set(),
        }

    def add(self, what: str, row: int) -> None:
        if row:
            self._seen[what].add(row)

    def close(self) -> None:
        report, seen = self.report, self._seen
        given = seen["contacts"] | seen["interactions"] | seen["facts"]
        skipped = seen["skipped"] - given
        report.contacts = len(seen["contacts"])
        report.interactions = len(seen["interactions"])
        report.facts = len(seen["facts"])
        report.skipped = len(skipped)
        report.rows = len(given) + len(skipped)


def claims(
    source: Source, readers: Sequence[Reader], forced: str = ""
) -> tuple[list[tuple[Reader, tuple[str, ...]]], list[str]]:
    """Return which reader takes which members of `source`, and the names of members nobody takes."""
    left = list(source.members)
    taken: list[tuple[Reader, tuple[str, ...]]] = []
    for reader in sorted(readers, key=lambda r: r.order):
        if not left or (forced and reader.name != forced):
            continue
        names = reader.identify(_Part(source.path, tuple(left)), forced=bool(forced))
        if names:
            taken.append((reader, names))
            left = [member for member in left if member.name not in set(names)]
    return taken, [member.name for member in left]


@dataclass(frozen=True)
class _Part:
    """A source reduced to the members that are still free."""

    path: str
    members: tuple[Member, ...]
    problems: tuple[Problem, ...] = ()


def read(
    paths: Iterable[str],
    open_source: Callable[[str], Source],
    readers: Sequence[Reader],
    context: Context,
    *,
    forced: str = "",
    progress: Callable[[str, int], None] | None = None,
) -> Gathered:
    """Read all `paths`. A path that cannot be read is kept in `unreadable`; the others are read all the same.

    LinkedIn exports come first whatever the order given, for they tell who the owner is.
    """
    gathered = Gathered(owner=context.owner)
    work: list[tuple[int, int, Source, Reader, tuple[str, ...]]] = []
    for number, path in enumerate(paths):
        try:
            source = open_source(path)
        except Unreadable as error:
            gathered.unreadable.append(error)
            gathered.files.append(FileReport(path, path.rstrip("/").rsplit("/", 1)[-1], reason=error.code))
            continue
        gathered.problems += source.problems
        for problem in source.problems:
            gathered.files.append(FileReport(path, problem.file, reason=problem.code))
        taken, free = claims(source, readers, forced)
        for reader, names in taken:
            work.append((reader.order, number, source, reader, names))
        reason = "not-used" if taken else "file-unknown-kind"
        gathered.files += [FileReport(path, name, reason=reason) for name in free]
        if not taken:
            gathered.unreadable.append(Unreadable("file-unknown-kind", file=path))
    for _, _, source, reader, names in sorted(work, key=lambda w: w[:2]):
        known = replace(context, owner=gathered.owner, me=context.me | frozenset(gathered.owner.emails))
        _take(gathered, source, reader, names, known, progress)
    return gathered


def _take(
    gathered: Gathered,
    source: Source,
    reader: Reader,
    names: tuple[str, ...],
    context: Context,
    progress: Callable[[str, int], None] | None,
) -> None:
    tallies: dict[str, _Tally] = {}
    seen_interactions = {(i.source, i.key) for i in gathered.interactions}
    records = gathered.records

    def tally(file: str) -> _Tally:
        if file not in tallies:
            tallies[file] = _Tally(FileReport(source.path, file, reader.name))
        return tallies[file]

    count = 0
    try:
        for item in reader.read(source, names, context):
            count += 1
            if progress and not count % 1000:
                progress(source.path, count)
            match item:
                case Record():
                    tally(item.file).add("contacts", item.row)
                    known = records.get((item.source, item.key))
                    if known is None or item.rank > known.rank:
                        records[item.source, item.key] = item
                case Interaction():
                    tally(item.file).add("interactions", item.row)
                    if (item.source, item.key) not in seen_interactions:
                        seen_interactions.add((item.source, item.key))
                        gathered.interactions.append(item)
                case Fact():
                    tally(item.file).add("facts", item.row)
                    gathered.facts.append(item)
                case Problem():
                    if item.skipped:
                        tally(item.file).add("skipped", item.row)
                    gathered.problems.append(item)
                case FileNote():
                    report = tally(item.file).report
                    report.adapter, report.encoding, report.reason = item.adapter, item.encoding, item.reason
                case Owner():
                    gathered.owner = _merged_owner(gathered.owner, item)
    except Unreadable as error:
        gathered.unreadable.append(error)
        file = str(error.values.get("file", source.path))
        gathered.problems.append(Problem(file, 0, error.code, args=(("file", file),)))
    for one in tallies.values():
        one.close()
        gathered.files.append(one.report)


def _merged_owner(known: Owner, told: Owner) -> Owner:
    emails = tuple(dict.fromkeys(known.emails + told.emails))
    return Owner(told.name if told.name.full else known.name, emails, told.linkedin or known.linkedin)
