"""Examples as arrays: texts of like length together, so that little is padding."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Iterator, List, Sequence

import numpy as np
from tokenizers import Tokenizer

from bot.examples import HOW_MANY, Example, how_many
from bot.spelling import Speller
from bot.tuning.network import Batch
from bot.tuning.slips import can_join, joined, slipped

LENGTHS = (8, 12, 16, 24, 32, 64)  # tokens; the tokenizer cuts longer texts
TOKENS = 512  # of one batch
# How often a message is joined to another, how often it is mistyped, and how many of its words then.
JOINED, MISTYPED, SLIPS, MENDED = 0.15, 0.3, 0.2, 0.7


@dataclass(frozen=True)
class Labels:
    acts: Sequence[str]
    needs: Sequence[str]
    dangers: Sequence[str]


def labels_of(examples: Sequence[Example]) -> Labels:
    return Labels(
        sorted({one.act for one in examples}),
        sorted({need for one in examples for need in one.needs}),
        sorted({kind for one in examples for kind in one.dangers or ()}),
    )


def labels_by_question(labels: Labels) -> dict[str, list[str]]:
    needs = list(labels.needs)
    return {
        "acts": list(labels.acts),
        "main": needs,
        "needs": needs,
        "several": list(HOW_MANY),
        "dangers": list(labels.dangers),
    }


@dataclass
class _Row:
    """An example as it is shown in this round; `main` is None where the first need is not the main one."""

    example: Example
    main: str | None


def one_round(
    examples: Sequence[Example], labels: Labels, tokenizer: Tokenizer, speller: Speller, chance: random.Random
) -> Iterator[Batch]:
    """Every example once, some joined or mistyped, in batches in random order."""
    partners = [one for one in examples if can_join(one)]
    rows = [_shown(one, partners, speller, chance) for one in examples]
    encoded = [one.ids for one in tokenizer.encode_batch([row.example.text for row in rows])]
    by_length: dict[int, List[int]] = {length: [] for length in LENGTHS}
    for at, ids in enumerate(encoded):
        by_length[next(length for length in LENGTHS if len(ids) <= length)].append(at)
    groups = []
    for length, members in by_length.items():
        chance.shuffle(members)
        size = TOKENS // length
        groups += [(length, members[start : start + size]) for start in range(0, len(members), size)]
    chance.shuffle(groups)
    for length, members in groups:
        yield _batch([rows[at] for at in members], [encoded[at] for at in members], length, labels)


def _shown(example: Example, partners: List[Example], speller: Speller, chance: random.Random) -> _Row:
    main = example.needs[0] if example.needs else None
    if can_join(example) and chance.random() < JOINED:
        example, main = joined(example, chance.choice(partners), chance), None
    if chance.random() < MISTYPED:
        text = slipped(example.text, SLIPS, chance)
        # Most slips are mended before the encoder reads; it learns from those that are not, or wrongly.
        text = speller.mended(text) if chance.random() < MENDED else text
        example = Example(text, example.act, example.needs, example.dangers)
    return _Row(example, main)


def _batch(rows: List[_Row], encoded: List[List[int]], length: int, labels: Labels) -> Batch:
    # Always the full number of texts, so that each length is compiled once; what is left over is unknown in everything.
    size = TOKENS // length
    ids, mask = np.zeros((size, length), np.int32), np.zeros((size, length), np.float32)
    mask[:, 0] = 1
    act, needs, main, dangers = (
        np.zeros((size, len(names)), np.float32) for names in (labels.acts, labels.needs, labels.needs, labels.dangers)
    )
    several = np.zeros((size, len(HOW_MANY)), np.float32)
    known = {name: np.zeros(size, np.float32) for name in ("act", "main", "dangers", "real")}
    for at, (row, tokens) in enumerate(zip(rows, encoded)):
        ids[at, : len(tokens)], mask[at, : len(tokens)] = tokens, 1
        example, known["real"][at] = row.example, 1
        act[at, labels.acts.index(example.act)] = known["act"][at] = 1
        several[at, how_many(example)] = 1
        if row.main:
            main[at, labels.needs.index(row.main)] = known["main"][at] = 1
        needs[at, [labels.needs.index(need) for need in example.needs]] = 1
        if example.dangers is not None:
            dangers[at, [labels.dangers.index(kind) for kind in example.dangers]] = known["dangers"][at] = 1
    return Batch(
        ids, mask, act, known["act"], needs, several, known["real"], main, known["main"], dangers, known["dangers"]
    )
