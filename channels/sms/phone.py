"""A telephone played in the terminal, over the console's door: what is typed goes in as a text, what comes is shown."""

from __future__ import annotations

import re
import time
from typing import Any, TextIO

import requests

_PATIENCE_SECONDS = 75
# A second text of the same answer follows close behind the first.
_SECOND_TEXT_SECONDS = 1.0
_LOOK_EVERY_SECONDS = 0.2


class NoAnswer(Exception):
    """The website is not there, or has no console; the message says what to do."""


class Phone:
    def __init__(self, url: str, number: str) -> None:
        self._url, self._number = f"{url.rstrip('/')}/sms/console", number
        self._session = requests.Session()
        self._session.trust_env = False

    def begin(self) -> None:
        """What came before is not shown again. Raises NoAnswer."""
        self._seen = len(self._texts())

    def say(self, text: str) -> list[dict[str, Any]]:
        """The texts that answer it; none after STOP. Raises NoAnswer."""
        self._call("POST", "inbound", json={"from": self._number, "text": text})
        deadline = time.monotonic() + _PATIENCE_SECONDS
        new: list[dict[str, Any]] = []
        while time.monotonic() < deadline:
            found = self._texts()[self._seen :]
            if found:
                deadline = min(deadline, time.monotonic() + _SECOND_TEXT_SECONDS)
            elif not self._waits():
                break
            new = found
            time.sleep(_LOOK_EVERY_SECONDS)
        self._seen += len(new)
        return new

    def close(self) -> None:
        self._session.close()

    def _texts(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self._outbox()["messages"]
        return messages

    def _waits(self) -> bool:
        return bool(self._outbox()["waiting"])

    def _outbox(self) -> dict[str, Any]:
        return self._call("GET", "outbox", params={"to": self._number})

    def _call(self, method: str, what: str, **given: Any) -> dict[str, Any]:
        try:
            response = self._session.request(method, f"{self._url}/{what}", timeout=10, **given)
            answer = response.json()
        except (requests.RequestException, ValueError) as error:
            raise NoAnswer(
                f"There is no telephone to try at {self._url}. Start Signpost with `make run`; in production there is none."
            ) from error
        if response.status_code != 200 or not isinstance(answer, dict):
            raise NoAnswer(f"The telephone answers with an error: {response.status_code}.")
        return answer


def hold(phone: Phone, lines: TextIO, out: TextIO) -> int:
    """One text a line; from a pipe each answer is one flushed line, texts parted by ` | `."""
    by_hand = lines.isatty()
    try:
        phone.begin()
        if by_hand:
            print("A telephone. Each line is a text; Ctrl-D ends. Nothing is sent to anybody.", file=out)
        for line in _typed(lines, out, by_hand):
            told = phone.say(line)
            print(_shown(told) if by_hand else _on_one_line(told), file=out, flush=True)
    except NoAnswer as error:
        print(f"signpost: {error}", file=out)
        return 1
    except KeyboardInterrupt:
        pass
    finally:
        phone.close()
    return 0


def _typed(lines: TextIO, out: TextIO, by_hand: bool) -> Any:
    while True:
        if by_hand:
            print("\n> ", end="", file=out, flush=True)
        line = lines.readline()
        if not line:
            return
        if line.strip():
            yield line.rstrip("\r\n")


def _shown(told: list[dict[str, Any]]) -> str:
    if not told:
        return "(no text)"
    return "\n".join(f"{one['text']}\n  ({one['segments']} segment{'s' * (one['segments'] != 1)})" for one in told)


def _on_one_line(told: list[dict[str, Any]]) -> str:
    return " | ".join(re.sub(r"\s*\n\s*", " / ", one["text"]) for one in told)
