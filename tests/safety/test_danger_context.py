"""Said, denied, past, told of a film: what the words around a phrase decide."""

from __future__ import annotations

import pytest

from safety import find_hints, only_nearly_out


def kinds_in(text: str) -> set[str]:
    return {danger.kind for danger in find_hints(text)}


@pytest.mark.parametrize(
    ("text", "nearly"),
    [
        ("leccys nearly gone", True),
        ("3 quid on the meter", True),
        ("running low on gas", True),
        ("on emergency credit", True),
        ("the meter ran out an hour ago", False),
        ("sat in the dark, no electric", False),
    ],
)
def test_a_meter_that_is_low_is_no_meter_that_is_out(text, nearly):
    assert only_nearly_out(text) is nearly


@pytest.mark.parametrize(
    "text",
    [
        "I'm not suicidal, just fed up",
        "dont worry im not going to hurt myself",
        "no I dont smell gas",
        "he has never hit me",
        "there is no smell of gas now",
        "can you smell gas? no",
        "no thoughts of harming myself, just low",
        "she isn't being abused",
    ],
)
def test_what_is_denied_is_no_danger(text):
    assert kinds_in(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no, i smell gas", "gas"),
        ("i cant stop thinking about killing myself", "self_harm"),
        ("im not joking i want to die", "self_harm"),
        ("not sure if i want to kill myself or not", "self_harm"),
        ("he does not stop he hits me", "abuse"),
        ("the police did nothing, he hit me again", "abuse"),
        ("why dont i just kill myself", "self_harm"),
    ],
)
def test_a_not_that_denies_nothing_does_not_hide_a_danger(text, kind):
    assert kind in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "my ex used to hit me years ago, it's over and im safe now, need a sofa",
        "we had a gas leak last year and it was fixed, how do i pay the bill",
        "i was homeless in 2022, now i have a flat and need a cooker",
        "no electric last week but its back on, can i claim for the food",
    ],
)
def test_what_is_over_is_no_danger(text):
    assert kinds_in(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "my ex used to hit me and now he has found me again",
        "he hit me years ago and last night he did it again",
        "I tried to kill myself last year and im back there again",
    ],
)
def test_what_was_and_is_again_is_danger(text):
    assert kinds_in(text) != set()


@pytest.mark.parametrize(
    "text",
    [
        "a film about a man who wants to kill himself, is it on at the library",
        "suicide prevention course dates please",
        "we want leaflets about domestic abuse for our school",
        "i volunteer with rough sleepers, where can i bring blankets",
        "my essay is about coercive control",
    ],
)
def test_films_leaflets_and_courses_are_no_danger(text):
    assert kinds_in(text) == set()


def test_a_volunteer_may_still_be_told_of_a_real_danger():
    assert "self_harm" in kinds_in("i volunteer at the pantry and a lad there says hes going to kill himself")


@pytest.mark.parametrize(
    "text",
    [
        "5 pound left on the electric",
        "my meter is nearly out",
        "leccy will run out before friday",
        "might get cut off next month",
        "emergency credit nearly gone",
    ],
)
def test_power_that_is_still_on_is_no_energy_off(text):
    assert "energy_off" not in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "eviction notice for next month",
        "section 21, we have two months to leave",
        "sofa surfing next week",
        "could be homeless by christmas",
        "what time does the night shelter accept donations",
    ],
)
def test_a_home_that_may_be_lost_later_is_not_homeless_tonight(text):
    assert "homeless" not in kinds_in(text)
