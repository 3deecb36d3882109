"""A conversation without Rasa: what it would have understood goes in, what the action says comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from actions.contacts import current_contacts
from actions.deciding import decide
from actions.desk import Desk
from actions.memory import Memory, changes, recall
from actions.reply import Reply
from actions.turn import read_turn
from actions.wording import Wording
from knowledge_base.opening import LONDON

# A Tuesday in term time, in office hours, no bank holiday near.
TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=LONDON)


@dataclass
class Chat:
    """`says(text, intent, needs=…, ordinal=…)` is one message; slots and events are kept as Rasa keeps them."""

    session: Session
    responses: dict[str, Any]
    now: datetime = TUESDAY
    channel: str = "web"
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    last: Reply = field(default_factory=lambda: Reply((), Memory()))

    def says(
        self, text: str, intent: str, likely: tuple[str, ...] = (), danger: tuple[str, ...] = (), **found: Any
    ) -> str:
        """Everything that is answered, as one text. `danger` is what the channel has answered already."""
        metadata = {"channel": self.channel, "danger": list(danger)}
        self.events.append({"event": "user", "text": text, "metadata": metadata})
        tracker = self._tracker(text, intent, likely, found)
        contacts = current_contacts(self.session)
        desk = Desk(self.session, Wording(self.responses, contacts, self.channel), contacts, self.now, self.channel)
        before = recall(tracker)
        self.last = decide(read_turn(tracker), before, tracker, desk)
        self._remember(before)
        return self.text

    def presses(self, title: str) -> str:
        """The button of the last reply with that title; its payload is /intent or /intent{"choice": "0"}."""
        payload = dict(button for say in self.last.says for button in say.buttons)[title]
        intent, _, choice = payload.removeprefix("/").partition('{"choice": "')
        return self.says(payload, intent, **({"choice": choice.removesuffix('"}')} if choice else {}))

    def _tracker(self, text: str, intent: str, likely: tuple[str, ...], found: dict[str, Any]) -> Tracker:
        kinds = {"needs": "need", "whens": "when", "wishes": "wish", "situations": "situation", "dangers": "danger"}
        entities = [
            {"entity": kinds.get(kind, kind), "value": value}
            for kind, values in found.items()
            for value in ([values] if isinstance(values, str) else values)
        ]
        ranking = [{"name": name, "confidence": 0.5} for name in (intent, *likely)]
        message = {"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": entities}
        return Tracker("resident", self.slots, message, self.events, False, None, {}, None)

    def _remember(self, before: Memory) -> None:
        start = Memory() if self.last.events else before
        if self.last.events:
            self.slots.clear()
        for event in changes(start, self.last.memory):
            self.slots[event["name"]] = event["value"]
        for say in self.last.says:
            buttons = [{"title": title, "payload": payload} for title, payload in say.buttons]
            data = {"buttons": buttons or None, "custom": say.custom}
            self.events.append({"event": "bot", "text": say.text or None, "data": data})

    @property
    def text(self) -> str:
        return "\n".join(say.text for say in self.last.says)

    @property
    def cards(self) -> list[str]:
        return [card["id"] for say in self.last.says if say.custom for card in say.custom.get("cards", [])]

    @property
    def asks(self) -> list[str]:
        return [say.custom["asks"] for say in self.last.says if say.custom and "asks" in say.custom]

    @property
    def buttons(self) -> list[str]:
        return [title for say in self.last.says for title, _ in say.buttons]

    @property
    def memory(self) -> Memory:
        return self.last.memory
