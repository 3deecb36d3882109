"""Search results → the `service_cards` payload, and the plain text that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions.labels import labels
from actions.wording import Wording
from knowledge_base.cards import ServiceCard
from knowledge_base.search import NeedResult


def card_payload(
    card: ServiceCard, origin_precision: str | None, now: datetime, wording: Wording, warned: bool = False
) -> dict[str, Any]:
    """One card as it crosses the wall; keys without a value are null, so that readers need no guesses."""
    state = card.open
    return {
        "id": card.slug,
        "name": card.name,
        "organization": card.organization,
        "description": card.description,
        "needs": list(card.needs),
        "category": card.category,
        "scope": card.scope,
        "lat": card.lat,
        "lon": card.lon,
        "precision": card.precision,
        "distance_miles": card.distance_miles,
        "address": card.address,
        "town": card.town,
        "postcode": card.postcode,
        "phone": card.phone,
        "phone_cost": card.phone_cost,
        "text_number": card.text_number,
        "website": card.website,
        "email": card.email,
        "hours": card.hours,
        "hours_short": card.hours_short,
        "open": {
            "state": state.state,
            "until": state.until.isoformat() if state.until else None,
            "next": state.next.start.isoformat() if state.next else None,
        },
        "referral": card.referral,
        "referral_how": card.referral_how,
        "cost": card.cost_text or card.cost,
        "eligibility": card.eligibility,
        "bring": card.bring,
        "accessibility": list(card.accessibility),
        "confirmed": card.confirmed,
        "assured_on": card.assured_on.isoformat() if card.assured_on else None,
        "freshness": card.freshness,
        "why": list(card.why),
        "labels": labels(card, origin_precision, now, wording, warned),
    }


def place_line(card: ServiceCard) -> str:
    parts = [
        card.address,
        card.town if card.town and card.town not in (card.address or "") else None,
        card.postcode,
    ]
    return ", ".join(part for part in parts if part)


def card_text(number: int, card: ServiceCard, said: dict[str, str], wording: Wording) -> str:
    """The card as lines of plain text, complete without the page."""
    first = " – ".join(part for part in (f"{number}. {card.name}", said.get("distance")) if part)
    facts = [said.get(key, "") for key in ("alert", "unconfirmed", "not_fitting", "open")]
    facts.append(said["hours"] if "hours" in said and card.open.state != "open" else said.get("hours", ""))
    facts += [said.get("referral", ""), said.get("cost", "")]
    lines = [
        first,
        card.description if not place_line(card) or not card.confirmed else "",
        " ".join(filter(None, facts)),
    ]
    lines.append(place_line(card))
    lines.append(_contact_line(card, said, wording))
    lines.append(said["checked"])
    return "\n".join(line for line in lines if line)


def list_payload(
    groups: list[NeedResult],
    origin: dict[str, Any] | None,
    now: datetime,
    wording: Wording,
    intro: str,
) -> dict[str, Any]:
    cards = [card for group in groups for card in group.cards]
    precision = (origin or {}).get("precision")
    warned = all_lapsed(cards)
    return {
        "type": "service_cards",
        "needs": [group.need for group in groups],
        "origin": {key: origin.get(key) for key in ("label", "lat", "lon", "precision")} if origin else None,
        "intro": intro,
        "cards": [card_payload(card, precision, now, wording, warned) for card in cards],
        "groups": [
            {
                "need": group.need,
                "title": wording.say(f"need_{group.need}"),
                "cards": [card.slug for card in group.cards],
            }
            for group in groups
        ],
        "more": sum(group.more for group in groups),
    }


def _contact_line(card: ServiceCard, said: dict[str, str], wording: Wording) -> str:
    parts = []
    if card.phone:
        parts.append(wording.say("line_phone", phone=card.phone, cost=said.get("phone_cost", "")).strip())
    if card.text_number:
        parts.append(wording.say("line_text", number=card.text_number))
    if card.phone and card.website and card.distance_miles is None:
        parts.append(card.website)
    return " ".join(parts) or said.get("contact", "")


def all_lapsed(cards: Sequence[ServiceCard]) -> bool:
    """Several cards, each of them checked too long ago: said once above the list instead of on every card."""
    return len(cards) > 1 and all(card.freshness == "lapsed" for card in cards)
