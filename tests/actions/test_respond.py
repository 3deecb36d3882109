"""The action as the action server runs it: slots and events in, messages and events out."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import OperationalError

import actions.respond
from actions import Respond
from actions.contacts import current_contacts
from actions.memory import Memory, changes, recall
from safety import snapshot
from tests.actions.chat import TUESDAY


@pytest.fixture
def run(seeded, domain, monkeypatch):
    """run("text", "intent", slots) → what was uttered, and the events."""

    class Sessions:
        def __enter__(self):
            return seeded

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(actions.respond, "sessions", lambda: Sessions)
    monkeypatch.setattr(actions.respond, "clock_now", lambda: TUESDAY)

    def respond(text, intent, slots=None, entities=(), metadata=None):
        message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": list(entities)}
        events = [{"event": "user", "text": text, "metadata": metadata or {}}]
        tracker = Tracker("resident", slots or {}, message, events, False, None, {}, None)
        dispatcher = CollectingDispatcher()
        events = Respond().run(dispatcher, tracker, domain)
        return dispatcher.messages, {event["name"]: event["value"] for event in events if event["event"] == "slot"}

    return respond


def test_a_list_is_text_buttons_and_payload_in_one_message(run):
    (message,), slots = run("food in rugby", "need_food")
    assert message["text"] and message["buttons"]
    assert message["custom"]["type"] == "service_cards"
    assert slots["needs"] == ["food"] and len(slots["shown"]) == len(message["custom"]["cards"])


def test_a_list_has_no_blank_line_at_which_rasa_would_cut_it(run):
    (message,), _ = run("food in rugby", "need_food")
    assert "\n\n" not in message["text"]


def test_a_button_is_no_text_of_the_resident(run):
    messages, slots = run("/need_debt", "need_debt")
    assert slots["needs"] == ["debt"] and not slots.get("words")


def test_silence_is_a_payload_without_text(run):
    (message,), _ = run("i want to die", "nlu_fallback", metadata={"danger": ["self_harm"]})
    assert message["custom"] == {"type": "silence"} and not message["text"]


def test_contacts_come_from_the_snapshot_when_the_database_does_not_answer():
    class Broken:
        def scalars(self, _):
            raise OperationalError("select", {}, Exception("no such table"))

    assert current_contacts(Broken()) == snapshot()


def test_memory_survives_the_tracker(run):
    memory = Memory(
        ("food",),
        {"label": "Rugby"},
        True,
        True,
        "day",
        [1],
        ("a", "b"),
        "a",
        5,
        {"free": True},
        ("pip",),
        ("nrpf",),
        1,
    )
    slots = {event["name"]: event["value"] for event in changes(Memory(), memory)}
    assert recall(Tracker("resident", slots, {}, [], False, None, {}, None)) == memory


def test_numbers_that_rasa_made_floats_are_numbers_again():
    slots = {"misses": 1.0, "skip": 5.0}
    for part in ({"misses": 1.0}, {"skip": 5.0}, slots):
        memory = recall(Tracker("resident", part, {}, [], False, None, {}, None))
        assert isinstance(memory.skip, int) and isinstance(memory.misses, int)


def test_only_what_changed_is_an_event():
    assert changes(Memory(skip=5), Memory(skip=5)) == []
    assert [event["name"] for event in changes(Memory(), Memory(asked="day"))] == ["asked"]
