"""The worker's loop: `python -m worker`."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from database import make_engine
from settings import read_settings
from worker.retention import forget_conversations

EVERY_SECONDS = 600

_log = logging.getLogger("worker")


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    settings = read_settings()
    tracker = make_engine(settings.tracker_url)
    keep = timedelta(hours=settings.keep_conversations_hours)
    while True:
        try:
            gone = forget_conversations(tracker, datetime.now(UTC), keep)
            _log.info("forgot %d events older than %s", gone, keep)
        except SQLAlchemyError as error:
            # Tried again next time; the error's text may hold parameters, so only its kind is logged.
            _log.error("conversations could not be forgotten: %s", type(error).__name__)
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main()
