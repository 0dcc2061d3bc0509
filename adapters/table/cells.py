"""The cells of one row seen by what they hold, for one of the people the row names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.table.columns import Plan
from adapters.table.headings import Meaning
from sync.normalize.text import fold, tidy

Cell = tuple[int, Meaning, str]
"""Column, what it holds, text."""

_NAMES = frozenset(("given", "surname", "full", "reversed", "salutation", "given2"))
_ONE_EACH = frozenset(("email", "phone", "title", "birthday", "linkedin"))
# What address books write into columns nobody filled in.
_DEFAULTS = frozenset(
    (
        "normal",
        "normale",
        "false",
        "faux",
        "unspecified",
        "non specifie",
        "non specifiee",
        "low",
        "faible",
        "0",
    )
)


class Cells:
    """Filled cells by field. `group` is the person of the row: empty for the first, `2` for the second."""

    def __init__(
        self, plan: Plan, texts: Sequence[str], group: str, others: tuple[str, ...], key: int
    ) -> None:
        self.plan = plan
        self._texts = texts
        self._group = group
        self._others = others
        self._key = key
        self._by_field: dict[str, list[Cell]] = {}
        for i, m in enumerate(plan.meanings):
            if m is not None and texts[i]:
                self._by_field.setdefault(m.field, []).append((i, m, texts[i]))

    def _is_mine(self, m: Meaning) -> bool:
        if m.field in _NAMES:
            return m.group == self._group
        if self._others and m.field in _ONE_EACH:
            return m.group == self._group or (not self._group and m.group not in self._others)
        return True

    def columns(self, field: str) -> Sequence[tuple[int, str]]:
        """Return (column, text) of the cells of a field, left to right."""
        found = self._by_field.get(field)
        return [(i, text) for i, m, text in found if self._is_mine(m)] if found else ()

    def of(self, field: str) -> Sequence[str]:
        """Return the texts of a field, tidied."""
        found = self._by_field.get(field)
        return [tidy(text) for _, m, text in found if self._is_mine(m)] if found else ()

    def first(self, field: str) -> str:
        """Return the first text of a field, or an empty one."""
        return next(iter(self.of(field)), "")

    def labelled(self, field: str) -> Iterator[tuple[int, Meaning, str, str]]:
        """Yield (column, meaning, text, label) of the value columns of a field."""
        found = self._by_field.get(field)
        if not found:
            return
        labels = {m.group: text for _, m, text in found if m.part == "label"}
        for i, m, text in found:
            if m.part in ("", "value") and self._is_mine(m):
                yield i, m, text, labels.get(m.group, "")

    def organizations(self) -> Iterator[dict[str, str]]:
        """Yield Google's numbered organizations, each as text by part."""
        groups: dict[str, dict[str, str]] = {}
        for _, m, text in self._by_field.get("organization", ()):
            groups.setdefault(m.group, {})[m.part] = text
        yield from groups.values()

    def addresses(self) -> Iterator[dict[str, str]]:
        """Yield each address as text by part, with `contexts`; a street is never taken for the whole address."""
        found = self._by_field.get("address")
        if not found:
            return
        groups: dict[str, dict[str, str]] = {}
        columns: dict[str, set[str]] = {}
        for m in self.plan.meanings:
            if m is not None and m.field == "address":
                columns.setdefault(m.group, set()).add(m.part)
        for _, m, text in found:
            part = m.part
            beside = columns[m.group]
            if part == "full" and "street" not in beside and beside & {"locality", "postcode"}:
                part = "street"
            parts = groups.setdefault(m.group, {"contexts": " ".join(m.contexts)})
            parts[part] = f"{parts[part]}\n{text}" if part in parts else text
        yield from groups.values()

    def notes(self) -> Iterator[str]:
        """Yield the notes, then what has no place of its own as `<heading>: <value>`."""
        if self._group:
            return
        yield from (text for _, _, text in self._by_field.get("notes", ()))
        for i, (m, heading) in enumerate(zip(self.plan.meanings, self.plan.headings, strict=True)):
            text = self._texts[i]
            if not text:
                continue
            if m is None:
                yield f"{heading}: {text}" if heading else text
            elif self._is_note(i, m, text):
                yield f"{self._label(m) or heading}: {text}"
            elif m.field == "organization" and m.part == "description":
                yield text
        yield from (text for text in self._texts[len(self.plan.meanings) :] if text)

    def _is_note(self, column: int, m: Meaning, text: str) -> bool:
        match m.field:
            case "maiden":
                return True
            case "tier":
                return self.plan.layout != "reseau"
            case "id":
                return column != self._key
            case "row":
                return not text.isdigit()
            case "default":
                return not self.plan.layout or fold(text) not in _DEFAULTS
            case "relation" | "custom":
                return m.part == "value"
        return False

    def _label(self, m: Meaning) -> str:
        labels = (t for _, n, t in self._by_field[m.field] if n.group == m.group and n.part == "label")
        return next(labels, "").removeprefix("* ") if m.group else ""
