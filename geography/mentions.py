"""What a text mentions: postcodes and places, joined where they say one thing, less those it only passes by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeGuard

from .answers import Location, Mention, Outside
from .gazetteer import Place, Point, distance_km, named, names
from .place_mentions import spot_places
from .positions import locate_postcode
from .postcode import Postcode
from .postcode_mentions import spot_postcodes
from .standing import Standing, standing
from .surroundings import BESIDE_KM, PlaceSpot, is_beside
from .wording import Word, words_of

FAR_KM = 60.0  # a city this far off, named right after, tells that the namesake there is meant
SAME_AREA_KM = 8.0  # a suburb or landmark this near a town refines it
MENTIONS_READ = 40  # of each sort; nobody in earnest names more places
TOWNS = ("town", "city", "authority")


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Where the writer is or asks about, in reading order, none overlapping.

    Places that they left, deny or merely pass on the way are not reported when a better one is. A place with
    its town beside it is one mention; its value is its name, or its full label where the name alone is shared.
    A choice that was offered, sent back as it stood, is that choice.
    """
    chosen = names().labels.get(text)
    if chosen:
        return (Mention("place", _own_name(chosen), text, 0, len(text)),)
    words = words_of(text)
    return tuple(
        Mention(
            kind=seen.kind,
            value=seen.value,
            text=text[words[seen.first].start : words[seen.last - 1].end],
            start=words[seen.first].start,
            end=words[seen.last - 1].end,
        )
        for seen in _still_meant(_see(words))
    )


@dataclass(frozen=True)
class _Seen:
    kind: str
    value: str
    first: int
    last: int
    standing: Standing


def _see(words: Sequence[Word]) -> list[_Seen]:
    postcodes = list(islice(spot_postcodes(words), MENTIONS_READ))
    taken = [False] * len(words)
    for spot in postcodes:
        taken[spot.first : spot.last] = [True] * (spot.last - spot.first)
    places = _joined(words, spot_places(words, taken)[:MENTIONS_READ])
    found = [(spot.kind, spot.value, spot.first, spot.last) for spot in postcodes]
    found += [("place", _value(place), place.first, place.last) for place in places]
    found.sort(key=lambda item: item[2])
    return [_Seen(kind, value, first, last, standing(words, first, last)) for kind, value, first, last in found]


def _value(spot: PlaceSpot) -> str:
    return spot.name if len(spot.places) > 1 else _own_name(spot.place)


def _own_name(place: Place) -> str:
    """A name that leads back to this place alone."""
    return place.name if named(place.name) == (place,) else place.full_label


# A place and its town ----------------------------------------------------------------------------------------


def _joined(words: Sequence[Word], spots: Sequence[PlaceSpot]) -> list[PlaceSpot]:
    """Neighbouring names that say one place more exactly are one: camp hill, nuneaton."""
    joined: list[PlaceSpot] = []
    for spot in spots:
        pair = _pair(joined[-1], spot) if joined and _belong_together(words, joined[-1], spot) else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(spot)
    return joined


def _belong_together(words: Sequence[Word], left: PlaceSpot, right: PlaceSpot) -> bool:
    """Beside each other, and not set against each other as in: not nuneaton, bedworth."""
    denied = standing(words, left.first, left.last) == Standing.DENIED
    return is_beside(words, left, right) and not (denied and "," in words[right.first].gap)


def _pair(left: PlaceSpot, right: PlaceSpot) -> PlaceSpot | None:
    """The more exact of the two, narrowed by the other; None if they are two places."""
    for exact, wider in ((left, right), (right, left)):
        if len(wider.places) > 1:
            continue
        near = narrowed(exact.places, wider.place)
        if len(near) == 1 and _lies_within(near[0], wider.place, shared=len(exact.places) > 1):
            return replace(exact, places=near, first=left.first, last=right.last)
    if not right.place.inside and distance_km(left.place, right.place) > FAR_KM:
        return replace(right, first=left.first)
    return None


def narrowed(places: Sequence[Place], anchor: Point) -> tuple[Place, ...]:
    """Those of the namesakes that can be meant beside the anchor; all of them if it is near none."""
    same_outcode = tuple(p for p in places if isinstance(anchor, Location) and p.outcode == anchor.outcode)
    if same_outcode:
        return same_outcode
    distances = [distance_km(place, anchor) for place in places]
    nearest = min(distances)
    if nearest > 2 * BESIDE_KM:
        return tuple(places)
    limit = max(1.4 * nearest, nearest + 1.5)
    return tuple(place for place, distance in zip(places, distances) if distance <= limit)


def _lies_within(place: Place, wider: Place, shared: bool) -> bool:
    if distance_km(place, wider) > BESIDE_KM:
        return False
    if place.kind in TOWNS:
        return place.inside and (not wider.inside or (place.size < wider.size and wider.kind == "town"))
    return wider.kind in TOWNS or shared


# What is still meant -----------------------------------------------------------------------------------------


def _still_meant(seen: Sequence[_Seen]) -> list[_Seen]:
    kept = [item for item in seen if item.standing > Standing.LEFT and not _is_another_story(item)]
    for least in (Standing.PASSING, Standing.NAMED):
        if any(item.standing >= least for item in kept):
            kept = [item for item in kept if item.standing >= least]
    homes = [item for item in kept if item.standing == Standing.HOME]
    return [item for item in kept if not homes or item in homes or _goes_with_any(item, homes)]


def _is_another_story(item: _Seen) -> bool:
    """Born in Stockton-on-Tees; my brother's in London: nobody asks for help there."""
    points = _points(item)
    if not points or any(isinstance(point, Location) or getattr(point, "inside", False) for point in points):
        return False
    if item.standing == Standing.PAST:
        return True
    return item.standing == Standing.OTHERS and all(
        distance_km(point, named("warwick")[0]) > FAR_KM for point in points
    )


def _goes_with_any(item: _Seen, homes: Iterable[_Seen]) -> bool:
    """Near one of the homes, and not merely named beside a village: no bus from Baxterley, I'm in Kingsbury."""
    points = _points(item)
    return any(
        distance_km(a, b) <= SAME_AREA_KM
        for home in homes
        if item.kind != "place" or item.standing > Standing.NAMED or not _is_small(home)
        for a in points
        for b in _points(home)
    )


def _is_small(item: _Seen) -> bool:
    return item.kind == "place" and all(place.kind in ("village", "hamlet") for place in named(item.value))


def _points(item: _Seen) -> Sequence[Point]:
    """Every position that the mention may mean."""
    if item.kind == "place":
        return named(item.value)
    postcode = Postcode.parse(item.value)
    answer = locate_postcode(postcode) if postcode else None
    return (answer,) if has_point(answer) else ()


def has_point(answer: object) -> TypeGuard[Point]:
    """Outside may lack a position."""
    return isinstance(answer, (Location, Outside)) and answer.lat is not None
