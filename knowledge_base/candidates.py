"""Which services could answer: light queries that one SQL path serves on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from knowledge_base.distance import box_round, miles_between
from knowledge_base.models import (
    Attribute,
    Location,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from knowledge_base.request import Origin

# 2.5 miles is about the walk and short bus ride people name; each step costs one indexed query.
RADII_MILES = (2.5, 6.0, 15.0, 40.0)

# Anybody may walk into these wherever they live, so an authority's border is no border for them.
DROP_IN = ("warm_space", "community_meal", "digital", "jobs_skills")


@dataclass(frozen=True)
class Candidate:
    """A service that may answer. `miles` is None for one without a place of its own."""

    id: str
    publication: str
    miles: float | None = None


def local_candidates(
    session: Session,
    need: str,
    origin: Origin,
    today: date,
    enough: int,
    anywhere: bool = False,
) -> tuple[list[Candidate], bool]:
    """Services with a place, nearest first, and whether the search went as far as it goes.

    Widens until `enough` are inside the radius; `anywhere` also takes those that serve other areas.
    """
    found: list[Candidate] = []
    for radius in RADII_MILES:
        found = _inside(session, need, origin, today, radius, anywhere)
        if len(found) >= enough:
            return found, radius == RADII_MILES[-1]
    return found, True


def wider_candidates(session: Session, need: str, origin: Origin | None, today: date) -> list[Candidate]:
    """Authority-wide, county-wide and national services without a place, in no order that matters."""
    own = and_(Service.scope != "national", _in_area(origin, county=True)) if origin else Service.scope == "county"
    query = (
        select(Service.id, Service.publication)
        .join(Attribute, Attribute.service_id == Service.id)
        .where(Attribute.taxonomy_term_id == need, available(today), ~_has_place())
        .where(or_(Service.scope == "national", own))
    )
    return [Candidate(row.id, row.publication) for row in session.execute(query)]


def named(slugs: Sequence[str], today: date) -> Select[tuple[str, str]]:
    return select(Service.id, Service.slug).where(Service.slug.in_(slugs), available(today))


def load(session: Session, ids: Sequence[str]) -> dict[str, Service]:
    """Whole services by id, with everything a card shows, in a fixed number of queries."""
    parts = (
        Service.organization,
        Service.places,
        Service.schedules,
        Service.phones,
        Service.service_areas,
        Service.attributes,
        Service.cost_options,
        Service.languages,
    )
    query = select(Service).where(Service.id.in_(ids)).options(*(selectinload(part) for part in parts))
    return {service.id: service for service in session.scalars(query)}


def available(today: date) -> ColumnElement[bool]:
    """Not closed, defunct or withdrawn on this day."""
    reopened = or_(Service.closed_until < today, Service.closed_from > today)
    open_again = and_(Service.status == "temporarily closed", reopened)
    return and_(or_(Service.status == "active", open_again), Service.publication != "withdrawn")


def _inside(
    session: Session,
    need: str,
    origin: Origin,
    today: date,
    radius: float,
    anywhere: bool,
) -> list[Candidate]:
    box = box_round(origin.lat, origin.lon, radius)
    query = (
        select(Service.id, Service.publication, Location.latitude, Location.longitude)
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Attribute, Attribute.service_id == Service.id)
        .where(
            Location.latitude.between(box.south, box.north),
            Location.longitude.between(box.west, box.east),
        )
        .where(Attribute.taxonomy_term_id == need, available(today))
    )
    if not anywhere:
        query = query.where(or_(Service.category.in_(DROP_IN), _in_area(origin, county=True)))
    near = (
        Candidate(
            row.id,
            row.publication,
            miles_between(origin.lat, origin.lon, row.latitude, row.longitude),
        )
        for row in session.execute(query)
    )
    return sorted(
        (one for one in near if (one.miles or 0) <= radius),
        key=lambda one: (one.miles, one.id),
    )


def _in_area(origin: Origin, county: bool) -> ColumnElement[bool]:
    prefixes = [prefix for prefix in (origin.sector, origin.outcode) if prefix]
    matches = [
        and_(
            ServiceArea.extent_type == "authority",
            ServiceArea.extent.in_(origin.authorities),
        )
    ]
    if prefixes:
        matches.append(
            and_(
                ServiceArea.extent_type == "postcode_prefix",
                ServiceArea.extent.in_(prefixes),
            )
        )
    if county:
        matches.append(ServiceArea.extent_type.in_(("county", "national")))
    return exists().where(ServiceArea.service_id == Service.id, or_(*matches))


def _has_place() -> ColumnElement[bool]:
    return exists().where(ServiceAtLocation.service_id == Service.id)
