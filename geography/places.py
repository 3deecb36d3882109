"""Words or a postcode to the one best answer to where somebody is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import tables
from .answers import Answer, Location, Mention, Outside, Several, Unknown
from .gazetteer import Place, Point, distance_km, named
from .mentions import SAME_AREA_KM, TOWNS, find_mentions, has_point, narrowed
from .positions import locate_postcode
from .postcode import Postcode

SAME_OUTCODE_KM = 12.0  # a postcode and a place this near say the same; farther, the postcode is believed
_RANK = {"postcode": 0, "sector": 1, "outcode": 2, "place": 3}


def locate(text: str) -> Answer | None:
    """Where the writer is, from a message, a postcode or a place name; None if no place is in it.

    "CV34 4R", a unit that lost its last letter, is answered with the Location of its sector; Unknown
    "incomplete" is left for a piece too small to place, such as "my postcode is 4RL".
    """
    return locate_mentions(find_mentions(text))


def locate_mentions(mentions: Iterable[Mention]) -> Answer | None:
    """The best single answer: unit before sector before outcode before place, a real one before an unreal one.

    A suburb or village beats the outcode round it. Where both a postcode and a place near it are named, the
    answer says both.
    """
    ordered = sorted(mentions, key=lambda mention: _RANK[mention.kind])
    codes = [_locate_code(mention) for mention in ordered if mention.kind != "place"]
    real = [code for code in codes if not isinstance(code, Unknown)]
    real.sort(key=lambda code: isinstance(code, Outside))
    place = _locate_places(
        [mention.value for mention in ordered if mention.kind == "place"],
        anchors=[code for code in real if has_point(code)],
    )
    if real:
        return _both(real[0], place)
    return place or (codes[0] if codes else None)


def _locate_code(mention: Mention) -> Location | Outside | Unknown:
    postcode = Postcode.parse(mention.value)
    if postcode is None:
        return Unknown(mention.text, None, "incomplete")
    return locate_postcode(postcode, mention.text)


def _both(code: Location | Outside, place: Answer | None) -> Location | Outside:
    if not isinstance(code, Location) or not isinstance(place, Location):
        return code
    if distance_km(code, place) > SAME_OUTCODE_KM:
        return code
    if code.precision == "outcode" and not _is_a_town(place):
        return replace(place, outcode=code.outcode)
    return replace(code, place=place.place)


def _is_a_town(location: Location) -> bool:
    return all(place.kind in TOWNS for place in named(location.label))


def _locate_places(names: Sequence[str], anchors: Sequence[Point]) -> Answer | None:
    """The first place in the county, or the more exact one inside it; else the first one outside."""
    meant = [(name, named(name)) for name in names if named(name)]
    sure = [places[0] for _, places in meant if len(places) == 1]
    meant = [(name, _narrowed_by_all(places, [*anchors, *sure])) for name, places in meant]
    meant.sort(key=lambda item: not any(place.inside for place in item[1]))
    if not meant:
        return None
    name, places = meant[0]
    if len(places) > 1:
        return Several(name, tuple(_location(place, place.full_label) for place in places))
    finer = [others[0] for _, others in meant if len(others) == 1 and _refines(others[0], places[0])]
    return _answer((finer or places)[0])


def _narrowed_by_all(places: tuple[Place, ...], anchors: Iterable[Point]) -> tuple[Place, ...]:
    for anchor in anchors:
        places = narrowed(places, anchor) if len(places) > 1 else places
    return places


def _refines(place: Place, town: Place) -> bool:
    is_part = town.kind in TOWNS and place.kind not in TOWNS and place.inside
    return is_part and distance_km(place, town) <= SAME_AREA_KM


def _answer(place: Place) -> Location | Outside:
    if place.inside:
        return _location(place, place.label if named(place.label) == (place,) else place.full_label)
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
