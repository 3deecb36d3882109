"""Listed spellings only: a word is mended when somebody wrote that very spelling down, never by likeness."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

_FOLDER = Path(__file__).parent / "spellings"
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1\1")
_NUMBER_FIRST = re.compile(r"(\d+)([a-z]+)")
_DIGITS = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "@": "a",
    "$": "s",
    "!": "i",
    "|": "i",
}
_MAX_DIGITS = 4
_LETTERS_TO_SPLIT = 600  # per message: a flood of letters must not cost time
_SHORTEST_RUN_TOGETHER = 10
_FEWEST_RUN_TOGETHER = 3  # nineteen is not nine and teen
_LONGEST_WORD = 14

_SHORT_WORDS = frozenset("a i am an at be by do go he if im in is it me my no of off on or so to up us we".split())


@dataclass(frozen=True)
class SpellingBook:
    spellings: Mapping[str, tuple[str, ...]]  # as typed → the words meant
    joins: Mapping[tuple[str, str], str]  # two words → the one word meant
    known: frozenset[str]  # words that phrases use; what a mended spelling must be one of

    def as_read(self, tokens: Iterable[str]) -> list[str]:
        """Words of a phrase as the words of a message are read, so that the two can meet."""
        read: list[str] = []
        for token in tokens:
            both = self.joins.get((read[-1], token)) if read else None
            if both:
                read[-1:] = self.spellings.get(both, tuple(both.split()))
            else:
                read += self.spellings.get(token, (token,))
        return read

    def knowing(self, words: Iterable[str]) -> SpellingBook:
        return replace(self, known=self.known.union(words))

    def mender(self) -> Mender:
        return Mender(self)

    def joined(self, first: str, second: str) -> str | None:
        """The one word meant by two ("do not", "any more", "don t"), if that is listed."""
        return self.joins.get((first, second))


@dataclass
class Mender:
    """Mends the words of one message; keeps count of the letters it may still split."""

    book: SpellingBook
    letters_left: int = _LETTERS_TO_SPLIT
    _seen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def mend(self, typed: str) -> tuple[str, ...]:
        if typed not in self._seen:
            self._seen[typed] = self._look_up(typed)
        return self._seen[typed]

    def _look_up(self, typed: str) -> tuple[str, ...]:
        if " " in typed:
            return tuple(typed.split())
        word = typed.replace("'", "")
        for candidate in (typed, *_candidates(word)):
            if candidate in self.book.spellings:
                return self.book.spellings[candidate]
            if candidate in self.book.known:
                return (candidate,)
        single = _RUN.sub(r"\1", word)
        if single in self.book.known:  # "gass", but never a listed slip: "looked" is not "locked"
            return (single,)
        number = _NUMBER_FIRST.fullmatch(word)
        if number:
            return (number[1], *self.mend(number[2]))
        return self._split(word) or (word,)

    def _split(self, word: str) -> tuple[str, ...]:
        """iwanttodie → i want to die; nothing when a single letter would be left over."""
        if not _SHORTEST_RUN_TOGETHER <= len(word) <= self.letters_left or not word.isalpha():
            return ()
        self.letters_left -= len(word)
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                before, piece = best[start], word[start:end]
                if before is None or not self._is_word(piece):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end]):
                    best[end] = (*before, piece)
        pieces = best[-1] or ()
        if len(pieces) < _FEWEST_RUN_TOGETHER or pieces[-2:] == ("i", "on"):  # found-at-i-on
            return ()
        meant = (self.book.spellings.get(piece, (piece,)) for piece in pieces)
        return tuple(itertools.chain.from_iterable(meant))

    def _is_word(self, piece: str) -> bool:
        if len(piece) < 3:
            return piece in _SHORT_WORDS
        return piece in self.book.known or (len(piece) > 3 and piece in self.book.spellings)


def _candidates(word: str) -> Iterable[str]:
    """The word as typed, with drawn-out letters shortened, with its dropped g, with digits read as letters."""
    yield word
    if len(word) > 40:
        return
    if _LONG_RUN.search(word):
        yield _RUN.sub(r"\1\1", word)
        yield _RUN.sub(r"\1", word)
    if word.endswith("in"):
        yield word + "g"
    if any(mark in _DIGITS for mark in word) and any(letter.isalpha() for letter in word):
        yield from _digits_as_letters(word)


def _digits_as_letters(word: str) -> Iterable[str]:
    if sum(mark in _DIGITS for mark in word) > _MAX_DIGITS:
        return
    for letters in itertools.product(*(_DIGITS.get(letter, letter) for letter in word)):
        yield "".join(letters)


def load_spellings() -> SpellingBook:
    spellings: dict[str, tuple[str, ...]] = {}
    joins: dict[tuple[str, str], str] = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        for meant, typed in _rows(path.read_text(encoding="utf-8")):
            for spelling in typed:
                parts = spelling.split("+")
                if len(parts) == 2:
                    joins[parts[0], parts[1]] = meant
                else:
                    spellings[spelling] = tuple(meant.split())
    meant_words = itertools.chain.from_iterable(spellings.values())
    return SpellingBook(spellings, joins, frozenset((*meant_words, *joins.values())))


def _rows(text: str) -> Iterable[tuple[str, list[str]]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            meant, _, typed = line.partition(":")
            yield meant.strip(), typed.split()
