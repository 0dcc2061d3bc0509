"""A home that may not be written: whatever only looks works as ever, whatever changes says so in words and changes nothing.

A child of the test sees its home through a mount that is read-only: rights alone would not stop root.
"""

import ctypes
import os
import shutil
import sqlite3

import pytest

from sync.cli.commands import MODULES
from sync.store import database
from tests.test_full_disk import MORE
from tests.test_kills import USES, begun, in_child, laid_out, run, state  # noqa: F401 - the fixture

READING = {
    "bare": [],
    "week": ["week"],
    "plan": ["plan", "--weeks", "8"],
    "people": ["people"],
    "people-found": ["people", "Fabre"],
    "show": ["show", "Zoé"],
    "show-all": ["show", "--all", "Zoé"],
    "review": ["review"],
    "report": ["report"],
    "changes": ["changes"],
    "target": ["target"],
    "support": ["support"],
    "favours": ["favour", "list"],
    "matches": ["favour", "matches"],
    "campaigns": ["campaign", "list"],
    "campaign": ["campaign", "show", "Vœux 2026"],
    "labels": ["campaign", "labels", "Vœux 2026", "-o", "{folder}/labels.pdf"],
    "drafts": ["campaign", "drafts", "Vœux 2026", "-o", "{folder}/drafts"],
    "books": ["book", "list"],
    "feeds": ["feed", "list"],
    "history": ["history"],
    "copies": ["backup", "--list"],
    "copy-elsewhere": ["backup", "{folder}/copy.db"],
    "settings": ["config", "list"],
    "setting": ["config", "get", "budget.per_week"],
    "rank": ["tool", "rank", "--on", "2026-11-28", "--json"],
    "backtest-trial": ["backtest", "--dry-run"],
    "read": ["read", "{folder}/carnet.vcf"],
    "convert": ["convert", "{folder}/carnet.vcf", "{folder}/out.csv"],
    "completion": ["completion", "bash"],
    "service": ["service", "status"],
    **{
        f"export-{name}": ["export", name]
        for name in ("jscontact", "vcf", "csv", "clusters", "pairs", "everything")
    },
    "export-xlsx": ["export", "xlsx", "-o", "{folder}/people.xlsx"],
}
WRITING = {
    **USES,
    "catch-up": MORE["catch-up"],
    "backup": MORE["backup"],
    "restore": ["restore", "{folder}/earlier.db", "--yes"],
    "given-out": ["export", "csv", "--layout", "google", "--changed"],
    "rotate": ["feed", "rotate", "touchpoints"],
    "backtest": ["backtest", "{folder}/log.csv"],
    "serve": ["serve", "--port", "0"],
    "purge": ["purge", "--yes"],
    "forget-setting": ["config", "unset", "budget.per_week"],
}
"""`backtest` with a log keeps nothing: it is here to be seen to work."""
WORKS = {"backtest"}
ELSEWHERE = {"demo", "open", "settle", "doctor", "tool"}
"""Without use of the home's data; only in what it says (open: no server runs; settle: no conflict); tested below."""
REFUSED = {"en": "cannot write to", "fr": "ne peut pas écrire dans"}
_NEW_NAMESPACE, _NEW_USER = 0x00020000, 0x10000000
_READ_ONLY, _REMOUNT, _BIND, _PRIVATE = 1, 32, 4096, 0x44000


def shut(place):
    """Return what has the calling process see `place` as one that may not be written."""
    where = os.fsencode(place)

    def begin():
        libc = ctypes.CDLL(None, use_errno=True)

        def done(code):
            if code:
                raise OSError(ctypes.get_errno(), "NO MOUNT HERE")

        done(libc.unshare(_NEW_NAMESPACE | (_NEW_USER if os.geteuid() else 0)))
        done(libc.mount(b"none", b"/", None, _PRIVATE, None))
        done(libc.mount(where, where, None, _BIND, None))
        done(libc.mount(where, where, None, _BIND | _REMOUNT | _READ_ONLY, None))

    return begin


@pytest.fixture(scope="module", autouse=True)
def mounts(tmp_path_factory):
    """Skip, and say so, where no child can be given such a home."""
    if not hasattr(os, "fork") or not hasattr(ctypes.CDLL(None), "unshare"):
        pytest.skip("NO MOUNTS HERE: no home was read-only")
    place = tmp_path_factory.mktemp("tried")
    child = os.fork()
    if not child:
        code = 1
        try:
            shut(place)()
            code = int(os.access(place, os.W_OK))
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        pytest.skip("NO MOUNTS HERE: no home was read-only")


def files(home):
    """Return every file of a home with its bytes."""
    return {one.relative_to(home): one.read_bytes() for one in home.rglob("*") if one.is_file()}


def looked_at(folder, words, **more):
    """Run a use-case on a home that may not be written; return code and outputs. Fails if the home is another after it."""
    before = files(folder / "home")
    found = in_child(shut(folder / "home"), folder, words, **more)
    assert files(folder / "home") == before
    for word in ("Errno", "should not", "imprévue", "Traceback"):
        assert word not in found[2]
    return found


def test_every_command_is_tried():
    tried = {words[0] for words in (*READING.values(), *WRITING.values()) if words}
    assert tried | ELSEWHERE >= set(MODULES)


@pytest.mark.parametrize("name", READING)
def test_what_only_looks_tells_the_same_as_ever(name, begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "à la maison", name)
    code, out, _ = looked_at(folder, READING[name])
    ever = run(folder, READING[name], check=None)
    assert ever.code == (2 if name == "target" else 0), "without a target it says how to set one"
    assert (code, out) == (ever.code, ever.out)


@pytest.mark.parametrize("name", WRITING)
def test_what_would_change_is_refused_in_words_and_changes_nothing(name, begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "à la maison", name)
    (folder / "log.csv").write_text("from,to,at\na,b,2026-01-01\n", encoding="utf-8")
    run(folder, ["backup", "{folder}/earlier.db"])
    before = state(folder)
    for language, words in REFUSED.items():
        code, _, said = looked_at(folder, WRITING[name], language=language)
        if name in WORKS:
            assert code == 0
        else:
            assert code == 1
            # What is removed or copied there is named itself, with what to do.
            assert words in said or (name in {"purge", "backup"} and str(folder / "home") in said)
    assert state(folder) == before


@pytest.mark.parametrize(
    "words",
    [["forget", "noor@example.org", "--from-books", "--yes"], ["undo"], ["sync", "--yes"]],
    ids=lambda words: words[0],
)
def test_a_book_stays_as_it_is_too(words, begun, tmp_path):  # noqa: F811
    """What is deleted or put back there, and is not known here, would come back or be asked about."""
    folder = laid_out(begun, tmp_path / "home", "books")
    run(folder, ["import", "{folder}/Connections.csv"])
    run(folder, ["book", "add", "home", "{folder}/book", "--push", "all"])
    run(folder, ["sync", "--yes"])
    assert len(list((folder / "book").glob("*.vcf"))) > 1
    if words == ["sync", "--yes"]:
        run(folder, ["edit", "Ali Fabre", "--company", "Hestrial"])
    before = state(folder)
    for language, refused in REFUSED.items():
        code, _, said = looked_at(folder, words, language=language)
        assert code == 1
        assert refused in said
    assert state(folder) == before
    run(folder, words)
    assert state(folder)[2] != before[2], "where it may be written, the book is another after it"


def test_a_trial_is_refused_in_words_too_or_goes_as_ever(begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "home", "trial")
    for words in (USES["import"], USES["edit"], USES["forget"], ["plan"], ["rebuild"]):
        code, _, said = looked_at(folder, [*words, "--dry-run"])
        assert code == 0 or (code == 1 and REFUSED["en"] in said), (words, said)


def test_the_doctor_says_what_is_the_matter_and_what_to_do(begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "home", "doctor")
    code, out, _ = looked_at(folder, ["doctor"])
    assert code == 1
    assert "cannot be written to" in out
    assert "choose another folder with --home" in out
    assert "The data are sound" in out


def test_an_empty_home_that_may_not_be_written_is_said(tmp_path):
    (tmp_path / "home").mkdir()
    for language, words in REFUSED.items():
        code, _, said = in_child(shut(tmp_path / "home"), tmp_path, ["week"], language=language)
        assert code == 1
        assert words in said
    assert not list((tmp_path / "home").iterdir())


def test_a_run_that_was_cut_short_there_is_said_and_a_copy_can_be_used(begun, tmp_path):  # noqa: F811
    """What stands in the log alone is not passed over: it would show what is no longer so."""
    folder, cut = laid_out(begun, tmp_path / "one", "cut"), tmp_path / "two"
    held = sqlite3.connect(folder / "home" / database.FILE)
    held.execute("SELECT 1 FROM meta").fetchone()
    run(folder, ["edit", "Zoé Delaunay", "--company", "Hestrial"])
    shutil.copytree(folder, cut)
    held.close()
    (cut / "home" / f"{database.FILE}-shm").unlink()
    assert (cut / "home" / f"{database.FILE}-wal").stat().st_size
    for language, words in {"en": "Copy the whole folder", "fr": "Copiez tout le dossier"}.items():
        code, _, said = looked_at(cut, ["show", "Zoé"], language=language)
        assert code == 1
        assert words in said
    shutil.copytree(cut, tmp_path / "three")
    assert "Hestrial" in run(tmp_path / "three", ["show", "Zoé"]).out


def test_a_home_that_somebody_else_has_open_can_be_read(begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "one", "open")
    held = sqlite3.connect(folder / "home" / database.FILE)
    held.execute("SELECT 1 FROM meta").fetchone()
    run(folder, ["edit", "Zoé Delaunay", "--company", "Hestrial"])
    code, out, _ = in_child(shut(folder / "home"), folder, ["show", "Zoé"])
    held.close()
    assert code == 0
    assert "Hestrial" in out


@pytest.mark.parametrize(("version", "words"), [(1, "Copy the whole folder"), (999, "newer reseau")])
def test_a_home_of_another_schema_is_said(version, words, begun, tmp_path):  # noqa: F811
    folder = laid_out(begun, tmp_path / "one", "schema")
    connection = sqlite3.connect(folder / "home" / database.FILE)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    code, _, said = looked_at(folder, ["people"])
    assert code == 1
    assert words in said


def test_what_is_no_home_is_said(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / database.FILE).write_bytes(b"no database, but long enough to look like one" * 50)
    code, _, said = looked_at(tmp_path, ["people"])
    assert code == 1
    assert "damaged" in said
