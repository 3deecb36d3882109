"""A namesake of one of our places that lies far off: Warwick, Rhode Island; Henley on the Thames; Newton Abbot."""

import re
from collections.abc import Sequence
from functools import lru_cache

from . import tables
from .standing import lead_in
from .wording import Word, run_on

_READ = 8  # words after the name; regions have three at most
_LONGEST = 4  # words of a longer name
_ONE = r"(?:one|village|town|place)"
_SIDE = r"(?:(?:north|south|east|west|central|upstate|rural|deepest|outback) )?"
_OUT = r"(?:(?:out|over|up|down|back|way) )?"
# Kenilworth College in Africa, Rugby somewhere in Ireland; but not: Rugby now but born in India
_STILL_IT = r"(?:(?:college|school|university|hospital|somewhere|out|over|up|down|way|back) ){0,2}"
_PEOPLE = r"(?! (?:refugee|national|passport|citizen|famil|people|communit|visa|man\b|woman|lady|lad\b|food|shop|born))"
_THAMES = re.compile(rf"[,\s(]*(?:the (?:other )?{_ONE} )?(?:up |down )?(?:on|by|along) the thames\b")
_LONDON = re.compile(
    rf"[,\s(]+(?:in )?(?:(?:(?:north|south|east|west|central|inner|outer|se|sw|nw|ne) london\b)|london(?=$|[,.;:!?)\n]))"
    rf"|[,\s(]+the london {_ONE}"
)


def is_elsewhere(words: Sequence[Word], first: int, last: int, inside: bool) -> bool:
    """words[first:last] is the name of a place of ours, but not ours is meant; of a city outside
    (inside is false) only a state abroad tells: Coventry, Connecticut."""
    after = run_on(words, last, last + _READ)
    if not inside:
        return bool(_state_after().match(after))
    if _THAMES.match(after) or _LONDON.match(after) or _region_after().match(after):
        return True
    return bool(_region_before().search(lead_in(words, first)))


def is_in_a_longer_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Newton Abbot, Hatton Garden: the name begins or ends another, longer one."""
    longer = tables.longer_names()
    texts = [word.text for word in words[max(0, last - _LONGEST) : first + _LONGEST]]
    at = first - max(0, last - _LONGEST)
    ends = range(at + last - first, len(texts) + 1)
    begins = range(at + 1)
    size = last - first
    return any(end - begin > size and tuple(texts[begin:end]) in longer for begin in begins for end in ends)


@lru_cache(maxsize=None)
def _state_after() -> re.Pattern[str]:
    return re.compile(rf"[,\s(]+(?:in )?(?:{'|'.join(tables.far_regions()['states'])})\b")


@lru_cache(maxsize=None)
def _region_after() -> re.Pattern[str]:
    regions = tables.far_regions()
    states, countries = "|".join((*regions["states"], *regions["counties"])), "|".join(regions["countries"])
    return re.compile(
        rf"[,\s(\-]+{_STILL_IT}(?:in )?{_SIDE}(?:{states})\b{_PEOPLE}"
        rf"|(?:[\s(]*,[\s(]*|[\s(]+{_STILL_IT}in ){_SIDE}(?:the )?(?:{countries})\b{_PEOPLE}"
        rf"|[,\s(]+the (?:\w+ )?(?:{states}|{countries}) {_ONE}\b"
        rf"|[,\s(]+the (?:other )?{_ONE} (?:{_OUT}in |near |up in )(?:the )?{_SIDE}(?:{states}|{countries})\b"
    )


@lru_cache(maxsize=None)
def _region_before() -> re.Pattern[str]:
    """Out in Queensland lives at ...; not: fled from Uganda, now in ..., nor: from Ghana to ..."""
    regions = tables.far_regions()
    either = "|".join((*regions["states"], *regions["counties"], *regions["countries"]))
    return re.compile(
        rf"\b(?:in|near) {_SIDE}(?:the )?(?:{either})(?: (?:lives?|living|is|hes|shes|theyre|its|called|a|town))*"
        r" (?:at|in|near|called|of)$"
    )
