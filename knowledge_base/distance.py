"""Distances on a flat Earth: within a county the error is far below what a postcode sector's own position errs."""

from __future__ import annotations

import math
from dataclasses import dataclass

MILES_PER_DEGREE = 69.055
MILES_PER_KM = 0.621371


@dataclass(frozen=True)
class Box:
    south: float
    north: float
    west: float
    east: float


def miles_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    north = lat2 - lat1
    east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return MILES_PER_DEGREE * math.hypot(north, east)


def box_round(lat: float, lon: float, miles: float) -> Box:
    """The box that holds every point within `miles`; a little large, never too small."""
    north = miles / MILES_PER_DEGREE * 1.001
    east = north / math.cos(math.radians(abs(lat) + north))
    return Box(lat - north, lat + north, lon - east, lon + east)
