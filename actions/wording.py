"""The fixed sentences of domain.yml, filled in. The only way for a word to reach a resident from an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class WordingError(Exception):
    """A sentence is missing from domain.yml, or a value for it was not given."""


class Wording:
    """`say(key, **values)`; `{contact.phone}` in a sentence is the contact of that key as the knowledge base has it."""

    def __init__(
        self,
        responses: Mapping[str, Any],
        contacts: Mapping[str, Any],
        channel: str = "web",
    ) -> None:
        self._responses, self._contacts, self._channel = responses, contacts, channel

    def say(self, key: str, **values: object) -> str:
        variations = self._responses.get(f"utter_{key}")
        if not variations:
            raise WordingError(f"domain.yml has no response utter_{key}")
        try:
            return str(self._choose(variations)["text"]).format(**{**self._contacts, **values})
        except (KeyError, AttributeError) as error:
            raise WordingError(f"utter_{key} needs a value that was not given: {error}") from error

    def has(self, key: str) -> bool:
        return f"utter_{key}" in self._responses

    def _choose(self, variations: Any) -> Mapping[str, Any]:
        own = [one for one in variations if one.get("channel") == self._channel]
        chosen: Mapping[str, Any] = (own or [one for one in variations if not one.get("channel")])[0]
        return chosen
