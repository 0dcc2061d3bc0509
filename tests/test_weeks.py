"""Weeks that are too full or too empty: who is drawn forward and by how many, who waits, who fills what is left.

Today is Sunday, 22 November 2026; day 1 is the Monday after it, day 7 the next Sunday.
"""

from collections import Counter
from dataclasses import replace

import pytest

from sync.touchpoints import agenda
from sync.touchpoints.board import Board
from sync.touchpoints.load import Load
from sync.touchpoints.load import week_of as number_of
from sync.touchpoints.people import Claim, Days, Move, Person, Settings, Turn
from sync.touchpoints.rounds import Round
from sync.touchpoints.strength import Tie
from tests.test_agenda import DAYS, MONDAY, ROOMY, TODAY, ago, ahead, only, person, planned, rhythm, week_of

NOW = TODAY.toordinal()


def board(settings=ROOMY, people=(), days=DAYS, shown=()):
    return Board(people, TODAY, settings, days, shown)


# how many too many ------------------------------------------------------------------------------------

ONE_DAY = Days(closed=frozenset(ahead(n) for n in (1, 3, 4, 5)))


@pytest.mark.parametrize(
    ("days", "ideals", "reserve", "horizon", "expected"),
    [
        # Two a week: of three who are due by the Sunday of the next week one is too many.
        pytest.param(DAYS, [7] * 3, 0, 400, 1, id="sunday belongs to its week"),
        pytest.param(DAYS, [8] * 3, 0, 400, 0, id="the week after has two places more"),
        pytest.param(DAYS, [14] * 5, 0, 400, 1, id="two weeks hold four"),
        pytest.param(DAYS, [7] * 3 + [14] * 5, 0, 400, 4, id="what is due later counts besides"),
        pytest.param(DAYS, [7] * 4 + [14], 0, 400, 2, id="the fullest week decides"),
        pytest.param(DAYS, [42] * 13, 0, 400, 1, id="six weeks are looked at"),
        pytest.param(DAYS, [43] * 15, 0, 400, 0, id="the seventh is not"),
        pytest.param(DAYS, [7] * 3, 1, 400, 2, id="a place is kept for sleepers"),
        pytest.param(DAYS, [7] * 3, 3, 400, 3, id="no less than none is left"),
        pytest.param(ONE_DAY, [7] * 3, 0, 400, 2, id="a week of one working day holds one"),
        pytest.param(DAYS, [8] * 4, 0, 8, 1, id="the last week ends with the plan"),
        pytest.param(DAYS, [], 0, 400, 0, id="nobody"),
    ],
)
def test_how_many_too_many_the_next_weeks_hold(days, ideals, reserve, horizon, expected):
    made = board(Settings("home", per_week=2, per_day=1, horizon_days=horizon), days=days)
    assert agenda._crowd(made, number_of(NOW), [NOW + day for day in ideals], reserve) == expected


# the last weekend of the plan -------------------------------------------------------------------------

TWO_WEEKS = replace(ROOMY, horizon_days=14)


def test_who_falls_due_on_the_last_weekend_of_the_plan_comes_on_the_friday_before():
    assert [t.on for t in only([rhythm("a", 50, 36)], settings=TWO_WEEKS)] == [ahead(12)]
    assert only([rhythm("a", 50, 35)], settings=TWO_WEEKS) == [], "a day later is beyond the plan"


def test_the_wider_network_does_not_fill_the_last_weekend():
    assert only([person("a", gap=365 - 14, tier="network")], settings=TWO_WEEKS) == []


def test_who_finds_no_place_in_the_last_week_comes_in_the_latest_week_that_has_one():
    # Two a week, one of them kept for sleepers but in the week that has come. Both are due on Friday of the second.
    tight = Settings("home", per_week=2, per_day=2, reconnections=1, horizon_days=14)
    made = only([rhythm("a", 50, 38), rhythm("b", 50, 38)], settings=tight)
    assert [(t.person, t.on) for t in made] == [("b", ahead(5)), ("a", ahead(12))]


# ripe -------------------------------------------------------------------------------------------------


def test_of_two_for_one_place_the_more_urgent_comes_whatever_their_names():
    one_place = Settings("home", per_week=1, per_day=1, reconnections=0)
    people = [rhythm("a", 60, 90), rhythm("b", 60, 120)]
    first = only(people, settings=one_place)[0]
    assert (first.person, first.on) == ("b", MONDAY)
    equal = [rhythm("b", 60, 90), rhythm("a", 60, 90)]
    assert only(equal, settings=one_place)[0].person == "a", "equals come by their ids"


def test_a_move_brings_the_next_contact_forward_and_not_those_after_it():
    moved = Move(ago(4), "Acme", "Globex")
    first, second, *_ = only([rhythm("a", 50, 35)._replace(move=moved)])
    assert first.on == ahead(5)
    assert second.on == ahead(5 + 50 + 2), "a full rhythm later is a Saturday: the Monday after"


def test_who_has_no_place_this_week_keeps_the_urgency_of_the_longest_wait():
    one_place = Settings("home", per_week=1, per_day=1, reconnections=0)
    people = [rhythm(name, 60, gap) for name, gap in (("a", 61), ("b", 70), ("c", 80))]
    made = only(people, settings=one_place)
    assert [t.person for t in made[:3]] == ["c", "b", "a"]
    assert [week_of(t.on) for t in made[:3]] == [week_of(ahead(1)), week_of(ahead(8)), week_of(ahead(15))]


def test_one_too_many_is_drawn_forward_to_the_friday_on_which_the_window_opens():
    # Three fall due on the Monday of the third week; one a week. 0.8 of 50 days after day -35 is day 5.
    one_place = Settings("home", per_week=1, per_day=1, reconnections=0)
    made = only([rhythm(name, 50, 35) for name in "abc"], settings=one_place)
    first = sorted(next(t.on for t in made if t.person == name) for name in "abc")
    assert first[0] == ahead(5)
    assert [week_of(on) for on in first] == [week_of(ahead(day)) for day in (5, 12, 19)]


def test_what_was_ticked_off_before_its_day_leaves_its_place_to_others():
    monday = TODAY.replace(day=23)
    tight = Settings("home", per_week=2, per_day=2, reconnections=0)
    people = [rhythm("done", 100, 0), *(rhythm(f"late{n}", 60, 200) for n in range(3))]
    done = replace(only(people, settings=tight)[0], person="done", state="done")
    this_week = [
        sum(
            week_of(t.on) == week_of(MONDAY)
            for t in planned(people, tight, shown=[replace(done, on=on)], today=monday).touchpoints
        )
        for on in (MONDAY, ahead(5))
    ]
    assert this_week == [1, 2]


def test_those_of_one_batch_do_not_keep_their_colleagues_away():
    batch = [person(name, company="acme", turns=(Turn(1, "Cards", "card", ahead(3)),)) for name in "bc"]
    first = person("a", turns=(Turn(1, "Cards", "card", ahead(3)),))
    late = person("late", gap=300, tier="close", company="acme")
    made = only([first, *batch, late])
    assert made[0].on == MONDAY


# what a week has left ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "comes"), [(360, True), (359, False)])
def test_the_wider_network_fills_the_week_by_whose_last_working_day_it_is_due(gap, comes):
    made = [t for t in only([person("a", gap=gap, tier="network")]) if t.on <= ahead(7)]
    assert bool(made) is comes


def test_a_longer_rhythm_of_somebodys_own_does_not_hold_the_wider_network_up():
    people = [rhythm("slow", 700, 500)._replace(tier="network"), person("other", gap=420, tier="network")]
    assert [(t.person, t.on) for t in only(people)][:1] == [("other", MONDAY)]


def test_the_wider_network_comes_by_how_long_it_has_been_until_the_week_is_full():
    people = [person(f"n{gap}", gap=gap, tier="network") for gap in (400, 500, 450, 430)]
    made = only(people, settings=Settings("home", per_week=3, per_day=1, reconnections=0))
    assert [t.person for t in made if t.on <= ahead(7)] == ["n500", "n450", "n430"]


def test_who_is_met_soon_anyway_fills_no_week():
    people = [person("a", gap=500, tier="network", appointments=(ahead(9),))]
    assert [t for t in only(people) if t.on <= ahead(7)] == []


# rounds -----------------------------------------------------------------------------------------------


def a_round(cadence=100, base=1000, **more):
    return Round(Person("a", "A"), "close", cadence, base, 1, **more)


def test_a_window_is_a_fifth_to_either_side_and_opens_at_once_for_an_answer():
    assert a_round().window(1000) == (1080, 1120)
    assert a_round(cadence=7).window(10) == (16, 18)
    assert a_round(answer=1040).window(1000) == (1040, 1120)
    assert a_round(answer=1090).window(1000) == (1080, 1120), "an answer shuts no window"
    assert a_round(answer=1040).window(1010) == (1090, 1130), "only the next contact is the answer"


@pytest.mark.parametrize(("cadence", "days"), [(7, 6), (10, 8), (17, 14), (18, 14), (365, 14)])
def test_contacts_lie_a_fortnight_or_most_of_a_rhythm_apart(cadence, days):
    one = a_round(cadence, fixed=[1000])
    assert one.apart == days
    assert one.crowded(1000 + days - 1)
    assert not one.crowded(1000 + days)
    assert one.crowded(1000 - days + 1)
    assert not one.crowded(1000 - days)


def test_the_anchor_is_the_last_contact_that_stands_never_before_the_base():
    one = a_round(fixed=[900, 1050, 1200])
    assert [one.anchor(day) for day in (800, 1000, 1049, 1050, 1199, 1200)] == [1000] * 3 + [1050] * 2 + [
        1200
    ]


def test_a_round_starts_after_the_last_one_that_is_planned():
    one = a_round()
    one.keep(1100, regular=True)
    one.keep(1050, regular=False)
    assert (one.start(1060), one.start(1000)) == (1100, 1100)
    one.release(1100)
    assert (one.fixed, one.chain, one.start(1060), one.start(1000)) == ([1050], [], 1050, 1000)
    one.release(1050)
    assert (one.fixed, one.chain) == ([], [])


@pytest.mark.parametrize(
    ("stands", "day", "needless"),
    [
        (1050, 1100, True),
        (1120, 1100, True),
        (1121, 1100, False),
        (1121, 1107, True),
        (1121, 1106, False),
        (1000, 1100, False),
        (999, 1100, False),
    ],
)
def test_a_contact_that_stands_makes_one_near_it_needless(stands, day, needless):
    # The window after 1000 ends on 1120; contacts lie a fortnight apart.
    assert a_round(fixed=[stands]).superseded(1000, day) is needless


# the board --------------------------------------------------------------------------------------------


def test_the_best_day_is_the_ideal_one_while_it_is_empty():
    made = board(Settings("home", per_week=9, per_day=3))
    days, anyone = [NOW + n for n in range(1, 6)], Person("a", "A")
    assert made.best(anyone, days, NOW + 4) == NOW + 4
    made.load.take(NOW + 4)
    assert made.best(anyone, days, NOW + 4) == NOW + 3, "of equals the nearest, then the earlier"
    for day in days:
        if day != NOW + 4:
            made.load.take(day)
    assert made.best(anyone, days, NOW + 4) == NOW + 4
    assert made.best(anyone, [NOW, NOW + 6], NOW) == 0, "a Sunday and a Saturday"


def test_of_days_equally_full_the_less_busy_is_taken_unless_one_is_ideal():
    busy = Days(busy={ahead(1): 90, ahead(2): 30, ahead(3): 60})
    made = board(days=busy)
    days = [NOW + 1, NOW + 2, NOW + 3]
    assert made.best(Person("a", "A"), days, NOW + 5) == NOW + 2
    assert made.best(Person("a", "A"), days, NOW + 1) == NOW + 1


def test_where_a_month_has_no_working_day_the_day_itself_is_taken():
    shut = board(days=Days(closed=frozenset(ahead(n) for n in range(32))))
    assert shut.first_open(NOW) == NOW
    assert board().first_open(NOW) == NOW + 1
    assert board().first_open(NOW + 3) == NOW + 3


@pytest.mark.parametrize(
    ("connected", "last", "grace", "new"),
    [
        (14, "", 0, True),
        (15, "", 0, False),
        (21, "", 7, True),
        (22, "", 7, False),
        (0, "", 0, True),
        (-1, "", 0, False),
        (5, ago(5), 0, True),
        (5, ago(4), 0, False),
    ],
)
def test_new_is_who_connected_within_a_fortnight_and_was_not_written_to_since(connected, last, grace, new):
    one = Person("a", "A", Tie(last=last), connected_on=ago(connected))
    assert board().is_new(one, grace) is new


@pytest.mark.parametrize(("day", "sleeps"), [(-1, True), (0, False), (30, False)])
def test_a_meeting_agreed_from_today_on_wakes_a_sleeper(day, sleeps):
    one = person("a", gap=1500, appointments=(ahead(day) + "T08:00:00Z",))
    assert board(people=[one]).sleeps(one) is sleeps


def test_a_catch_up_lasts_through_the_week_of_its_day():
    made = board(replace(ROOMY, per_week=5, catch_up=ahead(3)))
    week = number_of(NOW + 3)
    assert [made.to_wake(one) for one in (week - 1, week, week + 1)] == [3, 3, 1]
    assert [board().catching_up(one) for one in (0, week)] == [False, False]
    assert board(replace(ROOMY, per_week=1, catch_up=ahead(3))).to_wake(week) == 0


def test_a_weeks_places_for_sleepers_are_never_all():
    assert [
        board(Settings("home", per_week=n, reconnections=3)).reconnections for n in (0, 1, 2, 3, 4, 5)
    ] == [
        0,
        0,
        1,
        2,
        3,
        3,
    ]


# how full ---------------------------------------------------------------------------------------------


def load(per_week=5, per_day=2, **days):
    return Load(Days(**days), per_week, per_day)


@pytest.mark.parametrize(
    ("soft", "per_week", "cap"),
    [
        ((1, 2, 3), 5, 2),
        ((1, 2), 5, 5),
        ((5, 6, 7), 5, 5),
        ((1, 2, 3), 1, 1),
        ((1, 2, 3), 3, 1),
        ((1, 2, 3), 8, 4),
        ((3, 4, 5), 4, 2),
        ((0, 1, 2), 5, 5),
        ((4, 5, 8), 5, 5),
    ],
)
def test_three_soft_working_days_halve_a_week_and_one_place_is_left(soft, per_week, cap):
    made = load(per_week, soft=frozenset(ahead(day) for day in soft))
    assert made.cap(number_of(NOW + 1)) == cap


def test_the_days_of_a_week_are_its_own_where_one_works_on_weekends():
    made = load(5, working=frozenset(range(7)), soft=frozenset(ahead(day) for day in (5, 6, 7)))
    assert [made.cap(number_of(NOW + day)) for day in (0, 1, 8)] == [5, 2, 5]


def test_a_day_and_a_week_hold_what_they_may_and_no_more():
    made = load(per_week=3, per_day=2)
    week = number_of(NOW + 1)
    assert (made.room(week), made.supply(week, NOW + 400)) == (3, 3)
    made.take(NOW + 1)
    made.take(NOW + 1, reconnection=True)
    assert (made.count(NOW + 1), made.fits(NOW + 1, ""), made.fits(NOW + 2, "")) == (2, False, True)
    assert (made.room(week), made.reconnections(week), made.supply(week, NOW + 1)) == (1, 1, 0)
    assert made.supply(week, NOW + 2) == 1
    made.take(NOW + 7)
    assert (made.room(week), made.fits(NOW + 2, "")) == (0, False)
    made.take(NOW + 2)
    assert (made.room(week), made.supply(week, NOW + 400)) == (0, 0), "what keeps its day may be too much"
    assert (made.room(week + 1), made.reconnections(week + 1)) == (3, 0)


def test_a_week_supplies_what_its_days_hold():
    assert load(per_week=20, per_day=2).supply(number_of(NOW + 1), NOW + 400) == 10
    assert load(per_week=20, per_day=2).supply(number_of(NOW + 1), NOW + 3) == 6
    made = load(per_week=20, per_day=1)
    made.take(NOW + 1)
    made.take(NOW + 1)
    assert made.supply(number_of(NOW + 1), NOW + 400) == 4, "a day too full lends nothing to others"


def test_people_of_one_company_stay_apart():
    made = load()
    made.seat(NOW + 1, "acme")
    assert (made.apart(NOW + 1, "acme"), made.apart(NOW + 2, "acme"), made.apart(NOW + 1, "globex")) == (
        False,
        True,
        True,
    )
    made.take(NOW + 2, "acme")
    assert not made.apart(NOW + 3, "acme"), "two of one company are enough for a week"
    assert made.apart(NOW + 8, "acme")
    assert made.apart(NOW + 1, "")
    made.take(NOW + 3, "")
    assert made.apart(NOW + 3, "")
    assert made.count(NOW + 1) == 0, "a seat at a table is no touchpoint of its own"


# a day that is full ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "open_"), [(359, True), (360, False)])
def test_a_day_with_six_hours_taken_is_full(minutes, open_):
    assert Days(busy={MONDAY: minutes}).open(TODAY.replace(day=23)) is open_


def test_a_favour_is_a_reason_to_come_first():
    one_place = Settings("home", per_week=1, per_day=1, reconnections=0)
    owed = Claim("favour", "a book", ago(9), ahead(300))
    people = [rhythm("a", 60, 70), rhythm("z", 60, 70)._replace(claims=(owed,))]
    made = planned(people, one_place).touchpoints
    assert made[0].person == "z"
    assert Counter(week_of(t.on) for t in made).most_common(1)[0][1] == 1
