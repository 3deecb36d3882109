"""Which services could answer: light queries that one SQL path serves on SQLite and PostgreSQL."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, false, or_, select
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
    """What ranking asks of a service that may answer.

    `serves`: its area covers the origin. `free` and `step_free` are read only for a search that wishes for them.
    `miles` is None for one without a place of its own.
    """

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
    serves: bool = True
    miles: float | None = None

    @property
    def confirmed(self) -> bool:
        return self.publication == "full"

    @property
    def pointer(self) -> bool:
        return self.publication == "pointer"


def local_candidates(
    session: Session, need: str, origin: Origin, today: date, radius: float, wished: bool = False
) -> list[Candidate]:
    """Services with a place in the box of `radius` miles round the origin, in no order; see `serves`."""
    box = box_round(origin.lat, origin.lon, radius)
    values: dict[str, Any] = {"need": need, "today": today, **_area_values(origin)}
    values |= {"south": box.south, "north": box.north, "west": box.west, "east": box.east}
    nearest: dict[str, Candidate] = {}
    for row in session.execute(_local_query(radius < FARTHEST_MILES, wished), values):
        facts = row._asdict()
        miles = miles_between(origin.lat, origin.lon, facts.pop("latitude"), facts.pop("longitude"))
        one = Candidate(**facts, miles=miles)
        if _miles(one) <= FARTHEST_MILES and (one.id not in nearest or _miles(one) < _miles(nearest[one.id])):
            nearest[one.id] = one
    return list(nearest.values())


def wider_candidates(
    session: Session, need: str, origin: Origin | None, today: date, outside: bool = False, wished: bool = False
) -> list[Candidate]:
    """Authority-wide services without a place, county-wide and national ones, in no order that matters."""
    reach = "outside" if outside else "somewhere" if origin is None else "here"
    values = {"need": need, "today": today, **(_area_values(origin) if origin and not outside else {})}
    return [Candidate(**row._asdict()) for row in session.execute(_wider_query(reach, wished), values)]


def schedules_of(session: Session, ids: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Rows of the schedule table by service; nothing for a service that has none."""
    found: dict[str, list[Row[Any]]] = {}
    for row in session.execute(_schedules_query(), {"ids": list(ids)}):
        found.setdefault(row.service_id, []).append(row)
    return found


def named(slugs: Sequence[str], today: date) -> Select[str, str]:
    return select(Service.id, Service.slug).where(Service.slug.in_(slugs), available(today))


def load(session: Session, ids: Sequence[str]) -> dict[str, Service]:
    """Whole services by id, with everything a card shows, in a fixed number of queries."""
    if not ids:
        return {}
    found = session.scalars(_whole_query(), {"ids": list(ids)}).unique()
    return {service.id: service for service in found}


def available(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Not closed, defunct or withdrawn on this day."""
    reopened = or_(Service.closed_until < today, Service.closed_from > today)
    open_again = and_(Service.status == "temporarily closed", reopened)
    return and_(or_(Service.status == "active", open_again), Service.publication != "withdrawn")


# Building a statement costs more than running it, so each is built once and takes its values by name.


@functools.cache
def _local_query(boxed: bool, wished: bool) -> Select[*tuple[Any, ...]]:
    serves = or_(Service.category.in_(DROP_IN), _covers())
    query = _query(wished, serves.label("serves"), Location.latitude, Location.longitude, reachable=false())
    query = query.join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
    query = query.join(Location, Location.id == ServiceAtLocation.location_id)
    query = query.where(Service.scope.in_(LOCAL_SCOPES))
    return query.where(Attribute.service_id.in_(_in_box())) if boxed else query


@functools.cache
def _wider_query(reach: str, wished: bool) -> Select[*tuple[Any, ...]]:
    scope, without_place = Service.scope, ~exists().where(ServiceAtLocation.service_id == Service.id)
    reached = {
        "outside": scope == "national",
        "somewhere": scope.in_(("county", "national")),
        "here": or_(scope == "national", and_(or_(scope == "county", without_place), _covers())),
    }
    reachable = or_(Service.text_number.is_not(None), exists().where(Phone.service_id == Service.id))
    return _query(wished, reachable=reachable).where(reached[reach])


@functools.cache
def _schedules_query() -> Select[*tuple[Any, ...]]:
    columns = Schedule.__table__.c
    query: Select[*tuple[Any, ...]] = select(*columns).where(columns.service_id.in_(bindparam("ids", expanding=True)))
    return query.order_by(columns.position)


@functools.cache
def _whole_query() -> Select[Service]:
    several = (
        Service.schedules,
        Service.phones,
        Service.service_areas,
        Service.attributes,
        Service.languages,
    )
    query = select(Service).where(Service.id.in_(bindparam("ids", expanding=True)))
    # Joined where a service has one row, which saves a query each. Not so its place: SQLite would read every one.
    query = query.options(joinedload(Service.organization), joinedload(Service.cost_options))
    place = selectinload(Service.places).joinedload(ServiceAtLocation.location)
    return query.options(*(selectinload(part) for part in several), place.selectinload(Location.accessibility))


def _query(wished: bool, *more: Any, reachable: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Columns named like Candidate's fields, then `more`."""
    columns = (
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
        reachable.label("reachable"),
        (_is_free() if wished else false()).label("free"),
        (_is_step_free() if wished else false()).label("step_free"),
    )
    query: Select[*tuple[Any, ...]] = select(*columns, *more).join(Attribute, Attribute.service_id == Service.id)
    return query.where(Attribute.taxonomy_term_id == bindparam("need"), available(bindparam("today")))


def _in_box() -> Select[str]:
    # A subquery, so that the box is looked up once and on its index: joined straight away, SQLite begins with the
    # need and reads every service that meets it (2 to 8 times slower at 1,000 services).
    place, here = aliased(ServiceAtLocation), aliased(Location)
    query = select(place.service_id).join(here, here.id == place.location_id)
    return query.where(
        here.latitude.between(bindparam("south"), bindparam("north")),
        here.longitude.between(bindparam("west"), bindparam("east")),
    )


def _covers() -> ColumnElement[bool]:
    """Whether the service's area holds the origin; a place that straddles authorities lies in all of them."""
    area = ServiceArea
    return exists().where(
        area.service_id == Service.id,
        or_(
            area.extent_type.in_(("county", "national")),
            and_(area.extent_type == "authority", area.extent.in_(bindparam("authorities", expanding=True))),
            and_(area.extent_type == "postcode_prefix", area.extent.in_(bindparam("prefixes", expanding=True))),
        ),
    )


def _area_values(origin: Origin) -> dict[str, list[str]]:
    prefixes = [prefix for prefix in (origin.sector, origin.outcode) if prefix]
    return {"authorities": list(origin.authorities), "prefixes": prefixes}


def _is_free() -> ColumnElement[bool]:
    return exists().where(CostOption.service_id == Service.id, CostOption.option == "free")


def _is_step_free() -> ColumnElement[bool]:
    place, access = ServiceAtLocation, Accessibility
    return exists().where(
        place.service_id == Service.id,
        access.location_id == place.location_id,
        access.accessibility == "step_free",
    )


def _miles(one: Candidate) -> float:
    return one.miles or 0.0
