"""Which of the services without a place come first: what was named, then the widest choice of who to turn to."""

from __future__ import annotations

from knowledge_base.cards import ServiceCard

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
COMMON = frozenset("help and the for with get can need money local scheme support service services credit free".split())


def order_wider(cards: list[ServiceCard], need: str, words: tuple[str, ...]) -> list[ServiceCard]:
    """What the resident named comes first; then the best of each scope, nearest scope first; then the rest."""
    ordered = sorted(cards, key=lambda card: _rank(card, need))
    named = sorted(
        (card for card in ordered if matches(card, words) > 0),
        key=lambda card: -matches(card, words),
    )
    rest = [card for card in ordered if card not in named]
    best = [
        next(card for card in rest if card.scope == scope) for scope in SCOPES if any(c.scope == scope for c in rest)
    ]
    return named + best + [card for card in rest if card not in best]


def matches(card: ServiceCard, words: tuple[str, ...]) -> int:
    """How many of the words stand in the service's name."""
    name = set(_words(card.name))
    wanted = {full for word in words for full in SHORT_FOR.get(word, (word,)) if full not in COMMON}
    return len(wanted & name)


def _rank(card: ServiceCard, need: str) -> tuple[int, bool, int, int, int, str]:
    reachable = 0 if card.phone or card.text_number else 1
    stale = {"fresh": 0, "due": 1, "lapsed": 2}[card.freshness]
    position = card.needs.index(need) if need in card.needs else len(card.needs)
    return (
        SCOPES.index(card.scope),
        not card.first_choice,
        reachable,
        position,
        stale,
        card.slug,
    )


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower().replace("'", "")).split()
