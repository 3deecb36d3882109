"""How a named place stands to the writer: home, somewhere they are, somewhere passing, left or denied."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from .wording import Word

_CLAUSE_END = re.compile(r"[.!?;,:()\n]")
_REACH = 6  # words before the name that are read

_HERE = "in|at|near|nr|to|round|around|on|off|by|from|outside|over"
_STRONG_START = (
    "live|lives|living|based|stay|staying|stopping|stuck|settled|resident|reside|moved|relocated|"
    "house|flat|home|homeless|sleeping|rough|surfing|renting|located|postcode|postcodes|code|now|"
    "we|im|am|hes|shes|theyre|ive been|we are|we were re|here|back|up|down|out|over"
)
_DENIED = re.compile(
    r"(?<!why )\b(?:not|no longer|isnt|aint|arent|wasnt|never|dont|doesnt|didnt|do not|does not)"
    rf"(?: (?:{_HERE}|live|lives|living|based|been|be|the|anywhere|actually|really|one|even|this|staying))*$"
    r"|\b(?:instead of|rather than|other than|except|nowhere near|as opposed to)(?: in)?$"
)
_LEFT = re.compile(
    r"\b(?:moved|moving|move|relocated|relocating|fled|escaped|transferred|ran)(?: \w+){0,3} from$"
    r"|\b(?:moved|moving|move) (?:out|away) of$"
    rf"|\b(?:used to (?:live|be|stay|rent)|left|leaving)(?: \w+)?(?: (?:{_HERE}))?$"
)
_PAST = re.compile(
    rf"\b(?:(?:was|were|been)(?: living| staying| based| born)?|lived|stayed|grew up|raised|born|brought up|"
    rf"previously|formerly|originally|before|last year|come|came|coming) (?:{_HERE})$"
)
_PASSING = re.compile(
    r"\b(?:go|going|get|getting|went|travel|travelling|bus|train|taxi|walk|drive|way|move|moving|lift|sent|send|"
    r"referred|come|coming|back and forth)(?: \w+)? to$"
    rf"|\b(?:work|works|working|job|jobs|shift|shifts|interview|college|school)(?: \w+)? (?:{_HERE})$"
    r"|\b(?:between|to get to|than)$"
)
_HOME = re.compile(
    rf"\b(?:{_STRONG_START})(?: (?:just|now|still|currently|temporarily|here|up|down|over|out|code|is|s|be))*"
    rf" (?:{_HERE})(?: the)?$"
    r"|\b(?:postcode|postcodes|post code)(?: \w+)?(?: is)?$"
    r"|\b(?:now|currently)(?: its| is)?$"
)
_THERE = re.compile(
    rf"\b(?:{_HERE}|close to|next to|side of|part of|centre of|area of|within|inside|through|towards|"
    r"across|past|behind|opposite|via|serving|cover|covering|covers)$"
)


class Standing(IntEnum):
    DENIED = 0  # said not to be the place
    LEFT = 1
    PAST = 2
    PASSING = 3
    NAMED = 4
    THERE = 5
    HOME = 6


def standing(words: Sequence[Word], first: int, last: int) -> Standing:
    """How words[first:last], the name of a place, stands in its clause."""
    before = lead_in(words, first)
    if before.endswith("from") and last < len(words) and words[last].text == "to":
        return Standing.PAST
    for pattern, meaning in _READINGS:
        if pattern.search(before):
            return meaning
    return Standing.NAMED


_READINGS = (
    (_DENIED, Standing.DENIED),
    (_LEFT, Standing.LEFT),
    (_HOME, Standing.HOME),
    (_PAST, Standing.PAST),
    (_PASSING, Standing.PASSING),
    (_THERE, Standing.THERE),
)


def lead_in(words: Sequence[Word], first: int) -> str:
    """The words just before, back to where the clause began."""
    return " ".join(reversed(list(_backwards(words, first))))


def _backwards(words: Sequence[Word], first: int) -> Iterator[str]:
    for index in range(first, max(0, first - _REACH), -1):
        if _CLAUSE_END.search(words[index].gap):
            return
        yield words[index - 1].text
