"""A place name that is a street's or a building's: those stand in other towns than their name says."""

import re
from collections.abc import Sequence

from .gazetteer import names
from .wording import Word

_STREETS = frozenset(
    "road rd street lane ln avenue ave drive crescent cres grove terrace walk row mews roundabout arms parade "
    "gdns".split()
)
_BUILDINGS = frozenset("court house close flats mansions heights lodge cottages".split())
_SOMETIMES = frozenset("place way gardens square rise view close".split())  # streets only by what stands around them
_HOUSE_NUMBER = re.compile(r"(?:^|\b(?:flat|at|number|no|of|live) )\d{1,3}[a-f]?$")
_HOUSE_IN = re.compile(r"\b(?:flat|house|bedsit|room|live|lives|living) (?:in|on|at)$")
_ON = re.compile(r"\bon$")
_WHOLE_STREET = re.compile(r"\w+ (?:flats|residents|estate|is shut|is closed)\b")


def is_an_address(
    words: Sequence[Word], last: int, before: str, after: str, is_landmark: bool, is_ordinary: bool
) -> bool:
    """Warwick Road, Southam Road's potholes, 12 Warwick Court, Shirley House. words[last] follows the name."""
    following = after.split(" ", 1)[0]
    if last < len(words) and words[last].possessive:
        following = following[:-1]
    if following in _STREETS or (following == "st" and not _is_a_saint(after)):
        return True
    if following == "way" and words[last].capital and words[last - 1].capital:
        return True
    if following in _SOMETIMES and not is_landmark and _is_a_street(following, before, after):
        return True
    is_building = following in _BUILDINGS and not after.startswith("close to") and not is_landmark
    return is_building and bool(is_ordinary or _HOUSE_NUMBER.search(before))


def _is_a_street(following: str, before: str, after: str) -> bool:
    """2 Warwick Place, on Kenilworth Close; but I live in Warwick close to the station, a flat Rugby way."""
    if after.startswith("close to") or after.startswith("close by"):
        return False
    if _HOUSE_NUMBER.search(before) or _ON.search(before) or _WHOLE_STREET.match(after):
        return True
    if following in ("gardens", "close", "square"):
        return bool(_HOUSE_IN.search(before)) or (not before and after == following)
    return False


def _is_a_saint(after: str) -> bool:
    """St begins a name, as in St Nicolas, rather than ends a street's."""
    return "".join(after.split(" ")[:2]) in names().places
