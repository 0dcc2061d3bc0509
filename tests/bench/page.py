"""The page over 30,000 people: what a view costs the server, first and afterwards.

Goal: 1 s of server CPU for the first view after `serve`, 100 ms for each page afterwards, the first time it is asked for and
later on. The baseline is the plainest page.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import BIN
from tests.exports import Exports

PEOPLE = 30_000
FIRST_S, LATER_S = 1.0, 0.1
PAGES = (
    "/style.css",
    "/",
    "/week",
    "/people",
    "/people?q=martin",
    "/people?q=nobody@example.org",
    "/people?city=paris",
    "/people?silent=3",
    "/review",
    "/renew",
    "/campaigns",
    "/calendar",
    "/settings",
)


def main() -> bool:
    """Build a home, serve it, and ask for every page; return whether the goals were met."""
    with tempfile.TemporaryDirectory() as folder:
        network = Exports(1, PEOPLE, today="2026-11-20")
        place = Path(folder) / "Connections.csv"
        place.write_bytes(network.csv(noise=False))
        env = {
            **os.environ,
            "RESEAU_HOME": f"{folder}/home",
            "RESEAU_TZ": "Europe/Paris",
            "RESEAU_REGION": "FR",
            "RESEAU_LANG": "en",
        }
        reseau = str(BIN / "reseau")
        subprocess.run([reseau, "import", place, "--quiet"], env=env, check=True, stdout=subprocess.DEVNULL)
        with subprocess.Popen(
            [reseau, "serve", "--port", "0"], env=env, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                return _ask(server)
            finally:
                server.terminate()


def _ask(server: subprocess.Popen[str]) -> bool:
    assert server.stdout is not None
    link = server.stdout.readline().split()[1]
    host, _, path = link.removeprefix("http://").partition("/")
    port = int(host.rpartition(":")[2])

    def get(path: str, cookie: str = "") -> tuple[str, float, bytes]:
        before = _cpu(server.pid)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return str(answer.headers.get("Set-Cookie", "")).partition(";")[0], _cpu(server.pid) - before, body

    cookie, login, _ = get("/" + path)
    _, first, _ = get("/", cookie)
    print(f"first view: {login + first:.2f} s (at most {FIRST_S:g})")
    once, later = ({page: get(page, cookie)[1] for page in PAGES} for _ in range(2))
    person = re.search(rb'href="(/people/[0-9a-f-]{36})"', get("/people", cookie)[2])
    assert person is not None
    once["/people/…"], later["/people/…"] = (get(person[1].decode(), cookie)[1] for _ in range(2))
    for page in once:
        print(f"  {page:20} {1000 * once[page]:5.0f} ms, then {1000 * later[page]:5.0f} ms")
    return login + first <= FIRST_S and max(*once.values(), *later.values()) <= LATER_S


def _cpu(process: int) -> float:
    """Return the CPU seconds a process has used, all threads together (Linux)."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
