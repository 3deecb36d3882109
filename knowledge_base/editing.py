"""Every change to a service: the rows and the revision that records them, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge_base.exchange.osm_hours import rules_from_osm
from knowledge_base.models import (
    Accessibility,
    Attribute,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Revision,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from knowledge_base.models.identity import identity
from knowledge_base.opening import OpeningRule
from knowledge_base.record import Place, ServiceRecord, as_written


@dataclass(frozen=True)
class Change:
    """Who makes a change, when (aware), and why; `made_by` "import:…" marks what no person typed."""

    made_by: str
    made_at: datetime
    reason: str


def save(session: Session, record: ServiceRecord, change: Change) -> Revision:
    """Create the service, or make it what `record` says, and keep the revision. Flushes, never commits."""
    service_id = identity("service", record.id)
    service = session.get(Service, service_id)
    action = "revise" if service else "create"
    service = service or Service(id=service_id, slug=record.id, version=1)
    _set_columns(session, service, record, change)
    session.add(service)
    _replace_parts(session, service, record)
    session.flush()
    return _keep_revision(session, service, record, change, action)


def latest_revision(session: Session, record_id: str) -> Revision | None:
    query = select(Revision).where(
        Revision.entity == "service",
        Revision.entity_id == identity("service", record_id),
    )
    return session.scalars(query.order_by(Revision.number.desc()).limit(1)).first()


def _set_columns(session: Session, service: Service, record: ServiceRecord, change: Change) -> None:
    service.organization_id = _organization(session, record.organization)
    service.name, service.description = record.name, record.description
    service.category, service.scope = record.category, record.scope
    service.status, service.publication, service.alert = (
        record.status,
        record.publication,
        record.alert,
    )
    service.first_choice = record.first_choice
    service.closed_from, service.closed_until = record.closed_from, record.closed_until
    service.url, service.email, service.text_number = (
        record.website,
        record.email,
        record.text_number,
    )
    service.referral, service.referral_how = record.referral.needed, record.referral.how
    service.eligibility, service.required_documents = record.eligibility, record.bring
    service.area_note = record.area_note
    service.hours_text = record.hours.text
    service.assured_date = record.assured.date if record.assured else None
    service.assurer = record.assured.by if record.assured else None
    service.assured_how = record.assured.how if record.assured else None
    service.source_url, service.source_note = record.source.url, record.source.note
    service.source_kind, service.source_stated_date = (
        record.source.kind,
        record.source.stated_date,
    )
    service.last_modified = change.made_at


def _organization(session: Session, name: str) -> str:
    organization_id = identity("organization", name)
    if session.get(Organization, organization_id) is None:
        session.add(Organization(id=organization_id, name=name))
        session.flush()
    return organization_id


def _replace_parts(session: Session, service: Service, record: ServiceRecord) -> None:
    # Emptied and flushed first: the new rows may carry the same unique keys as the old ones.
    for part in (
        "places",
        "schedules",
        "phones",
        "service_areas",
        "attributes",
        "cost_options",
        "languages",
    ):
        getattr(service, part).clear()
    session.flush()
    service.attributes = [Attribute(taxonomy_term_id=need, position=at) for at, need in enumerate(record.needs)]
    service.phones = [
        Phone(
            position=at,
            number=phone.number,
            cost=phone.cost,
            description=phone.description,
        )
        for at, phone in enumerate(record.phones)
    ]
    service.service_areas = [_area(area) for area in record.areas]
    service.cost_options = [CostOption(option=record.cost.kind, amount_description=record.cost.text)]
    service.languages = [Language(name=name) for name in record.languages]
    if record.location:
        service.places = [ServiceAtLocation(location=_location(session, record.location, record))]
    _set_hours(service, record)


def _set_hours(service: Service, record: ServiceRecord) -> None:
    hours = rules_from_osm(record.hours.osm) if record.hours.osm else None
    stated = record.hours.closed_on_bank_holidays
    from_rules = hours.closed_on_bank_holidays if hours else None
    service.closed_on_bank_holidays = stated if stated is not None else from_rules
    service.schedules = [_schedule(at, rule) for at, rule in enumerate(hours.rules)] if hours else []


def _area(area: str) -> ServiceArea:
    if area in ("county", "national"):
        return ServiceArea(extent_type=area, extent=area)
    kind = "authority" if len(area) == 9 and area[1:].isdigit() else "postcode_prefix"
    return ServiceArea(extent_type=kind, extent=area)


def _location(session: Session, place: Place, record: ServiceRecord) -> Location:
    location_id = identity("location", _place_key(place) or record.id)
    location = session.get(Location, location_id) or Location(id=location_id)
    location.name, location.address_1, location.city = (
        place.name,
        place.address,
        place.town,
    )
    location.postal_code, location.precision = place.postcode, place.precision
    location.latitude, location.longitude = place.lat, place.lon
    kinds = record.accessibility or (("note",) if record.accessibility_note else ())
    # A place that several services share keeps what one of them has told about it.
    if kinds or not _is_shared(session, location_id):
        location.accessibility = [
            Accessibility(accessibility=kind, description=record.accessibility_note) for kind in kinds
        ]
    session.add(location)
    return location


def _place_key(place: Place) -> str:
    """What makes two records mean one place; "" where no more than the town is known, which is no place to share."""
    if not (place.name or place.address or place.postcode):
        return ""
    return "|".join(part or "" for part in (place.name, place.address, place.town, place.postcode))


def _is_shared(session: Session, location_id: str) -> bool:
    query = select(ServiceAtLocation.id).where(ServiceAtLocation.location_id == location_id)
    return session.scalars(query.limit(1)).first() is not None


def _schedule(position: int, rule: OpeningRule) -> Schedule:
    season_from, season_to = rule.season or (None, None)
    return Schedule(
        position=position,
        freq=rule.freq,
        interval=rule.interval,
        byday=",".join(rule.byday),
        bymonthday=",".join(str(day) for day in rule.bymonthday),
        dtstart=rule.dtstart,
        opens_at=rule.opens_at,
        closes_at=rule.closes_at,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        season_from=season_from,
        season_to=season_to,
        closed=rule.closed,
        exception=rule.exception,
        notes=rule.notes,
    )


def _keep_revision(
    session: Session,
    service: Service,
    record: ServiceRecord,
    change: Change,
    action: str,
) -> Revision:
    newest = select(func.max(Revision.number)).where(Revision.entity == "service", Revision.entity_id == service.id)
    revision = Revision(
        entity="service",
        entity_id=service.id,
        number=(session.scalar(newest) or 0) + 1,
        action=action,
        made_by=change.made_by,
        made_at=change.made_at,
        reason=change.reason,
        record=as_written(record),
    )
    session.add(revision)
    session.flush()
    return revision
