"""The two ways of writing days and times: in full, as GOV.UK does, and short enough for a text message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from knowledge_base.opening.clock import full_span, short_span
from knowledge_base.opening.rules import OpeningRule


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
    before_dates: str
    listed: Callable[[Sequence[str]], str]
    listed_days: Callable[[Sequence[str]], str]
    span: Callable[[time, time], str]
    of_the_month: str
    every_other_week: str
    every_n_weeks: str
    except_day: str
    bank_holidays: str

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
        return (dates or days) + often

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

    def on(self, day: date) -> str:
        return f"{self._day(day.day, day.month)} {day.year}"

    def dates(self, first: date, last: date) -> str:
        """22 December 2026 to 3 January 2027; 25 to 26 December 2026."""
        if first == last:
            return self.on(first)
        if first.year == last.year and first.month == last.month:
            return f"{first.day}{self.to}{self.on(last)}"
        start = self._day(first.day, first.month) if first.year == last.year else self.on(first)
        return f"{start} to {self.on(last)}"

    def season(self, first: str, last: str) -> str:
        """October to March where it is whole months, else by the day."""
        (from_month, from_day), (to_month, to_day) = (map(int, each.split("-")) for each in (first, last))
        if from_day == 1 and to_day >= _DAYS_IN_MONTH[to_month]:
            start, end = self.months[from_month - 1], self.months[to_month - 1]
            return start if start == end else f"{start}{self.to}{end}"
        end = f"the end of {self.months[1]}" if last == "02-29" else self._day(to_day, to_month)
        if first == last:
            return end
        if from_month == to_month and from_day < to_day:
            return f"{from_day}{self.to}{end}"
        return f"{self._day(from_day, from_month)} to {end}"

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


def _sentence_list(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_MONTHS = tuple("January February March April May June July August September October November December".split())

FULL = Style(
    weekdays=_WEEKDAYS,
    months=_MONTHS,
    nth={
        0: "every", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth",
        -1: "last", -2: "second to last", -3: "third to last", -4: "fourth to last", -5: "fifth to last",
    },
    every_day="every day",
    always="24 hours a day, every day",
    to=" to ",
    after_days=", ",
    before_dates=", ",
    listed=_sentence_list,
    listed_days=_sentence_list,
    span=full_span,
    of_the_month=" of the month",
    every_other_week="every other week",
    every_n_weeks="every {} weeks",
    except_day="every day except {}",
    bank_holidays="bank holidays",
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
    before_dates=" ",
    listed=" & ".join,
    listed_days=" ".join,
    span=short_span,
    of_the_month=" of month",
    every_other_week="every 2 weeks",
    every_n_weeks="every {} weeks",
    except_day="Daily except {}",
    bank_holidays="bank hols",
)  # fmt: skip
