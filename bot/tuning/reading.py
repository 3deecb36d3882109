"""The training data without Rasa: the same examples that its training sees."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import List

from bot.examples import Example, example_of
from bot.reading import read_messages
from geography import find_mentions

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "nlu"


def read_examples() -> List[Example]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for intent, text, stated in read_messages(path):
            places = [{"entity": one.kind, "start": one.start, "end": one.end} for one in find_mentions(text)]
            found.append(example_of(text, intent, stated, places))
    return found


def data_digest() -> str:
    """64 hexadecimal digits over the training messages and their labels."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
