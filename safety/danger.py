"""Is somebody in danger, in these words? Asked on every message, before anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from safety.context import context_of
from safety.grammar import tokens_of
from safety.phrase_files import danger_phrases, foreign_phrases, harmless_phrases, sounds_like, word_lists
from safety.phrasebook import Found, PhraseBook
from safety.reading import MARKS, Word, mended, read
from safety.spelling import SpellingBook, load_spellings

# Most urgent first. Gas comes before medical: help is rung from outside the house.
ORDER = ("gas", "medical", "self_harm", "abuse", "child_at_risk", "baby", "homeless", "energy_off")

NEED_OF: dict[str, str | None] = {
    "self_harm": "self_harm_crisis",
    "abuse": "domestic_abuse",
    "homeless": "homeless_tonight",
    "gas": "energy",
    "medical": "health",
    "child_at_risk": None,
    "baby": "baby",
    "energy_off": "prepay_emergency",
}

_LONGEST_MESSAGE = 10_000
# So many different hints in one message are as sure as a phrase that ordinary messages never say.
SURE_TOGETHER = 4


@dataclass(frozen=True)
class Danger:
    kind: str  # one of ORDER
    start: int  # offsets into the text that was asked about
    end: int
    sure: bool = True  # False: a hint, which ordinary messages give too


def find_danger(text: str) -> tuple[Danger, ...]:
    """Every kind of danger that `text` surely speaks of, once each, most urgent first; never raises for a string."""
    return tuple(danger for danger in find_hints(text) if danger.sure)


def find_hints(text: str) -> tuple[Danger, ...]:
    """The same, and what may be danger: for whoever can ask further, or has no better answer to give."""
    book, text = _book(), text[:_LONGEST_MESSAGE]
    words = read(text)
    found = {**_in_other_languages(words, book), **_in_english(words, book)}
    return tuple(found[kind] for kind in ORDER if kind in found)


@dataclass(frozen=True)
class _Book:
    spelling: SpellingBook
    dangers: PhraseBook
    harmless: PhraseBook
    foreign: PhraseBook


@lru_cache(maxsize=1)
def _book() -> _Book:
    spelling = load_spellings()

    def as_read(phrase: str) -> str:
        return " ".join(spelling.as_read(tokens_of(phrase)))

    lists = {name: as_read(entries) for name, entries in word_lists().items()}
    dangers = PhraseBook(lists, sounds_like(), ((as_read(phrase), meaning) for phrase, meaning in danger_phrases()))
    harmless = PhraseBook(lists, sounds_like(), ((as_read(phrase), meaning) for phrase, meaning in harmless_phrases()))
    foreign = PhraseBook({}, {}, foreign_phrases())
    return _Book(spelling.knowing(dangers.words | harmless.words), dangers, harmless, foreign)


def _in_english(typed: list[Word], book: _Book) -> dict[str, Danger]:
    words = mended(typed, book.spelling)
    # a mark of our own at both ends, so that phrases can ask for a beginning or an end
    texts = [".", *(word.text for word in words), "."]
    hits = list(book.dangers.find(texts))
    context = context_of(texts, (hit for hit in hits if hit.meaning.signal))
    harmless = _covered(book.harmless.find(texts))
    found: dict[str, Danger] = {}
    meant = [hit for hit in hits if hit.meaning.kinds and not _is_harmless(hit, harmless) and context.is_meant(hit)]
    together = len({hit.meaning.line for hit in meant}) >= SURE_TOGETHER
    remote = "remote" in context.signals and "still" not in context.signals
    for hit in sorted(meant, key=lambda hit: hit.meaning.hint):
        sure = (together or not hit.meaning.hint) and not remote
        own = words[max(0, hit.first - 1) : hit.last]
        found.update((kind, _danger(kind, own, sure)) for kind in hit.meaning.kinds if kind not in found)
    return found


def _in_other_languages(words: list[Word], book: _Book) -> dict[str, Danger]:
    """Exact words as typed: mending would take them for English slips."""
    found: dict[str, Danger] = {}
    for hit in book.foreign.find([word.text.replace("'", "") for word in words]):
        for kind in hit.meaning.kinds:
            found.setdefault(kind, _danger(kind, words[hit.first : hit.last + 1]))
    return found


def _covered(harmless: Iterable[Found]) -> frozenset[int]:
    return frozenset(at for hit in harmless for at in range(hit.first, hit.last + 1))


def _is_harmless(hit: Found, harmless: frozenset[int]) -> bool:
    return not harmless.isdisjoint(range(hit.first, hit.last + 1))


def _danger(kind: str, words: list[Word], sure: bool = True) -> Danger:
    own = [word for word in words if word.text not in MARKS]
    return Danger(kind, own[0].start, own[-1].end, sure)
