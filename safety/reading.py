"""A message as words: spellings mended, text-speak spelt out, short forms opened, pauses kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from safety.folding import fold
from safety.spelling import SpellingBook

STOP, QUESTION, PAUSE = ".", "?", ","
MARKS = frozenset((STOP, QUESTION, PAUSE))

_LETTER = r"[\w\u0900-\u0963\u0966-\u0dff]"  # Indic vowel signs are no \w
_PIECE = re.compile(
    rf"({_LETTER}+(?:['@$*!|]{{1,6}}{_LETTER}+)*)"
    r"|([.!?;,:\n\r\u2026\u3002\u061f\u06d4\u0964]+)(\s|$)?"
)
_QUESTION_MARKS = frozenset("?\u061f")
_FEWEST_LETTERS = 4
_STOP_MARKS = frozenset(".!;\u3002\u06d4\u0964")


class Word(NamedTuple):
    text: str
    start: int
    end: int


def read(text: str) -> list[Word]:
    """Words and marks as typed, folded, in reading order; start and end are offsets into `text` itself."""
    folded, origin = fold(text)
    words = []
    for piece in _PIECE.finditer(folded):
        typed, mark, space = piece.groups()
        start, end = piece.span(1 if typed else 2)
        words.append(Word(typed or _weigh(mark, space is not None), origin[start], origin[end - 1] + 1))
    return words


def mended(words: Iterable[Word], spelling: SpellingBook) -> list[Word]:
    """The same in plain English spelling; one typed word may stand for several, and two for one."""
    mend = spelling.mender().mend
    plain: list[Word] = []
    for typed in _joined(_spelt_out(words), spelling):
        if typed.text in MARKS:
            plain.append(typed)
            continue
        meant = mend(typed.text)
        if meant == (typed.text,):
            plain.append(typed)
        else:
            plain.extend(Word(text, typed.start, typed.end) for text in meant)
    return plain


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
        if letters:
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
        both = spelling.joined(before.text, word.text) if before else None
        if both and before:
            before = Word(both, before.start, word.end)
            continue
        if before:
            yield before
        before = word
    if before:
        yield before
