"""The rows of text messages. Numbers and texts are sealed (channels/sms/privacy.py) and emptied when they have served."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, LargeBinary, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Base


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class InboundState(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"  # its outbound rows, if it gets any, were written in the same transaction
    IGNORED = "ignored"  # nobody to answer: no telephone number, another machine, one over the limit
    PARKED = "parked"  # tried too often; `code` says why


class OutboundState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # with the provider now, or the sender died meanwhile: looked up before it is sent again
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    FLAGGED = "flagged"  # perhaps sent: nobody could say, so it is not sent again
    HELD = "held"  # a limit or the day's spend forbade it


class SmsContact(Base):
    """A telephone number, known only by its keyed digest. The lease lets one worker at a time answer it."""

    __tablename__ = "sms_contact"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    session: Mapped[int] = mapped_column(default=1)
    heard_at: Mapped[datetime | None] = mapped_column(Moment)
    greeted: Mapped[bool] = mapped_column(default=False)
    opted_out_at: Mapped[datetime | None] = mapped_column(Moment)
    # What MORE, BACK and a bare number mean now: lines, a list and choices (channels/sms/offers.py); no words of the resident.
    offered: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    leased_by: Mapped[str | None] = mapped_column(String(36))


class SmsInbound(Base):
    __tablename__ = "sms_inbound"
    __table_args__ = (
        UniqueConstraint("provider", "provider_id"),
        Index("ix_sms_inbound_contact", "contact", "state", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    provider_id: Mapped[str] = mapped_column(String(100))
    contact: Mapped[str | None] = mapped_column(String(64))
    number: Mapped[bytes | None] = mapped_column(LargeBinary)
    text: Mapped[bytes | None] = mapped_column(LargeBinary)
    # Redacted, once it was answered; emptied by retention.
    heard: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(Moment)
    stored_at: Mapped[datetime] = mapped_column(Moment, index=True)
    state: Mapped[str] = mapped_column(String(12), default=InboundState.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(60), default="")


class SmsOutbound(Base):
    __tablename__ = "sms_outbound"
    __table_args__ = (
        UniqueConstraint("inbound_id", "part"),
        Index("ix_sms_outbound_due", "state", "due_at"),
        Index("ix_sms_outbound_contact", "contact", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(36), unique=True)
    provider: Mapped[str] = mapped_column(String(20))
    contact: Mapped[str | None] = mapped_column(String(64))
    inbound_id: Mapped[int | None]
    part: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[bytes | None] = mapped_column(LargeBinary)
    text: Mapped[bytes | None] = mapped_column(LargeBinary)
    # For the limit of identical texts: a keyed digest.
    text_digest: Mapped[str] = mapped_column(String(64))
    segments: Mapped[int]
    custom: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(12), default=OutboundState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    provider_id: Mapped[str | None] = mapped_column(String(100), index=True)
    code: Mapped[str] = mapped_column(String(60), default="")
