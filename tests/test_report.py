"""`report`: sentences, figures as JSON and CSV, and a page that loads nothing from anywhere."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from sync.messages import Wording
from sync.renewal.flow import Cooling, Month, Report
from sync.web import report_page
from tests.conftest import ROOT
from tests.inprocess import reseau

DEMO = ROOT / "samples" / "demo"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("report") / "home"
    for day in ("05-20-2026", "11-18-2026"):
        reseau(home, "import", DEMO / f"Complete_LinkedInDataExport_{day}.zip")
    reseau(home, "edit", "Yacine Belhadj", "--name", "<b>Yacine</b> Belhadj", "--sector", "telecom")
    return home


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.stack, self.tags, self.addresses = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "action", "xlink:href")]
        if tag not in ("meta", "rect", "polyline"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag not in ("rect", "polyline"):
            assert self.stack.pop() == tag


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_stands_alone_and_every_picture_has_its_table(home, tmp_path, language):
    place = tmp_path / "report.html"
    reseau(home, "report", "-o", place, language=language)
    text = place.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.stack == []
    assert page.addresses == []
    assert not re.search(r"https?:|//|url\(|<script|@import", text)
    assert page.tags.count("svg") == page.tags.count("details") == 5
    assert f'lang="{language}"' in text
    assert "<b>" not in text


def test_the_figures_agree_in_all_forms(home, tmp_path):
    told = json.loads(reseau(home, "report", "--json").out)
    for name in ("r.csv", "r.json"):
        reseau(home, "report", "-o", tmp_path / name)
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == told
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8"))))
    figures = {(row["figure"], row["period"]): row["value"] for row in rows}
    assert len(figures) == len(rows)
    assert figures["active", "2026-11-22"] == str(told["active"])
    assert len(told["months"]) == 24
    assert sum(told["sectors"].values()) == told["known"]
    assert told["sectors"]["telecom"] >= 1  # their colleagues with them
    assert told["quarters"][-1]["inflow"] == told["inflow"]


def test_what_was_planned_and_what_was_done_stand_side_by_side(home, tmp_path):
    def work():
        told = json.loads(reseau(home, "report", "--json").out)
        return told["circles"], {one["month"]: (one["planned"], one["done"]) for one in told["work"]}

    circles, before = work()
    assert before == {}  # nothing was done yet, so there is nothing to show
    assert sum(one["people"] for one in circles) == json.loads(reseau(home, "report", "--json").out)["known"]
    week = json.loads(reseau(home, "week", "--json").out)["touchpoints"]
    reseau(home, "done", week[0]["id"])
    _, after = work()
    assert list(after) == sorted(after)
    assert len(after) == 12
    assert after["2026-11"][1] == 1
    assert after["2026-11"][0] >= 1
    reseau(home, "report", "-o", tmp_path / "r.html")
    assert "Planned and done, month by month" in (tmp_path / "r.html").read_text(encoding="utf-8")
    reseau(home, "undo")
    assert work()[1] == {}


def test_a_goal_and_alarms_are_told(home):
    reseau(home, "config", "set", "goal.inflow", "5")
    assert "of 5 new people" in reseau(home, "report").out
    alarms = json.loads(reseau(home, "report", "--json").out)["alarms"]
    assert reseau(home, "report").out.count("Alarm") == len(alarms)


def test_where_it_cannot_write_it_says_so(home, tmp_path):
    assert "known form" in reseau(home, "report", "-o", tmp_path / "r.pdf", check=2).err
    assert reseau(home, "report", "-o", tmp_path / "no" / "r.csv", check=1).err


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table():
    long, fits = "w" * 500, "x" * 26
    cooling = tuple(Cooling(person, "close", gap_days=90, latest_days=60) for person in ("a", "b"))
    made = Report(
        on="2026-11-26", known=2, active=0, active_before=0, inflow=0, outflow=0, renewal=None, attrition=None,
        known_outflow=False, cooling=cooling, reserve=0, crisis=None, months=(Month("2026-11", 0, 0),),
    )  # fmt: skip
    words = Wording("en")
    shown = {
        title: (drawn, twin)
        for _, title, drawn, twin in report_page.pictures(made, {"a": long, "b": fits}, [], words)
    }
    drawn, twin = shown[words("report.page-cooling")]
    written = re.findall(r"<text [^>]*>(?:<title>[^<]*</title>)?([^<]*)</text>", drawn)
    assert written == ["w" * 25 + "…", "90", fits, "90"]
    assert f"<title>{long}</title>" in drawn
    assert long in twin
