"""Two records compared, thing by thing: which level it ends in, what the names are worth, which pairs are looked at.

Names are made up where nicknames of real ones would meddle. Rows read: what one record says, what the other, the level.
"""

from math import log2

import numpy as np
import pytest

from sync.linkage import blocking, columns, comparison, decision, employers, engine, people, rarity, weights
from sync.linkage.cluster import partition
from sync.linkage.comparison import LEVELS
from sync.linkage.fields import Fields
from sync.model import Anniversary, Card, Email, Name, Organization, Phone, Record, Title
from sync.normalize import names, nicknames
from sync.normalize.forms import Form, form

ZORA = Form(given=("zorbella",), family=("quillmont",))


def table(*forms, sources=(), webmail=frozenset(("gmail.com",))):
    return columns.encode(Fields.of(forms), sources or [f"s{n}" for n in range(len(forms))], webmail)


def compared(*forms, **more):
    """Compare the first two forms, in a list where the others are, too."""
    return comparison.compare(table(*forms, **more), np.array([0]), np.array([1]))


def texts_of(form):
    """Return every text of a form, and what is made of some of them."""
    several = (
        form.given, form.family, form.aliases, form.companies, form.emails, form.phones, form.profiles, form.nicknames,
        (form.title, form.middle, form.gender, form.birth, form.generation, form.native),
        tuple(part for one in form.emails for part in one.split("@")), tuple(claim for _, claim in form.claims),
        tuple("+" + one for one in form.phones),
    )  # fmt: skip
    return {text for some in several for text in some if text}


def level(what, *forms, **more):
    """Return the level of the first two forms; it is the same the other way round, and whatever text was numbered first."""
    there, back = compared(*forms, **more), compared(*forms[1::-1], *forms[2:], **more)
    found = LEVELS[what][there.levels[what][0]]
    assert found == LEVELS[what][back.levels[what][0]], "the other way round"
    for text in sorted(texts_of(forms[0]) | texts_of(forms[1])) if len(forms) < 9 else ():
        sources = ["first", *more["sources"]] if "sources" in more else ()
        known = table(Form(given=(text,)), *forms, sources=sources)
        beside = comparison.compare(known, np.array([1]), np.array([2]))
        assert found == LEVELS[what][beside.levels[what][0]], f"numbered first: {text}"
    return found


def named(given, family, **more):
    return Form(given=tuple(given.split()), family=tuple(family.split()), **more)


NAMES = [
    # given, family; given, family; grades of both
    ("zorbella", "quillmont", "zorbella", "quillmont", "same-same"),
    ("zorbella", "quillmont", "quillmont", "zorbella", "same-same"),
    ("", "quillmont", "zorbella", "quillmont", "missing-same"),
    ("zorbella", "", "zorbella", "quillmont", "same-missing"),
    ("robert", "quillmont", "bob", "quillmont", "short-same"),
    ("bob", "brevane", "robert", "hestrial", "short-differs"),
    # A given name of two words beside one of them; two of two that share one are two people's.
    ("zorbella ulvane", "quillmont", "zorbella", "quillmont", "part-same"),
    ("zorbella ulvane", "quillmont", "zorbella perignac", "quillmont", "differs-same"),
    ("zorbella", "quillmont brevane", "zorbella", "quillmont", "same-part"),
    ("zorbella", "quillmont brevane", "zorbella", "quillmont hestrial", "same-differs"),
    # Slips of the pen: from nine tenths on, or a little less with the same consonants.
    ("zorbella", "quillmont", "zorbela", "quillmont", "close-same"),
    ("zorbella", "quillmont", "zirbello", "quillmont", "close-same"),
    ("zorbella", "quillmont", "zorbella", "quellmant", "same-close"),
    ("zorbella", "quillmont", "zorbella", "hestrial", "same-differs"),
    ("zorbella", "quillmont", "perignac", "quillmont", "differs-same"),
    # The beginning of a given name from three letters on; not that of a family name; not the other sex.
    ("zor", "quillmont", "zorbella", "quillmont", "close-same"),
    ("zo", "quillmont", "zorbella", "quillmont", "differs-same"),
    ("zorbella", "qui", "zorbella", "quillmont", "same-differs"),
    ("michel", "quillmont", "michelle", "quillmont", "differs-same"),
    ("z", "quillmont", "zorbella", "quillmont", "initial-same"),
    ("p", "quillmont", "zorbella", "quillmont", "differs-same"),
    ("zorbella", "q", "zorbella", "quillmont", "same-initial"),
    ("z", "quillmont", "z", "quillmont", "initial-same"),
    # Swapped where that agrees better, and only there.
    ("quillmont", "zorbella", "zorbela", "quillmont", "same-close"),
    ("zorbella", "brevane", "quillmont", "hestrial", "differs-differs"),
    ("", "", "zorbella", "quillmont", "missing-missing"),
    # A letter beside a name is no name; a word of two letters is one.
    ("zorbella p", "quillmont", "zorbella", "quillmont", "same-same"),
    ("zorbella", "quillmont b", "zorbella", "quillmont", "same-same"),
    ("bo", "li", "bo", "wu", "same-differs"),
    ("bo na", "li", "bo", "li", "part-same"),
    ("robert zorbella", "quillmont", "bob", "quillmont", "short-same"),
    # Consonants tell something from two on.
    ("zora", "quillmont", "zura", "quillmont", "close-same"),
    ("zoa", "quillmont", "zia", "quillmont", "differs-same"),
    # More letters wrong than in a slip of the pen.
    ("zorbella", "quillmont", "zorbella", "quallminx", "same-like"),
    ("zorbella", "quillmont", "zorbella", "hallmanx", "same-differs"),
    ("zor", "quillmont", "zot", "quillmont", "differs-same"),
    # Of several words each looks for its like, wherever the family name begins.
    ("zorbella ulvane perignac", "quillmont", "zorbella", "ulvane perignac quilmont", "same-close"),
    ("zorbella", "quillmont", "zorbella perignac", "ulvane quillmont", "part-part"),
    ("zorbella ulvane", "quillmont", "perignac", "zorbella ulvane quillmont", "part-same"),
    ("zorbella", "ulvane quillmont", "zorbella", "perignac quillmont", "same-differs"),
    ("zorbella", "hestrial", "hestrial perignac", "brevane ulvane", "differs-differs"),
    ("zorbella", "jon gun quillmont", "zorbella", "jongun quillmont", "same-same"),
    # Written together with a slip; not with two, nor with two letters more. In other pieces it is the same.
    ("zorbella", "jon gun quillmont", "zorbella", "jongan quillmont", "same-close"),
    ("zorbella", "jon gun quillmont", "zorbella", "jengan quillmont", "same-differs"),
    ("zorbella", "jon gun quillmont", "zorbella", "jongunaa quillmont", "same-differs"),
    ("zorbella", "jo ngun quillmont", "zorbella", "jon gun quillmont", "same-same"),
    ("jon gun", "quillmont", "jongun", "quillmont", "same-same"),
    # Cut elsewhere, and turned, whichever of the two comes first; an initial is no piece.
    ("quill", "montzorbella", "zorbella", "quillmont", "same-same"),
    ("zorbella", "quillmont", "quill", "montzorbella", "same-same"),
    ("montzorbella", "quill", "quillmont", "zorbella", "same-same"),
    ("q", "montzorbella", "qmont", "zorbella", "initial-like"),
    ("qmont", "zorbella", "q", "montzorbella", "initial-like"),
    # Two slips in two words; one word that is a little alike lowers its part alone.
    ("zorbella", "ulvane quillmont", "zorbela", "ulvone quillmont", "close-close"),
    ("zorbella ulvane", "quillmont", "zorbella ulvane", "quallminx", "same-like"),
    ("robert", "ulvane quillmont", "bob", "ulvane quillmont", "short-same"),
    ("michel", "ulvane quillmont", "michelle", "ulvane quillmont", "differs-same"),
    # Written twice it may be the father's, too.
    ("zorbella zorbella", "quillmont", "zorbella", "quillmont", "part-same"),
    ("zorbella", "zorbella quillmont", "zorbella", "quillmont", "same-part"),
    # Small words tell nothing, but whose son one is.
    ("zorbella", "al quillmont", "zorbella", "el quillmont", "same-same"),
    ("zorbella", "al quillmont", "zorbella", "al hestrial", "same-differs"),
    ("zorbella", "bin quillmont al perignac", "quillmont", "bin zorbella al perignac", "differs-same"),
    ("zorbella", "bin quillmont al perignac", "zorbella", "ibn quillmont perignac", "same-same"),
    # One word for both names; letters without vowels.
    ("zorbellaquillmont", "", "zorbella", "quillmont", "same-same"),
    ("", "zorbellaquillmont", "zorbella", "quillmont", "same-same"),
    ("", "quillmontzorbella", "zorbella", "quillmont", "same-same"),
    # One part of a name alone, of which one has a word more.
    ("zorbella ulvane", "", "zorbella", "", "part-missing"),
    ("zorbella", "", "zorbella ulvane", "", "part-missing"),
    ("", "quillmont brevane", "", "quillmont", "missing-part"),
    ("quillmontzorbela", "", "zorbella", "quillmont", "close-close"),
    ("zora", "", "zo", "ra", "differs-missing"),
    ("hsn", "qsm", "hassan", "qasim", "close-close"),
    # Spellings of one family name, which no given name has.
    ("zorbella", "wang", "zorbella", "ong", "same-close"),
    ("wang", "quillmont", "ong", "quillmont", "differs-same"),
]


@pytest.mark.parametrize(("given", "family", "other", "others_family", "expected"), NAMES)
def test_names_are_compared_part_by_part(given, family, other, others_family, expected):
    forms = named(given, family), named(other, others_family)
    words = texts_of(forms[0]) | texts_of(forms[1])
    for first in ((), *((Form(given=(text,)),) for text in sorted(words))):
        known, at = table(*first, *forms), len(first)
        found = comparison.compare(known, np.array([at]), np.array([at + 1]))
        assert LEVELS["name"][found.levels["name"][0]] == expected, first


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # In two scripts it is one name.
        ("Wei Zhang 张伟", (("wei",), ("zhang",))),
        ("贝拉克·奥巴马", (("beilake",), ("aobama",))),
        ("バラク・オバマ", (("baraku",), ("obama",))),
        ("Ahmed Ahmed Ali", (("ahmed", "ahmed"), ("ali",))),
    ],
)
def test_words_of_a_name_as_they_are_compared(written, expected):
    found = form(Record("vcard", "x", "", 1, Card(name=names.person(written))))
    assert (found.given, found.family) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        # A maiden name that an address gives away; both names written as one word, either way round.
        (named("zorbella", "quillmont"), named("zorbella", "brevane", aliases=("quillmont",)), "same-alias"),
        (
            named("zorbella", "quillmont"),
            named("zorb", "brevane", aliases=("zorbellaquillmont",)),
            "same-same",
        ),
        (
            named("zorbella", "quillmont"),
            named("zorb", "brevane", aliases=("quillmontzorbella",)),
            "same-same",
        ),
        (named("zorbella", "quillmont"), named("perignac", "quillmont", aliases=("zorbella",)), "alias-same"),
        (named("zorbella", ""), named("perignac", "quillmont", aliases=("zorbella",)), "alias-missing"),
        (named("perignac", "quillmont", nicknames=("bob",)), named("robert", "quillmont"), "short-same"),
        # The same letters in Latin, others in Chinese: two people.
        (named("wei", "zhang", native="张伟"), named("wei", "zhang", native="张薇"), "differs-same"),
        (named("wei", "zhang", native="张伟"), named("wei", "zhang"), "same-same"),
        (named("wei", "zhang", native="张伟"), named("wei", "zhang", native="张伟"), "same-same"),
    ],
)
def test_names_beside_names(one, two, expected):
    assert level("name", one, two) == expected


@pytest.mark.parametrize(
    ("what", "one", "two", "expected"),
    [
        ("title", {}, {}, "none"),
        ("title", {"title": "daf"}, {}, "none"),
        ("title", {"title": "daf"}, {"title": "daf"}, "same"),
        ("title", {"title": "daf"}, {"title": "drh"}, "differs"),
        ("gender", {"gender": "f"}, {"gender": "m"}, "differs"),
        ("gender", {"gender": "f"}, {"gender": "f"}, "same"),
        ("middle", {"middle": "j"}, {"middle": "k"}, "differs"),
        ("middle", {"middle": "j"}, {"middle": "j"}, "same"),
        ("middle", {"middle": "j"}, {}, "none"),
        ("generation", {}, {}, "none"),
        ("generation", {"generation": "junior"}, {"generation": "junior"}, "same"),
        ("generation", {"generation": "junior"}, {}, "one"),
        ("generation", {"generation": "junior"}, {"generation": "senior"}, "differs"),
        ("birthday", {"birth": "1985-03-15"}, {"birth": "1985-03-15"}, "same"),
        ("birthday", {"birth": "1985-03-15"}, {"birth": "--03-15"}, "same"),
        ("birthday", {"birth": "1985-03-15"}, {"birth": "1961-03-15"}, "differs"),
        ("birthday", {"birth": "1985-03-15"}, {"birth": "1985-03-16"}, "differs"),
        ("birthday", {"birth": "1985-03-15"}, {}, "none"),
        ("profile", {"profiles": ("in/a",)}, {"profiles": ("in/a",)}, "same"),
        ("profile", {"profiles": ("in/a", "in/b")}, {"profiles": ("in/c", "in/b")}, "same"),
        ("profile", {"profiles": ("in/a",)}, {"profiles": ("in/b",)}, "differs"),
        ("profile", {"profiles": ("in/a",)}, {}, "none"),
        ("origin", {"profiles": ("in/a",)}, {"profiles": ("in/b",)}, "two-profiles"),
        ("origin", {"profiles": ("in/a",)}, {"profiles": ("in/a",)}, "other-source"),
        ("origin", {"profiles": ("in/a",)}, {}, "one-profile"),
        ("origin", {}, {}, "other-source"),
        ("reading", {}, {}, "named"),
        ("reading", {"named": False}, {}, "one-address"),
        ("reading", {"named": False}, {"named": False}, "two-addresses"),
        ("email", {}, {"emails": ("a@x.example",)}, "none"),
        ("email", {"emails": ("z@x.example",)}, {"emails": ("y@w.example", "z@x.example")}, "same"),
        ("email", {"emails": ("info@x.example",)}, {"emails": ("info@x.example",)}, "shared"),
        ("email", {"emails": ("zorbella@x.example",)}, {"emails": ("zorbella@w.example",)}, "same-local"),
        ("email", {"emails": ("info@x.example",)}, {"emails": ("info@w.example",)}, "differs"),
        ("email", {"emails": ("zora@x.example",)}, {"emails": ("bella@x.example",)}, "two-mailboxes"),
        ("email", {"emails": ("zora@gmail.com",)}, {"emails": ("bella@gmail.com",)}, "differs"),
        ("email", {"emails": ("zora@x.example",)}, {"emails": ("bella@w.example",)}, "differs"),
        ("phone", {"phones": ("33639980001",)}, {"phones": ("33639980002", "33639980001")}, "same"),
        ("phone", {"phones": ("33639980001",)}, {"phones": ("33639980002",)}, "differs"),
        ("phone", {"phones": ("33639980001",)}, {}, "none"),
        ("company", {"companies": ("brevane",)}, {"companies": ("hestrial", "brevane")}, "same-rare"),
        ("company", {"companies": ("brevane",)}, {}, "none"),
        ("company", {"companies": ("brevane",)}, {"companies": ("hestrial",)}, "differs"),
        ("company", {"companies": ("brevane industrie",)}, {"companies": ("brevane industries",)}, "close"),
        ("company", {"companies": ("x", "brevane industrie")}, {"companies": ("brevane industries",)}, "close"),
        ("company", {"companies": ("brevane",)}, {"claims": ((2, "brevane"),)}, "claimed"),
        # The employer that an address names; not a provider of mailboxes.
        ("company", {"emails": ("z@brevane.example",)}, {"companies": ("brevane",)}, "same-rare"),
        ("company", {"emails": ("z@gmail.com",)}, {"companies": ("gmail",)}, "none"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", [ZORA, Form()], ids=["named", "nameless"])
def test_what_else_is_compared(who, what, one, two, expected):
    assert level(what, who._replace(**one), who._replace(**two)) == expected


def test_two_of_one_source_are_told():
    assert level("origin", ZORA, ZORA, sources=["book", "book"]) == "same-source"
    # Two profiles say more than the source.
    mine, yours = ZORA._replace(profiles=("in/a",)), ZORA._replace(profiles=("in/b",))
    assert level("origin", mine, yours, sources=["book", "book"]) == "two-profiles"
    assert level("origin", mine, ZORA, sources=["book", "book"]) == "same-source"


@pytest.mark.parametrize(
    ("bearers", "expected"), [(1, "same"), (2, "two-names"), (3, "shared"), (5, "shared")]
)
@pytest.mark.parametrize("what", ["phone", "email"])
def test_a_number_says_less_the_more_given_names_bear_it(what, bearers, expected):
    value = {"phones": ("33639980001",)} if what == "phone" else {"emails": ("zq@x.example",)}
    mine = ZORA._replace(**value)
    others = [mine._replace(given=(f"{letter}ora",)) for letter in "abcd"[: bearers - 1]]
    assert level(what, mine, mine, *others) == expected


@pytest.mark.parametrize(
    ("at_it", "everybody", "expected"),
    [(5, 100, "same-rare"), (6, 100, "same"), (20, 100, "same"), (21, 100, "same-large"), (12, 24_000, "same-rare"), (13, 24_000, "same"), (96, 24_000, "same"), (97, 24_000, "same-large")],
)  # fmt: skip
def test_an_employer_says_less_the_more_people_work_there(at_it, everybody, expected):
    mine = ZORA._replace(companies=("brevane",))
    others = [mine] * (at_it - 2) + [ZORA] * (everybody - at_it)
    assert level("company", mine, mine, *others) == expected


@pytest.mark.parametrize(
    ("profiles", "expected"), [(0, "none"), (1, "one-profile"), (2, "two-profiles"), (4, "more-profiles")]
)
def test_namesakes_are_counted_by_their_profiles(profiles, expected):
    others = [ZORA._replace(profiles=(f"in/z{n}",)) for n in range(profiles)]
    assert level("namesakes", ZORA, ZORA, *others) == expected
    # Of names that do not agree they say nothing.
    assert level("namesakes", ZORA, named("perignac", "hestrial"), *others) == "none"


# --- how rare a name is ------------------------------------------------------------------------------------


def bits(kind, *counts, distinct):
    """The rarity of unknown names, each borne by so many of `distinct`: what the program knows of its own, and the list."""
    own = 2.0 ** -rarity.UNKNOWN[kind]
    return [-log2((max(n - 1, 0) + 3000 * own) / (distinct + 3000)) for n in counts]


def test_a_name_is_rarer_the_fewer_bear_it():
    def told(kind, counts, distinct):
        shares = np.array(rarity.shares(kind, counts))
        return rarity.bits(np.array(list(counts.values())), shares, distinct)

    assert told("given", {"zorbella": 1, "ulvane": 4}, 10) == pytest.approx(bits("given", 1, 4, distinct=10))
    assert told("family", {"quillmont": 3}, 500) == pytest.approx(bits("family", 3, distinct=500))
    common = rarity.population()["given"]["jean"]
    assert told("given", {"jean": 1}, 0) == pytest.approx([common])
    assert common < rarity.UNKNOWN["given"]


def test_records_of_one_name_do_not_make_it_common():
    """A name is counted once for each distinct full name that holds it."""
    many = table(*[ZORA] * 5, ZORA._replace(family=("brevane",)))
    given = bits("given", 2, distinct=2)[0]
    assert many.given_bits == pytest.approx([given] * 6, abs=1e-4)
    assert many.family_bits == pytest.approx([bits("family", 1, distinct=2)[0]] * 6, abs=1e-4)


def test_who_has_no_whole_name_speaks_for_nobody_whoever_comes_first():
    short = [named("a", "quillmont"), named("ulvane", "")]
    for rows in (short, short[::-1]):
        found = table(*rows, ZORA)
        assert found.family_bits[2] == pytest.approx(bits("family", 1, distinct=1)[0], abs=1e-4)


def test_further_words_of_a_name_count_for_a_part_and_particles_not_at_all():
    found = table(named("zorbella ulvane", "de quillmont brevane"))
    given, family = bits("given", 1, distinct=1)[0], bits("family", 1, distinct=1)[0]
    assert found.given_bits == pytest.approx([1.35 * given], abs=1e-4)
    assert found.family_bits == pytest.approx([1.6 * family], abs=1e-4)


GIVEN, FAMILY = bits("given", 1, distinct=2)[0], bits("family", 1, distinct=2)[0]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("zorbella quillmont", "zorbella brevane", bits("given", 2, distinct=2)[0]),
        ("zorbella quillmont", "zorbela quillmont", GIVEN - 2 + bits("family", 2, distinct=2)[0]),
        # An initial makes no whole name: that one does not count.
        ("z quillmont", "zorbella quillmont", 4.0 + bits("family", 1, distinct=1)[0]),
        ("zorbella quillmont", "perignac hestrial", 0.0),
    ],
)
def test_what_agrees_of_names_is_worth_its_rarity(one, two, expected):
    found = compared(*(named(*text.split()) for text in (one, two)))
    assert found.name_bits == pytest.approx([expected], abs=0.01)
    assert found.surplus == pytest.approx([expected - log2(1000)], abs=0.01)


def test_of_a_thousand_people_at_least_chance_is_reckoned():
    found = compared(ZORA, ZORA)
    assert found.name_bits - found.surplus == pytest.approx([log2(1000)], abs=1e-4)


def test_both_names_in_one_word_with_a_slip_are_worth_a_slip_less_than_the_longer():
    one, two = named("zurbellaquillmont", ""), named("zorbella", "quillmont")
    known = table(one, two)
    longer = max(known.given_bits + known.family_bits)
    assert level("name", one, two) == "close-close"
    assert compared(one, two).name_bits == pytest.approx([longer - 2], abs=0.01)


@pytest.mark.parametrize("part", ["given", "family"])
def test_every_short_form_and_every_spelling_is_known_of_its_name(part):
    """The first two of each group, whatever the number of the group."""
    groups = {}
    for text, numbers in (nicknames._families() if part == "given" else nicknames._spellings()).items():
        for number in numbers if len(text) > 1 else ():  # a letter alone is an initial
            groups.setdefault(number, []).append(text)
    pairs = [(number, *sorted(texts)[:2]) for number, texts in groups.items() if len(texts) > 1]
    assert {number for number, *_ in pairs} >= {0, 1, 2}
    forms = []
    for _, one, two in pairs:
        forms += [
            named(one, "quillmont") if part == "given" else named("zorbella", one),
            named(two, "quillmont") if part == "given" else named("zorbella", two),
        ]
    left = np.arange(0, len(forms), 2)
    found = comparison.compare(table(*forms), left, left + 1)
    grades = {LEVELS["name"][number] for number in found.levels["name"].tolist()}
    wanted = {"short-same", "close-same"} if part == "given" else {"same-close"}
    assert grades <= wanted


def test_a_short_form_is_worth_a_bit_less():
    one, two = (named(given, "quillmont") for given in ("robert", "bob"))
    least = min(table(one, two).given_bits)
    assert compared(one, two).name_bits == pytest.approx(
        [least - 1 + bits("family", 2, distinct=2)[0]], abs=0.01
    )


def test_the_same_whole_name_is_worth_both_parts():
    assert compared(ZORA, ZORA).name_bits == pytest.approx(
        [bits("given", 1, distinct=1)[0] + bits("family", 1, distinct=1)[0]], abs=0.01
    )
    # … the longer one, where both parts are written as one word.
    long = named("zorbella", "quillmont brevane")
    short = Form(given=("z",), family=("b",), aliases=("zorbellaquillmontbrevane",))
    found = compared(long, short)
    assert found.name_bits == pytest.approx(
        table(long, short).given_bits[0] + table(long, short).family_bits[0], abs=0.01
    )


def test_swapped_names_are_worth_what_agrees_crosswise():
    one, two = named("quillmont", "zorbella"), named("zorbela", "quillmont")
    known = table(one, two)
    family = min(known.given_bits[0], known.family_bits[1])
    given = min(known.family_bits[0], known.given_bits[1]) - 2
    assert compared(one, two).name_bits == pytest.approx([given + family], abs=0.01)


def worth(known, *words):
    """Return the bits of words, each by itself; with a `~` less by those of a slip."""
    numbers = {text: number for number, text in enumerate(known.texts)}
    return sum(float(known.token_bits[numbers[word.strip("~")]]) - 2 * word.startswith("~") for word in words)


@pytest.mark.parametrize(
    ("one", "two", "expected", "agree"),
    [
        # One name alone, wherever it is written, with a slip; a letter alone.
        (("", "zorbella"), ("zurbella", ""), "missing-close", ("~zurbella",)),
        (("li", "z"), ("li", "z"), "same-initial", None),
        (("z", ""), ("", "z"), "initial-missing", (4.0,)),
        # Word by word: all have their like, one of them written without vowels.
        (
            ("zora", "brevane zorbellaquillmont hassan"),
            ("brevane zorbellaquillmont", "zora hsn"),
            "same-close",
            ("zora", "brevane", "zorbellaquillmont", "~hassan"),
        ),
        (("hsn", "ong ahmed"), ("ong", "ahmed"), "part-same", ("ong", "ahmed")),
        (("li", "al bin li"), ("bin li", "al li"), "same-same", None),
        # Something is over on both sides: another name, though words agree.
        (("brevane li", "hestrial"), ("bo li", "brevane"), "part-differs", ("brevane", "li")),
        (
            ("ahmed michel hassan", "zora hestrial"),
            ("bob ahmed michel", "bo zorbella jon"),
            "differs-differs",
            ("ahmed", "michel"),
        ),
        (("zorbella", ""), ("perignac", ""), "missing-missing", ()),
        # A little alike is worth nothing; the beginning of a long word is a little alike.
        (("hassan", "quillmont"), ("quillmontzorbella", "wang"), "differs-like", ()),
        (("perignac", "perignac bob"), ("perignac", "bo"), "same-like", ("perignac",)),
        # Given names that differ by one word, and a family name that is a letter.
        (("robert jon", "z"), ("robert hassan", "z"), "differs-initial", (4.0,)),
    ],
)
def test_names_of_several_words_agree_as_far_as_their_words_do(one, two, expected, agree):
    forms = named(*one), named(*two)
    assert LEVELS["name"][compared(*forms).levels["name"][0]] == expected
    if agree is not None:
        known = table(*forms)
        bits_ = worth(known, *(word for word in agree if isinstance(word, str)))
        told = bits_ + sum(word for word in agree if isinstance(word, float))
        assert compared(*forms).name_bits == pytest.approx([told], abs=0.02)


def test_chance_grows_with_the_list():
    big = compared(*[ZORA] * 4000)
    assert big.name_bits[0] - big.surplus[0] == pytest.approx(log2(4000), abs=0.01)
    assert big.both[0]


@pytest.mark.parametrize(("one", "two", "both"), [
    ("zorbella quillmont", "zorbela quillmont", True), ("z quillmont", "zorbella quillmont", True),
    ("zorbella quillmont", "zorbella hestrial", False), ("zorbella quillmont", "zorbella q", False),
    ("robert quillmont", "bob quillmont", True), ("perignac quillmont", "zorbella quillmont", False),
])  # fmt: skip
def test_both_names_agree_or_not(one, two, both):
    assert bool(compared(*(named(*text.split()) for text in (one, two))).both[0]) == both


# --- weights -----------------------------------------------------------------------------------------------


def made(surplus=0.0, *, both=True, bits=30.0, **levels):
    """A pair compared by hand: levels by name, those not named the first of each."""
    numbers = {what: np.array([names.index(levels.get(what, names[0]))]) for what, names in LEVELS.items()}
    return comparison.Compared(
        numbers, np.array([bits], np.float32), np.array([surplus], np.float32), np.array([both])
    )


def test_the_weight_is_the_sum_of_the_evidence():
    told = weights.table()
    found = weights.weigh(made(name="same-same", email="same", company="differs", surplus=2.0))
    others = [
        told[what].get(names[0], 0.0)
        for what, names in LEVELS.items()
        if what not in ("name", "email", "company")
    ]
    expected = (
        told["prior"]["all"] + told["name"]["same-same"] + told["email"]["same"] + told["company"]["differs"]
        + 2 * told["surplus"]["both-above"] + sum(others)
    )  # fmt: skip
    assert found == pytest.approx([expected], abs=0.01)


@pytest.mark.parametrize(("surplus", "both", "slope", "counted"), [
    (3.0, True, "both-above", 3.0), (-3.0, True, "both-below", -3.0), (3.0, False, "one-above", 3.0),
    (-3.0, False, "one-below", -3.0), (99.0, True, "both-above", 14.0), (-99.0, False, "one-below", -14.0),
])  # fmt: skip
def test_rarity_counts_by_its_slope_up_to_a_limit(surplus, both, slope, counted):
    plain, found = (weights.name_weight(made(n, both=both, name="same-same")) for n in (0.0, surplus))
    assert found - plain == pytest.approx([counted * weights.table()["surplus"][slope]], abs=0.01)


def test_weights_are_probabilities():
    assert weights.probability(np.array([0.0, 1.0, -1.0, 99.0])) == pytest.approx([1 / 2, 2 / 3, 1 / 3, 1.0])


# --- what is linked without asking -------------------------------------------------------------------------

SURE, RARE = 9.0, {"name": "same-same", "bits": decision.CROWD + 9}

DECIDED = [
    # what agrees; whether it may be linked without asking
    ({"name": "same-same", "email": "same"}, True),
    ({"name": "short-same", "email": "same"}, True),
    ({"name": "initial-same", "email": "same"}, True),
    ({"name": "part-close", "email": "same"}, True),
    ({"name": "close-same", "email": "same"}, False),
    ({"name": "same-initial", "email": "same"}, False),
    ({"name": "missing-missing", "email": "same"}, False),
    # Names that are but a little alike are no grounds.
    ({"name": "same-like", "email": "same"}, False),
    ({"name": "like-same", "email": "same"}, False),
    ({"name": "same-same", "email": "two-names"}, True),
    ({"name": "short-same", "email": "two-names"}, True),
    ({"name": "part-same", "email": "two-names"}, False),
    ({"name": "same-same", "email": "shared"}, False),
    ({"name": "same-same", "email": "same-local"}, False),
    ({"name": "same-same", "phone": "same"}, True),
    ({"name": "short-same", "phone": "same"}, False),
    ({"name": "same-alias", "phone": "same"}, True),
    ({"name": "same-differs", "phone": "same"}, False),
    ({"name": "short-same", "phone": "two-names"}, True),
    ({"name": "same-part", "phone": "two-names"}, False),
    ({"name": "same-same", "phone": "shared"}, False),
    # One employer: a name that not many bear; at a large one a rarer name.
    ({"name": "same-same", "company": "same-rare", "bits": 13.4}, True),
    ({"name": "same-same", "company": "same", "bits": 13.4}, True),
    ({"name": "same-same", "company": "same", "bits": decision.CROWD}, True),
    ({"name": "same-same", "company": "same", "bits": 13.2}, False),
    ({"name": "same-part", "company": "same", "bits": 13.4}, True),
    ({"name": "same-alias", "company": "same", "bits": 13.4}, True),
    ({"name": "same-close", "company": "same", "bits": 13.4}, False),
    ({"name": "short-same", "company": "same", "bits": 13.4}, False),
    ({"name": "same-same", "company": "same-large", "bits": 15.2}, False),
    ({"name": "same-same", "company": "same-large", "bits": decision.CROWD + 2}, True),
    ({"name": "same-same", "company": "same-large", "bits": 15.4}, True),
    ({"name": "same-same", "company": "close", "bits": 15.4}, True),
    ({"name": "same-same", "company": "claimed", "bits": 15.4}, True),
    ({"name": "same-same", "company": "differs", "bits": 15.4}, False),
    ({"name": "same-same", "company": "same-large", "bits": 15.4, "namesakes": "two-profiles"}, False),
    ({"name": "same-same", "company": "same-rare", "bits": 13.4, "namesakes": "two-profiles"}, True),
    # A rare name alone, where one record is a profile and nothing else is known.
    ({**RARE, "origin": "one-profile"}, True),
    ({**RARE, "origin": "one-profile", "bits": decision.CROWD + 8.5}, True),
    ({**RARE, "origin": "one-profile", "bits": decision.CROWD + 8}, False),
    ({**RARE, "origin": "one-profile", "name": "short-same"}, False),
    ({**RARE, "origin": "one-profile", "name": "same-part"}, False),
    ({**RARE, "origin": "one-profile", "reading": "one-address"}, False),
    ({**RARE, "origin": "one-profile", "company": "differs"}, False),
    ({**RARE, "origin": "one-profile", "email": "differs"}, False),
    ({**RARE, "origin": "one-profile", "phone": "differs"}, False),
    ({**RARE, "origin": "one-profile", "namesakes": "more-profiles"}, False),
    ({**RARE, "origin": "one-profile", "namesakes": "one-profile"}, True),
    (RARE, False),
    ({"name": "same-same", "profile": "same"}, True),
    ({"name": "close-differs", "profile": "same"}, False),
    # The address is the name.
    ({"name": "missing-same", "email": "same", "reading": "one-address"}, True),
    ({"name": "missing-missing", "email": "same", "reading": "one-address"}, False),
    ({"name": "missing-missing", "email": "same", "reading": "two-addresses"}, True),
    ({"name": "missing-differs", "email": "same", "reading": "two-addresses"}, False),
    # What sets two records against each other.
    ({"name": "differs-same", "email": "same"}, False),
    ({"name": "same-same", "email": "same", "generation": "one"}, False),
    ({"name": "same-same", "email": "same", "generation": "differs"}, False),
    ({"name": "same-same", "email": "same", "generation": "same"}, True),
    ({"name": "same-same", "email": "same", "middle": "differs"}, False),
    ({"name": "same-same", "email": "same", "gender": "differs"}, False),
    ({"name": "same-same", "email": "same", "birthday": "differs"}, False),
    ({"name": "same-same", "email": "same", "profile": "differs"}, False),
    ({"name": "same-same", "email": "same", "origin": "two-profiles"}, False),
    ({"name": "same-same", "phone": "same", "email": "two-mailboxes"}, False),
]


@pytest.mark.parametrize(("told", "linked"), DECIDED)
def test_what_may_be_linked_without_asking(told, linked):
    sure, _, against = decision.decide(made(**told), np.array([SURE]))
    assert bool(sure[0]) == linked
    assert not (sure[0] and against[0])


@pytest.mark.parametrize(
    ("weight", "sure", "asked"),
    [(5.5, False, True), (5.6, True, True), (-3.2, False, True), (-3.3, False, False)],
)
def test_what_is_sure_and_what_is_asked_is_a_matter_of_weight(weight, sure, asked):
    found = decision.decide(made(name="same-same", email="same"), np.array([weight]))
    assert (bool(found[0][0]), bool(found[1][0])) == (sure, asked)
    # Two profiles are asked about where more speaks for one person than for two.
    _, about, _ = decision.decide(made(name="same-same", profile="differs"), np.array([weight]))
    assert bool(about[0]) == (weight >= 0)


# --- which pairs are looked at -----------------------------------------------------------------------------


def looked_at(*forms):
    left, right = blocking.candidates(table(*forms))
    return set(zip(left.tolist(), right.tolist(), strict=True))


A, B = named("zorbella", "quillmont"), named("perignac", "hestrial")


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        (A, A, True),
        (A, B, False),
        (A, named("quillmont", "zorbella"), True),
        (A, named("zorbella", "quillmont brevane"), True),
        (A._replace(emails=("x@y.example",)), B._replace(emails=("x@y.example",)), True),
        (A._replace(phones=("33639980001",)), B._replace(phones=("33639980001",)), True),
        (A._replace(profiles=("in/x",)), B._replace(profiles=("in/x",)), True),
        (A._replace(emails=("zq77@y.example",)), B._replace(emails=("zq77@w.example",)), False),
        (A._replace(emails=("zorbq@y.example",)), B._replace(emails=("zorbq@w.example",)), True),
        (named("robert", "quillmont"), named("bob", "quillmont"), True),
        (A, named("z", "quillmont"), True),
        (A, named("zorbella", "q"), True),
        (A, named("zorbella", "brevane", aliases=("quillmont",)), True),
        (A, Form(given=("b",), aliases=("zorbellaquillmont",)), True),
        (A, named("zirbello", "quellmant"), True),
        (
            named("ann", "li", companies=("brevane industries",)),
            named("ann", "wu", companies=("brevane industrie",)),
            True,
        ),
        (named("ann", "li", companies=("brevane",)), named("bea", "wu", companies=("brevane",)), False),
        (named("ann", "li", companies=("brevane",)), named("ann", "wu", claims=((1, "brevane"),)), True),
        (named("ann", "li"), named("ann", "wu"), False),
        # Of both skeletons together four consonants; one each and two are too few.
        (named("zora", "zira"), named("zura", "zure"), True),
        (named("zoa", "zira"), named("zua", "zure"), False),
        (named("bo", "li"), named("bo", "li"), True),
        # Any two words of several, by their consonants.
        (named("zorbella ulvane", "quillmont"), named("perignac", "zurbella quillmant"), True),
        (named("zo ulvane", "la"), named("perignac", "zi li"), False),
        (named("zora perignac", "mura"), named("hestrial", "zira mira"), True),
        (named("zora perignac", "la"), named("hestrial", "zira li"), False),
        (named("zorbella perignac", "ao"), named("hestrial", "zurbella eu"), False),
        (named("zurquil", ""), named("zor", "quil"), True),
        # Where one works, one may be written with fewer letters, or in the name.
        (
            named("ann", "li", companies=("brevane international",)),
            named("ann", "wu", companies=("brevane",)),
            False,
        ),
        (named("an", "li", companies=("brevane",)), named("an", "wu", companies=("brevane",)), True),
        # A letter of a given name beside a family name, either way round; two letters are a name.
        (named("z", "quillmont"), named("quillmont", "zorbella"), True),
        (named("zo", "quillmont"), named("z", "quillmont"), True),
        (named("zorbella", "quillmont"), named("zara", "quillmont"), True),
        # An alias beside a word of the other, or both names in it.
        (A, named("perignac", "brevane", aliases=("zorbella",)), False),
        (A, named("perignac", "quillmont", aliases=("zorbella",)), True),
        (named("zurqul", ""), named("zor", "qul"), False),
        # Both names in one word, if the other has them in two; the one word of a name, by its consonants.
        (named("zurbellaquillmont", ""), named("zorbella", "quillmont"), True),
        (named("zorbellaquillmont", ""), named("perignac", "quillmont"), False),
        (named("hestrial", ""), named("histriel", ""), True),
        # A given name of three letters and how the family name begins.
        (named("zor", "quillmont"), named("zor", "qvarnstrom"), True),
        (named("zo", "quillmont"), named("zo", "qvarnstrom"), False),
    ],
)
def test_a_pair_is_looked_at_where_a_key_is_shared(one, two, together):
    assert looked_at(one, two) == ({(0, 1)} if together else set())


def shared_key(kind, size):
    """So many records that share one key of a kind, and nothing else."""
    alone = [
        f"{a}{b}{c}{d}"
        for a in "bdfgk"
        for b in "aeiou"
        for c in "lmnrs"
        for d in ("ba", "de", "fi", "go", "ku")
    ]
    return {
        "email": [named(alone[n], alone[-n - 1], emails=("x@y.example",)) for n in range(size)],
        "phone": [named(alone[n], alone[-n - 1], phones=("33639980001",)) for n in range(size)],
        "profile": [named(alone[n], alone[-n - 1], profiles=("in/x",)) for n in range(size)],
        "local part": [named(alone[n], alone[-n - 1], emails=(f"zorbel@{alone[n]}.example",)) for n in range(size)],
        "two words": [named("zorbella", "quillmont") for _ in range(size)],
    }[kind]  # fmt: skip


@pytest.mark.parametrize("kind", ["email", "phone", "profile", "local part"])
def test_a_key_that_many_share_is_no_key(kind):
    largest = blocking.LARGEST[kind]
    assert len(looked_at(*shared_key(kind, largest))) >= largest * (largest - 1) // 2
    assert len(looked_at(*shared_key(kind, largest + 1))) < largest


@pytest.mark.parametrize(("kind", "most"), [("email", 40), ("local part", 6), ("two words", 20)])
def test_of_a_list_eight_times_as_long_half_as_many_share_a_key_that_is_not_ones_own(kind, most, monkeypatch):
    monkeypatch.setattr(blocking, "SMALL", 10)
    few, many = ([*shared_key(kind, n), *[Form()] * (80 - n)] for n in (most, most + 1))
    assert len(looked_at(*few)) >= most * (most - 1) // 2
    assert len(looked_at(*many)) < most


def test_a_key_of_the_longest_list_may_still_have_two():
    assert blocking.largest("given", 10_000) == 5
    assert blocking.largest("given", 80_000_000) == 2


def test_a_family_name_alone_is_a_key_where_it_is_rare():
    alone = Form(family=("quillmont",))
    assert len(looked_at(*[alone] * 6)) == 15
    assert looked_at(*[alone] * 7) == set()
    # Nor is it two words, where others have two.
    assert looked_at(*[alone] * 7, named("perignac", "hestrial")) == set()


def test_a_given_name_alone_is_a_key_where_it_is_rare():
    alone = Form(given=("zorbella",))
    assert len(looked_at(*[alone] * 5)) == 10
    assert looked_at(*[alone] * 7) == set()


def test_a_pair_is_looked_at_once_the_smaller_number_first():
    left, right = blocking.candidates(table(A, B, A._replace(emails=("x@y.example",)), A))
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 2), (0, 3), (2, 3)]
    assert [len(side) for side in blocking.candidates(table())] == [0, 0]


# --- employers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("domain", "core"), [
    ("acme.com", "acme"), ("mail.acme.co.uk", "acme"), ("acme.co.uk", "acme"), ("x.acme.fr", "acme"),
    ("jean-martin.fr", "jeanmartin"), ("localhost", "localhost"), ("co.uk", "co"),
])  # fmt: skip
def test_a_domain_names_its_owner(domain, core):
    assert employers.domain_core(domain) == core


def webmail(forms):
    """The domains of mail providers, told by all forms together, and by two parts of them that know of each other."""
    half = len(forms) // 2
    parts = employers.seen(Fields.of(forms[:half])), employers.seen(Fields.of(forms[half:]))
    whole = employers.providers(employers.seen(Fields.of(forms)))
    assert whole == employers.providers(*parts)
    assert employers.known(whole, *parts) == employers.known(whole, employers.seen(Fields.of(forms)))
    return whole


def test_a_provider_of_mailboxes_shows_in_the_data():
    def at(domain, locals_, company=""):
        return [Form(emails=(f"{one}@{domain}",), companies=(company,) if company else ()) for one in locals_]

    plain, numbered = [f"zorb{letter}" for letter in "abcdefgh"], ["zorb1", "zorb2"]
    assert webmail(at("gmail.com", ["z"])) == {"gmail.com"}
    assert not webmail(at("brevane.example", plain))
    assert webmail(at("brevane.net", plain[:6] + numbered)) == {"brevane.net"}
    twenty = [f"zorb{letter}" for letter in "abcdefghijklmnopq"] + ["zorb1", "zorb2", "zorb3"]
    assert webmail(at("brevane.net", twenty)) == {"brevane.net"}
    # Too few addresses, or digits, to tell.
    assert not webmail(at("brevane.net", plain[:5] + numbered))
    assert not webmail(at("brevane.net", [*plain, "zorb1"]))
    # Five who work elsewhere, and hardly anybody there.
    elsewhere = at("brevane.net", plain[:5], "hestrial")
    assert webmail(elsewhere) == {"brevane.net"}
    assert not webmail(elsewhere[:4])
    assert webmail(elsewhere + at("brevane.net", ["q"], "brevane")) == {"brevane.net"}
    assert not webmail(elsewhere + at("brevane.net", ["q", "r"], "brevane"))
    many = at("brevane.net", [*"abcdefgh"], "hestrial")
    assert webmail(many + at("brevane.net", ["q", "r"], "brevane")) == {"brevane.net"}


@pytest.mark.parametrize(
    ("form", "given", "family", "companies"),
    [
        # `Marie Brevane` where others work at Brevane; the number tells how many words of the name stand before it.
        (named("zorbella", "brevane", claims=((1, "brevane"),)), ("zorbella",), (), ("brevane",)),
        (
            named("zorbella", "quillmont brevane", claims=((2, "brevane"),)),
            ("zorbella",),
            ("quillmont",),
            ("brevane",),
        ),
        (
            named("zorbella", "quillmont", claims=((-1, "brevane"),)),
            ("zorbella",),
            ("quillmont",),
            ("brevane",),
        ),
        (named("zorbella", "brevane", claims=((-1, "brevane"),)), ("zorbella",), (), ("brevane",)),
        (named("zorbella", "brevane", claims=((0, "brevane"),)), ("zorbella",), (), ("brevane",)),
        (named("zorbella", "ulvane", claims=((1, "ulvane"),)), ("zorbella",), ("ulvane",), ()),
        # A family name that people bear stays one, even where a firm is called so; in brackets it is the firm.
        (named("zorbella", "martin", claims=((1, "martin"),)), ("zorbella",), ("martin",), ()),
        (
            named("zorbella", "quillmont", claims=((-1, "martin"),)),
            ("zorbella",),
            ("quillmont",),
            ("martin",),
        ),
        # Known from an address; a name of two letters is too short to tell.
        (named("zorbella", "hestrial", claims=((1, "hestrial"),)), ("zorbella",), (), ("hestrial",)),
        (named("zorbella", "bv", claims=((1, "bv"),)), ("zorbella",), ("bv",), ()),
        (named("zorbella", "martin", claims=((0, "martin"),)), ("zorbella",), ("martin",), ()),
    ],
)
def test_an_employer_that_stands_in_a_name_is_taken_out_of_it(form, given, family, companies):
    others = [
        Form(companies=("brevane", "martin", "bv")),
        Form(emails=("x@hestrial.example",)),
        Form(emails=("y@ulvane.example",)),
    ]
    told = Fields.of([form, *others])
    known = employers.known(frozenset(("ulvane.example",)), employers.seen(told))
    found = employers.employers_apart(told, known).forms()
    assert (found[0].given, found[0].family, found[0].companies) == (given, family, companies)
    assert found[0].claims == (() if companies else form.claims)
    assert found[1:] == others


# --- from pairs to people ----------------------------------------------------------------------------------


def graph(size, *pairs, sure=True, asked=True, against=(), nameless=()):
    """Pairs as (left, right, weight)."""
    left, right, weight = (np.array(one) for one in zip(*pairs, strict=True))
    kind = np.ones(len(pairs), bool)
    foes = np.array([(i, j) in against for i, j, _ in pairs])
    return people.Graph(size, left, right, weight, kind & sure, kind & asked, foes, frozenset(nameless))


def alone(size, profiles=()):
    told = {**dict(profiles)}
    return partition(
        [("s", str(n)) for n in range(size)], [told.get(n, ()) for n in range(size)], [True] * size
    )


def joined(clusters):
    return sorted(sorted(group) for group in clusters.members.values())


def test_pairs_that_were_never_compared_speak_a_little_against():
    found = graph(4, (0, 1, 9.0), (1, 2, 8.0), nameless=[3])
    assert (found.between(0, 1), found.between(1, 0), found.between(0, 2), found.between(0, 3)) == (
        9.0,
        9.0,
        people.UNSEEN,
        0.0,
    )
    assert people.UNSEEN == -2.0
    told = graph(4, (0, 3, 1.5), (1, 3, 2.5), (2, 3, 3.5), against={(1, 3)})
    assert [told.between(3, n) for n in range(3)] == [1.5, 2.5, 3.5]
    assert [told.set_against(3, n) for n in range(3)] == [False, True, False]
    assert [told.set_against(n, 3) for n in range(3)] == [False, True, False]
    bound = graph(2, (0, 1, -4.0))
    assert not bound.set_against(0, 1), "four bits against are the least that is borne"


@pytest.mark.parametrize(
    ("second", "third", "expected"),
    [
        # Three records in a row: 9 bits, then `second`, and `third` between the first and the last.
        (9.0, 9.0, [[0, 1, 2]]),
        (9.0, -0.9, [[0, 1, 2]]),
        # The first and the last clash: one of the two pairs must be wrong, and nobody knows which …
        (9.0, -1.1, [[0], [1], [2]]),
        # … unless one is far likelier.
        (2.9, -1.1, [[0, 1], [2]]),
        # The pairs between two groups weigh two bits on average, or nothing is joined.
        (5.0, -0.9, [[0, 1, 2]]),
        (4.8, -0.9, [[0, 1], [2]]),
    ],
)
def test_nobody_is_linked_through_a_third_whom_the_others_tell_apart(second, third, expected):
    clusters, words = alone(3), alone(3)
    found = graph(3, (0, 1, 9.0), (0, 2, third), (1, 2, second), sure=np.array([True, False, True]))
    people.automatic(clusters, words, found, set())
    assert joined(clusters) == expected


def test_of_two_rivals_who_cannot_be_one_person_neither_is_linked_unless_one_is_far_likelier():
    profiles = [(1, ("in/a",)), (2, ("in/b",))]
    for weight, expected in (
        (9.0, [[0], [1], [2]]),
        (3.0, [[0], [1], [2]]),
        (2.9, [[0, 1], [2]]),
    ):
        clusters = alone(3, profiles)
        people.automatic(clusters, alone(3, profiles), graph(3, (0, 1, 9.0), (0, 2, weight)), set())
        assert joined(clusters) == expected, weight


def test_what_the_user_judged_is_not_linked_again():
    clusters = alone(2)
    assert people.automatic(clusters, alone(2), graph(2, (0, 1, 9.0)), {(0, 1)}) == []
    assert people.automatic(alone(2), alone(2), graph(2, (0, 1, 9.0)), set()) == [(0, 1)]


def test_among_some_only_two_of_them_are_joined():
    found = graph(6, (0, 1, 9.0), (2, 3, 9.0), (4, 5, 9.0))
    assert people.automatic(alone(6), alone(6), found, set(), {0, 1, 2, 5}) == [(0, 1)]


def test_what_is_likely_is_joined_along_the_heaviest_pairs():
    clusters = alone(4)
    people.likely(clusters, graph(4, (0, 1, 5.0), (1, 2, 1.0), (0, 2, -4.0), (2, 3, 0.5)))
    # 1 + (-4) speak against adding the third to the first two; it goes with the fourth.
    assert joined(clusters) == [[0, 1], [2, 3]]
    clusters = alone(2)
    people.likely(clusters, graph(2, (0, 1, 0.0)))
    assert joined(clusters) == [[0], [1]]


def test_one_question_is_asked_for_two_people_the_most_useful_first():
    clusters = alone(6)
    clusters.join(0, 1)
    found = graph(
        6, (0, 1, 9.0), (0, 2, 1.0), (1, 2, 2.0), (3, 4, 2.0), (4, 5, -9.0), (3, 5, -2.0), sure=False,
        asked=np.array([True, True, True, True, True, False]),
    )  # fmt: skip
    decisions, ask = people.questions(clusters, found, set())
    assert decisions == {0: "auto", 1: "question", 2: "question", 3: "question", 5: "apart"}
    # Between the first two records and the third the likelier pair is asked; a yes to it joins two pairs.
    assert ask == [2, 3]
    decisions, ask = people.questions(clusters, found, {(1, 2)})
    assert (decisions[2], ask) == ("apart", [1, 3])
    clusters.part(3, 4)
    assert people.questions(clusters, found, set())[0][3] == "apart"


def test_questions_are_ordered_by_their_chance_times_what_a_yes_joins():
    clusters = alone(4)
    _, ask = people.questions(clusters, graph(4, (0, 1, 0.0), (2, 3, 3.0), sure=False), set())
    assert ask == [1, 0]


def test_what_sets_two_apart_is_told():
    found = graph(4, (0, 1, 9.0), (0, 2, -0.9), (0, 3, -1.1), (1, 2, -3.9), (1, 3, -4.1), against={(0, 1)})
    assert [found.clash(*pair) for pair in ((0, 1), (1, 0), (0, 2), (0, 3))] == [True, True, False, True]
    assert not graph(2, (0, 1, -1.0)).clash(0, 1)
    assert [found.set_against(*pair) for pair in ((1, 0), (2, 0), (1, 2), (1, 3))] == [
        True,
        False,
        False,
        True,
    ]
    assert found.worth_keeping() == [0, 1, 2, 3, 4]
    assert graph(2, (0, 1, -8.1)).worth_keeping() == []
    assert graph(2, (0, 1, -8.0)).worth_keeping() == [0]


# --- what goes to another engine ---------------------------------------------------------------------------


def card(key, given, family, *, emails=(), phones=(), company=""):
    told = Card(
        name=Name(full=f"{given} {family}".title(), given=given.title(), surname=family.title()),
        emails=tuple(map(Email, emails)),
        phones=tuple(map(Phone, phones)),
        organizations=(Organization(company),) if company else (),
    )
    return Record("vcard", key, "f", 1, told)


def test_a_row_for_another_engine_says_how_common_its_values_are():
    at_work = [
        card(f"w{n}", f"zorb{letter}", "quillmont", company="Brevane") for n, letter in enumerate("abcdef")
    ]
    shared = [
        card(f"t{n}", given, "hestrial", phones=["+33639980002"])
        for n, given in enumerate(("anna", "bea", "cleo"))
    ]
    couple = [
        card(f"c{n}", given, "ulvane", phones=["+33639980003"]) for n, given in enumerate(("dora", "eva"))
    ]
    alone = card("z", "zorbella", "perignac", emails=["zorbella@x.example", "zorbe@y.example", "info@x.example"],
                 phones=["+33639980001"], company="Sylvanor")  # fmt: skip
    found = {row["key"]: row for row in engine.rows([*at_work, *shared, *couple, alone])}
    mine = found["z"]
    assert (mine["given"], mine["family"], mine["whole"]) == ("zorbella", "perignac", "perignac zorbella")
    # Numbers are compared by their last nine digits: the country may not be written.
    # A mailbox of an office is nobody's; a local part tells something from six letters on.
    assert (sorted(mine["emails"]), mine["locals"]) == (
        ["zorbe@y.example", "zorbella@x.example"],
        ["zorbella"],
    )
    assert (mine["rare_companies"], mine["some_companies"], mine["companies"]) == (
        ["sylvanor"],
        [],
        ["sylvanor"],
    )
    assert (found["w0"]["rare_companies"], found["w0"]["some_companies"]) == ([], ["brevane"])
    five = engine.rows(at_work[:5])[0]
    assert (five["rare_companies"], five["some_companies"]) == (["brevane"], [])
    assert (mine["own_phones"], mine["phones"]) == (["639980001"], ["639980001"])
    assert (found["c0"]["own_phones"], found["c0"]["phones"]) == ([], ["639980003"])
    assert (found["t0"]["own_phones"], found["t0"]["phones"]) == ([], [])
    assert mine["title"] is None
    crowd = [
        card(f"k{n}", given, "ulvane", phones=["+33639980004"])
        for n, given in enumerate(("anna", "bea", "cleo", "dora"))
    ]
    assert [(row["own_phones"], row["phones"]) for row in engine.rows(crowd)] == [([], [])] * 4
    many = card("m", "flora", "sabran", phones=[f"+3363998001{n}" for n in range(7)])
    assert len(engine.rows([many])[0]["phones"]) == 7
    assert [row["unique_id"] for row in found.values()] == list(range(12))


def test_a_row_for_another_engine_says_what_is_known_and_nothing_else():
    told = Card(
        name=Name(
            full="Zorbella Jana Quillmont Jr",
            given="Zorbella",
            given2="Jana",
            surname="Quillmont",
            generation="Jr",
        ),
        titles=(Title("DAF"),),
        anniversaries=(Anniversary("birth", "1985-03-15"),),
    )
    (mine,) = engine.rows([Record("vcard", "x", "f", 1, told)])
    known = form(Record("vcard", "x", "f", 1, told))
    assert "" not in {known.title, known.generation, known.birth}
    assert (mine["title"], mine["generation"], mine["middle"], mine["birthday"]) == (
        known.title,
        known.generation,
        known.middle or None,
        known.birth,
    )
    (bare,) = engine.rows([card("y", "zorbella", "perignac")])
    names_of = ("title", "generation", "middle", "birthday")
    assert [bare[name] for name in names_of] == [None] * 4
    assert (bare["emails"], bare["locals"], bare["phones"], bare["profiles"]) == ([], [], [], [])


def test_another_engine_weighs_rarity_band_by_band_as_we_do():
    told = weights.table()
    chance = 2 ** told["prior"]["all"]
    assert engine.settings(5000)["probability_two_random_records_match"] == pytest.approx(
        chance / (1 + chance)
    )
    (rarity_,) = [c for c in engine.settings(5000)["comparisons"] if c["output_column_name"] == "rarity"]
    bands = {one["label_for_charts"]: one for one in rarity_["comparison_levels"]}
    worth = {name: log2(one["m_probability"] / one["u_probability"]) for name, one in bands.items()}
    # A band of two bits counts by its middle, the last ones by the limit.
    for name, slope, middle in (
        ("both +14", "both-above", 14), ("both +2", "both-above", 3), ("both +0", "both-above", 1),
        ("both -2", "both-below", -1), ("both -14", "both-below", -13), ("one +4", "one-above", 5), ("one -4", "one-below", -3),
    ):  # fmt: skip
        assert worth[name] == pytest.approx(told["surplus"][slope] * middle, abs=0.01), name
    assert f">= {log2(5000) + 2:.2f}" in bands["both +2"]["sql_condition"]
    assert ">=" not in bands["both -14"]["sql_condition"]
    assert "both +16" not in bands
    assert "both -16" not in bands
    email = next(c for c in engine.settings(5000)["comparisons"] if c["output_column_name"] == "email")
    assert [one["sql_condition"] for one in email["comparison_levels"]] == [
        "len(list_intersect(emails_l, emails_r)) > 0",
        "len(list_intersect(locals_l, locals_r)) > 0",
        "(len(emails_l) > 0 AND len(emails_r) > 0)",
        "ELSE",
    ]
