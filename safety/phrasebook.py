"""All phrases as one automaton over words, walked from each word of a message.

Its states are built when first needed (lazy subset construction), so a message costs at most words × LONGEST
steps, each one dictionary look-up, whatever the phrases are: nothing here can backtrack.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from safety.grammar import ANY, Graph

LONGEST = 30  # words in one phrase, skipped ones included
_MOST_MOVES = 300_000  # odd texts must not fill the memory: past this the table starts afresh
_NOT_YET = -1  # a move that was not worked out so far
_PAUSE = ","
_ENDS = frozenset((".", "?", _PAUSE))


class Found(NamedTuple):
    meaning: object
    first: int  # index of its first word
    last: int  # index of its last word


class PhraseBook:
    """`lists`: name → "entry | entry"; `phrases`: (phrase, what it means).

    Words of the list `skip` may stand anywhere inside a phrase; words of the list `not` never inside a gap.
    """

    def __init__(
        self,
        lists: Mapping[str, str],
        sounds_like: Mapping[str, Sequence[str]],
        phrases: Iterable[tuple[str, object]],
    ) -> None:
        self._graph = Graph(lists, sounds_like)
        for phrase, meaning in phrases:
            self._graph.add(phrase, meaning)
        self.words = frozenset(self._graph.words)
        self._table = _Table(self._graph)
        self.steps = 0  # walked so far, for the test that guards the cost

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """Every phrase found, in the order of its first word."""
        if self._table.moves_known > _MOST_MOVES:
            self._table = _Table(self._graph)
        table = self._table
        keys = [word if word in self.words else ANY for word in words]
        for first in range(len(keys)):
            state: int | None = 0
            for at in range(first, min(first + LONGEST, len(keys))):
                before, state = state, table.moves[state].get(keys[at], _NOT_YET)
                if state == _NOT_YET:
                    state = table.learn(before, keys[at])
                if state is None:
                    break
                if state != before and table.meanings[state]:
                    for meaning in table.meanings[state]:
                        yield Found(meaning, first, at)
            self.steps += at - first + 1


class _Table:
    """State 0 is the start; None stands for no phrase going on."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._skipped = frozenset(word for word in graph.words if "<skip>" in graph.lists_of.get(word, ())) | {_PAUSE}
        self._lock = threading.Lock()
        self._numbers: dict[frozenset[int], int] = {}
        self._members: list[frozenset[int]] = []
        self.moves: list[dict[str, int | None]] = []
        self.meanings: list[tuple[object, ...]] = []
        self.moves_known = 0
        self._number(self._closure((0,)))

    def learn(self, state: int, word: str) -> int | None:
        with self._lock:
            members = self._members[state]
            there = self._closure(self._reached(members, word))
            if word in self._skipped and state:
                there |= members
            number = self._number(there) if there else None
            self.moves[state][word] = number
            self.moves_known += 1
            return number

    def _reached(self, members: Iterable[int], word: str) -> Iterator[int]:
        symbols = self._graph.symbols(word)
        if "<not>" not in self._graph.lists_of.get(word, ()) and word not in _ENDS:
            symbols.append(ANY)
        for node in members:
            for symbol in symbols:
                yield from self._graph.nodes[node].moves.get(symbol, ())

    def _number(self, members: frozenset[int]) -> int:
        if members not in self._numbers:
            nodes = self._graph.nodes
            self._members.append(members)
            self.meanings.append(tuple(meaning for node in sorted(members) for meaning in nodes[node].meanings))
            self.moves.append({})
            self._numbers[members] = len(self._members) - 1
        return self._numbers[members]

    def _closure(self, nodes: Iterable[int]) -> frozenset[int]:
        reached = set(nodes)
        waiting = list(reached)
        while waiting:
            for there in self._graph.nodes[waiting.pop()].free:
                if there not in reached:
                    reached.add(there)
                    waiting.append(there)
        return frozenset(reached)
