"""Leave at any time: `purge` removes what is ours and nothing else; `doctor` says what is wrong and what to do."""

import os

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


def test_no_home_is_no_illness(tmp_path):
    assert checks(tmp_path / "none", check=0)["no-home"]["fix"]


@pytest.mark.parametrize(
    ("code", "harm"),
    [
        ("open", lambda home: home.chmod(0o755)),
        ("not-opened", lambda home: (home / "reseau.db").write_bytes(b"no database at all" * 100)),
        ("settings-broken", lambda home: (home / "reseau.toml").write_text("region = ", encoding="utf-8")),
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


def test_a_clock_that_went_back_is_seen(home):
    assert "clock-back" in checks(home, check=1, RESEAU_NOW="2020-01-01T00:00:00Z")


def test_settings_nobody_knows_and_an_unknown_country_are_hints(home):
    (home / "reseau.toml").write_text("typo = 1\n", encoding="utf-8")
    found = checks(home, check=0, RESEAU_REGION="")
    assert "typo" in found["settings-unknown"]["message"]
