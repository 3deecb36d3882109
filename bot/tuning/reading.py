"""The training data without Rasa: the same examples that its training sees."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import yaml

from bot.examples import Example, example_of
from geography import find_mentions

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "nlu"


def read_examples() -> List[Example]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for intent, text, stated in _messages(path):
            places = [{"entity": one.kind, "start": one.start, "end": one.end} for one in find_mentions(text)]
            found.append(example_of(text, intent, stated, places))
    return found


def data_digest() -> str:
    """64 hexadecimal digits over the training messages and their labels."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _messages(path: Path) -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    """Intent, text and metadata, in both forms that Rasa's files have."""
    for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
        examples = block["examples"]
        if isinstance(examples, str):
            for line in examples.splitlines():
                if line.strip().startswith("- "):
                    yield block["intent"], line.strip()[2:], {}
        else:
            for one in examples:
                yield block["intent"], one["text"].strip(), one.get("metadata") or {}
