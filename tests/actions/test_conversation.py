"""People, manners, council matters, and what was not understood: short, kind and with a way on."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.conversation import PLAIN
from knowledge_base.opening import LONDON
from tests.actions.test_places import word


@pytest.mark.parametrize("act", sorted(PLAIN))
def test_what_is_said_as_it_stands_leads_on(chat, act):
    assert chat.says("whatever", act).startswith(word(chat, PLAIN[act])[:30])
    assert chat.asks == []


@pytest.mark.parametrize("act", sorted(set(PLAIN) | {"greet", "council_matter", "human", "feedback_bad"}))
def test_small_talk_keeps_need_and_place(chat, act):
    chat.says("food in rugby", "need_food")
    chat.says("whatever", act)
    assert chat.memory.needs == ("food",) and chat.memory.place["label"] == "Rugby"


def test_a_greeting_asks_what_is_needed(chat):
    assert chat.says("hiya", "greet") == word(chat, "greet")
    assert chat.asks == ["category"] and chat.buttons


def test_a_bad_answer_offers_more_and_a_person(chat):
    chat.says("that was useless", "feedback_bad")
    assert chat.buttons == ["Show me more", "Talk to a person"]


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        ("2026-11-24T11:00", True),
        ("2026-11-24T08:59", False),
        ("2026-11-24T17:00", False),
        ("2026-11-28T11:00", False),
        ("2026-12-25T11:00", False),
        ("2026-12-28T11:00", False),
        ("2027-05-03T11:00", False),
    ],
)
def test_a_person_is_offered_who_answers_at_that_hour(chat, moment, open_now):
    chat.now = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
    said = chat.says("can i talk to someone", "human")
    assert said.startswith("You can talk to a person now" if open_now else "Offices are closed")
    assert "01926 410410" in said and "0800 144 8848" in said


@pytest.mark.parametrize(
    ("place", "council"),
    [
        ("nuneaton", "www.nuneatonandbedworth.gov.uk"),
        ("rugby", "www.rugby.gov.uk"),
        ("stratford upon avon", "www.stratford.gov.uk"),
        ("leamington", "www.warwickdc.gov.uk"),
        ("atherstone", "www.northwarks.gov.uk"),
    ],
)
def test_bins_are_the_council_s_of_the_place(chat, place, council):
    said = chat.says(f"when are bins emptied in {place}", "council_matter")
    assert council in said and "bins and recycling" in said
    assert word(chat, "what_i_can_do") in said and len(said.splitlines()) == 1


def test_bins_are_the_council_s_of_the_place_that_we_know(chat):
    chat.says("food in rugby", "need_food")
    assert "www.rugby.gov.uk" in chat.says("and my bins", "council_matter")


def test_the_place_in_the_message_counts_for_more_than_the_one_that_we_know(chat):
    chat.says("food in rugby", "need_food")
    assert "www.stratford.gov.uk" in chat.says("bins at my mums in alcester", "council_matter")


@pytest.mark.parametrize("message", ["pothole on my road", "the grit bin is empty", "street light is out"])
def test_roads_are_the_county_s_wherever_it_is(chat, message):
    assert "https://www.warwickshire.gov.uk" in chat.says(message, "council_matter")


def test_where_a_sector_is_shared_every_council_is_named(chat):
    said = chat.says("bins not emptied cv33 9", "council_matter")
    assert "www.warwickdc.gov.uk" in said and "www.stratford.gov.uk" in said


def test_a_sector_shared_with_another_county_is_not_guessed(chat):
    said = chat.says("bins not emptied cv23 8", "council_matter")
    assert "www.rugby.gov.uk" in said and "West Northamptonshire" in said


@pytest.mark.parametrize("message", ["my bins", "bins in coventry"])
def test_where_we_do_not_know_the_council_the_finder_is_named(chat, message):
    chat.says("food in rugby", "need_food") if "coventry" in message else None
    said = chat.says(message, "council_matter")
    assert "https://www.gov.uk/find-local-council" in said and "rugby.gov.uk" not in said


def test_a_council_matter_that_nobody_listed_names_both_councils(chat):
    said = chat.says("who do i tell about the ducks in rugby", "council_matter")
    assert "www.rugby.gov.uk" in said and "01926 410410" in said


@pytest.mark.parametrize("act", ["nlu_fallback", "gibberish"])
def test_what_was_not_understood_is_asked_once_with_the_likeliest_meanings(chat, act):
    chat.says("mumble", act, likely=("need_food", "thanks", "need_debt", "need_pets", "need_water"))
    assert chat.asks == ["category"]
    assert chat.buttons == ["Food", "Debt", "Pets"]


def test_without_a_likely_meaning_it_is_asked_in_other_words(chat):
    assert chat.says("mumble", "nlu_fallback") == word(chat, "not_understood")


def test_what_is_not_understood_twice_goes_to_a_person(chat):
    chat.says("mumble", "nlu_fallback")
    said = chat.says("mumble", "nlu_fallback")
    assert word(chat, "not_understood_twice") in said and "01926 410410" in said and chat.asks == []


def test_an_answer_in_between_starts_the_count_again(chat):
    chat.says("mumble", "nlu_fallback")
    chat.says("help with debt", "need_debt")
    assert chat.says("mumble", "nlu_fallback") == word(chat, "not_understood")


def test_the_likely_meaning_can_be_pressed(chat):
    chat.says("mumble", "nlu_fallback", likely=("need_debt",))
    chat.presses("Debt")
    assert chat.memory.needs == ("debt",) and chat.cards


def test_no_to_all_meanings_goes_to_a_person(chat):
    chat.says("mumble", "nlu_fallback", likely=("need_debt",))
    assert "01926 410410" in chat.says("no none of them", "deny")


def test_yes_to_nothing_in_particular_asks_what_is_needed(chat):
    chat.says("yes", "affirm")
    assert chat.asks == ["category"]


def test_a_text_message_has_words_of_its_own(chat):
    chat.channel = "sms"
    assert "SKIP" in chat.says("no food", "need_food")
