"""Slips are mended towards words that residents use; what is known or no word is left alone."""

from __future__ import annotations

import pickle
import random

import pytest

from bot.examples import Example
from bot.spelling import Speller
from bot.tuning.slips import joined, slipped

SAID = (
    ["there is nothing left in the cupboard until friday"] * 5
    + ["no heating at all in the bedroom"] * 5
    + ["hoody", "hoody"]
)


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.of(SAID)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cupbord", "cupboard"),
        ("cubpoard", "cupboard"),
        ("cuppboard", "cupboard"),
        ("cupboatd", "cupboard"),
        ("bedrom", "bedroom"),
        ("heatin", "heating"),
        ("nothign", "nothing"),
    ],
)
def test_a_slip_is_mended(speller, typed, meant):
    assert speller.mended(f"the {typed}") == f"the {meant}"


@pytest.mark.parametrize("word", ["hoody", "cv11", "5", "?", "xqzvwk", "lft", "heater", "noted"])
def test_what_is_known_or_short_or_far_away_stays(speller, word):
    assert speller.mended(word) == word


def test_a_short_word_is_mended_by_one_slip_only(speller):
    assert speller.mended("frdya") == "frdya"


def test_it_survives_being_kept(speller):
    again = pickle.loads(pickle.dumps(speller))
    assert again.mended("cupbord") == "cupboard"


def test_slips_for_learning_change_some_words_and_keep_their_number():
    text = "there is nothing left in the cupboard until friday"
    found = slipped(text, 1.0, random.Random(3))
    assert len(found.split()) == len(text.split())
    assert found != text
    assert slipped(text, 0.0, random.Random(3)) == text


def test_two_messages_in_one_name_all_that_either_names():
    one, other = Example("no food", "need", ["food"], []), Example("no bed", "need", ["furniture"], None)
    both = joined(one, other, random.Random(1))
    assert sorted(both.needs) == ["food", "furniture"]
    assert both.dangers is None, "what nobody has said of one is not known of both"
