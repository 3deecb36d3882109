"""A place is asked for once, where it matters; every kind of answer to that question leads on."""

from __future__ import annotations

import pytest

from actions.finding import PLACE_MATTERS
from knowledge_base.needs import NEEDS


def word(chat, key):
    return chat.responses[f"utter_{key}"][0]["text"]


def distances(chat):
    return [card["distance_miles"] for say in chat.last.says if say.custom for card in say.custom.get("cards", [])]


@pytest.mark.parametrize("need", sorted(PLACE_MATTERS))
def test_a_place_is_asked_for_where_it_matters(chat, need):
    chat.says("help", f"need_{need}")
    assert chat.asks == ["postcode"]
    assert chat.buttons == ["I would rather not say"]


@pytest.mark.parametrize("need", sorted(set(NEEDS) - PLACE_MATTERS))
def test_help_that_needs_no_place_is_given_at_once(chat, need):
    chat.says("help", f"need_{need}")
    assert chat.cards and chat.asks == []


def test_with_a_place_the_nearest_are_shown(chat):
    chat.says("i need a food bank", "need_food")
    chat.says("cv11 4ab", "give_place")
    assert chat.cards and chat.asks == []
    assert "CV11 4" in chat.text
    assert distances(chat)[0] is not None


def test_a_place_in_the_first_message_is_enough(chat):
    chat.says("food bank in rugby", "need_food")
    assert chat.cards and chat.asks == []
    assert chat.memory.place["label"] == "Rugby"


def test_the_place_serves_the_next_need_too(chat):
    chat.says("food bank in rugby", "need_food")
    chat.says("and somewhere warm", "need_warm_space")
    assert chat.asks == [] and distances(chat)[0] is not None


@pytest.mark.parametrize("answer", [("id rather not say", "no_place"), ("no", "deny")])
def test_who_would_rather_not_say_gets_help_for_the_county_and_the_nation(chat, answer):
    chat.says("no food", "need_food")
    chat.says(*answer)
    assert chat.cards and chat.asks == []
    assert set(distances(chat)) == {None}
    assert word(chat, "no_place_known") in chat.text


def test_the_button_for_not_saying_works(chat):
    chat.says("no food", "need_food")
    chat.presses("I would rather not say")
    assert chat.cards and chat.memory.place_refused


def test_who_refused_is_not_asked_again(chat):
    chat.says("no food", "need_food")
    chat.says("id rather not say", "no_place")
    for need in ("warm_space", "housing"):
        chat.says("help", f"need_{need}")
        assert chat.asks == [] and chat.cards


def test_who_refused_may_still_tell_later(chat):
    chat.says("no food", "need_food")
    chat.says("id rather not say", "no_place")
    chat.says("ok its bedworth", "give_place")
    assert distances(chat)[0] is not None and not chat.memory.place_refused


def test_who_answers_with_another_need_gets_both_without_being_asked_again(chat):
    chat.says("no food", "need_food")
    chat.says("leccy too", "need_prepay_emergency", needs=["prepay_emergency", "food"])
    assert chat.asks == [] and chat.cards


def test_a_place_alone_leads_to_the_question_what_is_needed(chat):
    said = chat.says("im in kenilworth", "give_place")
    assert chat.asks == ["category"] and "Kenilworth" in said
    chat.says("food", "need_food")
    assert chat.cards and chat.asks == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"text": "the second", "intent": "nth_result", "ordinal": "2"}, 1),
        ({"text": "last one", "intent": "nth_result", "ordinal": "last"}, 1),
        ({"text": "the one near rugby", "intent": "give_place"}, 0),
        ({"text": "newton regis", "intent": "nlu_fallback"}, 1),
    ],
)
def test_a_name_of_several_places_is_asked_about(chat, answer, found):
    chat.says("no food, newton", "need_food")
    assert chat.asks == ["which"] and "Newton" in chat.text
    choices = chat.buttons
    assert len(choices) == 2
    chat.says(**answer)
    assert chat.cards and chat.memory.place["label"] == choices[found]
    assert chat.memory.needs == ("food",)


def test_one_of_several_places_can_be_pressed(chat):
    chat.says("no food, newton", "need_food")
    chat.presses(chat.buttons[1])
    assert chat.cards and "Newton Regis" in chat.memory.place["label"]


def test_several_places_and_no_wish_to_say_which(chat):
    chat.says("no food, newton", "need_food")
    chat.says("skip", "no_place")
    assert chat.cards and chat.asks == []


def test_outside_the_county_national_help_and_the_way_to_the_right_council(chat):
    said = chat.says("no food in coventry", "need_food")
    assert "Coventry is outside Warwickshire" in said
    assert "https://www.gov.uk/find-local-council" in said
    scopes = {card["scope"] for say in chat.last.says if say.custom for card in say.custom["cards"]}
    assert scopes == {"national"}


def test_a_postcode_that_does_not_exist_is_asked_for_once_more_and_then_done_without(chat):
    chat.says("no food", "need_food")
    chat.says("cv99 9zz", "give_place")
    assert chat.asks == ["postcode"] and word(chat, "postcode_unknown") in chat.text
    chat.says("cv99 9zz", "give_place")
    assert chat.cards and chat.asks == []


def test_a_place_that_nobody_knows_is_asked_for_once_more_and_then_done_without(chat):
    chat.says("no food", "need_food")
    chat.says("blimptonia", "give_place")
    assert chat.asks == ["postcode"] and word(chat, "place_not_found") in chat.text
    chat.says("blimptonia", "nlu_fallback")
    assert chat.cards and word(chat, "place_not_found_again") in chat.text


def test_a_place_that_nobody_knows_without_a_question_is_asked_for(chat):
    chat.says("im in blimptonia", "give_place")
    assert chat.asks == ["postcode"]
    chat.says("rugby", "give_place")
    assert chat.asks == ["category"]


def test_moving_on_to_another_place(chat):
    chat.says("food bank in rugby", "need_food")
    before = chat.cards
    chat.says("what about somewhere else", "change_place")
    assert chat.asks == ["postcode"]
    chat.says("leamington", "give_place")
    assert chat.cards and chat.cards != before
    assert chat.memory.place["label"].startswith("Leamington")


def test_the_full_postcode_is_not_kept(chat):
    chat.says("food bank near cv34 4rl", "need_food")
    assert "4RL" not in str(chat.slots).upper()


def test_a_shared_sector_names_its_councils(chat):
    said = chat.says("cant pay my council tax, cv33 9", "need_council_tax")
    assert {"council-tax-warwick", "council-tax-stratford"} <= set(chat.cards)
    assert "Warwick or Stratford-on-Avon" in said


def test_thanks_instead_of_a_place_is_just_thanks(chat):
    chat.says("no food", "need_food")
    assert chat.says("ok thanks", "thanks") == word(chat, "thanks")


def test_two_needs_one_of_which_needs_a_place(chat):
    chat.says("debts and no food", "need_debt", needs=["debt", "food"])
    assert chat.cards and chat.asks == ["postcode"]
    chat.says("rugby", "give_place")
    assert chat.asks == [] and distances(chat)[0] is not None


@pytest.mark.parametrize("place", ["newton", "cv99 9zz"])
def test_what_was_wished_for_is_not_forgotten_over_the_question_where(chat, place):
    chat.says(f"no voucher, no id, food open now {place}", "need_food", wishes=["no_referral"], situations=["no_id"])
    assert chat.asks in (["which"], ["postcode"])
    chat.says("rugby", "give_place")
    assert chat.memory.wishes == {"no_referral": True}
    assert "no ID" in chat.text
