"""What all commands share: global options anywhere on the line, the user's language, output, errors.

A command is a click command made with `@command(...)`; its first argument is the `Run`. It prints data
with `run.data`/`run.json` on standard output and everything else with `run.say` on standard error.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from sync.messages import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.config.place import Place
    from sync.config.settings import Settings
    from sync.ports import ReseauError
    from sync.store import Store

VALUED = {"--home": "home", "--lang": "language", "--tz": "zone", "--region": "region"}
FLAGS = {
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
    "--yes": "yes",
    "-y": "yes",
    "--no-input": "no_input",
}


@dataclass
class Run:
    """One run of the program: its options, place, words, and where output goes."""

    home: str = ""
    language: str = ""
    zone: str = ""
    region: str = ""
    quiet: bool = False
    verbose: bool = False
    yes: bool = False
    no_input: bool = False
    words: Wording = field(default_factory=Wording)

    @cached_property
    def place(self) -> Place:
        """Home, clock, zone, region. Raises `UsageError`."""
        from dataclasses import replace

        from sync.config.place import find

        place = find(os.environ, home=self.home, language=self.language, zone=self.zone, region=self.region)
        settings = self._settings(place)
        if settings is None:
            return place
        if not (self.zone or os.environ.get("RESEAU_TZ")) and settings.get("zone"):
            place = find(os.environ, home=self.home, zone=str(settings.get("zone")), region=place.region)
        if not (self.region or os.environ.get("RESEAU_REGION")) and settings.get("region"):
            place = replace(place, region=str(settings.get("region")))
        return place

    def _settings(self, place: Place) -> Settings | None:
        from sync.config.settings import FILE, Settings

        return Settings(place.home) if (place.home / FILE).exists() else None

    @cached_property
    def settings(self) -> Settings:
        """The settings of this home. Raises `ReseauError` when the file is broken."""
        from sync.config.settings import Settings

        return Settings(self.place.home)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the home's store for the time of a command. Raises `ReseauError` where it cannot be written within."""
        from sync.store import Store, database

        home = self.place.home
        with database.refusals(home), Store.open(home, installation=self.place.installation) as store:
            yield store

    # output -------------------------------------------------------------------------------------

    def data(self, text: str = "") -> None:
        """Print a line of data on standard output, harmless in a terminal."""
        click.echo(safe(text))

    def json(self, value: Any) -> None:
        """Print one JSON object on standard output, an item of its lists a line.

        Indenting whole would take json's encoder in Python, 6 times slower than the one in C. What could steer a
        terminal is written by its number, which reads back the same.
        """
        click.echo(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", _lines(value)))

    def say(self, text: str = "") -> None:
        """Print a message on standard error, unless --quiet."""
        if not self.quiet:
            click.echo(safe(text), err=True)

    def told(self, key: str, **values: object) -> None:
        """Print a worded message on standard error; a value stays on the line of the message."""
        self.say(self.words(key, **_on_one_line(values)))

    def ask(self, question: str) -> bool:
        """Ask yes or no. `--yes` answers yes; without a terminal, or with --no-input, the answer is no."""
        if self.yes:
            return True
        if self.no_input or not sys.stdin.isatty():
            return False
        answer = input(safe(question) + " ").strip().lower()
        return answer[:1] in {"y", "o"}

    def table(self, rows: Iterable[Sequence[str]], *, gap: int = 2) -> None:
        """Print rows in columns on standard output; the last column is left as it is."""
        for line in columns(rows, gap=gap):
            click.echo(line)


def columns(rows: Iterable[Sequence[str]], *, gap: int = 2) -> list[str]:
    """Return rows as lines in columns, harmless in a terminal."""
    lines = [tuple(safe_line(cell) for cell in row) for row in rows]
    if not lines:
        return []
    widths = [max(width_of(row[i]) for row in lines if i < len(row)) for i in range(max(map(len, lines)))]
    shown = []
    for row in lines:
        cells = [cell + " " * (widths[i] - width_of(cell) + gap) for i, cell in enumerate(row[:-1])]
        shown.append(("".join(cells) + row[-1]).rstrip())
    return shown


def width_of(text: str) -> int:
    """Return how many columns a terminal gives to `text` (wide and combining characters)."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


_HARMFUL = {
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    0x2060,
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
} - {10}
_HARMLESS: dict[int, str | None] = dict.fromkeys(_HARMFUL) | {9: " ", 0x2028: " ", 0x2029: " "}
_ESCAPED = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def safe(text: str) -> str:
    """Return text without what could steer a terminal: control characters, bidi overrides, what nobody sees or is no character."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_HARMLESS)


def safe_line(text: str) -> str:
    """Return text that is harmless and stays on its line: nobody's name can look like a line of ours."""
    return safe(text.replace("\n", " "))


def global_options(arguments: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Take the options that work anywhere out of the line; return them and the rest, in order."""
    found: dict[str, Any] = {}
    rest: list[str] = []
    line = list(arguments)
    while line:
        word = line.pop(0)
        name, mark, value = word.partition("=")
        if word == "--":
            rest += [word, *line]
            break
        if name in VALUED and (mark or line):
            found[VALUED[name]] = value if mark else line.pop(0)
        elif word in FLAGS:
            found[FLAGS[word]] = True
        else:
            rest.append(word)
    return found, rest


def command(name: str, *parameters: Callable[[Any], Any]) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command whose help comes from the catalogue (`help.<name>`) and whose first argument is the Run."""

    def decorate(function: Callable[..., None]) -> click.Command:
        wrapped: Any = click.pass_obj(function)
        for parameter in reversed(parameters):
            wrapped = parameter(wrapped)
        return click.command(name, cls=Worded)(wrapped)

    return decorate


def group(name: str, *commands: click.Command) -> click.Group:
    """Make a command with sub-commands, such as `book add`."""
    made = WordedGroup(name)
    for one in commands:
        made.add_command(one)
    return made


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """Return an option whose help is `option.<long name>` of the catalogue."""
    long = next(n for n in names if n.startswith("--")).split("/")[0].lstrip("-")
    settings.setdefault("help", f"option.{long}")
    return click.option(*names, **settings)


def argument(name: str, **settings: Any) -> Callable[[Any], Any]:
    """Return an argument."""
    return click.argument(name, **settings)


as_json = option("--json", "as_json", is_flag=True)
dry_run = option("--dry-run", "dry_run", is_flag=True)


class Worded(click.Command):
    """A command whose help is written in the user's language."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _worded_help(self, ctx, formatter)


class WordedGroup(click.Group):
    """A group whose help is written in the user's language."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _worded_help(self, ctx, formatter)


def _worded_help(self: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    words: Wording = ctx.obj.words
    key = ctx.command_path.split(" ", 1)[-1].replace(" ", "-")
    usage = " ".join(self.collect_usage_pieces(ctx))
    formatter.write(f"reseau {ctx.command_path.split(' ', 1)[-1]} {usage}\n\n")
    formatter.write(words(f"help.{key}") + "\n")
    more = f"help.{key}.more"
    if words.has(more):
        formatter.write("\n" + words(more).rstrip() + "\n")
    rows: list[tuple[str, str]] = []
    if isinstance(self, click.Group):
        rows = [(name, words(f"help.{key}-{name}").split("\n")[0]) for name in self.commands]
    for parameter in self.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is None or not isinstance(parameter, click.Option):
            continue
        told = parameter.help or ""
        text = (
            words("option.help") if "--help" in parameter.opts else words(told) if words.has(told) else told
        )
        rows.append((record[0], text))
    if rows:
        formatter.write("\n")
        formatter.write_dl(rows, col_max=32)


def worded(error: ReseauError, words: Wording) -> str:
    """Return an error in the user's language."""
    key = error.code if "." in error.code else f"problem.{error.code}"
    return words(key, **_on_one_line(error.values))


def _on_one_line(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value.replace("\n", " ") if isinstance(value, str) else value for name, value in values.items()
    }


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _lines(value: Any) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_encode, value)) + "\n]" if value else "[]"
    if not isinstance(value, dict):
        return _encode(value)
    parts = [
        f"{_encode(key)}: {_lines(part) if isinstance(part, list) else _encode(part)}"
        for key, part in value.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}"
