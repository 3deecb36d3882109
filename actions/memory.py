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
    inbound: the id of the text message that made it so; before: what was remembered until then.
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
    inbound: str | None = None
    before: dict[str, Any] | None = None

    def but(self, **changes: Any) -> Memory:
        return replace(self, **changes)


def recall(tracker: Tracker) -> Memory:
    return Memory(**_values({item.name: tracker.get_slot(item.name) for item in fields(Memory)}))


def _values(stored: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for item in fields(Memory):
        value = stored.get(item.name)
        if value is not None:
            values[item.name] = tuple(value) if isinstance(item.default, tuple) else value
    # A float slot comes back as one.
    return values | {name: int(values[name]) for name in ("skip", "misses") if name in values}


def rewound(memory: Memory, inbound: str) -> Memory:
    """What was remembered before this very text: one that comes again is answered as it was the first time."""
    if memory.inbound != inbound:
        return memory
    return Memory(**_values(memory.before or {}))


def marked(memory: Memory, inbound: str, before: Memory) -> Memory:
    kept = {item.name: getattr(before, item.name) for item in fields(Memory) if item.name != "before"}
    return memory.but(inbound=inbound, before={name: value for name, value in kept.items() if value})


def changes(before: Memory, after: Memory) -> list[EventType]:
    events: list[EventType] = []
    for item in fields(Memory):
        value = getattr(after, item.name)
        if value != getattr(before, item.name):
            events.append(SlotSet(item.name, list(value) if isinstance(value, tuple) else value))
    return events
