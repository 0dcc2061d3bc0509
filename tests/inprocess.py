"""`reseau` run inside the test process: the same command line, without the start of a program each time."""

import contextlib
import io
import os
import sys

from sync import cli
from tests.reseau import NOW, Result


class _Bytes(io.TextIOWrapper):
    """A text stream whose bytes can be taken; it is no terminal."""

    def __init__(self, content=b""):
        super().__init__(io.BytesIO(content), encoding="utf-8", write_through=True)


class _Done:
    """What `subprocess` would give."""

    def __init__(self, returncode, stdout, stderr):
        self.returncode, self.stdout, self.stderr = returncode, stdout, stderr


def reseau(home, *arguments, language="en", check=0, **environment):
    """Run `reseau` in a home; `check` is the exit code that is expected, None for any."""
    ours = {
        "RESEAU_HOME": str(home),
        "RESEAU_NOW": NOW,
        "RESEAU_INSTALLATION": "00000000-0000-4000-8000-000000000001",
        "RESEAU_TZ": "Europe/Paris",
        "RESEAU_REGION": "FR",
        "RESEAU_LANG": language,
        **environment,
    }
    before, mask = dict(os.environ), os.umask(0o077)
    out, err, stdin = _Bytes(), _Bytes(), _Bytes()

    given = sys.stdin
    code = None
    try:
        for name in [name for name in os.environ if name.startswith("RESEAU_")]:
            del os.environ[name]
        os.environ.update(ours)
        sys.stdin = stdin
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                cli.main([str(word) for word in arguments])
            except SystemExit as stop:
                code = stop.code or 0
    finally:
        sys.stdin = given
        os.environ.clear()
        os.environ.update(before)
        os.umask(mask)
    result = Result(_Done(code, out.buffer.getvalue(), err.buffer.getvalue()))
    assert "Traceback" not in result.err
    if check is not None:
        assert result.code == check, (
            f"exit {result.code}, expected {check}\n{result.out[-2000:]}\n{result.err[-2000:]}"
        )
    return result
