"""The only client of Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from channels.messages import Button, Message

_CONNECT_SECONDS = 2.0


class RasaUnavailable(Exception):
    """Rasa gave no answer that can be shown; `code` says why, for logs."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RasaClient:
    """Speaks to one Rasa server over its REST channel; safe to share between threads."""

    def __init__(self, url: str, *, timeout_seconds: float = 8.0, connections: int = 32) -> None:
        self._url = url.rstrip("/")
        self._timeout_seconds = timeout_seconds
        self._session = requests.Session()
        self._session.trust_env = False  # Rasa is on loopback: never through a proxy
        self._session.mount("http://", HTTPAdapter(pool_connections=1, pool_maxsize=connections))

    def send(
        self, sender: str, text: str, metadata: Mapping[str, Any], *, timeout_seconds: float | None = None
    ) -> tuple[Message, ...]:
        """What Rasa says to `text`; raises RasaUnavailable for every way in which it can fail."""
        body: dict[str, Any] = {"sender": sender, "message": text, "metadata": dict(metadata)}
        seconds = min(timeout_seconds or self._timeout_seconds, self._timeout_seconds)
        try:
            response = self._session.post(
                f"{self._url}/webhooks/rest/webhook",
                json=body,
                timeout=(min(_CONNECT_SECONDS, seconds), seconds),
                allow_redirects=False,
            )
            items = response.json() if response.status_code == 200 else None
        except requests.Timeout as error:
            raise RasaUnavailable("timeout") from error
        except requests.ConnectionError as error:
            raise RasaUnavailable("connection") from error
        except (requests.RequestException, ValueError, RecursionError) as error:
            raise RasaUnavailable("unreadable") from error
        if items is None:
            raise RasaUnavailable(f"status_{response.status_code}")
        return _messages(items)

    def close(self) -> None:
        self._session.close()

    def ready(self, *, timeout_seconds: float = 2.0) -> bool:
        try:
            response = self._session.get(f"{self._url}/webhooks/rest/", timeout=timeout_seconds)
        except requests.RequestException:
            return False
        return response.status_code == 200


def _messages(items: object) -> tuple[Message, ...]:
    """The items of a REST answer as messages; an empty list means that something failed inside Rasa."""
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise RasaUnavailable("empty" if items == [] else "unreadable")
    messages: list[Message] = []
    for item in items:
        said = _message(item)
        if messages and _completes(messages[-1], said):
            messages[-1] = Message(messages[-1].text, messages[-1].buttons, said.custom)
        elif said.text or said.custom:
            messages.append(said)
    return tuple(messages)


def _message(item: Mapping[str, Any]) -> Message:
    """One item; a custom payload may bring its own whole text, because Rasa cuts plain texts at blank lines."""
    custom = item.get("custom") if isinstance(item.get("custom"), dict) else None
    text = item.get("text") or (custom or {}).get("text") or ""
    return Message(str(text), _buttons(item.get("buttons")), custom)


def _buttons(items: object) -> tuple[Button, ...]:
    if not isinstance(items, list):
        return ()
    return tuple(
        Button(str(item["title"]), str(item["payload"]))
        for item in items
        if isinstance(item, dict) and item.get("title") and item.get("payload")
    )


def _completes(previous: Message, said: Message) -> bool:
    """Rasa sends the text and the custom payload of one utterance as two items, in this order."""
    silent = (said.custom or {}).get("type") == "silence"
    return bool(said.custom and not said.text and not silent and previous.text and previous.custom is None)
