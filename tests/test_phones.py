"""Phone numbers as people and spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.normalize import phones


@pytest.mark.parametrize(
    ("text", "region", "number", "features"),
    [
        pytest.param("06 39 98 10 20", "FR", "+33639981020", ("mobile",), id="as the French write it"),
        pytest.param("06.39.98.10.20", "FR", "+33639981020", ("mobile",), id="points"),
        pytest.param(
            "06-39-98-10-20", "fr", "+33639981020", ("mobile",), id="hyphens, region in small letters"
        ),
        pytest.param("+33 6 39 98 10 20", "", "+33639981020", ("mobile",), id="international without region"),
        pytest.param("0033 6 39 98 10 20", "", "+33639981020", ("mobile",), id="00 for +"),
        pytest.param("+33 (0)6 39 98 10 20", "", "+33639981020", ("mobile",), id="(0) is not dialled"),
        pytest.param("+33 06 39 98 10 20", "", "+33639981020", ("mobile",), id="the zero stayed behind +33"),
        pytest.param("639981020", "FR", "+33639981020", ("mobile",), id="Excel ate the zero"),
        pytest.param("639981020.0", "FR", "+33639981020", ("mobile",), id="a float"),
        pytest.param("33639981020", "FR", "+33639981020", ("mobile",), id="Excel ate the plus"),
        pytest.param("33639981020", "", "+33639981020", ("mobile",), id="Excel ate the plus, no region"),
        pytest.param("6,39981020E+08", "FR", "+33639981020", ("mobile",), id="scientific with all digits"),
        pytest.param("'0639981020", "FR", "+33639981020", ("mobile",), id="an apostrophe in front"),
        pytest.param("01 99 00 10 20", "FR", "+33199001020", (), id="a fixed line"),
        pytest.param("01 99 00 10 20 poste 12", "FR", "+33199001020", (), id="an extension"),
        pytest.param("(415) 555-0132", "US", "+14155550132", (), id="as Americans write it"),
        pytest.param("1-800-FLOWERS", "US", "+18003569377", (), id="letters for digits"),
        pytest.param("+1 415-555-0132 x 22", "", "+14155550132", (), id="American extension"),
        pytest.param("020 7946 0018", "GB", "+442079460018", (), id="London"),
        pytest.param("06 698 12345", "IT", "+390669812345", (), id="Italy keeps its zero"),
        pytest.param(
            "4915112345678", "FR", "+4915112345678", ("mobile",), id="a foreign number without plus"
        ),
        pytest.param("0199001020", "", "0199001020", (), id="no region: the digits as written"),
        pytest.param("17", "FR", "17", (), id="a short number"),
    ],
)
def test_a_number_is_read(text, region, number, features):
    found = phones.phone(text, region)
    assert (found.number, found.features) == (number, features)


def test_the_raw_form_is_kept():
    assert phones.phone("01 99 00 10 20 poste 12", "FR").raw == "01 99 00 10 20 poste 12"


def test_a_fax_is_told_by_its_source_and_never_a_mobile():
    assert phones.phone("06 39 98 10 20", "FR", ("fax",)).features == ("fax",)


def test_a_fixed_line_in_a_column_of_mobiles_is_no_mobile():
    assert phones.phone("01 99 00 10 20", "FR", ("mobile",)).features == ()


@pytest.mark.parametrize("text", ["6,4E+08", "6.4E+08", "3,36E+10"])
def test_a_number_that_lost_its_digits_stays_as_written(text):
    assert phones.is_shortened(text)
    assert phones.phone(text, "FR").number == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("01 99 00 10 20 / 06 39 98 10 20", ("01 99 00 10 20", "06 39 98 10 20")),
        ("+33639981020;+33639981021", ("+33639981020", "+33639981021")),
        ("0199001020, 0639981020", ("0199001020", "0639981020")),
        ("06 39 98 10 20 ou 01 99 00 10 20", ("06 39 98 10 20", "01 99 00 10 20")),
        ("06 39 98 10 20\n01 99 00 10 20", ("06 39 98 10 20", "01 99 00 10 20")),
        ("01/99/00/10/20", ("01/99/00/10/20",)),
        ("01 99 00 10 20, poste 12", ("01 99 00 10 20, poste 12",)),
        ("", ()),
    ],
)
def test_one_text_may_hold_several_numbers(text, parts):
    assert phones.numbers(text) == parts


@pytest.mark.parametrize("text", ["00", "000", "0012"])
def test_zeros_before_too_few_digits_are_no_international_number(text):
    assert phones.phone(text, "FR").number == text


@pytest.mark.parametrize("text", ["+", ":+", "+)", "ask at the desk"])
def test_a_text_without_digits_stays_as_written(text):
    assert phones.phone(text, "FR").number == text


@given(st.text(max_size=40), st.sampled_from(["", "FR", "US", "IT", "XX"]))
def test_no_text_breaks_the_reader(text, region):
    found = phones.phone(text, region)
    assert not found.number.startswith("+") or found.number.strip("+").isdigit() or found.number == found.raw


@given(st.integers(10**8, 10**9 - 1))
def test_all_spellings_of_a_number_are_one(number):
    digits = f"6{number % 10**8:08d}"
    pairs = " ".join(digits[i : i + 2] for i in range(1, 9, 2))
    spellings = [
        f"0{digits}",
        f"0{digits[0]} {pairs}",
        f"+33{digits}",
        f"0033{digits}",
        digits,
        f"33{digits}",
        f"+33(0){digits}",
    ]
    assert {phones.phone(text, "FR").number for text in spellings} == {f"+33{digits}"}
