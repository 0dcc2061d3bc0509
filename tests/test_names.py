"""Names are cleaned for people and for comparison; the form as written is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.normalize import names
from sync.normalize.names import person

WHOLE = [
    # raw, full, given, surname
    ("Jean Dupont", "Jean Dupont", "Jean", "Dupont"),
    ("JEAN DUPONT", "Jean Dupont", "Jean", "Dupont"),
    ("DUPONT Jean", "Jean Dupont", "Jean", "Dupont"),
    ("Jean DUPONT", "Jean Dupont", "Jean", "Dupont"),
    ("jean dupont", "Jean Dupont", "Jean", "Dupont"),
    ("ÉLODIE LEFÈVRE", "Élodie Lefèvre", "Élodie", "Lefèvre"),
    ("Marie McDONALD", "Marie McDonald", "Marie", "McDonald"),
    ("MARIE MCDONALD", "Marie McDonald", "Marie", "McDonald"),
    ("Seán O'BRIEN", "Seán O'Brien", "Seán", "O'Brien"),
    ("JEAN-PIERRE DUPONT-MARTIN", "Jean-Pierre Dupont-Martin", "Jean-Pierre", "Dupont-Martin"),
    ("JEAN DE LA FONTAINE", "Jean de La Fontaine", "Jean", "de La Fontaine"),
    ("Ana María de la Cruz", "Ana María de la Cruz", "Ana María", "de la Cruz"),
    ("Vincent VAN DER BERG", "Vincent van der Berg", "Vincent", "van der Berg"),
    ("Charles de Gaulle", "Charles de Gaulle", "Charles", "de Gaulle"),
    ("Jean d'Ormesson", "Jean d'Ormesson", "Jean", "d'Ormesson"),
    ("JP Dupont", "JP Dupont", "JP", "Dupont"),
    ("Bob S.", "Bob S.", "Bob", "S."),
    ("Bob S", "Bob S", "Bob", "S"),
    ("Dupont, Jean", "Jean Dupont", "Jean", "Dupont"),
    ("de la Cruz, Ana María", "Ana María de la Cruz", "Ana María", "de la Cruz"),
    ("José Ortega y Gasset", "José Ortega y Gasset", "José", "Ortega y Gasset"),
    ("Gabriel García Márquez", "Gabriel García Márquez", "Gabriel", "García Márquez"),
    ("Jean Dupont | CEO", "Jean Dupont", "Jean", "Dupont"),
    ("Jean Dupont - Consultant", "Jean Dupont", "Jean", "Dupont"),
    ("Jean Dupont – Directeur chez Acme", "Jean Dupont", "Jean", "Dupont"),
    ("Jean Dupont, Consultant", "Jean Dupont", "Jean", "Dupont"),
    ("Anne - Sophie Roy", "Anne-Sophie Roy", "Anne-Sophie", "Roy"),
    ("🚀 Jean 🚀 Dupont 🚀", "Jean Dupont", "Jean", "Dupont"),
    ("Jean Dupont 🚀 Growth Hacker", "Jean Dupont", "Jean", "Dupont"),
    ("Anna ☀️ Roy ✨", "Anna Roy", "Anna", "Roy"),
    ("Anna Roy (she/her)", "Anna Roy", "Anna", "Roy"),
    ("Anna Roy (elle)", "Anna Roy", "Anna", "Roy"),
    ("Anna Roy she/her", "Anna Roy", "Anna", "Roy"),
    ("Robert (Bob) Smith", "Robert Smith", "Robert", "Smith"),
    ('Robert "Bob" Smith', "Robert Smith", "Robert", "Smith"),
    ("Marie Roy (née Martin)", "Marie Roy", "Marie", "Roy"),
    ("𝗝𝗲𝗮𝗻 𝗗𝘂𝗽𝗼𝗻𝘁", "Jean Dupont", "Jean", "Dupont"),
    ("Ｊｅａｎ　Ｄｕｐｏｎｔ", "Jean Dupont", "Jean", "Dupont"),
    ("Jose\u0301 Roy", "José Roy", "José", "Roy"),
    ("José GarcÃ­a", "José García", "José", "García"),
    ("  Jean\u00a0\u200b  Dupont ", "Jean Dupont", "Jean", "Dupont"),
    ("Müller", "Müller", "Müller", ""),
    ("jean@example.com", "", "", ""),
    ("🚀🚀", "", "", ""),
    ("", "", "", ""),
    # capitals of other scripts are made natural like ours; scripts without capitals stay as they are
    ("ЮРИЙ ГАГАРИН", "Юрий Гагарин", "Юрий", "Гагарин"),
    ("ГАГАРИН Юрий", "Юрий Гагарин", "Юрий", "Гагарин"),
    ("Νίκος ΚΑΖΑΝΤΖΑΚΗΣ", "Νίκος Καζαντζακης", "Νίκος", "Καζαντζακης"),
    ("გიორგი ბერიძე", "გიორგი ბერიძე", "გიორგი", "ბერიძე"),
    ("王小明", "王小明", "王小明", ""),
    ("김 민준", "김 민준", "민준", "김"),
    ("محمد علي", "محمد علي", "محمد", "علي"),
    ("Иван Петров", "Иван Петров", "Иван", "Петров"),
]


@pytest.mark.parametrize(
    ("raw", "full", "given_name", "surname"), WHOLE, ids=[row[0] or "nothing" for row in WHOLE]
)
def test_a_whole_name_is_cleaned_and_split(raw, full, given_name, surname):
    name = person(raw=raw)
    assert (name.full, name.given, name.surname) == (full, given_name, surname)
    assert name.raw == raw


PARTS = [
    # given, surname, full
    ("JEAN", "DUPONT", "Jean Dupont"),
    ("Jean", "Dupont, MBA", "Jean Dupont"),
    ("Jean Dupont", "MBA", "Jean Dupont"),
    ("Jean", "D.", "Jean D."),
    ("Jean", "D", "Jean D"),
    ("Marie", "Dupont (née Roy)", "Marie Dupont"),
    ("Jean", "Dupont | CEO", "Jean Dupont"),
    ("Jean", "Dupont - Martin", "Jean Dupont"),
    ("Anne - Sophie", "Roy", "Anne-Sophie Roy"),
    ("Jean Dupont", "", "Jean Dupont"),
    ("Jean 🚀", "Dupont 🚀 Growth", "Jean Dupont"),
    ("Jean", "van der berg", "Jean van der Berg"),
    ("Jean", "VAN DER BERG", "Jean van der Berg"),
    ("Maria", "DOS SANTOS", "Maria dos Santos"),
    ("Ali", "EL AMRANI", "Ali El Amrani"),
    ("JP", "DUPONT", "JP Dupont"),
    ("Anna (She/Her)", "Roy", "Anna Roy"),
    ("Jean", "(Dupont)", "Jean Dupont"),
    ("Jean ", "Dupont ", "Jean Dupont"),
    ("Jean", "🚀", "Jean"),
    ("Thi Anh", "DO", "Thi Anh Do"),
    ("jean@example.com", "", ""),
]


@pytest.mark.parametrize(("first", "last", "full"), PARTS, ids=[f"{row[0]}+{row[1]}" for row in PARTS])
def test_a_name_in_two_parts_is_cleaned(first, last, full):
    name = person(given=first, surname=last)
    assert name.full == full
    assert name.raw == f"{first} {last}".strip()


CREDENTIALS = [
    ("Jean Dupont, MBA", ("MBA",)),
    ("Jean Dupont MBA", ("MBA",)),
    ("JEAN DUPONT, MBA 🚀", ("MBA",)),
    ("Jean Dupont, MBA, PMP, Ph.D.", ("MBA", "PMP", "Ph.D.")),
    ("Jane Doe, PMP®, CSM", ("PMP", "CSM")),
    ("Jean Dupont (MBA)", ("MBA",)),
    ("Jean Dupont, PhD | Data", ("PhD",)),
    ("Hans Meier, Dipl.-Ing.", ("Dipl.-Ing.",)),
    ("Ing. Jan Novák", ("Ing.",)),
    ("Anna Smith MD", ("MD",)),
    ("John Smith, CISSP-ISSAP", ("CISSP-ISSAP",)),
    # surnames that look like degrees
    ("Wei MA", ()),
    ("JEAN MA", ()),
    ("Li Do", ()),
    ("Jean Mba", ()),
    ("Jean Dupont, CEO", ()),
]


@pytest.mark.parametrize(("raw", "credentials"), CREDENTIALS, ids=[row[0] for row in CREDENTIALS])
def test_degrees_are_told_apart_from_the_name(raw, credentials):
    name = person(raw=raw)
    assert name.credentials == credentials
    assert len(name.full.split()) == 2


TITLES = [
    ("M. Jean Dupont", "M.", "Jean", "Dupont"),
    ("M. Martin", "M.", "", "Martin"),
    ("Mme Marie Curie", "Mme", "Marie", "Curie"),
    ("Me Dupont", "Me", "", "Dupont"),
    ("Dr Jean Dupont", "Dr", "Jean", "Dupont"),
    ("DR JEAN DUPONT", "Dr", "Jean", "Dupont"),
    ("Prof. Dr. Hans Müller", "Prof. Dr.", "Hans", "Müller"),
    ("Dr. med. Anna Roy", "Dr. med.", "Anna", "Roy"),
    ("Herr Klaus Schmidt", "Herr", "Klaus", "Schmidt"),
    ("J. Martin", "", "J.", "Martin"),
    ("Marc Fr", "", "Marc", "Fr"),
]


@pytest.mark.parametrize(("raw", "title", "first", "last"), TITLES, ids=[row[0] for row in TITLES])
def test_a_civility_is_no_part_of_the_name(raw, title, first, last):
    name = person(raw=raw)
    assert (name.title, name.given, name.surname) == (title, first, last)


@pytest.mark.parametrize(
    ("raw", "generation", "surname"),
    [
        ("Sammy Davis, Jr.", "Jr.", "Davis"),
        ("Sammy Davis Jr", "Jr", "Davis"),
        ("John Smith III", "III", "Smith"),
        ("Alexandre Dumas fils", "fils", "Dumas"),
        ("Jean Fils", "", "Fils"),
    ],
)
def test_a_generation_stands_apart_from_the_surname(raw, generation, surname):
    name = person(raw=raw)
    assert (name.generation, name.surname) == (generation, surname)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Anna Roy (She/Her)", "she/her"),
        ("Anna Roy (elle)", "elle"),
        ("Alex Roy [they/them]", "they/them"),
        ("Anna Roy she/her", "she/her"),
        ("Jean (il/lui) Dupont", "il/lui"),
        ("Jean Dupont (MBA)", ""),
        ("Jean Dupont", ""),
        ("A/B Testing", ""),
    ],
)
def test_pronouns_can_be_asked_for(raw, expected):
    assert names.pronouns(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Robert (Bob) Smith", ("Bob",)),
        ('Robert "Bob" Smith', ("Bob",)),
        ("Anna 'Annie' Roy", ("Annie",)),
        ("Marie Roy (née Martin)", ()),
        ("Anna Roy (She/Her)", ()),
        ("Jean Dupont (MBA)", ()),
        ("Seán O'Brien", ()),
    ],
)
def test_nicknames_can_be_asked_for(raw, expected):
    assert names.nicknames(raw) == expected


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_gives_a_name_and_keeps_what_was_written(first, last):
    assert person(raw=first).raw == first
    assert person(given=first, surname=last).raw == f"{first} {last}".strip()


@given(st.text(max_size=40))
def test_a_name_holds_no_symbol_private_sign_or_double_blank(text):
    full = person(raw=text).full
    assert "  " not in full
    assert full == full.strip()
    assert not any("\ue000" <= c <= "\uf8ff" for c in full)


@given(st.lists(st.sampled_from([row[1] for row in WHOLE if row[1]]), min_size=1, max_size=1))
def test_a_clean_name_stays_as_it_is(cleaned):
    assert person(raw=cleaned[0]).full == cleaned[0]
