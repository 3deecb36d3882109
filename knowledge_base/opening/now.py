"""Answers for a resident: open now, on a day, at some time of a day, and when next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge_base.opening.bank_holidays import bank_holiday
from knowledge_base.opening.calendar import LONDON, ONE_DAY, Day, Opening, plan_day
from knowledge_base.opening.rules import Hours

# A place that has not shut for this long is taken never to shut: every weekday was seen once.
_NEVER_SHUTS_AFTER = timedelta(days=8)
_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class OpenState:
    """Whether a service is open at a moment.

    state: open, closed or unknown. until: while open, when it shuts; None where it never does.
    next: the first certain opening after that, or after now, at most 60 days ahead.
    bank_holiday: the name of the bank holiday that it is; with state unknown, the reason why.
    """

    state: str
    until: datetime | None = None
    next: Opening | None = None
    bank_holiday: str | None = None


class _Days(dict[date, Day]):
    """The days one question looks at, each worked out once."""

    def __init__(self, hours: Hours) -> None:
        self.hours = hours

    def __missing__(self, day: date) -> Day:
        self[day] = plan = plan_day(self.hours, day)
        return plan


def open_state(hours: Hours, now: datetime) -> OpenState:
    """Whether it is open at an aware moment.

    Unknown all day where the regular rules would open it on a bank holiday and closed_on_bank_holidays is
    None. Cost: the rules times the days looked at, namely yesterday, today and those up to the next opening.
    """
    now = _on_the_wall(now)
    today, yesterday = now.date(), now.date() - ONE_DAY
    holiday = bank_holiday(today)
    if not hours.rules:
        return OpenState("unknown", bank_holiday=holiday)
    days = _Days(hours)
    until = _open_until(days, now)
    if until is not None:
        if until - now >= _NEVER_SHUTS_AFTER:
            return OpenState("open", bank_holiday=holiday)
        return OpenState("open", until, _first_after(days, until, _LOOK_AHEAD_DAYS), holiday)
    following = _first_after(days, now, _LOOK_AHEAD_DAYS)
    if any(opening.start <= now < opening.end for opening in days[yesterday].doubtful):
        return OpenState("unknown", None, following, bank_holiday(yesterday))
    unsure = days[today].doubtful or days[today].untimed
    return OpenState("unknown" if unsure else "closed", None, following, holiday)


def openings(hours: Hours, first: date, last: date) -> list[Opening]:
    """Every certain opening that starts on a date from first to last, both inclusive."""
    return [opening for day in _dates(first, last) for opening in plan_day(hours, day).openings]


def open_on(hours: Hours, day: date) -> list[Opening]:
    """The certain openings that start on a date; an empty list may also mean unknown: see state_on."""
    return openings(hours, day, day)


def state_on(hours: Hours, day: date) -> str:
    """open (at some time that day), closed or unknown."""
    return plan_day(hours, day).state if hours.rules else "unknown"


def open_during(hours: Hours, start: datetime, end: datetime) -> bool:
    """Whether it is certainly open at some time from start (inclusive) to end (exclusive), both aware."""
    return state_during(hours, start, end) == "open"


def state_during(hours: Hours, start: datetime, end: datetime) -> str:
    """open (at some time between the two), closed or unknown."""
    if not hours.rules:
        return "unknown"
    start, end = _on_the_wall(start), _on_the_wall(end)
    plans = [plan_day(hours, day) for day in _dates(start.date() - ONE_DAY, end.date())]
    if any(opening.start < end and opening.end > start for plan in plans for opening in plan.openings):
        return "open"
    unsure = any(opening.start < end and opening.end > start for plan in plans for opening in plan.doubtful)
    return "unknown" if unsure or any(plan.untimed for plan in plans[1:]) else "closed"


def next_opening(hours: Hours, now: datetime, within_days: int = _LOOK_AHEAD_DAYS) -> Opening | None:
    """The first certain opening that starts after now or, while open, after closing; None if never shut."""
    now, days = _on_the_wall(now), _Days(hours)
    until = _open_until(days, now)
    if until is not None and until - now >= _NEVER_SHUTS_AFTER:
        return None
    return _first_after(days, until or now, within_days)


def _open_until(days: _Days, now: datetime) -> datetime | None:
    """When the opening around now ends, with those that follow without a gap; None while it is not open."""
    today = now.date()
    end = now
    for day in _dates(today - ONE_DAY, today + _NEVER_SHUTS_AFTER):
        if day > end.date():
            break
        for opening in days[day].openings:
            if opening.start <= end < opening.end:
                end = opening.end
    return end if end > now else None


def _first_after(days: _Days, moment: datetime, within_days: int) -> Opening | None:
    first = moment.date()
    for day in _dates(first, first + timedelta(days=within_days)):
        for opening in days[day].openings:
            if opening.start > moment:
                return opening
    return None


def _dates(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _on_the_wall(moment: datetime) -> datetime:
    """The moment in London, such that the wall clock, by which Python compares, puts it right among openings.

    Openings start and end in the first of the two hours from 01:00 in October. So all of the second hour
    comes after those of their times that look as if they fell into it: its last microsecond stands for it.
    """
    if moment.tzinfo is None:
        raise ValueError("the moment must say its time zone")
    local = moment.astimezone(LONDON)
    return local.replace(minute=59, second=59, microsecond=999_999, fold=0) if local.fold else local
