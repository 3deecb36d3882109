"""What a hurried thumb does to a message, and two messages in one: so that the encoder meets both while it learns."""

from __future__ import annotations

import random
from typing import List, Optional

from bot.examples import NEED_ACT, Example

NEIGHBOURS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wa qes wrd etf ryg tuh yij uok ipl ol qsz awdx sefc drgv fthb gyjn hukm jil kop xas zcsd xvdf cbfg vngh bmhj njk".split(),
    )
)
JOINS = (" ", " and ", " also ", " plus ", " ! ", " oh and ", " then ", " and also ", " as well as that ", " but ")
LONGEST_TO_JOIN = 25  # words


def slipped(text: str, share: float, chance: random.Random) -> str:
    """The text with about `share` of its words mistyped."""
    return " ".join(_mistyped(word, chance) if chance.random() < share else word for word in text.split())


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    at, kind = chance.randrange(len(word)), chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    if kind == 2:
        return word[:at] + chance.choice(NEIGHBOURS.get(word[at], "e")) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def joined(one: Example, other: Example, chance: random.Random) -> Example:
    """Both said in one message; it names all that either names."""
    first, second = (one, other) if chance.random() < 0.5 else (other, one)
    dangers: Optional[List[str]] = None
    if first.dangers is not None and second.dangers is not None:
        dangers = list(dict.fromkeys([*first.dangers, *second.dangers]))
    needs = list(dict.fromkeys([*first.needs, *second.needs]))
    return Example(chance.choice(JOINS).join((first.text, second.text)), NEED_ACT, needs, dangers)


def can_join(example: Example) -> bool:
    return bool(example.needs) and len(example.text.split()) < LONGEST_TO_JOIN
