"""kill -9 at every commit of every use-case: what is there afterwards is the old state or the new one, or what a
normal run turns into the new one.

A use-case is run in a child of the test, which counts the commits of the store and is killed at one of them: before
it, or right behind it.
"""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys

import pytest

from sync.store import database, journal
from tests.conftest import ROOT
from tests.inprocess import reseau

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="NO FORK HERE: nothing was killed")

DEMO = ROOT / "samples" / "demo"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{0}\r\nFN:{1}\r\nN:{2};{3};;;\r\nEMAIL:{0}@example.org\r\nEND:VCARD\r\n"
TABLE = (
    "Nom;Prénom;Société;Mail;Tél.;Dernier contact;Fréquence\n"
    "Delaunay;Zoé;Nordelia;zoe@example.org;0639981001;2026-03-02;tous les 3 mois\n"
    "Fabre;Ali;Brévane;ali@example.org;0639981002;2026-05-11;tous les 3 mois\n"
    "Whitcombe;Hannah;Orphéance;hannah@example.com;;2026-08-01;\n"
)
# What leads up to each use-case, and the use-case itself; `{folder}` is where the files lie.
BEFORE = [
    ["import", "{folder}/suivi.csv", "{folder}/carnet.vcf"],
    ["edit", "Hannah Whitcombe", "--tier", "close"],
    ["campaign", "new", "Vœux 2026", "--tier", "close"],
]
USES = {
    "import": ["import", "{folder}/Connections.csv"],
    "import-changed": ["import", "{folder}/later/suivi.csv"],
    "import-clusters": ["import", "{folder}/clusters.csv"],
    "add": ["add", "Inès Marchal", "--email", "ines@example.org"],
    "edit": ["edit", "Zoé Delaunay", "--company", "Hestrial", "--tier", "active"],
    "judge": ["judge", "Zoé Delaunay", "Hannah Whitcombe", "same"],
    "split": ["split", "Zoé Delaunay"],
    "hide": ["hide", "Ali Fabre"],
    "log": ["log", "Ali Fabre", "call", "--on", "2026-11-20"],
    "done": ["done", "Ali Fabre"],
    "snooze": ["snooze", "Zoé Delaunay", "2w"],
    "skip": ["skip", "Zoé Delaunay"],
    "undo": ["undo", "2"],
    "forget": ["forget", "Ali Fabre", "--yes"],
    "favour": ["favour", "owed", "Ali Fabre", "une introduction"],
    "met": ["met", "Salon RH", "Inès Calvet, Brévane", "--on", "2026-11-20"],
    "target": ["target", "recrutement", "--city", "Lyon"],
    "trip": ["trip", "Lyon", "3-dec", "4-dec"],
    "campaign-new": ["campaign", "new", "Merci", "--with", "Zoé"],
    "campaign-done": ["campaign", "done", "Vœux 2026", "Hannah"],
    "campaign-returned": ["campaign", "returned", "Vœux 2026", "Hannah"],
    "campaign-drop": ["campaign", "drop", "Vœux 2026"],
    "feed": ["feed", "-o", "{folder}/out.ics"],
    "publish": ["feed", "publish", "digest", "{folder}/published.ics"],
    "book-add": ["book", "add", "home", "{folder}/book"],
    "first-sync": ["sync", "{book}", "--yes"],
    "rebuild": ["rebuild"],
    "config": ["config", "set", "budget.per_week", "7"],
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A home with a few people, and the files to bring in later."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "suivi.csv").write_text(TABLE, encoding="utf-8")
    (folder / "carnet.vcf").write_text(
        CARD.format("zoe", "Zoé Delaunay", "Delaunay", "Zoé"), encoding="utf-8"
    )
    (folder / "later").mkdir()
    (folder / "later" / "suivi.csv").write_text(TABLE.replace("Nordelia", "Ulvane"), encoding="utf-8")
    (folder / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ali,Fabre,https://www.linkedin.com/in/ali-fabre,ali@example.org,Brévane,DAF,05 Jan 2024\n"
        "Noor,Haddad,https://www.linkedin.com/in/noor-haddad,,Ulvane,DRH,07 Feb 2025\n",
        encoding="utf-8",
    )
    (folder / "book").mkdir()
    (folder / "book" / "noor.vcf").write_text(
        CARD.format("noor", "Noor Haddad", "Haddad", "Noor"), encoding="utf-8"
    )
    for words in BEFORE:
        run(folder, words)
    told = sqlite3.connect(folder / "home" / database.FILE)
    one, two = told.execute("SELECT source, key FROM record ORDER BY id DESC LIMIT 2").fetchall()
    told.close()
    (folder / "clusters.csv").write_text(
        f"source,key,person\n{','.join(one)},1\n{','.join(two)},1\n", encoding="utf-8"
    )
    return folder


def run(folder, words, check=0, **more):
    words = [word.format(folder=folder, book="home") for word in words]
    return reseau(folder / "home", *words, check=check, **more)


def in_child(begin, folder, words, **more):
    """Run a use-case in a child that begins with a call of `begin`; return its exit code, and both its outputs."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            begin()
            found = run(folder, words, check=None, **more)
            told = [found.code, found.out, found.err]
        except BaseException as error:  # noqa: BLE001 - told to the parent
            told = [-1, "", repr(error)]
        with contextlib.suppress(OSError), os.fdopen(writing, "wb") as stream:
            stream.write(json.dumps(told).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    return json.loads(told)


def laid_out(begun, place, name):
    """Return a folder of its own, in which a use-case can begin."""
    shutil.copytree(begun, place)
    if name == "first-sync":
        run(place, USES["book-add"])
    return place


def killed(folder, words, at, behind):
    """Run a use-case in a child that is killed at its commit number `at`; return how many it came to.

    `behind` lets that commit through first. With `at` 0 nobody is killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading, "rb") as told:
            count = len(told.read())
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) == bool(at), (words, at, status)
        return count
    try:
        # Counted by a pipe, a byte each: what a killed process remembers is gone.
        connect, seen, die = database.connect, 0, False

        def trace(sql):
            nonlocal seen, die
            if die:
                os.kill(os.getpid(), signal.SIGKILL)
            if sql == "COMMIT":
                seen += 1
                os.write(writing, b".")
                if at == seen:
                    if not behind:
                        os.kill(os.getpid(), signal.SIGKILL)
                    die = True

        def traced(*arguments, **settings):
            connection = connect(*arguments, **settings)
            connection.set_trace_callback(trace)
            return connection

        database.connect = traced
        run(folder, words, check=None)
        if die:  # nothing came behind the commit
            os.kill(os.getpid(), signal.SIGKILL)
    finally:
        sys.stderr.flush()
        os._exit(0)


def state(folder):
    """Return what a home holds: the rows of every table of facts without their numbers, and the files beside it."""
    connection = sqlite3.connect(folder / "home" / database.FILE)
    tables = {}
    try:
        for table in (*journal.JOURNALLED, "forgotten", "feed", "outlet", "membership"):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [name for name in names if name not in RANDOM.get(table, ())]
            rows = connection.execute(f"SELECT {', '.join(kept)} FROM {table}").fetchall()
            tables[table] = sorted(repr(row).replace(str(folder), "") for row in rows)
    finally:
        connection.close()
    settings = folder / "home" / "reseau.toml"
    files = {"settings": settings.read_text(encoding="utf-8") if settings.exists() else ""}
    for name in ("out.ics", "published.ics"):
        place = folder / name
        files[name] = place.read_bytes() if place.exists() else b""
    cards = {one.name: one.read_bytes() for one in (folder / "book").iterdir() if one.suffix == ".vcf"}
    return tables, files, cards


# Numbers of rows, and what is drawn at random.
RANDOM = dict.fromkeys((*journal.JOURNALLED, "outlet"), ("id",)) | {
    "feed": ("id", "token", "token_hash"),
    # The tag of a file holds its place on the disk and its hour.
    "binding": ("id", "etag"),
}


@pytest.mark.parametrize("name", USES)
def test_a_kill_at_a_commit_leaves_what_was_or_what_a_normal_run_ends(name, begun, tmp_path):
    words = USES[name]
    straight = laid_out(begun, tmp_path / "straight", name)
    old = state(straight)
    commits = killed(straight, words, 0, behind=False)
    new = state(straight)
    for at in range(1, commits + 1):
        for behind in (False, True):
            place = laid_out(begun, tmp_path / f"{at}-{behind}", name)
            killed(place, words, at, behind)
            found = state(place)
            if found != new:
                assert at > 1 or behind or found == old
                run(place, words, check=None)
                assert state(place) == new, (name, at, behind)
            # Whatever happened, the home can be used.
            run(place, ["week"])
            shutil.rmtree(place)
    assert commits or name in ("feed", "config", "trip"), "nothing was written, so nothing was killed"
