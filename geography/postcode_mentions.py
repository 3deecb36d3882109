"""Postcodes in running text, and what only looks like one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .postcode import Postcode, read
from .standing import lead_in
from .wording import Word

_GAP = re.compile(r"[\s\-._,/\u00b7*]{0,3}")
_LOOSE_UNIT = re.compile(r"[a-z0158]{1,2}[0-9oilszb][0-9a-z]?[0-9oilszb][a-z01258]{2}")
_OUTCODE = re.compile(r"[a-z]{1,2}[0-9]{1,2}|[a-z]{1,2}[0-9][a-z]|cv[oil0-9]{2}")
_SECTOR = re.compile(r"[a-z]{1,2}[0-9]{3}[a-z]?")
_PIECE = re.compile(r"[0-9][abd-hjlnp-uw-z]{2}|cv")
_FILLER = frozenset(
    "hi hello hiya hey its it is im i am in at near my the postcode post code area please pls plz thanks "
    "thank you ta yes yeah ok um sorry and".split()
)

_LABELLED = re.compile(r"\b(?:post ?codes?|zip|pc)(?: \w+){0,2}$")
_LIVES = re.compile(
    r"\b(?:live|lives|living|based|staying|moved|flat|house|home) (?:\w+ )?(?:in|at|to|near|round)$"
)
_THERE = re.compile(r"\b(?:in|at|near|nr|from|around|round|outside|off|by|for|of|to)(?: the)?$")
_A_NUMBERED_THING = re.compile(
    r"\b(?:flat|unit|room|block|seat|form|bus|route|bay|plot|level|band|grade|section|gate|platform|page|vitamin|"
    r"size|type|order|ref|reference|number|no|model|reg|registration|plate|class|table|junction|account|"
    r"claim|policy|booking|code word|version|apartment|apt|locker|ward|zone|ticket|invoice)(?: is| number| no| ref)?$"
)
_AFTER_A_NUMBERED_THING = frozenset(
    "road vitamin vitamins bus buses tablets junction motorway petrol battery paper form "
    "forms jab vaccine com co org net uk pdf doc docx jpg scholarship".split()
)
_MY_CV = re.compile(
    r"\b(?:my|a|your|his|her|the|our|new|old|good|update|updated|write|writing|send|sent|email|"
    r"with|whole|printed|print)(?: own| new)?$"
)
_CV_PARTS = frozenset(
    "page pages year years copies copy sent times hours jobs weeks days months mins minutes people "
    "of tips and version attached template".split()
)
_COUNTED = frozenset(
    "kid kids child children kiddies people person adult adults of week weeks day days month months year years yr yrs "
    "hour hours hr hrs min mins minutes pm am oclock o bed beds bedroom bedrooms times time mile miles pound "
    "pounds quid mouths baby babies dog dogs cat cats young small little hungry teenagers teens toddlers boys girls "
    "sons daughters x more nights night meals bags or to in a pounds pence p k months kids. bills weeks wk wks "
    "boy girl lads family members us".split()
)
_TEXT_SPEAK = ("CV19", "ME2", "BE4")  # Covid, me too, before
_QUANTITY = re.compile(r"(?:[0-9]|)(?:am|pm|st|nd|rd|th|hr|yr|wk|ft|gb|lb|pt|br|qt|ys|hs)")
_SHORT_WORDS = frozenset(
    "at as an be by he us up we ha ur ya ye re ad la pl st th nd rd ft hr yr an per tea bn pt".split()
)
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)")
_TIMED = frozenset(
    "time week day floor child kid baby of one month year house door person birthday "
    "january february march april may june july august september october november december".split()
)


@dataclass(frozen=True)
class PostcodeSpot:
    """A postcode, or a piece of one, seen at words[first:last]."""

    kind: str
    value: str
    first: int
    last: int


def spot_postcodes(words: Sequence[Word]) -> Iterator[PostcodeSpot]:
    """Units, sectors, outcodes and, after the word postcode, pieces of one; in reading order."""
    last = 0
    for index in _promising(words):
        if index < last:
            continue
        spot = _unit_at(words, index) or _part_at(words, index) or _piece_at(words, index)
        if spot:
            yield spot
            last = spot.last


def _promising(words: Sequence[Word]) -> Iterator[int]:
    """Where a postcode may begin: every one has a digit within seven letters, or starts with CV."""
    digit_at = [index for index, word in enumerate(words) if not word.text.isalpha()]
    begin = {index for at in digit_at for index in range(max(0, at - 4), at + 1)}
    begin.update(index for index, word in enumerate(words) if word.text.startswith("cv"))
    return (
        index
        for index in sorted(begin)
        if not words[index].text.isdigit() or _is_mixed(words[index + 1 : index + 2])
    )


def _is_mixed(following: Sequence[Word]) -> bool:
    """Letters and digits: 849 6AG, which may be B49 6AG."""
    return any(not word.text.isalpha() and not word.text.isdigit() for word in following)


# Units -------------------------------------------------------------------------------------------------------


def _unit_at(words: Sequence[Word], first: int) -> PostcodeSpot | None:
    for last in _ends(words, first):
        pieces = [word.text for word in words[first:last]]
        joined = "".join(pieces)
        if len(joined) < 5 or not _LOOSE_UNIT.fullmatch(joined) or joined.isdigit() or joined.isalpha():
            continue
        postcode = read([piece.upper() for piece in pieces])
        if postcode and postcode.letters and _is_unit_here(words, first, last, postcode):
            return _spot(postcode, first, last)
    return None


def _spot(postcode: Postcode, first: int, last: int) -> PostcodeSpot:
    return PostcodeSpot(postcode.kind, str(postcode), first, last)


def _ends(words: Sequence[Word], first: int, letters: int = 7) -> Iterator[int]:
    """Where a run of pieces that starts here may end: at most so many letters, nothing much between them."""
    length = 0
    for last in range(first + 1, len(words) + 1):
        piece = words[last - 1]
        length += len(piece.text)
        if length > letters or (last - 1 > first and not _GAP.fullmatch(piece.gap)):
            return
        yield last


def _is_unit_here(words: Sequence[Word], first: int, last: int, postcode: Postcode) -> bool:
    pieces = [word.text for word in words[first:last]]
    as_typed = "".join(pieces).upper() == str(postcode).replace(" ", "")
    if not postcode.is_near and postcode.outcode[:2] != "CV":
        whole = [postcode.outcode.lower(), str(postcode).split()[1].lower()]
        plain = pieces in (whole, ["".join(whole)])
        return plain and not _A_NUMBERED_THING.search(lead_in(words, first)) and not _is_ordinal(words, last)
    if _is_ordinal(words, last) or (len(pieces[-1]) == 2 and pieces[-1] in _SHORT_WORDS and len(pieces) > 1):
        return False
    if not postcode.exists and (
        len(pieces[-1]) < 3 or _QUANTITY.fullmatch(pieces[-1]) or len(postcode.outcode) == 2
    ):
        return False
    if not as_typed and len(pieces) > 2 and not "".join(pieces).startswith("cv"):
        return False
    return postcode.exists or as_typed


def _is_ordinal(words: Sequence[Word], last: int) -> bool:
    """CV11 4th floor."""
    following = words[last].text if last < len(words) else ""
    return bool(_ORDINAL.fullmatch(words[last - 1].text)) and following in _TIMED


# Sectors and outcodes ----------------------------------------------------------------------------------------


def _part_at(words: Sequence[Word], first: int) -> PostcodeSpot | None:
    for size in (2, 1):  # "cv 11", then "cv11"
        if first + size > len(words):
            continue
        pieces = [word.text for word in words[first : first + size]]
        if size == 2 and (
            pieces[0] != "cv" or not pieces[1].isdigit() or words[first + 1].gap not in (" ", "-")
        ):
            continue
        joined = "".join(pieces)
        if not (_OUTCODE.fullmatch(joined) or _SECTOR.fullmatch(joined)):
            continue
        postcode = read([joined.upper()])
        if postcode and not postcode.letters and _is_part_here(words, first, first + size, postcode):
            return _with_digit(words, first, first + size, postcode)
    return None


def _is_part_here(words: Sequence[Word], first: int, last: int, postcode: Postcode) -> bool:
    before = lead_in(words, first)
    following = words[last].text if last < len(words) else ""
    if _LABELLED.search(before):
        return True
    if words[first].gap[-1:] in ("\u00a3", "#", "@", "$", "_", "+") or _A_NUMBERED_THING.search(before):
        return False
    if following in _AFTER_A_NUMBERED_THING or str(postcode) in _TEXT_SPEAK:
        return False
    if postcode.outcode.startswith("CV"):
        return _is_a_coventry_code(words, first, last, before, following)
    return _is_plausible(words, first, last, postcode, before)


def _is_a_coventry_code(words: Sequence[Word], first: int, last: int, before: str, following: str) -> bool:
    """CV may be a curriculum vitae: cv 3 pages, my cv2."""
    apart = last - first == 2
    short = len("".join(word.text for word in words[first:last])) == 3
    if (apart or short) and (_MY_CV.search(before) or following in _CV_PARTS):
        return following in ("area", "innit")
    return True


def _is_plausible(words: Sequence[Word], first: int, last: int, postcode: Postcode, before: str) -> bool:
    area = postcode.outcode.rstrip("0123456789")
    district = postcode.outcode[len(area) :]
    there = bool(_THERE.search(before)) or last < len(words) and words[last].text == "area"
    if postcode.is_near and (len(area) == 2 or _is_ours_or_next_door(district)):
        return True
    if len(area) == 1 and (not postcode.is_near or len(district) == 1):  # M6, E10, and b4 for before
        return bool(_LIVES.search(before))
    return there or (_is_alone(words, first, last) and (postcode.is_near or len(area) == 2))


def _is_ours_or_next_door(district: str) -> bool:
    """Birmingham outcodes from B46 up lie in or beside Warwickshire; B1 to B45 are the city's own."""
    return district.isdigit() and int(district) >= 46


def _is_alone(words: Sequence[Word], first: int, last: int) -> bool:
    return all(word.text in _FILLER for word in (*words[:first], *words[last:]))


def _with_digit(words: Sequence[Word], first: int, last: int, outcode: Postcode) -> PostcodeSpot:
    """The sector where a lone digit follows that is no count or time, or a unit that lost its last letter."""
    if not outcode.digit and last < len(words) and words[last].gap in (" ", "-", ""):
        piece = words[last].text
        following = words[last + 1].text if last + 1 < len(words) else ""
        sector = Postcode(outcode.outcode, piece[:1])
        cut_short = len(piece) == 2 and piece[1].isalpha() and piece[1].upper() not in "CIKMOV"
        lone = len(piece) == 1 and not _goes_on(words, last)
        counts = following in _COUNTED or not piece[:1].isdigit()
        if not counts and sector.is_near and sector.exists and (lone or cut_short):
            return _spot(sector, first, last + 1)
    return _spot(outcode, first, last)


def _piece_at(words: Sequence[Word], first: int) -> PostcodeSpot | None:
    """My postcode is 4RL."""
    piece = words[first].text
    if _PIECE.fullmatch(piece) and _LABELLED.search(lead_in(words, first)):
        return PostcodeSpot("postcode", piece.upper(), first, first + 1)
    return None


def _goes_on(words: Sequence[Word], index: int) -> bool:
    """The digit is the start of a number: 4.30, 4-6, 4/10."""
    if index + 1 >= len(words):
        return False
    gap = words[index + 1].gap
    return words[index + 1].text[:1].isdigit() or gap.startswith("%") or gap.startswith("\u00a3")
