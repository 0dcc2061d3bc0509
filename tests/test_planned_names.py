"""A name that fits several people means the one whom the week shows."""

from tests.reseau import reseau


def test_done_takes_the_namesake_that_was_shown(tmp_path):
    for name, tier in (("Amel Tazi", "close"), ("Youssef Tazi", "active")):
        reseau(tmp_path, "add", name, "--company", "Nordelia")
        reseau(tmp_path, "edit", name, "--tier", tier)
    reseau(tmp_path, "log", "Amel Tazi", "lunch", "--on", "2026-08-03")
    reseau(tmp_path, "log", "Youssef Tazi", "call", "--on", "2026-11-15")
    week = reseau(tmp_path, "week", "--json").json["touchpoints"]
    assert {one["name"] for one in week} == {"Amel Tazi"}
    done = reseau(tmp_path, "done", "Tazi")
    assert "Amel Tazi" in done.out + done.err
