"""Slips of the thumb for measuring; written apart from those that the encoder learns with (bot/tuning/slips.py)."""

from __future__ import annotations

import random

SHARE = 0.15
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def mistyped(text: str, seed: int) -> str:
    """The text with one slip in 15% of its words (at least one word, where one has three letters)."""
    chance = random.Random(f"{seed} {text}")
    words = text.split(" ")
    able = [at for at, word in enumerate(words) if sum(letter.isalpha() for letter in word) >= 3]
    for at in chance.sample(able, min(len(able), max(1, round(SHARE * len(words))))):
        words[at] = _slipped(words[at], chance)
    return " ".join(words)


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.choice([place for place, letter in enumerate(word) if letter.isalpha()])
    kind = chance.choice(("left out", "doubled", "swapped", "beside", "too many"))
    if kind == "left out":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[: at + 1] + word[at:]
    if kind == "swapped" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    beside = _beside(word[at].lower(), chance)
    return word[:at] + beside + word[at + (kind != "too many") :]


def _beside(letter: str, chance: random.Random) -> str:
    for row in ROWS:
        if letter in row:
            at = row.index(letter)
            return chance.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
    return "e"
