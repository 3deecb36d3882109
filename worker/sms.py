"""Text messages in the worker: texts that came are answered, texts to go are sent, lost ones are fetched.

Several threads, and several workers, may run this at once: the database says who does what. A thread that dies, or a
process that is killed, leaves a lease that runs out, and another one goes on.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from channels.conversation import is_danger
from channels.sms import inbox, outbox
from channels.sms.answering import SAME_WORDS, Answering, Decision, Known
from channels.sms.inbox import Waiting
from channels.sms.models import InboundState, SmsContact, SmsInbound
from channels.sms.offers import Offers
from channels.sms.privacy import Sealed
from channels.sms.provider import Provider, Received, SendError
from channels.sms.spending import texts_in_an_hour
from worker.sending import Sender

_log = logging.getLogger("worker.sms")

# Longer than the assistant and a provider may take together; so long an answer may be late after a kill.
LEASE = timedelta(seconds=30)
# A kill counts as one, so that a text which ends the process is parked in the end.
MOST_ATTEMPTS = 8
RETRY_AFTER = timedelta(seconds=3)
IDLE_SECONDS = 0.25
AFTER_A_FAULT_SECONDS = 2.0
CATCH_UP_EVERY = timedelta(minutes=5)
CATCH_UP_OVER = timedelta(hours=24)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class SmsWork:
    sessions: sessionmaker[Session]
    sealed: Sealed
    answering: Answering
    sender: Sender
    providers: Mapping[str, Provider]
    now: Callable[[], datetime] = utc_now
    lease: timedelta = LEASE
    most_attempts: int = MOST_ATTEMPTS
    retry_after: timedelta = RETRY_AFTER
    idle_seconds: float = IDLE_SECONDS
    after_a_fault_seconds: float = AFTER_A_FAULT_SECONDS

    def answer_one(self, worker: str) -> bool:
        """Answers the texts of one contact that is due; False if none was."""
        with self._transaction() as session:
            contact = inbox.lease(session, worker, self.now(), self.lease)
        if contact is None:
            return False
        while self._answer_next(worker, contact):
            pass
        return True

    def _answer_next(self, worker: str, contact: str) -> bool:
        """One text of a leased contact; False when the contact was let go."""
        with self._transaction() as session:
            if not inbox.hold(session, contact, worker, self.now(), self.lease):
                return False
            waiting = inbox.next_text(session, self.sealed, contact)
            if waiting is None:
                inbox.release(session, contact, self.now())
                return False
        decision = self._decide(waiting)
        with self._transaction() as session:
            if not inbox.hold(session, contact, worker, self.now(), self.lease):
                _log.warning("a text took longer than its lease; another worker has it")
                return False
            if decision.wait:
                inbox.postpone(session, waiting.id, decision.code, blamed=decision.blamed)
                inbox.release(session, contact, self.now(), self.retry_after)
                return False
            self._write(session, waiting, decision)
        return True

    def _decide(self, waiting: Waiting) -> Decision:
        provider = self.providers.get(waiting.provider)
        if provider is None:
            return Decision(state=InboundState.PARKED, code="no_provider")
        if waiting.attempts > self.most_attempts:
            _log.error("inbound %d was parked after %d attempts", waiting.id, self.most_attempts)
            return self.answering.parked("attempts", waiting.text)
        try:
            # In a transaction of its own: a text that breaks it must not take back that the attempt was counted.
            with self._transaction() as session:
                known = self._known(session, waiting)
            return self.answering.answer(waiting, known, self.now(), provider_answers_stop=provider.answers_stop)
        except SQLAlchemyError:
            raise  # nothing is wrong with the text
        except Exception as error:  # whatever is wrong with this text, the next ones are answered
            _log.error("inbound %d failed, attempt %d: %s", waiting.id, waiting.attempts, type(error).__name__)
            if waiting.attempts >= self.most_attempts:
                return self.answering.parked(type(error).__name__, waiting.text)
            return Decision(wait=True, blamed=True, code=type(error).__name__)

    def _write(self, session: Session, waiting: Waiting, decision: Decision) -> None:
        """The decision and its texts, in one transaction: both or neither."""
        if decision.changes:
            session.execute(update(SmsContact).where(SmsContact.key == waiting.contact).values(**decision.changes))
        if decision.texts and waiting.number:
            outbox.put(
                session,
                self.sealed,
                waiting.number,
                decision.texts,
                provider=waiting.provider,
                now=self.now(),
                inbound=waiting.id,
            )
        inbox.settle(session, waiting.id, decision.state, decision.heard, decision.code)

    def _known(self, session: Session, waiting: Waiting) -> Known:
        row = session.execute(select(SmsContact).where(SmsContact.key == waiting.contact)).scalar_one()
        return Known(
            session=row.session,
            heard_at=row.heard_at,
            greeted=row.greeted,
            opted_out=row.opted_out_at is not None,
            offers=Offers.read(row.offered),
            sent_in_an_hour=texts_in_an_hour(session, waiting.contact, self.now()),
            same=self._same(session, waiting),
        )

    def _same(self, session: Session, waiting: Waiting) -> int:
        """How many texts in a row said just this, in the last ten minutes."""
        since = self.now() - timedelta(minutes=10)
        before = session.execute(
            select(SmsInbound.heard)
            .where(SmsInbound.contact == waiting.contact, SmsInbound.id != waiting.id, SmsInbound.stored_at > since)
            .where(SmsInbound.state != InboundState.WAITING)
            .order_by(SmsInbound.id.desc())
            .limit(SAME_WORDS)
        ).scalars()
        mine = self.answering.heard(waiting.text or "")
        return sum(one == mine for one in before)

    def catch_up(self, provider: Provider, since: datetime) -> int:
        """Stores texts whose webhook was lost; how many were new."""
        listed: list[Received] = []
        new = 0
        try:
            for received in provider.received(since):
                listed.append(received)
        finally:
            # Providers list the newest first; of one number the oldest is answered first.
            for received in sorted(listed, key=lambda one: one.at):
                with self._transaction() as session:
                    stored = inbox.receive(session, self.sealed, provider.name, received, self.now())
                new += stored is inbox.Stored.NEW
        return new

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self.sessions.begin() as session:
            yield session


def run(work: SmsWork, stop: threading.Event, answerers: int = 4, senders: int = 2) -> list[threading.Thread]:
    """Starts the threads; they end soon after `stop` is set."""
    # Its tables are read at the first call: here once, and not by every thread while a text is leased.
    is_danger("ready")

    def loop(step: Callable[[], bool]) -> None:
        while not stop.is_set():
            try:
                busy = step()
            except Exception as error:
                # Its text may hold parameters, so only its kind is logged.
                _log.error("a step of text messages failed: %s", type(error).__name__)
                stop.wait(work.after_a_fault_seconds)
                continue
            if not busy:
                stop.wait(work.idle_seconds)

    def answerer() -> None:
        worker = str(uuid.uuid4())
        loop(lambda: work.answer_one(worker))

    threads = [threading.Thread(target=answerer, name=f"sms-answer-{at}", daemon=True) for at in range(answerers)]
    threads += [
        threading.Thread(target=loop, args=(work.sender.send_one,), name=f"sms-send-{at}", daemon=True)
        for at in range(senders)
    ]
    threads += [
        threading.Thread(target=_catching_up, args=(work, one, stop), name=f"sms-catch-{one.name}", daemon=True)
        for one in work.providers.values()
    ]
    for thread in threads:
        thread.start()
    return threads


def _catching_up(work: SmsWork, provider: Provider, stop: threading.Event) -> None:
    since = work.now() - CATCH_UP_OVER
    while not stop.is_set():
        began = work.now()
        try:
            new = work.catch_up(provider, since)
            if new:
                _log.warning("%d texts of %s came without their webhook", new, provider.name)
            # Clocks differ, and a text may be listed late.
            since = began - timedelta(hours=1)
        except (SendError, SQLAlchemyError) as error:
            _log.error("texts of %s could not be fetched: %s", provider.name, type(error).__name__)
        stop.wait(CATCH_UP_EVERY.total_seconds())
