"""Which reply a turn gets. Reads as an ordered list: danger, another language, answers to our question, places, then the act."""

from __future__ import annotations

import re
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset

from actions import conversation, details
from actions.danger import danger_reply
from actions.desk import Desk
from actions.finding import FILTERS, ask_need, find_help, page_size, show, stated, with_when
from actions.languages import other_language
from actions.memory import Memory
from actions.placing import answer_place, place_not_found, take_place
from actions.reply import Reply, Say, question
from actions.turn import Turn

_ONE_OF_THEM = re.compile(r"\bthe (?:[\w']+ ){0,2}ones?\b|\bthat (?:one|place)\b")


def decide(turn: Turn, memory: Memory, tracker: Tracker, desk: Desk) -> Reply:
    if turn.dangers:
        return danger_reply(turn, memory, desk)
    if turn.language:
        return other_language(turn, memory, desk)
    if turn.act == "restart":
        return Reply(
            (Say(desk.say("restarted")), *ask_need(Memory(), desk).says),
            Memory(asked="category"),
            (AllSlotsReset(),),
        )
    turn = _about_one_shown(turn, memory)
    if turn.act in ("human", "repeat"):
        return conversation.human(memory, desk) if turn.act == "human" else conversation.repeat(tracker, memory, desk)
    answered = _answer_to_question(turn, memory, desk)
    if answered:
        return answered
    placed = take_place(turn, memory, desk)
    if placed.reply:
        return placed.reply
    return by_act(turn, placed.memory, desk)


def _answer_to_question(turn: Turn, memory: Memory, desk: Desk) -> Reply | None:
    """A bare number, a yes or a no means what the last question makes of it."""
    if memory.asked in ("postcode", "which"):
        placed = answer_place(turn, memory, desk)
        return (placed.reply or by_act(turn, placed.memory, desk)) if placed else None
    if memory.asked == "which_result" and (turn.choice is not None or turn.ordinal or turn.text):
        named = turn if turn.choice is not None or turn.ordinal else None
        return details.answer_about(named, memory, desk) if named else None
    if memory.asked == "day" and turn.whens:
        return narrow(_as(turn, "filter_day"), memory, desk)
    if turn.act in ("affirm", "deny") and memory.asked == "category":
        return ask_need(memory, desk) if turn.act == "affirm" else conversation.human(memory, desk)
    if turn.act == "affirm":
        return more(memory, desk)
    if turn.act == "deny":
        return Reply((Say(desk.say("thanks")),), memory.but(misses=0))
    return None


def by_act(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    if turn.act.startswith("need_") or (turn.act == "change_need" and turn.needs):
        return new_need(turn, memory, desk)
    if turn.act in details.QUESTIONS or (turn.ordinal and memory.shown):
        asked = turn if turn.act in details.QUESTIONS else _as(turn, "nth_result")
        return details.answer_about(asked, memory, desk) or _nothing_shown(turn, memory, desk)
    if turn.act in FILTERS or turn.act in ("filter_day", "filter_nearer"):
        return narrow(turn, memory, desk)
    if turn.act == "more_results":
        return more(memory, desk)
    if turn.act in conversation.PLAIN:
        return conversation.plain(turn, memory, desk)
    return _other_act(turn, memory, desk)


def _other_act(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    if turn.act == "change_need":
        return ask_need(Memory(place=memory.place, place_refused=memory.place_refused), desk)
    if turn.act == "change_place":
        asking = memory.but(asked="postcode", place_asked=True, place=None, place_refused=False)
        return Reply((question(desk.say("ask_new_place"), "postcode"),), asking)
    if turn.act == "give_place":
        return place_not_found(memory, desk)
    if turn.act == "no_place":
        return find_help(memory.but(place_refused=True), desk)
    if turn.act == "greet":
        return conversation.greet(memory, desk)
    if turn.act == "feedback_bad":
        return conversation.feedback_bad(memory, desk)
    if turn.act == "council_matter":
        return conversation.council_matter(turn, memory, desk)
    named = details.answer_about(_as(turn, "nth_result"), memory, desk) if _names_one(turn, memory, desk) else None
    return named or conversation.not_understood(turn, memory, desk)


def new_need(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    return find_help(stated(turn, memory, desk), desk)


def narrow(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    if not memory.needs and turn.act == "filter_no_referral":
        # Nothing but food is given out by voucher.
        return new_need(replace(turn, act="need_food", needs=("food",)), memory, desk)
    if not memory.needs:
        return ask_need(memory, desk)
    if turn.act == "filter_nearer":
        return _nearer(memory, desk)
    if turn.act == "filter_day" or (turn.act == "filter_open_now" and turn.whens and turn.whens[0] != "now"):
        if not turn.whens:
            return Reply((question(desk.say("ask_day"), "day"),), memory.but(asked="day"))
        wishes = with_when(memory.wishes, turn.whens[0], desk)
    else:
        wishes = {**(memory.wishes or {}), **FILTERS[turn.act]}
    return find_help(memory.but(wishes=wishes, skip=0), desk)


def _nearer(memory: Memory, desk: Desk) -> Reply:
    """Nearest first is what was shown; nearer needs a finer place, or another way of getting there."""
    place = memory.place or {}
    if place.get("precision") in ("outcode", "place", "sector") or not place:
        asking = memory.but(asked="postcode", place_asked=True)
        return Reply((question(desk.say("ask_finer_place"), "postcode"),), asking)
    return show(memory, desk, list(memory.needs), desk.say("already_nearest"))


def more(memory: Memory, desk: Desk) -> Reply:
    if not memory.needs:
        return ask_need(memory, desk)
    return show(memory, desk, list(memory.needs), skip=memory.skip + page_size(memory.needs, desk.channel))


def _nothing_shown(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    return find_help(memory, desk) if memory.needs else ask_need(memory, desk, desk.say("nothing_shown_yet"))


def _names_one(turn: Turn, memory: Memory, desk: Desk) -> bool:
    shown = details.shown_cards(memory, desk)
    return bool(turn.text) and details.by_name(turn.text, shown) is not None if shown else False


def _about_one_shown(turn: Turn, memory: Memory) -> Turn:
    """Is the foodbank one free: a need that was just answered, said of one of the services, is a question about it."""
    answered = memory.shown and turn.needs and set(turn.needs) <= set(memory.needs)
    if not (answered and turn.act.startswith("need_") and _ONE_OF_THEM.search(turn.text.lower())):
        return turn
    asks = next((act for act in turn.likely[:4] if act in details.QUESTIONS), None)
    return replace(turn, act=asks, needs=()) if asks else turn


def _as(turn: Turn, act: str) -> Turn:
    return replace(turn, act=act)
