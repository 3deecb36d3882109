"""The two ways of writing days and times: in full, as GOV.UK does, and short enough for a text message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from knowledge_base.opening.rules import OpeningRule

_NOON = time(12)
_MIDNIGHTS = (time(0), time(23, 59))


@dataclass(frozen=True)
class Style:
    """Words of one way of writing; the methods put them together."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    nth: dict[int, str]
    every_day: str
    always: str
    to: str
    after_days: str
    listed: Callable[[Sequence[str]], str]
    listed_days: Callable[[Sequence[str]], str]
    span: Callable[[time, time], str]
    of_the_month: str
    every_other_week: str
    every_n_weeks: str
    except_day: str

    def week(self, days: Sequence[int]) -> str:
        """Monday is 0. Three days in a row become a range."""
        if len(days) == 7:
            return self.every_day
        runs = _runs(sorted(days))
        if len(runs) == 2 and len(days) <= 4 and runs[0][0] == 0 and runs[1][-1] == 6:
            runs = [runs[1] + runs[0]]  # Sunday to Tuesday
        if len(days) == 6 and len(runs) > 1:
            missing = next(day for day in range(7) if day not in days)
            return self.except_day.format(self.weekdays[missing])
        return self.listed_days([part for run in runs for part in self._run(run)])

    def _run(self, run: list[int]) -> list[str]:
        names = [self.weekdays[day] for day in run]
        return [f"{names[0]}{self.to}{names[-1]}"] if len(run) > 2 else names

    def every_so_often(self, days: Sequence[int], interval: int) -> str:
        if interval == 2 and len(days) == 1:
            return f"every other {self.weekdays[days[0]]}"
        often = self.every_other_week if interval == 2 else self.every_n_weeks.format(interval)
        return f"{self.week(days)} {often}"

    def month(self, rule: OpeningRule) -> str:
        """The days of a MONTHLY rule."""
        often = {1: self.of_the_month, 2: " of every other month"}.get(
            rule.interval, f"{self.of_the_month}, every {rule.interval} months"
        )
        dates = self.listed([self._nth_date(day) for day in rule.monthdays])
        days = self.listed([self._nth_days(weekday, rule) for weekday in range(7) if _ns(weekday, rule)])
        if dates and days:
            return f"{dates}{often} if it is {days}"
        return (dates or days) + (often or "" if days else often or " of month")

    def _nth_days(self, weekday: int, rule: OpeningRule) -> str:
        nth = [self.nth[n] for n in _ns(weekday, rule)]
        return f"{self.listed(nth)} {self.weekdays[weekday]}"

    def _nth_date(self, day: int) -> str:
        if day > 0:
            suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
            return f"{day}{suffix}"
        return f"{self.nth.get(day, f'{-day}th to last')} day"

    def times(self, spans: Sequence[tuple[time, time]]) -> str:
        return self.listed([self.span(*span) for span in spans])

    def dates(self, first: date, last: date | None) -> str:
        if last is None or first == last:
            return self._date(first)
        return f"{self._date(first)}{self._between(self._date(first))}{self._date(last)}"

    def season(self, first: str, last: str) -> str:
        """October to March where it is whole months, else by the day."""
        (from_month, from_day), (to_month, to_day) = (map(int, each.split("-")) for each in (first, last))
        if from_day == 1 and to_day >= _DAYS_IN_MONTH[to_month]:
            start, end = self.months[from_month - 1], self.months[to_month - 1]
        else:
            start, end = self._day(from_day, from_month), self._day(to_day, to_month)
        return start if start == end else f"{start}{self._between(start)}{end}"

    def _between(self, start: str) -> str:
        return self.to if " " not in start else " to "

    def _date(self, day: date) -> str:
        return f"{self._day(day.day, day.month)} {day.year}"

    def _day(self, day: int, month: int) -> str:
        return f"{day} {self.months[month - 1]}"


# February counts as whole from the 28th on.
_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _ns(weekday: int, rule: OpeningRule) -> list[int]:
    """Which ones of the month, from the first to the last."""
    return sorted((n for n, day in rule.ordinals if day == weekday), key=lambda n: (n < 0, n))


def _runs(days: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def all_day(opens: time, closes: time) -> bool:
    return opens == time(0) and closes in _MIDNIGHTS


def _next_day(opens: time, closes: time) -> bool:
    """Whether the closing time would be misread without "the next day"; "10pm to 2am" is not."""
    return closes <= opens and not (opens >= _NOON > closes)


def _full_span(opens: time, closes: time) -> str:
    """ "9.30am to 5pm"; midday only to open, because "10am to midday" is longer and "12pm to 2pm" is misread."""
    if all_day(opens, closes):
        return "all day"
    start = "midday" if opens == _NOON else _clock(opens)
    return f"{start} to {_clock(closes)}" + (
        " the next day" if closes.hour and _next_day(opens, closes) else ""
    )


def _short_span(opens: time, closes: time) -> str:
    """ "9.30-5pm": am or pm of the start is left out only where one reading is possible; "10-12" ends at midday."""
    if all_day(opens, closes):
        return "24 hours"
    if closes.hour and _next_day(opens, closes):
        return f"{_clock(opens)}-{_clock(closes)} next day"
    if opens.hour == 0 or closes in _MIDNIGHTS or closes <= opens:
        return f"{_clock(opens)}-{_clock(closes)}"
    if closes == _NOON:
        return f"{_figures(opens)}-12"
    same_half = (opens.hour < 12) == (closes.hour < 12)
    obvious = same_half or (opens.hour, opens.minute) > (closes.hour % 12, closes.minute)
    return f"{_figures(opens) if obvious else _clock(opens)}-{_clock(closes)}"


def _clock(at: time) -> str:
    return "midnight" if at in _MIDNIGHTS else _figures(at) + ("am" if at.hour < 12 else "pm")


def _figures(at: time) -> str:
    return f"{at.hour % 12 or 12}" + (f".{at.minute:02}" if at.minute else "")


def _sentence_list(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January February March April May June July August September October November December").split()

FULL = Style(
    weekdays=_WEEKDAYS,
    months=tuple(_MONTHS),
    nth={
        0: "every", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth",
        -1: "last", -2: "second to last", -3: "third to last", -4: "fourth to last", -5: "fifth to last",
    },
    every_day="every day",
    always="24 hours a day, every day",
    to=" to ",
    after_days=", ",
    listed=_sentence_list,
    listed_days=_sentence_list,
    span=_full_span,
    of_the_month=" of the month",
    every_other_week="every other week",
    every_n_weeks="every {} weeks",
    except_day="every day except {}",
)  # fmt: skip

SHORT = Style(
    weekdays=tuple(name[:3] for name in _WEEKDAYS),
    months=tuple(name[:3] for name in _MONTHS),
    nth={
        0: "every", 1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th",
        -1: "last", -2: "2nd last", -3: "3rd last", -4: "4th last", -5: "5th last",
    },
    every_day="Daily",
    always="24 hours daily",
    to="-",
    after_days=" ",
    listed=" & ".join,
    listed_days=" ".join,
    span=_short_span,
    of_the_month="",
    every_other_week="every 2 weeks",
    every_n_weeks="every {} weeks",
    except_day="Daily except {}",
)  # fmt: skip
