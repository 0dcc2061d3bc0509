"""Read what the user names: find the reader of each file by content, gather what it yields, add up the rows.

Nothing is stored here; `importing` and the command `read` share this.
"""

from __future__ import annotations

import codecs
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sync.model import Fact, Interaction, Owner, Problem, Record
from sync.ports import Context, Member, Reader, Source, Unreadable

Meetings = dict[tuple[str, str], str]
"""The path that tells of a meeting, by its instant and an address of somebody in it."""


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


Happened = dict[str, dict[str, tuple[int, int]]]


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
    meetings: Meetings = field(default_factory=dict)
    """By their start: the path and the addresses of the meetings read so far."""
    exports: dict[str, dict[str, Record]] = field(default_factory=dict)
    """By path: the connections each LinkedIn export lists, by key. Of two exports both states are told."""
    _told: Happened | None = None

    def happened(self) -> Happened:
        """Return by file how often each kind of contact came up in it, and with how many people."""
        if self._told is not None:
            return self._told
        times: dict[str, Counter[str]] = defaultdict(Counter)
        people: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.interactions:
            times[one.file][one.kind] += 1
            people[one.file, one.kind].update(party.key for party in one.parties)
        return {
            file: {kind: (n, len(people[file, kind])) for kind, n in kinds.most_common()}
            for file, kinds in times.items()
        }

    def let_go(self) -> None:
        """Give up records and interactions, which are stored by now: of a large network they fill the memory twice."""
        self._told = self.happened()
        self.records, self.interactions, self.exports, self.meetings = {}, [], {}, {}


class _Tally:
    """Counts the rows of one file by what they gave; row 0 stands for the file itself and is no row."""

    __slots__ = ("contacts", "facts", "interactions", "report", "skipped")

    def __init__(self, report: FileReport) -> None:
        self.report = report
        self.contacts: set[int] = set()
        self.interactions: set[int] = set()
        self.facts: set[int] = set()
        self.skipped: set[int] = set()

    def close(self) -> FileReport:
        report = self.report
        given = (self.contacts | self.interactions | self.facts) - {0}
        report.contacts = len(self.contacts - {0})
        report.interactions = len(self.interactions - {0})
        report.facts = len(self.facts - {0})
        report.skipped = len(self.skipped - given - {0})
        report.rows = len(given) + report.skipped
        return report


def claims(
    source: Source, readers: Sequence[Reader], forced: str = ""
) -> tuple[list[tuple[Reader, tuple[str, ...]]], list[str]]:
    """Return which reader takes which members of `source`, and the names of members nobody takes."""
    left: list[Member] = []
    free: list[str] = []
    for member in source.members:
        if not forced and is_binary(member.head()):
            free.append(member.name)
        else:
            left.append(member)
    taken: list[tuple[Reader, tuple[str, ...]]] = []
    for reader in sorted(readers, key=lambda r: r.order):
        if not left or (forced and reader.name != forced):
            continue
        names = reader.identify(_Part(source.path, tuple(left)), forced=bool(forced))
        if names:
            taken.append((reader, names))
            left = [member for member in left if member.name not in set(names)]
    return taken, free + [member.name for member in left]


_CONTAINERS = (b"PK", b"\xd0\xcf\x11\xe0")
"""Excel and OpenDocument files, new and old."""

MOST = 2_000_000
"""Records, contacts and problems of one source that are read: more would fill the memory."""
_FEW = 8
_OPENINGS = (b"BEGIN:VCARD", b"BEGIN:VCALENDAR")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x1b\f") + b"\x7f"


def is_binary(head: bytes) -> bool:
    """Tell whether a file begins like a program, a picture or a database rather than a text or a workbook.

    Every other byte of UTF-16 is NUL in Latin text, so those are not counted; a few stray control bytes are
    found in real exports, and more in a card or calendar that says what it is.
    """
    if not head or head.startswith(_CONTAINERS):
        return False
    if head.removeprefix(codecs.BOM_UTF8).lstrip().upper().startswith(_OPENINGS):
        return False
    if max(head[::2].count(0), head[1::2].count(0)) * 5 > len(head):
        head = head.replace(b"\0", b"")
    return len(head) - len(head.translate(None, _CONTROLS)) > max(_FEW, 0.03 * len(head))


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
    several = sum(reader.name == "calendar" for _, _, _, reader, _ in work) > 1
    for _, _, source, reader, names in sorted(work, key=lambda w: w[:2]):
        known = replace(context, owner=gathered.owner, me=context.me | frozenset(gathered.owner.emails))
        _take(gathered, source, reader, names, known, progress, several=several)
    return gathered


def _take(
    gathered: Gathered,
    source: Source,
    reader: Reader,
    names: tuple[str, ...],
    context: Context,
    progress: Callable[[str, int], None] | None,
    *,
    several: bool,
) -> None:
    tallies: dict[str, _Tally] = {}
    tally = _Tally(FileReport(source.path, "\0", reader.name))  # no file is called so
    seen: dict[str, set[str]] = defaultdict(set)
    for one in gathered.interactions:
        seen[one.source].add(one.key)
    # Of one calendar nothing is told by another, and most people drop in one.
    meetings = gathered.meetings if several else None
    records = gathered.records
    count = 0
    try:
        # Every row of every file comes through here, so the file's tally is looked up when the file changes.
        for item in reader.read(source, names, context):
            count += 1
            if count > MOST:
                raise Unreadable("rows-too-many", file=source.path, limit=MOST)
            if progress and not count % 1000:
                progress(source.path, count)
            if isinstance(item, Owner):
                gathered.owner = _merged_owner(gathered.owner, item)
                continue
            if item.file != tally.report.file:
                tally = tallies.get(item.file) or _Tally(FileReport(source.path, item.file, reader.name))
                tallies[item.file] = tally
            if isinstance(item, Record):
                tally.contacts.add(item.row)
                ref = item.source, item.key
                known = records.get(ref)
                if known is None or item.rank > known.rank:
                    records[ref] = item
                if item.card.connected_on and item.source == "linkedin":
                    export = gathered.exports.setdefault(source.path, {})
                    if item.key not in export or item.rank > export[item.key].rank:
                        export[item.key] = item
            elif isinstance(item, Interaction):
                tally.interactions.add(item.row)
                mine = seen[item.source]
                if item.key not in mine and not (
                    meetings is not None and _met_already(item, source.path, meetings)
                ):
                    mine.add(item.key)
                    gathered.interactions.append(item)
            elif isinstance(item, Fact):
                tally.facts.add(item.row)
                gathered.facts.append(item)
            elif isinstance(item, Problem):
                if item.skipped:
                    tally.skipped.add(item.row)
                gathered.problems.append(item)
            else:
                report = tally.report
                report.adapter, report.encoding, report.reason = item.adapter, item.encoding, item.reason
    except Unreadable as error:
        gathered.unreadable.append(error)
        file = str(error.values.get("file", source.path))
        gathered.problems.append(Problem(file, 0, error.code, args=(("file", file),)))
    gathered.files += [one.close() for one in tallies.values()]


def _met_already(item: Interaction, path: str, meetings: Meetings) -> bool:
    """Tell whether another calendar told of this meeting: the same start, and somebody in both.

    Copies in one calendar are its reader's to recognise; two real meetings at one time stay two there.
    """
    if item.kind != "meeting":
        return False
    marks = [(item.at, party.email) for party in item.parties if party.email]
    if any(meetings.get(mark, path) != path for mark in marks):
        return True
    for mark in marks:
        meetings.setdefault(mark, path)
    return False


def _merged_owner(known: Owner, told: Owner) -> Owner:
    emails = tuple(dict.fromkeys(known.emails + told.emails))
    return Owner(told.name if told.name.full else known.name, emails, told.linkedin or known.linkedin)
