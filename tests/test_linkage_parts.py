"""Linkage in parts: how much of a list and of a record is looked at, lists put together, and two who share the work."""

import re
from concurrent.futures import ThreadPoolExecutor
from math import log2
from queue import Queue

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.linkage import (
    base,
    blocking,
    columns,
    comparison,
    concluding,
    employers,
    engine,
    people,
    rarity,
    scoring,
)
from sync.linkage.cluster import standing
from sync.linkage.fields import Fields
from sync.linkage.rows import TEXTS, WIDTHS, rows_of
from sync.linkage.shares import formed
from sync.model import Card, Judgement, Name, Organization, Record
from sync.normalize.forms import Form
from tests.conftest import ROOT
from tests.test_comparison import compared, level, looked_at, named, table
from tests.test_linkage import run, small_worlds

# --- how much is looked at --------------------------------------------------------------------------------


def of_the_page():
    """Return the limits as docs/linkage-quality.md tells them."""
    page = (ROOT / "docs" / "linkage-quality.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"## How much is looked at\n(.*?)\n## ", page, re.DOTALL)
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", part, re.MULTILINE)
    return {name: int(number) for name, number in rows}, part


def test_the_limits_are_those_of_the_page():
    told, part = of_the_page()
    widths = {name.replace("_", " "): width for name, width in WIDTHS.items()}
    assert told == blocking.LARGEST | widths
    assert looked_at(*[named("zorbella", "quillmont")] * 3) == {(0, 1), (0, 2), (1, 2)}
    given, family = re.search(r"as rare as (\d+) bits .*?, (\d+) where", part, re.DOTALL).groups()
    assert {"given": float(given), "family": float(family)} == rarity.UNKNOWN


def test_of_more_things_than_are_looked_at_the_first_count():
    many = Form(given=("zorbella",), family=("quillmont",), emails=tuple(f"a{n}@y.example" for n in range(6)))
    made = table(many)
    assert [made.texts[number] for number in made.sets["emails"][0]] == list(many.emails[:4])


def test_employers_are_compared_by_spelling_as_far_as_the_second():
    one = named("zorbella", "quillmont", companies=("brevane", "hestrial", "ulvane industries"))
    for place, companies in (
        ("differs", ("ulvane industrie",)),
        ("differs", ("sabran", "perignac", "ulvane industrie")),
    ):
        assert level("company", one, named("perignac", "sabran", companies=companies)) == place
    second = named("zorbella", "quillmont", companies=("brevane", "ulvane industries"))
    other = named("perignac", "sabran", companies=("sabran", "ulvane industrie"))
    assert level("company", second, other) == "close"


# --- which pairs are looked at: where a key is just long enough -------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        # Three letters of a name beside the first of the other.
        pytest.param(named("zor", "quillmont"), named("zor", "qirak"), True, id="given of three and an initial"),
        pytest.param(named("zo", "quillmont"), named("zo", "qirak"), False, id="given of two and an initial"),
        pytest.param(named("anna", "zor"), named("abel", "zor"), True, id="family of three and an initial"),
        pytest.param(named("anna", "zo"), named("abel", "zo"), False, id="family of two and an initial"),
        # One consonant of one word, three of another.
        pytest.param(
            named("ani perignac", "zirbek"), named("sabran", "anu zurbik"), True, id="a word of one consonant"
        ),
        pytest.param(
            named("ai perignac", "zirbak"), named("sabran", "ua zurbik"), False, id="a word of no consonant"
        ),
        # Local parts of six letters.
        pytest.param(
            named("zora", "quillmont", emails=("zorbqx@a.example",)),
            named("perignac", "hestrial", emails=("zorbqx@b.example",)),
            True,
            id="local part of six",
        ),
        pytest.param(
            named("zora", "quillmont", emails=("zorbq@a.example",)),
            named("perignac", "hestrial", emails=("zorbq@b.example",)),
            True,
            id="local part of five, and the mark before it",
        ),
        pytest.param(
            named("zora", "quillmont", emails=("zorb@a.example",)),
            named("perignac", "hestrial", emails=("zorb@b.example",)),
            False,
            id="local part of four",
        ),
        # A rare name alone.
        pytest.param(Form(family=("zork",)), Form(given=("anna",), family=("zork",)), True, id="four letters alone"),
        pytest.param(Form(family=("zor",)), Form(given=("anna",), family=("zor",)), False, id="three letters alone"),
    ],
)  # fmt: skip
def test_a_key_is_one_from_so_many_letters_on(one, two, together):
    assert looked_at(one, two) == ({(0, 1)} if together else set())


def test_names_in_other_pieces_are_the_same_wherever_they_are_cut():
    assert level("name", named("zor", "bellaquillmont"), named("zorbella", "quillmont")) == "same-same"
    assert level("name", named("zor", "bellaquillmant"), named("zorbella", "quillmont")) != "same-same"


# --- lists put together -----------------------------------------------------------------------------------


def rows(*forms):
    return rows_of(Fields.of(forms), ["vcard"] * len(forms), frozenset())


def joined(made, row):
    """Return the names of a row in one word, where that is an alias of somebody."""
    return {made.texts[number] for number in made.joined[row].tolist()} - {""}


def test_an_alias_that_is_both_names_of_somebody_is_found_in_another_part():
    alias, person = Form(given=("z",), aliases=("zorbellaquillmont",)), named("zorbella", "quillmont")
    for parts in ((alias, person), (person, alias)):
        made = base.together([rows(one) for one in parts])
        assert joined(made, parts.index(person)) == {"zorbellaquillmont"}
        assert joined(made, parts.index(alias)) == set()
        assert joined(rows(*parts), parts.index(alias)) == set()
    three = base.together([rows(named("perignac", "hestrial")), rows(alias), rows(person)])
    assert [joined(three, row) for row in range(3)] == [set(), set(), {"zorbellaquillmont"}]
    # The other way round, too; and with an initial beside it.
    turned = Form(given=("z",), aliases=("quillmontzorbella",))
    assert joined(base.together([rows(turned), rows(person)]), 1) == {"quillmontzorbella"}
    # The word may be known of the others as something else.
    known = Form(given=("zorbellaquillmont",))
    assert joined(base.together([rows(person, known), rows(alias)]), 0) == {"zorbellaquillmont"}
    beside = Form(given=("zorbella", "j"), family=("quillmont",))
    assert joined(base.together([rows(alias), rows(beside)]), 1) == {"zorbellaquillmont"}


def test_one_word_is_not_both_names_of_anybody():
    alias = Form(given=("z",), aliases=("zorbella",))
    for single in (Form(given=("j", "zorbella")), Form(family=("j", "zorbella"))):
        assert joined(base.together([rows(alias), rows(single)]), 1) == set()


@given(small_worlds(), st.integers(1, 5))
def test_parts_put_together_say_what_one_list_says(world, cut):
    """Numbers of texts differ; what they stand for does not."""
    forms = [form for _, form in sorted(dict(formed(world[0])).items())]
    whole = rows(*forms)
    parts = base.together([rows(*forms[:cut]), rows(*forms[cut:])])

    def told(made):
        found = {}
        for (kind, what), column in made.columns():
            values = column.tolist()
            if what in TEXTS[kind]:
                values = np.array(made.texts, dtype=object)[column].tolist()
            found[kind, what] = values
        return found

    assert told(parts) == told(whole)


# --- two who share the work -------------------------------------------------------------------------------


class Friend:
    """One of two threads that exchange what they find, as two processes do."""

    def __init__(self, rank, mine, theirs):
        self.rank, self.mine, self.theirs = rank, mine, theirs

    def exchange(self, found):
        self.mine.put(found)
        return self.theirs.get(timeout=60)


def both(work):
    """Return what each of two makes of the same work, half done by each."""
    one, two = Queue(), Queue()
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(work, Friend(0, one, two)), pool.submit(work, Friend(1, two, one))]
        return [each.result(timeout=60) for each in done]


def alike(found, expected):
    """Tell whether two comparisons say the same."""
    same = all(np.array_equal(found.levels[what], expected.levels[what]) for what in comparison.LEVELS)
    rest = ("name_bits", "surplus", "both")
    return same and all(np.array_equal(getattr(found, one), getattr(expected, one)) for one in rest)


@given(small_worlds())
def test_two_find_and_compare_what_one_does(world):
    made = columns.counted(run(world[0]).base.rows)
    left, right = blocking.candidates(made)
    for found in both(lambda peer: blocking.candidates(made, peer=peer)):
        assert [side.tolist() for side in found] == [left.tolist(), right.tolist()]
    alone = comparison.compare(made, left, right)
    assert all(
        alike(found, alone) for found in both(lambda peer: comparison.compare(made, left, right, peer))
    )


@pytest.mark.parametrize("kind", ["emails", "phones", "profiles", "local", "swapped", "given", "consonants"])
def test_two_find_every_kind_of_pair(kind):
    """Whichever of the two goes through a kind of key, the other one is told."""
    forms = {
        "emails": (named("zora", "quil", emails=("x@y.example",)), named("bea", "mont", emails=("x@y.example",))),
        "phones": (named("zora", "quil", phones=("639980001",)), named("bea", "mont", phones=("639980001",))),
        "profiles": (named("zora", "quil", profiles=("in/x",)), named("bea", "mont", profiles=("in/x",))),
        "local": (named("zora", "quil", emails=("zorbqx@a.ex",)), named("bea", "mont", emails=("zorbqx@b.ex",))),
        "swapped": (named("zorbella", "quillmont"), named("quillmont", "zorbella")),
        "given": (named("zor", "quillmont"), named("zor", "qirak")),
        "consonants": (named("zorbella", "quillmont"), named("zirbello", "quellmant")),
    }[kind]  # fmt: skip
    made = table(*forms)
    for left, right in both(lambda peer: blocking.candidates(made, peer=peer)):
        assert (left.tolist(), right.tolist()) == ([0], [1])


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7])
def test_two_compare_halves_of_any_list_of_pairs(size):
    """Also where one has nothing to do, and where one has more."""
    people = [named(f"zor{letter}bella", f"quill{letter}mont") for letter in "abcdefgh"]
    made = table(*people)
    left, right = np.zeros(size, dtype=int), np.arange(1, size + 1)
    alone = comparison.compare(made, left, right)
    assert len(alone.name_bits) == size
    assert all(
        alike(found, alone) for found in both(lambda peer: comparison.compare(made, left, right, peer))
    )


# --- what is told --------------------------------------------------------------------------------------------


def test_an_employer_in_a_name_takes_its_legal_form_with_it():
    """`Marie Brevane SA`, where others work at Brevane: the words behind the first are none of her family name."""
    one, others = named("zorbella", "brevane sa", claims=((1, "brevane"),)), Form(companies=("brevane",))
    known = employers.known(frozenset(), employers.seen(Fields.of([one, others])))
    found = employers.employers_apart(Fields.of([one, others]), known).forms()[0]
    assert (found.given, found.family, found.companies) == (("zorbella",), (), ("brevane",))


@pytest.mark.parametrize(("at_it", "told"), [(5, "rare"), (6, "some"), (20, "some"), (21, "")])
def test_how_common_an_employer_is_goes_to_another_engine(at_it, told):
    """The bounds are those of our own comparison (`test_an_employer_says_less_the_more_people_work_there`)."""
    organization = (Organization("Brevane"),)
    people = [
        Record("vcard", f"{n:02}", "f", 1, Card(name=Name(f"Zora {n}", "Zora", "Q" + "abcdefghijk"[n % 11] * (n + 2)),
               organizations=organization))
        for n in range(at_it)
    ]  # fmt: skip
    row = engine.rows(people)[0]
    assert [kind for kind in ("rare", "some") if row[f"{kind}_companies"]] == ([told] if told else [])


def test_rarity_goes_out_in_hundredths_of_a_bit():
    people = [
        Record("vcard", str(n), "f", 1, Card(name=Name(f"{given} {family}", given, family)))
        for n, (given, family) in enumerate(
            (("Jean", "Martin"), ("Jean", "Dupont"), ("Anna", "Martin"), ("Zoé", "Roy"))
        )
    ]
    for what in ("given_bits", "family_bits"):
        bits = [row[what] for row in engine.rows(people)]
        assert bits == [round(value, 2) for value in bits]
        assert any(value != round(value, 1) for value in bits)


def test_two_slips_in_six_letters_are_a_little_alike_and_in_five_they_are_not():
    """A third of the letters may be wrong in words that are a little alike; more than a quarter is no slip of the pen."""
    assert level("name", named("zorbel", "quillmont"), named("zortec", "quillmont")) == "like-same"
    assert level("name", named("zorbe", "quillmont"), named("zorga", "quillmont")) == "differs-same"


def test_how_somebody_is_addressed_goes_to_another_engine():
    def told(title):
        name = Name(full="Zorbella Quillmont", given="Zorbella", surname="Quillmont", title=title)
        return engine.rows([Record("vcard", "x", "f", 1, Card(name=name))])[0]["gender"]

    assert told("Madame")
    assert told("Madame") != told("Monsieur")
    assert told("") is None


def test_what_no_level_says_weighs_nothing_with_another_engine():
    for one in engine.settings(5000)["comparisons"]:
        last = one["comparison_levels"][-1]
        assert last["sql_condition"] == "ELSE"
        assert log2(last["m_probability"] / last["u_probability"]) == 0


def test_only_what_says_something_is_evidence():
    found = compared(named("zorbella", "quillmont"), named("zorbella", "quillmont"))
    beside = scoring._beside_names(bytes(int(found.levels[what][0]) for what in scoring.OTHERS))
    assert [one.what for one in beside] == []


def test_a_chance_is_told_in_millionths():
    """A tenth of a bit: 1 / (1 + 2 ** -0.1) is 0.5173217…"""
    graph = people.Graph(2, *(np.array([one]) for one in (0, 1, 0.1, False, True, False)))
    found = compared(named("zorbella", "quillmont"), named("perignac", "hestrial"))
    [pair] = scoring.Scored([("s", "0"), ("s", "1")], found, graph).pairs([0], ["question"])
    assert pair.probability == 0.517322


def test_only_a_record_without_any_letter_of_a_name_is_nameless():
    forms = [
        named("zorbella", "quillmont"),
        Form(emails=("a@y.example",)),
        Form(family=("q",)),
        Form(given=("z",)),
    ]
    assert scoring.scored([("s", str(n)) for n in range(4)], table(*forms)).graph.nameless == {1}


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        # The same consonants in both names.
        (named("zorbel", "zarbel"), named("zurbel", "zerbel"), True),
        # Of three words two that have four consonants together; not three.
        (named("zora", "bala mixut"), named("zera", "bela fodov"), True),
        (named("zora", "ba mixut"), named("zera", "be fodov"), False),
    ],
)
def test_consonants_are_a_key_if_there_are_enough(one, two, together):
    assert looked_at(one, two) == ({(0, 1)} if together else set())


def test_of_words_on_pairs_the_latest_holds_and_the_users_come_first():
    def word(verdict, by, at, a="a", b="b"):
        return Judgement(("s", a), ("s", b), verdict, by, at)

    auto, other = word("same", "reseau 1", "2026-01-01"), word("same", "reseau 1", "2026-01-02", "c", "d")
    old, new = word("same", "user", "2026-02-01", "e", "f"), word("different", "user", "2026-03-01", "f", "e")
    later = word("different", "user", "2026-03-02", "g", "h")
    assert standing([other, later, auto, new, old]) == [new, later, auto, other]
    # What the user said stands against what reseau found later.
    assert standing(
        [word("different", "user", "2026-01-01"), auto, word("same", "reseau 2", "2026-05-01")]
    ) == [word("different", "user", "2026-01-01")]


def test_of_some_that_are_new_only_their_own_pairs_are_told():
    forms = [
        named("anna", "martin"),
        named("anna", "martin"),
        named("jean", "durand"),
        named("jean", "durand"),
    ]
    refs, rows_, known = [("s", str(n)) for n in range(4)], np.arange(4), table(*forms)
    found = scoring.scored(refs, known)

    def pairs(**some):
        told = concluding.concluded(found, known, rows_, (), "reseau 1", "2026-01-01", **some).pairs
        return [(pair.a[1], pair.b[1], pair.decision) for pair in told]

    assert pairs() == [("0", "1", "question"), ("2", "3", "question")]
    assert pairs(among=frozenset(range(4)), new={0}) == [("0", "1", "question")]
