"""Messages made ready to show: paragraphs with links that can be tapped, and cards. Escaping is the template's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
    """A service card in words; an empty string is a row that is not shown. static/chat.js makes the same view."""

    name: str
    organization: str
    alert: str
    unconfirmed: str
    not_fitting: str
    open: str
    open_state: str
    distance: str
    description: str
    phone: str
    phone_href: str
    phone_cost: str
    relay: str
    text_number: str
    contact: tuple[Piece, ...]
    address: str
    hours: str
    referral: str
    referral_how: str
    cost: str
    eligibility: str
    bring: str
    accessibility: str
    website: str
    website_href: str
    email: str
    checked: str


# Ready sentences that the action made for the card, and facts that the page puts a name before.
_SENTENCES = (
    "alert",
    "unconfirmed",
    "not_fitting",
    "open",
    "distance",
    "phone_cost",
    "relay",
    "hours",
    "referral",
    "cost",
    "accessibility",
    "checked",
)
_FACTS = ("name", "description", "phone", "text_number", "referral_how", "eligibility", "bring", "email")


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
    # The signed offer to text these cards (website/text_me), or "".
    text_me: str = ""
    language: str = ""
    direction: str = ""


def shown(message: Message, choices: tuple[OfferedChoice, ...] = (), text_me: str = "") -> ShownMessage:
    """A message for the page: cards stand in place of the list that its text repeats for other channels."""
    groups = card_groups(message.custom)
    text = str((message.custom or {}).get("intro") or "") if groups else message.text
    return ShownMessage(paragraphs(text), groups, choices, text_me, *_language(message.custom))


def _language(custom: Mapping[str, Any] | None) -> tuple[str, str]:
    """The language and direction of a message that is not in English."""
    if not custom or custom.get("type") != "language":
        return "", ""
    return _words(custom.get("language")), _words(custom.get("dir"))


def as_json(message: Message, choices: tuple[OfferedChoice, ...], text_me: str = "") -> dict[str, Any]:
    """A message as DESIGN's chat contract has it.

    Beside `custom` stands `text_me` where the cards in it may be texted: a signed token, to be posted as the field `cards`
    to /text-me, which opens the page that asks for a number.
    """
    body: dict[str, Any] = {"text": message.text}
    if choices:
        body["buttons"] = [{"title": choice.title, "choice": choice.token} for choice in choices]
    if message.custom:
        body["custom"] = dict(message.custom)
    if text_me:
        body["text_me"] = text_me
    return body


def offered(buttons: tuple[Button, ...], conversation: Conversation, tokens: Tokens) -> tuple[OfferedChoice, ...]:
    return tuple(OfferedChoice(button.title, tokens.choice_token(conversation, button)) for button in buttons)


def paragraphs(text: str) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(_pieces(block.strip())) for block in re.split(r"\n\s*\n", text) if block.strip())


def card_groups(custom: Mapping[str, Any] | None) -> tuple[CardGroup, ...]:
    """The cards of a custom payload, under the title of their need where there are several; none if it has no cards."""
    if not custom or custom.get("type") != "service_cards":
        return ()
    cards = [card_view(card) for card in _dicts(custom.get("cards"))]
    sizes = [(_words(group.get("title")), len(_list(group.get("cards")))) for group in _dicts(custom.get("groups"))]
    sizes = [(title, size) for title, size in sizes if size]
    # The cards stand in the order of the groups; anything that does not add up is shown as one list.
    if len(sizes) < 2 or sum(size for _, size in sizes) != len(cards):
        return (CardGroup("", 1, tuple(cards)),) if cards else ()
    groups, start = [], 0
    for title, size in sizes:
        groups.append(CardGroup(title, start + 1, tuple(cards[start : start + size])))
        start += size
    return tuple(groups)


def card_view(card: Mapping[str, Any]) -> Card:
    labels, opening = _dict(card.get("labels")), _dict(card.get("open"))
    said = {name: _words(labels.get(name)) for name in _SENTENCES}
    told = {name: _words(card.get(name)) for name in _FACTS}
    if told["referral_how"] and told["referral_how"] in said["referral"]:
        told["referral_how"] = ""
    website = _words(card.get("website"))
    return Card(
        **said,
        **told,
        organization="" if card.get("organization") == card.get("name") else _words(card.get("organization")),
        open_state=_words(opening.get("state")),
        phone_href=phone_href(told["phone"]),
        contact=tuple(_pieces(_words(labels.get("contact")))),
        address=_address(card),
        website=website_name(website),
        website_href=website_href(website),
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


def _address(card: Mapping[str, Any]) -> str:
    """Street, town and postcode on one line, none of them twice."""
    line = ""
    for name in ("address", "town", "postcode"):
        part = _words(card.get(name))
        if part and part not in line:
            line = f"{line}, {part}" if line else part
    return line


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in _list(value) if isinstance(item, dict)]
