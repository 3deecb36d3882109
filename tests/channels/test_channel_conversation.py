"""One message in, one reply out, with a Rasa that may do anything at the wire."""

from __future__ import annotations

from dataclasses import replace

import pytest

import safety
from channels.conversation import MAX_CHARACTERS, reply_to
from channels.messages import Button, Inbound, Outcome
from channels.rasa import RasaClient

SUICIDAL = "i want to kill myself"
GAS = "there is a smell of gas in my kitchen"
HINT = "he keeps my bank card"


def texts(reply) -> list[str]:
    return [message.text for message in reply.messages]


def test_what_rasa_says_is_the_reply(reply, rasa):
    rasa.says([{"text": "First."}, {"text": "Second."}])
    assert texts(reply("no food")) == ["First.", "Second."]
    assert rasa.last == {"sender": "c0ffee", "message": "no food", "metadata": {"channel": "web", "danger": []}}


def test_text_and_custom_of_one_utterance_become_one_message(reply, rasa):
    cards = {"type": "service_cards", "cards": []}
    rasa.says([{"text": "Sorry to hear that."}, {"text": "Two places."}, {"custom": cards}])
    first, second = reply("no food").messages
    assert first.custom is None
    assert (second.text, second.custom) == ("Two places.", cards)


def test_a_custom_payload_does_not_attach_to_a_message_that_has_one(reply, rasa):
    rasa.says([{"text": "A"}, {"custom": {"type": "question", "asks": "day"}}, {"custom": {"type": "danger"}}])
    assert [message.custom["type"] for message in reply("no food").messages] == ["question", "danger"]


def test_buttons_keep_title_and_payload(reply, rasa):
    rasa.says([{"text": "Which?", "buttons": [{"title": "Food", "payload": "/need_food"}, {"title": "broken"}]}])
    assert reply("help").messages[0].buttons == (Button("Food", "/need_food"),)


def test_a_payload_of_a_button_reaches_rasa_as_an_intent(reply, rasa):
    reply("Food", payload='/need_food{"place": "CV11"}')
    assert rasa.last["message"] == '/need_food{"place": "CV11"}'


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        " /restart",
        "//restart",
        "\u200b/restart",
        "/\u200b/restart",
        "\ufeff / restart",
        "／restart",
        "\u2044restart",
        "\u2215restart",
        "\x00/restart",
        "\u202e/restart",
        "\u00a0/restart",
    ],
)
def test_a_typed_slash_is_never_an_intent(reply, rasa, typed):
    reply(typed)
    assert rasa.last["message"] == "restart"


def test_a_slash_inside_a_message_stays(reply, rasa):
    reply("gas/electric bill")
    assert rasa.last["message"] == "gas/electric bill"


def test_control_and_invisible_characters_are_gone(reply, rasa):
    reply("no\x00 fo\u200bod\r\n\x1b[31m in \ud800rugby\u202e")
    assert rasa.last["message"] == "no food [31m in rugby"


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00\x01\x1f", "\u200b\u200d\ufeff", "/", " // "])
def test_nothing_typed_gets_a_kind_reply_without_rasa(reply, rasa, wording, typed):
    answer = reply(typed)
    assert texts(answer) == [wording.say("utter_empty")]
    assert (answer.outcome, rasa.heard) == (Outcome.REFUSED, [])


@pytest.mark.parametrize("typed", ["😢", "👍🏽👍🏽", "👨‍👩‍👧", "???", "…", "❤️"])
def test_no_words_get_a_kind_reply_without_rasa(reply, rasa, wording, typed):
    assert texts(reply(typed)) == [wording.say("utter_no_words")]
    assert rasa.heard == []


@pytest.mark.parametrize("typed", ["мне нужна еда", "طعام", "我需要食物", "asdfgh", "1", "x" * MAX_CHARACTERS])
def test_other_scripts_gibberish_and_long_messages_go_to_rasa(reply, rasa, typed):
    assert texts(reply(typed)) == ["Hello."]
    assert rasa.last["message"] == typed


def test_too_long_a_message_gets_a_kind_reply_without_rasa(reply, rasa, wording):
    answer = reply("help " * 2000)
    assert texts(answer) == [wording.say("utter_too_long")]
    assert rasa.heard == []
    assert len(answer.heard) <= MAX_CHARACTERS


def test_danger_in_too_long_a_message_is_still_answered(reply, rasa, wording):
    answer = reply("so much to say. " * 300 + SUICIDAL)
    assert answer.danger == ("self_harm",)
    assert wording.say("utter_too_long") not in texts(answer)


def test_danger_comes_first_and_rasa_goes_on_after_it(reply, rasa):
    rasa.says([{"text": "Food near CV11."}])
    answer = reply(f"{SUICIDAL} and no food cv11")
    expected = safety.reply(("self_harm",), safety.snapshot())
    assert texts(answer) == [*expected, "Food near CV11."]
    assert answer.messages[0].custom == {"type": "danger", "kinds": ["self_harm"]}
    assert rasa.last["metadata"]["danger"] == ["self_harm"]


def test_rasa_is_silent_where_danger_was_all(reply, rasa):
    rasa.says([{"custom": {"type": "silence"}}])
    answer = reply(SUICIDAL)
    assert texts(answer) == list(safety.reply(("self_harm",), safety.snapshot()))
    assert answer.outcome is Outcome.ANSWERED


def test_silence_does_not_take_the_text_before_it(reply, rasa):
    rasa.says([{"text": "Food."}, {"custom": {"type": "silence"}}])
    answer = reply(SUICIDAL)
    assert answer.messages[-1].text == "Food."
    assert answer.messages[-1].custom is None


def test_danger_is_answered_over_the_limit(reply, rasa, wording):
    assert reply(GAS, over_limit=True).danger == ("gas",)
    assert texts(reply("no food", over_limit=True)) == [wording.say("utter_slow_down")]
    assert rasa.heard == []


def test_danger_hidden_by_invisible_characters_is_found(reply):
    assert reply("i want to k\u200bill my\u200dself").danger == ("self_harm",)
    assert reply("/i want to kill myself").danger == ("self_harm",)


def test_danger_in_a_button_is_answered_too(reply):
    assert reply("I want to kill myself", payload="/need_self_harm_crisis").danger == ("self_harm",)


def test_danger_is_answered_with_rasa_down(reply, rasa, wording):
    rasa.hangs_up()
    answer = reply(SUICIDAL)
    assert texts(answer) == [
        *safety.reply(("self_harm",), safety.snapshot()),
        wording.say("utter_unavailable_short"),
    ]
    assert answer.outcome is Outcome.UNAVAILABLE


def test_a_mere_hint_is_left_to_rasa_while_it_answers(reply, rasa):
    assert [danger.sure for danger in safety.find_hints(HINT)] == [False]
    rasa.says([{"text": "What do you need?"}])
    found = reply(HINT)
    assert texts(found) == ["What do you need?"]
    assert rasa.last["metadata"]["danger"] == []


def test_a_mere_hint_counts_where_nobody_else_can_weigh_it(reply, rasa):
    kinds = [danger.kind for danger in safety.find_hints(HINT)]
    rasa.stop()
    down = reply(HINT)
    assert down.outcome is Outcome.UNAVAILABLE
    assert texts(down)[0] == safety.reply(kinds, safety.snapshot())[0]
    assert texts(reply(f"{HINT} {'and so on ' * MAX_CHARACTERS}"))[0] == safety.reply(kinds, safety.snapshot())[0]
    assert texts(reply(HINT, over_limit=True))[0] == safety.reply(kinds, safety.snapshot())[0]


def test_somebody_in_danger_does_not_wait_the_full_time(rasa, wording, monkeypatch):
    monkeypatch.setattr("channels.conversation.DANGER_PATIENCE_SECONDS", 0.1)
    patient = RasaClient(rasa.url, timeout_seconds=5)
    rasa.takes(0.5)
    spoken = {"rasa": patient, "wording": wording, "contacts": dict}
    assert reply_to(Inbound("c", SUICIDAL), **spoken).outcome is Outcome.UNAVAILABLE
    assert reply_to(Inbound("c", "no food"), **spoken).outcome is Outcome.ANSWERED
    patient.close()


def test_staff_numbers_are_said_and_the_snapshot_serves_when_the_database_fails(reply, rasa):
    rasa.hangs_up()
    samaritans = safety.snapshot()["samaritans"]

    def database_down():
        raise OSError("no database")

    mended = reply("no food", contacts=lambda: {"samaritans": replace(samaritans, phone="0100 100 100")})
    emptied = reply("no food", contacts=lambda: {"samaritans": replace(samaritans, phone="")})
    fallen_back = reply("no food", contacts=database_down)
    assert "0100 100 100" in mended.messages[0].text
    assert samaritans.phone in emptied.messages[0].text
    assert samaritans.phone in fallen_back.messages[0].text
    assert reply(SUICIDAL, contacts=database_down).danger == ("self_harm",)


BROKEN = {
    "an exception inside Rasa": lambda rasa: rasa.says([]),
    "an error status": lambda rasa: rasa.sends(b"Traceback: secret", status=500),
    "not found": lambda rasa: rasa.sends(b"[]", status=404),
    "a redirect": lambda rasa: rasa.sends(b"", status=302),
    "no JSON": lambda rasa: rasa.sends(b"<html>oh no</html>"),
    "bytes": lambda rasa: rasa.sends(b"\xff\xfe\x00"),
    "an object": lambda rasa: rasa.says({"text": "hello"}),
    "a list of strings": lambda rasa: rasa.says(["hello"]),
    "null": lambda rasa: rasa.says(None),
    "deep nesting": lambda rasa: rasa.sends(b"[" * 100_000),
    "only silence without danger": lambda rasa: rasa.says([{"custom": {"type": "silence"}}]),
    "only empty items": lambda rasa: rasa.says([{"recipient_id": "x"}]),
    "a closed connection": lambda rasa: rasa.hangs_up(),
    "too long a wait": lambda rasa: rasa.takes(1.0),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_rasa_gets_a_fixed_reply_with_numbers(reply, rasa, what):
    BROKEN[what](rasa)
    answer = reply("no food")
    (message,) = answer.messages
    assert safety.snapshot()["samaritans"].phone in message.text
    assert safety.snapshot()["adviceline"].phone in message.text
    assert "secret" not in message.text
    assert answer.outcome is Outcome.UNAVAILABLE


def test_it_recovers_by_itself(reply, rasa):
    rasa.hangs_up()
    assert reply("no food").outcome is Outcome.UNAVAILABLE
    rasa.says([{"text": "Here I am."}])
    assert texts(reply("no food")) == ["Here I am."]


def test_personal_identifiers_never_reach_rasa(reply, rasa):
    answer = reply("im jo@example.org, 07700 900123, cv11 4ab")
    assert rasa.last["message"] == "im [removed], [removed], cv11 4ab"
    assert answer.heard == rasa.last["message"]
