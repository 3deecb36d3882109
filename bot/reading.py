"""The training messages as they stand in data/nlu, read with libyaml: Rasa's own reader takes a minute for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import yaml

# PyYAML has libyaml in its wheels; without it the same is read, slowly.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ReadingError(ValueError):
    """A file of training messages has another form than Rasa's two for intents; says which file and where."""


def read_messages(path: Path) -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    """Intent, text and metadata, in both forms that Rasa's files have. Raises ReadingError."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.YAMLError as error:
        raise ReadingError(f"{path} is not YAML: {error}") from error
    for block in _blocks(content, path):
        intent, examples = block["intent"], block["examples"]
        if isinstance(examples, str):
            yield from ((intent, text, {}) for text in _lines(examples, intent, path))
            continue
        for one in examples:
            if not isinstance(one, dict) or not isinstance(one.get("text"), str):
                raise ReadingError(f"{path}: an example of {intent} has no text.")
            yield intent, one["text"].strip(), one.get("metadata") or {}


def _blocks(content: Any, path: Path) -> Iterator[Dict[str, Any]]:
    if not isinstance(content, dict) or not isinstance(content.get("nlu"), list):
        raise ReadingError(f"{path} has no list `nlu`.")
    for block in content["nlu"]:
        if not isinstance(block, dict) or set(block) != {"intent", "examples"}:
            raise ReadingError(f"{path}: only blocks with `intent` and `examples` are read, not {str(block)[:60]}.")
        yield block


def _lines(examples: str, intent: str, path: Path) -> Iterator[str]:
    for line in filter(None, map(str.strip, examples.splitlines())):
        if not line.startswith("- "):
            raise ReadingError(f"{path}: under {intent} a line does not begin with a hyphen: {line[:60]}")
        yield line[2:].strip()
