"""What people ask after a list: about one of it, for less, for more, again, from the start."""

from __future__ import annotations

import pytest

from actions.details import QUESTIONS
from tests.actions.test_places import word

ASKS = sorted(QUESTIONS - {"nth_result"})


@pytest.fixture
def listed(chat):
    """Five places and lines for food near Nuneaton are on the screen."""
    chat.says("food bank cv11 4ab", "need_food")
    assert len(chat.cards) == 5
    return chat


def name_of(chat, at):
    return next(say.custom["cards"][at]["name"] for say in chat.last.says if say.custom)


@pytest.mark.parametrize("at", [1, 2, 5])
def test_the_nth_one_is_told_in_full(listed, at):
    name, slug = name_of(listed, at - 1), listed.cards[at - 1]
    said = listed.says("that one", "nth_result", ordinal=str(at))
    assert listed.cards == [slug] and name in said
    assert listed.memory.focus == slug


def test_the_last_one_is_the_last_of_the_list(listed):
    slug = listed.cards[-1]
    listed.says("last one", "nth_result", ordinal="last")
    assert listed.cards == [slug]


def test_a_number_that_is_not_on_the_list_is_asked_about(listed):
    listed.says("number nine", "nth_result", ordinal="9")
    assert listed.asks == ["which"] and len(listed.buttons) == 5
    listed.presses(listed.buttons[2])
    assert len(listed.cards) == 1


@pytest.mark.parametrize("act", ASKS)
def test_a_question_about_the_second_one(listed, act):
    name, other = name_of(listed, 1), name_of(listed, 3)
    said = listed.says("and the second", act, ordinal="2")
    assert said.startswith(f"{name}:") and other not in said


@pytest.mark.parametrize("act", ASKS)
def test_a_question_about_one_by_its_name(listed, act):
    said = listed.says("what about help through hardship", act)
    assert "Hardship" in said.split(":")[0]


@pytest.mark.parametrize("act", ASKS)
def test_a_question_about_the_one_that_was_talked_about(listed, act):
    name = name_of(listed, 1)
    listed.says("second", "nth_result", ordinal="2")
    assert listed.says("and", act).startswith(f"{name}:")


@pytest.mark.parametrize("act", ASKS)
def test_a_question_about_none_in_particular_is_answered_for_all(listed, act):
    lines = listed.says("tell me", act).splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]


@pytest.mark.parametrize("act", [*ASKS, "nth_result"])
def test_a_question_before_any_list_leads_to_what_is_needed(chat, act):
    said = chat.says("when is it open", act)
    assert chat.asks == ["category"] and word(chat, "nothing_shown_yet") in said


def test_a_name_alone_chooses_it(listed):
    listed.says("hardship", "nlu_fallback")
    assert len(listed.cards) == 1


def test_open_now_shows_only_what_is_open_or_says_that_nothing_is(listed):
    listed.says("open now?", "filter_open_now")
    shown = [card for say in listed.last.says for card in say.custom["cards"]]
    none = word(listed, "none_meets").split("{")[0].strip() in listed.text
    assert none or all(card["open"]["state"] == "open" for card in shown)
    assert listed.memory.wishes == {"open_now": True}


def test_a_day_that_was_named(listed):
    listed.says("open on saturday", "filter_day", whens=["saturday"])
    assert listed.memory.wishes == {"day": "2026-11-28"}


@pytest.mark.parametrize("intent", ["filter_day", "nlu_fallback", "give_place"])
def test_a_day_that_was_not_named_is_asked_for(listed, intent):
    listed.says("which are open on a day", "filter_day")
    assert listed.asks == ["day"]
    listed.says("saturday morning", intent, whens=["saturday morning"])
    assert listed.memory.wishes == {"day": "2026-11-28", "start": "06:00:00", "end": "12:00:00"}


def test_without_a_voucher_nothing_that_needs_one_comes_first(listed):
    listed.says("without a voucher", "filter_no_referral")
    first = listed.last.says[0].custom["cards"][0]
    assert first["referral"] == "not_needed" or "not_no_referral" in first["why"]


def test_filters_add_up(listed):
    listed.says("without a voucher", "filter_no_referral")
    listed.says("step free", "filter_step_free")
    assert listed.memory.wishes == {"no_referral": True, "step_free": True}


def test_a_new_need_forgets_the_filters(listed):
    listed.says("without a voucher", "filter_no_referral")
    listed.says("somewhere warm", "need_warm_space")
    assert listed.memory.wishes is None


@pytest.mark.parametrize("act", ["filter_open_now", "filter_day", "filter_step_free", "filter_nearer", "more_results"])
def test_a_filter_before_any_need_leads_to_what_is_needed(chat, act):
    chat.says("only those", act)
    assert chat.asks == ["category"]


def test_nearer_asks_for_a_finer_place(chat):
    chat.says("food in rugby", "need_food")
    chat.says("anything nearer", "filter_nearer")
    assert chat.asks == ["postcode"]


def test_nearer_than_a_full_postcode_there_is_nothing(listed):
    assert word(listed, "already_nearest") in listed.says("anything nearer", "filter_nearer")


def test_more_goes_on_without_repeating_until_there_is_no_more(listed):
    seen = list(listed.cards)
    for _ in range(20):
        listed.says("more", "more_results")
        if not listed.cards:
            break
        assert not set(seen) & set(listed.cards)
        seen += listed.cards
    assert listed.cards == [] and "That is all I know" in listed.text


def test_yes_after_a_list_is_more(listed):
    before = listed.cards
    listed.says("yes please", "affirm")
    assert listed.cards and not set(before) & set(listed.cards)


def test_more_of_two_needs_repeats_nothing(chat):
    chat.says("food and warmth, rugby", "need_food", needs=["food", "warm_space"])
    seen = list(chat.cards)
    for _ in range(3):
        chat.presses("Show me more")
        assert not set(seen) & set(chat.cards)
        seen += chat.cards


def test_repeat_says_the_last_answer_word_for_word(listed):
    said, cards = listed.text, listed.cards
    assert listed.says("say that again", "repeat") == said
    assert listed.cards == cards


def test_repeat_after_a_repeat_is_still_the_answer(listed):
    said = listed.text
    listed.says("say that again", "repeat")
    assert listed.says("again", "repeat") == said


def test_repeat_before_anything_was_said(chat):
    assert chat.says("what", "repeat") == word(chat, "nothing_to_repeat")


def test_restart_forgets_everything(listed):
    said = listed.says("start again", "restart")
    assert word(listed, "restarted") in said and listed.asks == ["category"]
    assert {name: value for name, value in listed.slots.items() if value} == {"asked": "category"}


def test_another_need_keeps_the_place(listed):
    listed.says("something else", "change_need")
    assert listed.asks == ["category"] and listed.memory.needs == ()
    listed.says("somewhere warm", "need_warm_space")
    assert listed.cards and listed.asks == []


def test_another_need_in_the_same_message_is_answered(listed):
    listed.says("forget that, help with debt", "change_need", needs=["debt"])
    assert listed.memory.needs == ("debt",) and listed.cards


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        ("refused", "If a food bank said no"),
        ("no_voucher", "No voucher?"),
        ("no_id", "Ask even if you have no ID"),
        ("nrpf", "No recourse to public funds?"),
        ("cannot_travel", "If you cannot travel"),
        ("payday", "Waiting for money?"),
    ],
)
def test_what_makes_it_harder_is_answered_first(chat, situation, words):
    said = chat.says("no food in rugby", "need_food", situations=[situation])
    assert words in said.split("1.")[0]
    assert chat.cards


def test_needs_are_answered_most_urgent_first(chat):
    chat.says("bills, no food, rugby", "need_energy", needs=["energy", "food", "prepay_emergency"])
    assert chat.memory.needs == ("prepay_emergency", "food", "energy")
    groups = [group["need"] for group in chat.last.says[0].custom["groups"]]
    assert groups == ["prepay_emergency", "food", "energy"]


def test_a_need_said_again_of_one_of_them_is_a_question_about_it(listed):
    said = listed.says(
        "is the foodbank one free and do i need a voucher",
        "need_food",
        needs=("food",),
        likely=("need_food", "ask_referral"),
    )
    assert "voucher" in said and len(listed.cards) != 5


def test_a_need_said_again_without_them_is_asked_for_again(listed):
    listed.says("food bank open today", "need_food", needs=("food",), likely=("need_food", "ask_hours"))
    assert len(listed.cards) == 5
