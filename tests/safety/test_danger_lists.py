"""The named lists: every message of a danger list is that danger, no ordinary message is any."""

from __future__ import annotations

import pytest

from safety import NEED_OF, ORDER, find_danger, find_hints
from tests.safety.messages import messages_of


def kinds_in(text: str) -> list[str]:
    """Sure or only hinted at."""
    return [danger.kind for danger in find_hints(text)]


@pytest.mark.parametrize("kind", ORDER)
def test_every_message_of_a_danger_list_is_recognised_as_that_danger(kind):
    missed = [text for text in messages_of(kind) if kind not in kinds_in(text)]
    assert missed == []


def test_no_ordinary_message_raises_an_alarm():
    assert [(text, find_danger(text)) for text in messages_of("ordinary") if find_danger(text)] == []


def test_what_is_sure_is_among_what_is_found():
    for kind in ORDER:
        for text in messages_of(kind):
            assert {one.kind for one in find_danger(text)} <= set(kinds_in(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i want to kill myself", "self_harm"),
        ("there is a smell of gas in my kitchen", "gas"),
        ("nowhere to sleep tonight", "homeless"),
        ("my meter has run out and we have no electric", "energy_off"),
    ],
)
def test_the_plainest_words_are_sure(text, kind):
    assert kind in [one.kind for one in find_danger(text)]


def test_long_ago_or_in_a_story_nothing_is_sure():
    assert find_danger("i wanted to kill myself as a kid, years ago") == ()
    assert find_danger("in the film he says i want to kill myself") == ()


def test_several_hints_together_are_sure():
    text = "he took my phone and my bank card, he keeps me locked in and he wont let me see my mum, he hits me"
    assert [one.kind for one in find_danger(text) if one.sure] == ["abuse"]


@pytest.mark.parametrize("kind", ORDER)
def test_each_danger_list_is_long_enough_to_mean_something(kind):
    assert len(set(messages_of(kind))) >= 60


def test_there_are_enough_ordinary_messages():
    assert len(set(messages_of("ordinary"))) >= 250


def test_every_kind_has_its_need():
    assert set(NEED_OF) == set(ORDER)
    assert NEED_OF["child_at_risk"] is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("i took 30 paracetamol an hour ago", ["medical", "self_harm"]),
        ("I can smell gas and my mum has collapsed", ["gas", "medical"]),
        ("he hit me again so ive left, nowhere to sleep tonight", ["abuse", "homeless"]),
        ("meter has run out, sat in the dark, and no milk for the baby", ["baby", "energy_off"]),
    ],
)
def test_several_dangers_come_most_urgent_first(text, kinds):
    assert kinds_in(text) == kinds


def test_danger_is_found_beside_an_ordinary_need():
    assert kinds_in("need help with my rent and council tax and i cant stop thinking about killing myself") == [
        "self_harm"
    ]


def test_danger_is_found_in_one_clause_of_a_long_story():
    story = (
        "Hello, I am 71 and I worked at the school for thirty years. The boiler man came Tuesday, nice lad, and the "
        "council tax letter says forty two pounds, which I have. My sister rings on Sundays. The thing is my son moved "
        "back in and when he wants money he pushes me about and last week he threw a plate at my head. I do like the "
        "coffee morning at the church. Could you tell me about the bus pass?"
    )
    assert kinds_in(story) == ["abuse"]
