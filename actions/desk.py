"""What every reply works with: the knowledge base, the wording, the time and the channel."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session, sessionmaker

from actions.wording import Wording
from database import make_engine, make_sessions
from safety import Contact
from settings import read_settings

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Desk:
    session: Session
    wording: Wording
    contacts: Mapping[str, Contact]
    now: datetime
    channel: str = "web"

    def say(self, key: str, **values: Any) -> str:
        return self.wording.say(key, **values)


@functools.cache
def sessions() -> sessionmaker[Session]:
    return make_sessions(make_engine(read_settings().database_url))


def clock_now() -> datetime:
    """Now in London; SIGNPOST_CLOCK fixes it, so that a test of live processes can name the day."""
    fixed = os.environ.get("SIGNPOST_CLOCK")
    return datetime.fromisoformat(fixed).replace(tzinfo=LONDON) if fixed else datetime.now(LONDON)
