"""Training examples as the classifier and the tuning of the encoder read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence

from bot.normal import normal_text

NEED_ACT = "need"
HOW_MANY = ("none", "one", "two", "more")

# Examples of these needs may hold a danger that nobody has marked.
MAY_BE_DANGER = frozenset(
    "self_harm_crisis domestic_abuse homeless_tonight prepay_emergency baby health energy mental_health".split()
)


@dataclass
class Example:
    """`text` in normal form; `act` is NEED_ACT where needs are named; `needs` the main one first."""

    text: str
    act: str
    needs: Sequence[str]
    # None where nobody has said whether there is danger: such an example teaches nothing about it.
    dangers: Optional[Sequence[str]] = None


def example_of(text: str, intent: str, stated: Dict[str, Any], entities: List[Dict[str, Any]]) -> Example:
    """`stated` may name all needs and the dangers of the example, else the intent names the only need."""
    own = [intent[5:]] if intent.startswith("need_") else []
    needs = stated.get("needs", own)
    dangers = stated.get("danger", None if own and own[0] in MAY_BE_DANGER else [])
    return Example(normal_text(text, entities), NEED_ACT if own else intent, needs, dangers)


def how_many(example: Example) -> int:
    """A number of HOW_MANY."""
    return min(len(example.needs), len(HOW_MANY) - 1)
