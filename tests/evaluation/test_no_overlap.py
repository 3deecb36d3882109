"""A figure on messages that were trained on would say nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.evaluation.near_copies import near_copies

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted(Path(__file__).parent.glob("*.jsonl"))


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


@pytest.fixture(scope="module")
def trained() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            examples = block["examples"]
            if isinstance(examples, str):
                texts = [line.strip()[2:] for line in examples.splitlines() if line.strip().startswith("- ")]
            else:
                texts = [one["text"].strip() for one in examples]
            found += [(block["intent"], text) for text in texts]
    return found


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_held_out_message_is_trained_on(path: Path, trained: list[tuple[str, str]]) -> None:
    known = {letters(text) for _, text in trained}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows if letters(row["text"]) in known] == []


def test_no_training_message_stands_twice(trained: list[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    twice = []
    for intent, text in trained:
        words = " ".join(re.findall(r"\w+", text.lower()))
        if words in seen:
            twice.append((text, seen[words], intent))
        seen[words] = intent
    assert twice == []


def test_no_training_message_is_nearly_another(trained: list[tuple[str, str]]) -> None:
    texts = [text for _, text in trained]
    pairs = [(texts[one], texts[other]) for one, other in near_copies(texts)]
    assert pairs == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_held_out_message_is_nearly_a_training_message(path: Path, trained: list[tuple[str, str]]) -> None:
    held = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [text for _, text in trained] + held
    first = len(trained)
    assert [(texts[one], texts[other]) for one, other in near_copies(texts) if other < first <= one] == []


def test_near_copies_are_found_and_others_are_not() -> None:
    texts = ["we have no food in the house", "no food in the house, we have", "we have no heating in the house at all"]
    assert list(near_copies(texts)) == [(1, 0)]


def test_every_intent_has_at_least_sixty_examples(trained: list[tuple[str, str]]) -> None:
    counts: dict[str, int] = {}
    for intent, _ in trained:
        counts[intent] = counts.get(intent, 0) + 1
    assert {intent: count for intent, count in counts.items() if count < 60} == {}
    assert {intent: count for intent, count in counts.items() if intent.startswith("need_") and count < 120} == {}
