"""`reseau demo`: the whole job on invented people, in a home of its own."""

import re
from pathlib import Path

import pytest

from tests.reseau import reseau


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the demo prints, in French, and the user's own home beside it."""
    mine = tmp_path_factory.mktemp("mine")
    throw_away = tmp_path_factory.mktemp("throw-away")
    return reseau(mine / "home", "demo", language="fr", TMPDIR=str(throw_away)).out, mine


def test_every_step_of_the_story_is_shown_with_its_command(shown):
    out, _ = shown
    commands = re.findall(r"^\$ reseau (\w+)", out, re.MULTILINE)
    assert commands == [
        "import",
        "import",
        "import",
        "people",
        "review",
        "week",
        "changes",
        "report",
        "feed",
    ]


def test_the_files_it_names_are_there(shown):
    out, _ = shown
    home = Path(re.search(r"reseau --home (\S+) people", out).group(1))
    assert (home / "touchpoints.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (home / "reseau.db").is_file()


def test_the_users_own_home_is_left_alone(shown):
    _, mine = shown
    assert list(mine.iterdir()) == []


def test_it_speaks_the_users_language_throughout(shown):
    out, _ = shown
    assert "Cette semaine, du 22 au 28 novembre 2026" in out
    assert "This week" not in out
