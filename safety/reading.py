"""A message as words: spellings mended, text-speak spelt out, short forms opened, pauses kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from safety.folding import Folded, fold
from safety.spelling import SpellingBook

STOP, QUESTION, PAUSE = ".", "?", ","
MARKS = frozenset((STOP, QUESTION, PAUSE))

# Indic vowel signs are not \w, so their blocks are named.
_LETTER = r"[^\W_]|[\u0900-\u0dff]"
_PIECE = re.compile(
    rf"(?P<word>(?:{_LETTER})+(?:['@$*!|]{{1,6}}(?:{_LETTER})+)*)"
    r"|(?P<mark>[.!?;,:\n\r\u2026\u3002\u061f\u06d4\u0964]+)(?P<space>\s|$)?"
)
_QUESTION_MARKS = frozenset("?\u061f")
_FEWEST_LETTERS = 4
_STOP_MARKS = frozenset(".!;\u3002\u06d4\u0964")


class Word(NamedTuple):
    text: str
    start: int
    end: int


def read(text: str, spelling: SpellingBook) -> list[Word]:
    """Words and marks in reading order; start and end are offsets into `text` itself."""
    mend = spelling.mender().mend
    return [
        Word(meant, typed.start, typed.end)
        for typed in _joined(_spelt_out(_pieces(fold(text))), spelling)
        for meant in ((typed.text,) if typed.text in MARKS else mend(typed.text))
    ]


def read_as_typed(text: str) -> list[Word]:
    """The same without any mending, for languages whose words only look like English slips."""
    return [word._replace(text=word.text.replace("'", "")) for word in _pieces(fold(text))]


def _pieces(folded: Folded) -> Iterator[Word]:
    origin = folded.origin
    for piece in _PIECE.finditer(folded.text):
        start, end = origin[piece.start()], origin[piece.end() - 1] + 1
        if piece["word"]:
            yield Word(piece["word"], start, end)
        else:
            yield Word(_weigh(piece["mark"], piece["space"] is not None), start, end)


def _weigh(mark: str, spaced: bool) -> str:
    """A full stop only ends a sentence before a space; dots in a row are how people hesitate."""
    if not _QUESTION_MARKS.isdisjoint(mark):
        return QUESTION
    hesitates = mark.startswith("..") or "\u2026" in mark
    ends = spaced and not hesitates and not _STOP_MARKS.isdisjoint(mark)
    return STOP if ends else PAUSE


def _spelt_out(words: Iterable[Word]) -> Iterator[Word]:
    """k i l l → kill: single letters in a row are one word (or several, parted later)."""
    letters: list[Word] = []
    for word in words:
        if len(word.text) == 1 and word.text.isalpha():
            letters.append(word)
            continue
        yield from _one_word(letters)
        letters = []
        yield word
    yield from _one_word(letters)


def _one_word(letters: list[Word]) -> Iterator[Word]:
    if len(letters) < _FEWEST_LETTERS:
        yield from letters
    else:
        yield Word("".join(letter.text for letter in letters), letters[0].start, letters[-1].end)


def _joined(words: Iterable[Word], spelling: SpellingBook) -> Iterator[Word]:
    before: Word | None = None
    for word in words:
        both = spelling.joined(before.text.replace("'", ""), word.text) if before else None
        if both and before:
            before = Word(both, before.start, word.end)
            continue
        if before:
            yield before
        before = word
    if before:
        yield before
