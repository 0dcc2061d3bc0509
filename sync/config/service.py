"""`reseau serve` started by the system at login: what systemd, launchd and the Windows task scheduler want to read.

Pure: values in, a file and commands out, so that each system's file can be tested on any machine. The server
is told to be quiet, and its standard output goes nowhere: it holds links, which belong into no log.
"""

from __future__ import annotations

import plistlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePath

SYSTEMD = "reseau.service"
LABEL = "org.reseau.serve"
TASK = "reseau"
_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"


@dataclass(frozen=True, slots=True)
class Service:
    """One file and the commands around it: to start, to stop, and to ask whether it runs (0: yes)."""

    file: Path
    content: bytes
    start: tuple[tuple[str, ...], ...]
    stop: tuple[tuple[str, ...], ...]
    ask: tuple[str, ...]


def service(
    system: str, program: Sequence[str], home: Path, environ: Mapping[str, str], *, user: Path, uid: int = 0
) -> Service:
    """Return the service of `system` (`linux`, `darwin`, `win32`) that runs `program` for the user.

    `home` is that of reseau, `user` the user's own folder, `uid` their number (macOS).
    """
    if system == "darwin":
        return _launchd(program, user, uid)
    if system == "win32":
        return _task(program, home)
    return _systemd(program, Path(environ.get("XDG_CONFIG_HOME") or user / ".config"))


def _systemd(program: Sequence[str], config: Path) -> Service:
    content = (
        "# Made by: reseau service install\n"
        "[Unit]\n"
        "Description=reseau: calendar, watched folder and recurring jobs\n"
        "\n"
        "[Service]\n"
        "Type=exec\n"
        f"ExecStart={' '.join(map(_quoted, program))}\n"
        "Restart=on-failure\n"
        "RestartSec=30\n"
        "StandardOutput=null\n"
        "UMask=0077\n"
        "NoNewPrivileges=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=default.target\n"
    )
    run = ("systemctl", "--user")
    return Service(
        config / "systemd" / "user" / SYSTEMD,
        content.encode(),
        start=((*run, "daemon-reload"), (*run, "enable", SYSTEMD), (*run, "restart", SYSTEMD)),
        stop=((*run, "disable", "--now", SYSTEMD),),
        ask=(*run, "is-active", "--quiet", SYSTEMD),
    )


def _quoted(word: str) -> str:
    r"""Return a word as systemd reads it back (systemd.service(5), "Command lines").

    >>> _quoted('50% of "my" $HOME')
    '"50%% of \\"my\\" $$HOME"'
    """
    told = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{told}"'


def _launchd(program: Sequence[str], user: Path, uid: int) -> Service:
    content = plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(program),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ProcessType": "Background",
            "Umask": 0o077,
            "StandardOutPath": "/dev/null",
            "StandardErrorPath": "/dev/null",
        }
    )
    place = user / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    domain = f"gui/{uid}"
    return Service(
        place,
        content,
        start=(("launchctl", "bootstrap", domain, str(place)),),
        stop=(("launchctl", "bootout", f"{domain}/{LABEL}"),),
        ask=("launchctl", "print", f"{domain}/{LABEL}"),
    )


def _task(program: Sequence[str], home: Path) -> Service:
    command, *words = program
    text = (
        '<?xml version="1.0" encoding="UTF-16"?>\n'
        f'<Task version="1.2" xmlns="{_NAMESPACE}">\n'
        "  <RegistrationInfo><Description>reseau: calendar, watched folder and recurring jobs</Description></RegistrationInfo>\n"
        "  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>\n"
        '  <Principals><Principal id="Author"><LogonType>InteractiveToken</LogonType>'
        "<RunLevel>LeastPrivilege</RunLevel></Principal></Principals>\n"
        "  <Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>"
        "<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
        "<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>"
        "<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>"
        "<RestartOnFailure><Interval>PT1M</Interval><Count>3</Count></RestartOnFailure></Settings>\n"
        f'  <Actions Context="Author"><Exec><Command>{escape(command)}</Command>'
        f"<Arguments>{escape(_windows_line(words))}</Arguments></Exec></Actions>\n"
        "</Task>\n"
    )
    place = home / "logon.xml"
    return Service(
        place,
        text.encode("utf-16"),
        start=(
            ("schtasks", "/Create", "/TN", TASK, "/XML", str(place), "/F"),
            ("schtasks", "/Run", "/TN", TASK),
        ),
        stop=(("schtasks", "/Delete", "/TN", TASK, "/F"),),
        ask=("schtasks", "/Query", "/TN", TASK),
    )


def _windows_line(words: Sequence[str]) -> str:
    import subprocess

    return subprocess.list2cmdline(words)


def program(system: str, python: str, home: Path, more: Sequence[str]) -> list[str]:
    """Return the command line that serves: with this Python, whatever lies in the folder it is started in."""
    run = python
    if system == "win32":
        # Without a window of its own.
        folder = PurePath(python)
        run = str(folder.with_name("pythonw.exe"))
    start = "from sync.cli import main; main()"
    return [run, "-I", "-c", start, "--quiet", "--home", str(home), *more, "serve"]
