"""A message in another language: one fixed sentence in it, with whom to ring; the place in it is remembered."""

from __future__ import annotations

from actions.desk import Desk
from actions.memory import Memory
from actions.places import with_place_of
from actions.reply import Reply, Say
from actions.turn import Turn

RIGHT_TO_LEFT = frozenset(("ar", "ckb", "fa", "ps", "ur"))
# Typed in Latin letters, Hindi and Urdu are one; whoever typed it reads one of the two scripts.
SCRIPTS = {"hi-latn": ("hi", "ur"), "pa-latn": ("pa",), "gu-latn": ("gu",), "ar-latn": ("ar",)}


def other_language(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    return Reply(language_says(turn.language, desk), with_place_of(turn.text, memory).but(misses=0, asked=None))


def language_says(code: str, desk: Desk) -> tuple[Say, ...]:
    """Nothing for English, or for a language that domain.yml has no sentence in."""
    known = [one for one in SCRIPTS.get(code, (code,)) if one and desk.wording.has(f"language_{one}")]
    return tuple(Say(desk.say(f"language_{one}"), custom=_marked(one)) for one in known)


def _marked(code: str) -> dict[str, str]:
    """So that a screen reader changes its voice and the page its direction."""
    return {"type": "language", "language": code, "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr"}
