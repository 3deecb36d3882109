"""Turns that carry a place: an answer to our question, a change of place, or a place beside a need."""

from __future__ import annotations

from dataclasses import dataclass

from actions.desk import Desk
from actions.finding import ask_need, find_help, stated
from actions.memory import Memory
from actions.places import Found, place_in, remembered
from actions.reply import Reply, question
from actions.turn import Turn
from geography import Location, Outside, Several, Unknown

# Acts that mean something of their own although we have just asked for a place.
OTHER_BUSINESS = frozenset(
    "thanks goodbye stop about insult injection chitchat other_topic council_matter feedback_good feedback_bad "
    "more_results filter_open_now filter_day filter_no_referral filter_step_free change_need".split()
)


@dataclass(frozen=True)
class Placed:
    """What a place in the message leads to: a reply, or (reply None) a memory to go on with."""

    memory: Memory
    reply: Reply | None = None


def answer_place(turn: Turn, memory: Memory, desk: Desk) -> Placed | None:
    """What came after "Where are you?" or "Which one?"; None where it was not an answer to that."""
    chosen = _chosen(turn, memory) if memory.asked == "which" else None
    if chosen is not None:
        return _go_on(turn, memory.but(place=chosen), desk)
    if turn.act in ("no_place", "deny"):
        return Placed(memory, find_help(memory.but(place_refused=True, asked=None), desk))
    if place_in(turn.text) is not None or turn.act in OTHER_BUSINESS or turn.act.startswith("need_"):
        return None
    if turn.act in (
        "give_place",
        "gibberish",
        "nlu_fallback",
        "affirm",
        "change_place",
        "nth_result",
    ):
        return Placed(memory, place_not_found(memory, desk))
    return None


def take_place(turn: Turn, memory: Memory, desk: Desk) -> Placed:
    """Takes the place out of the message; replies itself where the place is the message or needs a question."""
    found = place_in(turn.text)
    if found is None or turn.act == "council_matter":
        return Placed(memory)
    if isinstance(found, Several):
        return Placed(memory, _which(found, turn, memory, desk))
    if isinstance(found, Unknown):
        return Placed(memory, _unknown(turn, memory, desk))
    return _go_on(turn, memory.but(place=kept(found), place_refused=False, skip=0), desk)


def _go_on(turn: Turn, memory: Memory, desk: Desk) -> Placed:
    """With the place known: on to the need that was stated, or back to the one we were at."""
    memory = memory.but(asked=None, pending=None)
    if turn.act.startswith(("need_", "filter_", "ask_")) or (turn.act == "change_need" and turn.needs):
        return Placed(memory)
    if turn.needs and not memory.needs:
        memory = memory.but(needs=turn.needs)
    return Placed(
        memory,
        find_help(memory, desk) if memory.needs else ask_need(memory, desk, _noted(memory, desk)),
    )


def _noted(memory: Memory, desk: Desk) -> str:
    place = memory.place or {}
    return (
        desk.say("outside", place=place["outside"])
        if "outside" in place
        else desk.say("place_noted", place=place["label"])
    )


def kept(found: Found) -> dict[str, object]:
    if isinstance(found, Outside):
        return {"outside": found.label}
    assert isinstance(found, Location)
    return remembered(found)


def _which(found: Several, turn: Turn, memory: Memory, desk: Desk) -> Reply:
    choices = [remembered(choice) for choice in found.choices[:6]]
    buttons = tuple((str(choice["label"]), f'/give_place{{"choice": "{at}"}}') for at, choice in enumerate(choices))
    memory = stated(turn, memory, desk) if turn.needs else memory
    after = memory.but(asked="which", pending=choices, place_asked=True)
    return Reply((question(desk.say("which_place", word=found.word), "which", buttons),), after)


def _chosen(turn: Turn, memory: Memory) -> dict[str, object] | None:
    choices = memory.pending or []
    if turn.choice is not None and turn.choice < len(choices):
        return dict(choices[turn.choice])
    if turn.ordinal:
        number = len(choices) if turn.ordinal == "last" else int(turn.ordinal)
        return dict(choices[number - 1]) if 0 < number <= len(choices) else None
    said = set(turn.text.lower().replace(",", " ").split())
    hits = [len(said & set(str(choice["label"]).lower().replace(",", " ").split())) for choice in choices]
    best = max(hits, default=0)
    return dict(choices[hits.index(best)]) if best and hits.count(best) == 1 else None


def _unknown(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    asked_before = memory.asked == "postcode" and memory.misses
    memory = stated(turn, memory, desk) if turn.needs else memory
    if asked_before:
        return find_help(memory.but(asked=None, place_asked=True), desk)
    text = desk.say("postcode_unknown")
    return Reply(
        (question(text, "postcode", _no_place(desk)),),
        memory.but(asked="postcode", place_asked=True, misses=1),
    )


def place_not_found(memory: Memory, desk: Desk) -> Reply:
    """Asked once more in other words; the second time the answer goes on without a place."""
    if memory.misses:
        return find_help(memory.but(asked=None, misses=0), desk, desk.say("place_not_found_again"))
    text = desk.say("place_not_found")
    asking = memory.but(asked="postcode", place_asked=True, misses=1)
    return Reply((question(text, "postcode", _no_place(desk)),), asking)


def _no_place(desk: Desk) -> tuple[tuple[str, str], ...]:
    return ((desk.say("button_no_place"), "/no_place"),)
