from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Base
from knowledge_base.models.service import one_of


class Schedule(Base):
    """One opening rule in RFC 5545 terms; an exception row outranks the regular ones on its dates."""

    __tablename__ = "schedule"
    __table_args__ = (
        one_of("freq", ("WEEKLY", "MONTHLY")),
        CheckConstraint("interval >= 1", name="interval_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    freq: Mapped[str] = mapped_column(String(8), default="WEEKLY")
    interval: Mapped[int] = mapped_column(default=1)
    byday: Mapped[str] = mapped_column(String(60), default="")
    bymonthday: Mapped[str] = mapped_column(String(60), default="")
    dtstart: Mapped[date | None]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    # "MM-DD", every year, both inclusive; may wrap over New Year.
    season_from: Mapped[str | None] = mapped_column(String(5))
    season_to: Mapped[str | None] = mapped_column(String(5))
    closed: Mapped[bool] = mapped_column(default=False)
    exception: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(default="")
