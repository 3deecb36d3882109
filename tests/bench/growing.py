"""A larger knowledge base than the seed: every starter record again and again, each copy some miles from the first."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from knowledge_base.models import (
    Accessibility,
    Attribute,
    CostOption,
    Language,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)

# About four miles each way: a copy stays in the county and does not stand on top of its original.
SPREAD_DEGREES = 0.06
PARTS = (Attribute, CostOption, Language, Phone, Schedule, ServiceArea, ServiceAtLocation)

Row = dict[str, Any]


def grow(session: Session, wanted: int, seed: int = 2026) -> None:
    """Add copies of the services that are there until there are `wanted`. Flushes, never commits."""
    where = random.Random(seed)
    services = _rows(session, Service)
    locations, access = _rows(session, Location), _rows(session, Accessibility)
    parts = {part: _rows(session, part) for part in PARTS}
    for copy in range(1, -(-wanted // len(services))):
        added = services[: max(0, wanted - copy * len(services))]
        ids = {row["id"] for row in added}
        _add(session, Location, [_moved(row, copy, where) for row in locations])
        _add(session, Accessibility, [_part(row, copy) for row in access])
        _add(session, Service, [{**_named(row, copy), "slug": f"{row['slug']}-{copy}"} for row in added])
        for part, rows in parts.items():
            _add(session, part, [_part(row, copy) for row in rows if row["service_id"] in ids])


def _rows(session: Session, model: type[Any]) -> list[Row]:
    return [dict(row._mapping) for row in session.execute(select(_table(model)))]


def _add(session: Session, model: type[Any], rows: list[Row]) -> None:
    if rows:
        session.execute(insert(_table(model)), rows)


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


def _id(value: str, copy: int) -> str:
    return f"{copy:04d}{value[4:]}"


def _named(row: Row, copy: int) -> Row:
    return {**row, "id": _id(row["id"], copy)}


def _moved(row: Row, copy: int, where: random.Random) -> Row:
    moved = _named(row, copy)
    for axis in ("latitude", "longitude"):
        moved[axis] = row[axis] + where.uniform(-SPREAD_DEGREES, SPREAD_DEGREES)
    return moved


def _part(row: Row, copy: int) -> Row:
    keys = {name: _id(row[name], copy) for name in ("service_id", "location_id") if name in row}
    return {**{name: value for name, value in row.items() if name != "id"}, **keys}
