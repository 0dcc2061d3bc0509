"""The ledger of what happened: kept in the home or gathered anew, of one record or of several, it tells the same."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.config.place import Place
from sync.model import Interaction, Party
from sync.store import Store, interactions, journal
from sync.touchpoints.ledger import decode, encode, gather, together, usual_gap
from sync.usecases import contacts

TODAY = date(2026, 11, 22)
RECORDS = [("linkedin", "in/zoe"), ("vcard", "zoe"), ("table", "ali")]
BEARER = {RECORDS[0]: "Zoé", RECORDS[1]: "Zoé", RECORDS[2]: "Ali"}
KINDS = ["message", "meeting", "lunch", "connection", "endorsement", "recommendation", "invitation", "call"]


@st.composite
def happenings(draw):
    """Draw interactions, each at an instant of its own, with some of three records, two of them of one person."""
    found = []
    for minute in draw(st.lists(st.integers(0, 2_000_000), max_size=12, unique=True)):
        kind = draw(st.sampled_from(KINDS))
        most = 1 if kind == "recommendation" else 3
        who = draw(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=most, unique=True))
        at = datetime.fromtimestamp(1_600_000_000 + 60 * minute, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        way = draw(st.sampled_from(["sent", "received", "mutual"]))
        parties = tuple(Party(key) for _, key in who)
        found.append((Interaction("s", str(minute), "f", 1, kind, parties, at=at, direction=way), who))
    return sorted(found, key=lambda one: one[0].at)


@given(happenings())
def test_a_ledger_is_read_as_it_was_written(happened):
    logs = gather(happened, TODAY)
    assert decode(encode(logs)) == logs


@given(happenings())
def test_the_logs_of_two_records_of_one_person_make_the_log_of_the_person(happened):
    apart = gather(happened, TODAY)
    whole = gather([(one, {BEARER[ref] for ref in who}) for one, who in happened], TODAY)
    mine = [apart[ref] for ref in RECORDS[:2] if ref in apart]
    if not mine:
        assert "Zoé" not in whole
        return
    made, expected = together(mine), whole["Zoé"]
    expected.shared = False
    assert made == expected


@given(happenings(), st.dates(date(2020, 1, 1), TODAY))
def test_the_last_contact_by_a_day_is_that_of_the_ledger_gathered_that_day(happened, day):
    before = gather(happened, day)
    for ref, log in gather(happened, TODAY).items():
        assert log.last_by(day) == (before[ref].last[:10] if ref in before else "")


def test_all_who_connected_on_one_day_share_a_log_until_more_happens():
    day = {"kind": "connection", "date": "2025-03-04"}
    logs = gather(
        [
            (Interaction("s", "1", "f", 1, parties=(Party("a"),), **day), ["a"]),
            (Interaction("s", "2", "f", 2, parties=(Party("b"),), **day), ["b"]),
            (Interaction("s", "3", "f", 3, parties=(Party("c"),), **day), ["c"]),
            (Interaction("s", "4", "f", 4, "call", (Party("c"),), date="2025-05-06"), ["c"]),
        ],
        TODAY,
    )
    assert logs["a"] is logs["b"]
    assert (logs["a"].last, logs["c"].last) == ("", "2025-05-06")
    assert logs["c"].sent.keys() == logs["a"].sent.keys() | {date(2025, 5, 6).toordinal()}


# in a home --------------------------------------------------------------------------------------------


def meeting(key: str, at: str, who: str = "zoe", kind: str = "meeting") -> Interaction:
    return Interaction("calendar", key, "f", 1, kind, (Party(who),), at=at)


def place(home: Path, now: str) -> Place:
    return Place(home, datetime.fromisoformat(now), "Europe/Paris", "FR", "fr")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(contacts, "_WORTH_KEEPING", 0)
    with Store.open(tmp_path / "home") as opened:
        yield opened


def put(store: Store, *values: Interaction) -> None:
    with store.change("import", "2026-11-22T08:00:00Z"):
        interactions.put_all(store, values, "c", [[("calendar", one.parties[0].key)] for one in values])


def agree(store: Store, now: str = "2026-11-22T12:00:00+00:00"):
    """Check that the ledger of a moment is the same as it is kept and as it is gathered anew; return it."""
    here = place(store.home, now)
    kept = contacts.ledger(store, here)
    again = contacts.ledger(store, here)
    store.db.execute("SAVEPOINT anew")
    store.db.execute("DELETE FROM derived")
    anew = contacts.ledger(store, here)
    store.db.execute("ROLLBACK TO anew")
    store.db.execute("RELEASE anew")
    assert kept == again == anew
    return {key: log.last for (_, key), log in anew.items()}


def take_back(store: Store, number: int) -> None:
    with store.change("undo", "2026-11-22T09:00:00Z"):
        journal.undo(store.db, number)


def is_kept(store: Store) -> bool:
    return bool(store.derived.latest("ledger")[1])


def test_what_comes_later_is_added_to_what_is_kept(store):
    put(store, meeting("1", "2026-03-01T10:00:00Z"))
    assert agree(store) == {"zoe": "2026-03-01T10:00:00Z"}
    assert is_kept(store)
    put(store, meeting("2", "2026-04-01T10:00:00Z"), meeting("3", "2026-02-01T10:00:00Z", "ali"))
    assert is_kept(store)
    assert agree(store) == {"zoe": "2026-04-01T10:00:00Z", "ali": "2026-02-01T10:00:00Z"}


def test_what_was_to_come_is_added_when_it_has_happened(store):
    put(store, meeting("1", "2026-11-22T18:00:00Z"), meeting("2", "2026-03-01T10:00:00Z", "ali"))
    assert agree(store) == {"ali": "2026-03-01T10:00:00Z"}
    assert agree(store, "2026-11-22T18:00:00+00:00")["zoe"] == "2026-11-22T18:00:00Z"


def test_a_run_that_looks_at_an_earlier_day_does_not_know_what_came_later(store):
    put(store, meeting("1", "2026-03-01T10:00:00Z"), meeting("2", "2026-06-01T10:00:00Z"))
    agree(store)
    mark = store.derived.latest("ledger")[0]
    assert agree(store, "2026-05-01T10:00:00+00:00") == {"zoe": "2026-03-01T10:00:00Z"}
    assert store.derived.latest("ledger")[0] == mark


@pytest.mark.parametrize("number", ["1", "2"], ids=["first", "last"])
def test_a_meeting_that_is_moved_is_known_by_its_new_day_alone(store, number):
    put(store, meeting("1", "2026-03-01T10:00:00Z"), meeting("2", "2026-04-01T10:00:00Z", "ali"))
    agree(store)
    put(store, meeting(number, "2026-05-01T10:00:00Z", "zoe" if number == "1" else "ali"))
    assert not is_kept(store)
    assert agree(store)["zoe" if number == "1" else "ali"] == "2026-05-01T10:00:00Z"


def test_what_is_undone_has_not_happened_and_what_is_done_again_has(store):
    put(store, meeting("1", "2026-03-01T10:00:00Z"))
    before = agree(store)
    put(store, meeting("2", "2026-04-01T10:00:00Z"), meeting("3", "2026-05-01T10:00:00Z", "ali"))
    after = agree(store)
    take_back(store, 2)
    assert agree(store) == before
    take_back(store, 3)
    assert agree(store) == after


def test_what_somebody_else_changed_meanwhile_is_not_covered_by_an_older_ledger(store, monkeypatch):
    put(store, meeting("1", "2026-03-01T10:00:00Z"))
    gathered = contacts.happened

    def slowly(*words, **more):
        told = gathered(*words, **more)
        with Store.open(store.home) as other:
            put(other, meeting("1", "2026-05-01T10:00:00Z"))
        return told

    monkeypatch.setattr(contacts, "happened", slowly)
    contacts.ledger(store, place(store.home, "2026-11-22T12:00:00+00:00"))
    monkeypatch.setattr(contacts, "happened", gathered)
    assert agree(store) == {"zoe": "2026-05-01T10:00:00Z"}


def test_what_another_version_gathered_is_gathered_anew(store, monkeypatch):
    put(store, meeting("1", "2026-03-01T10:00:00Z"))
    agree(store)
    store.db.execute("UPDATE derived SET told = 'of another kind'")
    monkeypatch.setattr(contacts, "_VERSION", "0 0.0.0")
    assert agree(store) == {"zoe": "2026-03-01T10:00:00Z"}


# what a day counts: the table of docs/plan.md (research/network.md, 4.2) ---------------------------------

DAY = date(2026, 10, 1)


def only_log(kind, direction="mutual", **more):
    """Return the log of one person of one happening."""
    one = Interaction(
        "s", "k", "f", 1, kind, (Party("a"),), date=DAY.isoformat(), direction=direction, **more
    )
    return gather([(one, ["a"])], TODAY)["a"]


@pytest.mark.parametrize(
    ("kind", "more", "sent", "received"),
    [
        # A message sent of weight 2 is a day of mass 1, one received of weight 1 is one; a meeting of 3 is one of each.
        ("message", {"direction": "sent"}, 1.0, 0.0),
        ("message", {"direction": "received"}, 0.0, 1.0),
        ("message", {"direction": "sent", "group": 5}, 0.25, 0.0),
        ("message", {"direction": "received", "group": 9}, 0.0, 0.125),
        ("message", {"direction": "sent", "canned": True}, 0.1, 0.0),
        ("message", {"direction": "received", "canned": True}, 0.0, 0.0),
        ("message", {"direction": "sent", "group": 10}, 0.1, 0.0),
        ("message", {"direction": "received", "group": 10}, 0.0, 0.0),
        ("meeting", {"group": 2}, 1.0, 1.0),
        ("meeting", {"group": 3}, 0.5, 0.5),
        ("meeting", {"group": 5}, 0.5, 0.5),
        ("meeting", {"group": 6}, 0.5 / 3, 0.5 / 3),
        ("meeting", {"group": 9}, 0.5 / 3, 0.5 / 3),
        ("meeting", {"group": 10}, 0.1 / 3, 0.1 / 3),
        ("lunch", {}, 1.0, 1.0),
        ("call", {}, 1.0, 1.0),
        ("card", {"direction": "sent"}, 1.0, 0.0),
        ("card", {"direction": "received"}, 0.0, 1.0),
        ("invitation", {"direction": "sent", "with_note": True}, 0.5, 0.0),
        ("invitation", {"direction": "sent"}, 0.15, 0.0),
        ("invitation", {"direction": "received", "with_note": True}, 0.0, 1.0),
        ("invitation", {"direction": "received", "with_note": True, "canned": True}, 0.0, 0.3),
        ("connection", {}, 0.1, 0.1),
        ("follow", {}, 0.0, 0.0),
    ],
)
def test_what_a_day_counts(kind, more, sent, received):
    log, day = only_log(kind, **more), DAY.toordinal()
    assert log.sent.get(day, 0.0) == pytest.approx(sent)
    assert log.received.get(day, 0.0) == pytest.approx(received)
    assert log.bonds == {}


@pytest.mark.parametrize(("group", "real"), [(9, True), (10, False)])
def test_with_eight_others_one_has_met_and_with_nine_it_is_a_crowd(group, real):
    log = only_log("meeting", group=group)
    assert bool(log.last) is real
    assert bool(only_log("message", "sent", group=group).last) is real


def test_what_happened_today_at_some_hour_has_happened_and_what_comes_tomorrow_has_not():
    def at(stamp):
        one = Interaction("s", "k", "f", 1, "call", (Party("a"),), at=stamp)
        return gather([(one, ["a"])], TODAY)

    assert at("2026-11-22T23:59:59Z")["a"].last == "2026-11-22T23:59:59Z"
    assert at("2026-11-23T00:00:00Z") == {}


def test_of_several_contacts_the_first_the_last_and_the_last_in_person_are_known_in_any_order():
    told = [
        ("call", "2026-03-01"),
        ("meeting", "2026-02-01"),
        ("lunch", "2026-01-01"),
        ("call", "2026-01-15"),
    ]
    for order in (told, told[::-1]):
        happened = [
            (Interaction("s", day, "f", 1, kind, (Party("a"),), date=day), ["a"]) for kind, day in order
        ]
        log = gather(happened, TODAY)["a"]
        assert (log.first, log.last, log.last_kind, log.met) == (
            "2026-01-01",
            "2026-03-01",
            "call",
            "2026-02-01",
        )


def test_two_of_one_day_count_once_by_the_heavier_and_both_who_spoke_are_known():
    day = "2026-03-01"
    sent = Interaction("s", "1", "f", 1, "message", (Party("a"),), date=day, direction="sent")
    heard = Interaction("s", "2", "f", 1, "message", (Party("a"),), date=day, direction="received")
    canned = Interaction("s", "3", "f", 1, "message", (Party("a"),), date=day, direction="sent", canned=True)
    log = gather([(sent, ["a"]), (canned, ["a"]), (heard, ["a"]), (sent, ["a"])], TODAY)["a"]
    number = date(2026, 3, 1).toordinal()
    assert (log.sent, log.received, log.real) == ({number: 1.0}, {number: 1.0}, {number: 3})


@pytest.mark.parametrize(
    ("kind", "direction", "weight", "years"),
    [
        ("recommendation", "sent", 6.0, 5),
        ("recommendation", "received", 6.0, 5),
        ("endorsement", "sent", 0.5, 2),
        ("endorsement", "received", 0.3, 2),
        ("favour", "sent", 3.0, 2),
    ],
)
def test_what_lasts_halves_in_years(kind, direction, weight, years):
    log = only_log(kind, direction)
    ((told, days),) = log.bonds.values()
    assert (told, round(days / 365.25)) == (weight, years)
    assert abs(days - 365.25 * years) <= 1
    assert (log.sent, log.received) == ({}, {})
    assert log.trust == (kind == "recommendation")


@pytest.mark.parametrize(("way", "who"), [("sent", 1), ("received", 2), ("mutual", 3)])
def test_who_spoke_on_a_day_is_kept(way, who):
    assert only_log("message", way).real == {DAY.toordinal(): who}


def test_who_spoke_on_one_day_both_ways_makes_both():
    ways = [
        (Interaction("s", way, "f", 1, "message", (Party("a"),), date=DAY.isoformat(), direction=way), ["a"])
        for way in ("sent", "received")
    ]
    assert gather(ways, TODAY)["a"].real == {DAY.toordinal(): 3}


def test_one_is_met_in_person_at_a_table_and_not_on_the_telephone():
    assert [only_log(kind).met for kind in ("meeting", "lunch", "breakfast")] == [DAY.isoformat()] * 3
    assert [only_log(kind).met for kind in ("call", "card", "message")] == [""] * 3
    assert only_log("meeting", group=10).met == "", "in a crowd one meets nobody"


@pytest.mark.parametrize(
    ("days", "gap"), [([], None), ([5], None), ([0, 10], 10), ([0, 10, 30], 10), ([0, 10, 30, 60], 20)]
)
def test_the_usual_gap_is_the_middle_one_the_shorter_of_two(days, gap):
    calls = [
        (
            Interaction(
                "s",
                str(n),
                "f",
                1,
                "call",
                (Party("a"),),
                date=date.fromordinal(DAY.toordinal() - n).isoformat(),
            ),
            ["a"],
        )
        for n in days
    ]
    assert usual_gap(gather(calls, TODAY).values()) == gap
