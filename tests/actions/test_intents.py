"""Everything that the assistant can understand leads somewhere."""

from __future__ import annotations

from dataclasses import fields

import pytest
import yaml

from actions import Respond, Restart
from actions.memory import Memory
from knowledge_base.needs import NEEDS
from tests.actions.test_places import word
from tests.conftest import ROOT


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


DOMAIN = read(ROOT / "domain.yml")
INTENTS = DOMAIN["intents"]
NOT_UNDERSTOOD = {"nlu_fallback", "gibberish", "danger", "other_language"}


def ruled_intents():
    rules = read(ROOT / "data" / "rules" / "respond.yml")["rules"]
    return {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}


def trained_intents():
    files = sorted((ROOT / "data" / "nlu").glob("*.yml"))
    blocks = [block for path in files for block in read(path)["nlu"]]
    return {block["intent"] for block in blocks if "intent" in block}


def test_every_intent_has_a_rule():
    assert ruled_intents() == set(INTENTS)


def test_every_need_is_an_intent_and_every_need_intent_a_need():
    assert {name for name in INTENTS if name.startswith("need_")} == {f"need_{need}" for need in NEEDS}


def test_every_intent_has_examples():
    assert set(INTENTS) - trained_intents() <= {"nlu_fallback", "other_language"}


def test_every_example_is_of_a_known_intent():
    assert {intent.split("/")[0] for intent in trained_intents()} <= set(INTENTS)


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - NOT_UNDERSTOOD))
@pytest.mark.parametrize("before", ["at the start", "after a list"])
def test_every_intent_is_answered(chat, intent, before):
    if before == "after a list":
        chat.says("food in rugby", "need_food")
    chat.says("something", intent)
    assert chat.text.strip()
    for key in ("not_understood", "not_understood_which", "not_understood_twice"):
        assert word(chat, key) not in chat.text


def test_every_slot_is_something_that_is_remembered(chat):
    assert set(DOMAIN["slots"]) == {one.name for one in fields(Memory)}


def test_every_action_of_the_domain_exists():
    assert set(DOMAIN["actions"]) == {Respond().name(), Restart().name()}
