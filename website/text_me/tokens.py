"""What the pages carry from step to step, signed: nobody can have another text sent than one that we made.

An offer is the cards of one list with their lines. A confirmation is what was chosen and for which number, with an id
that lets it be used once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from itsdangerous import URLSafeSerializer

from website.chat.tokens import read_signed, serializer
from website.text_me.cards import OfferedCard

GOOD_FOR_SECONDS = 60 * 60


@dataclass(frozen=True)
class Confirmation:
    """`chosen` are places in `cards`; `number` is E.164."""

    id: str
    cards: tuple[OfferedCard, ...]
    chosen: tuple[int, ...]
    number: str

    @property
    def chosen_cards(self) -> tuple[OfferedCard, ...]:
        return tuple(self.cards[place] for place in self.chosen)


def new_confirmation(cards: tuple[OfferedCard, ...], chosen: tuple[int, ...], number: str) -> Confirmation:
    return Confirmation(secrets.token_hex(16), cards, chosen, number)


class TextMeTokens:
    """Both kinds are good for an hour: facts that are older should be looked up again."""

    def __init__(self, secret_key: str, *, clock: Callable[[], float]) -> None:
        self._offers = serializer(secret_key, "text-me-offer")
        self._confirmations = serializer(secret_key, "text-me-confirmation")
        self._clock = clock

    def offer_token(self, cards: Sequence[OfferedCard]) -> str:
        return self._signed(self._offers, _plain(cards))

    def offer(self, token: object) -> tuple[OfferedCard, ...] | None:
        """The cards of an offer of ours within its hour, else None."""
        cards = self._read(self._offers, token)
        return None if cards is None else _cards(cards)

    def confirmation_token(self, confirmation: Confirmation) -> str:
        plain = [confirmation.id, _plain(confirmation.cards), confirmation.chosen, confirmation.number]
        return self._signed(self._confirmations, plain)

    def confirmation(self, token: object) -> Confirmation | None:
        read = self._read(self._confirmations, token)
        if read is None:
            return None
        its_id, cards, chosen, number = read
        return Confirmation(its_id, _cards(cards), tuple(chosen), number)

    def _signed(self, kind: URLSafeSerializer, value: object) -> str:
        return kind.dumps([int(self._clock()), value])

    def _read(self, kind: URLSafeSerializer, token: object) -> Any:
        read = read_signed(kind, token)
        return read[1] if read is not None and self._clock() - read[0] <= GOOD_FOR_SECONDS else None


def _plain(cards: Sequence[OfferedCard]) -> list[Any]:
    return [astuple(card) for card in cards]


def _cards(plain: list[Any]) -> tuple[OfferedCard, ...]:
    return tuple(OfferedCard(name, line, ring_first) for name, line, ring_first in plain)
