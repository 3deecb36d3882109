"""The one action. What a message means depends on what was asked before it, so one place decides, and is tested
without Rasa; see docs/decisions/0005."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.contacts import current_contacts
from actions.deciding import decide
from actions.desk import Desk, clock_now, sessions
from actions.memory import Memory, changes, marked, recall, rewound
from actions.reply import Say
from actions.turn import read_turn
from actions.wording import Wording


class Respond(Action):  # type: ignore[misc]
    def name(self) -> str:
        return "action_respond"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return respond(dispatcher, tracker, domain)


class Restart(Action):  # type: ignore[misc]
    """Rasa's own rule sends the intent `restart` to an action of this name; ours answers in our words."""

    def name(self) -> str:
        return "action_restart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return respond(dispatcher, tracker, domain)


def respond(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
    turn, known = read_turn(tracker), recall(tracker)
    memory = rewound(known, turn.inbound) if turn.inbound else known
    with sessions()() as session:
        contacts = current_contacts(session)
        wording = Wording(domain["responses"], contacts, turn.channel)
        reply = decide(turn, memory, tracker, Desk(session, wording, contacts, clock_now(), turn.channel))
    for say in reply.says:
        _utter(dispatcher, say)
    after = marked(reply.memory, turn.inbound, memory) if turn.inbound else reply.memory
    return [*reply.events, *changes(Memory() if reply.events else known, after)]


def _utter(dispatcher: CollectingDispatcher, say: Say) -> None:
    # Text and custom of one utterance reach the REST channel as two items; the channel joins them again.
    buttons = [{"title": title, "payload": payload} for title, payload in say.buttons]
    dispatcher.utter_message(text=say.text or None, buttons=buttons or None, json_message=say.custom)
