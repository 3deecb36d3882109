"""Deletes what residents wrote from Rasa's tracker store when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, column, delete, inspect, table

# Rasa's own table (rasa.core.tracker_store): `timestamp` is seconds since 1970, as a float.
EVENTS = table("events", column("id"), column("timestamp"))


def forget_conversations(engine: Engine, now: datetime, keep: timedelta) -> int:
    """Deletes every event older than `keep`; the number deleted. Nothing to do before Rasa has made its table."""
    if not inspect(engine).has_table("events"):
        return 0
    oldest = (now - keep).timestamp()
    with engine.begin() as connection:
        gone = connection.execute(delete(EVENTS).where(EVENTS.c.timestamp < oldest).returning(EVENTS.c.id))
        return len(gone.all())
