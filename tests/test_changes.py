"""What changed between two exports: named cases, and synthetic pairs whose truth is known."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from sync.model import Card, Email, Name, Organization, Title
from sync.renewal import titles
from sync.renewal.changes import Listing, compare, follow

MAY, NOVEMBER = "2026-05-20", "2026-11-18"


def card(given="Anne", surname="Petit", company="Acme", title="DAF", email="", on="2020-03-01"):
    return Card(
        name=Name(f"{given} {surname}".strip(), given, surname),
        organizations=(Organization(company),) if company else (),
        titles=(Title(title),) if title else (),
        emails=(Email(email),) if email else (),
        connected_on=on,
    )


def between(old, new, gone=None):
    return compare(Listing("linkedin", MAY, old), Listing("linkedin", NOVEMBER, new), gone)


def told(old, new, gone=None):
    """Return (key, kind, before, after) of what changed."""
    return [(c.key, c.kind, c.before, c.after) for c in between(old, new, gone).changes]


KEY = "in/anne"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param({}, {}, [], id="same"),
        pytest.param({}, {"company": "Globex"}, [("moved", "Acme", "Globex")], id="moved"),
        pytest.param({}, {"company": "Globex", "title": "CFO"}, [("moved", "Acme", "Globex")], id="moved-and-title"),
        pytest.param({}, {"title": "DG"}, [("retitled", "DAF", "DG")], id="retitled"),
        pytest.param({}, {"surname": "Roux"}, [("renamed", "Anne Petit", "Anne Roux")], id="married"),
        pytest.param({}, {"surname": "Petit-Roux"}, [("renamed", "Anne Petit", "Anne Petit-Roux")], id="double-name"),
        pytest.param(
            {},
            {"surname": "Roux", "company": "Globex"},
            [("moved", "Acme", "Globex"), ("renamed", "Anne Petit", "Anne Roux")],
            id="married-and-moved",
        ),
        pytest.param({}, {"title": "Retraitée"}, [("retired", "DAF", "Retraitée")], id="retired"),
        pytest.param({}, {"title": "", "company": "Retraitée"}, [("retired", "DAF", "Retraitée")], id="retired-in-company"),
        pytest.param({"title": "Retired"}, {"title": "retired!"}, [], id="retired-before"),
        # spellings and Excel
        pytest.param({"company": "Acme SA"}, {"company": "ACME"}, [], id="legal-form"),
        pytest.param({"company": "Société Générale"}, {"company": "SOCIETE GENERALE"}, [], id="capitals-and-accents"),
        pytest.param({"company": "Alten"}, {"company": "Alten France"}, [], id="branch"),
        pytest.param({"title": "Sr. Manager, R&D"}, {"title": "Senior Manager R & D"}, [], id="abbreviation"),
        pytest.param({"title": "DRH"}, {"title": "Directrice des ressources humaines"}, [], id="drh-spelt-out"),
        pytest.param({"title": "CEO"}, {"title": "Chief Executive Officer"}, [], id="ceo-spelt-out"),
        pytest.param({}, {"given": "ANNE", "surname": "PETIT"}, [], id="name-in-capitals"),
        pytest.param({}, {"given": "PETIT", "surname": "Anne"}, [], id="name-turned-round"),
        pytest.param({"surname": "Lefèvre"}, {"surname": "Lefevre"}, [], id="accent-lost"),
        pytest.param({"surname": "Le Goff"}, {"surname": "Legoff"}, [], id="blank-lost"),
        pytest.param({}, {"surname": "P."}, [], id="surname-hidden"),
        pytest.param({}, {"surname": ""}, [], id="surname-missing"),
        pytest.param({}, {"company": "", "title": ""}, [], id="cells-missing"),
        pytest.param({"company": ""}, {"company": "Acme"}, [], id="company-learnt"),
        pytest.param({}, {"email": "anne@example.org"}, [], id="email-learnt"),
        pytest.param({}, {"on": "2020-01-03"}, [], id="day-and-month-swapped-by-excel"),
    ],
)  # fmt: skip
def test_one_person_under_one_key(old, new, expected):
    assert told({KEY: card(**old)}, {KEY: card(**new)}) == [(KEY, *one) for one in expected]


def test_who_came_and_who_left():
    assert told({"in/a": card("Ali", "Ba")}, {"in/b": card("Bea", "Co", on="2026-07-01")}) == [
        ("in/b", "new", "", "Bea Co"),
        ("in/a", "vanished", "Ali Ba", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(card(), card(company="Globex"), id="same-name-and-day"),
        pytest.param(card(), card(on=""), id="same-name-and-company"),
        pytest.param(
            card(email="a@example.org"), card(company="Globex", email="a@example.org", on=""), id="same-email"
        ),
        pytest.param(card(), card(surname="Roux"), id="married-with-a-new-address"),
    ],
)
def test_a_changed_profile_address_is_a_new_name_and_no_farewell(old, new):
    kinds = Counter(c.kind for c in between({"in/anne-1": old}, {"in/anne-2": new}).changes)
    assert kinds["renamed"] == 1
    assert kinds["vanished"] == kinds["new"] == 0


def test_the_renamed_one_says_both_addresses():
    (change,) = between({"in/anne-1": card()}, {"in/anne-2": card()}).changes
    assert (change.key, change.kind, change.before, change.after) == (
        "in/anne-2",
        "renamed",
        "in/anne-1",
        "in/anne-2",
    )
    assert change.evidence == ("profile-changed", "same-name", "same-day")


def test_an_address_that_appeared_is_no_change():
    assert told({"name:Anne Petit": card()}, {"in/anne": card()}) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(card(), card(company="Globex", on="2026-08-01"), id="homonym-elsewhere"),
        pytest.param(card(), card(on="2026-08-01"), id="homonym-connected-after-the-first-export"),
        pytest.param(card(email="info@example.org"), card("Bob", "Stein", email="info@example.org", on="2026-08-01"), id="shared-mailbox"),
    ],
)  # fmt: skip
def test_a_homonym_is_another_person(old, new):
    kinds = sorted(c.kind for c in between({"in/a-1": old}, {"in/a-2": new}).changes)
    assert kinds == ["new", "vanished"]


def test_two_homonyms_are_never_linked_by_a_guess():
    old = {"in/m1": card("Jean", "Martin", "Orange"), "in/m2": card("Jean", "Martin", "Orange")}
    new = {"in/m3": card("Jean", "Martin", "Orange")}
    kinds = Counter(c.kind for c in between(old, new).changes)
    assert kinds == {"new": 1, "vanished": 2}


def test_a_vanished_homonym_is_marked_as_such():
    old = {"in/m1": card("Jean", "Martin", "Orange"), "in/m2": card("Jean", "Martin", "Total")}
    (change,) = between(old, {"in/m2": old["in/m2"]}).changes
    assert (change.kind, change.key, "homonym" in change.evidence) == ("vanished", "in/m1", True)


def test_who_came_back_is_known():
    listings = [
        Listing("linkedin", "2025-11-01", {"in/a": card("Ali", "Ba"), "in/b": card("Bea", "Co")}),
        Listing("linkedin", MAY, {"in/b": card("Bea", "Co")}),
        Listing("linkedin", NOVEMBER, {"in/a": card("Ali", "Ba"), "in/b": card("Bea", "Co")}),
    ]
    first, second = follow(listings)
    assert [(c.key, c.kind) for c in first.changes] == [("in/a", "vanished")]
    assert [(c.key, c.kind) for c in second.changes] == [("in/a", "back")]


def test_who_came_back_under_another_address_is_known():
    gone = {"in/anne-1": card()}
    found = between({}, {"in/anne-2": card()}, gone).changes
    assert [(c.key, c.kind, c.before) for c in found] == [("in/anne-2", "back", "in/anne-1")]


def test_connections_without_a_day_are_still_compared():
    old = {key: replace(one, connected_on="") for key, one in people(200).items()}
    assert between(old, dict(list(old.items())[:180])).suspicious == "cut-by-row"


def test_a_cut_is_seen_though_half_of_the_days_are_missing():
    whole = people(200)
    old = {k: replace(one, connected_on="") if n % 2 else one for n, (k, one) in enumerate(whole.items())}
    dated = [key for key, one in old.items() if one.connected_on]
    assert (
        between(old, {k: one for k, one in old.items() if k not in dated[-12:]}).suspicious == "cut-by-date"
    )


def test_fewer_than_two_listings_have_no_changes():
    assert follow([]) == follow([Listing("linkedin", MAY, {KEY: card()})]) == []


# titles ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Retraité", "retraitée", "RETRAITEE", "Jeune retraité", "En retraite", "à la retraite", "A LA RETRAITE", "Retraite",
        "RETRAITE DE LA BANQUE DE FRANCE", "Directeur commercial, retraité depuis 2025", "Ex-DRH | Retraitée active",
        "Pré-retraité", "Retired", "Retired Partner", "Happily retired!", "Retiree", "CFO (retired)", "now in retirement",
        "Rentner", "Rentnerin", "im Ruhestand", "Im Unruhestand", "Pensionär", "pensioniert", "Dipl.-Ing. i.R.",
        "Jubilado", "Jubilada", "Prejubilado", "Retirada", "In pensione", "Pensionato", "Pensionata", "Dirigente a riposo",
    ],
)  # fmt: skip
def test_titles_of_the_retired_in_five_languages(title):
    assert titles.retired(title)


@pytest.mark.parametrize(
    "title",
    [
        "", "Directeur retraite et prévoyance", "Conseiller retraite", "Caisse de retraite", "Chargée d'études retraites",
        "Gestionnaire Retraite Complémentaire", "Responsable Retraite", "Coach pour jeunes retraités", "Maison de retraite",
        "Retirement planning consultant", "Head of Retirement Solutions", "Retired Officers Association",
        "Retiree benefits manager", "Advisor to retired executives", "Rentenberaterin", "Pensionskasse", "Pension fund manager",
        "Consultor de jubilaciones", "Consulente previdenza e pensioni", "Tired but happy", "Directrice EHPAD",
    ],
)  # fmt: skip
def test_titles_that_only_speak_of_retirement(title):
    assert not titles.retired(title)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Directeur commercial", "Directeur marketing"),
        ("Manager", "Senior Manager"),
        ("Chef de projet", "Directeur de projet"),
        ("Head of Sales", "Head of Finance"),
        ("DG", "DGA"),
    ],
)
def test_different_titles_are_told_apart(a, b):
    assert titles.key(a) != titles.key(b)


# exports that were cut ------------------------------------------------------------------------------

WORDS = "Ab Bo Cu Da El Fi Ga Ho Iv Ju Ka Lo Mu Na Ol Pi Qu Ro Sa Ti Um Vi Wa Xe Yo Za".split()


def people(count, seed=1):
    """Return a network of distinct invented people, the newest connection first, as LinkedIn writes it."""
    pick = random.Random(seed)
    made = {}
    for n in range(count):
        given = pick.choice(WORDS) + pick.choice(WORDS).lower()
        surname = "".join(pick.choice(WORDS).lower() for _ in range(3)).capitalize()
        company = f"{pick.choice(WORDS)}{pick.choice(WORDS).lower()}tec {pick.choice(WORDS)}ix"
        title = pick.choice(
            ["Directeur commercial", "CFO", "Consultant", "Chef de projet", "Ingénieur", "Head of Sales"]
        )
        day = f"{2025 - n * 12 // count:04}-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}"
        email = f"{given}.{surname}@example.org".lower() if pick.random() < 0.03 else ""
        made[f"in/{given}-{surname}-{n}".lower()] = card(given, surname, company, title, email, day)
    return dict(sorted(made.items(), key=lambda item: item[1].connected_on, reverse=True))


@pytest.mark.parametrize(
    ("keep", "why"),
    [
        pytest.param(lambda cards: {}, "empty", id="empty"),
        pytest.param(lambda cards: dict(list(cards.items())[:200]), "shortened", id="far-fewer"),
        pytest.param(lambda cards: dict(list(cards.items())[:920]), "cut-by-date", id="the-oldest-cut-off"),
        pytest.param(lambda cards: dict(list(cards.items())[60:]), "cut-by-date", id="the-newest-cut-off"),
        pytest.param(
            lambda cards: dict(sorted(cards.items(), key=lambda item: item[1].name.surname)[:940]),
            "cut-by-name",
            id="sorted-by-name-then-cut",
        ),
    ],
)
def test_a_cut_export_is_suspicious_and_nobody_has_left(keep, why):
    old = people(1000)
    found = between(old, keep(old))
    assert found.suspicious == why
    assert found.missing == 1000 - len(keep(old))
    assert not any(c.kind == "vanished" for c in found.changes)


def test_after_a_cut_export_the_next_whole_one_brings_nobody_back():
    whole = people(500)
    cut = dict(list(whole.items())[:300])
    listings = [
        Listing("linkedin", day, cards)
        for day, cards in ((MAY, whole), ("2026-08-01", cut), (NOVEMBER, whole))
    ]
    first, second = follow(listings)
    assert first.suspicious
    assert (second.suspicious, second.changes) == ("", ())


def test_ordinary_leaving_is_not_suspicious():
    old = people(1000)
    pick = random.Random(4)
    new = {key: value for key, value in old.items() if pick.random() > 0.06}
    found = between(old, new)
    assert found.suspicious == ""
    assert len(found.changes) == 1000 - len(new)


def test_many_who_share_a_few_given_names_are_no_cut():
    pick = random.Random(2)
    old = {
        f"in/{n}": card("Álvaro" if n % 3 else "Zoé", f"S{n}", on=f"20{10 + n % 15}-01-01")
        for n in range(3000)
    }
    new = {key: one for key, one in old.items() if pick.random() > 0.1}
    assert between(old, new).suspicious == ""


def test_a_handful_is_never_suspicious():
    old = people(8)
    assert between(old, dict(list(old.items())[:3])).suspicious == ""


# synthetic pairs with truth ---------------------------------------------------------------------------


def excel(one, pick, *, lossy):
    """Return a card as Excel and other hands leave it: capitals, legal forms, and, if `lossy`, a lost cell."""
    name, companies = one.name, one.organizations
    if pick.random() < 0.2:
        name = Name(name.full.upper(), name.given.upper(), name.surname.upper())
    if companies and pick.random() < 0.3:
        form = pick.choice([" SAS", " S.A.", " GmbH", " Inc.", " France", " Group"])
        companies = (Organization(companies[0].name + form),)
    return replace(
        one, name=name, organizations=companies, titles=() if lossy and pick.random() < 0.05 else one.titles
    )


def married(one, pick):
    surname = "".join(pick.choice(WORDS).lower() for _ in range(3)).capitalize() + "berg"
    return replace(one, name=Name(f"{one.name.given} {surname}", one.name.given, surname))


def titled(one, *choices):
    return lambda pick: replace(one, titles=(Title(pick.choice(choices)),))


def employed(one, company):
    return replace(one, organizations=(Organization(company),), titles=(Title("Nouveau poste"),))


def fate(key, one, pick, seed):
    """Return what becomes of a person: kinds of change, key and card afterwards."""
    draw = pick.random()
    if draw < 0.03:
        return ("vanished",), key, None
    if draw < 0.15:
        return ("moved",), key, employed(one, f"{pick.choice(WORDS)}{pick.choice(WORDS).lower()} {seed}")
    if draw < 0.22:
        return ("retitled",), key, titled(one, "Directrice générale", "Partner", "Chief of Staff")(pick)
    if draw < 0.24:
        return (
            ("retired",),
            key,
            titled(one, "Retraité", "Retired", "Jeune retraitée", "Im Ruhestand", "Jubilada")(pick),
        )
    if draw < 0.26:
        return ("renamed",), key, married(one, pick)
    if draw < 0.27:
        return ("renamed",), f"{key}-x", one
    if draw < 0.28:
        return ("renamed", "moved"), f"{key}-x", employed(one, f"Elsewhere {pick.randrange(99)}")
    return (), key, one


def pair(seed, count=1500):
    """Return two exports of one network and the truth: (kind, key) of every change."""
    pick = random.Random(seed)
    old = people(count, seed)
    new, truth = {}, set()
    for key, one in old.items():
        kinds, after, changed = fate(key, one, pick, seed)
        truth |= {(kind, after) for kind in kinds}
        if changed:
            new[after] = excel(changed, pick, lossy=not kinds)
    for key, one in people(count // 15, seed + 1000).items():
        truth.add(("new", f"{key}-n"))
        day = f"2026-{pick.randrange(6, 11):02}-{pick.randrange(1, 29):02}"
        new[f"{key}-n"] = replace(one, connected_on=day)
    # Homonyms: newcomers who bear the name of somebody that was there.
    for n, one in enumerate(pick.sample(list(old.values()), 12)):
        truth.add(("new", f"in/homonym-{n}"))
        new[f"in/homonym-{n}"] = replace(
            one, organizations=(Organization(f"Nowhere {n}"),), emails=(), connected_on="2026-09-09"
        )
    items = list(new.items())
    pick.shuffle(items)
    return old, dict(items), truth


@pytest.mark.parametrize("seed", range(1, 9))
def test_on_synthetic_pairs_each_kind_is_found_and_little_else(seed):
    old, new, truth = pair(seed)
    found = {(c.kind, c.key) for c in between(old, new).changes}
    for kind in ("new", "vanished", "moved", "retitled", "renamed", "retired"):
        said = {one for one in found if one[0] == kind}
        right = {one for one in truth if one[0] == kind}
        hits = len(said & right)
        assert hits >= 0.98 * len(said), (kind, "precision", sorted(said - right)[:3])
        assert hits >= 0.95 * len(right), (kind, "recall", sorted(right - said)[:3])


def test_ten_exports_of_many_people_raise_no_alarm():
    listings = []
    cards = people(2_000)
    for n in range(10):
        listings.append(Listing("linkedin", f"2026-{n + 1:02}-01", cards))
        cards = dict(cards)
        for number, key in enumerate(list(cards)[:: 40 + n]):
            if number % 3:
                cards[key] = replace(cards[key], organizations=(Organization(f"New {n} {number}"),))
            else:
                del cards[key]
    steps = follow(listings)
    assert all(not step.suspicious for step in steps)
