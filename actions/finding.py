"""Finding help: needs and a place in, cards out, or the one question that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from actions.desk import Desk
from actions.memory import Memory
from actions.payload import all_lapsed, card_text, list_payload
from actions.places import origin_of
from actions.reply import Reply, Say, question
from actions.times import asked_day, day_in_words
from actions.turn import Turn, content_words
from knowledge_base.needs import by_urgency
from knowledge_base.request import SearchRequest, Wishes
from knowledge_base.search import NeedResult, SearchResult, find_services

# Needs that somebody near answers. The others are answered at once: a line or a scheme serves the whole county.
PLACE_MATTERS = frozenset(
    "food community_meal warm_space homeless_tonight housing council_tax furniture baby transport jobs digital "
    "refugee_migrant general_advice school_costs".split()
)
# The first step that helps before any list, said once.
ADVICE_FIRST = frozenset("prepay_emergency homeless_tonight domestic_abuse self_harm_crisis".split())
FILTERS = {
    "filter_open_now": {"open_now": True},
    "filter_no_referral": {"no_referral": True},
    "filter_step_free": {"step_free": True},
}
PER_NEED = {1: 5, 2: 3}
# A text message holds no more, and pays for each.
PER_NEED_BY_TEXT = {1: 3, 2: 2}
STARTING_NEEDS = ("food", "energy", "grant", "housing", "benefits", "debt")


def stated(turn: Turn, memory: Memory, desk: Desk) -> Memory:
    """The need that a message states, perhaps with wishes; the wishes of the need before do not carry over."""
    wishes: dict[str, object] = {}
    for wish in turn.wishes:
        wishes.update(FILTERS.get(f"filter_{wish}", {}))
    if turn.whens and "open_now" in turn.wishes:
        wishes = with_when(None, turn.whens[0], desk)
    return memory.but(
        needs=turn.needs,
        wishes=wishes or None,
        situations=turn.situations,
        words=content_words(turn.placeless),
        skip=0,
        asked=None,
        pending=None,
    )


def find_help(memory: Memory, desk: Desk, opening: str = "") -> Reply:
    """Answer for `memory.needs`; asks for the place once, and only where a place matters and none is known."""
    needs = by_urgency(memory.needs)
    if not needs:
        return ask_need(memory, desk, opening)
    unplaced = [need for need in needs if need in PLACE_MATTERS] if not _place_settled(memory) else []
    now_answerable = [need for need in needs if need not in unplaced]
    if unplaced and not now_answerable:
        return _ask_place(memory.but(needs=tuple(needs)), desk, unplaced, opening)
    reply = show(memory.but(needs=tuple(needs)), desk, now_answerable, opening)
    if not unplaced:
        return reply
    asking = _ask_place(reply.memory, desk, unplaced, "")
    return Reply(reply.says + asking.says, asking.memory)


def show(memory: Memory, desk: Desk, needs: list[str], opening: str = "", skip: int = 0, advise: bool = True) -> Reply:
    """The list for these needs, with what was said about place and wishes above it.

    `advise` False where the first step was said already, as after danger.
    """
    origin = origin_of(memory.place)
    wishes = wishes_of(memory)
    request = SearchRequest(
        needs=tuple(needs),
        now=desk.now,
        origin=origin,
        wishes=wishes,
        limit=page_size(needs, desk.channel),
        skip=skip,
        words=memory.words,
        outside="outside" in (memory.place or {}),
    )
    result = find_services(desk.session, request)
    intro = _intro(memory, desk, result, needs if advise else [], opening, skip)
    payload = list_payload(
        list(result.groups),
        memory.place if origin else None,
        desk.now,
        desk.wording,
        intro,
    )
    text = f"{intro}\n{_text(result, payload, desk)}".strip()
    shown = tuple(card.slug for card in result.cards)
    after = memory.but(
        shown=shown,
        focus=shown[0] if len(shown) == 1 else None,
        skip=skip,
        asked=None,
        pending=None,
        misses=0,
    )
    return Reply((Say(text, _next_steps(memory, desk, result, wishes), payload),), after)


def page_size(needs: Sequence[str], channel: str) -> int:
    """Cards per need in one reply."""
    if channel == "sms":
        return PER_NEED_BY_TEXT.get(len(needs), 1)
    return PER_NEED.get(len(needs), 2)


def ask_need(memory: Memory, desk: Desk, opening: str = "") -> Reply:
    buttons = tuple((desk.say(f"need_{need}"), f"/need_{need}") for need in STARTING_NEEDS)
    text = " ".join(filter(None, (opening, desk.say("ask_need"))))
    return Reply((question(text, "category", buttons),), memory.but(asked="category"))


def wishes_of(memory: Memory) -> Wishes:
    kept: dict[str, Any] = dict(memory.wishes or {})
    if kept.get("day"):
        kept["day"] = date.fromisoformat(kept["day"])
    for key in ("start", "end"):
        if kept.get(key):
            kept[key] = time.fromisoformat(kept[key])
    return Wishes(**kept)


def with_when(wishes: dict[str, Any] | None, when: str, desk: Desk) -> dict[str, Any]:
    """The wishes with a day added; "now" means open now."""
    kept = {key: value for key, value in (wishes or {}).items() if key not in ("day", "start", "end", "open_now")}
    asked = asked_day(when, desk.now)
    if asked is None:
        return {**kept, "open_now": True}
    kept["day"] = asked.day.isoformat()
    if asked.start:
        kept["start"] = asked.start.isoformat()
    if asked.end:
        kept["end"] = asked.end.isoformat()
    return kept


def _place_settled(memory: Memory) -> bool:
    return memory.place is not None or memory.place_refused or memory.place_asked


def _ask_place(memory: Memory, desk: Desk, needs: list[str], opening: str) -> Reply:
    named = in_a_row([desk.say(f"need_word_{need}") for need in needs], desk)
    text = " ".join(filter(None, (opening, desk.say("ask_place", needs=named))))
    buttons = ((desk.say("button_no_place"), "/no_place"),)
    return Reply(
        (question(text, "postcode", buttons),),
        memory.but(asked="postcode", place_asked=True, misses=0),
    )


def _intro(
    memory: Memory,
    desk: Desk,
    result: SearchResult,
    needs: list[str],
    opening: str,
    skip: int,
) -> str:
    lines = [opening]
    if not skip:
        lines += [
            desk.say(f"first_{need}") for need in needs if need in ADVICE_FIRST and desk.wording.has(f"first_{need}")
        ]
        lines += [desk.say(f"situation_{one}") for one in memory.situations if desk.wording.has(f"situation_{one}")]
        lines += _about_place(memory, desk, result)
    several = len(result.groups) > 1
    lines += [_about_group(group, memory, desk) for group in result.groups if not several or not _usual(group)]
    if several:
        lines.append(desk.say("list_several"))
    if all_lapsed(result.cards):
        lines.append(desk.say("all_lapsed"))
    return " ".join(line for line in lines if line)


def _about_place(memory: Memory, desk: Desk, result: SearchResult) -> list[str]:
    place = memory.place or {}
    if "outside" in place:
        return [desk.say("outside", place=place["outside"])]
    if "lat" not in place:
        return [desk.say("no_place_known")] if memory.place_refused or memory.place_asked else []
    lines = []
    if len(place.get("councils") or []) > 1 and any(card.scope == "authority" for card in result.cards):
        lines.append(desk.say("several_councils", councils=in_a_row(place["councils"], desk, "or")))
    if place["precision"] == "outcode":
        lines.append(desk.say("outcode_only", place=place["label"]))
    return lines


def _usual(group: NeedResult) -> bool:
    return bool(group.cards) and not group.unmet and not group.nothing_local


def _about_group(group: NeedResult, memory: Memory, desk: Desk) -> str:
    place = (memory.place or {}).get("label")
    need = desk.say(f"need_word_{group.need}")
    if not group.cards:
        return desk.say("nothing_more", need=need)
    if group.unmet:
        wish = in_a_row([_wish_in_words(one, memory, desk) for one in group.unmet], desk)
        return desk.say("none_meets", need=need, wish=wish)
    if group.nothing_local and place:
        return desk.say("nothing_local", need=need, place=place)
    local = any(card.distance_miles is not None for card in group.cards)
    return desk.say("list_near", need=need, place=place) if local and place else desk.say("list", need=need)


def _wish_in_words(wish: str, memory: Memory, desk: Desk) -> str:
    day = wishes_of(memory).day
    return desk.say(f"wish_{wish}", day=day_in_words(day, desk.now, desk.wording) if day else "")


def _text(result: SearchResult, payload: dict[str, Any], desk: Desk) -> str:
    said = [card["labels"] for card in payload["cards"]]
    blocks, number = [], 0
    for group in result.groups:
        if len(result.groups) > 1 and group.cards:
            blocks.append(desk.say(f"need_{group.need}").upper())
        for card in group.cards:
            blocks.append(card_text(number + 1, card, said[number], desk.wording))
            number += 1
    # Single line ends: Rasa cuts a text at every blank line and sends the pieces as messages of their own.
    return "\n".join(blocks)


def _next_steps(memory: Memory, desk: Desk, result: SearchResult, wishes: Wishes) -> tuple[tuple[str, str], ...]:
    steps = []
    if any(group.more for group in result.groups):
        steps.append((desk.say("button_more"), "/more_results"))
    local = [card for card in result.cards if card.distance_miles is not None]
    if local and not wishes.open_now:
        steps.append((desk.say("button_open_now"), "/filter_open_now"))
    if any(card.referral == "needed" for card in local) and not wishes.no_referral:
        steps.append((desk.say("button_no_referral"), "/filter_no_referral"))
    if not origin_of(memory.place) and not memory.place_refused and "outside" not in (memory.place or {}):
        steps.append((desk.say("button_give_place"), "/change_place"))
    steps.append((desk.say("button_human"), "/human"))
    return tuple(steps)


def in_a_row(words: list[str], desk: Desk, joiner: str = "and") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {desk.say(f'joined_by_{joiner}')} {words[-1]}"
