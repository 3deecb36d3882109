"""How a named place stands to the writer: home, somewhere they are, somewhere passing, left or denied."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from .wording import Word, run_on

_CLAUSE_END = re.compile(r"[.!?;,:()\n]")
_REACH = 8  # words before the name that are read

_HERE = "in|at|near|nr|to|round|around|on|off|by|from|outside|over"
_OTHERS = (
    "exs?|mums?|moms?|mams?|dads?|nans?|grans?|grandads?|sons?|daughters?|sisters?|brothers?|friends?|mates|mate|"
    "family|partners?|husbands?|wife|he|she|they|hes|shes|theyre|who"
)
_MOVED = "moved|moving|move|relocated|relocating|fled|escaped|transferred"
_CAME = "came|come|coming"
_NO_NEW_CLAUSE = r"(?: (?!(?:i|im|am|we|were|and|but)\b)\w+)"
_STRONG_START = (
    "live|lives|living|based|stay|staying|stopping|stuck|settled|resident|reside|moved|relocated|"
    "house|flat|home|homeless|sleeping|rough|surfing|renting|located|now|we|im|am|are|were|here"
)
_DENIED = re.compile(
    r"\b(?:ignore|forget|scrap|cancel|delete)(?: that| the)?$|"
    r"(?<!why )\b(?:not|no longer|isnt|aint|arent|wasnt|never|dont|doesnt|didnt|do not|does not)"
    rf"(?: (?:{_HERE}|live|lives|living|based|been|be|the|actually|really|staying))*$"
    r"|\b(?:instead of|rather than|other than|except|nowhere near|as opposed to)(?: in)?$"
)
_LEFT = re.compile(
    rf"\b(?:{_MOVED}){_NO_NEW_CLAUSE}{{0,3}} from$"
    rf"|\b(?:{_CAME})(?: (?:here|over|back|up|down|home|straight|away))+ from$"
    r"|\b(?:moved|moving|move) (?:out|away) of$"
    rf"|\bused to (?:live|be|stay|rent|work)(?: \w+)?(?: (?:{_HERE}))?$"
    r"|\b(?:i|we|ive|weve|just|had to) (?:left|leave)$|\bleaving$"
    rf"|\bused to (?:live|be|stay|rent|work) (?:{_HERE})(?: (?!now\b|but\b|and\b|im\b|so\b)\w+){{1,3}} (?:{_HERE})$"
    rf"|\b(?:redundant|redundancy|sacked|laid off|retired) (?:from|by|at)$"
    r"|\b(?:(?:i|we|he|she|dad|grandad|husband|who) (?:was |were )?(?:served|stationed|posted|billeted))(?: \w+)? (?:in|at|to|near)$"
    rf"|\bwhen (?:i|we|he|she) (?:was|were) (?:an? |young|little|small|\d)(?: ?(?!(?:im|now|but)\b)\w+)* (?:{_HERE})$"
    # parts of a life that are over
    r"|\b(?:honeymoon|honeymooned|holiday|holidays|holidayed|holidaying|childhood|schooldays|wedding|evacuated|evacuees?)"
    rf"(?: (?:was|were|is|spent|home|cottage|all|back|over|down|up|held))* (?:{_HERE})$"
    rf"|\b(?:got|was|were|get|been) married (?:{_HERE})$|\b(?:taught|teaching|trained|national service)(?: \w+){{0,3}} (?:{_HERE})$"
)
_YEARS_AGO = re.compile(
    r"^(?:\w+ ){0,4}(?:\d+|ten|fifteen|twenty|thirty|forty|fifty|sixty|many|some|donkeys) (?:odd )?years (?:ago|back)\b"
    r"|^(?:back )?in (?:the )?(?:19\d\d|(?:nineteen )?(?:fift|sixt|sevent|eight)ies|[5-9]0s)\b"
)
_GREW_UP = re.compile(rf"\bgrew up (?:{_HERE})$")
_STILL_THERE = re.compile(r"\b(?:still|never left|back|stayed|lived here)\b")
_ONCE_DID = re.compile(
    rf"\b(?:worked|training|courted|married|met|apprenticeship|apprenticed|lived|taught|served|trained|stayed|was|were|studied|went)(?: \w+){{0,3}}(?: (?:{_HERE}))?$"
)
_HAD_ITS_DAY = re.compile(
    r"^(?:had the|was (?:where|home|my home|our home|once)|is where (?:i|we|he|she|they|mum|dad) (?:was|were|grew|used|met|worked|got|had|trained))\b"
)
_PAST = re.compile(
    rf"\b(?:was|(?:we|they|you) were)(?: living| staying| based| born)? (?:{_HERE})$"
    rf"|\b(?:was|were) (?:an?|the) \w+(?: \w+)?(?: (?:up|down|over|out|back))? (?:{_HERE})$"
    rf"|\b(?:lived|stayed|grew up|raised|born|brought up|previously|formerly|originally|last year) (?:{_HERE})$"
    rf"|\b(?:{_CAME}) from$"
)
_ONCE = ("originally", "previously")
_OTHERS_ARE = re.compile(
    rf"\b(?:{_OTHERS})(?: \w+)? (?:live|lives|living|is|are|stays|staying|moved)(?: \w+)? (?:{_HERE})$"
    rf"|\b(?:{_OTHERS}) (?:{_HERE})$"
)
_HOME = re.compile(
    rf"\b(?:{_STRONG_START})(?: (?:just|now|still|currently|temporarily|here|up|down|over|out|is|s|be|based))*"
    rf" (?:{_HERE})(?: the)?$"
    r"|\bpost ?codes?(?: \w+)?(?: is)?$"
    r"|\b(?:now|currently)(?: its| is)?$"
    rf"|\b(?:{_MOVED}|{_CAME}){_NO_NEW_CLAUSE}+ to$|\b(?:moved|relocated|fled|transferred|came) to$"
    r"|\b(?:we|im|i am|we are) (?:live|living)$|\blive$"
)
_PASSING = re.compile(
    r"\b(?:go|going|get|getting|went|travel|travelling|bus|train|taxi|walk|drive|way|move|moving|lift|sent|send|"
    r"referred|come|coming|back and forth)(?: \w+)? to$"
    rf"|\b(?:work|works|working|job|jobs|shift|shifts|interview|college|school)(?: \w+)? (?:{_HERE})$"
    r"|\b(?:to get to|than)$|\bfrom \w+(?: \w+){0,2} to$"
)
_HERE_WE_ARE = re.compile(
    r"^(?:is|was|thats|its) (?:where (?:we|im|i am|i live|we live|ive been)\b(?! (?:was|were|grew|met|used|got|worked|had|went))"
    r"|(?:my|our) (?:\w+ )?(?:village|town|home|place|area|estate|nearest|local)\b|us\b)"
    r"|^(?:my|our) (?:village|town)\b"
)
_NEVER_BEEN = re.compile(
    r"[\s?!.,\-]*(?:no|nah|nope|not me|never)\b[\s,.!]*(?:\w+ ){0,2}(?:never been|never heard|isnt me|aint me)\b"
)
_THERE = re.compile(
    r"^of$|\b(?:resident|residents|people|pensioner|pensioners|mum|dad|widow|villagers|native|outskirts) of$"
    rf"|\b(?:{_HERE}|close to|next to|side of|part of|centre of|area of|within|inside|through|towards|"
    r"across|past|behind|opposite|via|serving|cover|covering|covers)$"
)


class Standing(IntEnum):
    DENIED = 0  # said not to be the place
    LEFT = 1
    PAST = 2
    PASSING = 3
    NAMED = 4
    OTHERS = 5  # where somebody of theirs is
    THERE = 6
    HOME = 7


def standing(words: Sequence[Word], first: int, last: int) -> Standing:
    """How words[first:last], the name of a place, stands in its clause."""
    before = lead_in(words, first)
    if last < len(words) and words[last].text in _ONCE:
        return Standing.PAST
    after = _text_after(words, last)
    if _NEVER_BEEN.match(run_on(words, last, last + 6)):
        return Standing.DENIED
    if _GREW_UP.search(before) and not _STILL_THERE.search(run_on(words, last, last + 6)):
        return Standing.LEFT
    if _YEARS_AGO.match(after) and _ONCE_DID.search(before):
        return Standing.LEFT
    for pattern, meaning in _READINGS:
        if pattern.search(before):
            return Standing.PAST if meaning == Standing.THERE and _HAD_ITS_DAY.match(after) else meaning
    if _HERE_WE_ARE.match(after):
        return Standing.HOME
    return Standing.PAST if _HAD_ITS_DAY.match(after) else Standing.NAMED


def _text_after(words: Sequence[Word], last: int) -> str:
    """The next words of the clause, and of what a comma adds to it: where I worked, thirty years ago."""
    texts = []
    for word in words[last : last + _REACH + 2]:
        if word.gap.strip(" ,-'"):
            break
        texts.append(word.text)
    return " ".join(texts)


_READINGS = (
    (_DENIED, Standing.DENIED),
    (_LEFT, Standing.LEFT),
    (_PAST, Standing.PAST),
    (_OTHERS_ARE, Standing.OTHERS),
    (_HOME, Standing.HOME),
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
