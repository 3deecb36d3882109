from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import safety
from channels.messages import Button
from channels.rasa import RasaClient
from channels.sms import answering as module
from channels.sms.answering import SAME_WORDS, SILENT_AT, SLOW_DOWN_AT, Answering, Decision, Known, Names
from channels.sms.inbox import Waiting
from channels.sms.models import InboundState
from channels.sms.offers import Offers
from channels.sms.rendering import Lines, Text
from channels.wording import Wording
from tests.channels.fake_rasa import FakeRasa
from tests.channels.sms.sms_factories import HER, HIM, NOON, NUMBER, SEALED, card, listed

DANGER, HINT, MACHINE = "i want to kill myself", "my life is over", "Automatic reply: thank you for your email"
NAMES = Names("Warwickshire County Council", "Signpost", "https://signpost.example/privacy")
IDLE, PATIENCE = timedelta(minutes=60), timedelta(seconds=60)
KNOWN = Known(session=3, heard_at=NOON - timedelta(minutes=5), greeted=True)
CRISIS = safety.reply(("self_harm",), safety.snapshot(), "sms")[0]
REST = Offers(rest=("3 Third 024 7634 0003", "4 Fourth 024 7634 0004"))
CHOICES = Offers(choices=(Button("Food", "/need_food"), Button("Heating", "/need_energy")))

Answer = Callable[..., Decision]


@pytest.fixture
def answering(rasa: FakeRasa, wording: Wording) -> Iterator[Answering]:
    client = RasaClient(rasa.url, timeout_seconds=0.4)
    yield Answering(client, wording, dict, SEALED, NAMES, IDLE, PATIENCE)
    client.close()


def waiting(text: str | None, **others: Any) -> Waiting:
    known = {"id": 7, "contact": HER, "provider": "notify", "text": text, "number": NUMBER}
    return Waiting(**{**known, "stored_at": NOON, "attempts": 1, **others})


@pytest.fixture
def answer(answering: Answering) -> Answer:
    """answer("text", known=…, now=…, quiet=…, stored_at=…) → what is decided about it."""

    def decided(text: str | None, known: Known = KNOWN, **others: Any) -> Decision:
        now, quiet = others.pop("now", NOON), others.pop("quiet", False)
        return answering.answer(waiting(text, **others), known, now, provider_answers_stop=quiet)

    return decided


@pytest.fixture
def said(wording: Wording) -> Callable[[str], str]:
    """The words of a key, with every value that a fixed sentence may name."""
    values = {"council": NAMES.council, "assistant": NAMES.assistant, "privacy": NAMES.privacy}
    return lambda key: wording.say(key, "sms", **values, **safety.snapshot())


def texts(decision: Decision) -> list[str]:
    return [text.text for text in decision.texts]


def ignored(decision: Decision) -> str:
    """Why nobody is answered."""
    assert decision.texts == () and decision.state is InboundState.IGNORED
    return decision.code


# In which order


def test_what_is_said_goes_to_the_assistant(answer, rasa):
    assert texts(answer("no food cv11")) == ["Hello."]
    assert rasa.last["message"] == "no food cv11"


def test_the_assistant_learns_the_channel_and_which_text_it_was(answer, rasa):
    answer("no food cv11", id=42)
    assert rasa.last["metadata"] == {"channel": "sms", "danger": [], "inbound": "42"}


def test_danger_is_answered_first_and_then_by_the_assistant(answer):
    assert texts(answer(DANGER)) == [CRISIS, "Hello."]


@pytest.mark.parametrize("known", [replace(KNOWN, same=SAME_WORDS), replace(KNOWN, sent_in_an_hour=SILENT_AT)])
def test_danger_is_answered_over_every_limit(answer, known):
    assert texts(answer(DANGER, known))[0] == CRISIS


def test_danger_in_the_words_of_a_machine_is_answered(answer):
    assert texts(answer(f"Automatic reply: {DANGER}"))[0] == CRISIS


def test_danger_is_not_taken_for_a_word_with_a_meaning(answer, rasa):
    answer(f"{DANGER} stop")
    assert rasa.last["metadata"]["danger"] == ["self_harm"]


@pytest.mark.parametrize(
    ("text", "others", "code"),
    [
        (MACHINE, {}, "machine"),
        ("hello", {"same": SAME_WORDS}, "loop"),
        ("hello", {"sent_in_an_hour": SILENT_AT}, "limit"),
        ("MORE", {"sent_in_an_hour": SILENT_AT}, "limit"),
        ("HELP", {"same": SAME_WORDS}, "loop"),
        ("START", {"opted_out": False, "sent_in_an_hour": SILENT_AT}, "limit"),
    ],
)
def test_nobody_is_answered(answer, rasa, text, others, code):
    assert ignored(answer(text, replace(KNOWN, offers=REST, **others))) == code
    assert rasa.heard == []


@pytest.mark.parametrize("sent", [SLOW_DOWN_AT, SILENT_AT - 1])
def test_near_the_limit_a_telephone_is_asked_to_wait(answer, rasa, said, sent):
    assert texts(answer("hello", replace(KNOWN, sent_in_an_hour=sent))) == [said("utter_sms_too_many")]
    assert rasa.heard == []


@pytest.mark.parametrize("others", [{"sent_in_an_hour": SLOW_DOWN_AT - 1}, {"same": SAME_WORDS - 1}])
def test_below_the_limits_everybody_is_answered(answer, others):
    assert texts(answer("hello", replace(KNOWN, **others))) == ["Hello."]


@pytest.mark.parametrize("text", ["MORE", "BACK", "1"])
def test_whoever_pages_through_a_list_is_no_machine(answer, text):
    assert answer(text, replace(KNOWN, same=SAME_WORDS, offers=REST)).texts


@pytest.mark.parametrize(
    "others", [{"sent_in_an_hour": SILENT_AT}, {"sent_in_an_hour": SLOW_DOWN_AT}, {"same": SAME_WORDS}]
)
def test_stop_is_obeyed_over_every_limit(answer, others):
    assert answer("STOP", replace(KNOWN, **others)).changes["opted_out_at"] == NOON


# STOP and START


def test_stop_is_confirmed_and_opts_out(answer, rasa, said):
    decision = answer("STOP")
    assert decision.texts == (Text(said("utter_sms_stopped"), "stop"),)
    assert decision.changes["opted_out_at"] == NOON
    assert rasa.heard == []


def test_stop_ends_the_conversation_and_what_it_offered(answer):
    changes = answer("STOP", replace(KNOWN, offers=REST)).changes
    assert (changes["session"], changes["offered"]) == (KNOWN.session + 1, {})


def test_where_the_provider_confirms_stop_we_say_nothing(answer):
    decision = answer("STOP", quiet=True)
    assert decision.texts == () and decision.state is InboundState.ANSWERED
    assert decision.changes["opted_out_at"] == NOON


def test_where_the_provider_confirms_start_we_say_nothing(answer):
    decision = answer("START", replace(KNOWN, opted_out=True), quiet=True)
    assert decision.texts == () and decision.changes["opted_out_at"] is None


OUT = replace(KNOWN, opted_out=True)


@pytest.mark.parametrize("text", ["hello", "HELP", "MORE", "1", "NEW", "STOP", "no food cv11", MACHINE])
def test_after_stop_there_is_silence(answer, rasa, text):
    decision = answer(text, OUT)
    assert ignored(decision) == "opted_out"
    assert (decision.changes, rasa.heard) == ({}, [])


@pytest.mark.parametrize("text", [DANGER, HINT])
def test_after_stop_danger_gets_exactly_one_text(answer, rasa, text):
    decision = answer(text, OUT)
    assert decision.texts == (Text(CRISIS, "danger", {"type": "danger", "kinds": ["self_harm"]}),)
    assert rasa.heard == []


def test_after_stop_danger_does_not_bring_the_texts_back(answer):
    assert answer(DANGER, OUT).changes == {}


@pytest.mark.parametrize("text", ["START", "start", "unstop", "Yes", "yes please"])
def test_after_stop_start_or_yes_brings_the_texts_back(answer, said, text):
    decision = answer(text, OUT)
    assert texts(decision) == [said("utter_sms_started")]
    assert decision.changes["opted_out_at"] is None


def test_yes_is_an_answer_for_the_assistant_where_nobody_said_stop(answer, rasa):
    answer("yes")
    assert rasa.last["message"] == "yes"


# HELP


def test_help_says_what_this_is_and_whom_to_ring(answer, rasa, said):
    decision = answer("HELP")
    assert texts(decision) == [said("utter_sms_help")]
    assert rasa.heard == []


def test_help_has_no_more_segments_than_an_answer(answer):
    assert answer("HELP").texts[0].segments <= 3


def test_after_help_no_greeting_is_needed(answer):
    assert answer("HELP", replace(KNOWN, greeted=False)).changes["greeted"] is True


# MORE, BACK and numbers


def test_more_brings_first_what_did_not_fit(answer, rasa):
    decision = answer("MORE", replace(KNOWN, offers=REST))
    assert texts(decision) == ["3 Third 024 7634 0003\n4 Fourth 024 7634 0004"]
    assert decision.changes["offered"] == {}
    assert rasa.heard == []


def test_more_keeps_what_does_not_fit_this_time_either(answer, said):
    long = Offers(rest=tuple(f"{place} {'Foodbank ' * 15}024 7634 000{place}" for place in range(1, 7)))
    decision = answer("MORE", replace(KNOWN, offers=long))
    assert decision.texts[0].text.endswith(said("utter_sms_footer_rest"))
    sent = decision.texts[0].text.split("\n")[:-1]
    assert (*sent, *decision.changes["offered"]["rest"]) == tuple(" ".join(line.split()) for line in long.rest)


def test_then_more_asks_the_assistant_for_more(answer, rasa):
    answer("MORE")
    assert rasa.last["message"] == "/more_results"


def test_back_brings_the_list_again(answer, rasa):
    offers = Offers(listed=Lines(("1 First", "2 Second"), ("Food near CV11:",), ("Reply 1.", "MORE.")))
    assert texts(answer("BACK", replace(KNOWN, offers=offers))) == ["Food near CV11:\n1 First\n2 Second\nReply 1."]
    assert rasa.heard == []


def test_back_brings_the_list_as_it_was_sent_with_its_rest(answer, rasa):
    cards = [card(name=f"Foodbank {'of the parish ' * 4}{place}") for place in range(7)]
    rasa.says(listed(*cards))
    first = answer("food cv11")
    there = replace(KNOWN, offers=Offers.read(json.loads(json.dumps(first.changes["offered"]))))
    again = answer("BACK", replace(there, offers=replace(there.offers, rest=())))
    assert texts(again) == texts(first)
    assert again.changes["offered"]["rest"] == first.changes["offered"]["rest"]


def test_back_takes_choices_away_so_that_numbers_mean_the_list(answer):
    offers = replace(CHOICES, listed=Lines(("1 First",)))
    assert "choices" not in answer("BACK", replace(KNOWN, offers=offers)).changes["offered"]


def test_back_without_a_list_says_so(answer, said):
    assert texts(answer("BACK")) == [said("utter_sms_no_list")]


def test_the_list_stays_within_reach_while_a_service_is_told(answer, rasa):
    offers = Offers(listed=Lines(("1 Nuneaton Foodbank",)))
    rasa.says(listed(card(), intro="Nuneaton Foodbank"))
    assert answer("1", replace(KNOWN, offers=offers)).changes["offered"]["list"]["lines"] == ("1 Nuneaton Foodbank",)


@pytest.mark.parametrize(
    ("text", "heard"), [("1", "/need_food"), ("2", "/need_energy"), ("no. 2", "/need_energy"), ("3", "3")]
)
def test_a_number_is_the_choice_that_was_offered(answer, rasa, text, heard):
    answer(text, replace(KNOWN, offers=CHOICES))
    assert rasa.last["message"] == heard


def test_without_choices_a_number_is_what_was_said(answer, rasa):
    answer("2")
    assert rasa.last["message"] == "2"


def test_choices_are_kept_for_the_next_text_only(answer):
    assert answer("hello", replace(KNOWN, offers=CHOICES)).changes["offered"] == {}


# Conversations


def test_a_conversation_has_one_id(answer, rasa):
    answer("one"), answer("two")
    assert rasa.heard[0]["sender"] == rasa.heard[1]["sender"]


def test_the_id_of_a_conversation_tells_no_number(answer, rasa):
    answer("one")
    assert rasa.last["sender"].startswith("sms-")
    assert HER not in rasa.last["sender"] and NUMBER.lstrip("+") not in rasa.last["sender"]


def test_two_telephones_never_share_a_conversation(answer, rasa):
    answer("one"), answer("one", contact=HIM)
    assert rasa.heard[0]["sender"] != rasa.heard[1]["sender"]


def test_new_starts_another_conversation(answer, rasa):
    answer("one"), answer("NEW", replace(KNOWN, offers=REST))
    assert rasa.last["message"] == "/restart"
    assert rasa.heard[0]["sender"] != rasa.heard[1]["sender"]


def test_new_is_remembered(answer):
    changes = answer("NEW", replace(KNOWN, offers=REST)).changes
    assert (changes["session"], changes["offered"]) == (KNOWN.session + 1, {})


def test_after_an_hour_of_silence_there_is_another_conversation(answer, rasa):
    answer("one", now=NOON + timedelta(minutes=55)), answer("two", now=NOON + timedelta(minutes=56))
    assert rasa.heard[0]["sender"] != rasa.heard[1]["sender"]


def test_after_an_hour_of_silence_nothing_is_offered_any_more(answer, rasa):
    answer("MORE", replace(KNOWN, offers=REST), now=NOON + timedelta(minutes=56))
    assert rasa.last["message"] == "/more_results"


@pytest.mark.parametrize("outcome", [200, 500])
def test_when_it_was_heard_is_remembered(answer, rasa, outcome):
    rasa.sends(b'[{"text": "Hello."}]', outcome)
    assert answer("hello", stored_at=NOON - PATIENCE).changes["heard_at"] == NOON


# The greeting


STRANGER = Known()


def test_the_first_answer_begins_with_a_greeting(answer, said):
    decision = answer("hello", STRANGER)
    assert texts(decision) == [f"{said('utter_sms_greeting')}\nHello."]
    assert decision.changes["greeted"] is True


def test_nobody_is_greeted_twice(answer):
    decision = answer("hello", KNOWN)
    assert texts(decision) == ["Hello."] and decision.changes["greeted"] is True


def test_danger_is_answered_without_a_greeting_which_comes_another_time(answer):
    decision = answer(DANGER, STRANGER)
    assert texts(decision) == [CRISIS, "Hello."]
    assert decision.changes["greeted"] is False


# When the assistant does not answer


@pytest.fixture(params=["refuses", "hangs_up", "silent"])
def down(request: pytest.FixtureRequest, rasa: FakeRasa) -> None:
    faults = {"refuses": lambda: rasa.sends(b"", 500), "hangs_up": rasa.hangs_up, "silent": lambda: rasa.says([])}
    faults[request.param]()


def test_while_the_assistant_is_down_a_text_waits(answer, down):
    decision = answer("hello", now=NOON + PATIENCE - timedelta(seconds=1))
    assert (decision.wait, decision.blamed, decision.texts) == (True, False, ())


def test_when_patience_ends_the_text_gets_the_numbers_of_people(answer, down, said):
    decision = answer("hello", now=NOON + PATIENCE)
    assert texts(decision) == [said("utter_unavailable")]
    assert not decision.wait


@pytest.mark.parametrize("text", [DANGER, HINT])
def test_danger_is_answered_at_once_while_the_assistant_is_down(answer, down, text):
    assert texts(answer(text)) == [CRISIS]


@pytest.mark.parametrize("text", ["STOP", "HELP", "BACK"])
def test_words_with_a_meaning_are_answered_while_the_assistant_is_down(answer, down, text):
    assert answer(text).texts


def test_numbers_are_said_as_staff_keep_them(answering):
    kept = {"county_council": replace(safety.snapshot()["county_council"], phone="01926 000000")}
    decision = replace(answering, contacts=lambda: kept).answer(
        waiting("HELP"), KNOWN, NOON, provider_answers_stop=False
    )
    assert "01926 000000" in decision.texts[0].text


# What cannot be answered, and what nobody may read


@pytest.mark.parametrize("others", [{"text": None}, {"number": None}])
def test_what_cannot_be_unsealed_is_parked(answering, rasa, others):
    decision = answering.answer(waiting(**{"text": "hello", **others}), KNOWN, NOON, provider_answers_stop=False)
    assert (decision.state, decision.code, decision.texts) == (InboundState.PARKED, "unsealed", ())
    assert rasa.heard == []


def test_who_was_tried_in_vain_is_told_whom_to_ring(answering, said):
    decision = answering.parked("ValueError")
    assert texts(decision) == [said("utter_unavailable")]
    assert (decision.state, decision.code) == (InboundState.PARKED, "ValueError")


def test_who_was_tried_in_vain_is_told_although_the_database_is_down(answering, said):
    def broken():
        raise OSError("database")

    assert texts(replace(answering, contacts=broken).parked("x")) == [said("utter_unavailable")]


def test_only_the_redacted_words_are_kept(answer, rasa):
    assert answer("ring me on 07700 900123 about food").heard == "ring me on [removed] about food"
    assert rasa.last["message"] == "ring me on [removed] about food"


@pytest.mark.parametrize("known", [KNOWN, OUT, replace(KNOWN, sent_in_an_hour=SILENT_AT)])
@pytest.mark.parametrize("text", ["unmistakable zebra", f"unmistakable zebra {DANGER}", "zebra automatic reply"])
@pytest.mark.parametrize("works", [True, False])
def test_nothing_typed_appears_in_logs(answer, rasa, caplog, known, text, works):
    caplog.set_level(logging.DEBUG)
    rasa.sends(b'[{"text": "Hello."}]', 200 if works else 500)
    answer(text, known, stored_at=NOON - PATIENCE)
    assert "zebra" not in caplog.text and NUMBER.lstrip("+") not in caplog.text and "7700" not in caplog.text


def test_what_is_offered_is_kept_as_facts_without_the_residents_words(answer, rasa):
    rasa.says(listed(card(), card()))
    assert "zebra" not in json.dumps(answer("zebra food cv11").changes["offered"])


def test_the_limits_are_below_what_the_networks_allow():
    assert module.SLOW_DOWN_AT < module.SILENT_AT < 100
