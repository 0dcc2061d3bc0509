"""The right to erasure: a person goes from every table of a home and of its copies, and stays out.

mark    a salted hash of something that names a person (a record, an address with an initial, a profile); the marks of
        the forgotten are all that is kept, and no import or sync brings anybody back who bears one
needle  a text that only this person has: their name, keys, addresses, numbers; what holds one is swept
lone    a name of one word, such as a pseudonym; found as a whole word only, for it may stand within others

Rows of other people stay, but for the words that name the forgotten one.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from sync.model import Card, Record
from sync.normalize.text import fold
from sync.store import database, derived, striking
from sync.store.codec import digest
from sync.store.kept import Ref

_HASH = re.compile(r"\b[0-9a-f]{32}\b")
_BY_REF = ("record", "attribute", "touchpoint", "favour", "recipient", "membership")
_CONTENT = (
    ("record", ("card", "raw")),
    ("snapshot", ("entries",)),
    ("binding", ("base",)),
    ("twin", ("a_text", "b_text")),
    ("clash", ("a_raw", "b_raw")),
    ("request", ("before", "after", "other", "got")),
    ("change", ("before", "after")),
)
"""Where hashes of kept texts stand. A text that none of these names any more is nobody's."""
_SWEPT = (
    ("event", ("content",)),
    ("outlet", ("content",)),
    ("pushed", ("content", "seen", "intent")),
    ("feed", ("body_hash",)),
)
_WRITTEN = (
    ("interaction", "summary", ""),
    ("interaction", "key", "AND source = 'user'"),
    ("favour", "what", ""),
    ("campaign", "name", ""),
    ("attribute", "value", "AND name = 'event'"),
    ("touchpoint", "reasons", ""),
    ("job", "message", ""),
    ("journal", "command", ""),
    ("journal", "summary", ""),
)
"""Where somebody's own words stand, which may name anybody in any way of writing.

The key of a meeting, the event somebody was met at and the reason for a touchpoint repeat what an event or a campaign
is called.
"""
_FREE = ("notes", "keywords", "titles")
"""Fields of a card in which somebody writes freely."""
_TOLD = frozenset(("favour", "campaign", "attribute", "touchpoint", "fact"))
"""Tables whose rows in the journal may hold such words."""
_UNTITLED = '"summary":""'
_REACH = re.compile(
    rb"^(?:[\w-]+\.)?(FN|EMAIL|TEL|URL|IMPP|X-SOCIALPROFILE)(?:;[^:\r\n]*)?:([^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_SHORTEST = 5
_SHORTEST_LONE = 3
_ONLY_ONE = 20
"""A UID of so many characters is of one card alone; some programs number theirs 1, 2, 3."""


def marks(record: Record, salt: bytes) -> set[str]:
    """Return the marks of a record: those it is kept out by, if one of them is known."""
    card, named = record.card, _initial(record.card)
    told = [f"record\n{record.source}\n{record.key}"]
    told += [f"profile\n{s.user}" for s in card.online_services if s.user.startswith("in/")]
    if record.key.startswith("in/"):
        told.append(f"profile\n{record.key}")
    # Spouses share a mailbox or a number; the initial tells them apart.
    told += [f"mail\n{email.address}\n{named}" for email in card.emails]
    told += [f"phone\n{phone.number}\n{named}" for phone in card.phones if named and len(phone.number) > 6]
    if named and not (card.emails or card.phones or card.online_services):
        company = fold(card.organizations[0].name) if card.organizations else ""
        told.append(f"name\n{fold(card.name.full)}\n{company}")
    return {_hash(text, salt) for text in told}


def keep_out(
    connection: sqlite3.Connection, records: Iterable[Record], salt: bytes, refs: Iterable[Ref] = ()
) -> None:
    """Keep the marks of records that are to be forgotten, also those a poorer record of them would bear.

    `refs` name further ones, of which nothing else is known.
    """
    found = {mark_of(ref, salt) for ref in refs}
    for record in records:
        found |= marks(record, salt)
        found |= {_hash(f"mail\n{email.address}\n", salt) for email in record.card.emails}
        company = fold(record.card.organizations[0].name) if record.card.organizations else ""
        if _initial(record.card) and company:
            found.add(_hash(f"name\n{fold(record.card.name.full)}\n{company}", salt))
    connection.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", [(mark,) for mark in found])


def mark_of(ref: Ref, salt: bytes) -> str:
    """Return the mark of a record by its reference alone."""
    return _hash(f"record\n{ref[0]}\n{ref[1]}", salt)


def needles(records: Collection[Record]) -> set[str]:
    """Return the texts by which a person is found wherever they stand."""
    found: set[str] = set()
    for record in records:
        card = record.card
        found |= {record.key, card.uid, *_names(card), *(email.address for email in card.emails)}
        found |= {text for phone in card.phones for text in (phone.number, phone.raw)}
        found |= {text for s in card.online_services for text in (s.user, s.uri)}
    told = {text for text in found if len(text) >= _SHORTEST and not text.isalpha()}
    found |= {text for record in records for text in (record.card.name.full, record.card.name.raw)}
    return told | {text for text in found if striking.has_no_blanks(text.replace(" ", ""))}


def lone_names(records: Iterable[Record]) -> set[str]:
    """Return the full names that are one word. One of two letters is a word of many languages, and none of these."""
    told = {text.strip() for one in records for text in (one.card.name.full, one.card.name.raw)}
    return {
        text for text in told if len(text) >= _SHORTEST_LONE and not text.isdigit() and len(text.split()) == 1
    }


def erase(
    connection: sqlite3.Connection, refs: Collection[Ref], words: Collection[str], lone: Collection[str] = ()
) -> int:
    """Erase records and all that hangs on them; return how many interactions went with them.

    `words` are their needles, `lone` their names of one word.

    Works on a home of any earlier schema: tables that are not there are passed over. Call inside a transaction.
    """
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    uids, texts = _cards(connection, refs)
    numbers: dict[str, list[int]] = {}
    for table in ("record", "attribute", "touchpoint", "favour", "recipient", "binding"):
        if table in tables:
            numbers[table] = [
                row[0]
                for ref in refs
                for row in connection.execute(f"SELECT id FROM {table} WHERE source = ? AND key = ?", ref)
            ]
    for table in _BY_REF:
        if table in tables:
            connection.executemany(f"DELETE FROM {table} WHERE source = ? AND key = ?", refs)
    for table in ("judgement", "pair"):
        connection.executemany(
            f"DELETE FROM {table} WHERE (a_source = ? AND a_key = ?) OR (b_source = ? AND b_key = ?)",
            [(*ref, *ref) for ref in refs],
        )
    twins: set[tuple[int, str]] = set()

    def is_hers(mirror: int, uid: str, names: Iterable[str]) -> bool:
        is_known = uid in words or not texts.isdisjoint(names) or (uid in uids and len(uid) >= _ONLY_ONE)
        return is_known or (mirror, uid) in twins or _are_of(connection, names, words)

    for table, columns in _CONTENT:
        if table in {"twin", "clash", "request"} & tables:
            for number, mirror, uid, *names in connection.execute(
                f"SELECT id, mirror, uid, {', '.join(columns)} FROM {table}"
            ).fetchall():
                if is_hers(mirror, uid, names):
                    connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
                    if table == "twin" and uid:
                        # What was in conflict holds one property, which may say nothing of whose it is.
                        twins.add((mirror, uid))
    _pending(connection, is_hers)
    if "echo" in tables:
        connection.executemany("DELETE FROM echo WHERE origin_source = ? AND origin_key = ?", refs)
        connection.executemany("DELETE FROM echo WHERE key = ?", [(key,) for _, key in refs])
    connection.executemany("DELETE FROM binding WHERE source = ? AND key = ?", refs)
    # Where one file holds the cards of several people, its text is kept for none of them.
    connection.executemany("UPDATE binding SET base = '' WHERE base = ?", [(text,) for text in texts])
    connection.executemany("UPDATE record SET raw = NULL WHERE raw = ?", [(text,) for text in texts])
    derived.forget(connection)
    named, alone = striking.pattern(words), striking.pattern(lone)
    gone = _interactions(connection, set(refs), named, striking.parts({*words, *lone}))
    _snapshots(connection, set(refs))
    noted = _cards_of_the_user(connection, named, alone)
    _changes(connection, numbers, {*words, *texts, *noted}, striking.pattern({*words, *lone}))
    _words(connection, tables, words, named, alone)
    _sweep(connection, tables, alone)
    _contents(connection, tables)
    return gone


def erase_copy(
    place: Path, refs: Collection[Ref], words: Collection[str], lone: Collection[str] = ()
) -> None:
    """Erase in a dated copy, too; one that cannot be opened is removed, for nobody can say what is in it.

    Raises `sqlite3.OperationalError` where there is no room, or it is in use: it may be sound.
    """
    try:
        connection = sqlite3.connect(place, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            erase(connection, refs, words, lone)
            connection.execute("COMMIT")
            _if_possible(connection, "VACUUM")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if _is_passing(error):
            raise
        place.unlink(missing_ok=True)


def compact(connection: sqlite3.Connection) -> None:
    """Write the database anew, so that no freed page and no write-ahead log holds what was erased.

    Where there is no room for that, or somebody else reads, it stays as it is: freed pages were wiped already
    (`secure_delete`), and the log goes when the home is opened next.
    """
    for step in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        _if_possible(connection, step)


def _if_possible(connection: sqlite3.Connection, step: str) -> None:
    try:
        connection.execute(step)
    except sqlite3.OperationalError as error:
        if not _is_passing(error):
            raise


def _is_passing(error: sqlite3.Error) -> bool:
    """Tell whether there was no room, or somebody else at it: a database that may be sound."""
    passing = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED)
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in passing


def copies(home: Path) -> list[Path]:
    """Return all copies of a home's database."""
    return sorted((home / "backups").glob("*.db")) + sorted(home.glob(f"{database.FILE}.*"))


def _cards(connection: sqlite3.Connection, refs: Collection[Ref]) -> tuple[set[str], set[str]]:
    """Return the UIDs of the cards of records in address books, and the names of the texts of those cards."""
    uids: set[str] = set()
    texts: set[str] = set()
    for ref in refs:
        for uid, base in connection.execute(
            "SELECT uid, base FROM binding WHERE source = ? AND key = ?", ref
        ):
            uids.add(uid)
            texts.add(base)
            texts.update(
                row[0] or ""
                for row in connection.execute("SELECT raw FROM record WHERE source = ? AND key = ?", ref)
            )
    return uids - {""}, texts - {""}


def _pending(connection: sqlite3.Connection, is_hers: Callable[[int, str, Iterable[str]], bool]) -> None:
    """Take out what a killed sync had come upon of somebody (see `mirrors.set_pending`); of others a value may stand only there."""
    for name, told in connection.execute(
        "SELECT name, value FROM meta WHERE name LIKE 'pending:%'"
    ).fetchall():
        rows = json.loads(told or "[]")
        mirror = int(name.partition(":")[2])
        left = [row for row in rows if not is_hers(mirror, str(row[0]), [str(part) for part in row[5:7]])]
        if left != rows:
            text = json.dumps(left) if left else ""
            connection.execute("UPDATE meta SET value = ? WHERE name = ?", (text, name))


def _are_of(connection: sqlite3.Connection, names: Iterable[str], words: Collection[str]) -> bool:
    """Tell whether one of these kept texts is a card that one of the words leads to.

    That is by an address, a number or a profile; by the name where the card has nothing else.
    """
    for name in names:
        row = (
            connection.execute("SELECT data FROM content WHERE hash = ?", (name,)).fetchone()
            if name
            else None
        )
        text = bytes(row[0]).replace(b"\r\n ", b"").replace(b"\n ", b"") if row else b""
        lines = [(one[1].upper(), one[2].decode("utf-8", "replace")) for one in _REACH.finditer(text)]
        reach = [value for field, value in lines if field != b"FN"]
        if any(word in value for word in words for value in reach or [value for _, value in lines]):
            return True
    return False


def _cards_of_the_user(
    connection: sqlite3.Connection, named: re.Pattern[str], alone: re.Pattern[str]
) -> set[str]:
    """Strike the words from what the user noted about others; return the hashes of the texts that named somebody.

    A name of one word is struck where somebody writes freely: elsewhere it may be a key of the card or a part of an address.
    """
    found = set()
    for number, name, data in connection.execute(
        "SELECT record.id, hash, data FROM record JOIN content ON hash = card WHERE source = 'user'"
    ).fetchall():
        text = bytes(data).decode("utf-8")
        struck = striking.strike(text, named)
        if striking.strike(struck, alone) != struck:
            struck = _noted(struck, alone)
        if struck != text:
            found.add(name)
            kept = struck.encode("utf-8")
            connection.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (digest(kept), kept))
            connection.execute("UPDATE record SET card = ? WHERE id = ?", (digest(kept), number))
    return found


def _noted(text: str, alone: re.Pattern[str]) -> str:
    """Strike names of one word from the free fields of a card; from all of a text that is damaged."""
    try:
        card = json.loads(text)
    except ValueError:
        return striking.strike(text, alone)
    left = {field: striking.strike_within(card[field], alone) for field in _FREE if field in card}
    return json.dumps({**card, **left}, ensure_ascii=False, separators=(",", ":"))


def _interactions(
    connection: sqlite3.Connection, refs: set[Ref], named: re.Pattern[str], parts: re.Pattern[str]
) -> int:
    """Take people out of what happened; a title of what they were part of may call them by one name alone."""
    gone = 0
    for number, told, title in connection.execute("SELECT id, parties, summary FROM interaction").fetchall():
        if not any(key in told for _, key in _written(refs)):
            continue
        parties = [tuple(ref) for ref in json.loads(told)]
        left = [ref for ref in parties if ref not in refs]
        if len(left) == len(parties):
            continue
        if left:
            text = json.dumps(left, ensure_ascii=False, separators=(",", ":"))
            struck = striking.strike(striking.strike(title, named), parts)
            connection.execute(
                "UPDATE interaction SET parties = ?, summary = ? WHERE id = ?", (text, struck, number)
            )
        else:
            connection.execute("DELETE FROM interaction WHERE id = ?", (number,))
            gone += 1
    return gone


def _written(refs: Iterable[Ref]) -> list[Ref]:
    """Return references with their keys as JSON writes them."""
    return [(source, json.dumps(key, ensure_ascii=False)[1:-1]) for source, key in refs]


def _snapshots(connection: sqlite3.Connection, refs: set[Ref]) -> None:
    """Take people out of the states of exports; the same export read again gives the same state."""
    for number, source, told in connection.execute("SELECT id, source, entries FROM snapshot").fetchall():
        entries = json.loads(told)
        left = [entry for entry in entries if (source, entry[0]) not in refs]
        if len(left) == len(entries):
            continue
        text = json.dumps(left, ensure_ascii=False, separators=(",", ":"))
        connection.execute(
            "UPDATE OR REPLACE snapshot SET entries = ?, fingerprint = ? WHERE id = ?",
            (text, digest(text), number),
        )


def _changes(
    connection: sqlite3.Connection,
    numbers: dict[str, list[int]],
    words: Collection[str],
    named: re.Pattern[str],
) -> None:
    """Take out of the journal what would bring them back."""
    for table, rows in numbers.items():
        connection.executemany(
            "DELETE FROM change WHERE tab = ? AND row_id = ?", [(table, row) for row in rows]
        )
    written = [json.dumps(word, ensure_ascii=False)[1:-1] for word in words] + [
        json.dumps(word)[1:-1] for word in words
    ]
    changes = connection.execute("SELECT id, tab, before, after FROM change").fetchall()
    for number, table, before, after in changes:
        text = f"{before or ''}{after or ''}"
        # Parties stand in JSON within JSON, where each quotation mark has a stroke before it.
        plain = text.replace('\\\\"', '"').replace('\\"', '"')
        # Of what happened most rows have no title, and a search in any way of writing takes its time.
        is_written = table in _TOLD or (table == "interaction" and _UNTITLED not in text)
        if any(word in text or word in plain for word in written) or (
            is_written and striking.names_one(text, named)
        ):
            connection.execute("DELETE FROM change WHERE id = ?", (number,))


def _words(
    connection: sqlite3.Connection,
    tables: set[str],
    words: Collection[str],
    named: re.Pattern[str],
    alone: re.Pattern[str],
) -> None:
    """Take the words out of what was noted for others to read: titles, events, the journal's headings."""
    for table, columns in _SWEPT:
        if table not in tables:
            continue
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for column in there.intersection(columns):
            for word in words:
                connection.execute(
                    f"UPDATE {table} SET {column} = '' WHERE instr({column}, ?) OR instr({column}, ?)",
                    (word, json.dumps(word)[1:-1]),
                )
    for table, column, among in _WRITTEN:
        if table in tables:
            for number, text in connection.execute(
                f"SELECT rowid, {column} FROM {table} WHERE {column} != '' {among}"
            ).fetchall():
                struck = striking.strike_all(text, named)
                struck = (
                    _reasons(struck, alone) if column == "reasons" else striking.strike_all(struck, alone)
                )
                if struck != text:
                    for told in (struck, f"{struck} {number}"):  # two campaigns may differ in a name alone
                        if connection.execute(
                            f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (told, number)
                        ).rowcount:
                            break
    for number, text in connection.execute("SELECT id, vals FROM fact WHERE source = 'user'").fetchall():
        struck = striking.strike_all(striking.strike_all(text, named), alone)
        if struck != text:
            connection.execute("UPDATE OR REPLACE fact SET vals = ? WHERE id = ?", (struck, number))
    # What a file tells of the owner is read from it again.
    for word in words:
        connection.execute("DELETE FROM fact WHERE kind != 'owner' AND instr(vals, ?)", (word,))


def _reasons(text: str, alone: re.Pattern[str]) -> str:
    """Strike names of one word from the reasons for a touchpoint, whose codes are words, too."""
    if striking.strike(text, alone) == text:
        return text
    told = json.loads(text)
    left = [
        [code, [[name, striking.strike(value, alone)] for name, value in args], source]
        for code, args, source in told
    ]
    return json.dumps(left, ensure_ascii=False)


def _sweep(connection: sqlite3.Connection, tables: set[str], lone: re.Pattern[str]) -> None:
    """Empty what was made for others to read where it holds a name of one word; it is made again without."""
    for table, columns in _SWEPT:
        if table not in tables:
            continue
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for column in there.intersection(columns):
            for (text,) in connection.execute(
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} != ''"
            ).fetchall():
                if striking.names_one(text, lone):
                    connection.execute(f"UPDATE {table} SET {column} = '' WHERE {column} = ?", (text,))


def _contents(connection: sqlite3.Connection, tables: set[str]) -> None:
    """Delete texts that nothing refers to any more."""
    used: set[str] = set()
    for table, columns in _CONTENT:
        if table in tables:
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                for text in row:
                    used.update(_HASH.findall(text or ""))
    for (told,) in connection.execute("SELECT value FROM meta WHERE name LIKE 'pending:%'"):
        used.update(_HASH.findall(told))
    every = [row[0] for row in connection.execute("SELECT hash FROM content")]
    connection.executemany(
        "DELETE FROM content WHERE hash = ?", [(name,) for name in every if name not in used]
    )


def _names(card: Card) -> set[str]:
    name = card.name
    both = {f"{name.given} {name.surname}".strip(), f"{name.surname} {name.given}".strip()}
    return {text for text in (name.full, name.raw, *both) if " " in text.strip()}


def _initial(card: Card) -> str:
    told = fold(card.name.given or card.name.full or card.name.surname)
    return told[:1]


def _hash(text: str, salt: bytes) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), key=salt, digest_size=16).hexdigest()
