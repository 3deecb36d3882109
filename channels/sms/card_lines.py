"""A service card as a line of a text message, and as the few lines that tell all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from channels.sms.segments import length, sanitised
from channels.wording import Wording

# Brackets belong to a number only around digits: not those of (24 hours).
_DIGITS = r"(?:\([0-9]+\)|[0-9])"
_FIRST_PHONE = re.compile(rf"\+?{_DIGITS}(?:[ -]{{0,3}}{_DIGITS}|\.[0-9]){{2,}}")
_OUTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)\b")
_LONG_COST, _LONG_ADDRESS = 14, 32
# What is left of a text beside the longest greeting and footer. A longer line leaves out these, the first one first.
_LONGEST_LINE = 240
_LEFT_OUT = ("cost", "hours", "referral", "distance", "unconfirmed", "alert")


def card_line(number: int, card: Mapping[str, Any], wording: Wording) -> str:
    """Such as: 1 Nuneaton Foodbank CV11 about 1mi Tue Fri 10-12 voucher needed 07…"""
    labels = card.get("labels") or {}
    parts = {
        "number": str(number),
        "name": str(card["name"]),
        "where": where(card),
        "distance": _distance(card),
        "alert": str(labels.get("alert") or ""),
        "hours": _opening(card, wording),
        "referral": _referral(card, wording),
        "cost": _cost(card),
        "unconfirmed": "" if card.get("confirmed") else wording.say("utter_sms_unconfirmed", "sms"),
        "contact": short_contact(card),
    }
    for name in ("", *_LEFT_OUT):
        parts.pop(name, None)
        line = sanitised(" ".join(part for part in parts.values() if part), welsh=False)
        if (length(line) or 0) <= _LONGEST_LINE:
            break
    return line


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
    # Sanitised first: a space or hyphen of another kind would end the number.
    phone = _FIRST_PHONE.search(sanitised(str(card.get("phone") or ""), welsh=False))
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
