"""The place in a message: what geography makes of it, and what is remembered of it."""

from __future__ import annotations

from typing import Any

from actions.memory import Memory
from geography import Location, Outside, Several, Unknown, locate
from knowledge_base.request import Origin

Found = Location | Several | Outside | Unknown | None


def place_in(text: str) -> Found:
    return locate(text) if text else None


def remembered(place: Location) -> dict[str, Any]:
    """A location as JSON for the tracker: never the full postcode, only its sector."""
    return {
        "label": place.label,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "authorities": [one.code for one in place.authorities],
        "councils": [one.name for one in place.authorities],
        "sector": place.sector,
        "outcode": place.outcode,
    }


def with_place_of(text: str, memory: Memory) -> Memory:
    """Memory with the place that the message names; as it was where there is none, or more than one."""
    found = place_in(text)
    return memory.but(place=remembered(found), place_refused=False) if isinstance(found, Location) else memory


def origin_of(place: dict[str, Any] | None) -> Origin | None:
    if not place or "lat" not in place:
        return None
    return Origin(
        label=place["label"],
        lat=place["lat"],
        lon=place["lon"],
        precision=place["precision"],
        authorities=tuple(place.get("authorities") or ()),
        sector=place.get("sector"),
        outcode=place.get("outcode"),
    )
