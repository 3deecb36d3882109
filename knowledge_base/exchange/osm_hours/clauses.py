"""Text to clauses: what each part between semicolons says, before anybody asks how the parts go together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from knowledge_base.exchange.osm_hours.dates import Dates, take_dates
from knowledge_base.exchange.osm_hours.errors import OsmHoursError
from knowledge_base.exchange.osm_hours.reader import Reader
from knowledge_base.opening import WEEKDAYS

_SEPARATOR = re.compile(r"(;|$)\s*")
_WEEKDAY = r"(Mo|Tu|We|Th|Fr|Sa|Su)\b"
_DAYS = re.compile(rf"{_WEEKDAY}(?:\s*-\s*{_WEEKDAY})?(?:\s*\[([^\]]*)\])?\s*", re.I)
_NTH = re.compile(r"(-?[1-5])(?:-([1-5]))?")
_SHIFT = re.compile(r"[+-]\s*\d")
_HOLIDAYS = re.compile(r"PH\b\s*", re.I)
_TIMES = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)(?![\d:]|\s*[+/])\s*")
_STATE = re.compile(r"(off|closed|open|unknown)\b\s*", re.I)
_COMMENT = re.compile(r'"([^"]*)"\s*')
_COMMA = re.compile(r",\s*")
_ALWAYS = re.compile(r"24/7\s*")
_DAY = 24 * 60


@dataclass(frozen=True)
class Clause:
    """One part: on these dates (none: all year), on these days (none: all), at these times.

    days: ("MO", "2TU"). state: "" | "open" | "off" | "unknown". always: written 24/7.
    holidays: "" | "only" (PH) | "also" (Mo,PH) | "within" (PH Mo: bank holidays that fall on a Monday).
    added: joined to the part before it by a comma, so that it adds to it instead of overriding it.
    """

    text: str
    dates: tuple[Dates, ...] = ()
    days: tuple[str, ...] = ()
    holidays: str = ""
    times: tuple[tuple[time, time], ...] = ()
    state: str = ""
    comment: str = ""
    added: bool = False
    always: bool = False


def read_clauses(text: str) -> list[Clause]:
    reader = Reader(re.sub("[–—−]", "-", text.strip()))
    if not reader.text:
        raise OsmHoursError("empty", text)
    clauses: list[Clause] = []
    added = False
    while reader.rest or added:
        clauses.append(_clause(reader, added))
        added = reader.take(_COMMA) is not None
        if reader.rest.startswith("||"):
            raise OsmHoursError("choice", reader.rest)
        if not added and not reader.take(_SEPARATOR):
            raise reader.refusal()
    return clauses


def _clause(reader: Reader, added: bool) -> Clause:
    start = reader.at
    always = reader.take(_ALWAYS) is not None
    dates = () if always else take_dates(reader)
    days, holidays = (WEEKDAYS, "") if always else _days(reader)
    times = ((time(0), time(0)),) if always else _times(reader)
    state, comment = reader.take(_STATE), reader.take(_COMMENT)
    if reader.at == start:
        raise reader.refusal()
    return Clause(
        reader.text[start : reader.at].strip(),
        dates,
        days,
        holidays,
        times,
        state[1].lower().replace("closed", "off") if state else "",
        comment[1].strip() if comment else "",
        added,
        always,
    )


def _days(reader: Reader) -> tuple[tuple[str, ...], str]:
    days, holidays = _day_list(reader)
    if not holidays:
        return days, ""
    if days or not reader.peek(_DAYS):
        return days, "also" if days else "only"
    days, holidays = _day_list(reader)
    if holidays:
        raise reader.refusal()
    return days, "within"


def _day_list(reader: Reader) -> tuple[tuple[str, ...], bool]:
    days: list[str] = []
    holidays = False
    end = reader.at
    while True:
        if reader.take(_HOLIDAYS):
            holidays = True
        elif found := reader.take(_DAYS):
            days += _days_of(found, reader)
        else:
            reader.at = end
            break
        end = reader.at
        if not reader.take(_COMMA):
            break
    return tuple(sorted(dict.fromkeys(days), key=lambda day: WEEKDAYS.index(day[-2:]))), holidays


def _days_of(found: re.Match[str], reader: Reader) -> list[str]:
    """The weekdays of "Mo-We", of "Tu[2,4]" as 2TU and 4TU."""
    first, last = (WEEKDAYS.index(name.upper()) for name in (found[1], found[2] or found[1]))
    days = [WEEKDAYS[(first + step) % 7] for step in range((last - first) % 7 + 1)]
    if found[3] is None:
        return days
    if reader.peek(_SHIFT):
        raise OsmHoursError("shifted", found[0] + reader.rest)
    return [f"{n}{day}" for day in days for piece in found[3].split(",") for n in _nth(piece.strip(), found)]


def _nth(piece: str, found: re.Match[str]) -> range:
    nth = _NTH.fullmatch(piece)
    first, last = (int(nth[1]), int(nth[2] or nth[1])) if nth else (0, 0)
    if not nth or last < first or (nth[2] and first < 0):
        raise OsmHoursError("no_such_day", found[0].strip())
    return range(first, last + 1)


def _times(reader: Reader) -> tuple[tuple[time, time], ...]:
    times = []
    while found := reader.take(_TIMES):
        times.append(_span(found))
        comma = reader.at
        if not (reader.take(_COMMA) and reader.peek(_TIMES)):
            reader.at = comma
            break
    return tuple(times)


def _span(found: re.Match[str]) -> tuple[time, time]:
    """Hours from 24:00 on are those of the next day, so 26:00 is 2am."""
    from_hour, from_minute, to_hour, to_minute = (int(part) for part in found.groups())
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    too_late = from_hour > 23 or closes > opens + _DAY
    if from_minute > 59 or to_minute > 59 or too_late:
        raise OsmHoursError("no_such_time", found[0].strip())
    if closes == opens:
        raise OsmHoursError("zero_length", found[0].strip())
    closes %= _DAY
    return time(from_hour, from_minute), time(closes // 60, closes % 60)
