"""What was sent to whom and what it cost: for limits, the day's spend, and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from channels.sms.models import OutboundState, SmsOutbound
from channels.sms.outbox import SPENT

_LONDON = ZoneInfo("Europe/London")
_NEARLY = 0.8


@dataclass(frozen=True)
class Spend:
    """What a segment costs, and what may be spent on a day, in pence. Danger is answered beyond it."""

    pence_per_segment: float
    pence_per_day: float

    def pence(self, segments: int) -> float:
        return segments * self.pence_per_segment

    def state(self, segments: int) -> str:
        """ok, near or reached: an alert for whoever watches."""
        if self.pence(segments) >= self.pence_per_day:
            return "reached"
        return "near" if self.pence(segments) >= _NEARLY * self.pence_per_day else "ok"


@dataclass(frozen=True)
class Spent:
    """Texts of the last hour to one contact: all, and those with the same words; segments sent since a moment."""

    texts: int
    identical: int
    segments: int


def spent(session: Session, contact: str | None, text_digest: str, now: datetime, day_began: datetime) -> Spent:
    hour = and_(
        SmsOutbound.contact == contact,
        SmsOutbound.created_at > now - timedelta(hours=1),
        SmsOutbound.state.in_(SPENT),
    )
    texts, identical = session.execute(
        select(func.count(), func.count().filter(SmsOutbound.text_digest == text_digest)).where(hour)
    ).one()
    return Spent(texts, identical, segments_since(session, day_began))


def segments_since(session: Session, moment: datetime) -> int:
    total = select(func.coalesce(func.sum(SmsOutbound.segments), 0)).where(
        SmsOutbound.created_at >= moment, SmsOutbound.state.in_((*SPENT, OutboundState.FAILED))
    )
    return int(session.execute(total).scalar_one())


def texts_in_an_hour(session: Session, contact: str, now: datetime) -> int:
    since = now - timedelta(hours=1)
    counted = select(func.count()).where(
        SmsOutbound.contact == contact, SmsOutbound.created_at > since, SmsOutbound.state != OutboundState.HELD
    )
    return int(session.execute(counted).scalar_one())


def day_began(now: datetime) -> datetime:
    """Midnight in London: the council's day."""
    return now.astimezone(_LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
