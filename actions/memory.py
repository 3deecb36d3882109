"""What the assistant remembers between two messages: the slots, as one value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet


@dataclass(frozen=True)
class Memory:
    """JSON values only: they live in Rasa's tracker.

    place: {"label", "lat", "lon", "precision", "authorities", "sector", "outcode"} or {"outside": label}.
    pending: what the last question was about; shown: card ids in the order of the last list.
    """

    needs: tuple[str, ...] = ()
    place: dict[str, Any] | None = None
    place_refused: bool = False
    place_asked: bool = False
    asked: str | None = None
    pending: list[Any] | None = None
    shown: tuple[str, ...] = ()
    focus: str | None = None
    skip: int = 0
    wishes: dict[str, Any] | None = None
    words: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    misses: int = 0

    def but(self, **changes: Any) -> Memory:
        return replace(self, **changes)


def recall(tracker: Tracker) -> Memory:
    values: dict[str, Any] = {}
    for item in fields(Memory):
        value = tracker.get_slot(item.name)
        if value is not None:
            values[item.name] = tuple(value) if isinstance(item.default, tuple) else value
    # A float slot comes back as one.
    values |= {name: int(values[name]) for name in ("skip", "misses") if name in values}
    return Memory(**values)


def changes(before: Memory, after: Memory) -> list[EventType]:
    events: list[EventType] = []
    for item in fields(Memory):
        value = getattr(after, item.name)
        if value != getattr(before, item.name):
            events.append(SlotSet(item.name, list(value) if isinstance(value, tuple) else value))
    return events
