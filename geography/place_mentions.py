"""Place names in running text, misspelt ones too."""

import re
from collections.abc import Iterator, Sequence

from . import tables
from .gazetteer import MOST_WORDS, names
from .misspellings import SHORTEST_NAME, closest_name, closest_phrase, is_as_near_to_english
from .slips import is_said_better
from .surroundings import PlaceSpot, has_what_it_needs, is_a_persons, is_named_as_a_place, is_something_else
from .wording import Word, same_word

UNKNOWN_WORDS_READ = 150  # a person's message has fewer; beyond, only exact names are seen

_GAP = re.compile(r"[ \t\-.\u00b7&]{0,3}")


def spot_places(words: Sequence[Word], taken: Sequence[bool]) -> tuple[PlaceSpot, ...]:
    """The places named in the words that nothing else has taken, in reading order."""
    spots = [spot for spot in _no_persons(words, tuple(_names_in(words, taken))) if not is_something_else(words, spot)]
    spots = [spot for spot in spots if not any(is_said_better(words, spot.last, other.first) for other in spots)]
    return tuple(spot for spot in spots if has_what_it_needs(words, spot, spots, taken))


def _no_persons(words: Sequence[Word], spots: Sequence[PlaceSpot]) -> Sequence[PlaceSpot]:
    """A name once told as a person's is theirs throughout, but for where it is led in as places are."""
    persons = [spot for spot in spots if is_a_persons(words, spot)]
    theirs = {spot.name for spot in persons}
    return [
        spot for spot in spots if spot not in persons and (spot.name not in theirs or is_named_as_a_place(words, spot))
    ]


def _names_in(words: Sequence[Word], taken: Sequence[bool]) -> Iterator[PlaceSpot]:
    misspelt_until = _reading_limit(words)
    index = 0
    while index < len(words):
        spot = None if taken[index] else _longest(words, taken, index)
        if index < misspelt_until and (spot is None or spot.last - spot.first == 1):
            spot = _misspelt_phrase(words, taken, index) or spot or _misspelt_word(words, taken, index)
        if spot:
            yield spot
        index = spot.last if spot else index + 1


def _reading_limit(words: Sequence[Word]) -> int:
    unknown = 0
    for index, word in enumerate(words):
        unknown += word.text not in tables.english_words()
        if unknown > UNKNOWN_WORDS_READ:
            return index
    return len(words)


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
        if key not in names().beginnings:
            break
    return found


def _as_named(key: str, words: Sequence[Word], first: int, last: int) -> PlaceSpot | None:
    possessive = words[last - 1].possessive
    if key not in names().places and possessive:
        key = key[:-1]
    if key not in names().places:
        return None
    typed = tuple(same_word(word.text) for word in words[first:last])
    usual = len(typed) == 1 or possessive or typed in names().spellings[key]
    needs = names().needs.get(key, "") if usual else _if_split(typed)
    return _spot(key, first, last, needs, misspelt=not usual)


def _if_split(typed: Sequence[str]) -> str:
    """Nun eaton is Nuneaton anywhere; bed worth, as how (Ashow) only where nothing else can be meant."""
    short = sum(map(len, typed)) < SHORTEST_NAME
    ordinary = all(len(word) < 3 or word in tables.english_words() for word in typed)
    return "strong" if short or ordinary else ""


def _misspelt_phrase(words: Sequence[Word], taken: Sequence[bool], first: int) -> PlaceSpot | None:
    for size in (4, 3, 2):
        run = words[first : first + size]
        if len(run) < size or any(taken[first : first + size]):
            continue
        if not all(_GAP.fullmatch(word.gap) for word in run[1:]):
            continue
        key = closest_phrase([same_word(word.text) for word in run])
        if key:
            return _spot(key, first, first + size, names().needs.get(key, ""), misspelt=True)
    return None


def _misspelt_word(words: Sequence[Word], taken: Sequence[bool], first: int) -> PlaceSpot | None:
    text = words[first].text
    found = closest_name(text) if text.isalpha() and not taken[first] else None
    if found is None:
        return None
    key, edits = found
    needs = names().needs.get(key, "")
    if needs == "" and (names().places[key][0].kind == "hamlet" or is_as_near_to_english(text, edits)):
        needs = "cue"
    return _spot(key, first, first + 1, needs, misspelt=True)


def _spot(key: str, first: int, last: int, needs: str, misspelt: bool = False) -> PlaceSpot:
    return PlaceSpot(names().written[key], names().places[key], first, last, needs, misspelt)
