"""A card's facts as sentences: the words that stand on the page and in a text message."""

from __future__ import annotations

from datetime import datetime

from actions.times import clock, day_in_words, long_date
from actions.wording import Wording
from knowledge_base.cards import ServiceCard

# Finer than a mile only where both ends are a unit's own position (docs/data-sources.md gives the errors).
EXACT = "unit"


def labels(
    card: ServiceCard, origin_precision: str | None, now: datetime, wording: Wording, warned: bool = False
) -> dict[str, str]:
    """Ready sentences by name; only those that can be said truly. Every card says when it was checked.

    `warned`: the list as a whole says already that its facts are old.
    """
    said = {
        "distance": distance(card, origin_precision, wording),
        "open": opening(card, now, wording),
        "hours": wording.say("label_hours", hours=card.hours.rstrip(".")) if card.hours else "",
        "referral": referral(card, wording),
        "cost": cost(card, wording),
        "phone_cost": wording.say(f"label_phone_{card.phone_cost}") if card.phone else "",
        "contact": next_contact(card, wording),
        "checked": checked(card, wording, warned),
        "unconfirmed": "" if card.confirmed else wording.say("label_unconfirmed"),
        "not_fitting": not_fitting(card, wording),
        "alert": card.alert or "",
    }
    return {name: text for name, text in said.items() if text}


def distance(card: ServiceCard, origin_precision: str | None, wording: Wording) -> str:
    miles = card.distance_miles
    if miles is None:
        return wording.say(f"label_scope_{card.scope}") if card.scope in ("county", "national") else ""
    if card.precision == EXACT and origin_precision == EXACT:
        return wording.say("label_miles_exact", miles=f"{miles:.1f}")
    if miles < 0.75:
        return wording.say("label_under_a_mile")
    whole = max(1, round(miles))
    return wording.say("label_mile") if whole == 1 else wording.say("label_miles", miles=whole)


def opening(card: ServiceCard, now: datetime, wording: Wording) -> str:
    state = card.open
    if not card.confirmed or state.state == "unknown":
        holiday = getattr(state, "bank_holiday", None)
        if card.confirmed and holiday and card.hours:
            return wording.say("label_open_holiday", holiday=holiday)
        somewhere = card.phone or card.distance_miles is not None
        return "" if card.pointer or card.hours or not somewhere else wording.say("label_open_unknown")
    if state.state == "open":
        if state.until is None:
            return wording.say("label_open_always")
        return wording.say("label_open_until", time=clock(state.until))
    if state.next is None:
        return wording.say("label_closed")
    day = day_in_words(state.next.start.date(), now, wording)
    return wording.say("label_opens", day=day, start=clock(state.next.start), end=clock(state.next.end))


def referral(card: ServiceCard, wording: Wording) -> str:
    if card.pointer:
        return ""
    if card.referral == "needed":
        how = card.referral_how or ""
        # Most of the curated sentences begin by saying it themselves.
        return how if how.lower().startswith("you ") else f"{wording.say('label_referral_needed')} {how}".strip()
    return wording.say(f"label_referral_{card.referral}") if card.distance_miles is not None else ""


def cost(card: ServiceCard, wording: Wording) -> str:
    if card.cost_text and card.cost_text.lower() not in ("free", "low cost"):
        return wording.say("label_cost_text", cost=card.cost_text)
    return wording.say(f"label_cost_{card.cost}") if card.cost in ("free", "low_cost") else ""


def checked(card: ServiceCard, wording: Wording, warned: bool = False) -> str:
    if card.assured_on is None:
        return wording.say("label_never_checked")
    if card.freshness != "lapsed":
        return wording.say("label_checked", date=long_date(card.assured_on))
    month = f"{card.assured_on:%B %Y}"
    if warned:
        return wording.say("label_last_checked", date=month)
    how = "line" if card.distance_miles is None else "ring" if card.phone else "ask"
    return wording.say(f"label_checked_long_ago_{how}", date=month)


def next_contact(card: ServiceCard, wording: Wording) -> str:
    """Who to ask where the card has no phone of its own: its page, else the county's line."""
    if card.phone or card.text_number:
        return ""
    if card.website:
        return wording.say("label_contact_website", website=card.website)
    if card.email:
        return wording.say("label_contact_email", email=card.email)
    return wording.say("label_contact_library" if "library" in card.slug else "label_contact_council")


def not_fitting(card: ServiceCard, wording: Wording) -> str:
    """Why a card stands there although it does not meet what was asked for."""
    reasons = [reason for reason in card.why if reason.startswith("not_") or reason == "serves_elsewhere"]
    return " ".join(wording.say(f"label_{reason}") for reason in reasons)
