"""Passwords in a real keyring: GNOME Keyring, on a message bus of its own, unlocked for the test."""

import contextlib
import os
import shutil
import signal
import subprocess
import time

import pytest

from tests import dav_server
from tests.reseau import COMMAND, environment_of, reseau

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""


@pytest.fixture
def desktop(tmp_path_factory):
    """The environment of a desktop with a keyring and nothing else; its keyring is in a folder of its own."""
    if not (shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon")):
        pytest.skip(
            "NO REAL KEYRING: gnome-keyring or dbus-daemon is not installed (make servers installs them)"
        )
    folder = tmp_path_factory.mktemp("bus")
    for name in ("data", "run", "cache"):
        (folder / name).mkdir(mode=0o700)
    (folder / "bus.conf").write_text(CONFIG.format(socket=folder / "bus"))
    environment = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
    }
    everything = {**os.environ, **environment}
    with contextlib.ExitStack() as ends:
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            env=everything,
        )
        ends.callback(bus.wait, 10)
        ends.callback(bus.terminate)
        assert bus.stdout.readline()
        ring = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=everything,
        )
        ends.callback(ring.wait, 10)
        ends.callback(ring.send_signal, signal.SIGTERM)
        ring.stdin.write(b"the user's own password")
        ring.stdin.close()
        asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
        asked += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
        until = time.monotonic() + 30
        while b"true" not in subprocess.run(asked, capture_output=True, env=everything).stdout:
            assert time.monotonic() < until, "the keyring does not come up"
            time.sleep(0.1)
        yield environment


@pytest.fixture
def server(tmp_path_factory):
    yield from dav_server.running("radicale", tmp_path_factory.mktemp("radicale"))


def typed(home, secret, *arguments, **environment):
    """Run `reseau` at a terminal where the password is typed when it is asked for; return what it said."""
    ours, its = os.openpty()
    with subprocess.Popen(
        [str(COMMAND), *arguments],
        stdin=its,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment_of(home, **environment),
        start_new_session=True,
    ) as running:
        told = b""
        while piece := running.stdout.read1(4096):
            told += piece
            if told.rstrip().endswith(b":") and secret:
                os.write(ours, secret.encode() + b"\n")
                secret = ""
        assert running.wait(60) == 0, told
    os.close(ours)
    os.close(its)
    return told.decode()


def test_a_password_is_kept_in_the_keyring_used_at_every_sync_and_leaves_with_the_book(desktop, server, home):
    url = server.new_book()
    secret = server.password
    told = typed(home, secret, "book", "add", "work", url, "--user", server.user, **desktop)
    assert "SecretService" in told
    reseau(home, "--yes", "sync", **desktop)
    for place in home.rglob("*"):
        if place.is_file():
            assert secret.encode() not in place.read_bytes(), place
    reseau(home, "book", "remove", "work", **desktop)
    reseau(home, "book", "add", "work", url, "--user", server.user, check=4, **desktop)
