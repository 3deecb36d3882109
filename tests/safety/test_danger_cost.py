"""The cost of a message, counted in steps, so that no slow machine can hide a rise."""

from __future__ import annotations

import pytest

from safety import danger, find_danger
from safety.phrasebook import LONGEST

FLOODS = {
    "an ordinary long message": "my husband lost his job and we have no food until friday can you help with the gas bill. ",
    "the same danger again and again": "i want to kill myself ",
    "a danger denied again and again": "im not suicidal ",
    "beginnings of phrases that never end": "he never i want to ",
    "spaced letters": "k i l l ",
    "no spaces": "helpicantbreathe",
    "digits for letters": "k1ll 5u1c1d3 ",
    "another alphabet": "муж меня бьёт ",
    "marks": "!?.,",
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_of_10000_characters_takes_few_steps(flood):
    book = danger._book()
    text = (flood * 10_000)[:10_000]
    find_danger(text)
    before = book.dangers.steps + book.harmless.steps + book.foreign.steps
    find_danger(text)
    after = book.dangers.steps + book.harmless.steps + book.foreign.steps
    assert after - before <= 45_000


def test_one_word_never_costs_more_than_the_longest_phrase():
    book = danger._book()
    before = book.dangers.steps
    words = ["i", "want", "to"] * 200
    list(book.dangers.find(words))
    assert book.dangers.steps - before <= len(words) * LONGEST


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("safety.phrasebook._MOST_MOVES", 10)
    assert [found.kind for found in find_danger("i want to die")] == ["self_harm"]
    assert [found.kind for found in find_danger("i can smell gas")] == ["gas"]
