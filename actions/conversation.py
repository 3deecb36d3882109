"""Everything that is not a search: people, manners, council matters, what was not understood."""

from __future__ import annotations

from datetime import time
from typing import Any

from rasa_sdk import Tracker

from actions.council import council_answer
from actions.desk import Desk
from actions.memory import Memory
from actions.reply import Reply, Say, question
from actions.turn import Turn
from knowledge_base.opening import bank_holiday

# Said as they stand in domain.yml; each ends with a way on.
PLAIN = {
    "thanks": "thanks",
    "goodbye": "goodbye",
    "feedback_good": "feedback_good",
    "stop": "stop",
    "about": "about",
    "chitchat": "chitchat",
    "insult": "insult",
    "injection": "injection",
    "other_topic": "other_topic",
}


def plain(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    return Reply(
        (Say(desk.say(PLAIN[turn.act]), _start_buttons(desk, turn)),),
        memory.but(misses=0),
    )


def greet(memory: Memory, desk: Desk) -> Reply:
    return Reply(
        (question(desk.say("greet"), "category", _start_buttons(desk, None)),),
        memory.but(asked="category"),
    )


def feedback_bad(memory: Memory, desk: Desk) -> Reply:
    buttons = (
        (desk.say("button_more"), "/more_results"),
        (desk.say("button_human"), "/human"),
    )
    return Reply((Say(desk.say("feedback_bad"), buttons),), memory.but(misses=0))


def human(memory: Memory, desk: Desk, opening: str = "") -> Reply:
    """Who to ring now: the lines that are open at this hour first, each with its hours."""
    working_day = desk.now.weekday() < 5 and bank_holiday(desk.now.date()) is None
    office = working_day and time(9) <= desk.now.time() < time(17)
    text = " ".join(filter(None, (opening, desk.say("human_open" if office else "human_closed"))))
    return Reply((Say(text),), memory.but(misses=0, asked=None))


def council_matter(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    text = f"{council_answer(turn.text, memory.place, desk)} {desk.say('what_i_can_do')}"
    return Reply((Say(text),), memory.but(misses=0))


def repeat(tracker: Tracker, memory: Memory, desk: Desk) -> Reply:
    """The last answer once more, word for word."""
    said: list[Say] = []
    heard = 0
    for event in reversed(tracker.events or []):
        if event.get("event") == "user":
            heard += 1
            if heard > 1 and said:
                break
        if event.get("event") == "bot" and heard:
            said.insert(0, _again(event))
    return Reply(tuple(said) or (Say(desk.say("nothing_to_repeat")),), memory)


def not_understood(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    """First a question with the likeliest meanings; the second time a person to ring."""
    if memory.misses >= 1:
        return human(memory, desk, desk.say("not_understood_twice"))
    likely = [name for name in turn.likely if name.startswith("need_")][:3]
    buttons = tuple((desk.say(name), f"/{name}") for name in likely)
    text = desk.say("not_understood_which" if buttons else "not_understood")
    return Reply(
        (question(text, "category", buttons),),
        memory.but(misses=memory.misses + 1, asked="category"),
    )


def _start_buttons(desk: Desk, turn: Turn | None) -> tuple[tuple[str, str], ...]:
    if turn and turn.act in ("goodbye", "stop", "feedback_good", "thanks"):
        return ()
    return tuple((desk.say(f"need_{need}"), f"/need_{need}") for need in ("food", "energy", "grant", "housing"))


def _again(event: dict[str, Any]) -> Say:
    data = event.get("data") or {}
    buttons = tuple((one["title"], one["payload"]) for one in data.get("buttons") or [])
    return Say(event.get("text") or "", buttons, data.get("custom"))
