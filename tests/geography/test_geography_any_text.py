"""Whatever is typed: no failure, true offsets, no waiting."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geography import find_mentions, locate
from geography.wording import words_of

PIECES = ["cv11", "4ab", "CV II 4AB", "nuneaton", "camp hill", "in", "not", "from", "to", "st", "newbold", "rugby", ","]
PIECES += [
    "\u200b",
    "\U0001f600",
    "\ufb01",
    "\u0130",
    "b4 9am",
    "I live in",
    "leam\u00edngton",
    "ＣＶ３４",
    "\ud800",
    "'s",
    "&",
]
anything = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))).map(" ".join))


@given(anything)
@settings(database=None, deadline=None, max_examples=400)
def test_mentions_of_any_text_are_slices_of_it_in_order_and_apart(text):
    mentions = find_mentions(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    for one, following in zip(mentions, mentions[1:]):
        assert one.end <= following.start


@given(anything)
@settings(database=None, deadline=None, max_examples=400)
def test_any_text_can_be_located(text):
    locate(text)


@pytest.mark.parametrize(
    "text",
    ["CV34\u200b 4RL", "\uff23\uff36\uff13\uff14 4RL", "C\u0301V34 4RL", "cv34\u20114rl", "4\ufe0f\u20e3 CV34 4RL"],
)
def test_unusual_characters_do_not_hide_a_postcode(text):
    assert locate(text).postcode == "CV34 4RL"


@pytest.mark.parametrize(
    "text", ["L\u2019Spa", "l\u02bcspa", "Le\u0301amington", "LEAMINGTON\u2028SPA", "lea\u00admington"]
)
def test_unusual_characters_do_not_hide_a_place(text):
    assert locate(text).place == "Royal Leamington Spa"


def test_offsets_are_those_of_the_text_as_written():
    text = "\ufb03\U0001f44d\u200b NUNEATO\u0301N \uff43v11"
    assert [mention.text for mention in find_mentions(text)] == ["NUNEATO\u0301N", "\uff43v11"]


def test_a_word_knows_what_stood_before_it():
    assert [(word.text, word.gap) for word in words_of("I'm in, Rugby's")] == [
        ("im", ""),
        ("in", " "),
        ("rugbys", ", "),
    ]


@pytest.mark.parametrize(
    "text",
    ["i have no food near cv11 or nuneaton and my gas is nearly gone " * 160, "a" * 10_000, "\U0001f600" * 10_000]
    + ["nuneaton " * 1_100, "b4 9 " * 2_000, "c v 3 " * 1_700, "bedwroth newbold " * 600, "xqzj kwvb " * 1_000],
    ids=lambda text: text[:12],
)
def test_ten_thousand_characters_take_no_time_worth_speaking_of(text):
    locate("nuneaton cv11 4ab")  # the tables are read by now
    before = time.process_time()
    locate(text)
    # Processor time, some 0.1 s of it: a pattern that runs away takes minutes, on a busy machine or a quiet one.
    assert time.process_time() - before < 5
