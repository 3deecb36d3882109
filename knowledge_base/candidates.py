"""Which services could answer: light queries that one SQL path serves on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from knowledge_base.distance import box_round, miles_between
from knowledge_base.models import (
    Accessibility,
    Attribute,
    CostOption,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from knowledge_base.request import Origin

# Anybody may walk into these wherever they live, so an authority's border is no border for them.
DROP_IN = ("warm_space", "community_meal", "digital", "jobs_skills")

# Those that count as near only by their place; the county's and the nation's are no nearer for having an office.
LOCAL_SCOPES = ("local", "authority")

# From one end of the county to the other.
FARTHEST_MILES = 40.0


@dataclass(frozen=True)
class Candidate:
    """What ranking asks of a service that may answer; `miles` is None for one without a place of its own."""

    id: str
    slug: str
    name: str
    category: str
    scope: str
    publication: str
    referral: str
    assured_date: date | None
    first_choice: bool
    closed_on_bank_holidays: bool | None
    position: int
    reachable: bool
    free: bool
    step_free: bool
    miles: float | None = None

    @property
    def confirmed(self) -> bool:
        return self.publication == "full"

    @property
    def pointer(self) -> bool:
        return self.publication == "pointer"


def local_candidates(
    session: Session,
    need: str,
    origin: Origin,
    today: date,
    radius: float,
    anywhere: bool = False,
) -> list[Candidate]:
    """Services with a place in the box of `radius` miles round the origin, in no order.

    Their area covers the origin, unless `anywhere`. A radius of FARTHEST_MILES or more needs no box.
    """
    query = _select(need, today, Location.latitude, Location.longitude).where(Service.scope.in_(LOCAL_SCOPES))
    query = query.join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
    query = query.join(Location, Location.id == ServiceAtLocation.location_id)
    if radius < FARTHEST_MILES:
        query = query.where(Attribute.service_id.in_(_in_box(origin, radius)))
    if not anywhere:
        query = query.where(or_(Service.category.in_(DROP_IN), _covers(origin)))
    nearest: dict[str, Candidate] = {}
    for *facts, latitude, longitude in session.execute(query):
        miles = miles_between(origin.lat, origin.lon, latitude, longitude)
        one = Candidate(*facts, miles=miles)
        if miles <= FARTHEST_MILES and miles < getattr(nearest.get(one.id), "miles", FARTHEST_MILES + 1):
            nearest[one.id] = one
    return list(nearest.values())


def wider_candidates(
    session: Session, need: str, origin: Origin | None, today: date, outside: bool = False
) -> list[Candidate]:
    """Authority-wide services without a place, county-wide and national ones, in no order that matters."""
    if outside:
        reached: ColumnElement[bool] = Service.scope == "national"
    elif origin is None:
        reached = Service.scope.in_(("county", "national"))
    else:
        of_here = and_(or_(Service.scope == "county", ~_has_place()), _covers(origin))
        reached = or_(Service.scope == "national", of_here)
    return [Candidate(*row) for row in session.execute(_select(need, today).where(reached))]


def schedules_of(session: Session, ids: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Rows of the schedule table by service; nothing for a service that has none."""
    table = Schedule.__table__
    query = select(table).where(table.c.service_id.in_(ids)).order_by(table.c.position)
    found: dict[str, list[Row[Any]]] = {}
    for row in session.execute(query):
        found.setdefault(row.service_id, []).append(row)
    return found


def named(slugs: Sequence[str], today: date) -> Select[str, str]:
    return select(Service.id, Service.slug).where(Service.slug.in_(slugs), available(today))


def load(session: Session, ids: Sequence[str]) -> dict[str, Service]:
    """Whole services by id, with everything a card shows, in a fixed number of queries."""
    if not ids:
        return {}
    parts = (
        Service.schedules,
        Service.phones,
        Service.service_areas,
        Service.attributes,
        Service.cost_options,
        Service.languages,
    )
    query = select(Service).where(Service.id.in_(ids))
    query = query.options(joinedload(Service.organization), *(selectinload(part) for part in parts))
    place = selectinload(Service.places).joinedload(ServiceAtLocation.location)
    query = query.options(place.selectinload(Location.accessibility))
    return {service.id: service for service in session.scalars(query)}


def available(today: date) -> ColumnElement[bool]:
    """Not closed, defunct or withdrawn on this day."""
    reopened = or_(Service.closed_until < today, Service.closed_from > today)
    open_again = and_(Service.status == "temporarily closed", reopened)
    return and_(or_(Service.status == "active", open_again), Service.publication != "withdrawn")


def _select(need: str, today: date, *more: Any) -> Select[Any]:
    """Columns in the order of Candidate's fields, then `more`."""
    facts = (
        Service.id,
        Service.slug,
        Service.name,
        Service.category,
        Service.scope,
        Service.publication,
        Service.referral,
        Service.assured_date,
        Service.first_choice,
        Service.closed_on_bank_holidays,
        Attribute.position,
        or_(Service.text_number.is_not(None), exists().where(Phone.service_id == Service.id)),
        exists().where(CostOption.service_id == Service.id, CostOption.option == "free"),
        _is_step_free(),
    )
    query = select(*facts, *more).join(Attribute, Attribute.service_id == Service.id)
    return query.where(Attribute.taxonomy_term_id == need, available(today))


def _in_box(origin: Origin, radius: float) -> Select[str]:
    # A subquery, so that the box is looked up once and on its index: joined straight away, SQLite begins with the
    # need and reads every service that meets it (2 to 8 times slower at 1,000 services).
    box, place, here = box_round(origin.lat, origin.lon, radius), aliased(ServiceAtLocation), aliased(Location)
    query = select(place.service_id).join(here, here.id == place.location_id)
    return query.where(here.latitude.between(box.south, box.north), here.longitude.between(box.west, box.east))


def _covers(origin: Origin) -> ColumnElement[bool]:
    """Whether the service's area holds the origin; a place that straddles authorities lies in all of them."""
    area = ServiceArea
    matches = [
        area.extent_type.in_(("county", "national")),
        and_(area.extent_type == "authority", area.extent.in_(origin.authorities)),
    ]
    prefixes = [prefix for prefix in (origin.sector, origin.outcode) if prefix]
    if prefixes:
        matches.append(and_(area.extent_type == "postcode_prefix", area.extent.in_(prefixes)))
    return exists().where(area.service_id == Service.id, or_(*matches))


def _has_place() -> ColumnElement[bool]:
    return exists().where(ServiceAtLocation.service_id == Service.id)


def _is_step_free() -> ColumnElement[bool]:
    place, access = ServiceAtLocation, Accessibility
    return exists().where(
        place.service_id == Service.id,
        access.location_id == place.location_id,
        access.accessibility == "step_free",
    )
