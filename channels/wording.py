"""What we say ourselves, read once from the `utter_` responses of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from channels.messages import Button, Message


class WordingError(Exception):
    """Wording that we need is missing or asks for a value that nobody gives; the message names it."""


class Wording:
    def __init__(self, responses: Mapping[str, list[dict[str, Any]]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, path: Path) -> Wording:
        with path.open(encoding="utf-8") as file:
            domain = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return cls((domain or {}).get("responses") or {})

    def say(self, key: str, channel: str = "web", **values: object) -> str:
        """The words of `key` for this channel, or the ones for every channel; `{contact.phone}` takes a contact."""
        return self.message(key, channel, **values).text

    def message(self, key: str, channel: str = "web", **values: object) -> Message:
        variation = self._variation(key, channel)
        buttons = tuple(Button(item["title"], item["payload"]) for item in variation.get("buttons", ()))
        try:
            return Message(variation["text"].format(**values).strip(), buttons)
        except (KeyError, AttributeError, IndexError) as error:
            raise WordingError(f"{key} needs a value that nobody gives: {error}.") from error

    def check(self, keys: Iterable[str], channels: Iterable[str], values: Mapping[str, object]) -> None:
        """Raises WordingError unless every key can be said on every channel with these values."""
        for channel in channels:
            for key in keys:
                self.message(key, channel, **values)

    def _variation(self, key: str, channel: str) -> Mapping[str, Any]:
        variations = [item for item in self._responses.get(key, ()) if item.get("text")]
        for wanted in (channel, None):
            for variation in variations:
                if variation.get("channel") == wanted and not variation.get("condition"):
                    return variation
        raise WordingError(f"The domain has no response {key} for the channel {channel}.")
