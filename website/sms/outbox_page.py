"""The texts that the console would have sent, as the page that plays a telephone and tests read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channels.sms.models import InboundState, OutboundState, SmsInbound, SmsOutbound
from channels.sms.privacy import Sealed


@dataclass(frozen=True)
class Shown:
    text: str
    ours: bool
    segments: int = 0
    state: str = ""


@dataclass(frozen=True)
class Thread:
    """Both sides of the talk in order; `waiting`: an answer is still to come."""

    shown: tuple[Shown, ...]
    waiting: bool


def thread_of(session: Session, sealed: Sealed, number: str) -> Thread:
    contact = sealed.contact(number)
    came = session.execute(
        select(SmsInbound).where(SmsInbound.contact == contact, SmsInbound.provider == "console")
    ).scalars()
    went = session.execute(
        select(SmsOutbound).where(SmsOutbound.contact == contact, SmsOutbound.provider == "console")
    ).scalars()
    told: list[tuple[tuple[datetime, int, int], Shown]] = []
    waiting = False
    for row in came:
        waiting = waiting or row.state == InboundState.WAITING
        words = row.heard if row.heard is not None else sealed.open(row.text or b"") or ""
        told.append(((row.stored_at, 0, row.id), Shown(words, ours=True)))
    for out in went:
        on_its_way = out.state in (OutboundState.WAITING, OutboundState.SENDING)
        waiting = waiting or on_its_way
        state = "" if out.state == OutboundState.SENT else out.state
        words = sealed.open(out.text or b"") or ""
        told.append(((out.created_at, 1, out.id), Shown(words, ours=False, segments=out.segments, state=state)))
    return Thread(tuple(shown for _, shown in sorted(told, key=lambda pair: pair[0])), waiting)


def texts_to(session: Session, sealed: Sealed, number: str) -> list[dict[str, Any]]:
    """Oldest first: text, segments, and the payload that the text was cut from, where there is one."""
    sent = (
        select(SmsOutbound)
        .where(SmsOutbound.provider == "console", SmsOutbound.contact == sealed.contact(number))
        .where(SmsOutbound.state == OutboundState.SENT, SmsOutbound.text.is_not(None))
        .order_by(SmsOutbound.id)
    )
    return [_shown(row, sealed) for row in session.execute(sent).scalars()]


def _shown(row: SmsOutbound, sealed: Sealed) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": sealed.open(row.text or b"") or "", "segments": row.segments}
    if row.custom:
        shown["custom"] = row.custom
    return shown
