"""Reads the phrase files: what each phrase means, and what must or must not stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from safety.folding import fold

_HERE = Path(__file__).parent
PHRASES = _HERE / "phrases"
LANGUAGES = _HERE / "languages"
_HINT = "? "


@dataclass(frozen=True)
class Meaning:
    """One heading of a phrase file ("== kinds: …; unless: …"); all phrases under it share it.

    A line that begins with "? " is a hint: ordinary messages say it too, so it counts only beside something else.
    """

    kinds: tuple[str, ...] = ()  # kinds of danger
    signal: str = ""  # or a signal, for the headings of other files to name
    unless: frozenset[str] = frozenset()  # signals anywhere in the message that take the danger away
    near: frozenset[str] = frozenset()  # signals in the same sentence that do
    needs: frozenset[str] = frozenset()  # signals anywhere without which it is none
    beside: frozenset[str] = frozenset()  # signals a few words away without which it is none
    hint: bool = False
    line: str = ""  # where the phrase stands: abuse.txt:12


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
    for _, line in _lines(PHRASES / "words.txt"):
        name, _, entries = line.partition(" = ")
        lists[name] = entries
    return lists


def sounds_like() -> dict[str, tuple[str, ...]]:
    rows = (line.partition(":") for _, line in _lines(PHRASES / "sounds_like.txt"))
    return {typed: tuple(meant.split()) for typed, _, meant in rows}


def _read(path: Path, file_meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    meaning = file_meaning
    for number, line in _lines(path):
        if line.startswith("=="):
            meaning = _heading(line[2:], file_meaning)
        else:
            own = replace(meaning, hint=line.startswith(_HINT), line=f"{path.name}:{number}")
            yield line.removeprefix(_HINT), own


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


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip().replace("'", "")  # as messages are read
