"""What the action may send besides text: four kinds of payload, and a question only where an answer is awaited."""

from __future__ import annotations

import json

import pytest
import yaml

from knowledge_base.needs import NEEDS
from tests.actions.chat import Chat
from tests.conftest import ROOT
from website.chat.render import card_groups

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
ASKS = {"postcode", "confirm", "which", "category", "day", "more"}
KEYS = {
    "question": {"type", "asks"},
    "danger": {"type", "kinds"},
    "silence": {"type"},
    "service_cards": {"type", "needs", "origin", "intro", "cards", "groups", "more"},
}
BEFORE = {
    "at the start": [],
    "while a place is asked for": [("no food", "need_food")],
    "while one of several places is asked for": [("no food in newton", "need_food")],
    "after a list": [("food in rugby", "need_food")],
    "after a list of two needs": [("food and debt in rugby", "need_food", {"needs": ["food", "debt"]})],
}


@pytest.mark.parametrize("before", BEFORE)
def test_every_payload_is_one_of_four_kinds(seeded, before):
    for intent in DOMAIN["intents"]:
        chat = Chat(seeded, DOMAIN["responses"])
        for text, act, *found in BEFORE[before]:
            chat.says(text, act, **(found[0] if found else {}))
        chat.says("something", intent)
        for say in chat.last.says:
            assert say.custom is None or set(say.custom) == KEYS[say.custom["type"]], intent
            assert say.text or say.custom == {"type": "silence"}, intent
        assert set(chat.asks) <= ASKS, intent
        # Rasa's tracker keeps what is remembered as JSON.
        assert json.loads(json.dumps(chat.slots)) == chat.slots


@pytest.mark.parametrize("before", BEFORE)
def test_a_button_carries_an_intent_that_there_is(seeded, before):
    chat = Chat(seeded, DOMAIN["responses"])
    for intent in DOMAIN["intents"]:
        chat.says("something", intent)
        for _, payload in [button for say in chat.last.says for button in say.buttons]:
            assert payload.startswith("/") and payload[1:].split("{")[0] in DOMAIN["intents"]


def test_the_page_shows_every_need_at_once_under_its_heading(seeded):
    chat = Chat(seeded, DOMAIN["responses"])
    chat.says("everything, rugby", "need_food", needs=list(NEEDS))
    (payload,) = [say.custom for say in chat.last.says if say.custom]
    shown = card_groups(payload)
    assert [group.heading for group in shown] == [group["title"] for group in payload["groups"] if group["cards"]]
    assert sum(len(group.cards) for group in shown) == len(payload["cards"])
    assert shown[-1].start + len(shown[-1].cards) - 1 == len(payload["cards"])


def test_a_reply_never_holds_a_full_postcode_of_the_resident(seeded):
    chat = Chat(seeded, DOMAIN["responses"])
    chat.says("food near cv34 4rl", "need_food")
    assert "4RL" not in json.dumps([say.custom for say in chat.last.says]) + chat.text
