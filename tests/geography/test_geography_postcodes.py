"""The Postcode value object: normal form, repair, existence."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geography import Postcode

OUTCODES = ["CV34", "CV9", "B49", "B50", "OX15", "GL56", "LE10", "CV21"]


@pytest.mark.parametrize(
    "typed",
    ["CV34 4RL", "cv344rl", "cv34-4rl", "Cv34.4Rl", "c v 3 4 4 r l", "CV344 RL", "cv34 4 rl", "CV34\u00a04RL"],
)
def test_spacing_case_and_punctuation_do_not_matter(typed):
    assert str(Postcode.parse(typed)) == "CV34 4RL"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CVII 4AB", "CV11 4AB"),
        ("CVl1 4AB", "CV11 4AB"),
        ("CV3I IDB", "CV31 1DB"),
        ("B5O 4AA", "B50 4AA"),
        ("B4g 6AG", None),
        ("BS0 4AA", "B50 4AA"),
        ("CVZI 2AA", "CV21 2AA"),
        ("CV22 SPX", "CV22 5PX"),
        ("B7B 1TA", "B78 1TA"),
        ("0X15 5AA", "OX15 5AA"),
        ("849 6AG", "B49 6AG"),
        ("CV34 4RI", "CV34 4RL"),
    ],
)
def test_look_alike_characters_are_mended_where_one_postcode_fits(typed, meant):
    postcode = Postcode.parse(typed)
    assert (str(postcode) if postcode else None) == meant


def test_a_real_postcode_is_never_mended_into_another():
    assert str(Postcode.parse("CV3 4RL")) == "CV3 4RL"
    assert str(Postcode.parse("SW1A 1AA")) == "SW1A 1AA"


@pytest.mark.parametrize(
    ("typed", "kind", "normal"),
    [
        ("cv34", "outcode", "CV34"),
        ("CV34 4", "sector", "CV34 4"),
        ("cv344", "sector", "CV34 4"),
        ("CV3 4", "sector", "CV3 4"),
        ("B46 3", "sector", "B46 3"),
        ("CVII", "outcode", "CV11"),
    ],
)
def test_a_part_of_a_postcode_is_read_as_that_part(typed, kind, normal):
    postcode = Postcode.parse(typed)
    assert (postcode.kind, str(postcode)) == (kind, normal)


def test_a_unit_without_its_last_letter_is_its_sector():
    assert str(Postcode.parse("CV34 4R")) == str(Postcode.parse("cv344r")) == "CV34 4"


@pytest.mark.parametrize("text", ["", "hello", "QQ12 3AB", "X17", "UC50", "PIP2", "4RL", "12345", "HC2", "\U0001f600"])
def test_what_is_not_shaped_like_a_postcode_is_none(text):
    assert Postcode.parse(text) is None


@pytest.mark.parametrize("text", ["CV99", "CV14", "CV34 2AB", "CV99 1AA", "CV34 4CV", "CV50 1AA"])
def test_a_postcode_of_ours_that_is_not_in_the_tables_does_not_exist(text):
    assert not Postcode.parse(text).exists


@pytest.mark.parametrize("text", ["CV34 4RL", "B14 6AA", "EC1A 1BB", "M14 5TQ", "LE10 3AB"])
def test_a_postcode_in_the_tables_or_far_away_is_taken_to_exist(text):
    assert Postcode.parse(text).exists


@given(
    st.sampled_from(OUTCODES),
    st.sampled_from(string.digits),
    st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2),
)
@settings(database=None, deadline=None)
def test_the_normal_form_reads_as_itself(outcode, digit, letters):
    once = Postcode.parse(f"{outcode}{digit}{letters}".lower())
    assert once is None or Postcode.parse(str(once)) == once


@given(st.text(max_size=12))
@settings(database=None, deadline=None)
def test_parsing_never_fails_and_is_stable(text):
    once = Postcode.parse(text)
    assert once is None or Postcode.parse(str(once)) == once
