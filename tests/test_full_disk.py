"""A disk that is full, while any use-case runs: it is said in words, nothing is changed, and with room again all works.

A child of the test may write no file beyond its first bytes; what is written at all fails there as on a full disk.
"""

import errno
import os
import resource

import pytest

from sync.config.settings import Settings
from sync.ports import ReseauError
from tests.inprocess import reseau
from tests.test_kills import USES, begun, in_child, laid_out, run, state  # noqa: F401 - the fixture

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="NO FORK HERE: no disk was full")
MORE = {
    "week": ["week"],
    "plan": ["plan"],
    "people": ["people"],
    "show": ["show", "Zoé"],
    "report": ["report"],
    "export": ["export", "vcf", "-o", "{folder}/out.vcf"],
    "convert": ["convert", "{folder}/carnet.vcf", "{folder}/out.csv"],
    "labels": ["campaign", "labels", "Vœux 2026", "-o", "{folder}/labels.pdf"],
    "backup": ["backup"],
    "catch-up": ["plan", "--catch-up", "4"],
}
READING = {"week", "plan", "people", "show", "report"}
"""May go well: what is only read needs no room, but for what is worked out beside."""


def without_room():
    """Let this process write to no file beyond its first byte."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))


@pytest.mark.parametrize("name", [*USES, *MORE])
def test_on_a_full_disk_nothing_is_changed_and_it_is_said(name, begun, tmp_path):  # noqa: F811
    words = (USES | MORE)[name]
    folder = laid_out(begun, tmp_path / "à la maison", name)
    before = state(folder)
    names = {one.relative_to(folder) for one in folder.rglob("*")}
    code, _, said = in_child(without_room, folder, words)
    assert "Errno" not in said
    assert "should not" not in said
    if name not in READING:
        assert code == 1, said
        assert "full" in said or "cannot be written" in said
    assert state(folder) == before
    left = {one.relative_to(folder) for one in folder.rglob("*")} - names
    assert {one.name for one in left} <= {"reseau.db-wal", "reseau.db-shm", "reseau.lock", "backups"}
    assert run(folder, words).code == 0, "with room it goes as ever"


@pytest.fixture
def many(tmp_path):
    """A home of 1,500 people."""
    rows = "".join(f"Roy{number},Inès{number},i{number}@example.org\n" for number in range(1_500))
    (tmp_path / "t.csv").write_text(f"Nom,Prénom,Email\n{rows}Fabre,Ali,ali@example.org\n", encoding="utf-8")
    run(tmp_path, ["import", "{folder}/t.csv"])
    return tmp_path


def room_for(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_where_there_is_no_room_to_write_the_file_anew_whoever_is_forgotten_is_gone_all_the_same(many):
    """The words said that nothing was changed."""
    # Room to change what is there, but not for a second file as large.
    size = (many / "home" / "reseau.db").stat().st_size - 100_000
    code, _, said = in_child(room_for(size), many, USES["forget"])
    assert code == 0, said
    run(many, ["people"])
    assert run(many, USES["forget"], check=None).code == 2, "he is nobody any more"
    assert not [one for one in (many / "home").rglob("*.db*") if b"Fabre" in one.read_bytes()]


def test_a_copy_that_there_was_no_room_to_change_is_kept(many):
    """It was taken for one that is damaged, and removed."""
    run(many, ["backup"])
    copies = {one: one.read_bytes() for one in (many / "home" / "backups").iterdir()}
    assert copies
    code, _, said = in_child(room_for(60_000), many, USES["forget"])
    assert code == 1, said
    assert {one: one.read_bytes() for one in (many / "home" / "backups").glob("*.db")} == copies
    run(many, USES["forget"])


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk-full"), (errno.EROFS, "home-not-writable")]
)
def test_a_setting_that_cannot_be_kept_is_said_and_the_old_one_stands(tmp_path, monkeypatch, number, words):
    settings = Settings(tmp_path)
    settings.set("budget.per_week", "7")

    def fails(*arguments, **more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(ReseauError) as found:
        settings.set("budget.per_week", "8")
    assert found.value.code == f"error.{words}"
    assert Settings(tmp_path).get("budget.per_week") == 7
    assert [one.name for one in tmp_path.iterdir()] == ["reseau.toml"]


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param({"RESEAU_NOW": "2026-03-01T09:00:00+01:00"}, id="a clock gone back by months"),
        pytest.param({"RESEAU_TZ": "Pacific/Auckland"}, id="the other side of the world"),
        pytest.param({"RESEAU_TZ": "Pacific/Honolulu"}, id="a zone where it is yesterday"),
    ],
)
@pytest.mark.parametrize("name", [*USES, *MORE])
def test_another_hour_or_zone_breaks_nothing(name, moved, begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "ailleurs", name)
    words = [word.format(folder=folder, book="home") for word in (USES | MORE)[name]]
    told = reseau(folder / "home", *words, check=None, **moved)
    # What would have happened tomorrow, and a step or touchpoint of a day to come, may be refused in words.
    assert told.code in {0, 2}, told.err
    assert "should not" not in told.err
    assert reseau(folder / "home", "rebuild", "--json").code == 0
    assert run(folder, ["week"]).code == 0
