from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from channels.conversation import reply_to
from channels.messages import Inbound, Reply
from channels.rasa import RasaClient
from channels.wording import Wording
from settings import Settings
from tests.channels.fake_rasa import FakeRasa

ReplyTo = Callable[..., Reply]


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    yield fake
    fake.stop()


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(Settings().domain_path)


@pytest.fixture
def reply(rasa: FakeRasa, wording: Wording) -> Iterator[ReplyTo]:
    """reply("text", payload=…, over_limit=…, contacts=…) → Reply, with the fake Rasa behind it."""
    client = RasaClient(rasa.url, timeout_seconds=0.4)

    def reply_of(text: str, **others: Any) -> Reply:
        inbound = Inbound(
            "c0ffee", text, **{name: others.pop(name) for name in ("payload", "channel") if name in others}
        )
        return reply_to(inbound, rasa=client, wording=wording, **{"contacts": dict, **others})

    yield reply_of
    client.close()
