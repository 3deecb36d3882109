"""Messages made ready to show: paragraphs with links that can be tapped, and cards. Escaping is the template's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from channels.messages import Button, Message
from website.chat.tokens import Conversation, Tokens

# Short numbers are links only where they are plainly numbers to ring: "111 High Street" is none.
# static/chat.js makes links of the same things.
_LINK = re.compile(
    r"(?P<url>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)])"
    r"|(?P<phone>\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b|\b0800 1111\b|\b116 ?123\b|\b999\b)"
    r"|(?P<verb>\b(?:[Rr]ing|[Cc]all|[Dd]ial) )(?P<short>1\d\d)\b"
)
_FIRST_PHONE = re.compile(r"\+?\d[\d ()-]{1,}\d")


@dataclass(frozen=True)
class Piece:
    """Words, or words with a link."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Card:
    """A service card in words; an empty string is a row that is not shown."""

    name: str = ""
    organization: str = ""
    distance: str = ""
    open: str = ""
    open_state: str = "unknown"
    unconfirmed: str = ""
    phone: str = ""
    phone_href: str = ""
    phone_cost: str = ""
    relay: str = ""
    address: str = ""
    hours: str = ""
    referral: str = ""
    referral_how: str = ""
    cost: str = ""
    eligibility: str = ""
    bring: str = ""
    website: str = ""
    website_href: str = ""
    checked: str = ""


_SAID_BY_LABELS = (
    "distance",
    "open",
    "unconfirmed",
    "phone_cost",
    "relay",
    "hours",
    "referral",
    "cost",
    "checked",
)
_TOLD_BY_THE_CARD = ("name", "phone", "referral_how", "eligibility", "bring")


@dataclass(frozen=True)
class CardGroup:
    """Cards under one heading; `start` is the number of the first, counted over the whole answer."""

    heading: str
    start: int
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class OfferedChoice:
    title: str
    token: str


@dataclass(frozen=True)
class ShownMessage:
    paragraphs: tuple[tuple[Piece, ...], ...]
    groups: tuple[CardGroup, ...] = ()
    choices: tuple[OfferedChoice, ...] = ()


def shown(message: Message, choices: tuple[OfferedChoice, ...] = ()) -> ShownMessage:
    """A message for the page: cards stand in place of the list that its text repeats for other channels."""
    groups = card_groups(message.custom)
    text = str((message.custom or {}).get("intro") or "") if groups else message.text
    return ShownMessage(paragraphs(text), groups, choices)


def as_json(message: Message, choices: tuple[OfferedChoice, ...]) -> dict[str, Any]:
    """A message as DESIGN's chat contract has it."""
    body: dict[str, Any] = {"text": message.text}
    if choices:
        body["buttons"] = [{"title": choice.title, "choice": choice.token} for choice in choices]
    if message.custom:
        body["custom"] = dict(message.custom)
    return body


def offered(buttons: tuple[Button, ...], conversation: Conversation, tokens: Tokens) -> tuple[OfferedChoice, ...]:
    return tuple(OfferedChoice(button.title, tokens.choice_token(conversation, button)) for button in buttons)


def paragraphs(text: str) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(_pieces(block.strip())) for block in re.split(r"\n\s*\n", text) if block.strip())


def card_groups(custom: Mapping[str, Any] | None) -> tuple[CardGroup, ...]:
    """The cards of a custom payload, a group for each heading that its cards name; none if it brings no cards."""
    cards = (custom or {}).get("cards")
    if not custom or custom.get("type") != "service_cards" or not isinstance(cards, list):
        return ()
    groups: list[CardGroup] = []
    for place, card in enumerate((card for card in cards if isinstance(card, dict)), start=1):
        heading, view = _words(_labels(card).get("heading")), card_view(card)
        if groups and groups[-1].heading == heading:
            groups[-1] = replace(groups[-1], cards=(*groups[-1].cards, view))
        else:
            groups.append(CardGroup(heading, place, (view,)))
    return tuple(groups)


def card_view(card: Mapping[str, Any]) -> Card:
    """The words of a card: its labels are ready sentences, its other facts are shown under a name of the page's."""
    labels = _labels(card)
    open_now = card.get("open")
    said = {name: _words(labels.get(name)) for name in _SAID_BY_LABELS}
    told = {name: _words(card.get(name)) for name in _TOLD_BY_THE_CARD}
    for name in ("hours", "cost"):
        said[name] = said[name] or _words(card.get(name))
    return Card(
        **said,
        **told,
        organization="" if card.get("organization") == card.get("name") else _words(card.get("organization")),
        open_state=_words(open_now.get("state")) if isinstance(open_now, dict) else "unknown",
        address=_address(card),
        phone_href=phone_href(told["phone"]),
        website=website_name(_words(card.get("website"))),
        website_href=website_href(_words(card.get("website"))),
    )


def phone_href(phone: str) -> str:
    """tel: link of the first number in it, "" if there is none."""
    number = _FIRST_PHONE.search(phone)
    return f"tel:{re.sub(r'[^+0-9]', '', number[0])}" if number else ""


def website_href(address: str) -> str:
    """The address if it is one of the web: a link to anything else is never made."""
    return address if re.match(r"https?://[^\s]+$", address, re.IGNORECASE) else ""


def website_name(address: str) -> str:
    """An address as people say it: without scheme, "www." and closing slash."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", address, flags=re.IGNORECASE)


def _pieces(text: str) -> list[Piece]:
    pieces, position = [], 0
    for match in _LINK.finditer(text):
        start = match.start("short") if match["short"] else match.start()
        link = text[start : match.end()]
        pieces += [Piece(text[position:start]), Piece(link, link if match["url"] else phone_href(link))]
        position = match.end()
    pieces.append(Piece(text[position:]))
    return [piece for piece in pieces if piece.text]


def _labels(card: Mapping[str, Any]) -> Mapping[str, Any]:
    labels = card.get("labels")
    return labels if isinstance(labels, dict) else {}


def _address(card: Mapping[str, Any]) -> str:
    address, postcode = _words(card.get("address")), _words(card.get("postcode"))
    if not address or not postcode or postcode in address:
        return address or postcode
    return f"{address}, {postcode}"


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
