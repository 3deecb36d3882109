"""Words or a postcode to a place: what is mentioned, and the one answer to where somebody is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from . import tables
from .answers import Answer, Location, Mention, Outside, Several, Unknown
from .gazetteer import Place, distance_km, named
from .place_mentions import spot_places
from .positions import locate_postcode
from .postcode import Postcode
from .postcode_mentions import spot_postcodes
from .standing import Standing, standing
from .surroundings import BESIDE_KM, PlaceSpot, is_beside
from .wording import Word, words_of

FAR_KM = 60.0  # a city this far off, named right after, tells that the namesake there is meant
SAME_AREA_KM = 8.0  # a suburb or landmark this near a town refines it
SAME_OUTCODE_KM = 12.0
MENTIONS_READ = 40  # of each sort; nobody in earnest names more places
_RANK = {"postcode": 0, "sector": 1, "outcode": 2, "place": 3}


def locate(text: str) -> Answer | None:
    """Where the writer is, from a message, a postcode or a place name; None if no place is in it.

    "CV34 4R", a unit that lost its last letter, is answered with the Location of its sector; Unknown
    "incomplete" is left for a piece too small to place, such as "my postcode is 4RL".
    """
    return locate_mentions(find_mentions(text))


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Where the writer is or asks about, in reading order.

    Places that they left, deny or merely pass on the way are not reported when a better one is. A place with
    its town beside it is one mention; its value is its name, or its full label where the name alone is shared.
    """
    words = words_of(text)
    seen = _see(words)
    kept = _still_meant(seen)
    return tuple(
        Mention(
            kind=item.kind,
            value=item.value,
            text=text[words[item.first].start : words[item.last - 1].end],
            start=words[item.first].start,
            end=words[item.last - 1].end,
        )
        for item in kept
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
    seen = [
        _Seen(spot.kind, spot.value, spot.first, spot.last, standing(words, spot.first, spot.last))
        for spot in postcodes
    ]
    seen += [
        _Seen("place", _value(spot), spot.first, spot.last, standing(words, spot.first, spot.last))
        for spot in _joined(words, spot_places(words, taken)[:MENTIONS_READ])
    ]
    return sorted(seen, key=lambda item: item.first)


def _value(spot: PlaceSpot) -> str:
    """A name that leads back to the same places."""
    if len(spot.places) > 1:
        return spot.name
    place = spot.place
    return place.name if named(place.name) == (place,) else place.full_label


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
        near = _narrowed(exact.places, wider.place)
        if len(near) == 1 and _lies_within(near[0], wider.place, exact):
            return replace(exact, places=near, first=left.first, last=right.last)
    if not right.place.inside and distance_km(left.place, right.place) > FAR_KM:
        return replace(right, first=left.first)
    return None


def _narrowed(places: Sequence[Place], anchor: object) -> tuple[Place, ...]:
    """Those of the namesakes that the anchor can mean; all of them if it is near none."""
    distances = [distance_km(place, anchor) for place in places]
    nearest = min(distances)
    if nearest > 2 * BESIDE_KM:
        return tuple(places)
    return tuple(
        place for place, distance in zip(places, distances) if distance <= max(1.4 * nearest, nearest + 1.5)
    )


def _lies_within(place: Place, wider: Place, spot: PlaceSpot) -> bool:
    if distance_km(place, wider) > BESIDE_KM:
        return False
    if place.kind in ("town", "city"):
        return place.inside and (not wider.inside or place.size < wider.size and wider.kind == "town")
    return wider.kind in ("town", "city") or len(spot.places) > 1


def _still_meant(seen: Sequence[_Seen]) -> list[_Seen]:
    kept = [item for item in seen if item.standing > Standing.LEFT]
    for least in (Standing.PASSING, Standing.NAMED):
        if any(item.standing >= least for item in kept):
            kept = [item for item in kept if item.standing >= least]
    homes = [item for item in kept if item.standing == Standing.HOME]
    return [item for item in kept if not homes or item in homes or _is_near_any(item, homes)]


def _is_near_any(item: _Seen, homes: Iterable[_Seen]) -> bool:
    points = _points(item)
    return any(distance_km(a, b) <= SAME_AREA_KM for home in homes for a in points for b in _points(home))


def _points(item: _Seen) -> Sequence[object]:
    """Everything with a lat and lon that the mention may mean."""
    if item.kind == "place":
        return named(item.value)
    postcode = Postcode.parse(item.value)
    answer = locate_postcode(postcode) if postcode else None
    known = isinstance(answer, (Location, Outside)) and answer.lat is not None
    return (answer,) if known else ()


# From mentions to the answer ---------------------------------------------------------------------------------


def locate_mentions(mentions: Iterable[Mention]) -> Answer | None:
    """The best single answer: unit before sector before outcode before place, a real one before an unreal one.

    A suburb or village beats the outcode round it. Where both a postcode and a place near it are named, the
    answer says both.
    """
    ordered = sorted(mentions, key=lambda mention: _RANK[mention.kind])
    postcodes = [_locate_code(mention) for mention in ordered if mention.kind != "place"]
    real = sorted((answer for answer in postcodes if not isinstance(answer, Unknown)), key=_is_outside)
    place = _locate_places(
        [m for m in ordered if m.kind == "place"], anchors=[a for a in real if _has_point(a)]
    )
    if real:
        return _both(real[0], place)
    return place or (postcodes[0] if postcodes else None)


def _locate_code(mention: Mention) -> Location | Outside | Unknown:
    postcode = Postcode.parse(mention.value)
    if postcode is None:
        return Unknown(mention.text, None, "incomplete")
    return locate_postcode(postcode, mention.text)


def _is_outside(answer: object) -> bool:
    return isinstance(answer, Outside)


def _has_point(answer: Location | Outside) -> bool:
    return answer.lat is not None


def _both(postcode: Location | Outside, place: Answer | None) -> Location | Outside:
    if not isinstance(postcode, Location) or not isinstance(place, Location):
        return postcode
    if distance_km(postcode, place) > SAME_OUTCODE_KM:
        return postcode
    if postcode.precision == "outcode" and not _is_a_town(place):
        return replace(place, outcode=postcode.outcode)
    return replace(postcode, place=place.place)


def _is_a_town(location: Location) -> bool:
    return all(place.kind in ("town", "authority") for place in named(location.label))


def _locate_places(mentions: Sequence[Mention], anchors: Sequence[object]) -> Answer | None:
    """The first place in the county, or the more exact one inside it; else the first one outside."""
    meant = [(mention.value, named(mention.value)) for mention in mentions]
    sure = [places[0] for _, places in meant if len(places) == 1]
    narrowed = [(word, _narrowed_by_all(places, [*anchors, *sure])) for word, places in meant if places]
    narrowed.sort(key=lambda item: not any(place.inside for place in item[1]))
    if not narrowed:
        return None
    word, places = narrowed[0]
    if len(places) > 1:
        return Several(word, tuple(_location(place, place.full_label) for place in places))
    finer = [others[0] for _, others in narrowed if len(others) == 1 and _refines(others[0], places[0])]
    return _answer((finer or [places[0]])[0])


def _narrowed_by_all(places: Sequence[Place], anchors: Iterable[object]) -> tuple[Place, ...]:
    for anchor in anchors:
        if len(places) > 1:
            places = _narrowed(places, anchor)
    return tuple(places)


def _refines(place: Place, town: Place) -> bool:
    return (
        town.kind in ("town", "authority")
        and place.kind not in ("town", "authority")
        and place.inside
        and distance_km(place, town) <= SAME_AREA_KM
    )


def _answer(place: Place) -> Location | Outside:
    if place.inside:
        return _location(place, place.label)
    authorities = (tables.authority(place.authority),) if place.authority else ()
    return Outside(place.label, None, place.name, place.lat, place.lon, authorities)


def _location(place: Place, label: str) -> Location:
    return Location(
        label=label,
        lat=place.lat,
        lon=place.lon,
        precision="place",
        postcode=None,
        sector=None,
        outcode=None,
        place=place.town_or_self,
        authorities=(tables.authority(place.authority),),
        in_area=place.inside,
    )
