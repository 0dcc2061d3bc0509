"""Real calendar programs subscribe to the demo's feed over HTTP: what they show at first, and after a change.

khal, the engine of Evolution and GNOME Calendar, and Thunderbird, driven by the shared material; in `make test-long`.
"""

import subprocess
import sys

import pytest

from tests.conftest import SAMPLES, SHARED
from tests.inprocess import reseau

DEMO = SAMPLES / "demo"


@pytest.fixture(scope="module")
def feeds(tmp_path_factory):
    """The demo's feed, and the same after two answers: an event that is gone and one that moved."""
    folder = tmp_path_factory.mktemp("feeds")
    home = folder / "home"
    reseau(home, "import", *(DEMO / name for name in ("carnet.vcf", "agenda.ics", "suivi.xlsx")))
    reseau(home, "import", DEMO / "Complete_LinkedInDataExport_11-18-2026.zip")
    reseau(home, "feed", "-o", folder / "first.ics")
    first, second = reseau(home, "week", "--json").json["touchpoints"][:2]
    reseau(home, "done", first["id"])
    reseau(home, "snooze", second["id"], "2027-01-12")
    reseau(home, "feed", "-o", folder / "second.ics")
    return folder / "first.ics", folder / "second.ics"


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.parametrize("client", ["khal", "eds", "thunderbird"])
def test_a_real_client_shows_what_the_feed_says_and_what_changed(feeds, client, tmp_path):
    tool = SHARED / "bench" / "ics" / "subscribe"
    done = subprocess.run(
        [sys.executable, tool, client, *feeds, "--out", tmp_path], capture_output=True, text=True, timeout=400
    )
    # What talks to Evolution's server tells in a file of its own what it could not load.
    told = done.stderr + "".join(one.read_text(encoding="utf-8") for one in tmp_path.glob("eds.err"))
    missing = ("No such file", "not installed", "No module named 'gi'", " not available")
    if "not installed" in done.stdout or any(word in told for word in missing):
        pytest.skip(f"{client.upper()} IS NOT HERE: nobody subscribed with it")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stdout.strip().endswith("OK")
