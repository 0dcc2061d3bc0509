"""The story: the first five minutes on `samples/demo`, as a newcomer reads them, in both languages.

`tests/story/<language>.txt` is the transcript of the installed command. It is read whole and never gets
worse; `python -m tests.test_story` (or `make story`) writes it again, for a person to read the difference.
"""

import re
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reseau import reseau
from tests.test_serve import Server

STORY = ROOT / "tests" / "story"
DEMO = "samples/demo"
FEED = "touchpoints.ics"
LINES = [
    [],
    ["import", f"{DEMO}/Complete_LinkedInDataExport_05-20-2026.zip"],
    ["import", f"{DEMO}/carnet.vcf", f"{DEMO}/agenda.ics", f"{DEMO}/suivi.xlsx"],
    ["import", f"{DEMO}/Complete_LinkedInDataExport_11-18-2026.zip"],
    ["people", "Morel"],
    ["review"],
    ["judge", "{doubt}", "same"],
    ["week"],
    ["done", "{first}"],
    ["changes"],
    ["report"],
    ["target", "recrutement de cadres", "--city", "Paris", "--roles", "associé, DRH"],
    ["favour", "owed", "Benhaddou", "une introduction"],
    ["favour", "seeks", "Kerbrat", "DAF industrie"],
    ["favour", "matches"],
    ["support"],
    ["trip", "Lyon", "3-dec", "4-dec"],
    ["campaign", "new", "Vœux 2026"],
    ["campaign", "labels", "-o", "labels.pdf"],
    ["feed", "-o", FEED],
    ["feed", "publish", "digest", "Nextcloud", "--privacy", "initials"],
    ["serve"],
    ["feed", "list"],
]
INSTALLATION = "00000000-0000-4000-8000-00000000de70"


def filled(word, told):
    """Return a word of a command; a place in it is filled as a reader would, from what was printed before."""
    places = {"{doubt}": r"reseau judge (\w{8}) ", "{first}": r"reseau done (\w+)"}
    return re.search(places[word], told).group(1) if word in places else word


def transcript(language, home):
    """Return what a terminal shows: each command, its output and messages, and how it ended if not well."""
    work = home / "work"
    work.mkdir(parents=True)
    (work / "samples").symlink_to(ROOT / "samples")
    (work / "Nextcloud").mkdir()
    shown = []
    for line_of_story in LINES:
        if line_of_story == ["serve"]:
            shown.append(subscribed(language, home / "reseau"))
            continue
        words = [filled(word, "\n".join(shown)) for word in line_of_story]
        ended = reseau(
            home / "reseau",
            *words,
            language=language,
            cwd=work,
            check=None,
            RESEAU_INSTALLATION=INSTALLATION,
        )
        line = " ".join(f'"{word}"' if " " in word else word for word in ["reseau", *words])
        end = f"[exit code {ended.code}]\n" if ended.code else ""
        shown.append(f"$ {line}\n{ended.out}{ended.err}{end}")
    text = "\n".join(shown).replace(str(home / "reseau"), "~/.local/share/reseau").replace(str(work), "~")
    return re.sub(r"\d+[.,]\d+ s\b", "… s", text)


def subscribed(language, home):
    """Return what `serve` says, and what a calendar program that subscribes to its address then reads."""
    server = Server(home, RESEAU_LANG=language, RESEAU_INSTALLATION=INSTALLATION)
    try:
        path = server.feed
        status, _, body = server.ask("GET", path, User_Agent="Evolution/3.46")
        told = f"$ reseau serve\n{server.ready}{server.said}"
    finally:
        server.stop()
    assert status == 200
    told += (
        f"\n$ curl -s http://127.0.0.1:{server.port}{path} | grep -c BEGIN:VEVENT\n"
        f"{body.count(b'BEGIN:VEVENT')}\n"
    )
    # Port and secrets are others each time.
    told = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8627", told)
    return re.sub(r"(login\?t=|/feed/)[\w-]+", r"\1…", told)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_story_is_told_as_it_was_agreed(language, tmp_path):
    expected = (STORY / f"{language}.txt").read_text(encoding="utf-8")
    assert transcript(language, tmp_path) == expected, "read the difference; if it is better: make story"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_step_of_the_story_fails_or_shows_a_traceback(language):
    told = (STORY / f"{language}.txt").read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert "[exit code" not in told


def section(story, line):
    """Return the part of a transcript that begins with the command `line`, without the blank line after it."""
    return (
        re.search(rf"^{re.escape(line)}\n.*?(?=\n\n\$ |\Z)", story, re.DOTALL | re.MULTILINE).group().rstrip()
    )


def with_story(readme, story):
    """Return the README with its examples as the story tells them.

    One that ends in a line `…` keeps its number of lines.
    """

    def told(block):
        lines = block.group(1).splitlines()
        now = section(story, lines[0]).splitlines()
        if lines[-1] == "…":
            now = [*now[: len(lines) - 1], "…"]
        return "```console\n" + "\n".join(now) + "\n```"

    return re.sub(r"```console\n(\$ reseau .*?)\n```", told, readme, flags=re.DOTALL)


def test_the_readme_tells_the_story():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_story(readme, (STORY / "en.txt").read_text(encoding="utf-8")) == readme, "make story"


if __name__ == "__main__":
    STORY.mkdir(exist_ok=True)
    for name in ("en", "fr"):
        place = Path(tempfile.mkdtemp(prefix="reseau-story-"))
        (STORY / f"{name}.txt").write_text(transcript(name, place), encoding="utf-8")
        shutil.rmtree(place)
    page = ROOT / "README.md"
    english = (STORY / "en.txt").read_text(encoding="utf-8")
    page.write_text(with_story(page.read_text(encoding="utf-8"), english), encoding="utf-8")
