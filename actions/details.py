"""Questions about the services just shown: the nth one, its hours, phone, address, rules, what to bring, cost."""

from __future__ import annotations

from actions.desk import Desk
from actions.labels import cost, labels, opening, referral
from actions.memory import Memory
from actions.payload import card_text, list_payload, place_line
from actions.places import origin_of
from actions.reply import Reply, Say, question
from actions.turn import Turn
from knowledge_base.cards import ServiceCard
from knowledge_base.search import NeedResult, find_by_slugs

# A name is picked by any of its words that stands in no other name shown; these say nothing about which.
EMPTY_WORDS = frozenset("the and for of in at one that this a an foodbank food bank centre church help is it".split())


def shown_cards(memory: Memory, desk: Desk) -> list[ServiceCard]:
    return find_by_slugs(desk.session, memory.shown, origin_of(memory.place), desk.now)


def answer_about(turn: Turn, memory: Memory, desk: Desk) -> Reply | None:
    """The answer to a question about what was shown; None where nothing was shown."""
    cards = shown_cards(memory, desk)
    if not cards:
        return None
    chosen = pick(turn, memory, cards)
    if chosen is None and turn.act == "nth_result":
        return _which(memory, desk, cards)
    if chosen is None and len(cards) > 1:
        return Reply(
            (Say(_about_all(turn.act, cards, desk), _card_buttons(cards)),),
            memory.but(misses=0),
        )
    card = chosen or cards[0]
    after = memory.but(focus=card.slug, asked=None, pending=None, misses=0)
    if turn.act == "nth_result":
        return Reply((_whole(card, memory, desk),), after)
    return Reply((Say(_answer(turn.act, card, desk), _follow_ups(desk)),), after)


def pick(turn: Turn, memory: Memory, cards: list[ServiceCard]) -> ServiceCard | None:
    """The card meant by a number, by a word of its name, or by what was talked about last."""
    number = turn.choice if turn.choice is not None else _number(turn.ordinal, len(cards))
    if number is not None:
        return cards[number] if 0 <= number < len(cards) else None
    named = by_name(turn.text, cards)
    if named:
        return named
    focused = [card for card in cards if card.slug == memory.focus]
    return focused[0] if focused else (cards[0] if len(cards) == 1 else None)


def by_name(text: str, cards: list[ServiceCard]) -> ServiceCard | None:
    said = set(_words(text))
    names = [set(_words(f"{card.name} {card.organization} {card.town or ''}")) for card in cards]
    hits = []
    for position, name in enumerate(names):
        others = set().union(*(one for at, one in enumerate(names) if at != position)) if len(names) > 1 else set()
        hits.append(len(said & (name - others)))
    best = max(hits, default=0)
    return cards[hits.index(best)] if best and hits.count(best) == 1 else None


def _words(text: str) -> list[str]:
    cleaned = "".join(letter if letter.isalnum() else " " for letter in text.lower().replace("'", ""))
    return [word for word in cleaned.split() if word not in EMPTY_WORDS and len(word) > 2]


def _number(ordinal: str | None, shown: int) -> int | None:
    if ordinal == "last":
        return shown - 1
    return int(ordinal) - 1 if ordinal and ordinal.isdigit() else None


def _which(memory: Memory, desk: Desk, cards: list[ServiceCard]) -> Reply:
    text = desk.say("which_result", count=len(cards))
    return Reply(
        (question(text, "which", _card_buttons(cards)),),
        memory.but(asked="which_result", misses=0),
    )


def _card_buttons(cards: list[ServiceCard]) -> tuple[tuple[str, str], ...]:
    return tuple((card.name, f'/nth_result{{"choice": "{at}"}}') for at, card in enumerate(cards))


def _whole(card: ServiceCard, memory: Memory, desk: Desk) -> Say:
    precision = (memory.place or {}).get("precision")
    group = NeedResult(card.needs[0], (card,), 0)
    payload = list_payload([group], memory.place if precision else None, desk.now, desk.wording, card.name)
    said = labels(card, precision, desk.now, desk.wording)
    more = [card.description, _who(card, desk), _bring(card, desk)]
    text = card_text(1, card, said, desk.wording).removeprefix("1. ")
    known = [part for part in more if part and part not in text]
    return Say("\n".join([text, *known]), _follow_ups(desk), payload)


def _follow_ups(desk: Desk) -> tuple[tuple[str, str], ...]:
    return (
        (desk.say("button_more"), "/more_results"),
        (desk.say("button_human"), "/human"),
    )


def _about_all(act: str, cards: list[ServiceCard], desk: Desk) -> str:
    lines = [f"{at}. {card.name}: {_fact(act, card, desk)}" for at, card in enumerate(cards, start=1)]
    return "\n".join(lines)


def _answer(act: str, card: ServiceCard, desk: Desk) -> str:
    said = labels(card, None, desk.now, desk.wording)
    extra = [said.get("unconfirmed", ""), said["checked"]]
    if act != "ask_phone" and card.phone and card.freshness == "lapsed":
        extra.append(desk.say("line_phone", phone=card.phone, cost=said.get("phone_cost", "")))
    return " ".join(part for part in (f"{card.name}:", _fact(act, card, desk), *extra) if part)


def _fact(act: str, card: ServiceCard, desk: Desk) -> str:
    return _FACTS[act](card, desk)


def _hours(card: ServiceCard, desk: Desk) -> str:
    if not card.hours:
        return " ".join((desk.say("label_open_unknown"), _ask_them(card, desk)))
    return " ".join(
        filter(
            None,
            (
                desk.say("label_hours", hours=card.hours.rstrip(".")),
                opening(card, desk.now, desk.wording),
            ),
        )
    )


def _phone(card: ServiceCard, desk: Desk) -> str:
    if card.phone:
        cost_words = desk.say(f"label_phone_{card.phone_cost}")
        return desk.say("line_phone", phone=card.phone, cost=cost_words)
    if card.text_number:
        return desk.say("line_text", number=card.text_number)
    return " ".join((desk.say("no_phone_known"), _ask_them(card, desk)))


def _where(card: ServiceCard, desk: Desk) -> str:
    where = place_line(card)
    if not where:
        return (
            desk.say("no_address" if card.scope in ("county", "national") else "no_address_local")
            + " "
            + _phone(card, desk)
        )
    note = desk.say("address_town_only") if card.precision == "town" and not card.address else ""
    return " ".join(filter(None, (desk.say("address", address=where), note)))


def _who(card: ServiceCard, desk: Desk) -> str:
    if card.eligibility:
        return desk.say("eligibility", eligibility=card.eligibility.rstrip("."))
    return ""


def _eligibility(card: ServiceCard, desk: Desk) -> str:
    note = desk.say("area_note", note=card.area_note.rstrip(".")) if card.area_note else ""
    return " ".join(
        filter(
            None,
            (
                _who(card, desk) or desk.say("eligibility_unknown"),
                note,
                referral(card, desk.wording),
            ),
        )
    )


def _referral(card: ServiceCard, desk: Desk) -> str:
    if card.referral == "needed":
        return " ".join(
            (
                referral(card, desk.wording),
                desk.say("voucher_by_phone") if "food" in card.needs else "",
            )
        ).strip()
    return " ".join(filter(None, (desk.say(f"label_referral_{card.referral}"), card.referral_how or "")))


def _bring(card: ServiceCard, desk: Desk) -> str:
    return desk.say("bring", bring=card.bring.rstrip(".")) if card.bring else ""


def _bring_answer(card: ServiceCard, desk: Desk) -> str:
    key = "bring_unknown_food" if "food" in card.needs and card.distance_miles is not None else "bring_unknown"
    return _bring(card, desk) or " ".join((desk.say(key), _ask_them(card, desk)))


def _cost(card: ServiceCard, desk: Desk) -> str:
    return cost(card, desk.wording) or " ".join((desk.say("cost_unknown"), _ask_them(card, desk)))


def _ask_them(card: ServiceCard, desk: Desk) -> str:
    if card.phone:
        return desk.say(
            "line_phone",
            phone=card.phone,
            cost=desk.say(f"label_phone_{card.phone_cost}"),
        )
    return labels(card, None, desk.now, desk.wording).get("contact", "")


_FACTS = {
    "ask_hours": _hours,
    "ask_phone": _phone,
    "ask_directions": _where,
    "ask_eligibility": _eligibility,
    "ask_referral": _referral,
    "ask_bring": _bring_answer,
    "ask_cost": _cost,
}
QUESTIONS = frozenset(_FACTS) | {"nth_result"}
