"""What has an occasion of its own, and what was shown: what it says, how long it stands, and when it gives way.

Today is Sunday, 22 November 2026; day 1 is the Monday after it.
"""

from collections import Counter
from dataclasses import replace

import pytest

from sync.touchpoints.board import Board
from sync.touchpoints.people import Claim, Days, Move, Settings
from sync.touchpoints.strength import Tie
from tests.test_agenda import DAYS, MONDAY, ROOMY, TODAY, ago, ahead, only, person, planned, rhythm, week_of

FIVE = Settings("home")
EVERY_DAY = Days(working=frozenset(range(7)))


def close(count):
    return [person(f"late{n}", gap=300, tier="close") for n in range(count)]


def in_first_week(made):
    return sum(week_of(t.on) == week_of(MONDAY) for t in made)


# agreed meetings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "uses"),
    [
        # Half of 365 days is 182.5; the meeting is in two days.
        pytest.param({"gap": 181, "tier": "watch"}, True, id="half a year without a rhythm"),
        pytest.param({"gap": 180, "tier": "watch"}, False, id="less than half a year"),
        pytest.param({"gap": 28, "cadence_days": 60}, True, id="half a rhythm"),
        pytest.param({"gap": 27, "cadence_days": 60}, False, id="less than half a rhythm"),
    ],
)
def test_a_meeting_uses_a_place_where_half_a_rhythm_has_passed(who, uses):
    met = person("met", appointments=(ahead(2) + "T10:00:00Z",), **who)
    made = planned([met, *close(9)], FIVE).touchpoints
    assert in_first_week(made) == (4 if uses else 5)


@pytest.mark.parametrize(("day", "uses"), [(-1, False), (1, True)])
def test_only_a_meeting_to_come_uses_a_place(day, uses):
    met = person("met", gap=900, tier="watch", appointments=(ahead(day) + "T10:00:00Z",))
    tight = Settings("home", horizon_days=7)
    assert in_first_week(planned([met, *close(9)], tight).touchpoints) == (4 if uses else 5)


def test_a_meeting_beyond_the_plan_is_left_for_later():
    tight = Settings("home", horizon_days=2)
    met = [person("met", gap=900, tier="watch", appointments=(ahead(3) + "T10:00:00Z",))]
    assert len(planned([*met, *close(9)], tight).touchpoints) == 4, "two days of two"


# birthdays --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "rhythms", "greeted"),
    [
        # 365 / 7 weeks of five places, one of them the sleepers', make 208; 52 of one place; 26 at least.
        pytest.param(Settings("home", per_week=5, reconnections=1), 0, 208, id="what the year has left"),
        pytest.param(Settings("home", per_week=5, reconnections=1), 1, 203, id="less what a rhythm asks"),
        pytest.param(Settings("home", per_week=1, reconnections=0), 0, 52, id="one a week"),
        pytest.param(Settings("home", per_week=1, reconnections=0), 9, 26, id="twenty-six at least"),
    ],
)
def test_of_strangers_as_many_are_greeted_as_the_year_has_room_for(settings, rhythms, greeted):
    people = [person(f"p{n:03}", birthday=f"--{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(400)]
    people += [rhythm(f"r{n}", 73, 10) for n in range(rhythms)]
    made = planned(people, replace(settings, horizon_days=365)).touchpoints
    assert len({t.person for t in made if t.kind == "birthday"}) == greeted


def test_the_wider_network_takes_nobodys_birthday_away():
    people = [person(f"p{n:03}", birthday=f"--{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(400)]
    people += [person(f"n{n:03}", gap=100, tier="network") for n in range(9)]
    made = planned(people, replace(FIVE, horizon_days=365)).touchpoints
    assert len({t.person for t in made if t.kind == "birthday"}) == 208


def test_who_was_spoken_with_goes_before_strangers_and_a_chosen_watch_is_no_stranger():
    people = [person(f"p{n:03}", birthday="--06-15", tie=Tie(strength=9.0)) for n in range(99)]
    people += [person("z1", gap=2000, birthday="--06-15"), person("z2", tier="watch", birthday="--06-15")]
    made = planned(people, Settings("home", per_week=1)).touchpoints
    greeted = {t.person for t in made if t.kind == "birthday"}
    assert {"z1", "z2"} <= greeted
    assert len(greeted) == 53


def test_a_birthday_says_its_day_and_the_age_where_the_year_is_known():
    made = only([person("a", birthday="1976-11-27"), person("b", birthday="--11-27")], "birthday")
    first, second = made[:2]
    assert (first.on, first.window, first.state, first.series) == (
        ahead(5),
        (ahead(5), ahead(5)),
        "due",
        2026,
    )
    assert [dict(t.reasons[0].args) for t in (first, second)] == [
        {"age": "50", "on": ahead(5)},
        {"on": ahead(5)},
    ]


@pytest.mark.parametrize(("kind", "stays"), [("favour", True), ("event", False)])
def test_what_is_no_longer_owed_takes_its_touchpoint_with_it(kind, stays):
    before = person("a", gap=30, tier="watch", claims=(Claim("favour", "a book", ago(5), ahead(10)),))
    shown = only([before], "favour")
    after = before._replace(claims=(Claim(kind, "a book", ago(40), ahead(10)),))
    assert bool(only([after], "favour", shown=shown)) is stays


@pytest.mark.parametrize("more", [{"tier": "close"}, {"appointments": (ahead(60),)}])
def test_a_sleeper_who_gets_a_rhythm_or_a_meeting_is_not_woken_besides(more):
    shown = only([person("a", gap=1500)], "reconnect")
    assert len(shown) == 1
    assert only([person("a", gap=1500, **more)], "reconnect", shown=shown) == []


@pytest.mark.parametrize("until", [0, 9])
def test_a_birthday_that_was_put_off_lies_where_it_was_put(until):
    people = [person("a", birthday="--11-24")]
    shown = [replace(only(people, "birthday")[0], state="snoozed", on=ahead(until))]
    made = only(people, "birthday", shown=shown)[0]
    assert (made.on, made.state, made.series) == (ahead(until), "snoozed", 2026)


def test_a_birthday_put_off_to_a_day_that_passed_is_a_birthday_again():
    people = [person("a", birthday="--11-24")]
    shown = [replace(only(people, "birthday")[0], state="snoozed", on=ago(1))]
    made = only(people, "birthday", shown=shown)[0]
    assert (made.on, made.state) == (ahead(2), "due")


# welcomes ---------------------------------------------------------------------------------------------


def test_a_welcome_stands_in_the_two_weeks_after_the_day():
    made = only([person("a", connected_on=ago(4))], "welcome")[0]
    assert (made.on, made.window) == (MONDAY, (ago(4), ahead(10)))
    assert [(r.code, dict(r.args)) for r in made.reasons] == [("welcome", {"on": ago(4)})]


def test_of_five_places_a_week_four_are_for_welcomes_the_soonest_over_first():
    people = [person(f"n{n}", connected_on=ago(n)) for n in range(9)]
    made = only(people, "welcome", settings=FIVE)
    weeks = Counter(week_of(t.on) for t in made)
    assert max(weeks.values()) == 4
    assert {t.person for t in made if week_of(t.on) == week_of(MONDAY)} == {"n8", "n7", "n6", "n5"}
    for few in (1, 2):
        assert in_first_week(only(people, "welcome", settings=Settings("home", per_week=few))) == 1


def test_welcomes_take_the_emptiest_days():
    made = only([person(f"n{n}", connected_on=ago(3)) for n in range(5)], "welcome")
    assert Counter(t.on for t in made) == Counter([ahead(1), ahead(2), ahead(3), ahead(4), ahead(5)])


# what is owed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "due", "on", "last"),
    [
        # Eight working days from Monday to the Wednesday of the week after: half of them lie before Friday.
        pytest.param("favour", 10, 5, 10, id="a favour comes midway"),
        pytest.param("event", 10, 1, 10, id="a word after an event comes at once"),
        pytest.param("event", None, 1, 9, id="within a fortnight where no day is told"),
        pytest.param("favour", -3, 1, 0, id="what is overdue comes at once"),
    ],
)
def test_what_is_owed_comes_before_it_is_due(kind, due, on, last):
    claim = Claim(kind, "a book", ago(5), ahead(due) if due is not None else "")
    made = only([person("a", gap=30, tier="watch", claims=(claim,))], kind)[0]
    assert (made.on, made.window, made.state) == (ahead(on), (ago(5), ahead(last)), "due")


def test_of_several_claims_the_first_due_is_met_and_those_without_a_day_come_last():
    claims = (Claim("event", "a fair", ago(5)), Claim("favour", "a book", ago(9), ahead(20)))
    made = planned([person("a", gap=30, tier="watch", claims=claims)]).touchpoints
    assert [t.kind for t in made] == ["favour"]


@pytest.mark.parametrize(
    ("kind", "gap", "comes"), [("event", 4, False), ("event", 5, True), ("favour", 4, True)]
)
def test_a_word_since_an_event_answers_it_and_pays_no_favour(kind, gap, comes):
    claim = Claim(kind, "a book", ago(5), ahead(10))
    assert bool(only([person("a", gap=gap, tier="watch", claims=(claim,))], kind)) is comes


def test_a_claim_let_go_stays_away_and_one_of_another_day_comes():
    people = [person("a", gap=30, tier="watch", claims=(Claim("favour", "a book", ago(5), ahead(9)),))]
    skipped = replace(only(people, "favour")[0], state="skipped")
    assert only(people, "favour", shown=[skipped]) == []
    newer = [people[0]._replace(claims=(Claim("favour", "a favour", ago(4), ahead(9)),))]
    assert len(only(newer, "favour", shown=[skipped])) == 1


def test_whose_birthday_comes_in_time_needs_no_other_word():
    owed = Claim("favour", "a book", ago(5), ahead(9))
    before = person("a", gap=30, tier="watch", birthday="--12-01", claims=(owed,))
    assert only([before], "favour") == []
    assert len(only([before._replace(birthday="--12-02")], "favour")) == 1


# sleepers ---------------------------------------------------------------------------------------------


def test_a_sleeper_comes_in_the_middle_of_a_week_and_stands_four_weeks():
    made = only([person("a", gap=1500)], "reconnect")
    assert [(t.on, t.window) for t in made] == [(ahead(3), (ahead(1), ahead(28)))]


@pytest.mark.parametrize(("since", "again"), [(365, False), (366, True)])
def test_who_was_woken_in_vain_rests_for_a_year(since, again):
    people = [person("a", gap=1500)]
    tried = replace(only(people, "reconnect")[0], state="done", on=ago(since))
    assert bool(only(people, "reconnect", shown=[tried])) is again


def test_who_is_on_the_watch_by_the_users_word_is_not_woken():
    assert only([person("a", gap=1500, tier="watch")], "reconnect") == []
    assert only([person("a", gap=1500, tier="close")], "reconnect") == [], "a rhythm wakes them already"


# moves ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("noticed", "told"), [(0, True), (60, True), (61, False), (-1, False)])
def test_a_new_post_is_worth_a_word_for_sixty_days(noticed, told):
    people = [person("a", gap=900, tier="watch", move=Move(ago(noticed), "Acme", "Globex"))]
    made = only(people, "moved")
    assert bool(made) is told
    if told:
        assert (made[0].on, made[0].window) == (MONDAY, (ago(noticed), ahead(60 - noticed)))


def test_a_word_on_a_new_post_is_about_the_post_alone():
    asked = Tie(last=ago(50), sent_days=2, received_days=2, waiting_since=ago(50), direction="received")
    people = [person("a", tie=asked, tier="watch", move=Move(ago(4), "Acme", "Globex"))]
    assert [r.code for r in only(people, "moved")[0].reasons] == ["moved"]


@pytest.mark.parametrize(("state", "told"), [("done", False), ("skipped", False), ("dropped", True)])
def test_a_new_post_that_was_congratulated_is_no_news(state, told):
    people = [person("a", gap=900, tier="watch", move=Move(ago(4), "Acme", "Globex"))]
    before = replace(only(people, "moved")[0], state=state)
    assert bool(only(people, "moved", shown=[before])) is told
    newer = [people[0]._replace(move=Move(ago(2), "Globex", "Initech"))]
    assert len(only(newer, "moved", shown=[before])) == 1


def test_of_movers_the_closest_come_first_and_strangers_not_at_all():
    moved = Move(ago(4), "Acme", "Globex")
    people = [person(f"m{gap}", gap=gap, tier="watch", move=moved) for gap in (900, 600, 700)]
    people.append(person("stranger", tie=Tie(last=ago(90), sent_days=1), tier="watch", move=moved))
    made = only(people, "moved", settings=Settings("home", per_week=2, reconnections=0))
    assert [t.person for t in made] == ["m600", "m700"]


# what was shown ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "stays"), [(6, True), (7, False)])
def test_within_seven_days_what_was_shown_stays_though_the_week_is_full(day, stays):
    # One a week, which a birthday of the same week takes.
    one_place = Settings("home", per_week=1, per_day=1, reconnections=0)
    people = [rhythm("a", 50, 44), person("b", tier="watch", birthday="--11-23")]
    shown = [replace(only(people, days=EVERY_DAY)[0], on=ahead(day), window=(ago(4), ahead(16)))]
    made = only(people, settings=one_place, days=EVERY_DAY, shown=shown)
    assert (made[0].on == ahead(day)) is stays


@pytest.mark.parametrize(("day", "stays"), [(6, True), (7, False)])
def test_within_seven_days_a_welcome_stays_though_the_week_is_full(day, stays):
    one_place = Settings("home", per_week=1, per_day=1, reconnections=0)
    people = [person("a", tier="watch", connected_on=ago(2)), person("b", tier="watch", birthday="--11-23")]
    shown = [replace(only(people, "welcome")[0], on=ahead(day))]
    made = only(people, "welcome", settings=one_place, days=EVERY_DAY, shown=shown)
    assert [t.on == ahead(day) for t in made] == ([True] if stays else [False])


def test_a_welcome_that_was_shown_stands_a_week_longer_than_one_is_new():
    shown = only([person("a", connected_on=ago(2))], "welcome")
    assert only([person("a", connected_on=ago(21))], "welcome", shown=shown) != []
    assert only([person("a", connected_on=ago(22))], "welcome", shown=shown) == []


@pytest.mark.parametrize(
    ("kind", "more", "last", "met"),
    [
        ("welcome", {"connected_on": ago(6)}, 6, False),
        ("welcome", {"connected_on": ago(6)}, 5, True),
        ("moved", {"gap": 900, "tier": "watch", "move": Move(ago(6), "Acme", "Globex")}, 6, True),
        ("event", {"gap": 30, "tier": "watch", "claims": (Claim("event", "a fair", ago(6)),)}, 6, False),
        ("event", {"gap": 30, "tier": "watch", "claims": (Claim("event", "a fair", ago(6)),)}, 5, True),
        ("favour", {"gap": 30, "tier": "watch", "claims": (Claim("favour", "a book", ago(6)),)}, 0, False),
    ],
)
def test_from_which_day_on_a_word_fulfils_what_was_shown(kind, more, last, met):
    before = person("a", **more)
    shown = only([before], kind)[:1]
    after = before._replace(tie=Tie(last=ago(last), sent_days=1, received_days=1))
    assert planned([after], shown=shown).met == ((shown[0].id,) if met else ())


def test_a_contact_on_the_first_day_of_the_window_fulfils_a_rhythm():
    shown = only([rhythm("a", 50, 40)])[:1]
    assert shown[0].window[0] == ahead(0)
    assert planned([rhythm("a", 50, 0)], shown=shown).met == (shown[0].id,)
    assert planned([rhythm("a", 50, 1)], shown=shown).met == ()


def test_what_passed_today_has_not_passed():
    people = [rhythm("a", 50, 50)]
    shown = replace(only(people)[0], on=ahead(0))
    made = only(people, days=EVERY_DAY, shown=[shown])[0]
    assert (made.on, made.slides, made.state) == (ahead(0), 0, "due")
    passed = only(people, shown=[replace(shown, on=ago(1))])[0]
    assert (passed.on, passed.slides, passed.state) == (MONDAY, 1, "slid")


def test_who_is_to_be_asked_about_is_left_alone_until_then():
    people = [rhythm("a", 50, 60)]
    shown = only(people)[:3]
    passed = replace(shown[0], on=ago(1), slides=1)
    made = planned(people, shown=[passed, *shown[1:]])
    assert [t.id for t in made.asks] == [passed.id]
    assert made.touchpoints == ()


def test_a_day_too_near_another_contact_is_given_up_and_the_touchpoint_keeps_its_number():
    before = [rhythm("a", 50, 44)]
    shown = only(before)[:1]
    met = [before[0]._replace(appointments=(ahead(20) + "T10:00:00Z",))]
    made = only(met, shown=[replace(shown[0], on=ahead(15))])[0]
    assert made.on >= ahead(20 + 40)
    assert made.id == shown[0].id


def test_what_no_longer_suits_its_window_moves_unless_the_window_is_as_it_was():
    people = [rhythm("a", 50, 30)]
    first = only(people)[0]
    # The window is from day 10 to day 30: day 33 is outside of it, and was chosen for this very window.
    late = replace(first, on=ahead(33))
    assert late.window == (ahead(10), ahead(30))
    assert only(people, shown=[late])[0].on == ahead(33)
    other = replace(late, window=(ahead(12), ahead(36)))
    assert ahead(10) <= only(people, shown=[other])[0].on <= ahead(30)


def test_a_series_goes_on_after_the_greatest_number_that_was_not_dropped():
    people = [rhythm("a", 50, 50)]
    first, second = only(people)[:2]
    done = [replace(first, state="done", on=ago(60)), replace(second, state="done", on=ago(50))]
    assert only(people, shown=done)[0].series == 3
    dropped = [done[0], replace(second, state="dropped", on=ago(50))]
    assert only(people, shown=dropped)[0].series == 2


@pytest.mark.parametrize(
    ("gap", "day", "why"),
    [
        # Every fifty days, at the latest ten days more: ideal are yesterday, today (a Sunday), Monday, Saturday.
        (51, 1, ""),
        (50, 1, "closed"),
        (49, 1, ""),
        (49, 2, ""),
        (49, 11, ""),
        (49, 12, "budget"),
        (44, 5, "closed"),
        (44, 16, "closed"),
        (44, 17, "budget"),
    ],
)
def test_a_reason_tells_the_ideal_day_where_a_closed_day_or_the_budget_took_it(gap, day, why):
    made = Board([rhythm("a", 50, gap)], TODAY, ROOMY, DAYS, ())
    now = TODAY.toordinal()
    told = [dict(r.args) for r in made.reasons(made.rounds["a"], now - gap, now + day) if r.code == "day"]
    assert told == ([{"ideal": ahead(50 - gap), "why": why}] if why else [])


def test_a_sleeper_who_moved_has_one_word_for_both_and_not_two_in_a_week():
    moved = Move(ago(4), "Acme", "Globex")
    people = [person("a", gap=1500, move=moved), person("b", gap=1400)]
    made = planned(people).touchpoints
    mine = [t for t in made if t.person == "a"]
    assert [(t.kind, [r.code for r in t.reasons]) for t in mine] == [("reconnect", ["reconnect", "moved"])]
    assert planned(people, shown=made).touchpoints == made


def test_who_has_a_word_on_a_new_post_already_is_not_woken_besides():
    moved = Move(ago(4), "Acme", "Globex")
    before = [person("a", gap=900, tier="watch", move=moved)]
    shown = only(before, "moved")
    assert len(shown) == 1
    asleep = [person("a", gap=1500, move=moved)]
    assert [t.kind for t in planned(asleep, shown=shown).touchpoints] == ["moved"]


def test_who_was_congratulated_this_week_is_not_woken_in_a_later_one():
    trusted = [
        person(f"t{n}", tie=Tie(strength=-9.0, last=ago(1500), sent_days=1, received_days=1, trust=2))
        for n in range(2)
    ]
    people = [*trusted, person("a", gap=1500, move=Move(ago(4), "Acme", "Globex"))]
    made = planned(people).touchpoints
    assert [(t.person, t.kind) for t in made] == [("a", "moved"), ("t0", "reconnect"), ("t1", "reconnect")]
    assert planned(people, shown=made).touchpoints == made
