"""What tests of text messages are made of: cards, a provider that does as it is told, and whole databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, event, select
from sqlalchemy.orm import Session, sessionmaker

from channels.sms.inbox import Stored, receive
from channels.sms.models import SmsContact, SmsInbound, SmsOutbound
from channels.sms.privacy import Sealed
from channels.sms.provider import Call, Receipt, Received
from database import make_engine, make_sessions

NUMBER, OTHER_NUMBER = "+447700900123", "+447700900456"
SECRET = "a-secret-for-tests-that-is-long-enough"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEALED = Sealed(SECRET)
HER, HIM = SEALED.contact(NUMBER), SEALED.contact(OTHER_NUMBER)


def card(**others: Any) -> dict[str, Any]:
    """A service as the actions send it."""
    return {
        "id": "nuneaton-foodbank",
        "name": "Nuneaton Foodbank",
        "needs": ["food"],
        "distance_miles": 1.2,
        "address": "1 Example Street",
        "town": "Nuneaton",
        "postcode": "CV11 4XX",
        "phone": "024 7634 1234",
        "text_number": None,
        "website": "https://www.example.org/food/",
        "hours_short": "Tue Fri 10-12",
        "open": {"state": "closed", "until": None, "next": None},
        "referral": "needed",
        "referral_how": "Citizens Advice can give you a voucher.",
        "cost": "free",
        "bring": "A bag.",
        "confirmed": True,
        "freshness": "fresh",
        "labels": {
            "open": "Closed now. Opens tomorrow, 10am to 12pm.",
            "hours": "Hours: Tuesday and Friday, 10am to 12pm.",
            "referral": "You need a voucher.",
            "cost": "Free.",
            "checked": "Checked 12 October 2026.",
        },
        **others,
    }


def listed(*cards: dict[str, Any], intro: str = "Food near CV11:", more: int = 0) -> list[dict[str, Any]]:
    """A list as Rasa sends it: text, then payload."""
    told = "\n\n".join(f"{place}. {one['name']}" for place, one in enumerate(cards, 1))
    custom = {"type": "service_cards", "needs": ["food"], "intro": intro, "cards": list(cards), "more": more}
    return [{"text": f"{intro}\n\n{told}"}, {"custom": custom}]


class Clock:
    """A moment that passes only when a test says so."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **length: float) -> None:
        self.moment += timedelta(**length)


class FakeProvider:
    """Sends nothing: `sent` holds what it was given; each of `outcomes` in turn is the id that it gives, or is raised."""

    accepted = ("", "text/plain")

    def __init__(self, name: str = "notify", *, answers_stop: bool = False) -> None:
        self.name, self.answers_stop = name, answers_stop
        self.sent: list[tuple[str, str, str]] = []
        self.asked: list[tuple[str, datetime]] = []
        self.outcomes: list[str | BaseException] = []
        self.found: list[str | BaseException | None] = []
        self.lost: Iterable[Received] = ()

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.sent]

    def read_inbound(self, call: Call) -> Received:
        raise NotImplementedError

    def read_receipt(self, call: Call) -> Receipt:
        raise NotImplementedError

    def send(self, number: str, text: str, reference: str) -> str:
        self.sent.append((number, text, reference))
        outcome = self.outcomes.pop(0) if self.outcomes else f"id-{len(self.sent)}"
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def find(self, number: str, text: str, reference: str, since: datetime) -> str | None:
        self.asked.append((reference, since))
        found = self.found.pop(0) if self.found else None
        if isinstance(found, BaseException):
            raise found
        return found

    def received(self, since: datetime) -> Iterable[Received]:
        return [one for one in self.lost if one.at >= since]


def sqlite_store(template: Path, folder: Path) -> Iterator[sessionmaker[Session]]:
    """Sessions that really commit, over a copy of a migrated SQLite database."""
    engine = make_engine(f"sqlite:///{shutil.copy(template, folder / 'signpost.db')}")
    yield make_sessions(engine)
    engine.dispose()


def emptied_store(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """The same over a database that others use too: the rows of text messages go afterwards."""
    sessions = make_sessions(engine)
    try:
        yield sessions
    finally:
        with sessions.begin() as session:
            for model in (SmsInbound, SmsOutbound, SmsContact):
                session.execute(delete(model))


@contextmanager
def statement_refused(engine: Engine, words: str) -> Iterator[None]:
    """Meanwhile the database fails at a statement that begins with `words`."""

    def refuse(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(words):
            raise OSError("the disk is gone")

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


def came(
    session: Session,
    text: str,
    at: datetime = NOON,
    *,
    id: str = "",
    number: str = NUMBER,
    provider: str = "notify",
    stored: datetime | None = None,
) -> Stored:
    """A text that came and was stored; its id is its words and time unless given."""
    received = Received(id or f"{text[:60]}-{at.timestamp()}", number, text, at)
    return receive(session, SEALED, provider, received, stored or at)


def inbound(session: Session, **where: Any) -> list[SmsInbound]:
    query = select(SmsInbound).filter_by(**where).order_by(SmsInbound.id)
    return list(session.execute(query.execution_options(populate_existing=True)).scalars())


def outbound(session: Session, **where: Any) -> list[SmsOutbound]:
    query = select(SmsOutbound).filter_by(**where).order_by(SmsOutbound.id)
    return list(session.execute(query.execution_options(populate_existing=True)).scalars())


def contact(session: Session, key: str = HER) -> SmsContact:
    query = select(SmsContact).filter_by(key=key)
    return session.execute(query.execution_options(populate_existing=True)).scalar_one()
