"""The same danger however it is typed."""

from __future__ import annotations

import pytest

from safety import find_hints


def kinds_in(text: str) -> set[str]:
    return {danger.kind for danger in find_hints(text)}


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO DIE",
        "iwanttodie",
        "i w a n t t o d i e",
        "i   want\tto    die",
        "i want to d1e",
        "i want to diiiiie",
        "i wanna dye",
        "i want 2 die",
        "i wan\u200bt to d\u200bie",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "i want to… die",
        "i just fucking want to die",
        "i want to die!!!!",
        "i want to k1ll my self",
        "i want to k*ll myself",
        "im gonna unalive myself",
    ],
)
def test_wanting_to_die_is_recognised_however_it_is_typed(text):
    assert "self_harm" in kinds_in(text)


@pytest.mark.parametrize(
    "text", ["my husband won’t let me leave", "my husband won't let me leave", "my husband wont let me leave"]
)
def test_every_kind_of_apostrophe_reads_the_same(text):
    assert "abuse" in kinds_in(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i cn smel gsa in teh kitchen", "gas"),
        ("he hhits me evry nite", "abuse"),
        ("my baybs milk has rnu out", "baby"),
        ("chset pain and cnat breahte", "medical"),
        ("nowhre to slepe tonihgt", "homeless"),
    ],
)
def test_listed_slips_of_the_thumb_are_read(text, kind):
    assert kind in kinds_in(text)


@pytest.mark.parametrize("word", ["attention", "foundation", "nevertheless", "nineteen", "deportation", "cancellation"])
def test_a_long_ordinary_word_is_not_taken_apart(word):
    assert kinds_in(f"i need {word} at night") == set()


def test_a_real_word_is_not_mended_into_another():
    assert kinds_in("i looked and cooked and my kids are licking the spoon") == set()
