"""Figures of text messages for operators: counts only, nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channels.sms.models import InboundState, OutboundState, SmsContact, SmsInbound, SmsOutbound
from channels.sms.spending import Spend, day_began, segments_since


@dataclass(frozen=True)
class Figures:
    """`parked` and `failures` count by their code; `conversations`: numbers that wrote."""

    came: Mapping[str, int]
    went: Mapping[str, int]
    parked: Mapping[str, int]
    failures: Mapping[str, int]
    segments: int
    segments_today: int
    conversations: int
    opted_out: int
    waiting: int


def gather(session: Session, since: datetime, now: datetime) -> Figures:
    lately_in, lately_out = SmsInbound.stored_at >= since, SmsOutbound.created_at >= since
    failed = SmsOutbound.state.in_((OutboundState.FAILED, OutboundState.FLAGGED, OutboundState.HELD))
    pairs = {
        "came": select(SmsInbound.state, func.count()).where(lately_in).group_by(SmsInbound.state),
        "went": select(SmsOutbound.state, func.count()).where(lately_out).group_by(SmsOutbound.state),
        "parked": select(SmsInbound.code, func.count())
        .where(lately_in, SmsInbound.state == InboundState.PARKED)
        .group_by(SmsInbound.code),
        "failures": select(SmsOutbound.code, func.count()).where(lately_out, failed).group_by(SmsOutbound.code),
    }
    counted = {name: {str(key): int(number) for key, number in session.execute(one)} for name, one in pairs.items()}
    return Figures(
        **counted,
        segments=segments_since(session, since),
        segments_today=segments_since(session, day_began(now)),
        conversations=_count(session, select(func.count(SmsInbound.contact.distinct())).where(lately_in)),
        opted_out=_count(session, select(func.count()).where(SmsContact.opted_out_at.is_not(None))),
        waiting=_count(session, select(func.count()).where(SmsInbound.state == InboundState.WAITING)),
    )


def in_words(figures: Figures, spend: Spend, days: int) -> str:
    pounds = spend.pence(figures.segments) / 100
    each = pounds / figures.conversations if figures.conversations else 0.0
    today = spend.pence(figures.segments_today) / 100
    lines = [
        f"Text messages of the last {days} day{'s' * (days != 1)}",
        f"  received          {_listed(figures.came)}",
        f"  sent              {_listed(figures.went)}",
        f"  failures by code  {_listed(figures.failures)}",
        f"  parked by code    {_listed(figures.parked)}",
        f"  waiting now       {figures.waiting}",
        f"  numbers that wrote {figures.conversations}, of all numbers opted out {figures.opted_out}",
        f"  segments          {figures.segments}, about £{pounds:.2f}; £{each:.3f} for each number that wrote",
        f"  today             £{today:.2f} of at most £{spend.pence_per_day / 100:.2f}: {spend.state(figures.segments_today)}",
    ]
    return "\n".join(lines)


def _count(session: Session, statement: object) -> int:
    return int(session.execute(statement).scalar_one())  # type: ignore[call-overload]


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name or 'unknown'} {number}" for name, number in sorted(counts.items())) or "none"
