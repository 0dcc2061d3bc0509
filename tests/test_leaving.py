"""Leave at any time: `purge` removes what is ours and nothing else; `doctor` says what is wrong and what to do."""

import contextlib
import os
import sqlite3

import pytest

from tests.inprocess import reseau

CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:ali\nN:Fabre;Ali;;;\nFN:Ali Fabre\nEMAIL:ali@example.org\nEND:VCARD\n"


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    (tmp_path / "c.vcf").write_text(CARD, encoding="utf-8")
    reseau(place, "import", tmp_path / "c.vcf")
    reseau(place, "config", "set", "region", "FR")
    reseau(place, "backup")
    return place


def files(home):
    return sorted(str(place.relative_to(home)) for place in home.rglob("*") if place.is_file())


def checks(home, *more, check=None, **environment):
    told = reseau(home, "doctor", "--json", *more, check=check, **environment).json["checks"]
    return {one["code"]: one for one in told}


def test_purge_lists_everything_first_and_asks(home):
    before = files(home)
    told = reseau(home, "purge", "--dry-run", "--json").json
    assert sorted(os.path.relpath(place, home) for place in told["files"]) == before
    assert told["removed"] is False
    assert reseau(home, "purge", "--no-input", check=3).err
    assert files(home) == before


def test_after_purge_nothing_is_left(home):
    assert reseau(home, "purge", "--yes", "--json").json["removed"] is True
    assert not home.exists()
    assert "nothing of reseau" in reseau(home, "purge").err
    assert not home.exists()


def test_what_is_not_ours_stays(home):
    (home / "letter.txt").write_text("mine", encoding="utf-8")
    (home / "backups" / "photo.jpg").write_bytes(b"mine")
    told = reseau(home, "purge", "--yes", "--json").json
    assert [os.path.relpath(place, home) for place in told["left"]] == ["letter.txt"]
    assert files(home) == ["letter.txt"]


def test_a_damaged_home_can_be_left_too(home):
    (home / "reseau.db").write_bytes(b"no database")
    assert reseau(home, "purge", "--yes", "--json").json["removed"] is True
    assert not home.exists()


def test_a_sound_home_has_nothing_wrong(home):
    found = checks(home, check=0)
    assert not [one for one in found.values() if one["level"] == "bad"]
    assert {"room", "closed", "copies", "sound", "people"} <= set(found)


def test_what_is_kept_of_several_exports_is_sound_until_it_is_cut(home, tmp_path):
    """Their changes stand one a line: that was taken for damage."""
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Zoé,Delaunay,https://www.linkedin.com/in/zoe-d,,{},DAF,0{} Nov 2023\n"
    for day, company in ((5, "Acme"), (6, "Brévane")):
        folder = tmp_path / f"export-{day}"
        folder.mkdir()
        (folder / "Connections.csv").write_text(head + row.format(company, day), encoding="utf-8")
        reseau(home, "import", folder)
    assert "Brévane" in reseau(home, "changes").out
    checks(home, check=0)
    told(home, "UPDATE derived SET told = substr(told, 1, length(told) - 3) WHERE name LIKE 'steps %'")
    assert checks(home, check=1)["kept-damaged"]["fix"]


def test_no_home_is_no_illness(tmp_path):
    assert checks(tmp_path / "none", check=0)["no-home"]["fix"]


def told(home, words):
    """Do something to the database that reseau never does."""
    with contextlib.closing(sqlite3.connect(home / "reseau.db")) as connection:
        connection.executescript(words)


def book(home, name):
    """Connect a book of files, and take the files away."""
    place = home.parent / name
    if place.suffix:
        place.write_text(CARD, encoding="utf-8")
    else:
        place.mkdir()
    reseau(home, "book", "add", "phone", place)
    if place.suffix:
        place.unlink()
    else:
        place.rmdir()


@pytest.mark.parametrize(
    ("code", "harm"),
    [
        ("open", lambda home: home.chmod(0o755)),
        ("not-opened", lambda home: (home / "reseau.db").write_bytes(b"no database at all" * 100)),
        ("settings-broken", lambda home: (home / "reseau.toml").write_text("region = ", encoding="utf-8")),
        ("damaged", lambda home: told(home, "DROP TABLE favour")),
        ("texts-damaged", lambda home: told(home, "DELETE FROM content")),
        ("texts-damaged", lambda home: told(home, "UPDATE content SET data = x'7b22'")),
        ("kept-damaged", lambda home: told(home, "UPDATE glance SET told = '['")),
        ("identity-lost", lambda home: told(home, "DELETE FROM meta WHERE name = 'salt'")),
        ("identity-lost", lambda home: told(home, "DELETE FROM meta WHERE name = 'installation'")),
        ("not-opened", lambda home: told(home, "UPDATE meta SET value = 'zzz' WHERE name = 'installation'")),
        ("not-opened", lambda home: told(home, "UPDATE meta SET value = 'zzz' WHERE name = 'salt'")),
        ("of-nobody", lambda home: told(home, "DELETE FROM membership")),
        ("copy-damaged", lambda home: [one.write_bytes(b"x" * 5000) for one in (home / "backups").iterdir()]),
        ("gone", lambda home: (home / "reseau.db").unlink()),
        ("in-the-way", lambda home: ((home / "reseau.db").unlink(), (home / "reseau.db").mkdir())),
        (
            "settings-broken",
            lambda home: (home / "reseau.toml").write_text("budget.per_week = 'many'", encoding="utf-8"),
        ),
        ("book-gone", lambda home: book(home, "cards")),
        ("book-gone", lambda home: book(home, "cards.vcf")),
        (
            "watch-missing",
            lambda home: (home / "reseau.toml").write_text("[watch]\nfolder = '/no/such'", encoding="utf-8"),
        ),
    ],
)
def test_each_illness_is_named_with_its_cure(home, code, harm):
    harm(home)
    found = checks(home)
    assert found[code]["level"] == "bad"
    assert found[code]["fix"]
    for language in ("en", "fr"):
        assert found[code]["message"] or reseau(home, "doctor", language=language, check=1).out


def test_what_is_kept_and_cannot_be_read_is_worked_out_anew(home):
    told(home, "UPDATE glance SET told = '['; UPDATE derived SET told = '{'")
    reseau(home, "rebuild")
    checks(home, check=0)
    assert "Ali Fabre" in reseau(home, "people").out


def test_records_that_belong_to_nobody_do_so_again(home):
    told(home, "DELETE FROM membership")
    assert "Ali Fabre" not in reseau(home, "people").out
    reseau(home, "rebuild")
    checks(home, check=0)
    assert "Ali Fabre" in reseau(home, "people").out


def spoilt(home, start, step, size):
    with (home / "reseau.db").open("r+b") as stream:
        end = stream.seek(0, 2)
        for place in range(start, end, step):
            stream.seek(place)
            stream.write(b"\x99" * size)


DAMAGE = {
    "no header": lambda home: spoilt(home, 0, 1 << 30, 100),
    "a page of names": lambda home: spoilt(home, 4096, 8192, 2048),
    "pages here and there": lambda home: spoilt(home, 40_960, 28_672, 2_000),
    "cut": lambda home: os.truncate(home / "reseau.db", (home / "reseau.db").stat().st_size // 2),
    "another file": lambda home: (home / "reseau.db").write_text("letter", encoding="utf-8"),
    "nothing": lambda home: os.truncate(home / "reseau.db", 0),
    "no id": lambda home: told(home, "DELETE FROM meta WHERE name = 'installation'"),
    "no salt": lambda home: told(home, "DELETE FROM meta WHERE name = 'salt'"),
    "an id that is none": lambda home: told(home, "UPDATE meta SET value = 'z' WHERE name = 'installation'"),
    "a table less": lambda home: told(home, "DROP TABLE event"),
}


@pytest.mark.parametrize("harm", DAMAGE)
def test_a_copy_can_be_put_back_whatever_the_damage(home, harm):
    """The words for a damaged home said: reseau restore; and that said that the home is damaged."""
    reseau(home, "forget", "Ali Fabre", "--yes")
    reseau(home, "add", "Zoé Delaunay")
    reseau(home, "backup", RESEAU_NOW="2026-11-23T09:00:00+01:00")
    DAMAGE[harm](home)
    assert reseau(home, "restore", "--yes")
    assert [one["name"] for one in reseau(home, "people", "--json").json["people"]] == ["Zoé Delaunay"]
    checks(home, check=0)
    reseau(home, "import", home.parent / "c.vcf")
    assert "Ali" not in reseau(home, "people").out
    reseau(home, "purge", "--yes")
    assert not home.exists()


def test_damage_that_shows_on_the_way_is_told_as_such(home):
    """It was called a fault of ours."""
    DAMAGE["a page of names"](home)
    for words in (["week"], ["people"], ["rebuild"], ["import", home.parent / "c.vcf"]):
        assert "is damaged" in reseau(home, *words, check=1).err


def test_a_home_without_people_and_with_copies_may_have_lost_them(home):
    os.truncate(home / "reseau.db", 0)
    assert "restore" in checks(home, check=0)["emptied"]["fix"]


def test_what_should_not_happen_sends_to_the_doctor(home):
    told(home, "DROP TABLE glance")
    assert "reseau doctor" in reseau(home, "people", check=1).err


def test_a_setting_that_cannot_be_is_named_and_mended_by_setting_it(home):
    (home / "reseau.toml").write_text("[budget]\nper_week = 'many'\n", encoding="utf-8")
    for words in (["week"], ["plan"]):
        assert "budget.per_week = 'many'" in reseau(home, *words, check=1).err
    reseau(home, "config", "set", "budget.per_week", "7")
    reseau(home, "week")


def test_a_clock_that_went_back_is_seen(home):
    assert "clock-back" in checks(home, check=1, RESEAU_NOW="2020-01-01T00:00:00Z")


def test_settings_nobody_knows_and_an_unknown_country_are_hints(home):
    (home / "reseau.toml").write_text("typo = 1\n", encoding="utf-8")
    found = checks(home, check=0, RESEAU_REGION="")
    assert "typo" in found["settings-unknown"]["message"]
