from __future__ import annotations

import re

import pytest
import yaml

import safety
from channels.conversation import WORDING_KEYS
from channels.messages import Button
from channels.wording import Wording, WordingError

RESPONSES = {
    "utter_two": [{"text": "Long words."}, {"text": "Short.", "channel": "sms"}],
    "utter_contact": [{"text": "Ring {line.phone}."}],
    "utter_buttons": [{"text": "Which?", "buttons": [{"title": "Food", "payload": "/need_food"}]}],
    "utter_conditional": [{"text": "No.", "condition": [{"type": "slot", "name": "a", "value": 1}]}],
}


@pytest.fixture
def own() -> Wording:
    return Wording(RESPONSES)


def test_a_channel_has_its_own_words_or_those_for_all(own):
    assert own.say("utter_two", "sms") == "Short."
    assert own.say("utter_two", "web") == "Long words."
    assert own.message("utter_buttons").buttons == (Button("Food", "/need_food"),)


def test_words_take_values_of_contacts(own):
    line = safety.snapshot()["samaritans"]
    assert own.say("utter_contact", line=line) == f"Ring {line.phone}."


@pytest.mark.parametrize("key", ["utter_missing", "utter_contact", "utter_conditional"])
def test_missing_words_or_values_are_named(own, key):
    with pytest.raises(WordingError, match=key):
        own.say(key)


def test_check_finds_what_could_not_be_said(own):
    own.check(["utter_two"], ["web", "sms"], {})
    with pytest.raises(WordingError, match="utter_contact"):
        own.check(["utter_two", "utter_contact"], ["web"], {})


def test_a_domain_without_responses_is_no_crash(tmp_path):
    path = tmp_path / "domain.yml"
    path.write_text("version: '3.1'\n")
    with pytest.raises(WordingError):
        Wording.load(path).say("utter_empty")


def test_everything_the_channels_say_stands_in_the_domain(wording):
    wording.check(WORDING_KEYS, ("web", "sms"), safety.snapshot())


def test_what_the_channels_say_is_in_short_sentences(wording):
    for key in WORDING_KEYS:
        for sentence in re.split(r"[.?!:]\s+", wording.say(key, **safety.snapshot())):
            assert len(sentence.split()) <= 20, sentence


def test_the_words_end_in_a_way_on_where_somebody_may_be_in_danger(wording):
    for key in ("utter_no_words", "utter_too_long", "utter_slow_down", "utter_unavailable"):
        assert "999" in wording.say(key, **safety.snapshot())


def test_words_come_from_the_file(tmp_path):
    path = tmp_path / "domain.yml"
    path.write_text(yaml.safe_dump({"responses": {"utter_empty": [{"text": " Say something. "}]}}))
    assert Wording.load(path).say("utter_empty") == "Say something."
