"""The agenda: due windows, budgets, free days, occasions – and above all that it stays put.

Rules S1 to S10 of the planner: each has its test here. The people are invented; today is Sunday,
22 November 2026.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.touchpoints.agenda import OVER, birthdays, plan, touchpoint_id
from sync.touchpoints.board import Board
from sync.touchpoints.people import Claim, Days, Move, Person, Settings, Turn
from sync.touchpoints.strength import Tie

TODAY = date(2026, 11, 22)
MONDAY = "2026-11-23"
ROOMY = Settings("home", per_week=12, per_day=3)
DAYS = Days()


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


def ahead(days):
    return (TODAY + timedelta(days=days)).isoformat()


def person(name="a", *, gap=None, tier="", **more):
    """Return a person with whom there was an exchange `gap` days ago."""
    tie = more.pop("tie", None) or (
        Tie(strength=-float(gap) / 100, last=ago(gap), sent_days=3, received_days=2)
        if gap is not None
        else Tie()
    )
    return Person(name, f"Person {name}", tie, since=more.pop("since", ago(0)), tier=tier, **more)


def crowd(count, *, gap=lambda n: 20 + 7 * n % 900, **more):
    return [person(f"p{n:04}", gap=gap(n), company=f"c{n % 40}", **more) for n in range(count)]


def planned(people, settings=ROOMY, days=DAYS, shown=(), today=TODAY):
    return plan(people, today, settings, days, shown)


def only(people, kind="cadence", **more):
    return [t for t in planned(people, **more).touchpoints if t.kind == kind]


def week_of(day):
    return date.fromisoformat(day).isocalendar()[:2]


# S1: a window after the last real contact ----------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "every"), [pytest.param("close", 45, id="close"), pytest.param("active", 120, id="active")]
)
def test_a_touchpoint_falls_into_the_window_after_the_last_contact(tier, every):
    first = only([person(gap=10, tier=tier)])[0]
    last = TODAY - timedelta(days=10)
    assert first.window == (
        (last + timedelta(days=round(0.8 * every))).isoformat(),
        (last + timedelta(days=round(1.2 * every))).isoformat(),
    )
    assert first.window[0] <= first.on <= first.window[1]


@pytest.mark.parametrize("tier", ["close", "active", "network"])
def test_who_waits_for_an_answer_comes_at_once_whatever_the_rhythm(tier):
    waiting = Tie(strength=-0.1, last=ago(9), sent_days=3, received_days=3, waiting_since=ago(9))
    first = only([person(tier=tier, tie=waiting)])[0]
    assert first.on == MONDAY
    assert first.window[0] == TODAY.isoformat()
    assert "answer" in [reason.code for reason in first.reasons]


def test_an_answer_that_the_user_skipped_does_not_come_back_before_the_rhythm():
    waiting = Tie(strength=-0.1, last=ago(9), sent_days=3, received_days=3, waiting_since=ago(9))
    people = [person(tier="active", tie=waiting)]
    skipped = replace(only(people)[0], state="skipped", on=TODAY.isoformat())
    after = only(people, shown=[skipped])
    assert all(t.on >= ahead(round(0.8 * 120)) for t in after if t.id != skipped.id)


def test_the_users_own_rhythm_wins_over_tier_and_budget():
    tight = Settings("home", per_week=2)
    first = only([person(gap=10, tier="close", cadence_days=14)], settings=tight)[0]
    assert first.window == (ahead(1), ahead(7))


def test_tempos_of_tiers_stretch_with_the_budget():
    # Half the budget: 274 / 52 / 2 = 2.63, so close people come every 119 days.
    first = only([person(gap=10, tier="close")], settings=Settings("home", per_week=3))[0]
    assert dict(first.reasons[0].args)["every"] == "119"


def test_whoever_is_overdue_comes_as_soon_as_there_is_room():
    assert only([person(gap=200, tier="close")])[0].on == MONDAY


def test_never_contacted_is_not_overdue():
    assert planned([person(connected_on=ago(900))]).touchpoints == ()
    first = only([person(tier="close")])[0]
    assert first.on >= ahead(36), "the rhythm of a stranger counts from the day they became known"
    assert first.reasons[0].code == "first"


def test_a_planned_meeting_needs_no_touchpoint_besides():
    people = [person(gap=60, tier="close", appointments=(ahead(9) + "T12:00:00Z",))]
    first = only(people)[0]
    assert first.on >= ahead(9 + 36)


def test_later_rounds_follow_the_planned_ones():
    days = [date.fromisoformat(t.on) for t in only([person(gap=40, tier="close")])]
    assert len(days) >= 8
    assert all(36 <= (b - a).days <= 54 for a, b in pairwise(days))


# S2 and S8: budget, caps, working days, what keeps its day ------------------------------------------

HOLIDAYS = frozenset(("2026-12-25", "2027-01-01", "2027-04-05", "2027-05-13"))


def test_no_more_than_the_budget_a_week_and_a_day_and_only_on_working_days():
    days = Days(closed=HOLIDAYS | {ahead(n) for n in range(20, 30)})
    made = planned(crowd(400), Settings("home"), days).touchpoints
    assert max(Counter(week_of(t.on) for t in made).values()) == 5
    assert max(Counter(t.on for t in made).values()) <= 2
    assert not {t.on for t in made} & days.closed
    assert {date.fromisoformat(t.on).weekday() for t in made} <= set(range(5))


def test_other_working_days_are_the_users():
    made = planned(crowd(80), ROOMY, Days(working=frozenset((1, 5)))).touchpoints
    assert {date.fromisoformat(t.on).weekday() for t in made} == {1, 5}


def test_a_week_ends_on_its_own_weekend_where_that_is_worked():
    # Tuesday and Saturday of one week: the second of two who are overdue takes the day that is still empty.
    late = [person(f"late{n}", gap=300, cadence_days=45) for n in range(2)]
    made = only(late, days=Days(working=frozenset((1, 5))))
    assert [t.on for t in made[:2]] == ["2026-11-24", "2026-11-28"]


def test_whose_ideal_weeks_are_closed_has_the_latest_open_day_of_the_window_though_a_meeting_is_agreed_behind_it():
    """The window is half open: 26 January would be ideal, from 7 December on everything is closed until a meeting in June."""
    closed = Days(closed=frozenset(ahead(n) for n in range(15, 200)))
    one = person(gap=300, cadence_days=365, appointments=(ahead(200) + "T10:00:00Z",))
    made = only([one], settings=replace(ROOMY, horizon_days=250), days=closed)
    assert [t.on for t in made] == ["2026-12-04"]


@pytest.mark.parametrize(("per_week", "woken"), [(1, 0), (2, 1), (3, 2)])
def test_however_many_are_to_be_woken_one_place_a_week_is_left(per_week, woken):
    people = [
        *(person(f"sleeper{n}", gap=1500) for n in range(9)),
        *(person(f"late{n}", gap=300, cadence_days=45) for n in range(9)),
    ]
    made = planned(people, Settings("home", per_week=per_week, per_day=3, reconnections=9)).touchpoints
    kinds = Counter(t.kind for t in made if week_of(t.on) == week_of(MONDAY))
    assert kinds == Counter(cadence=per_week - woken, reconnect=woken)


def test_of_a_crowd_that_comes_some_are_drawn_forward_beside_the_sleeper_of_a_week():
    """The place kept for a dormant tie is taken by one already, so the other place of the week is free."""
    settings = Settings("home", per_week=2)
    sleepers = [person(f"sleeper{n}", gap=1500) for n in range(2)]
    shown = only(sleepers, "reconnect", settings=settings)[:1]
    crowd_of_six = [person(f"p{n}", gap=80, cadence_days=100) for n in range(6)]
    made = planned([*sleepers, *crowd_of_six], settings, shown=shown).touchpoints
    week = [t.kind for t in made if week_of(t.on) == week_of(MONDAY)]
    assert sorted(week) == ["cadence", "reconnect"]


def test_a_day_that_is_full_already_stays_free():
    busy = Days(busy={MONDAY: 8 * 60})
    assert only([person(gap=200, tier="close")], days=busy)[0].on == "2026-11-24"


def test_the_less_busy_day_is_chosen():
    busy = Days(busy={MONDAY: 240, "2026-11-24": 60, "2026-11-25": 180, "2026-11-26": 180, "2026-11-27": 180})
    assert only([person(gap=200, tier="close")], days=busy)[0].on == "2026-11-24"


def test_august_gets_half_the_budget():
    august = frozenset((date(2027, 8, 1) + timedelta(days=n)).isoformat() for n in range(31))
    made = planned(crowd(400), Settings("home"), Days(soft=august)).touchpoints
    weeks = Counter(week_of(t.on) for t in made)
    assert max(weeks[week_of(f"2027-08-{day:02}")] for day in (4, 11, 18, 25)) <= 2


def test_two_of_one_company_never_come_on_one_day_nor_three_in_a_week():
    people = [person(f"p{n}", gap=300, tier="close", company="acme") for n in range(6)]
    made = only(people)
    assert max(Counter(t.on for t in made).values()) == 1
    assert max(Counter(week_of(t.on) for t in made).values()) <= 2


def test_birthdays_keep_their_day_and_use_up_the_budget():
    # Saturday and Sunday too: five birthdays fill the week, nothing else fits in.
    week = ("11-24", "11-24", "11-24", "11-28", "11-29")
    people = [person(f"b{n}", gap=50, tier="close", birthday=f"--{day}") for n, day in enumerate(week)]
    people.append(person("late", gap=300, tier="close"))
    made = planned(people, Settings("home")).touchpoints
    first = [t for t in made if week_of(t.on) == week_of(MONDAY)]
    assert [(t.kind, t.on[5:]) for t in first] == [("birthday", day) for day in week]


def test_appointments_use_up_the_budget():
    met = [person(f"m{n}", gap=300, appointments=(f"2026-11-2{4 + n}T10:00:00Z",)) for n in range(3)]
    late = [person(f"late{n}", gap=300, tier="close") for n in range(9)]
    made = planned(met + late, Settings("home")).touchpoints
    assert sum(week_of(t.on) == week_of(MONDAY) for t in made) == 2


def test_a_standing_meeting_is_no_touchpoint_every_week():
    weekly = tuple(f"{ahead(2 + 7 * n)}T09:00:00Z" for n in range(50))
    colleague = person("colleague", gap=5, tier="close", appointments=weekly)
    late = [person(f"late{n}", gap=300, tier="close") for n in range(5)]
    made = planned([colleague, *late], Settings("home")).touchpoints
    assert sum(week_of(t.on) == week_of(MONDAY) for t in made) == 5


def test_of_hundreds_of_birthdays_the_best_known_come():
    people = [person(f"p{n:03}", birthday=f"--{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(600)]
    people.append(person("friend", gap=2000, birthday="--06-15"))
    made = [t for t in planned(people, Settings("home")).touchpoints if t.kind == "birthday"]
    assert len(made) < 300
    assert "friend" in {t.person for t in made}


def test_an_empty_network_and_no_budget_give_an_empty_plan():
    assert planned([]).touchpoints == ()
    assert planned(crowd(5), Settings("home", per_week=0)).touchpoints == ()


# occasions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "greeted"), [(0, True), (14, True), (15, False), (-1, False)])
def test_connections_of_the_last_fourteen_days_are_welcomed(days, greeted):
    made = only([person(connected_on=ago(days))], "welcome")
    assert bool(made) is greeted
    if greeted:
        assert made[0].state == "new"
        assert made[0].on <= max(MONDAY, ahead(14 - days))


def test_whoever_has_been_written_to_since_connecting_needs_no_welcome():
    assert only([person(gap=2, connected_on=ago(6))], "welcome") == []


def test_an_import_of_many_new_connections_leaves_room_for_others():
    people = [person(f"n{n}", connected_on=ago(3)) for n in range(200)]
    made = planned([*people, person("friend", gap=70, tier="close")], Settings("home")).touchpoints
    assert max(Counter(week_of(t.on) for t in made).values()) <= 5
    assert week_of(next(t.on for t in made if t.person == "friend")) == week_of(MONDAY)


def test_one_dormant_tie_is_woken_a_week_those_one_trusts_first():
    old = [person(f"d{n}", gap=1500 + n) for n in range(9)]
    trusted = person("trusted", tie=Tie(strength=-90, last=ago(3000), sent_days=1, received_days=1, trust=1))
    made = only([*old, trusted], "reconnect")
    assert made[0].person == "trusted"
    assert [r.code for r in made[0].reasons] == ["reconnect", "trust"]
    assert {t.state for t in made} == {"dormant"}
    assert max(Counter(week_of(t.on) for t in made).values()) == 1
    assert len(made) == 4, "they are planned four weeks ahead, no further"


def test_a_catch_up_gives_three_of_five_places_to_the_neglected_and_ends():
    # Six weeks from Monday: three dormant ties a week, and the plan reaches as far; then one place again is theirs.
    old = [person(f"d{n:02}", gap=1500 + n) for n in range(30)]
    late = [person(f"c{n:02}", gap=80, tier="close") for n in range(15)]
    until = (date.fromisoformat(MONDAY) + timedelta(days=41)).isoformat()
    made = planned([*old, *late], Settings("home", catch_up=until)).touchpoints
    woken = Counter(week_of(t.on) for t in made if t.kind == "reconnect")
    others = Counter(week_of(t.on) for t in made if t.kind != "reconnect")
    weeks = [week_of((date.fromisoformat(MONDAY) + timedelta(days=7 * n)).isoformat()) for n in range(6)]
    # 24 December to 2 January take half the budget, so only the first four weeks are whole.
    assert [woken[week] for week in weeks[:4]] == [3, 3, 3, 3]
    assert [others[week] for week in weeks[:4]] == [2, 2, 2, 2], "who is late keeps places too"
    assert set(woken) <= set(weeks)
    assert planned([*old, *late], Settings("home", catch_up=until), shown=made).touchpoints == made


def test_a_stranger_is_never_dormant():
    assert planned([person(tie=Tie(last=ago(1500), sent_days=1)), person("b")]).touchpoints == ()


def test_a_move_is_a_reason_and_for_others_an_occasion():
    moved = Move(ago(4), "Acme", "Globex")
    close = only([person(gap=60, tier="close", move=moved)])[0]
    assert [r.code for r in close.reasons] == ["cadence", "moved"]
    watched = planned([person(gap=900, tier="watch", move=moved)]).touchpoints
    assert [(t.kind, dict(t.reasons[0].args)["after"]) for t in watched] == [("moved", "Globex")]


def test_a_move_before_the_last_contact_is_old_news():
    moved = Move(ago(90), "Acme", "Globex")
    assert [r.code for r in only([person(gap=60, tier="close", move=moved)])[0].reasons] == ["cadence"]


def test_whoever_waits_for_an_answer_comes_first():
    asked = Tie(last=ago(50), sent_days=2, received_days=2, waiting_since=ago(50), direction="received")
    people = [person(f"p{n}", gap=70, tier="close") for n in range(9)]
    first = only([*people, person("z", tie=asked, tier="close")], settings=Settings("home"))[0]
    assert first.person == "z"
    assert [r.code for r in first.reasons] == ["cadence", "answer"]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("1985-12-03", [("2026-12-03", 41), ("2027-12-03", 42)]),
        ("--12-31", [("2026-12-31", 0)]),
        ("2000-02-29", [("2027-02-28", 27)]),
        ("1604-06-01", [("2027-06-01", 423)]),
        ("2027-01-05", []),
        ("1985-02-30", []),
        ("1985", []),
        ("unknown", []),
    ],
)
def test_birthdays_return_each_year(told, days):
    found = birthdays(told, TODAY, date(2027, 12, 27))
    assert [(day.isoformat(), age) for day, age in found] == days


def test_someone_born_today_or_later_has_no_birthday_yet():
    assert birthdays("2026-11-25", TODAY, date(2027, 11, 30)) == [(date(2027, 11, 25), 1)]


# forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "form"),
    [
        pytest.param({"gap": 60, "tier": "close"}, "message", id="no-phone"),
        pytest.param({"gap": 60, "tier": "close", "phone": True}, "call", id="close-with-phone"),
        pytest.param({"gap": 150, "tier": "active", "phone": True}, "message", id="active-not-long"),
        pytest.param({"gap": 400, "tier": "active", "phone": True}, "call", id="long-gap"),
        pytest.param({"gap": 400, "tier": "active", "city": "lyon"}, "lunch", id="long-gap-same-city"),
        pytest.param({"gap": 400, "tier": "active", "city": "brest"}, "message", id="long-gap-far-away"),
        pytest.param({"gap": 420, "tier": "network", "address": True}, "card", id="year-end-card"),
        pytest.param({"gap": 420, "tier": "network"}, "message", id="network-no-address"),
    ],
)
def test_the_form_suits_the_tie(who, form):
    assert only([person(**who)], settings=replace(ROOMY, city="lyon"))[0].form == form


# S4, S5, S9, S10: stability --------------------------------------------------------------------------


def test_the_same_input_gives_the_same_plan():
    people = crowd(300)
    assert planned(people) == planned(people)
    assert planned(people[::-1]).touchpoints == planned(people).touchpoints


@pytest.mark.parametrize("count", [5, 60, 300, 1000])
def test_a_plan_given_back_as_shown_gives_itself(count):
    people = [
        *crowd(count, phone=True),
        *(person(f"n{n}", connected_on=ago(n)) for n in range(6)),
        *(person(f"b{n}", gap=2000, birthday=f"--0{n + 1}-11") for n in range(6)),
        person("m", gap=60, move=Move(ago(4), "Acme", "Globex"), appointments=(ahead(20),)),
    ]
    days = Days(closed=HOLIDAYS)
    made = planned(people, Settings("home"), days)
    again = planned(people, Settings("home"), days, made.touchpoints)
    assert again.touchpoints == made.touchpoints
    assert (again.met, again.asks) == ((), ())


def test_ids_are_of_person_kind_and_number_never_of_a_date():
    (first, second, *_) = only([person(gap=40, tier="close")])
    assert first.id == touchpoint_id("home", "a", "cadence", 1)
    assert second.id == touchpoint_id("home", "a", "cadence", 2)
    later = only([person(gap=10, tier="close")])[0]
    assert later.id == first.id
    assert later.on != first.on
    assert (
        only([person(gap=40, tier="close")], settings=replace(ROOMY, installation="other"))[0].id != first.id
    )


def moved_others(before, after, who):
    new = {t.id: t.on for t in after.touchpoints}
    return [t for t in before.touchpoints if t.person != who and new.get(t.id) != t.on]


@pytest.mark.parametrize("number", [0, 3, 14, 40, 70, 299])
def test_a_contact_with_one_person_moves_at_most_two_percent_of_the_others(number):
    people = crowd(300)
    before = planned(people, Settings("home"))
    one = people[number]
    tie = one.tie._replace(last=ago(0), strength=5.0, sent_days=9)
    people[number] = one._replace(tie=tie)
    after = planned(people, Settings("home"), shown=before.touchpoints)
    assert len(moved_others(before, after, one.id)) <= 0.02 * len(before.touchpoints)


def test_a_new_connection_moves_at_most_two_percent_of_the_others():
    people = crowd(300)
    before = planned(people, Settings("home"))
    after = planned([*people, person("new", connected_on=ago(1))], Settings("home"), shown=before.touchpoints)
    assert any(t.person == "new" for t in after.touchpoints)
    assert len(moved_others(before, after, "new")) <= 0.02 * len(before.touchpoints)


def test_nothing_within_seven_days_moves_by_itself():
    people = crowd(300)
    shown = {t.id: t for t in planned(people, Settings("home")).touchpoints}
    for day in range(1, 40):
        today = TODAY + timedelta(days=day)
        # The user does on its day what is planned.
        for one in [t for t in shown.values() if t.on < today.isoformat() and t.state not in OVER]:
            shown[one.id] = replace(one, state="done")
            number = next(n for n, p in enumerate(people) if p.id == one.person)
            people[number] = people[number]._replace(tie=people[number].tie._replace(last=one.on))
        soon = {t.id: t.on for t in shown.values() if today.isoformat() <= t.on < ahead(day + 7)}
        made = planned(people, Settings("home"), shown=shown.values(), today=today)
        new = {t.id: t.on for t in made.touchpoints}
        assert {name: new.get(name) for name in soon} == soon
        shown |= {t.id: t for t in made.touchpoints}


def test_a_contact_in_the_window_fulfils_what_was_planned():
    before = planned([person(gap=40, tier="close")])
    first, second = before.touchpoints[:2]
    after = planned([person(gap=0, tier="close")], shown=before.touchpoints)
    assert after.met == (first.id,)
    assert after.touchpoints[0].id == second.id
    assert after.touchpoints[0].on >= ahead(36)


def test_a_contact_long_before_it_was_due_moves_it_and_keeps_its_id():
    before = planned([person(gap=20, tier="close")])
    after = planned([person(gap=0, tier="close")], shown=before.touchpoints)
    assert after.met == ()
    assert after.touchpoints[0].id == before.touchpoints[0].id
    assert after.touchpoints[0].on > before.touchpoints[0].on


def test_what_was_shown_keeps_its_week_before_all_that_is_new():
    """Its day becomes a holiday; the week has one place, and somebody far more overdue would take it."""
    settings = Settings("home", per_week=1)
    one = person("one", gap=40, cadence_days=45)
    shown = [replace(only([one], settings=settings)[0], on="2026-12-03")]
    late = [person(name, gap=300, cadence_days=45) for name in ("late1", "late2")]
    made = only([one, *late], settings=settings, days=Days(closed=frozenset(("2026-12-03",))), shown=shown)
    weeks = [(t.person, week_of(t.on)) for t in made[:3]]
    assert weeks == [
        ("late1", week_of(MONDAY)),
        ("one", week_of("2026-12-03")),
        ("late2", week_of("2026-12-10")),
    ]
    assert made[1].id == shown[0].id


def test_of_one_person_nothing_stays_behind_a_touchpoint_that_loses_its_day():
    """Somebody's birthday takes the only place of the first one's day. It moves, and the next does not overtake it."""
    settings = Settings("home", per_week=5, per_day=1)
    one = person("one", gap=30, cadence_days=45)
    shown = only([one], settings=settings)
    first, last = shown[0].window
    guest = person("guest", birthday="--" + shown[0].on[5:])
    made = [t for t in only([one, guest], settings=settings, shown=shown) if t.person == "one"]
    assert [t.series for t in made] == sorted(t.series for t in made)
    assert made[0].id == shown[0].id
    assert made[0].on != shown[0].on
    assert first <= made[0].on <= last


@pytest.mark.parametrize(("state", "tier"), [("planned", "close"), ("done", "active"), ("skipped", "active")])
def test_a_tier_is_held_by_what_is_still_shown_and_not_by_what_is_over(state, tier):
    # Fifteen are close; the sixteenth stays so while less than a fifth more than fit are stronger.
    people = [person(f"p{n:02}", gap=20 + n) for n in range(16)]
    (shown, *_) = only([people[-1]])
    assert (shown.tier, planned(people).tiers["p15"]) == ("close", "active")
    assert planned(people, shown=[replace(shown, state=state)]).tiers["p15"] == tier


def test_how_long_it_has_been_is_counted_to_the_day_and_not_to_a_meeting_behind_it():
    """After a long gap people of the active circle get a call, and the third word in a row would be a message."""
    one = person(gap=400, tier="active", phone=True)
    board = Board([one], TODAY, ROOMY, DAYS, ())
    monday = date.fromisoformat(MONDAY).toordinal()
    board.rounds["a"].keep(monday + 1, regular=False)
    board.place(one, "event", monday, (monday, monday), [], state="due", series=3)
    assert board.placed[0].form == "call"


def test_a_word_that_is_due_comes_on_its_day_however_full_that_is():
    full = [person(f"b{n}", birthday="--11-23") for n in range(3)]
    met = person("met", claims=(Claim("event", "the fair", ago(3), MONDAY),))
    assert [t.on for t in only([met, *full], "event")] == [MONDAY]


@pytest.mark.parametrize(("days", "on"), [(12, ["2026-11-24"]), (13, [])])
def test_a_welcome_comes_within_two_weeks_of_the_connection_or_not_at_all(days, on):
    # Three birthdays fill the Monday, on which the two weeks of the second end.
    full = [person(f"b{n}", birthday="--11-23") for n in range(3)]
    assert [t.on for t in only([person("new", connected_on=ago(days)), *full], "welcome")] == on


def test_what_passed_undone_slides_once_and_then_the_user_is_asked():
    people = [person(gap=60, tier="close")]
    first = planned(people).touchpoints[0]
    later = TODAY + timedelta(days=5)
    slid = planned(people, shown=[first], today=later).touchpoints[0]
    assert (slid.id, slid.state, slid.slides) == (first.id, "slid", 1)
    assert slid.on >= later.isoformat()
    last = planned(people, shown=[slid], today=TODAY + timedelta(days=20))
    assert [t.id for t in last.asks] == [first.id]
    assert [t for t in last.touchpoints if t.kind == "cadence"] == [], "nobody is pressed before the answer"


def test_it_stays_on_its_day_until_the_evening():
    people = [person(gap=60, tier="close")]
    first = planned(people).touchpoints[0]
    assert planned(people, shown=[first], today=date.fromisoformat(first.on)).touchpoints[0] == first


def test_a_snoozed_touchpoint_survives_every_new_plan():
    people = crowd(100)
    made = planned(people, Settings("home"))
    first = made.touchpoints[0]
    until = "2026-12-17"
    shown = [replace(t, on=until, state="snoozed") if t.id == first.id else t for t in made.touchpoints]
    for days in (0, 5, 20):
        again = planned(people, Settings("home"), shown=shown, today=TODAY + timedelta(days=days))
        found = next(t for t in again.touchpoints if t.id == first.id)
        assert (found.on, found.state) == (until, "snoozed")
        assert not any(t.person == first.person and t.on < until for t in again.touchpoints)


def test_a_snooze_to_a_sunday_waits_for_monday():
    people = [person(gap=60, tier="close")]
    first = replace(planned(people).touchpoints[0], on="2026-12-06", state="snoozed")
    assert planned(people, shown=[first]).touchpoints[0].on == "2026-12-07"


def test_a_skipped_touchpoint_counts_as_a_round():
    people = [person(gap=60, tier="close")]
    first = planned(people).touchpoints[0]
    after = planned(people, shown=[replace(first, state="skipped")]).touchpoints[0]
    assert after.series == 2
    assert 36 <= (date.fromisoformat(after.on) - date.fromisoformat(first.on)).days <= 54


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_an_occasion_that_is_settled_does_not_return(state):
    people = [
        person("w", connected_on=ago(2)),
        person("d", gap=1500),
        person("b", gap=1500, birthday="--12-01"),
    ]
    made = planned(people).touchpoints
    settled = [replace(t, state=state) for t in made]
    kinds = Counter(t.kind for t in planned(people, shown=settled).touchpoints)
    assert kinds["welcome"] == kinds["reconnect"] == 0
    assert [t.on for t in planned(people, shown=settled).touchpoints if t.kind == "birthday"] == []


@pytest.mark.parametrize(
    ("state", "connected", "greeted"),
    [
        pytest.param("skipped", ago(2), 0, id="of-this-connection"),
        pytest.param("dropped", ago(2), 1, id="taken-back-meanwhile"),
        pytest.param("skipped", ago(300), 1, id="of-an-earlier-connection"),
    ],
)
def test_a_welcome_is_settled_for_the_connection_it_was_about(state, connected, greeted):
    people = [person("w", connected_on=ago(2))]
    shown = replace(only(people, "welcome")[0], state=state)
    shown = replace(shown, window=(connected, shown.window[1]))
    again = [t for t in planned(people, shown=[shown]).touchpoints if t.kind == "welcome"]
    assert len(again) == greeted


def test_what_a_merged_person_brought_along_vanishes_and_comes_back():
    one, other = person("a", gap=40, tier="close"), person("b", gap=50, tier="close")
    apart = planned([one, other])
    joined = [replace(t, person="a") for t in apart.touchpoints]
    merged = planned([one], shown=joined)
    assert {t.id for t in merged.touchpoints} == {t.id for t in apart.touchpoints if t.person == "a"}
    back = planned([one, other], shown=apart.touchpoints)
    assert back.touchpoints == apart.touchpoints


def test_a_day_that_is_no_working_day_is_explained():
    # Ideal would be Friday 25 December.
    people = [person(tie=Tie(last="2026-11-10", sent_days=1, received_days=1), tier="close")]
    first = only(people, days=Days(closed=HOLIDAYS))[0]
    assert ("day", {"ideal": "2026-12-25", "why": "closed"}) in [
        (r.code, dict(r.args)) for r in first.reasons
    ]


def test_a_welcome_that_passed_slides_once_and_then_perishes():
    people = [person("w", connected_on=ago(2))]
    first = only(people, "welcome")[0]
    later = date.fromisoformat(first.on) + timedelta(days=1)
    slid = next(t for t in planned(people, shown=[first], today=later).touchpoints if t.kind == "welcome")
    assert (slid.id, slid.state) == (first.id, "slid")
    over = planned(people, shown=[slid], today=date.fromisoformat(slid.on) + timedelta(days=2))
    assert (over.touchpoints, over.asks) == ((), ())


def test_a_dormant_tie_that_passed_slides_first_in_the_queue_and_is_asked_about():
    people = [person(f"d{n}", gap=1500 + n) for n in range(9)]
    first = only(people, "reconnect")[0]
    later = date.fromisoformat(first.on) + timedelta(days=1)
    slid = next(t for t in planned(people, shown=[first], today=later).touchpoints if t.kind == "reconnect")
    assert (slid.id, slid.state) == (first.id, "slid")
    asked = planned(people, shown=[slid], today=date.fromisoformat(slid.on) + timedelta(days=1))
    assert [t.id for t in asked.asks] == [first.id]
    assert first.person not in {t.person for t in asked.touchpoints}


@pytest.mark.parametrize(
    ("who", "after"),
    [
        pytest.param({"connected_on": ago(2)}, {"tie": Tie(last=ago(0), sent_days=1)}, id="welcome"),
        pytest.param({"gap": 1500}, {"tie": Tie(last=ago(0), sent_days=1)}, id="reconnect"),
        pytest.param(
            {"gap": 900, "tier": "watch", "move": Move(ago(4), "A", "B")},
            {"tie": Tie(last=ago(0))},
            id="moved",
        ),
    ],
)
def test_a_word_fulfils_an_occasion(who, after):
    before = person(**who)
    shown = planned([before]).touchpoints[:1]
    assert planned([before._replace(**after)], shown=shown).met == (shown[0].id,)


def test_an_occasion_that_is_no_longer_there_is_dropped():
    before = person(gap=900, tier="watch", move=Move(ago(4), "A", "B"))
    shown = planned([before]).touchpoints
    assert planned([before._replace(move=None)], shown=shown).touchpoints == ()


def test_a_snoozed_welcome_lies_where_it_was_put():
    people = [person("w", connected_on=ago(2))]
    first = replace(only(people, "welcome")[0], on="2026-11-30", state="snoozed")
    assert planned(people, shown=[first]).touchpoints[0] == first


def test_two_people_of_one_meeting_use_one_place():
    stamp = "2026-11-24T10:00:00Z"
    met = [person(f"m{n}", gap=300, appointments=(stamp, ahead(600))) for n in range(4)]
    late = [person(f"late{n}", gap=300, tier="close") for n in range(9)]
    made = planned(met + late, Settings("home")).touchpoints
    assert sum(week_of(t.on) == week_of(MONDAY) for t in made) == 4


def test_where_no_day_fits_nothing_is_forced():
    tuesdays = Days(working=frozenset((1,)))
    people = [
        *(person(f"late{n}", gap=300, tier="close") for n in range(40)),
        person("asleep", gap=1500),
        person("moved", gap=900, tier="watch", move=Move(ago(4), "A", "B")),
        *(person(f"new{n}", connected_on=ago(13)) for n in range(3)),
    ]
    made = planned(people, Settings("home", per_day=1), tuesdays).touchpoints
    assert max(Counter(t.on for t in made).values()) == 1


def test_what_was_shown_of_somebody_unknown_is_left_out():
    shown = planned([person("gone", gap=60, tier="close")]).touchpoints
    assert planned([person("a")], shown=shown).touchpoints == ()


def test_a_rhythm_taken_away_takes_its_touchpoints():
    before = person(gap=60, tier="close")
    shown = planned([before]).touchpoints
    assert planned([before._replace(tier="watch")], shown=shown).touchpoints == ()


def test_a_close_person_nearby_gets_a_lunch_in_turn():
    made = only([person(gap=60, tier="close", city="lyon", phone=True)], settings=replace(ROOMY, city="lyon"))
    assert [t.form for t in made[:2]] == ["call", "lunch"]


def test_a_smaller_budget_places_anew_what_no_longer_fits():
    people = crowd(100)
    shown = planned(people, Settings("home", per_week=6)).touchpoints
    made = planned(people, Settings("home", per_week=3), shown=shown).touchpoints
    weeks = Counter(week_of(t.on) for t in made if t.on >= ahead(8))
    assert max(weeks.values()) <= 3


def test_an_occasion_on_a_day_that_became_a_holiday_moves():
    people = [person("w", tier="close", connected_on=ago(2)), person("d", gap=1500)]
    shown = [replace(t, on="2026-12-01") for t in planned(people).touchpoints if t.kind != "cadence"]
    made = planned(people, days=Days(closed=frozenset(("2026-12-01",))), shown=shown).touchpoints
    kinds = {t.kind: t for t in made if t.kind != "cadence"}
    assert {t.id for t in shown} == {t.id for t in kinds.values()}
    assert "2026-12-01" not in {t.on for t in made}


def test_a_meeting_with_a_stranger_uses_a_place_too():
    late = [person(f"late{n}", gap=300, tier="close") for n in range(9)]
    made = planned([*late, person("x", appointments=("2026-11-24T10:00:00Z",))], Settings("home")).touchpoints
    assert sum(week_of(t.on) == week_of(MONDAY) for t in made) == 4


def test_the_wider_network_waits_for_an_agreed_meeting():
    made = planned([person(gap=420, tier="network", appointments=(ahead(12),))]).touchpoints
    assert [t for t in made if t.on < ahead(200)] == []


# S6, S7: no wave -------------------------------------------------------------------------------------


def test_an_import_of_five_hundred_people_on_one_day_makes_no_wave_for_two_years():
    people = [
        person(
            f"p{n:03}",
            gap=200,
            tier=("close", "active", "network")[n % 3] if n < 60 else "",
            company=f"c{n % 99}",
        )
        for n in range(500)
    ]
    made = planned(people, Settings("home", horizon_days=730)).touchpoints
    assert max(Counter(t.on for t in made).values()) <= 2
    assert max(Counter(week_of(t.on) for t in made).values()) <= 5


def test_five_hundred_rhythms_from_a_table_are_spread_under_the_budget():
    people = [person(f"p{n:03}", gap=100, cadence_days=91) for n in range(500)]
    made = planned(people, Settings("home")).touchpoints
    assert max(Counter(week_of(t.on) for t in made).values()) == 5
    assert len({t.person for t in made}) > 100


def test_when_the_budget_suffices_nineteen_in_twenty_are_in_their_window():
    people = crowd(60, gap=lambda n: 1 + n % 40)
    made = planned(people, Settings("home", per_week=8), Days(closed=HOLIDAYS)).touchpoints
    inside = sum(t.window[0] <= t.on <= t.window[1] for t in made)
    assert inside >= 0.95 * len(made)


def test_after_three_weeks_away_the_backlog_is_spread_again():
    people = crowd(120)
    made = planned(people, Settings("home"))
    back = planned(people, Settings("home"), shown=made.touchpoints, today=TODAY + timedelta(days=21))
    assert max(Counter(week_of(t.on) for t in back.touchpoints).values()) <= 5
    assert max(Counter(t.on for t in back.touchpoints).values()) <= 2


# campaigns -------------------------------------------------------------------------------------------

CARDS = Turn(3, "Cards", "card", "2026-11-25")


def test_a_batch_keeps_its_day_and_counts_once_in_the_budget():
    batch = [person(f"b{n}", gap=20, turns=(CARDS,)) for n in range(12)]
    others = [person(f"p{n}", gap=300, tier="close") for n in range(9)]
    made = planned([*batch, *others], Settings("home", per_week=5)).touchpoints
    cards = [t for t in made if t.kind == "campaign"]
    assert {(t.on, t.form, t.reasons[0].code) for t in cards} == {("2026-11-25", "card", "campaign")}
    assert len(cards) == 12
    week = [t for t in made if t.kind != "campaign" and week_of(t.on) == week_of("2026-11-25")]
    assert len(week) == 4


def test_a_turn_that_passed_comes_on_the_next_open_day_and_one_put_off_stays_there():
    people = [person("a", turns=(CARDS,)), person("b", turns=(CARDS,))]
    shown = [t for t in planned(people).touchpoints if t.kind == "campaign"]
    off = [replace(shown[0], state="snoozed", on="2026-12-10"), shown[1]]
    later = date(2026, 11, 28)  # a Saturday
    found = {
        t.person: t.on for t in planned(people, shown=off, today=later).touchpoints if t.kind == "campaign"
    }
    assert found == {shown[0].person: "2026-12-10", shown[1].person: "2026-11-30"}


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_a_turn_that_was_had_does_not_come_back(state):
    people = [person("a", turns=(CARDS,))]
    shown = [replace(t, state=state) for t in planned(people).touchpoints if t.kind == "campaign"]
    assert [t for t in planned(people, shown=shown).touchpoints if t.kind == "campaign"] == []


# properties ------------------------------------------------------------------------------------------

PEOPLE = st.lists(
    st.builds(
        lambda gap, tier, cadence, company, connected, birthday, moved: {
            "gap": gap,
            "move": Move(ago(moved), "Acme", "Globex") if moved is not None else None,
            "tier": tier,
            "cadence_days": cadence,
            "company": company,
            "connected_on": ago(connected) if connected is not None else "",
            "birthday": birthday,
        },
        st.none() | st.integers(0, 2500),
        st.sampled_from(["", "", "close", "active", "network", "watch"]),
        st.sampled_from([0, 0, 7, 30, 91]),
        st.sampled_from(["", "acme", "globex"]),
        st.none() | st.integers(0, 30),
        st.sampled_from(["", "--02-29", "1980-12-01", "--11-22"]),
        st.none() | st.integers(0, 90),
    ),
    max_size=30,
)


def test_a_plan_gives_itself_where_the_horizon_cuts_a_week():
    # The last week of the horizon has one day: who else would come on it is drawn into the week before, both times.
    people = [
        person("a", birthday="--02-29"),
        person("b", birthday="--02-29"),
        person("c", cadence_days=7),
        person("d", cadence_days=30),
        person("e", gap=0),
    ]
    settings, days = Settings("home", per_week=3, per_day=1, horizon_days=120), Days(closed=HOLIDAYS)
    made = planned(people, settings, days)
    assert planned(people, settings, days, made.touchpoints).touchpoints == made.touchpoints


def test_a_plan_gives_itself_where_a_sleeper_has_just_been_welcomed():
    # Two connected today have slept for years and changed posts; who is welcomed this week is woken in a later one.
    new, moved = ago(0), Move(ago(0), "Acme", "Globex")
    people = [
        person("a", connected_on=new),
        person("b", connected_on=new),
        person("c", connected_on=new, company="acme"),
        person("d", gap=1097, move=moved),
        person("e", gap=1096, move=moved, connected_on=new, company="acme"),
    ]
    settings, days = Settings("home", per_week=5, per_day=1, horizon_days=120), Days(closed=HOLIDAYS)
    made = planned(people, settings, days)
    assert {t.kind for t in made.touchpoints if t.person == "e"} == {"welcome", "reconnect"}
    assert planned(people, settings, days, made.touchpoints).touchpoints == made.touchpoints


@given(PEOPLE, st.integers(1, 8), st.integers(1, 3), st.sampled_from(["", "", "2026-12-13", "2027-02-28"]))
def test_whatever_the_people_the_limits_hold_and_the_plan_gives_itself(told, per_week, per_day, catch_up):
    people = [person(f"p{n:02}", **one) for n, one in enumerate(told)]
    settings = Settings("home", per_week=per_week, per_day=per_day, horizon_days=120, catch_up=catch_up)
    days = Days(closed=HOLIDAYS)
    made = planned(people, settings, days)
    free = [t for t in made.touchpoints if t.kind != "birthday"]
    assert all(days.open(date.fromisoformat(t.on)) for t in free)
    assert max(Counter(week_of(t.on) for t in free).values(), default=0) <= per_week
    assert max(Counter(t.on for t in free).values(), default=0) <= per_day
    assert len({t.id for t in made.touchpoints}) == len(made.touchpoints)
    assert all(t.on >= TODAY.isoformat() and t.reasons for t in made.touchpoints)
    assert planned(people, settings, days, made.touchpoints).touchpoints == made.touchpoints


# where a day just fits --------------------------------------------------------------------------------


def rhythm(name, every, gap):
    """Return a person with a rhythm of their own, in days, last met `gap` days ago."""
    return person(name, gap=gap, cadence_days=every)


def test_who_is_due_on_the_last_working_day_of_a_week_comes_that_day():
    # 45 days after a contact 40 days ago is Friday, 27 November.
    assert only([rhythm("a", 45, 40)])[0].on == ahead(5)


def test_who_moved_comes_as_soon_as_their_window_opens_be_it_on_a_friday():
    # The window opens at 0.8 of 50 days, 40 days after a contact 35 days ago: on Friday; ideal is 7 December.
    moved = Move(ago(4), "Acme", "Globex")
    assert only([rhythm("a", 50, 35)._replace(move=moved)])[0].on == ahead(5)


def test_a_crowd_that_comes_is_drawn_forward_so_that_nobody_is_late():
    # Fifteen fall due in the week of 21 December, which with two the week after is soft; five a week are asked.
    people = [rhythm(f"p{n:02}", 100, 69) for n in range(15)]
    settings = Settings("home", per_week=5, reconnections=0)
    first = [next(t for t in only(people, settings=settings) if t.person == one.id) for one in people]
    assert len(first) == 15
    weeks = Counter(week_of(t.on) for t in first)
    assert max(weeks.values()) == 5
    assert max(t.on for t in first) <= ahead(31 + 4), "nobody waits beyond the week of their day"
    assert min(t.on for t in first) >= ahead(11), (
        "nor comes before the window, 80 days after the last contact"
    )


def test_who_alone_falls_due_later_is_not_drawn_forward():
    assert only([rhythm("a", 100, 69)])[0].on == ahead(31)


def test_with_one_place_a_week_no_place_is_kept_for_sleepers():
    people = [rhythm("late", 45, 200), person("sleeper", gap=1500)]
    made = planned(people, Settings("home", per_week=1, reconnections=1)).touchpoints
    assert (made[0].person, made[0].kind, made[0].on) == ("late", "cadence", MONDAY)


def test_what_was_done_this_week_up_to_today_uses_up_the_budget():
    people = [person(f"p{n}", gap=200, tier="close") for n in range(4)]
    monday = date.fromisoformat(MONDAY)
    tight = Settings("home", per_week=2, per_day=2, reconnections=0)
    shown = [t for t in planned(people, tight).touchpoints if t.on == MONDAY]
    assert len(shown) <= 2
    done = replace(shown[0], state="done", on=MONDAY)
    number = next(n for n, one in enumerate(people) if one.id == done.person)
    people[number] = people[number]._replace(tie=people[number].tie._replace(last=MONDAY))
    made = planned(people, tight, shown=[done], today=monday).touchpoints
    assert sum(week_of(t.on) == week_of(MONDAY) for t in made) == 1


def test_who_has_no_rhythm_of_their_own_or_a_tier_fills_what_a_week_has_left_and_others_are_left_alone():
    # Both were met long ago, one in the wider network; the other is watched, and is nobody's turn.
    people = [person("network", gap=800, tier="network"), person("watched", gap=800, tier="watch")]
    assert {t.person for t in planned(people).touchpoints} == {"network"}


# the bounds of occasions ------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_new_post_is_an_occasion_for_sixty_days(days, told):
    moved = Move(ago(days), "Acme", "Globex")
    assert bool(only([person(gap=900, tier="watch", move=moved)], "moved")) is told


@pytest.mark.parametrize(("days", "woken"), [(365, False), (366, True)])
def test_who_was_woken_rests_for_a_year(days, woken):
    sleeper = person(gap=1500)
    before = replace(only([sleeper], "reconnect")[0], state="done", on=ago(days))
    made = only([sleeper], "reconnect", shown=[before])
    assert [t.series for t in made] == ([before.series + 1] if woken else [])


def test_a_sleeper_who_is_watched_only_is_left_asleep():
    assert only([person(gap=1500, tier="watch")], "reconnect") == []


@pytest.mark.parametrize(("day", "counts"), [(3, True), (2, False)])
def test_a_meeting_uses_budget_from_half_a_rhythm_after_the_last_contact(day, counts):
    # Twenty days after the last contact is half of forty.
    met = rhythm("met", 40, 17)._replace(appointments=(f"{ahead(day)}T10:00:00Z",))
    made = only([met, rhythm("late", 45, 200)], settings=Settings("home", per_week=1, reconnections=0))
    assert next(t.on for t in made if t.person == "late") == (ahead(8) if counts else MONDAY)


def test_a_meeting_of_several_is_one_in_the_week():
    together = (f"{ahead(3)}T10:00:00Z",)
    met = [person(f"m{n}", gap=300, appointments=together) for n in range(3)]
    late = [rhythm(f"late{n}", 45, 200) for n in range(3)]
    made = only([*met, *late], settings=Settings("home", per_week=3, reconnections=0))
    assert sum(week_of(t.on) == week_of(MONDAY) for t in made) == 2


def test_what_is_owed_comes_in_the_middle_of_its_days_and_a_word_after_an_event_on_the_first():
    owed = person("owed", claims=(Claim("favour", "a book", ago(3), ahead(5)),))
    assert only([owed], "favour")[0].on == ahead(3)
    met = person("met", claims=(Claim("event", "the fair", ago(3)),))
    first = only([met], "event")[0]
    assert (first.on, first.window) == (MONDAY, (ago(3), ahead(11)))


@pytest.mark.parametrize(("gap", "comes"), [(4, True), (3, True), (2, False)])
def test_a_word_since_an_event_makes_another_needless_and_pays_no_debt(gap, comes):
    met = person(gap=gap, claims=(Claim("event", "the fair", ago(3)),))
    assert bool(only([met], "event")) is comes
    owed = person(gap=gap, claims=(Claim("favour", "a book", ago(3)),))
    assert only([owed], "favour")


def test_what_is_owed_and_overdue_comes_on_the_first_day():
    owed = person(claims=(Claim("favour", "a book", ago(40), ago(20)),))
    first = only([owed], "favour")[0]
    assert (first.on, first.window) == (MONDAY, (ago(40), TODAY.isoformat()))


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_a_debt_that_is_settled_or_let_go_does_not_come_back(state):
    owed = person(claims=(Claim("favour", "a book", ago(3), ahead(5)),))
    before = only([owed], "favour")[0]
    assert only([owed], "favour", shown=[replace(before, state=state)]) == []
    another = person(claims=(Claim("favour", "a lift", ago(2), ahead(5)),))
    assert len(only([another], "favour", shown=[replace(before, state=state)])) == 1


def test_a_week_without_room_still_has_the_birthdays_of_the_twenty_six_best_known():
    # Three rhythms of a week ask for more than all the places of a budget of two.
    others = [
        person(f"b{n:02}", tie=Tie(strength=-100.0 - n, last=ago(2000)), birthday=f"--03-{n + 1:02}")
        for n in range(28)
    ]
    busy = [rhythm(f"w{n}", 7, 3) for n in range(3)]
    made = only([*busy, *others[::-1]], "birthday", settings=Settings("home", per_week=2, reconnections=0))
    assert {t.person for t in made} == {f"b{n:02}" for n in range(26)}


def turned(on, **more):
    return person(turns=(Turn(1, "Cards", "card", on),), **more)


def test_a_batch_of_a_campaign_is_one_sitting_and_counts_once():
    people = [turned(MONDAY)._replace(id=f"c{n}") for n in range(5)]
    late = [rhythm(f"late{n}", 45, 200) for n in range(3)]
    made = planned([*people, *late], Settings("home", per_week=2, reconnections=0)).touchpoints
    week = [t for t in made if week_of(t.on) == week_of(MONDAY)]
    assert Counter(t.kind for t in week) == {"campaign": 5, "cadence": 1}


def test_a_turn_that_passed_comes_on_the_next_open_day_and_one_put_off_on_the_chosen_day():
    missed = only([turned(ago(4))], "campaign")[0]
    assert (missed.on, missed.window, missed.state) == (MONDAY, (ago(4), MONDAY), "due")
    for day in (0, 10):
        put_off = replace(missed, state="snoozed", on=ahead(day))
        again = only([turned(ago(4))], "campaign", shown=[put_off])[0]
        assert (again.on, again.state, again.id) == (ahead(day), "snoozed", missed.id)
    stale = replace(missed, state="snoozed", on=ago(1))
    assert only([turned(ago(4))], "campaign", shown=[stale])[0].on == MONDAY


@pytest.mark.parametrize(("state", "comes"), [("done", 0), ("skipped", 0), ("dropped", 1)])
def test_a_turn_that_is_over_does_not_come_back(state, comes):
    before = only([turned(MONDAY)], "campaign")[0]
    assert len(only([turned(MONDAY)], "campaign", shown=[replace(before, state=state)])) == comes


def test_a_birthday_put_off_comes_on_the_day_chosen_and_one_done_only_next_year():
    born = person(gap=60, tier="close", birthday="1980-11-25")
    first, second = only([born], "birthday")
    assert (first.on, second.on) == (ahead(3), "2027-11-25")
    assert dict(first.reasons[0].args)["age"] == "46"
    put_off = only([born], "birthday", shown=[replace(first, state="snoozed", on=ahead(9))])[0]
    assert (put_off.on, put_off.state, put_off.window) == (ahead(9), "snoozed", (ahead(3), ahead(3)))
    for state in ("done", "skipped"):
        assert [t.on for t in only([born], "birthday", shown=[replace(first, state=state)])] == [second.on]
