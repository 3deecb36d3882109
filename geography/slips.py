"""A name that the writer takes back in the same breath: rugbby, rubbish I mean; woodloes, woodlice."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from .gazetteer import names
from .wording import Word, run_on, same_word

_NEAR = 4  # words after the name among which the word that was meant stands
_BREATH = 16  # words after the name in which a message is said to be for somebody else
_PARTS = r"(?:i mean|i meant|i ment|meant to (?:say|type|put)|should say)"
_MARK = re.compile(
    rf"\b(?:{_PARTS}|whatever|autocorrect\w*|auto correct|predictive|typo|spell ?check|haha|lol|oops|whoops|sorry|"
    r"however you spell it|i cant spell|(?:my|this|the|stupid|bloody) phone (?:keeps|is|did|has|will|thinks|changed|put|wont))\b"
)
_OWN_FAULT = re.compile(
    r"[\s.,!?\-()]*(?:(?:sorry|oops|no|damn|stupid|bloody|my) )*(?:autocorrect|auto correct|predictive text)\b"
)
_NOT_FOR_YOU = re.compile(
    r"\b(?:wrong (?:chat|window|person|group|thread|convo|conversation|tab)|not for you|ignore that)\b"
)
_RATHER = re.compile(rf"[\s.,!?\-()]*(?:(?:sorry|oops|no|er|um|oh|wait) ?[\s.,!?\-]*)*{_PARTS}\W*$")


def is_taken_back(words: Sequence[Word], first: int, last: int, misspelt: bool) -> bool:
    """Another word, very like what was typed, follows and was meant; or all of it was for somebody else."""
    if _OWN_FAULT.match(run_on(words, last, last + 5)) or _NOT_FOR_YOU.search(run_on(words, last, last + _BREATH)):
        return True
    meant = misspelt and re.search(_PARTS, run_on(words, last, last + _NEAR))
    typed = "".join(word.text for word in words[first:last])
    before = words[first - 1] if first else None
    if (
        before
        and _is_like(typed, before.text)
        and (misspelt or "," in words[first].gap or len(typed) > len(before.text))
    ):
        return True  # barely bearley enough
    marked = _MARK.search(run_on(words, last, last + _NEAR + 4))
    return any(
        _is_like(typed, word.text)
        or (meant and word.text[:2] == typed[:2] and len(word.text) > 3 and same_word(word.text) not in names().places)
        or (marked is not None and _may_be_meant(typed, word.text))
        for word in words[last : last + _NEAR]
        if marked or (misspelt and _is_set_against(words, last))
    )


def is_said_better(words: Sequence[Word], last: int, following: int) -> bool:
    """Kenilworth, sorry, I mean Warwick. words[last] follows the one name, words[following] begins the next."""
    if not last < following <= last + 6:
        return False
    return bool(_RATHER.fullmatch(run_on(words, last, following)))


def _is_set_against(words: Sequence[Word], last: int) -> bool:
    return last < len(words) and bool(words[last].gap.strip(" "))


def _is_like(typed: str, other: str) -> bool:
    """Two slips apart, three in a long word; not the same word again, nor a place's name."""
    if typed == other or len(other) < 5 or same_word(other) in names().places or typed.startswith(other):
        return False
    slips = 3 if len(typed) >= 8 else 2 if len(typed) >= 6 else 1
    return (
        other[0] == typed[0]
        and OSA.distance(typed, other, score_cutoff=slips) <= slips
        or (len(typed) >= 6 and typed[0] != other[0] and OSA.distance(typed, other, score_cutoff=1) <= 1)
    )


def _may_be_meant(typed: str, other: str) -> bool:
    """Alchester, alcohol, my phone keeps changing it."""
    if typed == other or len(other) < 5 or same_word(other) in names().places:
        return False
    return typed[:3] == other[:3] or OSA.distance(typed, other, score_cutoff=3) <= 3
