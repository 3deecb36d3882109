"""Services and searches in one line, showing only what a test is about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from knowledge_base.distance import MILES_PER_DEGREE
from knowledge_base.editing import Change, save
from knowledge_base.opening import LONDON
from knowledge_base.record import ServiceRecord, read_record
from knowledge_base.request import Origin, SearchRequest, Wishes
from knowledge_base.search import NeedResult, find_services

# A Tuesday in term time, no bank holiday near.
NOW = datetime(2026, 11, 24, 11, 0, tzinfo=LONDON)
TODAY = NOW.date()
NUNEATON, RUGBY, STRATFORD = "E07000219", "E07000220", "E07000221"
HERE = Origin("CV11 4", 52.52, -1.46, "sector", (NUNEATON,), "CV11 4", "CV11")
ALWAYS, NOT_TODAY = "24/7", "Fr 10:00-12:00"
CHANGE = Change("a.person@example.org", NOW, "because")


def service(name: str, miles: float | None = 1.0, **facts: Any) -> ServiceRecord:
    """A confirmed food bank for Nuneaton, checked last week, `miles` north of HERE; None: without a place."""
    values: dict[str, Any] = {
        "id": name.lower().replace(" ", "-").ljust(3, "-"),
        "name": name,
        "organization": "Example Trust",
        "category": "food_bank",
        "needs": ["food"],
        "scope": "local",
        "areas": [NUNEATON],
        "assured": {"date": TODAY - timedelta(days=7), "by": "A. Person"},
    }
    if miles is not None:
        values["location"] = {"lat": HERE.lat + miles / MILES_PER_DEGREE, "lon": HERE.lon, "precision": "unit"}
    if "opens" in facts:
        values["hours"] = {"osm": facts.pop("opens"), "closed_on_bank_holidays": False}
    if "checked" in facts:
        checked = facts.pop("checked")
        values["assured"] = {"date": checked, "by": "A. Person"} if checked else None
    return read_record({**values, **facts})


def helpline(name: str, scope: str = "national", **facts: Any) -> ServiceRecord:
    """Help by phone, of a scope, without a place."""
    areas = {"national": ["national"], "county": ["county"]}.get(scope, [NUNEATON])
    phones = [{"number": "0800 111 222", "cost": "free"}]
    return service(
        name, None, **{"scope": scope, "areas": areas, "category": "general_advice", "phones": phones, **facts}
    )


def publish(session: Session, *records: ServiceRecord) -> None:
    for record in records:
        save(session, record, CHANGE)


def search(session: Session, need: str = "food", origin: Origin | None = HERE, **facts: Any) -> NeedResult:
    wishes = Wishes(**facts.pop("wishes", {}))
    request = SearchRequest((need,), facts.pop("now", NOW), origin, wishes, **facts)
    return find_services(session, request).groups[0]


def names(result: NeedResult) -> list[str]:
    return [card.name for card in result.cards]


def reasons(result: NeedResult, name: str) -> tuple[str, ...]:
    return next(card.why for card in result.cards if card.name == name)


def months_ago(months: int) -> date:
    return TODAY - timedelta(days=months * 31)
