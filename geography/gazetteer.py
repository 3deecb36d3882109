"""Every place name we know, and the closest one to a name that is misspelt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, hypot, radians

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import tables
from .wording import key_of, plain_words

SAME_PLACE_KM = 2.0  # Upper and Lower Brailes need no question
CONFUSABLE_KM = 25.0  # a namesake outside the county is offered as a choice only this near
CONFUSABLE_SIZE = 50  # and only where this many postcodes lie within a kilometre of it
MOST_WORDS = 6
_FILES = ("places.csv", "landmarks.csv", "outside.csv")
_MAY_BE_MISSPELT_OUTSIDE = ("city", "town")


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
    size: int
    inside: bool

    @property
    def label(self) -> str:
        name = self.name.removeprefix("Royal ") if self.kind == "town" else self.name
        return f"{name}, {self.town.removeprefix('Royal ')}" if self.town else name

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
    single: Mapping[int, Sequence[str]] = field(default_factory=dict)  # keys of one-word names, by length
    phrases: Mapping[tuple[int, str], Sequence[tuple[str, ...]]] = field(default_factory=dict)


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
    needs = {key_of(row["name"]): row["needs"] for row in tables.rows("careful_names.csv")}
    misspellable = [
        spelling
        for key, found in spellings.items()
        for spelling in found
        if needs.get(key, "cue") == "cue" and any(_may_be_misspelt(place) for place in distinct[key])
    ]
    return Names(
        places=distinct,
        written=written,
        spellings={key: frozenset(found) for key, found in spellings.items()},
        beginnings=frozenset(key[:end] for key in distinct for end in range(1, len(key) + 1)),
        needs=needs,
        labels={place.full_label: place for found in distinct.values() for place in found},
        single=_by_length(misspellable),
        phrases=_by_outer_letters(misspellable),
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


def distance_km(one: "Place | object", other: "Place | object") -> float:
    """Straight line between anything with lat and lon; flat-earth arithmetic is exact enough here."""
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * cos(radians((one.lat + other.lat) / 2))
    return hypot(north, east)


# Misspellings ------------------------------------------------------------------------------------------------


def _may_be_misspelt(place: Place) -> bool:
    return place.inside or place.kind in _MAY_BE_MISSPELT_OUTSIDE


def _by_length(spellings: Iterable[tuple[str, ...]]) -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = defaultdict(list)
    for words in spellings:
        if len(words) == 1 and len(words[0]) >= 6:
            lengths[len(words[0])].append(words[0])
    return dict(lengths)


def _by_outer_letters(spellings: Iterable[tuple[str, ...]]) -> dict[tuple[int, str], list[tuple[str, ...]]]:
    """Names of several words under their first letter and, as "-n", their last: a slip spares one of them."""
    found: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    for words in spellings:
        if len(words) > 1 and sum(map(len, words)) >= 6:
            found[len(words), words[0][0]].append(words)
            found[len(words), "-" + words[-1][-1]].append(words)
    return dict(found)


def allowed_edits(letters: int) -> int:
    """In a name of so many letters: one slip (swapped neighbours are one) from six, two from eight."""
    return 0 if letters < 6 else 1 if letters < 8 else 2


@lru_cache(maxsize=4096)
def closest_name(word: str) -> tuple[str, int] | None:
    """The key of the one-word name nearest to a word that is none itself, and how many edits away it is.

    Not for an ordinary word, nor for one that is nearer to an ordinary word than to the name. At the same
    distance the larger place is meant.
    """
    if len(word) < 5 or word in tables.english_words():
        return None
    hits = [
        (edits, -_largest(key), key)
        for length in range(len(word) - 2, len(word) + 3)
        for key, edits, _ in process.extract(
            word,
            names().single.get(length, ()),
            scorer=OSA.distance,
            score_cutoff=min(2, allowed_edits(length)),
            limit=None,
        )
        if edits == 1 or key[0] == word[0]
    ]
    if not hits:
        return None
    edits, _, key = min(hits)
    return None if _nearest_english(word, edits) < edits else (key, edits)


def is_as_near_to_english(word: str, edits: int) -> bool:
    """Whether an ordinary word is as near as the place: then only its surroundings can tell."""
    return _nearest_english(word, edits) <= edits


def _nearest_english(word: str, edits: int) -> int:
    found = process.extractOne(word, _english_by_length(len(word)), scorer=OSA.distance, score_cutoff=edits)
    return int(found[1]) if found else edits + 1


@lru_cache(maxsize=None)
def _english_by_length(length: int) -> tuple[str, ...]:
    return tuple(word for word in tables.english_words() if abs(len(word) - length) <= 2)


def _largest(key: str) -> int:
    return max(place.size + 1000 * (place.kind == "town" and place.inside) for place in names().places[key])


def closest_phrase(words: Sequence[str]) -> str | None:
    """The key of the name of as many words that differs by one or two slips, never by an ordinary word."""
    if all(word in tables.english_words() for word in words):
        return None
    best: tuple[int, str] | None = None
    for letter in (words[0][0], "-" + words[-1][-1]):
        for name in names().phrases.get((len(words), letter), ()):
            edits = _phrase_edits(words, name)
            if edits and edits <= allowed_edits(sum(map(len, name))):
                best = min(best or (9, ""), (edits, "".join(name)))
    return best[1] if best else None


def _phrase_edits(words: Sequence[str], name: Sequence[str]) -> int | None:
    total = 0
    for typed, meant in zip(words, name):
        if typed == meant:
            continue
        limit = 0 if len(meant) < 3 else 1 if len(meant) < 8 else 2
        edits = OSA.distance(typed, meant, score_cutoff=limit)
        if edits > limit or typed in tables.english_words():
            return None
        total += edits
    return total
