"""Dialogues with a part of the system down: a fixed reply with numbers to ring, and recovery by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from install.run import wait_until_ready
from tests.conversations.conftest import Conversation, Live

pytestmark = pytest.mark.live


@contextmanager
def down(live: Live, name: str) -> Iterator[None]:
    live.processes.kill_one(name)
    try:
        yield
    finally:
        live.processes.start_one(name)
        wait_until_ready(live.processes, live.settings)


def test_without_rasa_a_resident_gets_numbers_and_the_conversation_goes_on_after(live: Live) -> None:
    resident = live.conversation()
    resident.say("food bank in rugby")
    assert "rugby-foodbank" in [card["id"] for card in resident.cards]
    with down(live, "rasa"):
        resident.say("what time is the first one open")
        assert "0800 144 8848" in resident.text
        assert "999" in resident.text
    resident.say("what time is the first one open")
    assert "Rugby" in resident.text
    assert "Sorry" not in resident.text


def test_without_rasa_danger_is_still_answered_first(live: Live) -> None:
    resident = live.conversation()
    with down(live, "rasa"):
        resident.say("i want to kill myself")
        assert "116 123" in resident.last["messages"][0]["text"]


def test_without_rasa_the_page_is_served_and_says_who_to_ring(live: Live) -> None:
    with down(live, "rasa"):
        page = requests.get(live.url, timeout=10)
        assert page.status_code == 200
        answered = requests.post(live.url, data={"message": "i need food"}, timeout=30)
        assert answered.status_code == 200
        assert "0800 144 8848" in answered.text
        assert requests.get(f"{live.url}/readyz", timeout=10).status_code == 503


def test_without_the_action_server_a_resident_gets_numbers(live: Live) -> None:
    resident = live.conversation()
    with down(live, "actions"):
        resident.say("cant pay my rent in warwick")
        assert "01926 410410" in resident.text
    resident.say("cant pay my rent in warwick")
    assert "Sorry, I cannot look things up" not in resident.text


def test_without_the_action_server_danger_is_still_answered_first(live: Live) -> None:
    resident = live.conversation()
    with down(live, "actions"):
        resident.say("theres a strong smell of gas in my flat")
        assert "0800 111 999" in resident.last["messages"][0]["text"]


def test_bad_input_gets_a_kind_reply_and_no_trace(live: Live) -> None:
    for text in (
        "",
        "   ",
        "x" * 10_000,
        "\x00\x01\x02",
        "😀😀😀",
        "помогите",
        "/restart",
        "{{7*7}}",
        "<script>alert(1)</script>",
    ):
        resident: Conversation = live.conversation()
        resident.say(text)
        assert resident.text.strip(), f"no reply to {text[:20]!r}"
        assert "Traceback" not in resident.text


def test_two_residents_do_not_mix(live: Live) -> None:
    one, other = live.conversation(), live.conversation()
    one.say("food bank in rugby")
    other.say("food bank in warwick")
    one.say("whats the number of the first one")
    other.say("whats the number of the first one")
    assert "Warwick District" not in one.text
    assert "Rugby Foodbank" not in other.text


def test_a_website_that_was_restarted_goes_on_with_the_conversation(live: Live) -> None:
    resident = live.conversation()
    resident.say("warm space in bedworth")
    with down(live, "website"):
        pass
    resident.say("which are open now")
    assert "bedworth" in resident.text.lower()
