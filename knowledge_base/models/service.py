from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import Base

if TYPE_CHECKING:
    from knowledge_base.models.location import ServiceAtLocation
    from knowledge_base.models.organization import Organization
    from knowledge_base.models.schedule import Schedule
    from knowledge_base.models.taxonomy import Attribute

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
PUBLICATIONS = ("full", "unconfirmed", "pointer", "withdrawn")
SCOPES = ("local", "authority", "county", "national")
REFERRALS = ("needed", "not_needed", "unknown")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


class Service(Base):
    __tablename__ = "service"
    __table_args__ = (
        one_of("status", STATUSES),
        one_of("publication", PUBLICATIONS),
        one_of("scope", SCOPES),
        one_of("referral", REFERRALS),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    organization_id: Mapped[str] = mapped_column(
        ForeignKey("organization.id"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(String(40), index=True)
    scope: Mapped[str] = mapped_column(String(12))

    status: Mapped[str] = mapped_column(String(20), default="active")
    # Both inclusive; only meaningful while status is "temporarily closed".
    closed_from: Mapped[date | None]
    closed_until: Mapped[date | None]
    publication: Mapped[str] = mapped_column(String(12), default="full")
    alert: Mapped[str | None]
    first_choice: Mapped[bool] = mapped_column(default=False)

    url: Mapped[str | None]
    email: Mapped[str | None]
    text_number: Mapped[str | None] = mapped_column(String(60))
    referral: Mapped[str] = mapped_column(String(12), default="unknown")
    referral_how: Mapped[str | None]
    eligibility: Mapped[str | None]
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    required_documents: Mapped[str | None]
    area_note: Mapped[str | None]

    hours_text: Mapped[str | None]
    # None means nobody has said, which is not the same as open.
    closed_on_bank_holidays: Mapped[bool | None]

    assured_date: Mapped[date | None]
    assurer: Mapped[str | None] = mapped_column(String(120))
    assured_how: Mapped[str | None]
    source_url: Mapped[str | None]
    source_note: Mapped[str | None]
    source_kind: Mapped[str | None] = mapped_column(String(20))
    source_stated_date: Mapped[str | None]

    last_modified: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(default=1)

    organization: Mapped[Organization] = relationship(back_populates="services")
    places: Mapped[list[ServiceAtLocation]] = relationship(
        back_populates="service", cascade="all, delete-orphan"
    )
    schedules: Mapped[list[Schedule]] = relationship(
        cascade="all, delete-orphan", order_by="Schedule.position"
    )
    phones: Mapped[list[Phone]] = relationship(
        cascade="all, delete-orphan", order_by="Phone.position"
    )
    service_areas: Mapped[list[ServiceArea]] = relationship(
        cascade="all, delete-orphan"
    )
    attributes: Mapped[list[Attribute]] = relationship(
        cascade="all, delete-orphan", order_by="Attribute.position"
    )
    cost_options: Mapped[list[CostOption]] = relationship(cascade="all, delete-orphan")
    languages: Mapped[list[Language]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class Phone(Base):
    __tablename__ = "phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(40))
    cost: Mapped[str] = mapped_column(String(12), default="standard")
    description: Mapped[str | None]


class ServiceArea(Base):
    """Where a service may be used: extent_type county, national, authority (GSS code) or postcode_prefix."""

    __tablename__ = "service_area"
    __table_args__ = (
        one_of("extent_type", ("county", "national", "authority", "postcode_prefix")),
        UniqueConstraint("service_id", "extent_type", "extent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    extent_type: Mapped[str] = mapped_column(String(16))
    extent: Mapped[str] = mapped_column(String(16))


class CostOption(Base):
    __tablename__ = "cost_option"
    __table_args__ = (one_of("option", ("free", "low_cost", "paid", "unknown")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    option: Mapped[str] = mapped_column(String(12), default="unknown")
    amount_description: Mapped[str | None]


class Language(Base):
    __tablename__ = "language"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(60))


Index("ix_service_state", Service.status, Service.publication)
