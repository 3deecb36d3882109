"""What we say ourselves, read once from the `utter_` responses of the domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from channels.messages import Button, Message

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


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

    def say(self, key: str, channel: str = "web", **values: str) -> str:
        """The words of `key` for this channel, or the ones for every channel."""
        return self.message(key, channel, **values).text

    def message(self, key: str, channel: str = "web", **values: str) -> Message:
        variation = self._variation(key, channel)
        buttons = tuple(Button(item["title"], item["payload"]) for item in variation.get("buttons", ()))
        return Message(_filled(key, variation["text"], values), buttons)

    def check(self, keys: Iterable[str], channels: Iterable[str], values: Mapping[str, str]) -> None:
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


def _filled(key: str, text: str, values: Mapping[str, str]) -> str:
    def value_of(match: re.Match[str]) -> str:
        try:
            return values[match[1]]
        except KeyError as error:
            raise WordingError(f"{key} asks for {{{match[1]}}}, which nobody gives.") from error

    return _PLACEHOLDER.sub(value_of, text).strip()
