"""The worker: `python -m worker`. Answers and sends text messages, and forgets what is old enough."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from channels.conversation import Contacts
from channels.sms.assembly import make_answering, make_providers
from channels.sms.spending import Spend
from database import make_engine, make_sessions
from knowledge_base.contacts import all_contacts
from safety import mended
from settings import Settings, read_settings
from worker import sms
from worker.retention import forget_conversations, forget_texts
from worker.sending import Sender
from worker.sms import SmsWork

EVERY_SECONDS = 600

_log = logging.getLogger("worker")


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    settings = read_settings()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sessions = make_sessions(make_engine(settings.database_url, durable=True))
    threads = sms.run(sms_work(settings, sessions), stop) if settings.sms_providers else []
    tracker = make_engine(settings.tracker_url)
    while not stop.is_set():
        _forget(settings, lambda now, keep: forget_conversations(tracker, now, keep), sessions)
        stop.wait(EVERY_SECONDS)
    # What is being answered or sent now is finished; a longer wait would only end in a kill.
    for thread in threads:
        thread.join(timeout=3)


def sms_work(settings: Settings, sessions: sessionmaker[Session]) -> SmsWork:
    providers = make_providers(settings)
    answering = make_answering(settings, _contacts_from(sessions))
    spend = Spend(settings.sms_pence_per_segment, settings.sms_pence_per_day)
    sender = Sender(sessions, answering.sealed, providers, spend, sms.utc_now)
    return SmsWork(sessions, answering.sealed, answering, sender, providers)


def _forget(
    settings: Settings, conversations: Callable[[datetime, timedelta], int], sessions: sessionmaker[Session]
) -> None:
    now, keep = datetime.now(UTC), timedelta(hours=settings.keep_conversations_hours)
    try:
        gone = conversations(now, keep)
        with sessions.begin() as session:
            texts = forget_texts(session, now, words=keep, rows=timedelta(days=settings.sms_keep_days))
        _log.info("forgot %d events older than %s and %d texts", gone, keep, texts)
    except SQLAlchemyError as error:
        # Tried again next time; the error's text may hold parameters, so only its kind is logged.
        _log.error("old conversations could not be forgotten: %s", type(error).__name__)


def _contacts_from(sessions: sessionmaker[Session]) -> Callable[[], Contacts]:
    def contacts() -> Contacts:
        with sessions() as session:
            return mended(all_contacts(session))

    return contacts


if __name__ == "__main__":
    main()
