"""ServiceCard: the only shape in which a service leaves for a resident."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from knowledge_base.distance import miles_between
from knowledge_base.freshness import freshness
from knowledge_base.models import Location, Schedule, Service
from knowledge_base.opening import (
    Hours,
    OpeningRule,
    OpenState,
    open_state,
    sentence,
    short_sentence,
)
from knowledge_base.request import Origin

# Only a unit's own position supports a figure finer than "about a mile".
EXACT = "unit"


@dataclass(frozen=True)
class ServiceCard:
    """Distances in miles, None where either end is not known well enough; dates and times as values, not words."""

    id: str
    slug: str
    name: str
    organization: str
    needs: tuple[str, ...]
    category: str
    scope: str
    description: str
    confirmed: bool
    pointer: bool
    lat: float | None = None
    lon: float | None = None
    precision: str = "none"
    distance_miles: float | None = None
    address: str | None = None
    town: str | None = None
    postcode: str | None = None
    phone: str | None = None
    phone_cost: str | None = None
    text_number: str | None = None
    email: str | None = None
    website: str | None = None
    hours: str | None = None
    hours_short: str | None = None
    open: OpenState = field(default_factory=lambda: OpenState("unknown"))
    referral: str = "unknown"
    referral_how: str | None = None
    cost: str = "unknown"
    cost_text: str | None = None
    eligibility: str | None = None
    bring: str | None = None
    accessibility: tuple[str, ...] = ()
    accessibility_note: str | None = None
    languages: tuple[str, ...] = ()
    area_note: str | None = None
    authorities: tuple[str, ...] = ()
    alert: str | None = None
    first_choice: bool = False
    assured_on: date | None = None
    freshness: str = "lapsed"
    source_url: str | None = None
    why: tuple[str, ...] = ()


def card_of(service: Service, origin: Origin | None, now: datetime) -> ServiceCard:
    """The card of a loaded service. A pointer carries no hours, amounts or eligibility; an unconfirmed one is never open."""
    pointer = service.publication == "pointer"
    confirmed = service.publication == "full"
    place = service.places[0].location if service.places else None
    hours = hours_of(service)
    phone = service.phones[0] if service.phones else None
    cost = service.cost_options[0] if service.cost_options else None
    return ServiceCard(
        id=service.id,
        slug=service.slug,
        name=service.name,
        organization=service.organization.name,
        needs=tuple(attribute.taxonomy_term_id for attribute in service.attributes),
        category=service.category,
        scope=service.scope,
        description=service.description,
        confirmed=confirmed,
        pointer=pointer,
        lat=place.latitude if place else None,
        lon=place.longitude if place else None,
        precision=place.precision if place else "none",
        distance_miles=_distance(place, origin),
        address=_address(place) if place else None,
        town=place.city if place else None,
        postcode=place.postal_code if place else None,
        phone=phone.number if phone else None,
        phone_cost=phone.cost if phone else None,
        text_number=service.text_number,
        email=service.email,
        website=service.url,
        # What somebody wrote of the hours holds caveats that rules cannot ("from January").
        hours=None if pointer else service.hours_text or (sentence(hours) if hours.rules else None),
        hours_short=None if pointer or not hours.rules else short_sentence(hours),
        open=open_state(hours, now) if confirmed else OpenState("unknown"),
        referral="unknown" if pointer else service.referral,
        referral_how=None if pointer else service.referral_how,
        cost="unknown" if pointer or not cost else cost.option,
        cost_text=None if pointer or not cost else cost.amount_description,
        eligibility=None if pointer else service.eligibility,
        bring=None if pointer else service.required_documents,
        accessibility=tuple(item.accessibility for item in place.accessibility) if place else (),
        accessibility_note=next((item.description for item in place.accessibility), None) if place else None,
        languages=tuple(language.name for language in service.languages),
        area_note=service.area_note,
        authorities=tuple(area.extent for area in service.service_areas if area.extent_type == "authority"),
        alert=service.alert,
        first_choice=service.first_choice,
        assured_on=service.assured_date,
        freshness=freshness(service.assured_date, service.category, now.date()),
        source_url=service.source_url,
    )


def hours_of(service: Service) -> Hours:
    rules = tuple(rule_of(schedule) for schedule in service.schedules)
    return Hours(rules, service.closed_on_bank_holidays, service.hours_text)


def _address(place: Location) -> str | None:
    parts = [part for part in (place.name, place.address_1) if part]
    return ", ".join(parts) or None


def _distance(place: Location | None, origin: Origin | None) -> float | None:
    if place is None or origin is None:
        return None
    return round(miles_between(origin.lat, origin.lon, place.latitude, place.longitude), 2)


def rule_of(row: Schedule | Row[Any]) -> OpeningRule:
    return OpeningRule(
        freq=row.freq,
        byday=tuple(row.byday.split(",")) if row.byday else (),
        bymonthday=tuple(int(day) for day in row.bymonthday.split(",")) if row.bymonthday else (),
        interval=row.interval,
        dtstart=row.dtstart,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        season=(row.season_from, row.season_to) if row.season_from and row.season_to else None,
        closed=row.closed,
        exception=row.exception,
        notes=row.notes,
    )
