"""Whether a phrase found is meant: "I'm not suicidal", "years ago, it's over", "in a film"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safety.phrase_files import Meaning
from safety.phrasebook import Found
from safety.reading import MARKS

_FURTHEST_NOT = 4  # words before a phrase in which a "not" turns it round
_FURTHEST_BESIDE = 12  # words between a phrase and a signal it must stand beside
_SAYS_NO = frozenset(
    "not never dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt cant aint".split()
)
_HAS_NO = frozenset("no without any nor".split())
_NEGATIVE = (
    _SAYS_NO | _HAS_NO | frozenset("nothing nowhere nobody none".split())
)  # a phrase that starts so is no denial
_WHO = frozenset("i he she they we you him her husband wife partner boyfriend girlfriend dad mum son daughter".split())
_JOINS = frozenset("but and so because cos then as that".split())
# "cant stop cutting myself", "dont know if", "not sure", "not just": these say the opposite of no
_NO_REAL_NOT = frozenset("stop help know sure only just care mind long lie why how joking kidding lying wait".split())
_THINKS = frozenset("think say saying said mean believe like as that".split())
_DENIES = frozenset("nope no never nah".split())


@dataclass(frozen=True)
class Context:
    """The words of a message and the signals found in it, by sentence."""

    words: Sequence[str]
    signals: frozenset[str]
    signals_in: Sequence[frozenset[str]]  # for each sentence
    sentence_of: Sequence[int]  # for each word
    signals_at: Mapping[str, Sequence[int]]  # for each signal the words where it begins, in order

    def is_meant(self, found: Found) -> bool:
        meaning: Meaning = found.meaning  # type: ignore[assignment]
        if meaning.unless & self.signals or not meaning.needs <= self.signals:
            return False
        if self._is_over(found, meaning) or not all(self._is_beside(found, name) for name in meaning.beside):
            return False
        return not self._is_denied(found)

    def _is_beside(self, found: Found, signal: str) -> bool:
        places = self.signals_at.get(signal, ())
        nearest = bisect_left(places, found.first - _FURTHEST_BESIDE)
        return nearest < len(places) and places[nearest] <= found.last + _FURTHEST_BESIDE

    def _is_over(self, found: Found, meaning: Meaning) -> bool:
        beside = self.signals_in[self.sentence_of[found.first]]
        if meaning.near & beside and not ("still" in beside and meaning.near & beside == {"past"}):
            return True
        return {"past", "safe"} <= self.signals and "still" not in self.signals

    def _is_denied(self, found: Found) -> bool:
        first = self.words[found.first]
        if first in _NEGATIVE:
            return False
        for distance, at in enumerate(range(found.first - 1, max(-1, found.first - 1 - _FURTHEST_NOT), -1)):
            word = self.words[at]
            if word in MARKS or word in _JOINS:
                break
            if word in _SAYS_NO:
                return first not in _WHO and not self._opposite_of_no(at, found.first)
            if word in _HAS_NO:
                return first not in _WHO and distance < 3
        return self._answered_no(found.last + 1)

    def _opposite_of_no(self, at: int, first: int) -> bool:
        """ "cant stop cutting myself", "never told anyone i want to die": the not is about something else."""
        between = self.words[at + 1 : first]
        if not _NO_REAL_NOT.isdisjoint(self.words[at + 1 : first + 1]):
            return True
        return not _WHO.isdisjoint(between) and _THINKS.isdisjoint(between)

    def _answered_no(self, at: int) -> bool:
        """ "do I smell gas? no" """
        return self.words[at : at + 1] == ["?"] and not _DENIES.isdisjoint(self.words[at + 1 : at + 2])


def context_of(words: Sequence[str], signals: Iterable[Found]) -> Context:
    sentence_of, sentence = [], 0
    for word in words:
        sentence_of.append(sentence)
        sentence += word in (".", "?")
    signals_in: list[set[str]] = [set() for _ in range(sentence + 1)]
    signals_at: dict[str, list[int]] = {}
    for found in signals:
        name = found.meaning.signal  # type: ignore[attr-defined]
        signals_in[sentence_of[found.first]].add(name)
        signals_at.setdefault(name, []).append(found.first)
    everywhere = frozenset(signals_at)
    return Context(words, everywhere, [frozenset(names) for names in signals_in], sentence_of, signals_at)
