"""Reads the phrase files: what each phrase means, and what must or must not stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from safety.folding import fold

_HERE = Path(__file__).parent
PHRASES = _HERE / "phrases"
LANGUAGES = _HERE / "languages"


@dataclass(frozen=True)
class Meaning:
    """One heading of a phrase file ("== kinds: …; unless: …"); all phrases under it share it."""

    kinds: tuple[str, ...] = ()  # kinds of danger
    signal: str = ""  # or a signal, for the headings of other files to name
    unless: frozenset[str] = frozenset()  # signals anywhere in the message that take the danger away
    near: frozenset[str] = frozenset()  # signals in the same sentence that do
    needs: frozenset[str] = frozenset()  # signals anywhere without which it is none
    beside: frozenset[str] = frozenset()  # signals a few words away without which it is none


def danger_phrases() -> Iterator[tuple[str, Meaning]]:
    for path in sorted(PHRASES.glob("*.txt")):
        if path.stem not in ("words", "sounds_like", "harmless"):
            kind = path.stem.partition("-")[0]  # abuse.txt and abuse-beside.txt are both of kind abuse
            yield from _read(path, Meaning(kinds=() if kind == "signals" else (kind,)))


def foreign_phrases() -> Iterator[tuple[str, Meaning]]:
    """Danger in other languages: exact words, folded as messages are, with no English rule about them."""
    for path in sorted(LANGUAGES.glob("*.txt")):
        for phrase, meaning in _read(path, Meaning()):
            yield fold(phrase).text, meaning


def harmless_phrases() -> Iterator[tuple[str, Meaning]]:
    yield from _read(PHRASES / "harmless.txt", Meaning())


def word_lists() -> dict[str, str]:
    lists = {}
    for line in _lines(PHRASES / "words.txt"):
        name, _, entries = line.partition(" = ")
        lists[name] = entries
    return lists


def sounds_like() -> dict[str, tuple[str, ...]]:
    rows = (line.partition(":") for line in _lines(PHRASES / "sounds_like.txt"))
    return {typed: tuple(meant.split()) for typed, _, meant in rows}


def _read(path: Path, file_meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    meaning = file_meaning
    for line in _lines(path):
        if line.startswith("=="):
            meaning = _heading(line[2:], file_meaning)
        else:
            yield line, meaning


def _heading(text: str, default: Meaning) -> Meaning:
    parts = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, words = part.partition(":")
        parts[name] = words.split()
    unknown = parts.keys() - {"kinds", "signal", "unless", "near", "with", "beside"}
    if unknown:
        raise ValueError(f"unknown word in a phrase heading: {sorted(unknown)}")
    return Meaning(
        kinds=tuple(parts.get("kinds", default.kinds)),
        signal="".join(parts.get("signal", ())),
        unless=frozenset(parts.get("unless", ())),
        near=frozenset(parts.get("near", ())),
        needs=frozenset(parts.get("with", ())),
        beside=frozenset(parts.get("beside", ())),
    )


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip().replace("'", "")  # as messages are read
