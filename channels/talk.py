"""`python -m channels.talk`: the chat in a terminal, over the same door as the page.

A choice is picked by its number, or by its number in brackets where the answer is a numbered list of services. Read
from a pipe, each line gets its answer on one flushed line before the next is read, and nothing else is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import requests

_PATIENCE_SECONDS = 30
_NO_ANSWER = "The website at {url} did not answer. Is it running? Start it with: make run"


@dataclass(frozen=True)
class Said:
    """An answer in plain text, and what is needed to go on from it."""

    text: str
    conversation: str | None
    choices: tuple[str, ...] = ()
    is_list: bool = False


class Talk:
    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session = requests.Session()
        self._last = Said("", None)

    def say(self, line: str) -> str:
        """The answer to `line`, choices numbered below it."""
        body: dict[str, Any] = {"conversation": self._last.conversation, **self._chosen(line)}
        try:
            response = self._session.post(f"{self._url}/chat/messages", json=body, timeout=_PATIENCE_SECONDS)
            answer = response.json()
        except requests.RequestException:
            answer = None
        if not isinstance(answer, dict):
            return _NO_ANSWER.format(url=self._url)
        self._last = _read(answer, self._last)
        return self._last.text

    def close(self) -> None:
        self._session.close()

    def _chosen(self, line: str) -> dict[str, str]:
        number = re.fullmatch(r"\s*(?:\[(\d+)\]|(\d+))\s*", line)
        if number and (number[1] or not self._last.is_list):
            place = int(number[1] or number[2])
            if 1 <= place <= len(self._last.choices):
                return {"choice": self._last.choices[place - 1]}
        return {"message": line.rstrip("\r\n")}


def _read(answer: Mapping[str, Any], last: Said) -> Said:
    blocks: list[str] = []
    choices: list[str] = []
    messages = answer.get("messages") or []
    for message in messages:
        blocks.append(str(message.get("text") or "").strip())
        for button in message.get("buttons") or []:
            choices.append(button["choice"])
            blocks.append(f"[{len(choices)}] {button['title']}")
    is_list = any((message.get("custom") or {}).get("type") == "service_cards" for message in messages)
    text = "\n".join(block for block in blocks if block)
    return Said(text, answer.get("conversation") or last.conversation, tuple(choices), is_list)


def converse(talk: Talk, lines: TextIO, out: TextIO) -> None:
    """Answers line by line: a block in a terminal, one line in a pipe, so that a program can follow."""
    by_hand = lines.isatty()
    if by_hand:
        print("Write as a resident would. Numbers choose; Ctrl-D ends.", file=out)
    while True:
        if by_hand:
            print("\n> ", end="", file=out, flush=True)
        line = lines.readline()
        if not line:
            return
        answer = talk.say(line)
        print(answer if by_hand else re.sub(r"\s*\n\s*", " / ", answer), file=out, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Talk to the running assistant in a terminal.")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the website is (default: %(default)s)")
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    talk = Talk(parser.parse_args().url)
    try:
        converse(talk, sys.stdin, sys.stdout)
    except (KeyboardInterrupt, BrokenPipeError):
        pass
    finally:
        talk.close()


if __name__ == "__main__":
    main()
