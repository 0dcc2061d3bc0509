"""The pages of docs/ that are made from the program, in both languages: commands, problem codes, settings.

`python -m tests.generated` writes them; `tests/test_docs.py` fails when one is out of date.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sync import __version__
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


def helps(language: str) -> Iterator[tuple[str, str]]:
    """Yield for every command the heading of its group, where that begins with it, and its help."""
    groups, shown = {name: group for group, names in GROUPS.items() for name in names}, ""
    for path, _ in every_command(language):
        heading = ""
        if groups[path[0]] != shown:
            shown = groups[path[0]]
            heading = Wording(language)(f"help.group-{shown}").rstrip(":\u202f")
        yield heading, help_of(path, language)


def commands_page(language: str) -> str:
    """Return docs/commands.md."""
    lines = list(HEADS["commands"][language])
    for heading, told in helps(language):
        if heading:
            lines += ["", f"## {heading}"]
        lines += ["", "```text", told, "```"]
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


MANUAL = {
    "en": {
        "lead": "keep up and renew your professional network, from the files you already have",
        "name": "NAME",
        "use": "SYNOPSIS",
        "command": "COMMAND",
        "about": "DESCRIPTION",
        "told": "Drop in LinkedIn archives, address books, calendars and tables; reseau recognises who is who, plans whom to "
        "be in touch with, and writes it into a calendar. All lies in one folder on this computer; nothing is sent to "
        "anybody you did not name.",
        "options": "OPTIONS",
        "anywhere": "These go before or behind every command:",
        "exit": "EXIT STATUS",
        "places": "ENVIRONMENT",
        "home": "where everything is kept, instead of the folder of the system",
        "lang": "the language, en or fr",
        "secret": "the password of an address book or a place, by its name in capitals",
    },
    "fr": {
        "lead": "entretenir et renouveler son réseau professionnel, à partir des fichiers que l'on a déjà",
        "name": "NOM",
        "use": "SYNOPSIS",
        "command": "COMMANDE",
        "about": "DESCRIPTION",
        "told": "Déposez archives LinkedIn, carnets d'adresses, agendas et tableaux\u202f; reseau reconnaît qui est qui, prévoit à "
        "qui faire signe, et l'écrit dans un calendrier. Tout est dans un dossier de cet ordinateur\u202f; rien n'est envoyé à "
        "qui vous n'avez pas nommé.",
        "options": "OPTIONS",
        "anywhere": "Devant ou derrière chaque commande\u202f:",
        "exit": "CODES DE SORTIE",
        "places": "ENVIRONNEMENT",
        "home": "où tout est gardé, au lieu du dossier du système",
        "lang": "la langue, en ou fr",
        "secret": "le mot de passe d'un carnet ou d'un lieu, d'après son nom en capitales",
    },
}
GLOBAL = "--home DIR, --lang en|fr, --tz ZONE, --region FR, --quiet, --verbose, --yes, --no-input"


def manual(language: str) -> str:
    """Return the manual page `reseau.1` in roff (man(7))."""
    told = MANUAL[language]
    codes = " ".join(HEADS["commands"][language][-2:]).partition(":")[2].strip()
    lines = [
        f'.TH RESEAU 1 "" "reseau {__version__}"',
        f".SH {told['name']}",
        f"reseau \\- {_roff(told['lead'])}",
        f".SH {told['use']}",
        f".B reseau\n.RI [ OPTIONS ]\n.I {told['command']}\n.RI [ ARGUMENTS ]",
        f".SH {told['about']}",
        _roff(told["told"]),
    ]
    for heading, help_text in helps(language):
        if heading:
            lines.append(f'.SH "{_roff(heading.upper())}"')
        use, _, rest = help_text.partition("\n")
        lines += [
            f'.SS "{_roff(use)}"',
            ".nf",
            *(_roff(line) for line in rest.strip("\n").split("\n")),
            ".fi",
        ]
    lines += [f".SH {told['options']}", _roff(told["anywhere"]), ".PP", _roff(GLOBAL)]
    lines += [f'.SH "{told["exit"]}"', _roff(codes)]
    lines.append(f".SH {told['places']}")
    for name, what in (("RESEAU_HOME", "home"), ("RESEAU_LANG", "lang"), ("RESEAU_SECRET_NAME", "secret")):
        lines += [".TP", f".B {name}", _roff(told[what])]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    """Return text as roff shows it: what steers roff, and the hyphens of options, are escaped."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return "\\&" + escaped if escaped[:1] in (".", "'") else escaped


PAGES = {
    f"{folder}{name}.md": partial(page, language)
    for language, folder in (("en", ""), ("fr", "fr/"))
    for name, page in (("commands", commands_page), ("problems", problems_page), ("settings", settings_page))
} | {"man/reseau.1": partial(manual, "en"), "man/fr/reseau.1": partial(manual, "fr")}


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        (ROOT / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / "docs" / name).write_text(PAGES[name](), encoding="utf-8")
