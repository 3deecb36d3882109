"""A confirmed wish becomes rows of the outbox, once; the worker sends them and forgets the number."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from limits import parse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from channels.sms.models import OutboundState, SmsContact, SmsOutbound
from channels.sms.privacy import Sealed
from channels.sms.rendering import Text
from channels.wording import Wording
from settings import Settings
from website.limits import Counters, network_of
from website.sms.routes import SmsDoor
from website.text_me.cards import WORDING_KEYS, OfferedCard, offered_cards, texts_of
from website.text_me.tokens import Confirmation, TextMeTokens

PER_ADDRESS, PER_NUMBER = parse("5/hour"), parse("3/hour")
# Where several are configured, the first of these.
_PREFERRED = ("notify", "twilio", "console")
_REFERENCES = uuid.UUID("6f0c1f0e-6a5b-4c53-9f7e-3d6f0b9a7c21")


class TooMany(Exception):
    """The address or the number had its share of this hour. Which of them is not said: the number may be another's."""


@dataclass(frozen=True)
class TextMe:
    tokens: TextMeTokens
    counters: Counters
    sessions: sessionmaker[Session]
    sealed: Sealed
    provider: str
    wording: Wording
    council: str
    keep_days: int
    clock: Callable[[], float]

    def offer(self, custom: Mapping[str, Any] | None) -> str:
        """The token of the cards of a message; "" where they are not offered as texts."""
        cards = offered_cards(custom, self.wording)
        return self.tokens.offer_token(cards) if cards else ""

    def texts(self, cards: Sequence[OfferedCard]) -> tuple[Text, ...]:
        return texts_of(cards, self.wording, self.council)

    def send(self, confirmation: Confirmation, address: str | None) -> None:
        """Puts the texts into the outbox unless this confirmation did so before. Raises TooMany, or what the database says.

        The rows come first and the limits second, all in one transaction: a form sent twice is counted once, and a
        database that fails costs nobody their share.
        """
        contact = self.sealed.contact(confirmation.number)
        try:
            with self.sessions.begin() as session:
                session.add_all(self._rows(session, confirmation, contact))
                session.flush()
                if self._too_many(contact, address):
                    raise TooMany
        except IntegrityError:
            # Its first text has the reference of this one: it is on its way already.
            with self.sessions() as session:
                if not _is_there(session, _reference(confirmation, 0)):
                    raise

    def _rows(self, session: Session, confirmation: Confirmation, contact: str) -> list[SmsOutbound]:
        """For a number that wants no texts a row too, without number and words, never to be sent: so this form is known
        when it comes again, and counted, as any other is, and nobody learns from the page who wants none."""
        now = datetime.fromtimestamp(self.clock(), UTC)
        wanted = not _wants_none(session, contact)
        return [
            SmsOutbound(
                reference=_reference(confirmation, part),
                provider=self.provider,
                contact=contact,
                part=part,
                kind=text.kind,
                number=self.sealed.seal(confirmation.number) if wanted else None,
                text=self.sealed.seal(text.text) if wanted else None,
                text_digest=self.sealed.digest("text", text.text),
                segments=text.segments,
                created_at=now,
                due_at=now,
                state=OutboundState.WAITING if wanted else OutboundState.HELD,
                code="" if wanted else "opted_out",
            )
            for part, text in enumerate(self.texts(confirmation.chosen_cards))
        ]

    def _too_many(self, contact: str, address: str | None) -> bool:
        address_fits = self.counters.hit(PER_ADDRESS, "text-me-address", network_of(address))
        number_fits = self.counters.hit(PER_NUMBER, "text-me-number", contact)
        return not (address_fits and number_fits)


def make_text_me(
    settings: Settings, door: SmsDoor, wording: Wording, counters: Counters, clock: Callable[[], float]
) -> TextMe:
    """Raises WordingError where a sentence is missing."""
    wording.check(WORDING_KEYS, ("sms",), {"council": settings.council.name, "choices": "1 Food"})
    return TextMe(
        tokens=TextMeTokens(settings.secret_key, clock=clock),
        counters=counters,
        sessions=door.sessions,
        sealed=door.sealed,
        provider=next(name for name in _PREFERRED if name in door.providers),
        wording=wording,
        council=settings.council.name,
        keep_days=settings.sms_keep_days,
        clock=clock,
    )


def _reference(confirmation: Confirmation, part: int) -> str:
    return str(uuid.uuid5(_REFERENCES, f"{confirmation.id}/{part}"))


def _is_there(session: Session, reference: str) -> bool:
    return session.execute(select(SmsOutbound.id).where(SmsOutbound.reference == reference)).first() is not None


def _wants_none(session: Session, contact: str) -> bool:
    opted_out = select(SmsContact.key).where(SmsContact.key == contact, SmsContact.opted_out_at.is_not(None))
    return session.execute(opted_out).first() is not None
