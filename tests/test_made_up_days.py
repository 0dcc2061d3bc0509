"""Whole stories of bad days, made up as an outsider would: what servers, other programs and people do between two syncs.

What was typed stays in both, or is a conflict with both values; nobody is doubled; the sync after the last writes nothing.
"""

import random
import re
import time

import pytest

from sync.normalize import vcards
from tests import dav_server
from tests.inprocess import reseau
from tests.test_bad_days import MORE, long_but
from tests.test_enrich import HEAD
from tests.test_faults import FAULTS, World
from tests.test_mirror import text

EMPTY_PARTS = re.compile(rb"^((?:N|ADR|ORG)[;:].*?)(?<!\\);+$")

LENIENT = ("xandikos", "sabredav")
"""Servers that take a second card with a UID that is there."""


@pytest.fixture(scope="module", params=dav_server.ONE)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def world(server, tmp_path, monkeypatch):
    wait = time.sleep
    monkeypatch.setattr("time.sleep", lambda seconds: wait(min(seconds, 0.05)))
    one = World(server, tmp_path)
    yield one
    one.proxy.close()


def put(world, name, content):
    status, body = world.server.ask("PUT", world.path + name, content.encode(), Content_Type="text/vcard")
    assert status in (200, 201, 204), body


def take(world, name):
    assert world.server.ask("DELETE", world.path + name)[0] in (200, 204)


def here(world):
    return {place.name: place.read_bytes() for place in sorted(world.local.glob("*.vcf"))}


def equal(world):
    """Both sides hold the same cards, each once, and the next sync writes nothing."""
    sides = [
        sorted((vcards.uid(card), lines(card)) for card in side.values())
        for side in (here(world), world.there())
    ]
    assert sides[0] == sides[1]
    assert len({uid for uid, _ in sides[0]}) == len(sides[0])
    before = len(world.proxy.log)
    done = world.sync().json["books"]
    assert all(one["journal"] is None for one in done)
    assert not [row for row in world.proxy.log[before:] if row[0] in ("PUT", "DELETE")]
    return dict(sides[0])


def lines(card):
    """Return what a card says, line by line. Empty parts at the end of a structured value may be left out (RFC 6350 §6.2.2),
    and parameters stand in any order.
    """
    own = (b"REV", b"PRODID", b"X-ADDRESSBOOK")
    told = [line for line in card.replace(b"\r\n ", b"").splitlines() if line and not line.startswith(own)]
    return tuple(sorted(in_order(EMPTY_PARTS.sub(rb"\1", line)) for line in told))


def in_order(line):
    head, colon, value = line.partition(b":")
    name, *parameters = head.split(b";") if b'"' not in head else [head]
    return b";".join([name, *sorted(parameters)]) + colon + value


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (b"N:Lee;Ann;;;", b"N:Lee;Ann", True),
        (b"N:Lee;Ann;;;", b"N:Lee;;;;", False),
        (b"NOTE:a;", b"NOTE:a", False),
        (b"ORG:a\\;", b"ORG:a\\", False),
        (b"PHOTO;TYPE=JPEG;ENCODING=b:x", b"PHOTO;ENCODING=b;TYPE=JPEG:x", True),
        (b"TEL;TYPE=CELL:1", b"TEL;TYPE=HOME:1", False),
    ],
)
def test_lines_are_compared_without_what_spelling_may_change(one, other, same):
    assert (lines(one) == lines(other)) is same


def change(world, name, old, new):
    place = world.local / name
    assert old in place.read_bytes()
    place.write_bytes(place.read_bytes().replace(old, new))


def test_the_same_property_edited_on_both_sides_keeps_both_values_and_settles(world):
    change(world, "u0.vcf", b"NOTE:first", b"NOTE:mine")
    world.edit_there("u0.vcf", "NOTE:first", "NOTE:theirs")
    done = world.sync().json["books"]
    conflicts = [one for book in done for one in book["conflicts"]]
    assert {(one["a"], one["b"]) for one in conflicts} == {("mine", "theirs")}
    equal(world)
    reseau(world.home, "settle", conflicts[0]["id"], "a")
    world.sync()
    assert b"NOTE:mine" in equal(world)["u0"]


@pytest.mark.parametrize("deleted", ["here", "there"])
def test_an_edit_is_stronger_than_a_deletion(world, deleted):
    if deleted == "here":
        (world.local / "u1.vcf").unlink()
        world.edit_there("u1.vcf", "NOTE:first", "NOTE:edited")
    else:
        take(world, "u1.vcf")
        change(world, "u1.vcf", b"NOTE:first", b"NOTE:edited")
    world.sync(), world.sync()
    assert b"NOTE:edited" in equal(world)["u1"]


def test_a_book_that_is_not_there_for_a_day_deletes_nothing(world):
    world.proxy.rules = lambda *_: "404"
    before = here(world)
    for _ in range(2):
        world.sync(3)
        assert here(world) == before
    world.calm()
    world.sync()
    equal(world)


def test_cards_that_vanish_from_listings_and_come_back_were_never_gone(world):
    before = here(world)
    reseau(world.home, "sync", RESEAU_NOW="2026-11-24T09:00:00+01:00", check=None, **world.secret)
    world.proxy.rules = lambda _, method, path: "half-list" if method == "PROPFIND" else "pass"
    for day in (26, 28):
        reseau(
            world.home,
            "sync",
            "--yes",
            RESEAU_NOW=f"2026-11-{day}T09:00:00+01:00",
            check=None,
            **world.secret,
        )
        assert here(world) == before
        assert len(world.there()) == len(before)
    world.calm()
    reseau(world.home, "sync", "--yes", RESEAU_NOW="2026-11-30T09:00:00+01:00", **world.secret)
    assert here(world) == before
    assert len(world.there()) == len(before)


def test_a_server_whose_cards_were_all_removed_is_a_question_and_no_deletion(world):
    for n in range(4, 12):
        world.write(f"u{n}.vcf", text(f"u{n}", "NOTE:first", name=f"Person {n}"))
    world.sync()
    before = here(world)
    for name in world.there():
        take(world, name)
    done = world.sync(3)
    assert {one["guard"] for one in done.json["books"]} != {None}
    assert here(world) == before
    # Back from a copy, under the same names.
    for name, card in before.items():
        put(world, name, card.decode())
    world.sync()
    equal(world)


def test_a_server_that_goes_back_to_an_older_copy_gets_what_is_newer_here(world):
    """Its administrator restores yesterday's copy: an edit and a card of today are missing there."""
    old = world.there()
    change(world, "u0.vcf", b"NOTE:first", b"NOTE:today")
    world.write("today.vcf", text("today", "NOTE:made today", name="To Day"))
    world.sync()
    put(world, "u0.vcf", old["u0.vcf"].decode())
    world.sync(), world.sync()
    found = equal(world)
    assert b"NOTE:made today" in found["today"]
    # That an older value came by an edit or by a copy cannot be told apart; it is not lost, undo brings it back.
    assert any(note in found["u0"] for note in (b"NOTE:today", b"NOTE:first"))


def test_a_server_that_turned_read_only_keeps_edits_here_and_still_gives(world):
    world.proxy.rules = lambda _, method, path: "403" if method in ("PUT", "DELETE") else "pass"
    change(world, "u0.vcf", b"NOTE:first", b"NOTE:mine")
    (world.local / "u1.vcf").unlink()
    world.edit_there("u3.vcf", "NOTE:first", "NOTE:theirs")
    world.sync(None)
    world.sync(None)
    assert b"NOTE:mine" in here(world)["u0.vcf"]
    assert b"NOTE:theirs" in here(world)["u3.vcf"]
    assert "u1.vcf" in world.there()
    world.calm()
    world.sync(), world.sync()
    found = equal(world)
    assert b"NOTE:mine" in found["u0"]
    assert "u1" not in found


@pytest.mark.parametrize(
    "fault",
    long_but(
        ("lost",),
        (
            "lost",
            "cut",
            "507",
            "503 retry",
            "named-silently",
            "named",
            "303",
            "307",
            "no-etag",
            "yes",
            "rewrite",
        ),
    ),
)
def test_a_first_upload_in_which_every_third_write_meets_something(world, fault):
    for n in range(10, 40):
        world.write(f"n{n}.vcf", text(f"n{n}", f"NOTE:number {n}", name=f"New {n}"))
    seen = []

    def rule(_, method, path):
        seen.append(method == "PUT")
        return fault if method == "PUT" and sum(seen) % 3 == 0 else "pass"

    world.proxy.rules = rule
    world.sync(None)
    world.settle()
    found = equal(world)
    assert len(found) == 34
    assert all(f"NOTE:number {n}".encode() in found[f"n{n}"] for n in range(10, 40))


@pytest.mark.parametrize(
    "uid",
    [
        "with space",
        "with/slash",
        "ünï-cödé",
        "x" * 300,
        "a%2Fb",
        "a'b\"c",
        "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        "..",
        "#?&",
    ],
)
def test_odd_uids_from_either_side(world, uid):
    world.write("odd.vcf", text(uid, "NOTE:here", name="Odd Here"))
    put(world, "odd-there.vcf", text("there-" + uid, "NOTE:there", name="Odd There"))
    world.sync(), world.sync()
    found = equal(world)
    assert b"NOTE:here" in found[uid]
    assert b"NOTE:there" in found["there-" + uid]


def test_a_card_without_a_uid_gets_one_and_stays_one(world):
    card = text("gone", "NOTE:no uid", name="No Uid").replace("UID:gone\r\n", "")
    world.write("no-uid.vcf", card)
    world.sync(), world.sync()
    assert sum(b"NOTE:no uid" in b"\n".join(found) for found in equal(world).values()) == 1


@pytest.mark.parametrize("ending", ["\n", "\r"])
def test_other_line_ends_and_letters_stay_as_they_are_here(world, ending):
    content = (
        text("odd", "NOTE:été", name="Odd Ends")
        .replace("\r\n", ending)
        .encode("cp1252" if ending == "\r" else "utf-8")
    )
    (world.local / "odd.vcf").write_bytes(content)
    world.sync(), world.sync()
    assert (world.local / "odd.vcf").read_bytes() == content
    assert "NOTE:été".encode() in b"\n".join(world.there().values())
    assert all(one["journal"] is None for one in world.sync().json["books"])


def test_a_file_that_another_program_cut_to_nothing_takes_nothing_away_there(world):
    (world.local / "u0.vcf").write_bytes(b"")
    (world.local / "u1.vcf").write_bytes(b"BEGIN:VCA")
    world.sync(None), world.sync(None)
    assert len(world.there()) == 4
    assert b"NOTE:first" in world.there()["u0.vcf"]


def test_a_file_renamed_here_while_its_card_was_edited_there(world):
    (world.local / "u0.vcf").rename(world.local / "renamed.vcf")
    world.edit_there("u0.vcf", "NOTE:first", "NOTE:edited")
    world.sync(), world.sync()
    assert b"NOTE:edited" in equal(world)["u0"]
    assert len(here(world)) == 4


def test_a_card_that_moved_on_the_server_while_it_was_edited_here(world):
    card = world.there()["u0.vcf"].decode()
    take(world, "u0.vcf")
    put(world, "moved.vcf", card)
    change(world, "u0.vcf", b"NOTE:first", b"NOTE:edited")
    world.sync(), world.sync()
    assert b"NOTE:edited" in equal(world)["u0"]


def test_two_cards_with_one_uid_on_the_server_are_left_alone_and_neither_is_lost(world):
    if world.server.kind not in LENIENT:
        pytest.skip(f"{world.server.kind} takes no second card with one UID")
    put(world, "double.vcf", text("u0", "NOTE:the double", name="Person 0"))
    world.sync(), world.sync()
    there = world.there()
    assert b"NOTE:the double" in there["double.vcf"]
    assert b"NOTE:first" in there["u0.vcf"]
    assert all(one["journal"] is None for one in world.sync().json["books"])
    take(world, "double.vcf")
    world.sync(), world.sync()
    assert b"NOTE:first" in equal(world)["u0"]


def test_one_person_made_on_both_sides_with_one_uid_at_once_is_one_card_with_both_values(world):
    world.write("same.vcf", text("same", "EMAIL:here@example.org", name="Same Person"))
    put(world, "same-there.vcf", text("same", "TEL:+33139981002", name="Same Person"))
    world.sync(), world.sync()
    found = equal(world)["same"]
    assert {b"EMAIL:here@example.org", b"TEL:+33139981002"} <= set(found)


def test_a_card_that_is_edited_there_during_the_sync_again_and_again(world):
    change(world, "u0.vcf", b"TEL;TYPE=CELL:+331", b"TEL;TYPE=CELL:+339")
    world.proxy.rules = lambda _, method, path: "touch" if method == "PUT" else "pass"
    world.sync(None)
    world.settle()
    assert b"TEL;TYPE=CELL:+339" in equal(world)["u0"]


def test_a_large_picture_goes_both_ways_once(world):
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/" + "A" * 400_000
    folded = "\r\n ".join(picture[start : start + 74] for start in range(0, len(picture), 74))
    world.write("big.vcf", text("big", folded, name="Big Picture"))
    world.sync(), world.sync()
    assert len([line for line in equal(world)["big"] if line.startswith(b"PHOTO")]) == 1


def test_a_home_put_back_from_an_old_copy_doubles_nobody(world):
    """The user restores their own computer: the store is of yesterday, the folder and the server are of today."""
    copy = world.home.with_name("copy")
    import shutil

    shutil.copytree(world.home, copy)
    world.edit()
    world.sync()
    shutil.rmtree(world.home)
    copy.rename(world.home)
    world.settle()
    world.judge()


def test_a_home_that_is_lost_is_made_anew_and_doubles_nobody(world):
    before = here(world)
    world.home = world.home.with_name("anew")
    world.connect(f"http://127.0.0.1:{world.proxy.own_port}{world.path}")
    world.sync()
    assert here(world) == before
    equal(world)


class Enriched(World):
    """A server book that gets what LinkedIn knows."""

    def connect(self, through):
        self.add_there(through, "--push", "enrich")
        for n in range(4):
            put(
                self,
                f"u{n}.vcf",
                text(f"u{n}", f"EMAIL:p{n}@example.org", "NOTE:first", name=f"Person {'ABCD'[n]}on"),
            )

    def tell(self, company):
        place = self.home.parent / "Connections.csv"
        rows = [
            f"Person,{x}on,https://www.linkedin.com/in/p-{x.lower()},p{n}@example.org,{company},Chief {x},02 Mar 2024"
            for n, x in enumerate("ABCD")
        ]
        place.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        reseau(self.home, "import", place)

    def started(self):
        self.sync()

    def judge(self, company):
        there = self.there()
        assert len(there) == 4
        for n in range(4):
            found = lines(there[f"u{n}.vcf"])
            assert b"NOTE:first" in found or (n == 1 and b"NOTE:typed there" in found)
            assert sum(line.startswith(b"ORG") for line in found) == 1
            assert f"ORG:{company}".encode() in found
            assert sum(b"linkedin.com/in/p-" in line for line in found) == 1
            assert sum(line.startswith(b"TITLE") for line in found) == 1
        before = len(self.proxy.log)
        assert all(one["journal"] is None for one in self.sync().json["books"])
        assert not [row for row in self.proxy.log[before:] if row[0] in ("PUT", "DELETE")]


@pytest.fixture
def enriched(server, tmp_path, monkeypatch):
    monkeypatch.setattr("adapters.dav.client.WHOLE_S", 2.0)
    wait = time.sleep
    monkeypatch.setattr("time.sleep", lambda seconds: wait(min(seconds, 0.05)))
    one = Enriched(server, tmp_path)
    yield one
    one.proxy.close()


@pytest.mark.parametrize("seed", long_but((1, 2), range(30)))
def test_cards_that_are_completed_on_random_bad_days(enriched, seed):
    rng = random.Random(seed)
    enriched.tell("Acme")
    enriched.proxy.rules = lambda *_: rng.choice(FAULTS + MORE) if rng.random() < 0.3 else "pass"
    enriched.sync(None)
    enriched.calm()
    enriched.edit_there("u1.vcf", "NOTE:first", "NOTE:typed there")
    enriched.proxy.rules = lambda *_: rng.choice(FAULTS + MORE) if rng.random() < 0.3 else "pass"
    enriched.sync(None)
    enriched.settle()
    enriched.judge("Acme")
    enriched.tell("Globex")
    enriched.proxy.rules = lambda *_: rng.choice(FAULTS + MORE) if rng.random() < 0.3 else "pass"
    enriched.sync(None)
    enriched.settle()
    enriched.judge("Globex")


@pytest.mark.parametrize(
    "fault",
    long_but(
        ("rewrite", "other-etag"),
        (
            "rewrite",
            "weak",
            "other-etag",
            "no-etag",
            "silent",
            "deaf",
            "307",
            "429 retry",
            "half-list",
            "lost",
            "cut",
            "303",
            "touch",
        ),
    ),
)
def test_cards_that_are_completed_on_a_server_that_is_always_so(enriched, fault):
    enriched.tell("Acme")
    enriched.proxy.rules = lambda _, method, path: fault if method in ("PUT", "REPORT") else "pass"
    enriched.sync(None), enriched.sync(None)
    enriched.settle()
    enriched.judge("Acme")
