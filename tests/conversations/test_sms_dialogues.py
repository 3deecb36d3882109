"""Whole talks by text message against the running system: real Rasa, actions, website and worker, on the console."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from channels.sms.segments import length, segments
from tests.conversations.conftest import Live

pytestmark = pytest.mark.live

_numbers = itertools.count(100)
WITHIN_SECONDS = 60
PHONE = re.compile(r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b|\b116 123\b|\b999\b")


class Telephone:
    def __init__(self, url: str) -> None:
        self._url, self._seen = f"{url}/sms/console", 0
        self.number = f"07700900{next(_numbers)}"
        self.texts: list[dict[str, Any]] = []

    def say(self, text: str) -> str:
        """Everything that came for it, texts parted by a blank line; the texts themselves are in `texts`."""
        sent = requests.post(f"{self._url}/inbound", json={"from": self.number, "text": text}, timeout=10)
        assert sent.status_code == 200, sent.text
        for _ in range(WITHIN_SECONDS * 5):
            outbox = requests.get(f"{self._url}/outbox", params={"to": self.number}, timeout=10).json()
            if not outbox["waiting"]:
                break
            time.sleep(0.2)
        else:
            raise AssertionError(f"no answer to {text!r}")
        self.texts, self._seen = outbox["messages"][self._seen :], len(outbox["messages"])
        for one in self.texts:
            limit = 2 if (one.get("custom") or {}).get("type") == "danger" else 3
            assert segments(one["text"]) == one["segments"] <= limit, one
            assert length(one["text"]) is not None, f"not GSM-7: {one['text']}"
        return "\n\n".join(one["text"] for one in self.texts)


@pytest.fixture
def phone(live: Live) -> Iterator[Telephone]:
    yield Telephone(live.url)


def test_the_first_answer_says_who_it_is_and_has_services_with_numbers(phone: Telephone) -> None:
    said = phone.say("no food till friday and leccys nearly gone, cv11")
    assert "Warwickshire County Council" in said and "a computer" in said and "STOP" in said and "/privacy" in said
    assert re.search(r"^1 ", said, re.M) and re.search(r"^2 ", said, re.M) and "Nuneaton" in said
    assert PHONE.search(said) and "MORE" in said
    assert phone.texts[0]["custom"]["type"] == "service_cards"
    assert "Warwickshire County Council" not in phone.say("food")


def test_a_number_the_list_again_and_the_rest(phone: Telephone) -> None:
    listed = phone.say("food bank cv11 4ab")
    first = re.search(r"^1 (.+?) (?:CV\d|under|about)", listed, re.M)
    assert first
    told = phone.say("1")
    assert told.startswith(first[1]) and "Nuneaton" in told and "hecked" in told
    again = phone.say("BACK")
    assert first[1] in again
    more = phone.say("MORE")
    assert more and more != again


def test_a_town_is_asked_for_and_given(phone: Telephone) -> None:
    assert "postcode" in phone.say("where is a food bank")
    assert "Rugby" in phone.say("rugby")


def test_stop_is_confirmed_once_then_silence_until_start(phone: Telephone) -> None:
    phone.say("hello")
    assert "no more texts" in phone.say("stop texting me please")
    assert phone.say("no food") == "" and phone.say("STOP") == ""
    assert "again" in phone.say("START")
    assert "postcode" in phone.say("no food")


def test_stop_inside_a_cry_for_help_is_no_stop(phone: Telephone) -> None:
    assert "STOP to end" in phone.say("how do i stop the bailiffs taking my car, cv21")


def test_danger_comes_before_stop_and_after_it(phone: Telephone) -> None:
    assert "999" in phone.say("please stop him he is going to kill me")
    phone.say("STOP")
    assert "116 123" in phone.say("i want to die")
    assert len(phone.texts) == 1
    assert phone.say("are you there") == ""


def test_danger_first_then_the_other_need(phone: Telephone) -> None:
    phone.say("my husband hit me and theres no food for the kids, cv21")
    assert [(one.get("custom") or {}).get("type") for one in phone.texts] == ["danger", "service_cards"]
    assert "999" in phone.texts[0]["text"] and {"food", "domestic_abuse"} <= set(phone.texts[1]["custom"]["needs"])
    assert "Warwickshire County Council" not in phone.texts[0]["text"]


def test_a_choice_by_number_and_a_new_start(phone: Telephone) -> None:
    assert "Reply 1 Food" in phone.say("hi")
    assert "postcode" in phone.say("1")
    assert "forgotten" in phone.say("NEW")
    assert "postcode" in phone.say("1")


def test_another_language_is_answered_in_letters_that_a_text_can_carry(phone: Telephone) -> None:
    assert "angielski" in phone.say("Potrzebuję jedzenia dla dzieci")
    assert "only English" in phone.say("мені потрібна їжа")
