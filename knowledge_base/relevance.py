"""Which of the services without a place come first: what was named, then the widest choice of who to turn to."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.candidates import Candidate
from knowledge_base.freshness import Freshness

SCOPES = ("local", "authority", "county", "national")
# How residents shorten what services write out.
SHORT_FOR = {
    "uc": ("universal", "credit"),
    "jsa": ("jobseekers",),
    "esa": ("esa",),
    "dla": ("disability", "living"),
    "whd": ("warm", "home", "discount"),
    "psr": ("priority",),
    "fsm": ("meals",),
    "cab": ("citizens", "advice"),
    "lws": ("welfare", "scheme"),
    "hsf": ("crisis", "resilience"),
    "sharks": ("shark", "sharks"),
    "broadband": ("broadband",),
}
# In too many names to say which one is meant.
COMMON = frozenset(
    "help and the for with get can need money local scheme support service services credit free food bank foodbank warm "
    "space page find rent housing home debt baby work job jobs school council tax water bill bills gas electric energy "
    "national emergency benefits advice fund line centre church community near open place family children health "
    "mental care people working new claim claims payment crisis".split()
)


# Fixed words name them when somebody smells gas or sits in the dark; as help with a bill they come last.
EMERGENCY_LINES = frozenset(("gas-emergency", "power-cut-105"))


def order_wider(candidates: Sequence[tuple[Candidate, Freshness]], words: tuple[str, ...]) -> list[Candidate]:
    """What the resident named comes first; then the best of each scope, nearest scope first; then the rest."""
    ordered = [one for one, _ in sorted(candidates, key=lambda pair: _rank(*pair))]
    told = {one.id: matches(one.name, words) for one in ordered}
    named = sorted((one for one in ordered if told[one.id]), key=lambda one: -told[one.id])
    rest = [one for one in ordered if not told[one.id]]
    firsts: dict[str, Candidate] = {}
    for one in rest:
        firsts.setdefault(one.scope, one)
    best = [firsts[scope] for scope in SCOPES if scope in firsts]
    return named + best + [one for one in rest if one is not firsts[one.scope]]


# A kind of place that was asked for by its own word.
KINDS = {
    "foodbank": "food_bank",
    "bank": "food_bank",
    "voucher": "food_bank",
    "pantry": "food_pantry",
    "larder": "food_pantry",
}


def kind_asked(category: str, words: tuple[str, ...]) -> bool:
    return any(KINDS.get(word) == category for word in words)


def matches(name: str, words: tuple[str, ...]) -> int:
    """How many of the words stand in a service's name."""
    wanted = {full for word in words for full in SHORT_FOR.get(word, (word,)) if full not in COMMON}
    return len(wanted & set(_words(name))) if wanted else 0


def _rank(one: Candidate, freshness: Freshness) -> tuple[bool, int, bool, bool, int, int, str]:
    stale = {"fresh": 0, "due": 1, "lapsed": 2}[freshness]
    last = one.slug in EMERGENCY_LINES
    return (last, SCOPES.index(one.scope), not one.first_choice, not one.reachable, one.position, stale, one.slug)


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower().replace("'", "")).split()
