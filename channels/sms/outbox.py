"""Texts to send: written with the decision to send them, claimed one at a time, never sent twice knowingly.

A row that is being sent when its sender dies, or whose sending timed out, is looked up at the provider before it is sent
again; where nobody can say, it is flagged and not sent.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from channels.sms.models import OutboundState, SmsContact, SmsOutbound
from channels.sms.privacy import Sealed
from channels.sms.provider import Fate, Receipt
from channels.sms.rendering import Text

UNFINISHED = (OutboundState.WAITING, OutboundState.SENDING)
# What cost money or may have: counts for limits and spend.
SPENT = (OutboundState.SENDING, OutboundState.SENT, OutboundState.DELIVERED, OutboundState.FLAGGED)
# A text that could not be checked the first time is checked again, this often.
LOOK_UPS = 3


@dataclass(frozen=True)
class ToSend:
    """`again`: it may have been sent already. `tries` counts this one."""

    id: int
    reference: str
    provider: str
    contact: str | None
    kind: str
    number: str | None
    text: str | None
    text_digest: str
    segments: int
    created_at: datetime
    tried_at: datetime | None
    again: bool
    tries: int


def put(
    session: Session,
    sealed: Sealed,
    number: str,
    texts: Sequence[Text],
    *,
    provider: str,
    now: datetime,
    inbound: int | None = None,
) -> list[str]:
    """Rows to be sent in this order; their references."""
    references = []
    for part, text in enumerate(texts):
        reference = str(uuid.uuid4())
        session.add(
            SmsOutbound(
                reference=reference,
                provider=provider,
                contact=sealed.contact(number),
                inbound_id=inbound,
                part=part,
                kind=text.kind,
                number=sealed.seal(number),
                text=sealed.seal(text.text),
                text_digest=sealed.digest("text", text.text),
                segments=text.segments,
                # Only the page that plays a telephone shows what a text was cut from.
                custom=dict(text.custom) if text.custom and provider == "console" else None,
                created_at=now,
                due_at=now,
                state=OutboundState.WAITING,
            )
        )
        references.append(reference)
    session.flush()
    return references


def claim(session: Session, sealed: Sealed, now: datetime, length: timedelta) -> ToSend | None:
    """The next text to send, marked as being sent; None if none is due. Commit at once, then send."""
    earlier = aliased(SmsOutbound)
    overtakes = exists().where(
        earlier.contact == SmsOutbound.contact, earlier.id < SmsOutbound.id, earlier.state.in_(UNFINISHED)
    )
    due = or_(
        and_(SmsOutbound.state == OutboundState.WAITING, SmsOutbound.due_at <= now),
        and_(SmsOutbound.state == OutboundState.SENDING, SmsOutbound.leased_until < now),
    )
    chosen = (
        select(SmsOutbound.id, SmsOutbound.state, SmsOutbound.tried_at)
        .where(due, ~overtakes)
        .order_by(SmsOutbound.due_at, SmsOutbound.id)
        .limit(1)
    )
    if session.get_bind().dialect.name == "postgresql":
        chosen = chosen.with_for_update(skip_locked=True, of=SmsOutbound)
    found = session.execute(chosen).first()
    if found is None:
        return None
    # The state is asked for once more: on SQLite another process may have been quicker.
    marked = (
        update(SmsOutbound)
        .where(
            SmsOutbound.id == found.id,
            SmsOutbound.state == found.state,
            or_(SmsOutbound.leased_until.is_(None), SmsOutbound.leased_until < now),
        )
        .values(
            state=OutboundState.SENDING,
            leased_until=now + length,
            tried_at=now,
            attempts=SmsOutbound.attempts + 1,
        )
        .returning(SmsOutbound)
    )
    row = session.execute(marked).scalar_one_or_none()
    if row is None:
        return None
    number, text = (sealed.open(part) if part is not None else None for part in (row.number, row.text))
    return ToSend(
        id=row.id,
        reference=row.reference,
        provider=row.provider,
        contact=row.contact,
        kind=row.kind,
        number=number,
        text=text,
        text_digest=row.text_digest,
        segments=row.segments,
        created_at=row.created_at,
        tried_at=found.tried_at,
        again=found.state == OutboundState.SENDING,
        tries=row.attempts,
    )


def sent(session: Session, row: ToSend, provider_id: str, now: datetime) -> None:
    """Number and text go, but where the console page still shows the text. A receipt that came first is not undone.

    True whoever has the row now; what else becomes of a row is written only by who claimed it last.
    """
    emptied: dict[str, Any] = {"number": None} if row.provider == "console" else {"number": None, "text": None}
    session.execute(
        update(SmsOutbound)
        .where(SmsOutbound.id == row.id)
        .values(provider_id=provider_id[:100], sent_at=now, leased_until=None, code="", **emptied)
    )
    session.execute(
        update(SmsOutbound)
        .where(SmsOutbound.id == row.id, SmsOutbound.state.in_(UNFINISHED))
        .values(state=OutboundState.SENT)
    )


def over(session: Session, row: ToSend, state: OutboundState, code: str) -> None:
    """It will not be sent: failed, flagged or held."""
    session.execute(
        update(SmsOutbound)
        .where(*_still_ours(row))
        .values(state=state, code=code[:60], number=None, text=None, leased_until=None)
    )


def later(session: Session, row: ToSend, code: str, due: datetime) -> None:
    """Surely not sent: it waits."""
    session.execute(
        update(SmsOutbound)
        .where(*_still_ours(row))
        .values(state=OutboundState.WAITING, due_at=due, leased_until=None, code=code[:60])
    )


def uncertain(session: Session, row: ToSend, code: str, look_up_at: datetime) -> None:
    """It may have been sent: it stays as being sent, and is looked up when its lease has run out."""
    session.execute(update(SmsOutbound).where(*_still_ours(row)).values(leased_until=look_up_at, code=code[:60]))


def take_receipt(session: Session, provider: str, receipt: Receipt, now: datetime) -> bool:
    """What the provider says became of a text; False where we know no such text. It may come before we know that it was sent."""
    known = [SmsOutbound.reference == receipt.reference] if receipt.reference else []
    known += [SmsOutbound.provider_id == receipt.id] if receipt.id else []
    if not known:
        return False
    row = session.execute(select(SmsOutbound).where(SmsOutbound.provider == provider, or_(*known))).scalars().first()
    if row is None:
        return False
    final = {Fate.DELIVERED: OutboundState.DELIVERED, Fate.FAILED: OutboundState.FAILED}.get(receipt.fate)
    if row.provider_id is None and receipt.id:
        row.provider_id, row.sent_at = receipt.id[:100], row.sent_at or now
    if final and row.state != OutboundState.DELIVERED:
        row.state, row.code, row.number = final, receipt.code[:60], None
        row.text = row.text if provider == "console" else None
    return True


def opted_out(session: Session, contact: str | None, now: datetime) -> None:
    """Also of a number that never wrote to us: somebody asked for cards to be sent there."""
    if contact is None:
        return
    told = update(SmsContact).where(SmsContact.key == contact).values(opted_out_at=now).returning(SmsContact.key)
    if session.execute(told).first() is None:
        session.add(SmsContact(key=contact, session=1, greeted=False, offered={}, opted_out_at=now))


def is_opted_out(session: Session, contact: str | None) -> bool:
    asked = select(SmsContact.opted_out_at).where(SmsContact.key == contact)
    return session.execute(asked).scalar_one_or_none() is not None


def _still_ours(row: ToSend) -> tuple[ColumnElement[bool], ...]:
    """Nobody claimed it after its lease ran out, and no receipt settled it."""
    return SmsOutbound.id == row.id, SmsOutbound.attempts == row.tries, SmsOutbound.state == OutboundState.SENDING
