"""The worker's threads for text messages as `python -m worker` starts them, with waits of tenths of a second."""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from channels.sms.notify import Notify
from channels.sms.provider import Later
from database import make_engine, make_sessions
from settings import Settings, read_settings
from worker import sms
from worker.__main__ import sms_work

# As outside, a lease is longer than a wait for the database's lock, a look-up and a send together.
LOCK_MILLISECONDS, PROVIDER_SECONDS, LEASE = 1_000, 1.2, timedelta(seconds=4)
LOOK_UP_AFTER, RETRY_AFTER = timedelta(seconds=0.8), timedelta(seconds=0.2)
# A kill counts as an attempt of the text that was being answered, and here a worker lives for a second.
MOST_ATTEMPTS = 8
IDLE_SECONDS, AFTER_A_FAULT_SECONDS = 0.1, 0.2


class HastyNotify(Notify):
    """Comes back sooner than Notify asks."""

    def send(self, number: str, text: str, reference: str) -> str:
        try:
            return super().send(number, text, reference)
        except Later as error:
            raise Later(error.code, seconds=RETRY_AFTER.total_seconds()) from None


def main(ready: Path) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = read_settings()
    engine = make_engine(settings.database_url, durable=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _wait_less)
    work = sms_work(settings, make_sessions(engine))
    providers = {"notify": _hasty(settings)}
    sender = replace(
        work.sender, providers=providers, lease=LEASE, look_up_after=LOOK_UP_AFTER, first_retry=RETRY_AFTER
    )
    work = replace(
        work,
        sender=sender,
        providers=providers,
        lease=LEASE,
        most_attempts=MOST_ATTEMPTS,
        retry_after=RETRY_AFTER,
        idle_seconds=IDLE_SECONDS,
        after_a_fault_seconds=AFTER_A_FAULT_SECONDS,
    )
    sms.run(work, threading.Event())
    ready.touch()
    # Nobody ends it politely.
    threading.Event().wait()


def _hasty(settings: Settings) -> Notify:
    return HastyNotify(
        api_key=settings.notify_api_key,
        template_id=settings.notify_template_id,
        callback_token=settings.notify_callback_token,
        base_url=settings.notify_url,
        timeout_seconds=PROVIDER_SECONDS,
    )


def _wait_less(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={LOCK_MILLISECONDS}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
