"""The installed command, run as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(os.environ.get("RESEAU_COMMAND", Path(sys.executable).parent / "reseau"))
NOW = "2026-11-22T09:00:00+01:00"


class Result:
    """What a run printed and how it ended."""

    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")
        self.bytes = done.stdout

    @property
    def json(self):
        return json.loads(self.out)


def environment_of(home, language="en", **more):
    """Return the variables of a run."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RESEAU_", "LC_", "LANG"))
        and name not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    }
    return env | {
        "RESEAU_HOME": str(home),
        "RESEAU_NOW": NOW,
        "RESEAU_INSTALLATION": "00000000-0000-4000-8000-000000000001",
        "RESEAU_TZ": "Europe/Paris",
        "RESEAU_REGION": "FR",
        "RESEAU_LANG": language,
        **more,
    }


def reseau(home, *arguments, language="en", stdin=b"", check=0, cwd=None, **environment):
    """Run `reseau` in a home; `check` is the exit code that is expected, None for any."""
    env = environment_of(home, language, **environment)
    done = subprocess.run(
        [str(COMMAND), *map(str, arguments)], input=stdin, capture_output=True, env=env, cwd=cwd, timeout=120
    )
    result = Result(done)
    assert "Traceback" not in result.err
    if check is not None:
        assert result.code == check, (
            f"exit {result.code}, expected {check}\n{result.out[-2000:]}\n{result.err[-2000:]}"
        )
    return result
