"""A service card as a line of a text message, and as the few lines that tell all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from channels.wording import Wording

_FIRST_PHONE = re.compile(r"\+?\d[\d ()-]{1,}\d")
_OUTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)\b")
_LONG_COST, _LONG_ADDRESS = 14, 32


def card_line(number: int, card: Mapping[str, Any], wording: Wording) -> str:
    """Such as: 1 Nuneaton Foodbank CV11 about 1mi Tue Fri 10-12 voucher needed 07…"""
    labels = card.get("labels") or {}
    parts = [
        str(number),
        str(card["name"]),
        where(card),
        _distance(card),
        str(labels.get("alert") or ""),
        _opening(card, wording),
        _referral(card, wording),
        _cost(card),
        "" if card.get("confirmed") else wording.say("utter_sms_unconfirmed", "sms"),
        short_contact(card),
    ]
    return " ".join(part for part in parts if part)


def card_detail(card: Mapping[str, Any]) -> list[str]:
    """All that a resident needs to go there or to ring, most needed first; the first line says what it is."""
    labels = card.get("labels") or {}
    address = ", ".join(
        str(part)
        for part in (card.get("address"), card.get("town"), card.get("postcode"))
        if part and not (part == card.get("town") and str(part) in str(card.get("address") or ""))
    )
    how = str(card.get("referral_how") or "")
    referral = str(labels.get("referral") or "")
    facts = [
        str(card["name"]),
        address,
        str(labels.get("alert") or ""),
        str(labels.get("open") or ""),
        str(labels.get("hours") or ""),
        referral if not how or how in referral else f"{referral} {how}",
        str(labels.get("cost") or ""),
        contact(card) or str(labels.get("contact") or ""),
        f"Bring: {card['bring']}" if card.get("bring") else "",
        str(labels.get("unconfirmed") or ""),
        str(labels.get("checked") or ""),
    ]
    return [fact.strip() for fact in facts if fact.strip()]


def where(card: Mapping[str, Any]) -> str:
    """The outcode, else the town; nothing for a line or a scheme that is nowhere."""
    outcode = _OUTCODE.match(str(card.get("postcode") or ""))
    if outcode:
        return outcode[1]
    town = str(card.get("town") or "")
    return "" if town and town in str(card["name"]) else town


def contact(card: Mapping[str, Any]) -> str:
    """A telephone number whole, else a number for texts, else the page without what every page begins with."""
    phone = _FIRST_PHONE.search(str(card.get("phone") or ""))
    if phone:
        return phone[0]
    if card.get("text_number"):
        return str(card["text_number"])
    return re.sub(r"^https?://(?:www\.)?|/$", "", str(card.get("website") or ""))


def short_contact(card: Mapping[str, Any]) -> str:
    """The same, but of a long address of a page only whose it is: the whole stands in the card's detail."""
    found = contact(card)
    return found if len(found) <= _LONG_ADDRESS or "/" not in found else found.split("/")[0]


def _distance(card: Mapping[str, Any]) -> str:
    miles = card.get("distance_miles")
    if miles is None:
        return ""
    return "under 1mi" if miles < 0.75 else f"about {max(1, round(miles))}mi"


def _opening(card: Mapping[str, Any], wording: Wording) -> str:
    state = (card.get("open") or {}).get("state")
    now = wording.say("utter_sms_open_now", "sms") if state == "open" else ""
    return " ".join(part for part in (now, str(card.get("hours_short") or "")) if part)


def _referral(card: Mapping[str, Any], wording: Wording) -> str:
    if card.get("distance_miles") is None or card.get("referral") not in ("needed", "not_needed"):
        return ""
    food = "food" in (card.get("needs") or [])
    if card["referral"] == "needed":
        return wording.say("utter_sms_voucher" if food else "utter_sms_referral", "sms")
    return wording.say("utter_sms_no_voucher", "sms") if food else ""


def _cost(card: Mapping[str, Any]) -> str:
    cost = str(card.get("cost") or "")
    return cost if "£" in cost and len(cost) <= _LONG_COST else ""
