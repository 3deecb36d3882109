"""A figure on messages that were trained on would say nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

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


def test_every_intent_has_at_least_sixty_examples(trained: list[tuple[str, str]]) -> None:
    counts: dict[str, int] = {}
    for intent, _ in trained:
        counts[intent] = counts.get(intent, 0) + 1
    assert {intent: count for intent, count in counts.items() if count < 60} == {}
    assert {intent: count for intent, count in counts.items() if intent.startswith("need_") and count < 120} == {}
