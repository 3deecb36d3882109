"""Real Rasa, real action server, real website over SQLite, on ports and in a folder of their own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from install.run import Processes, prepare_database, wait_until_ready
from install.train import train_if_changed
from settings import Settings, read_settings

# A Tuesday in term time, in office hours, no bank holiday near.
CLOCK = "2026-11-24T11:00:00"


@dataclass
class Conversation:
    """One resident at the page's own JSON address."""

    url: str
    token: str | None = None
    last: dict[str, Any] = field(default_factory=dict)

    def say(self, text: str) -> dict[str, Any]:
        return self._post({"message": text})

    def choose(self, title: str) -> dict[str, Any]:
        """Press the button of that title in the last reply."""
        offered = [button for message in self.last["messages"] for button in message.get("buttons", [])]
        choice = next((button["choice"] for button in offered if button["title"] == title), None)
        assert choice, f"no button {title!r}; offered: {[button['title'] for button in offered]}"
        return self._post({"choice": choice})

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.token:
            body["conversation"] = self.token
        answer = requests.post(f"{self.url}/chat/messages", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        self.token = self.last["conversation"]
        return self.last

    @property
    def text(self) -> str:
        """Everything the last reply says: message texts and the sentences on its cards."""
        return "\n".join(message.get("text") or "" for message in self.last["messages"])

    @property
    def cards(self) -> list[dict[str, Any]]:
        customs = [message.get("custom") or {} for message in self.last["messages"]]
        return [card for custom in customs for card in custom.get("cards", [])]

    @property
    def asks(self) -> list[str]:
        customs = [message.get("custom") or {} for message in self.last["messages"]]
        return [custom["asks"] for custom in customs if "asks" in custom]


@dataclass
class Live:
    settings: Settings
    processes: Processes

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.website_port}"

    def conversation(self) -> Conversation:
        return Conversation(self.url)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder: Path = tmp_path_factory.mktemp("live")
    chosen = {
        "SIGNPOST_DATA_FOLDER": str(folder),
        "SIGNPOST_WEBSITE_PORT": str(free_port()),
        "SIGNPOST_RASA_PORT": str(free_port()),
        "SIGNPOST_ACTIONS_PORT": str(free_port()),
        "SIGNPOST_RASA_TOKEN": "only-for-these-tests",
        "SIGNPOST_CLOCK": CLOCK,
        "SIGNPOST_LIMIT_PER_ADDRESS": "100000/minute",
        "SIGNPOST_LIMIT_PER_CONVERSATION": "1000/minute",
    }
    # Only while the settings are read and the processes take their copy: other tests read the environment too.
    with pytest.MonkeyPatch.context() as environment:
        for name, value in chosen.items():
            environment.setenv(name, value)
        settings = read_settings()
        processes = Processes(settings)
    try:
        train_if_changed()
        prepare_database(settings)
        processes.start()
        wait_until_ready(processes, settings)
        yield Live(settings, processes)
    finally:
        processes.stop()


@pytest.fixture
def resident(live: Live) -> Conversation:
    return live.conversation()
