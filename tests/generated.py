"""The pages of docs/ that are made from the program, in both languages: commands, problem codes, settings.

`python -m tests.generated` writes them; `tests/test_docs.py` fails when one is out of date.
"""

from __future__ import annotations

import sys
from functools import partial
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

HEADS = {
    "commands": {
        "en": (
            "# Commands",
            "",
            "Made from `reseau … --help`. These options work before and after every command:",
            "`--home DIR`, `--lang en|fr`, `--tz ZONE`, `--region FR`, `--quiet`, `--verbose`, `--yes`, `--no-input`.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 stopped for your decision, 4 not authorised, 5 network,",
            "6 one of several files could not be read, 130 interrupted.",
        ),
        "fr": (
            "# Commandes",
            "",
            "Tirées de `reseau … --help`. Ces options vont devant ou derrière chaque commande\u202f:",
            "`--home DIR`, `--lang en|fr`, `--tz ZONE`, `--region FR`, `--quiet`, `--verbose`, `--yes`, `--no-input`.",
            "Codes de sortie\u202f: 0 fait, 1 échec, 2 mauvais usage, 3 arrêté pour votre décision, 4 refusé, 5 réseau,",
            "6 un fichier parmi plusieurs n'a pu être lu, 130 interrompu.",
        ),
    },
    "problems": {
        "en": (
            "# Problems",
            "",
            "Why a file, row, card or event was skipped or repaired: the closed list of codes that",
            "`reseau read --json` and `reseau import --json` print. One bad row never costs its neighbours.",
            "",
            "| code | in words |",
            "|---|---|",
        ),
        "fr": (
            "# Pourquoi une ligne est écartée",
            "",
            "Pourquoi un fichier, une ligne, une fiche ou un événement a été écarté ou réparé\u202f: la liste fermée des codes",
            "que disent `reseau read --json` et `reseau import --json`. Une ligne fautive ne coûte rien à ses voisines.",
            "",
            "| code | en clair |",
            "|---|---|",
        ),
    },
    "settings": {
        "en": (
            "# Settings",
            "",
            "`reseau config list` shows them, `reseau config set NAME VALUE` changes one. They are kept in `reseau.toml` in the home.",
            "",
            "| name | default | meaning |",
            "|---|---|---|",
        ),
        "fr": (
            "# Réglages",
            "",
            "`reseau config list` les montre, `reseau config set NOM VALEUR` en change un. Ils sont dans `reseau.toml`, dans votre dossier.",
            "",
            "| nom | d'office | sens |",
            "|---|---|---|",
        ),
    },
}


def every_command(language: str = "en") -> Iterator[tuple[list[str], click.Command]]:
    """Yield the words and the command of every command and sub-command, in the order of `reseau --help`."""
    root = _root()
    context = click.Context(root, info_name="reseau", obj=Run(words=Wording(language)))
    for name in root.list_commands(context):
        command: Any = root.get_command(context, name)
        yield [name], command
        if isinstance(command, click.Group):
            yield from (([name, sub], one) for sub, one in command.commands.items())


def help_of(path: list[str], language: str = "en") -> str:
    """Return what `reseau … --help` prints."""
    context = click.Context(_root(), info_name="reseau", obj=Run(words=Wording(language)))
    command: Any = context.command
    for word in path:
        command = command.get_command(context, word)
        context = click.Context(
            command, info_name=word, parent=context, obj=context.obj, max_content_width=100
        )
    return command.get_help(context).rstrip()


def commands_page(language: str) -> str:
    """Return docs/commands.md."""
    words = Wording(language)
    lines = list(HEADS["commands"][language])
    groups = {name: group for group, names in GROUPS.items() for name in names}
    shown = ""
    for path, _ in every_command(language):
        if groups[path[0]] != shown:
            shown = groups[path[0]]
            heading = words(f"help.group-{shown}").rstrip(":\u202f")
            lines += ["", f"## {heading}"]
        lines += ["", "```text", help_of(path, language), "```"]
    return "\n".join(lines) + "\n"


def problems_page(language: str) -> str:
    """Return docs/problems.md."""
    lines = list(HEADS["problems"][language])
    lines += [
        f"| `{code}` | {texts[language].replace('|', ' · ')} |" for code, texts in problem.TEXTS.items()
    ]
    return "\n".join(lines) + "\n"


def settings_page(language: str) -> str:
    """Return docs/settings.md."""
    words = Wording(language)
    lines = list(HEADS["settings"][language])
    nothing = {"en": "none", "fr": "rien"}[language]
    for name, setting in KNOWN.items():
        default = setting.default
        told = ", ".join(map(str, default)) if isinstance(default, list) else str(default)
        meaning = words(f"setting.{name}") if words.has(f"setting.{name}") else ""
        lines.append(f"| `{name}` | {told or nothing} | {meaning} |")
    return "\n".join(lines) + "\n"


PAGES = {
    f"{folder}{name}.md": partial(page, language)
    for language, folder in (("en", ""), ("fr", "fr/"))
    for name, page in (("commands", commands_page), ("problems", problems_page), ("settings", settings_page))
}


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        (ROOT / "docs" / name).write_text(PAGES[name](), encoding="utf-8")
