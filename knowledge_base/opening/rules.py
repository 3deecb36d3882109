"""The rules a service opens by, as values: one OpeningRule is one schedule row of Open Referral UK."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property, lru_cache

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MIDNIGHT = time(0)
_LAST_MINUTE = time(23, 59)
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


class OpeningRuleError(ValueError):
    """A rule that cannot be meant; `code` says which check refused it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class OpeningRule:
    """Days by the columns of RFC 5545, times on the wall clock.

    - byday: ("MO", "FR"); with MONTHLY also the nth of the month, ("2TU", "-1FR"). Left out: the day of
      dtstart where there is one (RFC 5545), else, with WEEKLY, every day.
    - interval: 2 with WEEKLY is fortnightly, counted from the week (Monday to Sunday) of dtstart; nothing
      happens before dtstart.
    - opens_at, closes_at: closing at or before opening means past midnight; 23:59 means midnight. Both None
      on a rule that is not closed: it opens on those days, at times we do not know.
    - valid_from, valid_to: inclusive. season: "MM-DD" to "MM-DD" of every year, inclusive, may wrap over New
      Year; "02-29" as its end means the end of February.
    - closed, exception: an exception (a closed rule always is one) outranks the regular rules and the bank
      holidays. On a date on which an exception is valid and matches, only exceptions count: the openings of
      those that are not closed, or none. So closed from 22 December to 3 January, and open from 10am to 12pm
      on 24 December, is two exceptions in any order. An opening belongs to the date on which it starts.
    """

    freq: str = "WEEKLY"
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    interval: int = 1
    dtstart: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    season: tuple[str, str] | None = None
    closed: bool = False
    notes: str = ""
    exception: bool = False

    def __post_init__(self) -> None:
        for code, message in _problems(self):
            raise OpeningRuleError(code, message)

    @property
    def is_exception(self) -> bool:
        return self.exception or self.closed

    @property
    def untimed(self) -> bool:
        return self.opens_at is None and not self.closed

    @property
    def span(self) -> tuple[time, time] | None:
        """Opening and closing time as given."""
        if self.opens_at is None or self.closes_at is None:
            return None
        return self.opens_at, self.closes_at

    @cached_property
    def wall_times(self) -> tuple[time, time, bool] | None:
        """When it opens and closes, and whether that is on the next day; 23:59 is read as midnight."""
        if self.span is None:
            return None
        opens, closes = self.span
        closes = _MIDNIGHT if closes >= _LAST_MINUTE else closes
        return opens, closes, closes <= opens

    @cached_property
    def ordinals(self) -> tuple[tuple[int, int], ...]:
        """byday as (n, weekday), n 0 for every one, weekday 0 for Monday."""
        if self.byday:
            return tuple(_ordinal(token) for token in self.byday)
        if self.freq == "MONTHLY":
            return ()
        return tuple((0, day) for day in ((self.dtstart.weekday(),) if self.dtstart else range(7)))

    @cached_property
    def monthdays(self) -> tuple[int, ...]:
        if self.freq == "MONTHLY" and not self.byday and not self.bymonthday and self.dtstart:
            return (self.dtstart.day,)
        return self.bymonthday

    @cached_property
    def _season(self) -> tuple[int, int] | None:
        return (_month_day(self.season[0]), _month_day(self.season[1])) if self.season else None

    def falls_on(self, day: date) -> bool:
        """Whether the rule speaks about this date. Constant time: nothing is expanded."""
        if not self.in_force(day) or (self.dtstart and day < self.dtstart):
            return False
        return self._in_week(day) if self.freq == "WEEKLY" else self._in_month(day)

    def in_force(self, day: date) -> bool:
        """Within its dates and its season, whatever the weekday."""
        if (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to):
            return False
        if self._season is None:
            return True
        first, last = self._season
        at = day.month * 100 + day.day
        return first <= at <= last if first <= last else at >= first or at <= last

    def _in_week(self, day: date) -> bool:
        if (0, day.weekday()) not in self.ordinals:
            return False
        if self.interval == 1 or self.dtstart is None:
            return True
        return (_week(day) - _week(self.dtstart)) % self.interval == 0

    def _in_month(self, day: date) -> bool:
        if self.interval > 1 and self.dtstart and (_month(day) - _month(self.dtstart)) % self.interval:
            return False
        left = monthrange(day.year, day.month)[1] - day.day  # days that follow in this month
        if self.monthdays and day.day not in self.monthdays and -left - 1 not in self.monthdays:
            return False
        weekday = day.weekday()
        meant = {
            (0, weekday),
            ((day.day - 1) // 7 + 1, weekday),
            (-(left // 7) - 1, weekday),
        }
        return not self.ordinals or not meant.isdisjoint(self.ordinals)


@dataclass(frozen=True)
class Hours:
    """All rules of a service. No rule means that its hours are not known, which never means closed.

    closed_on_bank_holidays None: nobody told us, so regular hours on an English bank holiday are doubtful.
    text: the hours as their source wrote them, for people to read.
    """

    rules: tuple[OpeningRule, ...] = ()
    closed_on_bank_holidays: bool | None = None
    text: str | None = None

    @cached_property
    def regular(self) -> tuple[OpeningRule, ...]:
        return tuple(rule for rule in self.rules if not rule.is_exception)

    @cached_property
    def exceptions(self) -> tuple[OpeningRule, ...]:
        return tuple(rule for rule in self.rules if rule.is_exception)

    @cached_property
    def known_until(self) -> date | None:
        """The last date the regular rules speak about; None where they have no end.

        A schedule past its valid_to is out of date; the service itself may well go on (Open Referral UK).
        """
        ends = [rule.valid_to or date.max for rule in self.regular]
        last = max(ends, default=date.min)
        return None if last == date.max else last


def _problems(rule: OpeningRule) -> Iterator[tuple[str, str]]:
    yield from _problems_of_days(rule)
    yield from _problems_of_times(rule)
    yield from _problems_of_dates(rule)


def _problems_of_days(rule: OpeningRule) -> Iterator[tuple[str, str]]:
    weekly = rule.freq == "WEEKLY"
    if rule.freq not in ("WEEKLY", "MONTHLY"):
        yield "freq", f"“{rule.freq}” must be WEEKLY or MONTHLY"
    for token in rule.byday:
        if not _BYDAY.fullmatch(token) or (weekly and token not in WEEKDAYS):
            yield "byday", f"“{token}” is not a day of a {rule.freq} rule"
    if any(not 1 <= abs(day) <= 31 for day in rule.bymonthday) or (weekly and rule.bymonthday):
        yield (
            "bymonthday",
            "days of the month run from 1 to 31, or -1 to -31 from its end, in a MONTHLY rule",
        )
    if not weekly and not (rule.byday or rule.bymonthday or rule.dtstart):
        yield "no_day", "a MONTHLY rule must say on which day of the month"
    if rule.interval < 1 or (rule.interval > 1 and rule.dtstart is None):
        yield (
            "interval",
            "an interval must be 1 or more, and above 1 needs the date it is counted from",
        )


def _problems_of_times(rule: OpeningRule) -> Iterator[tuple[str, str]]:
    if (rule.opens_at is None) != (rule.closes_at is None):
        yield "times", "opening and closing time must both be given, or neither"
    if rule.closed and rule.opens_at is not None:
        yield "closed_with_times", "a closed day has no opening times"


def _problems_of_dates(rule: OpeningRule) -> Iterator[tuple[str, str]]:
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        yield "valid", "the first valid date is after the last"
    if rule.dtstart and rule.valid_to and rule.dtstart > rule.valid_to:
        yield "dtstart", "the rule starts after its last valid date"
    if rule.season and (not _month_day(rule.season[0]) or not _month_day(rule.season[1])):
        yield (
            "season",
            f"“{rule.season[0]} to {rule.season[1]}” has a date that no year has",
        )
    elif rule.season and rule.season[0] == "02-29":
        yield (
            "season",
            "a season cannot start on 29 February, which most years do not have",
        )


@lru_cache(maxsize=1024)
def _month_day(text: str) -> int:
    """10-01 as 1001; 0 where there is no such day, even in a leap year."""
    found = _MONTH_DAY.fullmatch(text)
    month, day = (int(part) for part in found.groups()) if found else (0, 0)
    return month * 100 + day if 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1] else 0


@lru_cache(maxsize=128)
def _ordinal(token: str) -> tuple[int, int]:
    return int(token[:-2] or 0), WEEKDAYS.index(token[-2:])


def _week(day: date) -> int:
    # Ordinal 1, the first of January of year 1, is a Monday.
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month
