"""Deletes what residents wrote when its time is over: from Rasa's tracker store, and from the texts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, column, delete, exists, inspect, or_, table, update
from sqlalchemy.orm import Session

from channels.sms.models import InboundState, SmsContact, SmsInbound, SmsOutbound
from channels.sms.outbox import UNFINISHED

# Rasa's own table (rasa.core.tracker_store): `timestamp` is seconds since 1970, as a float.
EVENTS = table("events", column("id"), column("timestamp"))


def forget_conversations(engine: Engine, now: datetime, keep: timedelta) -> int:
    """Deletes every event older than `keep`; the number deleted. Nothing to do before Rasa has made its table."""
    if not inspect(engine).has_table("events"):
        return 0
    oldest = (now - keep).timestamp()
    with engine.begin() as connection:
        gone = connection.execute(delete(EVENTS).where(EVENTS.c.timestamp < oldest).returning(EVENTS.c.id))
        return len(gone.all())


def forget_texts(session: Session, now: datetime, *, words: timedelta, rows: timedelta) -> int:
    """Empties the words of texts older than `words`, and deletes what is older than `rows`; the number of rows deleted.

    Of a number that wants no texts, the digest stays: it could not be left in peace otherwise.
    """
    settled = SmsInbound.state != InboundState.WAITING
    finished = SmsOutbound.state.not_in(UNFINISHED)
    session.execute(update(SmsInbound).where(SmsInbound.stored_at < now - words, settled).values(heard=None, text=None))
    session.execute(
        update(SmsOutbound).where(SmsOutbound.created_at < now - words, finished).values(text=None, custom=None)
    )
    # What MORE and BACK would say goes with the talk.
    session.execute(update(SmsContact).where(SmsContact.heard_at < now - words).values(offered={}))
    came = delete(SmsInbound).where(SmsInbound.stored_at < now - rows, settled).returning(SmsInbound.id)
    went = delete(SmsOutbound).where(SmsOutbound.created_at < now - rows, finished).returning(SmsOutbound.id)
    gone = [*session.execute(came).all(), *session.execute(went).all()]
    session.execute(
        delete(SmsContact).where(
            SmsContact.opted_out_at.is_(None),
            SmsContact.due_at.is_(None),
            or_(SmsContact.heard_at.is_(None), SmsContact.heard_at < now - rows),
            ~exists().where(SmsInbound.contact == SmsContact.key),
            ~exists().where(SmsOutbound.contact == SmsContact.key),
        )
    )
    return len(gone)
