"""Whole dialogues against the running system: what must be offered, what must not be said, what is remembered."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.conversations.conftest import Conversation, Live
from website.chat.tokens import Tokens

pytestmark = pytest.mark.live

FOLDER = Path(__file__).parent / "dialogues"


def dialogues() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(dialogue, id=f"{path.stem}: {dialogue['name']}"))
    return found


@pytest.mark.parametrize("dialogue", dialogues())
def test_dialogue(dialogue: dict[str, Any], resident: Conversation, live: Live) -> None:
    for step in dialogue["steps"]:
        if "press" in step:
            resident.choose(step["press"])
        else:
            resident.say(step["say"])
        check(step, resident)
    if "remembers" in dialogue:
        check_memory(dialogue["remembers"], resident, live)


def check(step: dict[str, Any], resident: Conversation) -> None:
    """`cards` are ids that must be among the cards, `first` the first of them; `says` and `never` are texts."""
    said, ids = resident.text, [card["id"] for card in resident.cards]
    heading = f"after {step.get('say') or step.get('press')!r} it said:\n{said}\ncards {ids}"
    for wanted in step.get("cards", []):
        assert wanted in ids, f"{wanted} is missing; {heading}"
    for unwanted in step.get("no_cards", []):
        assert unwanted not in ids, f"{unwanted} must not be there; {heading}"
    if "first" in step:
        assert ids and ids[0] == step["first"], f"first should be {step['first']}; {heading}"
    for text in step.get("says", []):
        assert text.lower() in said.lower(), f"{text!r} was not said; {heading}"
    for text in step.get("never", []):
        assert text.lower() not in said.lower(), f"{text!r} must not be said; {heading}"
    if "asks" in step:
        assert resident.asks == ([step["asks"]] if step["asks"] else []), f"asks {resident.asks}; {heading}"


def check_memory(expected: dict[str, Any], resident: Conversation, live: Live) -> None:
    slots = slots_of(resident, live)
    for name, value in expected.items():
        kept = slots.get(name)
        if name == "place":
            kept = kept and (kept.get("label") or kept.get("outside"))
        if name == "needs":
            kept, value = sorted(kept or []), sorted(value)
        assert kept == value, f"{name} is remembered as {kept!r}, not {value!r}"


def slots_of(resident: Conversation, live: Live) -> dict[str, Any]:
    settings = live.settings
    tokens = Tokens(settings.secret_key, idle_minutes=settings.conversation_idle_minutes, clock=time.time)
    conversation = tokens.conversation(resident.token)
    assert conversation
    answer = requests.get(
        f"{settings.rasa_url}/conversations/{conversation.id}/tracker",
        params={"token": settings.rasa_token, "include_events": "NONE"},
        timeout=10,
    )
    slots: dict[str, Any] = answer.json()["slots"]
    return slots
