"""The dates of a clause: "Dec 25", "Oct-Mar", "2026 Dec 22-2027 Jan 3"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from knowledge_base.exchange.osm_hours.errors import OsmHoursError
from knowledge_base.exchange.osm_hours.reader import Reader

MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
# The notation has no way to leave the first date open: this one stands for "always until now".
LONG_AGO = date(1970, 1, 1)
_LEAP_YEAR = 2000
_MONTH = rf"({'|'.join(MONTHS)})\b"
_DAY = r"(\d{1,2})(?![\d:])"  # not the hour of a time
_POINT = rf"(?:(\d{{4}})\s+)?{_MONTH}(?:\s*{_DAY})?"
_RANGE = re.compile(rf"{_POINT}(?:\s*-\s*(?:{_POINT}|{_DAY})|(\+))?\s*", re.I)
_MORE_DAYS = re.compile(rf",\s*{_DAY}(?:\s*-\s*{_DAY})?\s*", re.I)
_NEXT = re.compile(rf",\s*(?={_POINT})", re.I)
_COLON = re.compile(r":\s*")


@dataclass(frozen=True)
class Dates:
    """Either a season of every year or dates of certain years, both inclusive; last None: from then on."""

    season: tuple[str, str] | None = None
    first: date = LONG_AGO
    last: date | None = None

    @property
    def brief(self) -> bool:
        """A week at most: a special date rather than a season."""
        return len(self._days_of_year()) <= 7

    def may_meet(self, other: Dates) -> bool:
        """Whether some date can be in both."""
        if self.season is None and other.season is None:
            return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)
        return not self._days_of_year().isdisjoint(other._days_of_year())

    def _days_of_year(self) -> frozenset[tuple[int, int]]:
        if self.season:
            return _season_days(*self.season)
        last = min((self.last or date.max).toordinal(), self.first.toordinal() + 366)
        return frozenset((day.month, day.day) for day in _each(self.first, date.fromordinal(last)))


@lru_cache(maxsize=256)
def _season_days(first: str, last: str) -> frozenset[tuple[int, int]]:
    days = [(day.month, day.day) for day in _each(date(_LEAP_YEAR, 1, 1), date(_LEAP_YEAR, 12, 31))]
    start, end = (tuple(int(part) for part in text.split("-")) for text in (first, last))
    return frozenset(day for day in days if (start <= day <= end if start <= end else day >= start or day <= end))


def _each(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


class _Point(NamedTuple):
    """One end of a range as written."""

    year: str | None
    month: str
    day: str | None


def take_dates(reader: Reader) -> tuple[Dates, ...]:
    dates: list[Dates] = []
    while found := reader.take(_RANGE):
        part = found[0].strip()
        start, end = _ends(found, part)
        dates.append(Dates(first=_date(start, 1, part)) if found[8] else _between(start, end, part))
        while end.day and not found[8] and (more := reader.take(_MORE_DAYS)):  # Dec 25,26
            dates.append(
                _between(
                    end._replace(day=more[1]),
                    end._replace(day=more[2] or more[1]),
                    part + more[0],
                )
            )
        if not reader.take(_NEXT):
            break
    if dates:
        reader.take(_COLON)
    return tuple(dates)


def _ends(found: re.Match[str], part: str) -> tuple[_Point, _Point]:
    start = _Point(found[1], found[2], found[3])
    if found[5]:
        end = _Point(found[4] or found[1], found[5], found[6])
    else:
        end = start._replace(day=found[7]) if found[7] else start
    undated = found[8] and not (start.year and start.day)
    if undated or (start.day is None) != (end.day is None):
        raise OsmHoursError("not_understood", part)
    if (start.year is None) != (end.year is None):
        raise OsmHoursError("year_needed", part)
    return start, end


def _between(start: _Point, end: _Point, part: str) -> Dates:
    if start.year is None:
        return Dates(season=_season(start, end, part))
    first, last = _date(start, 1, part), _date(end, 31, part)
    if last < first:
        raise OsmHoursError("year_needed", part)
    return Dates(first=first, last=last)


def _season(start: _Point, end: _Point, part: str) -> tuple[str, str]:
    first, last = _date(start, 1, part), _date(end, 31, part)
    if (first.month, first.day) == (2, 29):
        raise OsmHoursError("no_such_date", part)
    return f"{first:%m-%d}", f"{last:%m-%d}"


def _date(point: _Point, day_if_none: int, part: str) -> date:
    """The date, in a leap year where no year is given; of a whole month, its first day for 1, last for 31."""
    year, month = int(point.year or _LEAP_YEAR), MONTHS.index(point.month.title()) + 1
    try:
        day = int(point.day) if point.day else min(day_if_none, monthrange(year, month)[1])
        return date(year, month, day)
    except ValueError:
        raise OsmHoursError("no_such_date", part) from None
