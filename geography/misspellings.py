"""The place name that a misspelt word or phrase most likely means."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import tables
from .gazetteer import Place, names

LONGEST_SLIP = 2
SHORTEST_NAME = 6  # letters: below, too many ordinary words are one slip away


def allowed_edits(letters: int) -> int:
    """In a name of so many letters: one slip (swapped neighbours are one) from six, two from eight."""
    return 0 if letters < SHORTEST_NAME else 1 if letters < 8 else LONGEST_SLIP


@lru_cache(maxsize=4096)
def closest_name(word: str) -> tuple[str, int] | None:
    """The key of the one-word name nearest to a word that is none itself, and how many edits away it is.

    Not for an ordinary word, nor for one that is nearer to an ordinary word than to the name. At the same
    distance the larger place is meant.
    """
    if len(word) < SHORTEST_NAME - 1 or word in tables.english_words():
        return None
    hits = [
        (int(edits), -_importance(key), key)
        for length in range(len(word) - LONGEST_SLIP, len(word) + LONGEST_SLIP + 1)
        for key, edits, _ in process.extract(
            word,
            _words_by_length().get(length, ()),
            scorer=OSA.distance,
            score_cutoff=allowed_edits(length),
            limit=None,
        )
        if edits == 1 or key[0] == word[0]
    ]
    if not hits:
        return None
    edits, _, key = min(hits)
    return None if _nearest_english(word, edits) < edits else (key, edits)


def is_as_near_to_english(word: str, edits: int) -> bool:
    """Whether an ordinary word is as near as the place: then only its surroundings can tell."""
    return _nearest_english(word, edits) <= edits


def _nearest_english(word: str, edits: int) -> int:
    found = process.extract(word, _english_by_length(len(word)), scorer=OSA.distance, score_cutoff=edits, limit=1)
    return int(found[0][1]) if found else edits + 1


@lru_cache(maxsize=None)
def _english_by_length(length: int) -> tuple[str, ...]:
    return tuple(word for word in tables.english_words() if abs(len(word) - length) <= LONGEST_SLIP)


def _importance(key: str) -> int:
    return max(place.size + 1000 * (place.kind == "town" and place.inside) for place in names().places[key])


def closest_phrase(words: Sequence[str]) -> str | None:
    """The key of the name of as many words that differs by one or two slips, never by an ordinary word."""
    if all(word in tables.english_words() for word in words):
        return None
    best: tuple[int, str] | None = None
    for letter in (words[0][0], "-" + words[-1][-1]):
        for name in _phrases().get((len(words), letter), ()):
            edits = _phrase_edits(words, name)
            if edits and edits <= allowed_edits(sum(map(len, name))):
                best = min(best or (9, ""), (edits, "".join(name)))
    return best[1] if best else None


def _phrase_edits(words: Sequence[str], name: Sequence[str]) -> int | None:
    total = 0
    for typed, meant in zip(words, name):
        if typed == meant:
            continue
        limit = 0 if len(meant) < 3 else 1 if len(meant) < 8 else LONGEST_SLIP
        edits = OSA.distance(typed, meant, score_cutoff=limit)
        if edits > limit or typed in tables.english_words():
            return None
        total += edits
    return total


@lru_cache(maxsize=None)
def _words_by_length() -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for words in _spellings():
        if len(words) == 1:
            found[len(words[0])].append(words[0])
    return found


@lru_cache(maxsize=None)
def _phrases() -> Mapping[tuple[int, str], Sequence[tuple[str, ...]]]:
    """Names of several words under their first letter and, as "-n", their last: a slip spares one of them."""
    found: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    for words in _spellings():
        if len(words) > 1:
            found[len(words), words[0][0]].append(words)
            found[len(words), "-" + words[-1][-1]].append(words)
    return found


def _spellings() -> Iterator[tuple[str, ...]]:
    """Of names that are long enough, no everyday words, and whose misspelling is worth the risk."""
    for key, spellings in names().spellings.items():
        if len(key) < SHORTEST_NAME or names().needs.get(key) == "strong":
            continue
        if any(_is_worth_it(place) for place in names().places[key]):
            yield from spellings


def _is_worth_it(place: Place) -> bool:
    return place.inside or place.kind in ("city", "town")
