"""After danger: the fixed words once, no question, and what else was needed."""

from __future__ import annotations

import pytest

import safety
from knowledge_base.models import KeyContact
from tests.actions.test_places import word

KINDS = sorted(safety.NEED_OF)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_channel_answered_is_not_said_again(chat, kind):
    said = chat.says("something terrible", "nlu_fallback", danger=(kind,), dangers=[kind])
    for text in safety.reply([kind], safety.snapshot()):
        assert text not in said
    assert chat.asks == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_only_the_assistant_saw_is_answered_with_the_fixed_words(chat, kind):
    said = chat.says("something terrible", "danger", dangers=[kind])
    fixed = safety.reply([kind], safety.snapshot())
    assert tuple(say.text for say in chat.last.says)[: len(fixed)] == fixed
    assert chat.last.says[0].custom == {"type": "danger", "kinds": [kind]}
    assert said.count(fixed[0]) == 1 and chat.asks == []


def test_the_most_urgent_danger_is_answered_first(chat):
    chat.says("terrible", "danger", dangers=["energy_off", "self_harm"])
    assert chat.last.says[0].text == safety.reply(["energy_off", "self_harm"], safety.snapshot())[0]


def test_nothing_is_added_where_there_is_nothing_to_add(chat):
    chat.says("i want to die", "nlu_fallback", danger=("self_harm",))
    assert [say.custom for say in chat.last.says] == [{"type": "silence"}]


def test_other_needs_of_the_message_are_answered_after(chat):
    chat.says("i want to die and we have no food in rugby", "need_food", danger=("self_harm",), needs=["food"])
    assert chat.cards and chat.memory.needs == ("food",)
    assert chat.memory.place["label"] == "Rugby"


def test_no_place_is_asked_for_although_none_is_known(chat):
    chat.says("nowhere to sleep tonight", "need_homeless_tonight", danger=("homeless",), needs=["homeless_tonight"])
    assert chat.cards and chat.asks == []


def test_a_refuge_is_offered_without_the_need_being_named(chat):
    chat.says("he hits me", "nlu_fallback", danger=("abuse",))
    assert "domestic_abuse" in chat.last.says[-1].custom["needs"]


@pytest.mark.parametrize("kind", ["self_harm", "gas", "medical"])
def test_the_danger_s_own_need_is_not_listed_beside_the_fixed_words(chat, kind):
    need = safety.NEED_OF[kind]
    chat.says("terrible", f"need_{need}", danger=(kind,), needs=[need])
    assert chat.cards == []


def test_the_conversation_can_go_on(chat):
    chat.says("i want to die", "nlu_fallback", danger=("self_harm",))
    chat.says("no food either, bedworth", "need_food")
    assert chat.cards and chat.asks == []


def test_a_question_that_waited_is_dropped(chat):
    chat.says("no food", "need_food")
    assert chat.asks == ["postcode"]
    chat.says("i want to die", "nlu_fallback", danger=("self_harm",))
    assert chat.memory.asked is None
    chat.says("hello", "greet")
    assert word(chat, "greet") in chat.text


def test_a_wrong_number_that_staff_mended_is_said_as_mended(chat):
    chat.session.get(KeyContact, "samaritans").phone = "116 000"
    assert "116 000" in chat.says("terrible", "danger", dangers=["self_harm"])
