"""What goes back for one turn: messages in order, and what to remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.memory import Memory


@dataclass(frozen=True)
class Say:
    """One message: text that is complete in itself, perhaps buttons (title, payload) and a custom payload."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    custom: dict[str, Any] | None = None


@dataclass(frozen=True)
class Reply:
    says: tuple[Say, ...]
    memory: Memory
    events: tuple[Any, ...] = field(default=())


def question(text: str, asks: str, buttons: tuple[tuple[str, str], ...] = ()) -> Say:
    """A message that waits for an answer; `asks` is postcode, confirm, which, category, day or more."""
    return Say(text, buttons, {"type": "question", "asks": asks})


# Sent where there is nothing to add; the channel shows nothing for it and can tell it from a fault.
SILENCE = Say("", custom={"type": "silence"})
