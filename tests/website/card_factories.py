"""Service cards as the actions send them."""

from __future__ import annotations

from typing import Any


def card(**others: Any) -> dict[str, Any]:
    return {
        "id": "example-foodbank",
        "name": "Example Foodbank",
        "organization": "Example Trust",
        "needs": ["food"],
        "address": "1 Example Street",
        "town": "Nuneaton",
        "postcode": "CV11 4XX",
        "phone": "024 7634 1234",
        "website": "https://www.example.org/food/",
        "hours": "Tuesday and Friday, 10am to 12pm",
        "open": {"state": "closed", "until": None, "next": "2026-11-24T10:00:00+00:00"},
        "referral": "needed",
        "referral_how": "Citizens Advice can give you a voucher.",
        "cost": "free",
        "eligibility": "Anyone in the borough.",
        "bring": "A bag.",
        "labels": {
            "distance": "about 1 mile away",
            "open": "Closed now. Opens tomorrow, 10am to 12pm.",
            "hours": "Hours: Tuesday and Friday, 10am to 12pm.",
            "referral": "You need a referral or voucher. Citizens Advice can give you a voucher.",
            "cost": "Free.",
            "phone_cost": "normal call cost, in most call bundles",
            "checked": "Checked 12 October 2026.",
        },
        **others,
    }


def answer(*cards: dict[str, Any], **others: Any) -> list[dict[str, Any]]:
    """The two items in which Rasa sends a list: its whole text with buttons, then the payload."""
    custom = {"type": "service_cards", "needs": ["food"], "intro": "Food near CV11:", "cards": list(cards), "more": 0}
    buttons = [{"title": "More food", "payload": "/more_results"}]
    text = "Food near CV11:\n\n" + "\n\n".join(f"{place}. {one['name']}" for place, one in enumerate(cards, 1))
    return [{"text": text, "buttons": buttons}, {"custom": {**custom, **others}}]
