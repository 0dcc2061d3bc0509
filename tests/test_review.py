"""A doubt is answered by the id that `review` prints."""

import pytest

from tests.reseau import reseau

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:one
FN:Rémi Brancourt-Lévy
ORG:Nordelia
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:two
FN:R. Brancourt-Lévy
ORG:Nordelia
TEL:+33 6 39 98 10 20
END:VCARD
"""


@pytest.fixture
def asked(tmp_path):
    """A home with one doubt, and the doubt."""
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    reseau(tmp_path, "import", tmp_path / "cards.vcf")
    (question,) = reseau(tmp_path, "review", "--json").json["questions"]
    return tmp_path, question


def test_the_answer_same_joins_the_two_and_ends_the_doubt(asked):
    home, question = asked
    assert f"reseau judge {question['id']} " in reseau(home, "review").out
    reseau(home, "judge", question["id"], "same")
    assert reseau(home, "review", "--json").json["questions"] == []
    assert len(reseau(home, "people", "--json").json["people"]) == 1


@pytest.mark.parametrize("answer", ["different", "unsure"])
def test_any_other_answer_leaves_two_people_and_is_not_asked_again(asked, answer):
    home, question = asked
    reseau(home, "judge", question["id"][:6], answer)
    assert reseau(home, "review", "--json").json["questions"] == []
    assert len(reseau(home, "people", "--json").json["people"]) == 2


def test_an_id_that_no_question_has_is_wrong_usage(asked):
    home, _ = asked
    assert "zzzzzzzz" in reseau(home, "judge", "zzzzzzzz", "same", check=2).err
