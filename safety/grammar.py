"""The small language of the phrase files, compiled into a graph of nodes.

word          that word
<list>        any entry of that list of words.txt
(a | b c)     one of these
[a | b c]     one of these, or nothing
~3            up to three other words, none of them a "not" and no end of sentence
^   $         a pause, a joining word or the beginning; a pause, a joining word or the end
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ANY = "*"
_TOKEN = re.compile(r"<\w+>|~\d|[()\[\]|]|[^\s()\[\]|<>]+")
_EDGES = {"^": "<begin>", "$": "<end>"}


@dataclass
class Node:
    moves: dict[str, list[int]] = field(default_factory=dict)  # word, <list> or ANY → next nodes
    free: list[int] = field(default_factory=list)  # next nodes that need no word
    meanings: list[object] = field(default_factory=list)  # of the phrases that end here


class Graph:
    """Node 0 is where every phrase starts."""

    def __init__(self, lists: Mapping[str, str], sounds_like: Mapping[str, Sequence[str]]) -> None:
        self.nodes = [Node()]
        self.words: set[str] = set(sounds_like)
        self.lists_of: dict[str, tuple[str, ...]] = {}
        self._sounds_like = sounds_like
        self._entries = {name: split_entries(entries) for name, entries in lists.items()}
        self._starts: dict[str, int] = {}
        for name, entries in self._entries.items():
            for word in filter(_is_one_word, entries):
                self.words.add(word)
                self.lists_of[word] = (*self.lists_of.get(word, ()), f"<{name}>")

    def symbols(self, word: str) -> list[str]:
        """What a typed word may stand for: itself, words it is confused with ("2", "to"), and their lists."""
        meant = (word, *self._sounds_like.get(word, ()))
        return [symbol for one in meant for symbol in (one, *self.lists_of.get(one, ()))]

    def add(self, phrase: str, meaning: object) -> None:
        tokens = [_EDGES.get(token, token) for token in tokens_of(phrase)]
        end, read = self._choice(tokens, 0, 0)
        if read != len(tokens):
            raise ValueError(f"cannot read the phrase {phrase!r}")
        self.nodes[end].meanings.append(meaning)

    def _choice(self, tokens: Sequence[str], at: int, start: int) -> tuple[int, int]:
        """Reads up to a closing bracket; gives the node where all branches meet, and where it stopped."""
        end = self._new()
        while True:
            last, at = self._run(tokens, at, start)
            self.nodes[last].free.append(end)
            if at >= len(tokens) or tokens[at] != "|":
                return end, at
            at += 1

    def _run(self, tokens: Sequence[str], at: int, start: int) -> tuple[int, int]:
        here = start
        while at < len(tokens) and tokens[at] not in ("|", ")", "]"):
            if tokens[at] in ("(", "["):
                optional, before = tokens[at] == "[", here
                here, at = self._choice(tokens, at + 1, here)
                if at >= len(tokens) or tokens[at] not in (")", "]"):
                    raise ValueError(f"a bracket is not closed in {' '.join(tokens)!r}")
                if optional:
                    self.nodes[before].free.append(here)
            else:
                here = self._one(tokens[at], here)
            at += 1
        return here, at

    def _one(self, token: str, here: int) -> int:
        if token[0] == "~":
            return self._gap(int(token[1:]), here)
        if token[0] == "<":
            return self._list(token, here)
        self.words.add(token)
        return self._link(here, token)

    def _gap(self, most: int, here: int) -> int:
        end = self._new()
        self.nodes[here].free.append(end)
        for _ in range(most):
            here = self._link(here, ANY)
            self.nodes[here].free.append(end)
        return end

    def _list(self, token: str, here: int) -> int:
        end = self._link(here, token)
        for entry in self._entries[token[1:-1]]:
            if not _is_one_word(entry):
                last, _ = self._choice(tokens_of(entry), 0, here)
                self.nodes[last].free.append(end)
        return end

    def _new(self) -> int:
        self.nodes.append(Node())
        return len(self.nodes) - 1

    def _link(self, here: int, symbol: str) -> int:
        there = self._new()
        self.nodes[here].moves.setdefault(symbol, []).append(there)
        return there


def tokens_of(phrase: str) -> list[str]:
    tokens = _TOKEN.findall(phrase)
    if "".join(tokens) != re.sub(r"\s", "", phrase):
        raise ValueError(f"cannot read the phrase {phrase!r}")
    return tokens


def split_entries(entries: str) -> list[str]:
    """Entries of a list, parted by bars outside brackets."""
    found, depth, entry = [], 0, ""
    for letter in entries + "|":
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            found.append(entry.strip())
            entry = ""
        else:
            entry += letter
    return [entry for entry in found if entry]


def _is_one_word(entry: str) -> bool:
    return not re.search(r"[\s<~\[(]", entry)
