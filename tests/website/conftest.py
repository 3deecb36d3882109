from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from channels.wording import Wording
from settings import Settings
from tests.channels.fake_rasa import FakeRasa
from tests.website.plain_browser import PlainBrowser
from website.app import create_app

SECRET = "a-secret-for-tests-that-is-long-enough"


class Client(FlaskClient):
    """Reads every response to its end, so that no file stays open."""

    def open(self, *arguments: Any, **others: Any) -> Any:
        return super().open(*arguments, **{"buffered": True, **others})


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_minutes(self, minutes: float) -> None:
        self.seconds += minutes * 60


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    yield fake
    fake.stop()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(Settings().domain_path)


@pytest.fixture
def make_app(rasa: FakeRasa, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """make_app(limit_per_address=…, contacts=…) → the website before the fake Rasa, which is its action server too."""
    made: list[Flask] = []

    def make(**others: Any) -> Flask:
        parts = {name: others.pop(name) for name in ("contacts", "database_ready", "sms") if name in others}
        known = {"secret_key": SECRET, "rasa_url": rasa.url, "actions_url": rasa.url, "rasa_timeout_seconds": 0.4}
        settings = Settings(
            **{**known, "limit_per_conversation": "1000/minute", "limit_per_address": "1000/minute", **others}
        )
        app = create_app(settings, clock=clock, **{"contacts": dict, "database_ready": lambda: True, **parts})
        app.test_client_class = Client
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["chat"].rasa.close()


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app().test_client()


@pytest.fixture
def visitor(client: FlaskClient) -> PlainBrowser:
    return PlainBrowser(client)
