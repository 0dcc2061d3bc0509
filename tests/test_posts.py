"""Posts are kept in the home with what was told of their companies and titles: the same as if told today."""

import pytest

from sync.renewal import sectors
from sync.renewal.roles import standing
from sync.store import Store
from sync.usecases import people
from sync.usecases import posts as use
from tests.inprocess import reseau

TABLE = (
    "id;Prénom;Nom;Société;Fonction;Mots-clés\n"
    "1;Zoé;Delaunay;Banque Lurienne;DRH;golf, voile\n"
    "2;Ali;Fabre;Brévane;Avocat;\n"
    "3;Ida;Marny;Brévane SA;Avocate associée;\n"
    "4;Léo;Tazi;Brévane;Comptable;\n"
    "5;Max;Oury;;Chauffeur;\n"
)
ZOE = "Zoé Delaunay"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "t.csv")
    return tmp_path / "home"


def of(home, **asked):
    """Return the posts as they are read, the roll, and everybody."""
    with Store.open(home) as store:
        roll, known = people.everybody(store)
        return use.posts(store, roll, known, **asked), roll, known


def sectors_by_name(home, tags=None):
    told, roll, known = of(home)
    return {known[one].name.split()[0]: what for one, what in told.sectors(roll.ids, tags or {}).items()}


def test_posts_are_what_the_cards_say(home):
    for _ in range(2):
        told, _, known = of(home)
        for person, one in known.items():
            assert told.titles[person] == (one.card.titles[0].name if one.card.titles else "")
            assert told.companies[person] == (
                one.card.organizations[0].name if one.card.organizations else ""
            )
            assert told.keywords.get(person, ()) == one.card.keywords


def test_the_sector_is_that_of_the_company_then_of_the_post(home):
    expected = {
        "Zoé": "banking-finance",
        # Two titles agree on what the company is, for all who work there.
        "Ali": "legal",
        "Ida": "legal",
        "Léo": "legal",
        "Max": "transport-logistics",
    }
    assert sectors_by_name(home) == expected
    assert sectors_by_name(home) == expected


def test_the_word_of_the_user_goes_before_everything(home):
    _, _, known = of(home)
    (leo,) = [person for person, one in known.items() if one.name.startswith("Léo")]
    assert sectors_by_name(home, {leo: "telecom"})["Ali"] == "telecom"


def test_a_changed_post_is_told_anew_and_the_others_are_not(home, monkeypatch):
    of(home, standings=True)
    reseau(home, "edit", ZOE, "--company", "Assurances Marnel", "--title", "Actuaire")
    asked = []
    for name, judge in (("sector", sectors.sector), ("standing", standing)):
        place = sectors if name == "sector" else use
        monkeypatch.setattr(place, name, lambda *texts, judge=judge: asked.append(texts) or judge(*texts))
    told, roll, known = of(home, standings=True)
    assert asked == [("Assurances Marnel",), ("", "Actuaire"), ("Actuaire",)]
    assert told.sectors(roll.ids, {})[known_as(known, ZOE)] == "insurance"
    assert told.standings == {title: standing(title) for title in set(told.titles.values())}
    reseau(home, "undo")
    assert sectors_by_name(home)["Zoé"] == "banking-finance"


def known_as(known, name):
    (found,) = [person for person, one in known.items() if one.name == name]
    return found


def test_standings_are_told_where_they_are_asked_for(home):
    assert of(home)[0].standings == {}
    assert of(home, standings=True)[0].standings["DRH"] == standing("DRH")
    assert of(home)[0].standings["DRH"] == standing("DRH")


def test_what_another_version_told_is_not_believed(home, monkeypatch):
    of(home)
    monkeypatch.setattr(use, "_VERSION", "another")
    monkeypatch.setattr(sectors, "sector", lambda *_: "nonprofit")
    assert set(of(home)[0].of_companies.values()) == {"nonprofit"}
