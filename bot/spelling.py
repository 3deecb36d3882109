"""Slips of the thumb mended towards words that residents use; words that are known are left alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Optional, Tuple

from rapidfuzz.distance import OSA

from geography.tables import english_words

# A word is known when the training data has it this often, and worth mending towards from here on.
KNOWN, WORTH = 2, 5
SHORTEST, LONGEST = 4, 24
# Two slips in one word only where it is long enough to be told by the rest of it.
LONG = 8


class Speller:
    """Made from texts in normal form. One slip is a letter too many, too few, wrong, or two swapped."""

    def __init__(self, counts: Dict[str, int]) -> None:
        self._counts = counts
        self._by_rest: Dict[str, List[str]] = defaultdict(list)
        for word, count in counts.items():
            if count >= WORTH and SHORTEST <= len(word) <= LONGEST and word.isalpha():
                for rest in _rests(word):
                    self._by_rest[rest].append(word)
        self._look_up = lru_cache(maxsize=8192)(self._nearest)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Speller":
        counts = Counter(word for text in texts for word in text.split())
        return cls({word: count for word, count in counts.items() if count >= KNOWN})

    def __reduce__(self) -> Tuple[Any, ...]:
        return Speller, (self._counts,)

    def mended(self, text: str) -> str:
        return " ".join(word if self._is_known(word) else self._look_up(word) or word for word in text.split())

    def _is_known(self, word: str) -> bool:
        return word in self._counts or word in english_words()

    def _nearest(self, word: str) -> Optional[str]:
        """The most frequent of the nearest words; None where none is near, or for what is no word."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        found = {known for rest in _rests(word) for known in self._by_rest.get(rest, ())}
        most = 2 if len(word) >= LONG else 1
        near = [(int(OSA.distance(word, known, score_cutoff=most)), -self._counts[known], known) for known in found]
        near = [one for one in near if one[0] <= most]
        return min(near)[2] if near else None


def _rests(word: str) -> List[str]:
    """The word, and what is left of it without one letter: two words one slip apart share one of these."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
