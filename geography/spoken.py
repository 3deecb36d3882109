"""Postcodes read out: number words, names of letters, every character apart. "See vee thirty two, five pee jay"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from . import tables
from .look_alikes import SMALL_TALK, is_labelled, lives_there
from .postcode import Postcode
from .spoken_characters import DIGITS, FILLERS, LETTERS, ORDINARY, TENS, TIMES
from .wording import Word

READINGS_TRIED = 200  # nobody's own postcode can be read in so many ways
WORDS_READ = 24  # a unit with an example for every letter is no longer
APART = 6  # single characters in a row are a postcode spelt out, with whatever stands between them

_GAP = re.compile(r"[\s\-._,:;/|*+()'\"\u00b7\u2026]{0,5}")
_PIECE = re.compile(r"[a-z]{1,2}[0-9]{0,3}|[0-9]{1,3}[a-z]{0,2}|[a-z]{1,2}[0-9]{2,3}[a-z]{1,2}")
_BEGUN = re.compile(r"[a-z]{1,2}|[a-z]{1,2}[0-9]{1,3}|[a-z]{1,2}[0-9]{2,3}[a-z]{1,2}")
_UNIT = re.compile(r"([A-Z]{1,2}[0-9]{1,2})([0-9])([A-Z]{2})")
_OUTCODE = re.compile(r"cv[0-9]{1,2}")
_SHORT_WORDS = frozenset("am an as at be by do go he if in is it me my no of oh ok on or so to up us we".split())


@dataclass(frozen=True)
class Reading:
    """The characters that words[first:last] spell; spoken of them by name, ordinary of those by an everyday word."""

    characters: str
    last: int
    spoken: int = 0
    ordinary: int = 0
    pieces: int = 0


def postcode_aloud(words: Sequence[Word], first: int) -> tuple[Postcode, int] | None:
    """The postcode near Warwickshire that is read out from words[first] on, and where it ends."""
    units: list[tuple[tuple[bool, int, int], Postcode]] = []
    outcodes: list[tuple[int, Postcode]] = []
    for reading in islice(_readings(words, first, Reading("", first)), READINGS_TRIED):
        unit = _unit(reading.characters)
        if unit and _is_meant(words, first, reading, unit):
            units.append(((unit.subsector in tables.subsectors(), -reading.ordinary, reading.last), unit))
        elif _OUTCODE.fullmatch(reading.characters) and _is_an_outcode(words, first, reading):
            outcodes.append((reading.last, Postcode(reading.characters.upper())))
    if units:
        (_, _, last), postcode = max(units, key=lambda found: found[0])
        return postcode, last
    if outcodes:
        last, postcode = max(outcodes, key=lambda found: found[0])
        return postcode, last
    return None


def may_begin(word: Word) -> bool:
    """Cheap, as it is asked of every word of every message."""
    text = word.text
    return text in _FIRST_WORDS or (text[0] in "bc" and text[-1].isdigit() and len(text) < 6)


def _unit(characters: str) -> Postcode | None:
    match = _UNIT.fullmatch(characters.upper())
    postcode = Postcode(*match.groups()) if match else None
    return postcode if postcode and postcode.is_near and postcode.exists else None


# Whether it is meant -----------------------------------------------------------------------------------------


def _is_meant(words: Sequence[Word], first: int, reading: Reading, unit: Postcode) -> bool:
    """No everyday words that happen to sound like one: I'll be fifty for a year; my cv 11 4 you are kind."""
    if not reading.spoken:
        return reading.pieces >= APART and reading.pieces == len(reading.characters)
    if unit.outcode[1].isdigit() and reading.ordinary > 1:
        return False
    if not _ends_in_everyday_words(words, reading.last):
        return True
    ends = reading.last == len(words) or words[reading.last].gap.strip() or words[reading.last].text in SMALL_TALK
    return bool(ends or is_labelled(words, first))


def _ends_in_everyday_words(words: Sequence[Word], last: int) -> bool:
    if words[last - 1].text in _SHORT_WORDS:
        return True
    return all(word.text in ORDINARY for word in words[last - 2 : last])


def _is_an_outcode(words: Sequence[Word], first: int, reading: Reading) -> bool:
    """Less can be told from cv thirty two alone: it may be a curriculum vitae."""
    if not reading.spoken or reading.ordinary > 1 or reading.characters.upper() not in tables.outcodes():
        return False
    alone = all(word.text in SMALL_TALK for word in (*words[:first], *words[reading.last :]))
    return alone or is_labelled(words, first) or lives_there(words, first)


# Reading -----------------------------------------------------------------------------------------------------


def _readings(words: Sequence[Word], first: int, so_far: Reading) -> Iterator[Reading]:
    """Every beginning of a postcode that the words can be read as, the shorter first."""
    if so_far.last >= min(len(words), first + WORDS_READ):
        return
    if so_far.last > first and not _GAP.fullmatch(words[so_far.last].gap):
        return
    if so_far.characters and words[so_far.last].text in FILLERS:
        yield from _readings(words, first, replace(so_far, last=so_far.last + 1, spoken=so_far.spoken + 1))
    for part in _heard(words, so_far.last):
        characters = so_far.characters + part.characters
        if not _may_go_on(characters):
            continue
        reading = Reading(
            characters,
            _after_example(words, part.last, characters[-1]),
            so_far.spoken + part.spoken,
            so_far.ordinary + part.ordinary,
            so_far.pieces + part.pieces,
        )
        if reading.last > part.last:  # "p for Peter" was said
            reading = replace(reading, spoken=reading.spoken + 1)
        yield reading
        yield from _readings(words, first, reading)


def _may_go_on(characters: str) -> bool:
    area = characters.rstrip("abcdefghijklmnopqrstuvwxyz") or characters
    return bool(_BEGUN.fullmatch(characters)) and area.rstrip("0123456789") in _AREAS_BEGUN


def _heard(words: Sequence[Word], index: int) -> Iterator[Reading]:
    """What the next word, or few words, may stand for."""
    text = words[index].text
    if text.isalnum() and _PIECE.fullmatch(text):
        yield Reading(text, index + 1, 0, int(text in LETTERS), 1)  # el is L before it is EL
    for meaning in (LETTERS.get(text), DIGITS.get(text)):
        if meaning:
            yield Reading(meaning, index + 1, 1, int(text in ORDINARY), 1)
    following = words[index + 1].text if index + 1 < len(words) else ""
    if text in TENS:
        digit = DIGITS.get(following, following if len(following) == 1 and following.isdigit() else "")
        if digit and len(digit) == 1 and digit != "0":
            yield Reading(TENS[text] + digit, index + 2, 1, int(following in ORDINARY), 1)
        yield Reading(TENS[text] + "0", index + 1, 1, 0, 1)
    if text == "double" and following in ("u", "you", "yew"):
        yield Reading("w", index + 2, 1, 0, 1)
    elif text in TIMES and following and following not in TIMES:
        for part in _heard(words, index + 1):
            if len(part.characters) == 1:
                yield Reading(part.characters * TIMES[text], part.last, 1, part.ordinary, 1)


def _after_example(words: Sequence[Word], index: int, letter: str) -> int:
    """Past the example: p for Peter, j as in John, x ray."""
    texts = [word.text for word in words[index : index + 3]]
    if letter.isdigit() or not texts:
        return index
    if letter == "x" and texts[0] == "ray":
        return index + 1
    for introduction in (("for",), ("as", "in"), ("like",), ("as",)):
        size = len(introduction)
        example = texts[size] if len(texts) > size else ""
        if tuple(texts[:size]) == introduction and example.startswith(letter) and len(example) > 2:
            return index + size + 1
    return index


def _areas_begun() -> Iterator[str]:
    for outcode in tables.outcodes():
        area = outcode.rstrip("0123456789").lower()
        yield from (area, area[:1])


_AREAS_BEGUN = frozenset(_areas_begun())
_FIRST_WORDS = frozenset(_AREAS_BEGUN | {word for word, letter in LETTERS.items() if letter in _AREAS_BEGUN})
