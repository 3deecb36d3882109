"""What the rules say about one date: the only place where a rule becomes a moment in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge_base.opening.bank_holidays import bank_holiday
from knowledge_base.opening.rules import Hours, OpeningRule

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """From start (inclusive) to end (exclusive), aware, Europe/London.

    Python compares and subtracts times of one zone by the wall clock: to measure across a clock change, go
    through UTC.
    """

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Day:
    """The openings that start on one date, in order, without overlaps.

    doubtful: what would be open, were it not a bank holiday about which nobody told us.
    untimed: opens that day at times we do not know, or the schedule has run out.
    """

    openings: tuple[Opening, ...] = ()
    doubtful: tuple[Opening, ...] = ()
    untimed: bool = False

    @property
    def state(self) -> str:
        """open: at some time that day."""
        return "open" if self.openings else "unknown" if self.doubtful or self.untimed else "closed"


_CLOSED = Day()
_UNKNOWN = Day(untimed=True)


def plan_day(hours: Hours, day: date) -> Day:
    """Exceptions first, then the bank holiday, then the regular rules. Constant time for each rule."""
    rules = [rule for rule in hours.exceptions if rule.falls_on(day)]
    if rules:
        return _day_of(rules, day)
    if hours.known_until and day > hours.known_until:
        return _UNKNOWN
    rules = [rule for rule in hours.regular if rule.falls_on(day)]
    if not rules:
        return _CLOSED
    if hours.closed_on_bank_holidays is False or not bank_holiday(day):
        return _day_of(rules, day)
    if hours.closed_on_bank_holidays:
        return _CLOSED
    plan = _day_of(rules, day)
    return Day(doubtful=plan.openings, untimed=plan.untimed)


def _day_of(rules: list[OpeningRule], day: date) -> Day:
    openings = [opening for rule in rules if rule.wall_times and (opening := _opening(*rule.wall_times, day))]
    return Day(_merged(openings), (), any(rule.untimed for rule in rules))


def _opening(opens: time, closes: time, next_day: bool, day: date) -> Opening | None:
    start = moment(day, opens)
    end = moment(day + ONE_DAY if next_day else day, closes)
    # Both in the hour that the clocks skip: nothing is left of it.
    return Opening(start, end) if start != end else None


def _merged(openings: list[Opening]) -> tuple[Opening, ...]:
    """Sorted, those that overlap or touch made one: two rows that say the same are one opening."""
    if len(openings) < 2:
        return tuple(openings)
    kept: list[Opening] = []
    for opening in sorted(openings, key=lambda each: (each.start, each.end)):
        if kept and opening.start <= kept[-1].end:
            kept[-1] = Opening(kept[-1].start, max(kept[-1].end, opening.end))
        else:
            kept.append(opening)
    return tuple(kept)


def moment(day: date, wall: time) -> datetime:
    """When a clock on an English wall first shows this time.

    In October 01:30 comes twice: the first counts. In March it never comes: the clocks jump from 01:00 to
    02:00, and whoever waits for 01:30 acts then.
    """
    shown = datetime.combine(day, wall, LONDON)
    if wall.hour != 1:  # both changes are at 01:00 UTC
        return shown
    real = shown.astimezone(UTC).astimezone(LONDON)
    return shown if real.hour == 1 else datetime.combine(day, time(2), LONDON)
