"""The contract, held through the installed command: options, exit codes, JSON shapes, languages."""

import json
import os
import subprocess
import sys

import pytest

from tests.reseau import COMMAND, NOW, environment_of, reseau

CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Jean,Dupont,https://www.linkedin.com/in/jean-dupont,jean@example.com,Acme,DAF,05 Nov 2023
Élodie,Martin,https://www.linkedin.com/in/%C3%A9lodie-martin,,Beta,DRH,04 Nov 2023
,,,,,,03 Nov 2023
"""
NEWER = CONNECTIONS.replace("Acme,DAF", "Gamma,DG").replace("03 Nov", "10 Nov")

TABLE = """Nom;Prénom;Société;Mail;Dernier contact
Durand;Zoé;Delta;zoe@example.org;03/02/2026
Dupont;Jean;Acme;jean@example.com;01/03/2026
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (tmp_path / "suivi.csv").write_bytes(TABLE.encode("cp1252"))
    return tmp_path


@pytest.fixture
def filled(home, files):
    reseau(home, "import", files / "Connections.csv", files / "suivi.csv")
    return home


def test_help_lists_every_command_in_groups_in_both_languages(home):
    for language, word in (("en", "Who is who"), ("fr", "Qui est qui")):
        told = reseau(home, "--help", language=language).out
        assert word in told
        from sync.cli.commands import MODULES

        for command in MODULES:
            assert f"  {command} " in told
        for option in ("--home", "--lang", "--tz", "--region", "--quiet", "--verbose", "--yes", "--no-input"):
            assert option in told


HEAVY = (
    "pandas numpy vobject icalendar keyring lxml truststore starlette uvicorn jinja2 rich dateparser holidays rapidfuzz schedule"
).split()


@pytest.mark.parametrize(("ends", "code"), [("sys.exit(3)", 3), ("sys.exit()", 0), ("1 / 0", 1)])
def test_the_end_of_the_program_is_short_and_waits_for_all_that_is_to_be_done(ends, code):
    asked = f"""
import atexit, sys, threading, time
from sync import cli
def main():
    atexit.register(print, "what was registered")
    threading.Thread(target=lambda: (time.sleep(0.2), print("a thread"))).start()
    print("said", end=" ")
    {ends}
cli.main = main
cli.program()
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (code, "said a thread\nwhat was registered\n")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["--no-such-option"], ["import", "--help"]], ids=" ".join
)
def test_help_imports_nothing_heavy(home, arguments):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"from sync.cli import main; main({arguments!r})"],
        capture_output=True,
        text=True,
    )
    loaded = {
        line.rsplit("|", 1)[-1].strip().split(".")[0]
        for line in done.stderr.splitlines()
        if "import time" in line
    }
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("kind", ["synced", "mirroring"])
def test_a_sync_that_finds_nothing_loads_nothing_that_works_on_a_change(kind):
    needed = f"sys, sync.cli.book, sync.app.books, sync.usecases.{kind}, adapters.vdir, adapters.carddav.book"
    done = subprocess.run(
        [sys.executable, "-c", f"import {needed}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)
    assert not loaded & {
        "sync.model",
        "sync.merge",
        "adapters.vcard",
        "sync.usecases.people",
        "sync.reconcile.threeway",
    }


def test_bare_reseau_says_what_to_do_next(home):
    assert "reseau import" in reseau(home).out
    assert "reseau import" in reseau(home, language="fr").out


def test_read_prints_the_contracts_shape_and_stores_nothing(home, files):
    told = reseau(home, "read", files / "Connections.csv", "--json").json
    assert list(told) == ["files", "owner", "contacts", "interactions", "problems"]
    (report,) = told["files"]
    assert report["adapter"] == "linkedin"
    assert (report["rows"], report["contacts"], report["interactions"], report["skipped"]) == (3, 2, 2, 1)
    jean = told["contacts"][0]
    assert jean["source"] == "linkedin"
    assert jean["key"] == "in/jean-dupont"
    assert jean["name"]["given"] == "Jean"
    assert jean["connected_on"] == "2023-11-05"
    assert told["contacts"][1]["key"] == "in/élodie-martin"
    assert [(p["row"], p["code"], p["skipped"]) for p in told["problems"]] == [(3, "deleted-member", True)]
    assert not (home / "reseau.db").exists()


def test_import_the_same_twice_changes_nothing(home, files):
    first = reseau(home, "import", files / "Connections.csv", "--json").json
    assert first["records"] == {"created": 2, "updated": 0, "unchanged": 0, "skipped": 1}
    assert first["interactions"]["created"] == 2
    assert first["journal"] == 1
    before = reseau(home, "export", "everything").bytes
    second = reseau(home, "import", files / "Connections.csv", "--json").json
    assert second["records"] == {"created": 0, "updated": 0, "unchanged": 2, "skipped": 1}
    assert second["interactions"] == {"created": 0, "unchanged": 2}
    assert second["journal"] is None
    assert reseau(home, "export", "everything").bytes == before


def test_a_newer_export_updates_and_an_older_one_changes_nothing_back(home, files):
    reseau(home, "import", files / "Connections.csv")
    (files / "newer.csv").write_text(NEWER, encoding="utf-8")
    told = reseau(home, "import", files / "newer.csv", "--json").json
    assert told["records"]["updated"] == 1
    again = reseau(home, "import", files / "Connections.csv", "--json").json
    assert again["records"]["updated"] == 0
    assert "Gamma" in reseau(home, "show", "jean dupont").out


def state(home):
    """Return all that a home holds: its facts, its settings and the names of its files."""
    settings = home / "settings.toml"
    return (
        reseau(home, "export", "everything").out,
        reseau(home, "feed", "list", "--json").out,
        settings.read_text(encoding="utf-8") if settings.exists() else "",
        sorted(place.name for place in home.rglob("*") if place.suffix in {".db", ".toml"}),
    )


TRIALS = (
    "rebuild",
    "backup",
    "restore",
    "config set budget.per_week 7",
    "config unset budget.per_week",
    "feed rotate touchpoints",
    "feed close touchpoints",
)


def test_care_can_be_tried_without_writing_anything(filled):
    reseau(filled, "config", "set", "budget.per_week", "4")
    reseau(filled, "feed", "rotate", "touchpoints")
    reseau(filled, "backup")
    before = state(filled)
    for line in TRIALS:
        assert reseau(filled, *line.split(), "--dry-run", "--json").json, line
        assert "A trial" in reseau(filled, *line.split(), "--dry-run").err, line
    assert state(filled) == before


def test_bare_reseau_tells_where_things_stand_to_programs_too(home, files):
    assert reseau(home, "--json").json == {
        "people": {"total": 0, "linked": 0, "questions": 0},
        "next": "reseau import",
    }
    reseau(home, "import", files / "Connections.csv")
    assert reseau(home, "--json").json["people"]["total"] == 2


def test_a_dry_run_prints_the_same_and_writes_nothing(home, files):
    trial = reseau(home, "import", files / "Connections.csv", "--json", "--dry-run").json
    real = reseau(home, "import", files / "Connections.csv", "--json").json
    for told in (trial, real):
        del told["journal"], told["seconds"]
    assert trial == real


def test_the_same_person_in_two_files_is_one_person(filled):
    told = reseau(filled, "people", "--json").json["people"]
    assert sorted(person["name"] for person in told) == ["Jean Dupont", "Zoé Durand", "Élodie Martin"]
    jean = next(person for person in told if person["name"] == "Jean Dupont")
    assert jean["sources"] == ["linkedin", "table"]


def test_show_tells_the_source_of_every_value(filled):
    told = reseau(filled, "show", "jean@example.com", "--json").json
    company = next(value for value in told["values"] if value["field"] == "organizations")
    assert {source["source"] for source in company["sources"]} == {"linkedin", "table"}
    assert [event["day"] for event in told["timeline"]] == ["2023-11-05", "2026-03-01"]


@pytest.mark.parametrize(
    "query", ["dupont", "JEAN", "jean@example.com", "https://linkedin.com/in/jean-dupont/", "acme"]
)
def test_a_person_is_found_by_what_the_user_knows(filled, query):
    assert reseau(filled, "show", query, "--json").json["name"] == "Jean Dupont"


def test_a_name_that_fits_several_people_lists_them_and_exits_2(filled, files):
    reseau(filled, "add", "Jean", "Dupuis", "--company", "Epsilon")
    told = reseau(filled, "show", "jean", check=2)
    assert "Dupuis" in told.err
    assert "Dupont" in told.err


def test_an_address_names_who_has_a_name_and_not_the_nameless_guest_of_a_calendar(filled, tmp_path):
    (tmp_path / "a.ics").write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260610T100000Z\nDTEND:20260610T110000Z\n"
        "ATTENDEE:mailto:jean@example.com\nATTENDEE:mailto:me@example.com\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    reseau(filled, "import", tmp_path / "a.ics", "--me", "me@example.com")
    assert reseau(filled, "show", "jean@example.com", "--json").json["name"] == "Jean Dupont"


def test_whom_one_met_is_known_by_an_address_alone(filled):
    before = reseau(filled, "people", "--json").json["people"]
    told = reseau(filled, "met", "Salon", "jean@example.com", "--json").json["people"]
    (jean,) = (one for one in before if one["name"] == "Jean Dupont")
    assert told == [{"person": jean["id"], "name": "Jean Dupont"}]
    assert len(reseau(filled, "people", "--json").json["people"]) == len(before)
    assert reseau(filled, "met", "Salon", "jean@example.com", "--json").json["journal"] is None
    # Nobody is known by this one yet.
    (new,) = reseau(filled, "met", "Salon", "new@example.org", "--json").json["people"]
    assert new["name"] == "new@example.org"


def test_nobody_without_a_name_is_typed_in(filled):
    before = reseau(filled, "people", "--json").out
    for name in ("", "   "):
        assert "no name" in reseau(filled, "add", name, check=2).err
    assert reseau(filled, "people", "--json").out == before


def test_a_zone_there_is_not_cannot_be_set(filled):
    assert reseau(filled, "config", "set", "zone", "Nowhere/Land", check=2).err
    reseau(filled, "config", "set", "zone", "Asia/Tokyo")
    reseau(filled, "week")


@pytest.mark.parametrize(("language", "said"), [("en", "does not have"), ("fr", "n'existe pas")])
def test_a_birthday_on_a_day_there_is_not_is_refused(home, language, said):
    reseau(home, "add", "Élodie Martin")
    before = reseau(home, "show", "Martin", "--json").out
    for day in ("2026-02-30", "1970-02-29", "2025-13-01", "0000-01-01", "--02-30", "--00-01"):
        told = reseau(home, "edit", "Martin", "--birthday", day, language=language, check=2).err
        assert day in told
        assert said in told
        assert "1985-03-15" in told
        assert "--02-29" in told
    assert said in reseau(home, "add", "Ada", "--birthday", "2026-02-30", language=language, check=2).err
    assert reseau(home, "show", "Martin", "--json").out == before
    for day in ("1972-02-29", "1985-03-15", "--02-29"):
        reseau(home, "edit", "Martin", "--birthday", day)
        assert day in reseau(home, "show", "Martin", "--json").out


def test_a_day_one_met_that_is_none_is_refused_and_any_that_one_writes_is_read(home):
    """It was kept, and every command that plans stopped from then on."""
    for met in ("Salon", "2026-02-30"):
        assert met in reseau(home, "add", "Ada Roy", "--met", met, check=2).err
    assert reseau(home, "people", "--json").json == {"people": []}
    reseau(home, "add", "Ada Roy", "--met", "yesterday")
    reseau(home, "week")
    [met] = reseau(home, "show", "Ada Roy", "--json").json["timeline"]
    assert met["day"] == "2026-11-21"


@pytest.mark.parametrize(("language", "said"), [("en", "ten years"), ("fr", "dix ans")])
def test_a_rhythm_of_nothing_and_one_longer_than_ten_years_are_refused(home, language, said):
    def kept():
        return reseau(home, "show", "Martin", "--json").json["attributes"].get("cadence", "")

    reseau(home, "add", "Élodie Martin")
    for every in ("P0D", "P0Y0M", "P11Y", "P3654D", "P99999999Y", f"P{'9' * 5000}D"):
        told = reseau(home, "edit", "Martin", "--cadence", every, language=language, check=2).err
        assert every[:5] in told
        assert said in told
        assert "P3M" in told
    assert not kept()
    for every in ("P1D", "P1Y6M", "P10Y", ""):
        reseau(home, "edit", "Martin", "--cadence", every)
        assert kept() == every


@pytest.mark.parametrize("day", ["1981", "1981-06", "1981-06-14", "--06-14"])
def test_a_birthday_of_which_a_part_is_known_goes_into_every_table(filled, tmp_path, day):
    (tmp_path / "c.vcf").write_text(
        f"BEGIN:VCARD\nVERSION:4.0\nFN:Inès Roy\nBDAY:{day.replace('-06-14', '-0614') if day[0] == '-' else day}\nEND:VCARD\n",
        encoding="utf-8",
    )
    reseau(filled, "import", tmp_path / "c.vcf")
    for layout in ("reseau", "google", "outlook", "thunderbird"):
        assert "Roy" in reseau(filled, "export", "csv", "--layout", layout).out


def test_the_id_that_a_list_shows_names_the_person(filled):
    reseau(filled, "add", "Jean", "Dupont", "--company", "Epsilon")
    listed = reseau(filled, "show", "Jean Dupont", check=2).err
    namesakes = {line.split()[-1] for line in listed.splitlines() if "Dupont" in line and "  " in line}
    whole = {one["id"] for one in reseau(filled, "people", "Jean Dupont", "--json").json["people"]}
    assert len(whole) == 2
    assert {next(one for one in whole if one.startswith(short)) for short in namesakes} == whole
    for short in namesakes:
        assert reseau(filled, "show", short, "--json").json["id"].startswith(short)
        assert reseau(filled, "show", short.upper(), "--json").json["id"].startswith(short)
    assert reseau(filled, "show", "00000000", check=2).err
    reseau(filled, "show", next(iter(whole))[:7], check=2)


def test_what_was_typed_wins_and_can_be_undone(filled):
    reseau(filled, "edit", "jean dupont", "--title", "Président", "--tier", "close")
    assert "Président, Acme" in reseau(filled, "show", "jean dupont").out
    reseau(filled, "undo")
    assert "DAF, Acme" in reseau(filled, "show", "jean dupont").out


def test_a_value_can_be_taken_away_while_its_source_keeps_it(filled):
    reseau(filled, "edit", "jean dupont", "--remove", "jean@example.com")
    told = reseau(filled, "show", "jean dupont", "--json").json
    assert "emails" not in told["card"]
    assert any("emails" in record for record in told["records"])


def test_undo_of_an_import_takes_everything_back(home, files):
    reseau(home, "import", files / "Connections.csv")
    reseau(home, "undo")
    assert reseau(home, "people", "--json").json == {"people": []}
    assert reseau(home, "history", "--json").json["journal"][-1]["undone_by"] == 2


def test_a_split_survives_reimport_and_rebuild(filled, files):
    reseau(filled, "split", "jean dupont", "--yes")
    assert len(reseau(filled, "people", "jean", "--json").json["people"]) == 2
    reseau(filled, "import", files / "Connections.csv", files / "suivi.csv")
    reseau(filled, "rebuild")
    assert len(reseau(filled, "people", "jean", "--json").json["people"]) == 2


def test_a_split_of_three_records_is_done_for_a_script_and_asks_somebody_at_a_terminal_which(
    filled, tmp_path
):
    pty = pytest.importorskip("pty", reason="no terminals of this kind here")
    more = tmp_path / "more.vcf"
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:j",
        "FN:Jean Dupont",
        "N:Dupont;Jean;;;",
        "EMAIL:jean@example.com",
        "END:VCARD",
        "",
    )
    more.write_bytes("\r\n".join(lines).encode())
    reseau(filled, "import", more)

    def people():
        return len(reseau(filled, "people", "jean", "--json").json["people"])

    assert people() == 1
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [str(COMMAND), "split", "jean dupont"],
            stdin=theirs,
            capture_output=True,
            env=environment_of(filled),
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 3
    assert [line.split()[0] for line in done.stdout.decode().splitlines()[1:]] == ["1", "2", "3"]
    assert people() == 1
    reseau(filled, "split", "jean dupont")
    assert people() == 3


def test_judging_two_people_the_same_makes_them_one_and_the_older_id_lives_on(filled):
    zoe, elodie = (reseau(filled, "people", name, "--json").json["people"][0] for name in ("zoé", "élodie"))
    reseau(filled, "judge", zoe["id"], elodie["id"], "same")
    (one,) = reseau(filled, "people", "zoé", "--json").json["people"]
    assert reseau(filled, "show", zoe["id"], "--json").json["id"] == one["id"]
    assert reseau(filled, "show", elodie["id"], "--json").json["id"] == one["id"]
    assert one["id"] in (zoe["id"], elodie["id"])
    reseau(filled, "undo")
    assert len(reseau(filled, "people", "zoé", "--json").json["people"]) == 1
    assert reseau(filled, "show", elodie["id"], "--json").json["name"] == "Élodie Martin"


def test_rebuild_reaches_the_same_result(filled):
    before = reseau(filled, "export", "clusters").out, reseau(filled, "export", "pairs").out
    reseau(filled, "rebuild")
    assert (reseau(filled, "export", "clusters").out, reseau(filled, "export", "pairs").out) == before


def test_clusters_have_a_line_for_each_record(filled):
    lines = reseau(filled, "export", "clusters").out.splitlines()
    assert lines[0] == "source,key,person"
    assert len(lines) == 1 + 4


def test_jscontact_is_sorted_and_has_one_card_a_person(filled):
    cards = json.loads(reseau(filled, "export", "jscontact").out)
    assert [card["uid"] for card in cards] == sorted(card["uid"] for card in cards)
    assert {card["@type"] for card in cards} == {"Card"}
    assert len(cards) == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import", "no-such-file.vcf"], 1),
        (["read", "no-such-file.vcf"], 1),
        (["imprt"], 2),
        (["import"], 2),
        (["people", "--colour"], 2),
        (["show", "nobody at all"], 2),
        (["config", "set", "budget.per_week", "many"], 2),
        (["config", "get", "budget.per_weak"], 2),
        (["undo", "99"], 2),
        (["judge", "a", "b", "perhaps"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_goes_wrong_is_said_in_both_languages_with_the_right_code(home, tmp_path, arguments, code):
    english = reseau(home, *arguments, check=code, cwd=tmp_path)
    french = reseau(home, *arguments, check=code, cwd=tmp_path, language="fr")
    assert english.err.strip()
    assert french.err.strip()
    assert english.err != french.err


def test_a_missing_file_beside_a_good_one_costs_itself_only(home, files):
    told = reseau(home, "import", files / "Connections.csv", files / "gone.csv", "--json", check=6)
    assert told.json["records"]["created"] == 2
    assert "gone.csv" in told.err


def test_an_unknown_command_names_the_nearest(home):
    assert "import" in reseau(home, "improt", check=2).err


def test_global_options_work_before_and_after_the_command(tmp_path, files):
    home = tmp_path / "elsewhere"
    for line in (
        ["--home", home, "people"],
        ["people", "--home", home],
        ["people", f"--home={home}", "--lang", "fr"],
    ):
        told = reseau(tmp_path / "unused", *line)
        assert told.err
    assert (home / "reseau.db").exists()
    assert not (tmp_path / "unused").exists()


def test_two_homes_never_touch_each_other(tmp_path, files):
    reseau(tmp_path / "one", "import", files / "Connections.csv")
    assert reseau(tmp_path / "two", "people", "--json").json == {"people": []}


def test_the_clock_is_replaced_by_reseau_now(home, files):
    reseau(home, "import", files / "Connections.csv")
    assert reseau(home, "history", "--json").json["journal"][0]["at"] == "2026-11-22T08:00:00Z"
    assert NOW.startswith("2026-11-22T09")


@pytest.mark.parametrize("value", ["yesterday", "2026-11-22T09:00:00"], ids=["no time", "no zone"])
def test_a_clock_that_makes_no_sense_is_refused(home, value):
    assert "RESEAU_NOW" in reseau(home, "people", check=2, RESEAU_NOW=value).err


@pytest.mark.parametrize("value", ["zzz", "00000000-0000-4000-8000-00000000000"])
def test_an_installation_that_is_no_identifier_is_refused_and_begins_no_home(home, value):
    for language in ("en", "fr"):
        told = reseau(home, "people", language=language, check=2, RESEAU_INSTALLATION=value).err
        assert "RESEAU_INSTALLATION" in told
        assert f"{value}\u202f»" in told if language == "fr" else f"{value}”" in told
    assert not home.exists()


def test_an_installation_is_one_however_it_is_written(home):
    plain = "12345678-1234-4234-8234-1234567890ab"
    reseau(home, "add", "Ada Roy", RESEAU_INSTALLATION=plain.upper())
    assert reseau(home, "export", "everything").json["installation"] == plain


def test_a_broken_settings_file_says_where(home):
    home.mkdir()
    (home / "reseau.toml").write_text("budget = [", encoding="utf-8")
    assert "reseau.toml" in reseau(home, "people", check=1).err


def test_settings_keep_the_users_comments(home):
    home.mkdir()
    (home / "reseau.toml").write_text("# my own words\nregion = 'CH'\n", encoding="utf-8")
    reseau(home, "config", "set", "budget.per_week", "3")
    assert "# my own words" in (home / "reseau.toml").read_text(encoding="utf-8")
    assert reseau(home, "config", "get", "budget.per_week").out.strip() == "3"


def test_a_name_full_of_terminal_escapes_is_harmless(home):
    reseau(home, "add", "Eve \x1b[31m\u202eRed\x07")
    told = reseau(home, "people").out
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\x07" not in told


def test_a_backup_can_be_put_back(filled):
    reseau(filled, "backup")
    reseau(filled, "add", "Zora", "Neu")
    reseau(filled, "restore", "--no-input", check=3)
    reseau(filled, "restore", "--yes")
    assert reseau(filled, "people", "zora", "--json").json == {"people": []}
    assert reseau(filled, "people", "jean", "--json").json["people"]


def test_a_closed_pipe_is_no_error(filled):
    done = subprocess.run(
        f"RESEAU_HOME={filled} {COMMAND} people | head -1", shell=True, capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_who_waits_for_an_answer_is_listed(home, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (folder / "Profile.csv").write_text(
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry\nCamille,Rousseau,,,,,,\n",
        encoding="utf-8",
    )
    own, jean, elodie = (
        f"https://www.linkedin.com/in/{who}" for who in ("camille", "jean-dupont", "élodie-martin")
    )
    rows = [
        ("Jean Dupont", jean, "Camille Rousseau", own, "2026-11-20 10:00:00 UTC", "Une question pour toi"),
        ("Camille Rousseau", own, "Élodie Martin", elodie, "2026-11-19 10:00:00 UTC", "Merci encore"),
        ("Élodie Martin", elodie, "Camille Rousseau", own, "2026-11-18 10:00:00 UTC", "Voici le dossier"),
    ]
    lines = [
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER",
        *(
            f"c{number},,{a},{au},{b},{bu},{at},,{text},INBOX"
            for number, (a, au, b, bu, at, text) in enumerate(rows)
        ),
    ]
    (folder / "messages.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "reseau people --waiting" in reseau(home, "import", folder).out
    told = reseau(home, "people", "--waiting", "--json").json["people"]
    assert [person["name"] for person in told] == ["Jean Dupont"]


def test_accents_on_the_command_line_arrive_under_a_bare_locale(home):
    reseau(home, "add", "Élodie Lefèvre", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert reseau(home, "people", "--json").json["people"][0]["name"] == "Élodie Lefèvre"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("plan", "--catch-up"), "--catch-up demande une valeur."),
        (("campaign", "tabel"), "Vouliez-vous dire table\u202f? Toutes\u202f: reseau campaign --help"),
        (("impotr",), "Vouliez-vous dire import\u202f? Toutes\u202f: reseau --help"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_slip_of_the_fingers_is_answered_in_the_users_language(home, line, words):
    assert words in reseau(home, *line, language="fr", check=2).err
