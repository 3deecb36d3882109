from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database import Base


class KeyContact(Base):
    """A crisis, council or helpline contact that fixed wording names by its key."""

    __tablename__ = "key_contact"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(40))
    text_number: Mapped[str | None] = mapped_column(String(60))
    hours: Mapped[str | None]
    website: Mapped[str | None]
    cost: Mapped[str | None] = mapped_column(String(12))
    text_relay: Mapped[str | None]
    checked_on: Mapped[date | None]
    source_url: Mapped[str | None]
    source_note: Mapped[str | None]
