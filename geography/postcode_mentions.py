"""Postcodes in running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .look_alikes import (
    counts_something,
    ends_in_a_word,
    is_a_number_plate,
    is_a_numbered_thing,
    is_a_quantity,
    is_an_ordinal,
    is_labelled,
    is_likely_outcode,
    is_of_a_car,
)
from .postcode import NEVER_IN_A_UNIT, Postcode, read
from .spoken import may_begin, postcode_aloud
from .wording import Word

_GAP = re.compile(r"[\s\-._,/\u00b7*]{0,3}")
_QUOTED = re.compile(r"[\s\-:;,.!?'\"()\[\]{}<>|=+~\u2018-\u201e\u00ab\u00bb]{1,4}")  # only where an outcode ends
_LOOSE_UNIT = re.compile(r"[A-Z0158]{1,2}[0-9OILSZB][0-9A-Z]?[0-9OILSZB][A-Z01258]{2}")
_PART = re.compile(r"[a-z]{1,2}[0-9](?:[0-9a-z]|[0-9]{2}[a-z]?)?|cv[oil0-9]{2}")
_DIGIT = re.compile(rf"([0-9])[^0-9{''.join(sorted(NEVER_IN_A_UNIT)).lower()}]?")
_PIECE = re.compile(r"[0-9][abd-hjlnp-uw-z]{2}|cv")
_INCODE = re.compile(r"[0-9oilszb][a-z0-9]{2}")


@dataclass(frozen=True)
class PostcodeSpot:
    """A postcode, or a piece of one, seen at words[first:last]."""

    kind: str
    value: str
    first: int
    last: int


def spot_postcodes(words: Sequence[Word]) -> Iterator[PostcodeSpot]:
    """Units, sectors, outcodes and, after the word postcode, pieces of one; in reading order."""
    words = [_without_possessive(word) for word in words]
    last = 0
    aloud = dict(_aloud(words))
    for index in sorted({*_promising(words), *aloud}):
        if index < last:
            continue
        spot = aloud.get(index) or _unit_at(words, index) or _part_at(words, index) or _piece_at(words, index)
        if spot:
            yield spot
            last = spot.last


def _aloud(words: Sequence[Word]) -> Iterator[tuple[int, PostcodeSpot]]:
    for index, word in enumerate(words):
        found = postcode_aloud(words, index) if may_begin(word) else None
        if found:
            yield index, _spot(found[0], index, found[1])


def _without_possessive(word: Word) -> Word:
    """CV32 5YT's food bank."""
    return word if not word.possessive or word.text.isalpha() else replace(word, text=word.text[:-1])


def _promising(words: Sequence[Word]) -> Iterator[int]:
    """Where a postcode may begin: every one has a digit within seven letters, or starts with CV."""
    digit_at = [index for index, word in enumerate(words) if not word.text.isalpha()]
    begin = {index for at in digit_at for index in range(max(0, at - 4), at + 1)}
    begin.update(index for index, word in enumerate(words) if word.text.startswith("cv"))
    return (
        index for index in sorted(begin) if not words[index].text.isdigit() or _is_mixed(words[index + 1 : index + 2])
    )


def _is_mixed(following: Sequence[Word]) -> bool:
    """Letters and digits: 849 6AG, which may be B49 6AG."""
    return any(not word.text.isalpha() and not word.text.isdigit() for word in following)


# Units -------------------------------------------------------------------------------------------------------


def _unit_at(words: Sequence[Word], first: int) -> PostcodeSpot | None:
    """A unit as it was typed before a mended one, a longer reading before a shorter."""
    best: tuple[tuple[bool, int], Postcode] | None = None
    for last in _ends(words, first):
        pieces = [word.text.upper() for word in words[first:last]]
        joined = "".join(pieces)
        if len(joined) < 5 or not _LOOSE_UNIT.fullmatch(joined) or joined.isdigit() or joined.isalpha():
            continue
        postcode = read(pieces)
        if postcode and postcode.letters and _is_unit_here(words, first, last, postcode):
            rank = (_is_as_typed(joined, postcode) and postcode.exists, last)
            best = max(best or (rank, postcode), (rank, postcode), key=lambda found: found[0])
    return _spot(best[1], first, best[0][1]) if best else None


def _is_as_typed(joined: str, postcode: Postcode) -> bool:
    return joined.upper() == str(postcode).replace(" ", "")


def _spot(postcode: Postcode, first: int, last: int) -> PostcodeSpot:
    return PostcodeSpot(postcode.kind, str(postcode), first, last)


def _ends(words: Sequence[Word], first: int, letters: int = 7) -> Iterator[int]:
    """Where a run of pieces that starts here may end: at most so many letters, nothing much between them."""
    length = 0
    for last in range(first + 1, len(words) + 1):
        piece = words[last - 1]
        length += len(piece.text)
        if length > letters or (last - 1 > first and not _may_stand_between(words, first, last - 1)):
            return
        yield last


def _may_stand_between(words: Sequence[Word], first: int, index: int) -> bool:
    """Spaces, dots and dashes anywhere; quotes, brackets and colons between the halves alone: (cv11):(4ab)."""
    if _GAP.fullmatch(words[index].gap):
        return True
    outcode = "".join(word.text for word in words[first:index])
    quoted = _QUOTED.fullmatch(words[index].gap) and _PART.fullmatch(outcode)
    return bool(quoted and _INCODE.fullmatch(words[index].text))


def _is_unit_here(words: Sequence[Word], first: int, last: int, postcode: Postcode) -> bool:
    if is_an_ordinal(words, last) or ends_in_a_word(words, first, last):
        return False
    pieces = [word.text for word in words[first:last]]
    if not postcode.is_near and not postcode.outcode.startswith("CV"):
        halves = str(postcode).lower().split()
        return pieces in (halves, ["".join(halves)]) and not is_a_numbered_thing(words, first, last)
    if not postcode.exists:  # b4 6pm and cv22 3 of us are no postcodes that went wrong
        return len(pieces[-1]) >= 3 and len(postcode.outcode) > 2 and not is_a_quantity(pieces[-1])
    mended = not _is_as_typed("".join(pieces), postcode)
    if mended and pieces[-1].isalpha() and is_of_a_car(words, first, last):
        return False
    return not mended or len(pieces) < 3 or pieces[0].startswith("c")


# Sectors and outcodes ----------------------------------------------------------------------------------------


def _part_at(words: Sequence[Word], first: int) -> PostcodeSpot | None:
    for last in (first + 2, first + 1):  # "cv 11", then "cv11"
        joined = "".join(word.text for word in words[first:last])
        if not _is_in_one_piece(words, first, last) or not _PART.fullmatch(joined):
            continue
        postcode = read([joined.upper()])
        if postcode and not postcode.letters and _is_part_here(words, first, last, postcode):
            return _with_digit(words, last, postcode, first)
    return None


def _is_in_one_piece(words: Sequence[Word], first: int, last: int) -> bool:
    if last == first + 1:
        return True
    halves = words[first:last]
    return len(halves) == 2 and halves[0].text == "cv" and halves[1].text.isdigit() and halves[1].gap in (" ", "-")


def _is_part_here(words: Sequence[Word], first: int, last: int, postcode: Postcode) -> bool:
    if is_labelled(words, first):
        return True
    if is_a_numbered_thing(words, first, last) or is_a_number_plate(words, first, last):
        return False
    return is_likely_outcode(words, first, last, postcode)


def _with_digit(words: Sequence[Word], last: int, outcode: Postcode, first: int) -> PostcodeSpot:
    """The sector, where a lone digit follows that counts nothing, or a unit that lost its last letter."""
    if not outcode.digit and last < len(words) and words[last].gap in (" ", "-", ""):
        piece = _DIGIT.fullmatch(words[last].text)
        sector = Postcode(outcode.outcode, piece.group(1)) if piece else outcode
        if sector.digit and sector.is_near and sector.exists and not counts_something(words, last):
            return _spot(sector, first, last + 1)
    return _spot(outcode, first, last)


def _piece_at(words: Sequence[Word], first: int) -> PostcodeSpot | None:
    """My postcode is 4RL."""
    piece = words[first].text
    if _PIECE.fullmatch(piece) and is_labelled(words, first):
        return PostcodeSpot("postcode", piece.upper(), first, first + 1)
    return None
