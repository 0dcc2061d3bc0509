"""Words for people, French and English side by side: one module a topic, each with a table `TEXTS`.

A key is `topic.name`; its places are filled by `str.format`. `one|many` separates the forms chosen by
the argument `n` (in French 0 and 1 are singular, in English only 1). Code and core speak in codes;
only the command line and the page call this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module

LANGUAGES = ("en", "fr")

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}


class Wording:
    """The user's language: `words("problem.empty", n=3)`, dates and numbers as that language writes them."""

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"

    def __call__(self, key: str, **values: object) -> str:
        """Return the text for `key` with its places filled. Raises KeyError for an unknown key."""
        topic, _, name = key.partition(".")
        entry: Mapping[str, str] = import_module(f"sync.messages.{topic}").TEXTS[name]
        text = entry[self.language]
        if "|" in text and "n" in values:
            one, _, many = text.partition("|")
            n = abs(float(str(values["n"])))
            text = one if (n < 2 if self.language == "fr" else n == 1) else many
        shown = {k: self.number(v) if isinstance(v, (int, float)) else v for k, v in values.items()}
        return text.format(**shown) if "{" in text else text

    def weekday(self, number: int) -> str:
        """Return the name of a day of the week, 0 for Monday."""
        return _DAYS[self.language][number]

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows `key`."""
        topic, _, name = key.partition(".")
        try:
            return name in import_module(f"sync.messages.{topic}").TEXTS
        except ImportError:
            return False

    def number(self, value: float) -> str:
        """Return a number with the language's grouping: `1 234,5` or `1,234.5`."""
        if isinstance(value, bool):
            return str(value)
        text = f"{value:,}"
        if self.language == "fr":
            # A narrow no-break blank groups digits in French.
            return text.replace(",", "\u202f").replace(".", ",")
        return text

    def percent(self, share: float) -> str:
        """Return a share as whole percents: `12%`, `12 %` with a narrow no-break blank in French."""
        return self.number(round(100 * share)) + ("\u202f%" if self.language == "fr" else "%")

    def day(self, iso: str, *, weekday: bool = False, year: bool = True) -> str:
        """Return a day in words: `Thursday 3 December 2026`, `jeudi 3 décembre 2026`; `--12-03` has no year."""
        if iso.startswith("--"):
            month, number = int(iso[2:4]), int(iso[5:7])
            return f"{self._nth(number)} {_MONTHS[self.language][month - 1]}"
        day = date.fromisoformat(iso[:10])
        text = f"{self._nth(day.day)} {_MONTHS[self.language][day.month - 1]}"
        if year:
            text += f" {day.year}"
        if weekday:
            text = f"{_DAYS[self.language][day.weekday()]} {text}"
        return text

    def span(self, first: str, last: str) -> str:
        """Return two days as a span: `22 to 28 November 2026`, `22 au 28 novembre 2026`."""
        start, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
        if (start.year, start.month) == (end.year, end.month):
            begin = self._nth(start.day)
        else:
            begin = self.day(first, year=start.year != end.year)
        return f"{begin} {'au' if self.language == 'fr' else 'to'} {self.day(last)}"

    def _nth(self, number: int) -> str:
        return "1er" if self.language == "fr" and number == 1 else str(number)
