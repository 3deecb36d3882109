"""The data files themselves: readable, closed, and older than no interpreter we use."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import safety
from safety import ORDER
from safety.danger import _book
from safety.grammar import Graph
from safety.phrase_files import danger_phrases, foreign_phrases, sounds_like, word_lists
from safety.phrasebook import PhraseBook

FOLDER = Path(safety.__file__).parent


def test_every_kind_named_in_the_phrase_files_exists():
    kinds = {kind for _, meaning in [*danger_phrases(), *foreign_phrases()] for kind in meaning.kinds}
    assert kinds == set(ORDER)


def test_every_signal_that_a_heading_names_is_defined():
    meanings = [meaning for _, meaning in danger_phrases()]
    defined = {meaning.signal for meaning in meanings} - {""}
    named = set().union(*(meaning.unless | meaning.near | meaning.needs | meaning.beside for meaning in meanings))
    assert named - defined - {"still"} == set()


def test_phrases_are_read_as_messages_are():
    """Else a phrase with a word that is mended ("someone" → "somebody") could never be found."""
    book = _book()
    lost = {
        word
        for word in book.dangers.words - set(sounds_like())
        if book.spelling.spellings.get(word, (word,)) != (word,)
    }
    assert lost == set()


@pytest.mark.parametrize("phrase", ["(open", "close)", "<unknown list>", "a | (b"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase):
    with pytest.raises((ValueError, KeyError)):
        Graph({}, {}).add(phrase, "meaning")


def test_the_phrase_language():
    book = PhraseBook(
        {"skip": "really", "not": "not", "begin": ". | but", "end": ". | and", "colour": "red | dark blue"},
        {"b": ("blue",)},
        [("<colour> [big] ~1 (car | old van)", "car"), ("^ stop $", "stop")],
    )

    def found(text: str) -> set[object]:
        return {hit.meaning for hit in book.find([".", *text.split(), "."])}

    assert (
        found("red car")
        == found("dark blue big car")
        == found("red really fast old van")
        == found("dark b car")
        == {"car"}
    )
    assert found("red not car") == found("blue car") == found("red very fast car") == set()
    assert found("stop") == found("but stop and") == {"stop"}
    assert found("please stop") == set()


def test_every_list_is_used_or_built_in():
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("phrases/*.txt"))
    unused = {name for name in word_lists() if f"<{name}>" not in text}
    assert unused <= {"skip", "not", "begin", "end"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_the_code_is_python_3_10_and_stays_small(path):
    source = path.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 10))
    assert len(source.splitlines()) < 200
