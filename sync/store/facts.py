"""The store of one home: facts in and out as values of the model, everything that changes in one journal entry.

    with Store.open(home) as store:
        with store.change("import …", at) as step:
            store.put_record(...)

Reading methods return values and change no fact; at most they keep what they worked out (see `derived`).
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sync.ports import ReseauError
from sync.store import codec, database, journal
from sync.store.content import LARGE, Content
from sync.store.derived import Derived

if TYPE_CHECKING:
    from sync.model import Card, Fact, Interaction, Judgement, Record
    from sync.store.kept import Export, Kept, Ref, Snapshot

_SMALL = f"CASE WHEN length(data) <= {LARGE} THEN data END"
"""The text of a card, unless it is so large that it is better read by itself."""
MANY = 100_000
"""Of so many records the cards are not all held at once."""
_FEW = 50
"""So many records are asked for one by one sooner than they are put into a table of names."""
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Store:
    """The facts of one home. Use as a context manager, or `close` it.

    Raises `Damaged` where the home does not say which one it is.
    """

    def __init__(self, home: Path, connection: sqlite3.Connection) -> None:
        self.home = home
        self.db = connection
        self._content = Content(connection, home / database.FILE)
        self.derived = Derived(connection)
        try:
            self.installation = uuid.UUID(self.meta("installation"))
            self.salt = bytes.fromhex(self.meta("salt"))
        except ValueError as error:
            connection.close()
            raise database.Damaged("error.home-damaged", place=str(home / database.FILE)) from error

    @classmethod
    def open(cls, home: Path, *, installation: str = "") -> Self:
        """Open the home, making it when it is new. Raises `Busy`, `Damaged`, `ReseauError`."""
        return cls(home, database.connect(home, installation=installation))

    @property
    def writable(self) -> bool:
        """Whether the home may be written; else it can only be read."""
        return database.writable(self.home)

    def must_be_writable(self) -> None:
        """Raise `ReseauError` where the home can only be read: before something is changed elsewhere."""
        if not self.writable:
            raise ReseauError("error.home-not-writable", place=str(self.home))

    def again(self) -> Self:
        """Open the home once more; what was read of derived texts is shared."""
        opened = self.open(self.home)
        opened.derived.share(self.derived)
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def change(self, command: str, at: str, *, dry_run: bool = False) -> AbstractContextManager[journal.Step]:
        """Open one journal entry; see `journal.transaction`. The first of a day is preceded by a dated copy."""
        if not dry_run:
            database.copy_of_the_day(self.db, self.home, at[:10])
        return journal.transaction(self.db, self.home, command, at, dry_run=dry_run)

    def meta(self, name: str) -> str:
        """Return a value of the home itself; empty if unset."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row["value"] if row else ""

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value of the home itself, outside the journal."""
        self.db.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?", (name, value, value)
        )

    # records ------------------------------------------------------------------------------------

    def uuid_of(self, ref: Ref) -> str:
        """Return the person id that a record gives when it is the first of its person (UUIDv5)."""
        return str(uuid.uuid5(self.installation, f"{ref[0]}\n{ref[1]}"))

    def keep_texts(self, texts: Iterable[tuple[str, bytes]]) -> None:
        """Keep texts under their names, which are their hashes."""
        self._content.put(texts)

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return kept texts by their hashes; those that are not there are left out."""
        return self._content.get_all(names)

    def content(self, name: str) -> bytes:
        """Return a kept text by its hash. Raises KeyError."""
        return self._content.get(name)

    def put_record(self, record: Record, scope: str, at: str, *, current: bool = True) -> str:
        """Keep one record; see `put_records`. Return `created`, `updated` or `unchanged`."""
        return next(iter(self.put_records([record], scope, at, current=current)))

    def put_records(
        self, records: Sequence[Record], scope: str, at: str, *, current: bool = True
    ) -> Counter[str]:
        """Keep records of one source; count `created`, `updated` and `unchanged`.

        With `current` False (an older export than what is known) a known record stays as it is.
        A record whose richer occurrence is known (greater rank, same source) is not made poorer.
        """
        told: Counter[str] = Counter()
        if self.forgotten:
            records = self._without_forgotten(records, told)
        known = self.known("record", records, "card, raw, rank, gone_on")
        content: dict[str, bytes] = {}
        new: list[tuple[Any, ...]] = []
        changed: list[tuple[Any, ...]] = []
        for record in records:
            row = known.get(record.key)
            if row is not None and (not current or record.rank < row["rank"]):
                told["unchanged"] += 1
                continue
            card, text = self._content.name(record.card)
            raw = codec.digest(record.raw) if record.raw else None
            if (
                row is not None
                and (card, raw, record.rank) == (row["card"], row["raw"], row["rank"])
                and row["gone_on"] is None
            ):
                told["unchanged"] += 1
                continue
            if text:
                content[card] = text
            if raw:
                content[raw] = record.raw
            if row is None:
                ref = record.source, record.key
                new.append(
                    (*ref, self.uuid_of(ref), scope, record.file, record.row, record.rank, card, raw, at, at)
                )
                told["created"] += 1
            else:
                changed.append((card, raw, record.rank, scope, record.file, record.row, at, row["id"]))
                told["updated"] += 1
        self._content.put(content.items())
        self._content.forget_names()
        self.db.executemany(
            "INSERT INTO record (source, key, uuid, scope, file, row, rank, card, raw, first_seen, last_seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            new,
        )
        self.db.executemany(
            "UPDATE record SET card = ?, raw = ?, rank = ?, scope = ?, file = ?, row = ?, last_seen = ?, "
            "gone_on = NULL WHERE id = ?",
            changed,
        )
        return told

    @cached_property
    def forgotten(self) -> frozenset[str]:
        """The marks of those who were forgotten (see `sync.store.forgetting`)."""
        return frozenset(row[0] for row in self.db.execute("SELECT mark FROM forgotten"))

    def is_forgotten(self, record: Record) -> bool:
        """Tell whether a record is of somebody who was forgotten, and is to stay out."""
        from sync.store.forgetting import marks

        return not self.forgotten.isdisjoint(marks(record, self.salt))

    def _without_forgotten(self, records: Sequence[Record], told: Counter[str]) -> list[Record]:
        """Return the records that may be kept; a name the others came under today is one to keep out, too."""
        out = [record for record in records if self.is_forgotten(record)]
        if not out:
            return list(records)
        told["forgotten"] = len(out)
        new = {self.mark_of((record.source, record.key)) for record in out}
        self.db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", [(mark,) for mark in new])
        self.forgotten = self.forgotten | new
        gone = {record.key for record in out}
        return [record for record in records if record.key not in gone]

    def mark_of(self, ref: Ref) -> str:
        """Return the mark under which a record would be among the `forgotten`."""
        from sync.store.forgetting import mark_of

        return mark_of(ref, self.salt)

    def known(
        self, table: str, values: Sequence[Record] | Sequence[Interaction], columns: str
    ) -> dict[str, sqlite3.Row]:
        """Return the rows of a table that bear the keys of `values`, which are all of one source."""
        if not values:
            return {}
        source = values[0].source
        where, names = "WHERE source = ?", [source]
        if len(values) == 1:
            where, names = where + " AND key = ?", [source, values[0].key]
        return {
            row["key"]: row
            for row in self.db.execute(f"SELECT id, key, {columns} FROM {table} {where}", names)
        }

    def mark_gone(self, ref: Ref, at: str) -> None:
        """Note that a record has left its source; it stays readable."""
        self.db.execute("UPDATE record SET gone_on = ? WHERE source = ? AND key = ?", (at, *ref))

    def records(self, refs: Collection[Ref] | None = None, *, cards: bool = True) -> list[Kept]:
        """Return all records in order of arrival, or those named. Raw text is left out (see `raw`).

        `cards` tells that all cards will be asked for: their texts are then read along.
        """
        from sync.store.kept import Kept

        text, joined = self._texts(cards if refs is not None else cards and not self._has_most())
        asked = f"SELECT {Kept.COLUMNS}{text} FROM"
        if refs is None:
            rows = self.plain().execute(f"{asked} record{joined} ORDER BY id").fetchall()
        elif len(refs) <= _FEW:
            one = f"{asked} record{joined} WHERE source = ? AND key = ?"
            rows = [row for ref in refs for row in self.plain().execute(one, ref)]
            rows.sort(key=lambda row: int(row[2]))
        else:
            with self.named(refs):
                # CROSS JOIN in SQLite: from the names to the records, and not the other way round.
                those = f"named CROSS JOIN record USING (source, key){joined}"
                rows = self.plain().execute(f"{asked} {those} ORDER BY id").fetchall()
        former = self.former()
        if not former:
            return [Kept(row, (), self._content) for row in rows]
        return [Kept(row, former.get(row[0], {}).get(row[1], ()), self._content) for row in rows]

    def arrivals(self, refs: Collection[Ref] | None = None) -> dict[Ref, tuple[int, str]]:
        """Return of all records, or of those named, the place in order of arrival and the person id each gives."""
        asked = "SELECT source, key, id, uuid FROM"
        if refs is None:
            rows = self.plain().execute(f"{asked} record")
            return {(intern(source), key): (number, uuid_) for source, key, number, uuid_ in rows}
        with self.named(refs):
            rows = self.plain().execute(f"{asked} named CROSS JOIN record USING (source, key)")
            return {(source, key): (number, uuid_) for source, key, number, uuid_ in rows}

    def _has_most(self) -> bool:
        """Tell whether most cards are remembered: their texts need not be read along then."""
        at_hand = self._content.at_hand()
        if not at_hand:
            return False
        return 10 * at_hand >= 9 * self._size()

    @staticmethod
    def _texts(along: bool) -> tuple[str, str]:
        """Return what is read of the texts of cards along with the records, and from where."""
        return (f", {_SMALL}", " JOIN content ON hash = card") if along else ("", "")

    def each_record(self) -> Iterator[Kept]:
        """Yield all records in order of arrival, each with its card at hand; for who looks at each once.

        Of a large network the cards are let go of on the way.
        """
        from sync.store.kept import Kept

        former = self.former()
        has_most = self._has_most()
        text, joined = self._texts(not has_most)
        passing = not has_most and self._size() > MANY
        for row in self.plain().execute(f"SELECT {Kept.COLUMNS}{text} FROM record{joined} ORDER BY id"):
            kept = Kept(row, former.get(row[0], {}).get(row[1], ()) if former else (), self._content)
            yield kept
            if passing:
                kept.release()

    def let_go_of_cards(self) -> bool:
        """Let go of what was written just now, where it is a large network: held by all steps it would fill the memory.

        Tell whether it was one.
        """
        many = self._content.at_hand() > MANY
        if many:
            self._content.forget_cards()
        return many

    def _size(self) -> int:
        (size,) = self.plain().execute("SELECT count(*) FROM record").fetchone()
        return int(size)

    def members(self, person: str = "", *, cards: bool) -> dict[str, list[Kept]]:
        """Return the records of every person, or of one: `people` and `records` together."""
        text, joined = self._texts(cards and not self._has_most())
        former = self.former()
        from sync.store.kept import Kept

        found: dict[str, list[Kept]] = defaultdict(list)
        for row in self.plain().execute(
            f"SELECT {Kept.COLUMNS}{text}, person FROM record JOIN membership USING (source, key){joined} "
            f"WHERE gone_on IS NULL{' AND person = ?' if person else ''} ORDER BY id",
            (person,) if person else (),
        ):
            before = former.get(row[0], {}).get(row[1], ()) if former else ()
            found[row[-1]].append(Kept(row[:-1], before, self._content))
        return found

    def plain(self) -> sqlite3.Cursor:
        """Return a cursor that gives plain tuples: quicker, where rows go into the tens of thousands."""
        cursor = self.db.cursor()
        cursor.row_factory = None
        return cursor

    @contextmanager
    def named(self, refs: Iterable[Ref]) -> Iterator[None]:
        """Have records at hand in a table `named` (source, key), for the statements within."""
        self.db.execute(
            "CREATE TEMP TABLE named (source TEXT, key TEXT, PRIMARY KEY (source, key)) WITHOUT ROWID"
        )
        try:
            self.db.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", refs)
            yield
        finally:
            self.db.execute("DROP TABLE named")

    def former(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return the hashes of all cards a record had, by source and key, where it had several; the newest first."""
        exports = self.exports("linkedin")
        if len(exports) < 2:
            return {}
        mark = " ".join(one.fingerprint for one in exports)
        known: dict[str, dict[str, tuple[str, ...]]] | None = self.derived.parsed("former", mark, json.loads)
        if known is None:
            told: dict[str, dict[str, list[str]]] = {}
            for snapshot in reversed(self.snapshots("linkedin")):
                mine = told.setdefault(snapshot.source, {})
                for key, name in snapshot.entries.items():
                    names = mine.setdefault(key, [])
                    if name not in names:
                        names.append(name)
            known = {
                source: {key: tuple(names) for key, names in mine.items() if len(names) > 1}
                for source, mine in told.items()
            }
            self.derived.keep("former", mark, _json(known))
        return known

    def raw(self, ref: Ref) -> bytes:
        """Return the raw text of a record; empty if it has none."""
        row = self.db.execute(
            "SELECT data FROM record JOIN content ON content.hash = record.raw WHERE source = ? AND key = ?",
            ref,
        ).fetchone()
        return bytes(row["data"]) if row else b""

    def card(self, name: str) -> Card:
        """Return a card by its content hash, as a snapshot names it."""
        return self._content.card(name)

    # snapshots ----------------------------------------------------------------------------------

    def put_snapshot(
        self, source: str, scope: str, taken_on: str, read_at: str, cards: Iterable[Record]
    ) -> bool:
        """Keep the state of an export. Return False if exactly this state is known already."""
        named = [
            (record.key, *self._content.name(record.card))
            for record in cards
            if not (self.forgotten and self.is_forgotten(record))
        ]
        self._content.put((name, text) for _, name, text in named)
        self._content.names_alone()
        text = _json(sorted((key, name) for key, name, _ in named))
        cursor = self.db.execute(
            "INSERT OR IGNORE INTO snapshot (source, scope, taken_on, read_at, fingerprint, entries) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (source, scope, taken_on, read_at, codec.digest(text), text),
        )
        return cursor.rowcount > 0

    def exports(self, source: str) -> list[Export]:
        """Return which snapshots of a source there are, oldest first, without what they hold."""
        rows = self.db.execute(
            "SELECT scope, taken_on, fingerprint FROM snapshot WHERE source = ? ORDER BY taken_on, id",
            (source,),
        )
        from sync.store.kept import Export

        return [Export(*row) for row in rows]

    def snapshots(self, source: str, scope: str = "") -> list[Snapshot]:
        """Return the snapshots of a source, oldest first by the day they show."""
        from sync.store import kept

        rows = self.db.execute(
            "SELECT * FROM snapshot WHERE source = ? AND (? = '' OR scope = ?) ORDER BY taken_on, id",
            (source, scope, scope),
        )
        return [
            kept.Snapshot(
                row["id"], row["source"], row["scope"], row["taken_on"], dict(json.loads(row["entries"]))
            )
            for row in rows
        ]

    # facts of the owner -------------------------------------------------------------------------

    def put_fact(self, fact: Fact, scope: str) -> bool:
        """Keep something told of the owner; False if it is known."""
        cursor = self.db.execute(
            "INSERT OR IGNORE INTO fact (source, kind, scope, vals) VALUES (?, ?, ?, ?)",
            (fact.source, fact.kind, scope, json.dumps(fact.values, ensure_ascii=False)),
        )
        return cursor.rowcount > 0

    def replace_facts(self, source: str, kind: str, scope: str, facts: Iterable[Fact]) -> None:
        """Make the facts of one kind and scope exactly these (busy times of a calendar)."""
        wanted = {json.dumps(fact.values, ensure_ascii=False): fact for fact in facts}
        for row in self.db.execute(
            "SELECT id, vals FROM fact WHERE source = ? AND kind = ? AND scope = ?", (source, kind, scope)
        ).fetchall():
            if row["vals"] not in wanted:
                self.db.execute("DELETE FROM fact WHERE id = ?", (row["id"],))
        for fact in wanted.values():
            self.put_fact(fact, scope)

    def facts(self, kind: str) -> list[dict[str, str]]:
        """Return the values of all facts of a kind, in order of arrival."""
        rows = self.db.execute("SELECT vals FROM fact WHERE kind = ? ORDER BY id", (kind,))
        return [dict(json.loads(row["vals"])) for row in rows]

    # judgements and attributes ------------------------------------------------------------------

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; an earlier one of the same hand on the same pair is withdrawn."""
        first, second = sorted((judgement.a, judgement.b))
        user = judgement.by == "user"
        for row in self.db.execute(
            "SELECT id, by, verdict FROM judgement WHERE a_source = ? AND a_key = ? AND b_source = ? AND b_key = ? "
            "AND withdrawn_at IS NULL",
            (*first, *second),
        ).fetchall():
            if (row["by"] == "user") == user:
                if row["verdict"] == judgement.verdict:
                    return
                self.db.execute(
                    "UPDATE judgement SET withdrawn_at = ? WHERE id = ?", (judgement.at, row["id"])
                )
        self.db.execute(
            "INSERT INTO judgement (a_source, a_key, b_source, b_key, verdict, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*first, *second, judgement.verdict, judgement.by, judgement.at),
        )

    def link(self, judgements: Iterable[Judgement]) -> None:
        """Keep links that reseau makes by itself, but for pairs on which a word of its own stands; many at once."""
        self.db.executemany(
            "INSERT INTO judgement (a_source, a_key, b_source, b_key, verdict, by, at) SELECT ?, ?, ?, ?, ?, ?, ? "
            "WHERE NOT EXISTS (SELECT 1 FROM judgement WHERE a_source = ?1 AND a_key = ?2 AND b_source = ?3 "
            "AND b_key = ?4 AND by != 'user' AND withdrawn_at IS NULL)",
            ((*min(j.a, j.b), *max(j.a, j.b), j.verdict, j.by, j.at) for j in judgements),
        )

    def withdraw(self, a: Ref, b: Ref, at: str) -> None:
        """Withdraw every standing judgement on a pair."""
        first, second = sorted((a, b))
        self.db.execute(
            "UPDATE judgement SET withdrawn_at = ? WHERE a_source = ? AND a_key = ? AND b_source = ? AND b_key = ? "
            "AND withdrawn_at IS NULL",
            (at, *first, *second),
        )

    def judgements(self, of: Iterable[Ref] | None = None) -> list[Judgement]:
        """Return the judgements that stand, oldest first; all, or those on one of some records at least."""
        from sync.model import Judgement

        sql = "SELECT a_source, a_key, b_source, b_key, verdict, by, at FROM judgement WHERE withdrawn_at IS NULL"
        if of is None:
            rows = self.plain().execute(f"{sql} ORDER BY id").fetchall()
        else:
            ends = ("(a_source, a_key)", "(b_source, b_key)")
            those = " OR ".join(f"{end} IN (SELECT source, key FROM named)" for end in ends)
            with self.named(of):
                rows = self.plain().execute(f"{sql} AND ({those}) ORDER BY id").fetchall()
        return [Judgement(row[:2], row[2:4], *row[4:]) for row in rows]

    def set_attribute(self, ref: Ref, name: str, value: str, at: str) -> None:
        """Keep what the user decided about a person, hung on a record; an empty value takes it back."""
        if not value:
            self.db.execute("DELETE FROM attribute WHERE source = ? AND key = ? AND name = ?", (*ref, name))
            return
        known = self.db.execute(
            "SELECT id, value FROM attribute WHERE source = ? AND key = ? AND name = ?", (*ref, name)
        ).fetchone()
        if known is None:
            self.db.execute(
                "INSERT INTO attribute (source, key, name, value, at) VALUES (?, ?, ?, ?, ?)",
                (*ref, name, value, at),
            )
        elif known["value"] != value:
            self.db.execute("UPDATE attribute SET value = ?, at = ? WHERE id = ?", (value, at, known["id"]))

    def attributes(self) -> dict[Ref, dict[str, str]]:
        """Return all attributes by record."""
        found: dict[Ref, dict[str, str]] = {}
        for row in self.db.execute("SELECT source, key, name, value FROM attribute ORDER BY at, id"):
            found.setdefault((row["source"], row["key"]), {})[row["name"]] = row["value"]
        return found
