"""Change a card where it stands: only the lines of what changed, and REV, are written anew.

Version, order, newlines and charset of the card stay; everything else keeps its bytes. The caller says what the card
should be; what is the same as before is not touched, even where we would write it otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

from adapters.vcard import lines, parts, reading, splitting, values, writing
from adapters.vcard.folding import content_line
from adapters.vcard.legacy import content_line_21
from adapters.vcard.lines import Content, Line
from adapters.vcard.writing import Written
from sync.model import Card, Property

_LISTS = {
    "emails": "emails",
    "phones": "phones",
    "organizations": "organizations",
    "titles": "titles",
    "services": "online_services",
    "addresses": "addresses",
    "anniversaries": "anniversaries",
    "notes": "notes",
    "media": "media",
}
_WORDS = {"nicknames": "NICKNAME", "keywords": "CATEGORIES"}
_BESIDE = frozenset({"X-ABLABEL", "X-ABADR"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `before` of `field` becomes `after`; None means that it was, or will be, not there.

    `field` is a field of `Card`; for one with several values both are parts of it, otherwise its whole value.
    """

    field: str
    before: Any
    after: Any


def edit(raw: bytes, changes: Iterable[Change], *, now: str = "") -> bytes:
    """Return the card `raw` with `changes` made; one whose `before` is not there (any more) only adds.

    `now` (ISO 8601, UTC) becomes the REV of a card that has one. Raises ValueError for an unknown field.
    """
    card = read(raw)
    known = {f.name for f in fields(Card)}
    new: dict[str, Any] = {}
    for change in changes:
        if change.field not in known:
            raise ValueError(change.field)
        held = new.get(change.field, getattr(card, change.field))
        if not isinstance(held, tuple):
            new[change.field] = change.after if change.after is not None else type(held)()
            continue
        found = list(held)
        place = found.index(change.before) if change.before in found else len(found)
        found[place : place + 1] = [change.after] if change.after is not None else []
        new[change.field] = tuple(found)
    values_of = {f.name: getattr(card, f.name) for f in fields(Card)}
    return update(raw, Card(**(values_of | new)), now=now)


def read(raw: bytes) -> Card:
    """Return the card as `update` sees it: phones without a region."""
    narrow, _ = splitting.narrow(raw)
    return reading.card(lines.read(narrow), narrow)


def update(raw: bytes, card: Card, *, now: str = "", region: str = "") -> bytes:
    """Return `raw` so that it reads as `card`, touching no line that already says so.

    `region` is the one that `card` was read with. Nothing changed gives the same bytes.
    """
    narrow, wide = splitting.narrow(raw)
    changed = _Editor(narrow, region).updated(card, now)
    if changed == narrow:
        return raw
    if not wide:
        return raw[: len(raw) - len(narrow)] + changed
    mark = raw[: len(raw) - len(narrow.decode().encode(wide))]
    return mark + changed.decode().encode(wide)


class _Editor:
    """One card with the place of everything that was read from it."""

    def __init__(self, raw: bytes, region: str) -> None:
        self.raw = raw
        self.content = lines.scan(raw)
        self.version = self.content.version if self.content.version in ("2.1", "4.0") else "3.0"
        self.newline = b"\r\n" if b"\r\n" in raw else b"\n" if b"\n" in raw else b"\r"
        self.before = reading.card(self.content, raw, region)
        self.origins = _origins(self.content, raw, region)
        self.steps: list[tuple[int, int, bytes]] = []
        try:
            raw.decode()
            self.codec = "utf-8"
        except UnicodeDecodeError:
            self.codec = "cp1252"

    def updated(self, card: Card, now: str) -> bytes:
        before = self.before
        written = writing.properties(card, self.version)
        for own, field in _LISTS.items():
            if getattr(before, field) != getattr(card, field):
                self.several(own, field, getattr(before, field), getattr(card, field), written)
        for field, name in _WORDS.items():
            self.words(name, getattr(before, field), getattr(card, field))
        if before.name != card.name:
            self.single(("FN", "N"), [w for w in written if w.name in ("FN", "N")][:2])
        for field, name in (("uid", "UID"), ("pronouns", "PRONOUNS")):
            if getattr(before, field) != getattr(card, field):
                self.single((name,), [w for w in written if w.name == name][:1])
        if before.kind != card.kind:
            names = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
            self.single(names, [w for w in written if w.name.upper() in names][:1])
        self.others(before.extra, card.extra)
        if not self.steps:
            return self.raw
        if now:
            self.revise(now)
        out, at = [], 0
        for start, end, text in sorted(self.steps, key=lambda step: step[:2]):
            out += [self.raw[at:start], text]
            at = max(at, end)
        return b"".join([*out, self.raw[at:]])

    # --- what changes ---

    def several(
        self, own: str, field: str, old: tuple[Any, ...], new: tuple[Any, ...], written: list[Written]
    ) -> None:
        """Change a list of parts: the same ones stay, changed ones are written in place, the rest comes or goes."""
        places = self.origins[own]
        # A part that stands where it stood is that part; only then an equal one elsewhere. Of two equal parts the
        # one that was changed is written, and the other keeps its line and its place.
        stay = [part == one for part, one in zip(old, new, strict=False)] + [False] * abs(len(old) - len(new))
        left = [part for part, same in zip(new, stay, strict=False) if not same]
        gone: list[tuple[Any, Line]] = []
        for part, line, same in zip(old, places, stay, strict=False):
            if same:
                continue
            if part in left:
                left.remove(part)
            else:
                gone.append((part, line))
        for part, line in gone:
            if left:
                new_part = left.pop(0)
                self.replace(part, line, new_part, self.of(field, new_part, written))
            else:
                self.remove(line, with_label=True)
        after = places[-1].end if places else self.content.end
        for part in left:
            self.insert(after, self.of(field, part, written))

    def of(self, field: str, part: Any, written: list[Written]) -> list[Written]:
        """Return what the writer makes of one part; a note that it holds in a kept property is written plain."""
        found = [w for w in written if w.field == field and w.part == part]
        # Equal parts are written alike: the lines up to the next main line belong to the first.
        for place, one in enumerate(found[1:], 1):
            if one.name == found[0].name:
                return found[:place]
        return found or [Written("NOTE", values.escape(str(part)), field=field, part=part)]

    def replace(self, old: Any, line: Line, new: Any, written: list[Written]) -> None:
        main, *beside = written
        self.steps.append((line.start, line.end, self.line(main)))
        group = line.head.group.lower()
        held = [one for one in self.beside(group) if group]
        if getattr(old, "label", "") == getattr(new, "label", "") and held:
            return
        for one in held:
            if one.head.name == "X-ABLABEL":
                self.remove(one)
        self.insert(line.end, [w for w in beside if w.name == "X-ABLabel"])

    def words(self, name: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        """Change a list of words over the lines that hold it: only lines whose words change are written."""
        if old == new:
            return
        wanted = Counter(new)
        held: list[tuple[Line, list[str], list[str]]] = []
        for line in self.content.lines:
            if line.head.name == name:
                found = values.items(line.value)
                kept = []
                for word in found:
                    if wanted[word]:
                        wanted[word] -= 1
                        kept.append(word)
                held.append((line, found, kept))
        added = list(wanted.elements())
        for number, (line, found, kept) in enumerate(held):
            words = kept + added if number == len(held) - 1 else kept
            if words == found:
                continue
            if words:
                text = ",".join(values.escape(word) for word in words)
                self.steps.append(
                    (line.start, line.end, self.line(Written(name, text, line.head.params, line.head.group)))
                )
            else:
                self.remove(line)
        if not held and added:
            self.insert(self.content.end, [Written(name, ",".join(values.escape(word) for word in added))])

    def single(self, names: tuple[str, ...], written: list[Written]) -> None:
        """Change properties that a card has once: those written stand in for those of the same name."""
        for name in names:
            line = next((one for one in self.content.lines if one.head.name == name), None)
            fresh = next((w for w in written if w.name.upper() == name), None)
            if line is None:
                if fresh is not None:
                    self.insert(self.content.end, [fresh])
            elif fresh is None:
                self.remove(line)
            elif fresh.value != line.value.strip():
                kept = Written(name, fresh.value, line.head.params, line.head.group)
                self.steps.append((line.start, line.end, self.line(kept)))

    def others(self, old: tuple[Property, ...], new: tuple[Property, ...]) -> None:
        gone = Counter(p for p in old if not _of(p)) - Counter(new)
        come = Counter(p for p in new if not _of(p)) - Counter(old)
        for line in self.content.lines:
            head = line.head
            for prop in gone:
                if (
                    gone[prop]
                    and head.name == prop.name.upper()
                    and head.group == prop.group
                    and line.value.strip() == prop.value
                ):
                    gone[prop] -= 1
                    self.remove(line)
                    break
        make = writing.property_writer(self.version)
        self.insert(self.content.end, [make(prop) for prop in come.elements()])

    def revise(self, now: str) -> None:
        line = next((one for one in self.content.lines if one.head.name == "REV"), None)
        if line is not None:
            text = now if "-" in line.value else now.replace("-", "").replace(":", "")
            revision = Written("REV", text, line.head.params, line.head.group)
            self.steps.append((line.start, line.end, self.line(revision)))

    # --- lines ---

    def beside(self, group: str) -> list[Line]:
        """Return Apple's lines about a group, if the group has only one property besides them."""
        held = [one for one in self.content.lines if one.head.group.lower() == group]
        if sum(one.head.name not in _BESIDE for one in held) != 1:
            return []
        return [one for one in held if one.head.name in _BESIDE]

    def remove(self, line: Line, *, with_label: bool = False) -> None:
        self.steps.append((line.start, line.end, b""))
        if with_label and line.head.group:
            for one in self.beside(line.head.group.lower()):
                self.steps.append((one.start, one.end, b""))

    def insert(self, at: int, written: list[Written]) -> None:
        if written:
            text = b"".join(self.line(one) for one in written)
            lead = self.newline if at and self.raw[at - 1 : at] not in (b"\n", b"\r") else b""
            self.steps.append((at, at, lead + text))

    def line(self, one: Written) -> bytes:
        if self.version == "2.1":
            return content_line_21(one.name, one.params, one.value, one.group, self.newline)
        line = content_line(one.name, one.params, one.value, one.group, self.newline)
        if self.codec != "utf-8" and not line.isascii():
            # The rest of the card is in an old charset; a value that fits it is written so, too.
            try:
                narrow = b"".join(content_line_in(one, self.newline, self.codec))
            except UnicodeEncodeError:
                return line
            if lines.decode(narrow)[1]:
                return narrow
        return line


def content_line_in(one: Written, newline: bytes, codec: str) -> Iterable[bytes]:
    """Yield one property in a charset of one byte a letter, folded."""
    text = content_line(one.name, one.params, one.value, one.group, b"\n").decode().replace("\n ", "")[:-1]
    data = text.encode(codec)
    yield data[:75]
    for start in range(75, len(data), 74):
        yield newline + b" " + data[start : start + 74]
    yield newline


def _of(prop: Property) -> bool:
    return any(name == "of" for name, _ in prop.params)


def _origins(content: Content, raw: bytes, region: str) -> dict[str, list[Line]]:
    """Return for each list of the draft the lines its parts were read from, in order."""
    draft = parts.Draft(content.version, region)
    places: dict[str, list[Line]] = {own: [] for own in _LISTS}
    lists: dict[str, Callable[[], list[Any]]] = {own: lambda own=own: getattr(draft, own) for own in _LISTS}  # type: ignore[misc]
    counts = dict.fromkeys(_LISTS, 0)
    for line in content.lines:
        reading.read_lines(draft, [line], raw)
        for own, held in lists.items():
            if len(held()) > counts[own]:
                counts[own] = len(held())
                places[own].append(line)
    return places
