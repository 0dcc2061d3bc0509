"""Whom one may want to let go of: proposed, never done."""

import pytest

from tests.inprocess import reseau

TABLE = """Nom;Prénom;Mail;Dernier contact
Ancien;Alain;alain@example.org;2019-03-02
Ami;Bea;bea@example.org;2019-03-02
Récent;Carl;carl@example.org;2025-03-02
Proche;Dora;dora@example.org;2018-03-02
Jamais;Emil;emil@example.org;
"""
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Fanny,Oubliée,https://www.linkedin.com/in/fanny-oubliee,,,,05 Jan 2015\n"
    "Gil,Nouveau,https://www.linkedin.com/in/gil-nouveau,,,,05 Jan 2026\n"
)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    home = tmp_path / "home"
    reseau(home, "import", tmp_path / "t.csv", tmp_path / "Connections.csv")
    reseau(home, "favour", "owed", "Bea Ami", "un livre")
    reseau(home, "edit", "Dora Proche", "--tier", "close")
    return home


def proposed(home, *options):
    told = reseau(home, "forget", "--propose", "--json", *options).json["proposals"]
    return [one["name"] for one in told]


def test_those_silent_for_years_are_proposed_unless_something_speaks_for_them(home):
    # Emil came in today with no day of contact, Carl and Gil are too recent; Bea is owed something, Dora is chosen.
    assert proposed(home) == ["Fanny Oubliée", "Alain Ancien"]
    assert proposed(home, "--years", "9") == ["Fanny Oubliée"]
    assert proposed(home, "--years", "20") == []


def test_a_proposal_changes_nothing_and_says_what_to_do(home):
    before = reseau(home, "export", "everything").out
    told = reseau(home, "forget", "--propose").out
    assert "2 people silent for 5 years" in told
    assert "never a contact" in told
    assert "reseau forget ID" in told
    assert reseau(home, "export", "everything").out == before
    reseau(home, "forget", "Alain Ancien", "--yes")
    assert proposed(home) == ["Fanny Oubliée"]


def test_what_cannot_be_is_said(home):
    assert "1 to 50" in reseau(home, "forget", "--propose", "--years", "0", check=2).err
    assert "--propose" in reseau(home, "forget", check=2).err
