"""Received texts: stored once, leased by conversation, answered in order.

A contact that has a text waiting is due. One worker leases it, answers its texts oldest first, and lets it go. Whatever
is decided about a text is written in one transaction with its answer, and only while the lease is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from channels.sms.models import InboundState, SmsContact, SmsInbound
from channels.sms.privacy import Sealed, telephone
from channels.sms.provider import Received

# A text of many parts is 1,600 characters at Twilio and less elsewhere; more is no text, and enough to be answered so.
MOST_CHARACTERS = 4_000


class Stored(StrEnum):
    NEW = "new"
    AGAIN = "again"
    NOBODY = "nobody"  # stored too, but nobody could be answered


@dataclass(frozen=True)
class Waiting:
    """A text to answer. `text` and `number` are None where they cannot be unsealed."""

    id: int
    contact: str
    provider: str
    text: str | None
    number: str | None
    stored_at: datetime
    attempts: int


def receive(session: Session, sealed: Sealed, provider: str, received: Received, now: datetime) -> Stored:
    """Stores a text unless it was stored before; commit before the provider is told."""
    number = telephone(received.sender)
    contact = sealed.contact(number) if number else None
    row = {
        "provider": provider,
        "provider_id": received.id[:100],
        "contact": contact,
        "number": sealed.seal(number) if number else None,
        "text": sealed.seal(received.text[:MOST_CHARACTERS]) if number else None,
        "received_at": received.at,
        "stored_at": now,
        "state": InboundState.WAITING if number else InboundState.IGNORED,
        "attempts": 0,
        "code": "" if number else "no_telephone",
    }
    insert = _insert(session)
    made = insert(SmsInbound).values(row).on_conflict_do_nothing().returning(SmsInbound.id)
    if session.execute(made).first() is None:
        return Stored.AGAIN
    if contact is None:
        return Stored.NOBODY
    fresh = insert(SmsContact).values(key=contact, session=1, greeted=False, offered={}, due_at=now)
    # Never later than it was: what waits already keeps its turn.
    earlier = func.coalesce(SmsContact.due_at, now)
    session.execute(fresh.on_conflict_do_update(index_elements=["key"], set_={"due_at": _least(session, earlier, now)}))
    return Stored.NEW


def lease(session: Session, worker: str, now: datetime, length: timedelta) -> str | None:
    """The key of a contact that is due and now leased to `worker`; None if none is. Commit at once."""
    free = or_(SmsContact.leased_until.is_(None), SmsContact.leased_until < now)
    due: Select[Any] = select(SmsContact.key).where(SmsContact.due_at <= now, free).order_by(SmsContact.due_at).limit(1)
    if session.get_bind().dialect.name == "postgresql":
        due = due.with_for_update(skip_locked=True)
    taken = (
        update(SmsContact)
        .where(SmsContact.key == due.scalar_subquery())
        .values(leased_by=worker, leased_until=now + length)
        .returning(SmsContact.key)
    )
    return session.execute(taken).scalar_one_or_none()


def next_text(session: Session, sealed: Sealed, contact: str) -> Waiting | None:
    """The oldest text of the contact that waits, its attempt counted. Commit at once: an attempt that ends the process counts."""
    oldest = (
        select(SmsInbound.id)
        .where(SmsInbound.contact == contact, SmsInbound.state == InboundState.WAITING)
        .order_by(SmsInbound.received_at, SmsInbound.id)
        .limit(1)
    )
    tried = (
        update(SmsInbound)
        .where(SmsInbound.id == oldest.scalar_subquery())
        .values(attempts=SmsInbound.attempts + 1)
        .returning(SmsInbound)
    )
    row = session.execute(tried).scalar_one_or_none()
    if row is None:
        return None
    text, number = (sealed.open(part) if part is not None else None for part in (row.text, row.number))
    return Waiting(row.id, contact, row.provider, text, number, row.stored_at, row.attempts)


def hold(session: Session, contact: str, worker: str, now: datetime, length: timedelta) -> bool:
    """Whether the lease is still the worker's; it is lengthened, and the row stays locked until the commit."""
    kept = (
        update(SmsContact)
        .where(SmsContact.key == contact, SmsContact.leased_by == worker)
        .values(leased_until=now + length)
        .returning(SmsContact.key)
    )
    return session.execute(kept).first() is not None


def settle(session: Session, inbound: int, state: InboundState, heard: str, code: str = "") -> None:
    """What became of a text; what was typed and the number go, the redacted words stay until retention."""
    session.execute(
        update(SmsInbound)
        .where(SmsInbound.id == inbound)
        .values(state=state, heard=heard, code=code, text=None, number=None)
    )


def postpone(session: Session, inbound: int, code: str, *, blamed: bool) -> None:
    """To be tried again. Unless the text is to blame, the attempt does not count against it."""
    attempts = SmsInbound.attempts if blamed else SmsInbound.attempts - 1
    session.execute(update(SmsInbound).where(SmsInbound.id == inbound).values(attempts=attempts, code=code[:60]))


def release(session: Session, contact: str, now: datetime, after: timedelta = timedelta(0)) -> None:
    """Ends the lease in a transaction that began with `hold`; due again after `after` where a text still waits."""
    # Asked in a statement of its own, after the row was locked: a text that came meanwhile is seen.
    waits = session.execute(
        select(exists().where(SmsInbound.contact == contact, SmsInbound.state == InboundState.WAITING))
    ).scalar_one()
    session.execute(
        update(SmsContact)
        .where(SmsContact.key == contact)
        .values(leased_by=None, leased_until=None, due_at=now + after if waits else None)
    )


def _insert(session: Session) -> Any:
    return postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert


def _least(session: Session, one: Any, other: datetime) -> Any:
    return func.least(one, other) if session.get_bind().dialect.name == "postgresql" else func.min(one, other)
