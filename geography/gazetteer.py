"""Every place name we know, and the places that answer to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import Protocol

from . import tables
from .wording import key_of, plain_words

SAME_PLACE_KM = 2.0  # Upper and Lower Brailes need no question
CONFUSABLE_KM = 25.0  # a namesake outside the county is offered as a choice only this near
CONFUSABLE_SIZE = 50  # and only where this many postcodes lie within a kilometre of it
MOST_WORDS = 6
_FILES = ("places.csv", "landmarks.csv", "outside.csv")


class Point(Protocol):
    """Anything with a position, in WGS 84 degrees."""

    @property
    def lat(self) -> float: ...

    @property
    def lon(self) -> float: ...


@dataclass(frozen=True)
class Place:
    """One row of places.csv, landmarks.csv or outside.csv; reference/README.md explains the columns."""

    name: str
    kind: str
    lat: float
    lon: float
    authority: str
    town: str
    near: str
    outcode: str
    size: int
    inside: bool

    @property
    def label(self) -> str:
        town = self.town.removeprefix("Royal ")
        if town and town not in self.name:
            return f"{self.name}, {town}"
        return self.name.removeprefix("Royal ") if self.kind == "town" else self.name

    @property
    def full_label(self) -> str:
        """Tells it from its namesakes."""
        if self.town or not self.near or self.kind in ("town", "city"):
            return self.label
        return f"{self.name}, near {self.near}"

    @property
    def town_or_self(self) -> str:
        """A landmark is given by its town: that is where the person is."""
        return self.town if self.kind == "landmark" and self.town else self.name


@dataclass(frozen=True)
class Names:
    """By key (letters only): the places that answer to it, how it is written, how its words are divided."""

    places: Mapping[str, tuple[Place, ...]]
    written: Mapping[str, str]
    spellings: Mapping[str, frozenset[tuple[str, ...]]]
    beginnings: frozenset[str]  # of every key
    labels: Mapping[str, Place]
    needs: Mapping[str, str]  # what must stand around an ordinary word: cue or strong


def named(name: str) -> tuple[Place, ...]:
    """The places that a name or label may mean: none, one, or several that differ."""
    label = names().labels.get(name)
    return (label,) if label else names().places.get(key_of(name), ())


@lru_cache(maxsize=None)
def names() -> Names:
    places: dict[str, list[Place]] = defaultdict(list)
    written: dict[str, str] = {}
    spellings: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for place, name in _all_names():
        words = plain_words(name)
        places["".join(words)].append(place)
        written.setdefault("".join(words), name)
        spellings["".join(words)].add(words)
    distinct = {key: _distinct(found) for key, found in places.items()}
    return Names(
        places=distinct,
        written=written,
        spellings={key: frozenset(found) for key, found in spellings.items()},
        beginnings=frozenset(key[:end] for key in distinct for end in range(1, len(key) + 1)),
        needs={key_of(row["name"]): row["needs"] for row in tables.rows("careful_names.csv")},
        labels={place.full_label: place for found in distinct.values() for place in found},
    )


def _all_names() -> Iterator[tuple[Place, str]]:
    for file in _FILES:
        for row in tables.rows(file):
            place = _place(row, inside=file != "outside.csv")
            yield place, place.name
            for name in filter(None, row["also"].split("|")):
                yield place, name


def _place(row: Mapping[str, str], inside: bool) -> Place:
    return Place(
        name=row["name"],
        kind=row["kind"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        authority=row["authority"],
        town=row["town"],
        near=row["near"].removeprefix("Royal "),
        outcode=row["outcode"],
        size=int(row["size"]),
        inside=inside,
    )


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    """Of places with one name: a town beats its namesakes, neighbours count as one, the largest first."""
    ranked = sorted(places, key=lambda place: (not place.inside, place.kind != "town", -place.size))
    if ranked[0].kind in ("town", "city"):
        return (ranked[0],)
    kept: list[Place] = []
    for place in ranked:
        apart = all(distance_km(place, other) > SAME_PLACE_KM for other in kept)
        if apart and (place.inside or _is_confusable(place, kept)):
            kept.append(place)
    return tuple(kept)


def _is_confusable(outside: Place, kept: Sequence[Place]) -> bool:
    if not kept:
        return True
    return outside.size >= CONFUSABLE_SIZE and any(
        place.inside and distance_km(outside, place) <= CONFUSABLE_KM for place in kept
    )


def distance_km(one: Point, other: Point) -> float:
    """In a straight line; flat-earth arithmetic is exact enough here."""
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * cos(radians((one.lat + other.lat) / 2))
    return hypot(north, east)
