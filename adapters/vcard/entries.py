"""A card as entries that can be compared and carried into another card, line by line.

What spelling may change is left out of the comparison: folding, order, case of names and parameters, escapes,
empty parts at the end of a structured value, base64 layout. Only the lines of what changes are written; the
others keep their bytes. Values are `sync.entries.Entry`, which this module makes and understands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from adapters.vcard import lines, splitting, values
from adapters.vcard.folding import content_line
from adapters.vcard.lines import Line
from sync.entries import Edits, Entry

_WORDS = frozenset({"CATEGORIES", "NICKNAME"})
_STRUCTURED = frozenset({"N", "ORG", "ADR", "GENDER", "X-PHONETIC-ORG"})
_BESIDE = frozenset({"X-ABLABEL", "X-ABADR"})
_TRANSPORT = frozenset({"VALUE", "ENCODING", "CHARSET"})
_IMPLIED = {"EMAIL": {"internet"}, "TEL": {"voice"}, "PHOTO": {"jpeg", "png", "gif"}}
_GROUP = re.compile(rb"^([A-Za-z0-9_-]+)\.", re.MULTILINE)


def entries(raw: bytes) -> tuple[Entry, ...]:
    """Return what a card says, in order."""
    content, _ = splitting.narrow(raw)
    return tuple(entry for _, entry in _Card(content).entries())


def carry(raw: bytes, edits: Edits, uid: str = "") -> bytes:
    """Return the card `raw` with `edits` made; `uid` is given to a card that has none.

    An entry of another version of vCard is put into the words of this one. What is not there cannot be removed.
    """
    narrow, wide = splitting.narrow(raw)
    card = _Card(narrow)
    changed = card.edited(edits, uid)
    if changed == narrow:
        return raw
    if not wide:
        return raw[: len(raw) - len(narrow)] + changed
    mark = raw[: len(raw) - len(narrow.decode().encode(wide))]
    return mark + changed.decode().encode(wide)


class _Card:
    """One card with the place of every entry."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.content = lines.scan(raw)
        self.version = self.content.version or "3.0"
        self.newline = b"\r\n" if b"\r\n" in raw else b"\n" if b"\n" in raw else b"\r\n"
        grouped: dict[str, list[Line]] = {}
        for line in self.content.lines:
            if line.head.group:
                grouped.setdefault(line.head.group.lower(), []).append(line)
        # Apple's lines beside a property belong to it, where the group has just one besides them.
        self.beside: dict[int, list[Line]] = {}
        self.attached: set[int] = set()
        for members in grouped.values():
            mains = [one for one in members if one.head.name not in _BESIDE]
            if len(mains) == 1:
                labels = [one for one in members if one.head.name in _BESIDE]
                self.beside[mains[0].start] = labels
                self.attached |= {one.start for one in labels}
        self.groups = set(grouped)

    def entries(self) -> Iterator[tuple[Line, Entry]]:
        for line in self.content.lines:
            if line.start in self.attached:
                continue
            yield from ((line, entry) for entry in self.read(line))

    def read(self, line: Line) -> Iterator[Entry]:
        name = line.head.name
        labels = self.beside.get(line.start, [])
        raw = b"".join(self.raw[one.start : one.end] for one in (line, *labels))
        params = _parameters(line, labels)
        if line.body:
            value = hashlib.sha256(lines.base64_text(self.raw, line.body).encode()).hexdigest()
            yield Entry(name, f"{value} {params}", value, "…", raw, self.version)
        elif name in _WORDS:
            for word in values.items(line.value):
                yield Entry(name, f"{word} {params}", word, word, raw, self.version)
        else:
            value = _value(name, line.value)
            text = ", ".join(part for part in value.split("\x1f") if part)
            yield Entry(name, f"{value} {params}", value, text[:500], raw, self.version)

    def edited(self, edits: Edits, uid: str) -> bytes:
        steps: list[tuple[int, int, bytes]] = []
        adds = [entry for entry in edits.add if entry.name not in _WORDS]
        removes = [entry for entry in edits.remove if entry.name not in _WORDS]
        last: dict[str, int] = {}
        for line, entry in self.entries():
            last[entry.name] = max([line.end, *(one.end for one in self.beside.get(line.start, ()))])
            if entry not in removes or entry.name in _WORDS:
                continue
            removes.remove(entry)
            heir = next((one for one in adds if one.name == entry.name), None)
            fresh = b""
            if heir is not None:
                adds.remove(heir)
                fresh = self.lines_of(heir)
            steps.append((line.start, line.end, fresh))
            steps += [(one.start, one.end, b"") for one in self.beside.get(line.start, ())]
        for entry in adds:
            at = last.get(entry.name, self.content.end)
            steps.append((at, at, self.lines_of(entry)))
        for name in _WORDS:
            steps += self.words(name, edits)
        if uid and not any(line.head.name == "UID" for line in self.content.lines):
            line_ = content_line("UID", (), values.escape_uri(uid), "", self.newline)
            steps.append((self.content.end, self.content.end, line_))
        return self.applied(steps)

    def words(self, name: str, edits: Edits) -> Iterator[tuple[int, int, bytes]]:
        """Change words in the lines that hold them; new ones go into the last."""
        gone = [entry.value for entry in edits.remove if entry.name == name]
        come = [entry.value for entry in edits.add if entry.name == name]
        if not gone and not come:
            return
        held = [line for line in self.content.lines if line.head.name == name]
        for line in held:
            found = values.items(line.value)
            kept = [word for word in found if not (word in gone and not gone.remove(word))]  # type: ignore[func-returns-value]
            if line is held[-1]:
                kept += come
            if kept == found:
                continue
            text = ",".join(values.escape(word) for word in kept)
            head = line.head
            yield (
                line.start,
                line.end,
                content_line(name, head.params, text, head.group, self.newline) if kept else b"",
            )
        if not held and come:
            text = ",".join(values.escape(word) for word in come)
            yield self.content.end, self.content.end, content_line(name, (), text, "", self.newline)

    def lines_of(self, entry: Entry) -> bytes:
        """Return an entry of another card as lines of this one."""
        raw = entry.raw
        if _family(entry.version) != _family(self.version):
            raw = _translated(entry, self.version)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
        made = text.replace("\n", self.newline.decode()).encode()
        return self.regrouped(made)

    def regrouped(self, made: bytes) -> bytes:
        """Give the lines a group that is free here."""
        found = _GROUP.match(made)
        if found is None:
            return made
        group = found[1].decode().lower()
        if group in self.groups:
            number = 1
            while f"item{number}" in self.groups:
                number += 1
            group = f"item{number}"
            old = re.escape(found[1])
            made = re.sub(
                rb"^" + old + rb"\.", group.encode() + b".", made, flags=re.MULTILINE | re.IGNORECASE
            )
        self.groups.add(group)
        return made

    def applied(self, steps: list[tuple[int, int, bytes]]) -> bytes:
        out, at = [], 0
        for start, end, text in sorted(steps, key=lambda step: step[:2]):
            out.append(self.raw[at:start])
            if text and start and self.raw[start - 1 : start] not in (b"\n", b"\r"):
                out.append(self.newline)
            out.append(text)
            at = max(at, end)
        return b"".join([*out, self.raw[at:]])


def _family(version: str) -> str:
    return version if version in ("2.1", "4.0") else "3.0"


def _translated(entry: Entry, version: str) -> bytes:
    """Return an entry in the words of another version: read as a card of its own, and written anew."""
    # Needed where two books keep their cards in different versions; it reads people, which else nobody asks for.
    from adapters.vcard import reading, writing

    head = f"BEGIN:VCARD\r\nVERSION:{entry.version}\r\n".encode()
    raw = head + entry.raw.rstrip(b"\r\n") + b"\r\nEND:VCARD\r\n"
    card = reading.card(lines.read(raw), raw)
    target = "4.0" if version == "4.0" else "3.0"
    found = [
        one
        for one in writing.properties(card, target)
        if one.name.upper() == entry.name
        or (one.name.upper() not in ("FN", "N", "UID", "VERSION") and entry.name not in ("FN", "N"))
    ]
    made = b"".join(content_line(one.name, one.params, one.value, one.group) for one in found)
    return made or entry.raw


def _value(name: str, value: str) -> str:
    text = value.strip()
    if name in _STRUCTURED:
        return "\x1f".join(values.components(text))
    if name in ("BDAY", "ANNIVERSARY", "DEATHDATE"):
        return values.day(text) or values.unescape(text)
    return values.unescape(text).strip()


def _parameters(line: Line, labels: list[Line]) -> str:
    found = set()
    for key, value in line.head.params:
        word = value.casefold().strip()
        if key in _TRANSPORT or key.startswith("X-VOBJ"):
            continue
        if (key, word) == ("TYPE", "pref") or key == "PREF":
            found.add("pref")
        elif key == "TYPE":
            if word not in _IMPLIED.get(line.head.name, ()):
                found.add(word)
        else:
            found.add(f"{key}={word}")
    told = sorted(f"{one.head.name}={values.unescape(one.value).strip()}" for one in labels)
    return "|".join([*sorted(found), *told])


def words_of(found: Iterable[Entry]) -> list[str]:
    """Return the names of properties, each once, in order."""
    return list(dict.fromkeys(entry.name for entry in found))
