"""Service cards as lines that may be texted, and the texts that are packed from the chosen ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.sms.card_lines import card_line
from channels.sms.rendering import WORDING_KEYS as LINE_WORDING_KEYS
from channels.sms.rendering import Lines, Text
from channels.wording import Wording

WORDING_KEYS = ("utter_sms_cards_sent", *LINE_WORDING_KEYS)
KIND = "cards"
# A telephone may be shared with, or read by, the very person that somebody has to get away from; and a text lies there
# unread until anybody picks the telephone up. A list about domestic abuse is therefore never offered as a text.
_NEVER_TEXTED = "domestic_abuse"


@dataclass(frozen=True)
class OfferedCard:
    """`line` is what is texted, word for word; `ring_first`: its facts may be old."""

    name: str
    line: str
    ring_first: bool


def offered_cards(custom: Mapping[str, Any] | None, wording: Wording) -> tuple[OfferedCard, ...]:
    """The cards of a list, numbered as the page numbers them; none where there are none or they must not be texted."""
    if not custom or custom.get("type") != "service_cards":
        return ()
    cards = [card for card in custom.get("cards") or () if isinstance(card, dict) and card.get("name")]
    needs = {need for source in (custom, *cards) for need in source.get("needs") or ()}
    if _NEVER_TEXTED in needs:
        return ()
    return tuple(_offered(number, card, wording) for number, card in enumerate(cards, start=1))


def texts_of(cards: Sequence[OfferedCard], wording: Wording, council: str) -> tuple[Text, ...]:
    """As few texts as hold them. The first says where they come from: whoever holds the telephone may not have asked."""
    opening = wording.say("utter_sms_cards_sent", "sms", council=council)
    if any(card.ring_first for card in cards):
        opening = f"{opening} {wording.say('utter_sms_ring_first', 'sms')}"
    texts: list[Text] = []
    rest = tuple(card.line for card in cards)
    while rest:
        text, rest = Lines(rest).packed("" if texts else opening)
        texts.append(Text(text, KIND))
    return tuple(texts)


def _offered(number: int, card: Mapping[str, Any], wording: Wording) -> OfferedCard:
    # Without whether it is open now: nobody knows when the text is read.
    line = card_line(number, {**card, "open": None}, wording)
    return OfferedCard(str(card["name"]), line, card.get("freshness") == "lapsed" or not card.get("confirmed"))
