"""Real CardDAV servers on the loopback, started for the tests and stopped after them."""

import base64
import http.client
import importlib.util
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import SHARED

USER, PASSWORD = "zoé@example.org", "pass:wörd €"
_MKCOL = """<?xml version="1.0" encoding="utf-8"?>
<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
<D:resourcetype><D:collection/><C:addressbook/></D:resourcetype><D:displayname>{name}</D:displayname>
</D:prop></D:set></D:mkcol>"""


ALL = (
    "radicale",
    "sabredav",
    "cyrus",
    *(pytest.param(name, marks=pytest.mark.long) for name in ("xandikos", "davical", "sogo")),
)
"""What a test that is to hold on every server is given."""
ONE = (ALL[0], *(pytest.param(name, marks=pytest.mark.long) for name in ALL[1:3]), *ALL[3:])
"""The same for what the server behind the proxy has little part in: on one server, on all in long runs."""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def installed(module):
    """Tell whether a server can be started from this Python."""
    return importlib.util.find_spec(module) is not None


@dataclass
class DavServer:
    """One running server. `home` is the path below which the user's books lie."""

    port: int
    home: str
    process: subprocess.Popen
    user: str = USER
    password: str = PASSWORD
    count: object = None
    calendars: str = ""
    kind: str = ""
    path: str = "/"

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self.path}"

    def ask(self, method, path, body=b"", **headers):
        """Send one request as the user and return (status, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        word = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Authorization": f"Basic {word}", **names})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, content

    def new_book(self, name="Contacts"):
        """Make an empty address book and return its address."""
        path = f"{self.home}book-{next(self.count)}/"
        status, body = self.ask(
            "MKCOL", path, _MKCOL.format(name=name).encode(), Content_Type="application/xml"
        )
        assert status == 201, (status, body)
        return f"http://127.0.0.1:{self.port}{path}"

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def radicale(folder: Path):
    """Start Radicale with one user."""
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\nhtpasswd_encryption = plain\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {folder}/data\n[logging]\nlevel = error\n"
    )
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    return _started(command, port, "/zo%C3%A9%40example.org/", folder)


def xandikos(folder: Path):
    """Start Xandikos, which has one user and asks no password."""
    port = free_port()
    command = [sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "data"), "--autocreate"]
    command += ["--current-user-principal", "/user/", "--defaults", "-l", "127.0.0.1", "-p", str(port)]
    server = _started(command, port, "/user/contacts/", folder)
    server.calendars = "/user/calendars/"
    return server


class _Script:
    """A server that a script of the shared material started, stopped by its own script."""

    def __init__(self, folder):
        self.folder = folder

    def terminate(self):
        subprocess.run([str(SHARED / "servers" / "stop.sh"), str(self.folder)], check=False)

    def wait(self, seconds):
        shutil.rmtree(self.folder, ignore_errors=True)

    def poll(self):
        return None


def shared(name, *, calendars=False):
    """Start a server by the shared material's script; None when that is not here or the server does not start.

    With `calendars` a copy of the script turns on CalDAV, too, where it would start with CardDAV alone.
    """
    script = SHARED / "servers" / name / "start.sh"
    if not script.exists():
        return None
    # Other users run parts of it: its folder must be open to them.
    folder = Path(tempfile.mkdtemp(prefix=f"reseau-{name}-"))
    folder.chmod(0o755)
    if calendars:
        shutil.copytree(SHARED / "servers", folder / "scripts")
        script = folder / "scripts" / name / "start.sh"
        text = script.read_text(encoding="utf-8")
        script.write_text(
            text.replace("httpmodules: carddav", "httpmodules: carddav caldav"), encoding="utf-8"
        )
    done = subprocess.run(["sh", str(script), str(folder)], capture_output=True, text=True, timeout=120)
    told = dict(
        line.removeprefix("export ").split("=", 1)
        for line in done.stdout.splitlines()
        if line.startswith("DAV_")
    )
    if done.returncode or "DAV_URL" not in told:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    told = {key: value.strip("'\"") for key, value in told.items()}
    url = urlsplit(told["DAV_URL"])
    home = urlsplit(told["DAV_BOOK_URL"]).path.rstrip("/").rpartition("/")[0] + "/"
    return DavServer(
        url.port,
        home,
        _Script(folder),
        told["DAV_USER"],
        told["DAV_PASSWORD"],
        itertools.count(1),
        path=home.rstrip("/").rpartition("/")[0] + "/",
    )


def running(name, folder=None):
    """Yield a server by its name, for a fixture, and stop it after; skips, loudly, where it cannot be had."""
    if folder is not None and hasattr(sys.modules[__name__], name):
        one = getattr(sys.modules[__name__], name)(folder) if installed(name) else None
    else:
        one = shared(name)
    if one is None:
        pytest.skip(
            f"{name.upper()} DOES NOT START HERE: these tests did not run against it (see .ci/servers)"
        )
    one.kind = name
    try:
        yield one
    finally:
        one.stop()


def _started(command, port, home, folder):
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONUTF8": "1"})
    server = DavServer(port, home, process, count=itertools.count(1))
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            server.ask("OPTIONS", "/")
        except OSError:
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        else:
            return server
    server.stop()
    raise AssertionError("the server did not answer within 30 s: " + (folder / "log").read_text())
