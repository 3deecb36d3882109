"""Texts that are due, sent one at a time with what each kind of failure asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from channels.sms import outbox
from channels.sms.models import OutboundState
from channels.sms.outbox import LOOK_UPS, ToSend
from channels.sms.privacy import Sealed
from channels.sms.provider import Later, Provider, Refused, SendError, Uncertain
from channels.sms.spending import Spend, day_began, spent

_log = logging.getLogger("worker.sms")

LEASE = timedelta(seconds=30)
# A text that timed out may still be on its way into the provider's books: asked too early, they know nothing of it.
LOOK_UP_AFTER = timedelta(seconds=20)
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=5), timedelta(minutes=10)
# An answer that comes later than this answers nobody.
STALE_AFTER = timedelta(hours=6)
# What the phone networks allow one number: texts in an hour, and texts with the same words.
PER_HOUR, SAME_PER_HOUR = 100, 20

# The word that confirms it, and the one reply to danger.
SENT_AFTER_STOP = ("stop", "danger")


class NobodyKnows(Uncertain):
    """The look-up itself failed."""


@dataclass(frozen=True)
class Sender:
    sessions: sessionmaker[Session]
    sealed: Sealed
    providers: Mapping[str, Provider]
    spend: Spend
    now: Callable[[], datetime]
    lease: timedelta = LEASE
    look_up_after: timedelta = LOOK_UP_AFTER
    first_retry: timedelta = FIRST_RETRY

    def send_one(self) -> bool:
        """Sends the next text that is due; False if none was."""
        now = self.now()
        with self.sessions.begin() as session:
            row = outbox.claim(session, self.sealed, now, self.lease)
            if row is None:
                return False
            refused = self._refused(session, row, now)
            if refused:
                state, code = refused
                outbox.over(session, row, state, code)
                return True
        self._send(row)
        return True

    def _refused(self, session: Session, row: ToSend, now: datetime) -> tuple[OutboundState, str] | None:
        """Why it is not sent at all, and what becomes of it."""
        if row.provider not in self.providers:
            return OutboundState.FAILED, "no_provider"
        if row.number is None or row.text is None:
            return OutboundState.FAILED, "unsealed"
        if row.again:
            return None
        if self._is_stale(row):
            return OutboundState.FAILED, "stale"
        if row.kind not in SENT_AFTER_STOP and outbox.is_opted_out(session, row.contact):
            return OutboundState.HELD, "opted_out"
        return self._beyond_a_limit(session, row, now)

    def _beyond_a_limit(self, session: Session, row: ToSend, now: datetime) -> tuple[OutboundState, str] | None:
        # The row itself is counted too: it is being sent.
        used = spent(session, row.contact, row.text_digest, now, day_began(now))
        if used.texts > PER_HOUR:
            return OutboundState.HELD, "limit_hour"
        if used.identical > SAME_PER_HOUR:
            return OutboundState.HELD, "limit_same"
        before, after = self.spend.state(used.segments - row.segments), self.spend.state(used.segments)
        if before != after:
            _log.error("the spend on text messages of today is %s its limit", "near" if after == "near" else "at")
        if row.kind != "danger" and self.spend.pence(used.segments) > self.spend.pence_per_day:
            _log.error("the day's spend on text messages is used up: a text was held")
            return OutboundState.HELD, "spend"
        return None

    def _is_stale(self, row: ToSend) -> bool:
        return self.now() - row.created_at > STALE_AFTER

    def _send(self, row: ToSend) -> None:
        provider, number, text = self.providers[row.provider], row.number or "", row.text or ""
        try:
            known = self._look_up(provider, row, number, text) if row.again else None
            if row.again and not known and self._is_stale(row):
                raise Refused("stale")
            provider_id = known or provider.send(number, text, row.reference)
        except SendError as error:
            self._failed(row, error)
            return
        with self.sessions.begin() as session:
            outbox.sent(session, row, provider_id, self.now())

    def _look_up(self, provider: Provider, row: ToSend, number: str, text: str) -> str | None:
        """Whether it was sent the time before. Raises NobodyKnows where the provider cannot say."""
        since = (row.tried_at or row.created_at) - timedelta(minutes=2)
        try:
            return provider.find(number, text, row.reference, since)
        except SendError as error:
            raise NobodyKnows(f"look_up_{error.code}") from error

    def _failed(self, row: ToSend, error: SendError) -> None:
        now = self.now()
        with self.sessions.begin() as session:
            if isinstance(error, Refused):
                _log.error("outbound %d was refused: %s", row.id, error.code)
                outbox.over(session, row, OutboundState.FAILED, error.code)
                if error.opted_out:
                    outbox.opted_out(session, row.contact, now)
            elif isinstance(error, Later):
                _log.warning("outbound %d waits: %s", row.id, error.code)
                wait = timedelta(seconds=error.seconds) if error.seconds is not None else self._retry_after(row.tries)
                outbox.later(session, row, error.code, now + wait)
            elif isinstance(error, NobodyKnows) and row.tries > LOOK_UPS:
                _log.error("outbound %d was perhaps sent, and is flagged: %s", row.id, error.code)
                outbox.over(session, row, OutboundState.FLAGGED, error.code)
            else:
                _log.warning("outbound %d was perhaps sent, and is looked up: %s", row.id, error.code)
                wait = max(self.look_up_after, self._retry_after(row.tries))
                outbox.uncertain(session, row, error.code, now + wait)

    def _retry_after(self, tries: int) -> timedelta:
        doubled: timedelta = self.first_retry * 2 ** min(tries - 1, 10)
        return min(doubled, LONGEST_RETRY)
