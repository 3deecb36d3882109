"""Days and times in words, and the residents' words for days as dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from actions.wording import Wording

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
PARTS = {
    "morning": (time(6), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(23, 59)),
}


@dataclass(frozen=True)
class Asked:
    """A day, or a part of one, that somebody asks about."""

    day: date
    start: time | None = None
    end: time | None = None


def asked_day(when: str, now: datetime) -> Asked | None:
    """ "saturday morning", "tonight", "tomorrow" → a date and hours; None for "now" and what is no single day."""
    word, _, part = when.partition(" ")
    start, end = PARTS.get(part, (None, None))
    if word == "tonight":
        return Asked(now.date(), *PARTS["evening"])
    if word == "today":
        return Asked(now.date(), start or now.time().replace(second=0, microsecond=0), end)
    if word == "tomorrow":
        return Asked(now.date() + timedelta(days=1), start, end)
    if word == "weekend":
        return Asked(_next_weekday(now.date(), 5), start, end)
    if word in WEEKDAYS:
        return Asked(_next_weekday(now.date(), WEEKDAYS.index(word)), start, end)
    return None


def clock(moment: time | datetime) -> str:
    """10am, 2.30pm, midday, midnight: as the GOV.UK style guide writes them."""
    if (moment.hour, moment.minute) in ((12, 0), (0, 0)):
        return "midday" if moment.hour else "midnight"
    half = "am" if moment.hour < 12 else "pm"
    minutes = f".{moment.minute:02d}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{half}"


def long_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def day_in_words(day: date, now: datetime, wording: Wording) -> str:
    """today, tomorrow, on Thursday, on Thursday 3 December."""
    ahead = (day - now.date()).days
    if ahead in (0, 1):
        return wording.say("day_today" if ahead == 0 else "day_tomorrow")
    return wording.say("day_later", day=f"{day:%A}" if ahead < 7 else f"{day:%A} {day.day} {day:%B}")


def _next_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
