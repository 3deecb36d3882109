from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import Base
from knowledge_base.models.service import one_of

if TYPE_CHECKING:
    from knowledge_base.models.service import Service

PRECISIONS = ("unit", "subsector", "sector", "town")


class Location(Base):
    """A place with its address. WGS84 degrees; `precision` says what the point stands for."""

    __tablename__ = "location"
    __table_args__ = (one_of("precision", PRECISIONS),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    location_type: Mapped[str] = mapped_column(String(10), default="physical")
    name: Mapped[str | None]
    latitude: Mapped[float]
    longitude: Mapped[float]
    precision: Mapped[str] = mapped_column(String(10))
    address_1: Mapped[str | None]
    city: Mapped[str | None] = mapped_column(String(80))
    state_province: Mapped[str] = mapped_column(String(80), default="Warwickshire")
    postal_code: Mapped[str | None] = mapped_column(String(8), index=True)
    country: Mapped[str] = mapped_column(String(2), default="GB")

    accessibility: Mapped[list[Accessibility]] = relationship(
        cascade="all, delete-orphan"
    )


class ServiceAtLocation(Base):
    __tablename__ = "service_at_location"
    __table_args__ = (UniqueConstraint("service_id", "location_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)

    service: Mapped[Service] = relationship(back_populates="places")
    location: Mapped[Location] = relationship(lazy="joined", innerjoin=True)


class Accessibility(Base):
    """`accessibility` is a short key ("step_free"), `description` what somebody said of it."""

    __tablename__ = "accessibility"

    id: Mapped[int] = mapped_column(primary_key=True)
    location_id: Mapped[str] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), index=True
    )
    accessibility: Mapped[str] = mapped_column(String(40))
    description: Mapped[str | None]


# The nearest-services query asks for a box on both; a table scan is what it must never need.
Index("ix_location_box", Location.latitude, Location.longitude)
