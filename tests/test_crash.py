"""A kill at any moment leaves the old or the new state, and a normal run afterwards reaches the same end."""

import subprocess
import sys

import pytest

from tests.reseau import reseau
from tests.test_command import CONNECTIONS

KILLER = """
import os, signal, sys
from sync.store import journal
from sync.store.facts import Store
from sync.cli import main

name, calls = sys.argv[1], int(sys.argv[2])
if name == "commit":
    connect = __import__("sqlite3").connect
    original = journal.database.connect
    def traced(*args, **kwargs):
        connection = original(*args, **kwargs)
        connection.set_trace_callback(
            lambda sql: os.kill(os.getpid(), signal.SIGKILL) if sql == "COMMIT" and connection.in_transaction else None
        )
        return connection
    import sync.store.facts
    sync.store.facts.database.connect = traced
else:
    from importlib import import_module
    owner, _, name = name.rpartition(".")
    owner = import_module("sync.store." + owner) if owner else Store
    method = getattr(owner, name)
    seen = 0
    def counted(*args, **kwargs):
        global seen
        seen += 1
        if seen > calls:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*args, **kwargs)
    setattr(owner, name, counted)
main(["import", *sys.argv[3:]])
"""

POINTS = [
    ("put_records", 0),
    ("put_records", 1),
    ("put_snapshot", 0),
    ("interactions.put_all", 0),
    ("link", 0),
    ("conclusions.write", 0),
    ("commit", 0),
]


@pytest.fixture
def files(tmp_path):
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (tmp_path / "suivi.csv").write_text(
        "Nom;Prénom;Société;Mail\nDupont;Jean;Acme;jean@example.com\nDurand;Zoé;Delta;zoe@example.org\n",
        encoding="utf-8",
    )
    return tmp_path / "Connections.csv", tmp_path / "suivi.csv"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize(("name", "calls"), POINTS, ids=str)
def test_a_kill_during_an_import_leaves_the_old_state_and_the_next_run_reaches_the_end(
    home, tmp_path, files, name, calls
):
    reseau(home, "import", files[1])
    before = reseau(home, "export", "everything").bytes
    killed = subprocess.run(
        [sys.executable, "-c", KILLER, name, str(calls), *map(str, files)], capture_output=True
    )
    assert killed.returncode == -9, killed.stderr
    assert reseau(home, "export", "everything").bytes == before
    reseau(home, "import", *files)
    straight = tmp_path / "straight"
    reseau(straight, "import", files[1])
    reseau(straight, "import", *files)
    assert reseau(home, "export", "clusters").bytes == reseau(straight, "export", "clusters").bytes
    assert (
        reseau(home, "export", "everything").json["record"]
        == reseau(straight, "export", "everything").json["record"]
    )


def test_two_imports_at_once_both_arrive(home, files):
    import concurrent.futures

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda file: reseau(home, "import", file), files))
    assert [result.code for result in results] == [0, 0]
    assert len(reseau(home, "people", "--json").json["people"]) == 3
    assert len(reseau(home, "history", "--json").json["journal"]) == 2
