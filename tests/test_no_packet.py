"""No packet to anybody whom the user did not name.

Every use of the program runs with a guard in the interpreter that notes each name that is looked up and each address
that is connected or sent to, and refuses all but this computer. And the whole demo runs where there is no network at all.
"""

import http.client
import re
import shutil
import subprocess

import pytest

from tests.conftest import SAMPLES
from tests.reseau import COMMAND, reseau
from tests.test_serve import Server

DEMO = SAMPLES / "demo"
GUARD = """
import os, socket
_HERE = ("127.0.0.1", "::1", "localhost", "192.0.2.1")  # the last is reserved (RFC 5737): connecting a UDP socket sends nothing

def _note(what, host):
    host = host.decode() if isinstance(host, bytes) else str(host)
    if host.strip("[]") not in _HERE:
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{what} {host}\\n")
        raise OSError(f"guard: {what} {host}")

def _guarded(name):
    real = getattr(socket.socket, name)
    def call(self, *told):
        address = told[-1] if name.startswith("connect") else next((one for one in told if isinstance(one, tuple)), None)
        if self.family in (socket.AF_INET, socket.AF_INET6) and address:
            _note(name, address[0])
        return real(self, *told)
    return call

for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _guarded(_name))
_find = socket.getaddrinfo
def _looked_up(host, *told, **more):
    if host:
        _note("getaddrinfo", host)
    return _find(host, *told, **more)
socket.getaddrinfo = _looked_up
"""


@pytest.fixture
def guarded(tmp_path):
    """A folder whose `sitecustomize` guards every interpreter that has it on its path."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    log = tmp_path / "packets"
    log.touch()
    return {"PYTHONPATH": str(tmp_path / "guard"), "GUARD_LOG": str(log)}


def test_the_guard_bites(tmp_path, guarded):
    told = reseau(tmp_path / "home", "book", "add", "there", "https://dav.example/", "--user", "x", check=None,
                  RESEAU_SECRET_THERE="x", **guarded)  # fmt: skip
    assert told.code != 0
    assert "dav.example" in (tmp_path / "packets").read_text(encoding="utf-8")


def test_nothing_that_reseau_does_by_itself_asks_anybody(tmp_path, guarded):
    home = tmp_path / "home"

    def run(*words, **more):
        return reseau(home, *words, **guarded, **more)

    run("import", *(DEMO / name for name in ("Complete_LinkedInDataExport_05-20-2026.zip", "carnet.vcf")))
    run("import", *(DEMO / name for name in ("agenda.ics", "suivi.xlsx")))
    run("import", DEMO / "Complete_LinkedInDataExport_11-18-2026.zip")
    person = run("week", "--json").json["touchpoints"][0]["person"]
    for line in (
        ("review", "--json"),
        ("week",),
        ("plan", "--weeks", "8"),
        ("plan", "--catch-up", "4"),
        ("changes",),
        ("report", "-o", tmp_path / "report.html"),
        ("target", "assurance", "--city", "Paris"),
        ("support",),
        ("backtest",),
        ("tool", "rank", "--on", "2026-01-01", "--json"),
        ("trip", "Lyon", "3-dec", "4-dec"),
        ("done", person),
        ("log", person, "call"),
        ("show", person),
        ("campaign", "new", "Voeux"),
        ("campaign", "labels", "Voeux", "-o", tmp_path / "labels.pdf"),
        ("campaign", "table", "Voeux", "-o", tmp_path / "merge.xlsx"),
        ("campaign", "drafts", "Voeux", "-o", tmp_path / "drafts"),
        ("feed", "-o", tmp_path / "feed.ics"),
        ("feed", "digest", "-o", tmp_path / "digest.ics"),
        ("export", "vcf", "-o", tmp_path / "all.vcf"),
        ("export", "xlsx", "-o", tmp_path / "all.xlsx"),
        ("export", "everything", "-o", tmp_path / "all.json"),
        ("convert", tmp_path / "all.vcf", tmp_path / "four.vcf", "--to", "vcf4"),
        ("book", "add", "folder", tmp_path / "cards"),
        ("sync", "folder", "--yes"),
        ("history",),
        ("undo",),
        ("rebuild",),
        ("backup",),
        ("config", "list"),
        ("service", "install", "--dry-run"),
    ):
        (tmp_path / "cards").mkdir(exist_ok=True)
        run(*line)
    run("doctor", check=None)
    run("forget", person, "--json", stdin=b"y\n", check=None)
    run("forget", person, "--from-books", "--yes", "--json", check=None)
    run("forget", "--from-books", "--yes")
    assert (tmp_path / "packets").read_text(encoding="utf-8") == ""


def test_the_server_and_its_pages_ask_nobody(tmp_path, guarded):
    server = Server(tmp_path / "home", **guarded)
    try:
        status, headers, _ = server.ask("GET", server.link.split(str(server.port), 1)[1])
        assert status == 303
        cookie = headers["Set-Cookie"].split(";")[0]
        for path in (
            "/",
            "/week",
            "/people",
            "/review",
            "/renew",
            "/campaigns",
            "/calendar",
            "/import",
            "/settings",
        ):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status == 200
            assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//(?!127\.0\.0\.1)""", text)
            connection.close()
    finally:
        server.stop()
    assert (tmp_path / "packets").read_text(encoding="utf-8") == ""


def _alone():
    """Return a command that runs another without any network, if this computer can."""
    if not shutil.which("unshare"):
        return []
    words = ["unshare", "--user", "--map-root-user", "--net"]
    return words if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0 else []


@pytest.mark.skipif(not _alone(), reason="NO NETWORK NAMESPACES HERE: the demo was not run without a network")
def test_the_demo_needs_no_network(tmp_path):
    done = subprocess.run(
        [*_alone(), str(COMMAND), "demo"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "RESEAU_HOME": str(tmp_path / "home")},
        capture_output=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
