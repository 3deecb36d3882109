"""A service as people write and review it: the one shape that seeds, imports and edits all go through."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from knowledge_base.exchange.osm_hours import rules_from_osm
from knowledge_base.needs import CATEGORIES, NEEDS


class RecordError(Exception):
    """A record cannot be taken. `problems` are sentences that name the field and what is wrong with it."""

    def __init__(self, record_id: str, problems: list[str]) -> None:
        super().__init__(f"{record_id}: " + "; ".join(problems))
        self.record_id = record_id
        self.problems = problems


def _known_needs(needs: tuple[str, ...]) -> tuple[str, ...]:
    if not needs:
        raise ValueError("must have at least one need")
    unknown = [need for need in needs if need not in NEEDS]
    if unknown:
        raise ValueError(f"{' and '.join(unknown)} is not a need")
    twice = sorted({need for need in needs if needs.count(need) > 1})
    if twice:
        raise ValueError(f"names {' and '.join(twice)} twice")
    return needs


def _known_category(category: str) -> str:
    if category not in CATEGORIES:
        raise ValueError(f"{category} is not a category")
    return category


def _readable_hours(osm: str | None) -> str | None:
    if osm:
        rules_from_osm(osm)
    return osm


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Place(Part):
    name: str | None = None
    address: str | None = None
    town: str | None = None
    postcode: str | None = None
    lat: float = Field(ge=49, le=61)
    lon: float = Field(ge=-9, le=3)
    precision: Literal["unit", "subsector", "sector", "town"]


class PhoneNumber(Part):
    number: str
    cost: Literal["free", "standard", "text"] = "standard"
    description: str | None = None


class OpeningHours(Part):
    osm: Annotated[str | None, AfterValidator(_readable_hours)] = None
    text: str | None = None
    closed_on_bank_holidays: bool | None = None


class Cost(Part):
    kind: Literal["free", "low_cost", "paid", "unknown"] = "unknown"
    text: str | None = None


class Referral(Part):
    needed: Literal["needed", "not_needed", "unknown"] = "unknown"
    how: str | None = None


class Source(Part):
    url: str | None = None
    note: str | None = None
    kind: str | None = None
    stated_date: str | None = None
    licence_note: str | None = None


class Assurance(Part):
    date: date
    by: str
    how: str | None = None


class ServiceRecord(Part):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{2,119}$")
    name: str = Field(min_length=2, max_length=200)
    organization: str = Field(min_length=2, max_length=200)
    category: Annotated[str, AfterValidator(_known_category)]
    needs: Annotated[tuple[str, ...], AfterValidator(_known_needs)]
    scope: Literal["local", "authority", "county", "national"]
    description: str = ""
    areas: tuple[str, ...]
    area_note: str | None = None
    location: Place | None = None
    phones: tuple[PhoneNumber, ...] = ()
    text_number: str | None = None
    email: str | None = None
    website: str | None = None
    hours: OpeningHours = OpeningHours()
    cost: Cost = Cost()
    referral: Referral = Referral()
    eligibility: str | None = None
    bring: str | None = None
    accessibility: tuple[str, ...] = ()
    accessibility_note: str | None = None
    languages: tuple[str, ...] = ()
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    closed_from: date | None = None
    closed_until: date | None = None
    alert: str | None = None
    publication: Literal["full", "unconfirmed", "pointer", "withdrawn"] = "full"
    # The one to name first where several would do and nothing more is known of the resident.
    first_choice: bool = False
    source: Source = Source()
    assured: Assurance | None = None


def read_record(values: dict[str, Any]) -> ServiceRecord:
    """Parse a record as written in a seed file or an import; raises RecordError with every problem at once."""
    try:
        return ServiceRecord.model_validate(values)
    except ValidationError as error:
        problems = [_in_plain_words(item) for item in error.errors()]
        raise RecordError(str(values.get("id", "a record without id")), problems) from error


# What people read instead of the parser's own words; the others are plain enough or our own.
_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a field that a record has",
    "literal_error": "must be {expected}",
    "string_type": "must be text",
    "string_too_short": "must have {min_length} characters or more",
    "string_too_long": "must have {max_length} characters or fewer",
    "string_pattern_mismatch": "must be 3 to 120 lower-case letters, digits and hyphens, a letter or digit first",
    "tuple_type": "must be a list",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "date_type": "must be a date like 2026-11-23",
    "date_parsing": "must be a date like 2026-11-23",
    "date_from_datetime_parsing": "must be a date like 2026-11-23",
    "model_type": "must have named fields of its own",
}


def _in_plain_words(item: ErrorDetails) -> str:
    """ "location.lat: must be a number" """
    where = ".".join(str(step) for step in item["loc"])
    plain = _PLAIN.get(item["type"])
    words = plain.format(**item.get("ctx", {})) if plain else item["msg"].removeprefix("Value error, ")
    return f"{where}: {words}"


def as_written(record: ServiceRecord) -> dict[str, Any]:
    """The record as JSON-ready values without empty fields: what a revision keeps and what is compared."""
    written: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True)
    return written
