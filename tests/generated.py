"""The pages of docs/ that are made from the program: commands, problem codes, settings.

`python -m tests.generated` writes them; `tests/test_docs.py` fails when one is out of date.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sync.cli import _root
from sync.cli.commands import GROUPS
from sync.cli.frame import Run
from sync.config.settings import KNOWN
from sync.messages import Wording, problem
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = Wording("en")


def every_command() -> Iterator[tuple[list[str], click.Command]]:
    """Yield the words and the command of every command and sub-command, in the order of `reseau --help`."""
    root = _root()
    context = click.Context(root, info_name="reseau", obj=Run(words=WORDS))
    for name in root.list_commands(context):
        command: Any = root.get_command(context, name)
        yield [name], command
        if isinstance(command, click.Group):
            yield from (([name, sub], one) for sub, one in command.commands.items())


def help_of(path: list[str]) -> str:
    """Return what `reseau … --help` prints, in English."""
    context = click.Context(_root(), info_name="reseau", obj=Run(words=WORDS))
    command: Any = context.command
    for word in path:
        command = command.get_command(context, word)
        context = click.Context(
            command, info_name=word, parent=context, obj=context.obj, max_content_width=100
        )
    return command.get_help(context).rstrip()


def commands_page() -> str:
    """Return docs/commands.md."""
    lines = [
        "# Commands",
        "",
        "Made from `reseau … --help`. These options work before and after every command:",
        "`--home DIR`, `--lang en|fr`, `--tz ZONE`, `--region FR`, `--quiet`, `--verbose`, `--yes`, `--no-input`.",
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 stopped for your decision, 4 not authorised, 5 network,",
        "6 one of several files could not be read, 130 interrupted.",
    ]
    groups = {name: group for group, names in GROUPS.items() for name in names}
    shown = ""
    for path, _ in every_command():
        if groups[path[0]] != shown:
            shown = groups[path[0]]
            lines += ["", f"## {WORDS(f'help.group-{shown}').rstrip(':')}"]
        lines += ["", "```text", help_of(path), "```"]
    return "\n".join(lines) + "\n"


def problems_page() -> str:
    """Return docs/problems.md."""
    lines = [
        "# Problems",
        "",
        "Why a file, row, card or event was skipped or repaired: the closed list of codes that",
        "`reseau read --json` and `reseau import --json` print. One bad row never costs its neighbours.",
        "",
        "| code | in words |",
        "|---|---|",
        *(f"| `{code}` | {texts['en'].replace('|', ' · ')} |" for code, texts in problem.TEXTS.items()),
    ]
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """Return docs/settings.md."""
    lines = [
        "# Settings",
        "",
        "`reseau config list` shows them, `reseau config set NAME VALUE` changes one. They are kept in `reseau.toml` in the home.",
        "",
        "| name | default | meaning |",
        "|---|---|---|",
    ]
    for name, setting in KNOWN.items():
        default = setting.default
        told = ", ".join(map(str, default)) if isinstance(default, list) else str(default)
        meaning = WORDS(f"setting.{name}") if WORDS.has(f"setting.{name}") else ""
        lines.append(f"| `{name}` | {told or 'none'} | {meaning} |")
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands_page, "problems.md": problems_page, "settings.md": settings_page}


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        (ROOT / "docs" / name).write_text(PAGES[name](), encoding="utf-8")
