"""Someone who has died, noted by hand: silence everywhere, at once; and it can be taken back."""

import json

from tests.conftest import ROOT
from tests.inprocess import reseau

DEMO = ROOT / "samples" / "demo"


def test_silence_everywhere_at_once(tmp_path):
    home = tmp_path / "home"
    for day in ("05-20-2026", "11-18-2026"):
        reseau(home, "import", DEMO / f"Complete_LinkedInDataExport_{day}.zip")
    plan = json.loads(reseau(home, "plan", "--weeks", "26", "--json").out)
    name = plan["touchpoints"][0]["name"]
    assert name in reseau(home, "feed").out
    moved = next(one for one in json.loads(reseau(home, "changes", "--json").out) if one["kind"] == "moved")
    for one in (name, moved["name"]):
        reseau(home, "edit", one, "--deceased", "2026-11-01")
    for line in (
        ["plan", "--weeks", "26"],
        ["week"],
        ["feed"],
        ["report", "--json"],
        ["people", "--waiting"],
    ):
        assert name not in reseau(home, *line).out, line
    assert moved["name"] not in reseau(home, "changes", "--all").out
    assert moved["key"] not in {one["key"] for one in json.loads(reseau(home, "changes", "--json").out)}
    reseau(home, "edit", name, "--deceased", "")
    assert name in reseau(home, "plan", "--weeks", "26").out
