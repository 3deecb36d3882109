"""Place names in running text, and words that are no place where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import tables
from .gazetteer import (
    MOST_WORDS,
    Place,
    closest_name,
    closest_phrase,
    distance_km,
    is_as_near_to_english,
    names,
)
from .standing import Standing, lead_in, standing
from .wording import Word, same_word

BESIDE_KM = 15.0  # a town named right beside a place says which one is meant
UNKNOWN_WORDS_READ = 150  # a person's message has fewer; beyond, only exact names are seen

_GAP = re.compile(r"[ \t\-.\u00b7&]{0,3}")
_BESIDE = re.compile(r"[ \t\-,/(]{0,3}")
_BETWEEN = frozenset(("in", "near", "nr", "at", "by", "outside", "just"))
_STREETS = frozenset(
    "road rd street lane ln avenue ave drive crescent cres grove terrace walk row mews "
    "roundabout arms".split()
)
_TITLES = frozenset(
    "mr mrs miss ms dr prof sir lady lord cllr councillor aunt aunty auntie uncle pastor rev father "
    "sister named called name surname dionne kim".split()
)
_NOT_AFTER = re.compile(
    r"(?:and \w+ )?building society|and warwickshire|fc\b|united\b|rovers\b|mail\b|telegraph\b|airport\b|city fc"
    r"|gardens? cent|pallet|bears"
)
_AREA_WORDS = frozenset("area estate village ward town side end".split())
_LEADING = frozenset(
    "in near nr at from around round on off outside over towards within inside through across "
    "serving cover covering is".split()
)
_FILLER = frozenset(
    "hi hello hiya hey its it is im i am in at near by from my the a area place town village estate "
    "please pls plz thanks thank you ta yes yeah yep ok um er erm sorry and live here we are were "
    "just currently now based help local location postcode round around".split()
)
_SPORT_BEFORE = frozenset(
    "the play plays played playing watch watching watched league mens womens wheelchair tag touch "
    "junior kids football love loves like likes tv his her for after do does doing at "
    "some school england english six and or cricket of".split()
)
_SPORT_AFTER = frozenset(
    "club match matches kit boots boot ball league union shirt shirts player players practice "
    "training game games team field pitch season world tackle coach tournament sevens 7s final "
    "fixture injury tonight tomorrow today or lions bears tops top shorts sock socks".split()
)
_SPORT_TIME = re.compile(
    r"^(?:on|at|this) (?:the )?(?:saturday|sunday|monday|tuesday|wednesday|thursday|friday|weekend|"
    r"telly|tv|\w+day)"
)


@dataclass(frozen=True)
class PlaceSpot:
    """A name seen at words[first:last] and the places that answer to it."""

    name: str
    places: tuple[Place, ...]
    first: int
    last: int
    needs: str  # "", "cue", "strong" or "ward": what must stand around it

    @property
    def place(self) -> Place:
        return self.places[0]


def spot_places(words: Sequence[Word], taken: Sequence[bool]) -> tuple[PlaceSpot, ...]:
    """The places named in the words that nothing else has taken, in reading order."""
    spots = list(_exact(words, taken))
    covered = list(taken)
    for spot in spots:
        covered[spot.first : spot.last] = [True] * (spot.last - spot.first)
    spots += _misspelt(words, covered)
    spots.sort(key=lambda spot: spot.first)
    spots = [spot for spot in spots if not _is_something_else(words, spot)]
    return tuple(spot for spot in spots if _has_what_it_needs(words, spot, spots, taken))


# Finding names -----------------------------------------------------------------------------------------------


def _exact(words: Sequence[Word], taken: Sequence[bool]) -> Iterator[PlaceSpot]:
    index = 0
    while index < len(words):
        spot = _longest(words, taken, index)
        if spot:
            yield spot
        index = spot.last if spot else index + 1


def _longest(words: Sequence[Word], taken: Sequence[bool], first: int) -> PlaceSpot | None:
    found = None
    key = ""
    for last in range(first + 1, min(len(words), first + MOST_WORDS) + 1):
        word = words[last - 1]
        if taken[last - 1] or (last - 1 > first and not _GAP.fullmatch(word.gap)):
            break
        if "&" in word.gap and last - 1 > first:
            key += "and"
        key += same_word(word.text)
        found = _as_named(key, words, first, last) or found
    return found


def _as_named(key: str, words: Sequence[Word], first: int, last: int) -> PlaceSpot | None:
    places = names().places.get(key)
    if places is None and words[last - 1].possessive:
        places = names().places.get(key[:-1])
    if not places:
        return None
    typed = tuple(same_word(word.text) for word in words[first:last])
    usual = len(typed) == 1 or typed in names().spellings.get(key, ()) or words[last - 1].possessive
    return PlaceSpot(
        names().written.get(key, key),
        places,
        first,
        last,
        names().needs.get(key, "") if usual else _if_split(typed),
    )


def _if_split(typed: Sequence[str]) -> str:
    """Nun eaton is Nuneaton anywhere; bed worth only where nothing else can be meant."""
    return "strong" if all(word in tables.english_words() for word in typed) else ""


def _misspelt(words: Sequence[Word], covered: list[bool]) -> Iterator[PlaceSpot]:
    budget = UNKNOWN_WORDS_READ
    for first, word in enumerate(words):
        if covered[first] or not word.text.isalpha() or budget <= 0:
            continue
        spot = _phrase_at(words, covered, first) or _word_at(words, first)
        if word.text not in tables.english_words():
            budget -= 1
        if spot:
            covered[spot.first : spot.last] = [True] * (spot.last - spot.first)
            yield spot


def _phrase_at(words: Sequence[Word], covered: Sequence[bool], first: int) -> PlaceSpot | None:
    for size in (4, 3, 2):
        run = words[first : first + size]
        if len(run) < size or any(covered[first : first + size]):
            continue
        if not all(_GAP.fullmatch(word.gap) for word in run[1:]):
            continue
        key = closest_phrase([same_word(word.text) for word in run])
        if key:
            places = names().places[key]
            return PlaceSpot(names().written[key], places, first, first + size, names().needs.get(key, ""))
    return None


def _word_at(words: Sequence[Word], first: int) -> PlaceSpot | None:
    found = closest_name(words[first].text)
    if found is None:
        return None
    key, edits = found
    places = names().places[key]
    care = names().needs.get(key, "")
    if care == "" and (places[0].kind == "hamlet" or is_as_near_to_english(words[first].text, edits)):
        care = "cue"
    return PlaceSpot(names().written[key], places, first, first + 1, care)


# Telling places from other things ----------------------------------------------------------------------------


def _is_something_else(words: Sequence[Word], spot: PlaceSpot) -> bool:
    """A street, a person, a newspaper, a game."""
    before = words[spot.first - 1].text if spot.first else ""
    after = _text_after(words, spot.last)
    following = after.split(" ", 1)[0]
    if following in _STREETS or (following == "st" and not _saint(after)):
        return True
    if before in _TITLES and not words[spot.first].gap.strip(" .'"):
        return True
    if spot.place.name == "Rugby" and spot.last - spot.first == 1:
        return _is_the_game(words, spot, before, after)
    return bool(_NOT_AFTER.match(after))


def _text_after(words: Sequence[Word], last: int) -> str:
    """The next words, as far as they belong to the same clause."""
    texts = []
    for word in words[last : last + 4]:
        if word.gap.strip(" -'"):
            break
        texts.append(word.text)
    return " ".join(texts)


def _saint(after: str) -> bool:
    """St begins a name, as in St Nicolas, rather than ends a street's."""
    return "".join(after.split(" ")[:2]) in names().places


def _is_the_game(words: Sequence[Word], spot: PlaceSpot, before: str, after: str) -> bool:
    if after.split(" ", 1)[0] in _SPORT_AFTER:
        return True
    if standing(words, spot.first, spot.last) == Standing.HOME or before in (
        "in",
        "near",
        "from",
        "around",
        "round",
    ):
        return False
    return before in _SPORT_BEFORE or bool(_SPORT_TIME.match(after))


def _has_what_it_needs(
    words: Sequence[Word], spot: PlaceSpot, spots: Sequence[PlaceSpot], taken: Sequence[bool]
) -> bool:
    following = words[spot.last].text if spot.last < len(words) else ""
    if not spot.needs or (following == "ward" and spot.needs != ""):
        return True
    if spot.needs == "ward":
        return False
    if _is_alone(words, spot, taken) or _is_beside_its_town(words, spot, spots):
        return True
    if standing(words, spot.first, spot.last) == Standing.HOME:
        return True
    return spot.needs == "cue" and (_is_led_in(words, spot) or following in _AREA_WORDS)


def _is_alone(words: Sequence[Word], spot: PlaceSpot, taken: Sequence[bool]) -> bool:
    """Nothing else is said, but for small talk and postcodes."""
    return all(
        spot.first <= index < spot.last or taken[index] or word.text in _FILLER
        for index, word in enumerate(words)
    )


def _is_led_in(words: Sequence[Word], spot: PlaceSpot) -> bool:
    before = lead_in(words, spot.first)
    return before.rpartition(" ")[2] in _LEADING or standing(words, spot.first, spot.last) <= Standing.LEFT


def _is_beside_its_town(words: Sequence[Word], spot: PlaceSpot, spots: Sequence[PlaceSpot]) -> bool:
    return any(
        other is not spot
        and other.needs in ("", "cue")
        and is_beside(words, spot, other)
        and _are_near(spot, other)
        for other in spots
    )


def is_beside(words: Sequence[Word], one: PlaceSpot, other: PlaceSpot) -> bool:
    """Camp Hill, Nuneaton; Newbold in Rugby; Rugby Paddox."""
    left, right = sorted((one, other), key=lambda spot: spot.first)
    between = words[left.last : right.first]
    gaps = [word.gap for word in words[left.last : right.first + 1]]
    return (
        len(between) <= 1
        and all(_BESIDE.fullmatch(gap) for gap in gaps)
        and all(word.text in _BETWEEN for word in between)
    )


def _are_near(one: PlaceSpot, other: PlaceSpot) -> bool:
    return any(distance_km(a, b) <= BESIDE_KM for a in one.places for b in other.places)
