"""`reseau service`: the file each system wants, written, started, shown and taken back."""

import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sync.config.service import program, service
from tests.inprocess import reseau

HOME = Path('/home/zoé/my "data" 100% $HOME')
LINE = ["/opt/x/bin/python", "-I", "-c", "from sync.cli import main; main()", "--home", str(HOME), "serve"]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="systemd")


def test_systemd_starts_exactly_this_program(tmp_path):
    made = service("linux", LINE, HOME, {}, user=tmp_path)
    assert made.file == tmp_path / ".config/systemd/user/reseau.service"
    text = made.content.decode()
    [start] = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    assert start.endswith('"--home" "/home/zoé/my \\"data\\" 100%% $$HOME" "serve"')
    # Links are keys, and a journal is read by others.
    assert "StandardOutput=null" in text
    assert "UMask=0077" in text
    elsewhere = service("linux", LINE, HOME, {"XDG_CONFIG_HOME": "/cfg"}, user=tmp_path)
    assert elsewhere.file == Path("/cfg/systemd/user/reseau.service")


@linux
def test_systemd_finds_nothing_to_complain_about(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("SYSTEMD-ANALYZE IS NOT INSTALLED: the unit was not verified")
    made = service("linux", [sys.executable, *LINE[1:]], HOME, {}, user=tmp_path)
    unit = tmp_path / made.file.name
    unit.write_bytes(made.content)
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(unit)], capture_output=True, text=True, env=environ
    )
    assert "reseau.service" not in done.stderr, done.stderr


def test_launchd_reads_back_the_same_line(tmp_path):
    made = service("darwin", LINE, HOME, {}, user=tmp_path, uid=501)
    assert made.file == tmp_path / "Library/LaunchAgents/org.reseau.serve.plist"
    told = plistlib.loads(made.content)
    assert told["ProgramArguments"] == LINE
    assert told["RunAtLoad"] is True
    assert told["StandardOutPath"] == "/dev/null"
    assert made.start == (("launchctl", "bootstrap", "gui/501", str(made.file)),)


def test_the_task_scheduler_gets_a_task_at_logon(tmp_path):
    made = service("win32", ["C:\\x & y\\pythonw.exe", *LINE[1:]], tmp_path, {}, user=tmp_path)
    root = ET.fromstring(made.content.decode("utf-16"))
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert root.find("t:Triggers/t:LogonTrigger", space) is not None
    assert root.findtext("t:Actions/t:Exec/t:Command", namespaces=space) == "C:\\x & y\\pythonw.exe"
    words = root.findtext("t:Actions/t:Exec/t:Arguments", namespaces=space)
    assert words.endswith(subprocess.list2cmdline(["--home", str(HOME), "serve"]))


def test_the_program_is_this_one_whatever_the_folder_holds(tmp_path):
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "__init__.py").write_text("raise SystemExit('decoy')")
    line = program(sys.platform, sys.executable, tmp_path / "home", ["--lang", "en"])
    assert line[-1] == "serve"
    done = subprocess.run([*line[:-1], "--version"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) in ((0, ""), (2, done.stderr))
    assert "decoy" not in done.stderr
    assert program("win32", "C:\\x\\python.exe", tmp_path, [])[0].endswith("pythonw.exe")


@pytest.fixture
def manager(tmp_path, monkeypatch):
    """A `systemctl` that notes what it is asked; it says no to `is-active` until something was started."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "systemctl"
    script.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\ncase "$*" in *is-active*) test -e {tmp_path}/on;; *restart*) touch {tmp_path}/on;; *disable*) rm -f {tmp_path}/on;; esac\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


@linux
def test_install_status_uninstall(manager):
    home, file = manager / "home", manager / "user/.config/systemd/user/reseau.service"
    assert "reseau service install" in reseau(home, "service", "status").out
    told = reseau(home, "service", "install", "--dry-run")
    assert "ExecStart=" in told.out
    assert "systemctl --user enable reseau.service" in told.out
    assert not file.exists()
    reseau(home, "service", "install")
    assert str(home) in file.read_text()
    assert "runs as a service" in reseau(home, "service", "status").out
    again = reseau(home, "service", "install")
    assert "ExecStart=" not in again.out
    file.write_text(file.read_text().replace("RestartSec=30", "RestartSec=31"))
    assert "reseau service install" in reseau(home, "service", "status").out
    assert "+RestartSec=30" in reseau(home, "service", "install").out
    reseau(home, "service", "uninstall", "--dry-run")
    assert file.exists()
    reseau(home, "service", "uninstall")
    assert not file.exists()
    assert "disable --now reseau.service" in (manager / "asked").read_text()
    told = reseau(home, "service", "status", "--json").json
    assert (told["installed"], told["running"]) == (False, False)
    reseau(home, "service", "uninstall")


@linux
def test_a_system_that_refuses_or_is_not_there_is_said(manager):
    (manager / "bin" / "systemctl").write_text("#!/bin/sh\nexit 5\n")
    assert "reseau serve" in reseau(manager / "home", "service", "install", check=1).err
