"""Rules to text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from knowledge_base.exchange.osm_hours.canonical import (
    canonical,
    dates_of,
    plain_notes,
    selection,
)
from knowledge_base.exchange.osm_hours.dates import MONTHS, Dates
from knowledge_base.exchange.osm_hours.errors import OsmHoursError
from knowledge_base.exchange.osm_hours.parts import Part
from knowledge_base.exchange.osm_hours.reading import rules_from_osm
from knowledge_base.opening import WEEKDAYS, Hours, OpeningRule, sentence

Span = tuple[time, time]
Ordinal = tuple[int, int]


@dataclass(frozen=True)
class _Frame:
    """What rules must share to stand in one clause."""

    dates: Dates | None
    closed: bool
    exception: bool
    notes: str
    untimed: bool


def osm_from_hours(hours: Hours) -> str:
    """The text that rules_from_osm reads as the same hours; raises OsmHoursError "not_expressible".

    Not expressible: fortnightly, days of the month, a season within certain years, and exceptions that
    overlap in ways the notation cannot say. Hours.text is written only where there is no rule.
    """
    text = _written(hours)
    try:
        back = rules_from_osm(text)
    except OsmHoursError as error:
        raise OsmHoursError("not_expressible", text) from error
    if canonical(back) != canonical(hours) or back.closed_on_bank_holidays != hours.closed_on_bank_holidays:
        raise OsmHoursError("not_expressible", text)
    return text


def _written(hours: Hours) -> str:
    if not hours.rules:
        comment = (hours.text or "").replace('"', "'").strip()
        return (f'"{comment}"' if comment else "unknown") + ("; PH off" if hours.closed_on_bank_holidays else "")
    if hours.closed_on_bank_holidays is False and _always(hours.regular):
        return "; ".join(["24/7", *_clauses(_in_order(hours.exceptions))])
    text = _joined(hours.regular)
    clauses = [text] if text else []
    if hours.closed_on_bank_holidays:
        clauses.append("PH off")
    elif hours.closed_on_bank_holidays is False:
        clauses += _clauses(hours.regular, bank_holidays=True)
    return "; ".join([*clauses, *_clauses(_in_order(hours.exceptions))])


def _always(rules: tuple[OpeningRule, ...]) -> bool:
    return canonical(Hours(rules)) == canonical(Hours((OpeningRule(opens_at=time(0), closes_at=time(0)),)))


def _in_order(exceptions: Iterable[OpeningRule]) -> list[OpeningRule]:
    """Where they meet, an opening counts beside a closure, so it comes later; dates come last."""
    return sorted(exceptions, key=lambda rule: (bool(selection(rule).dates), not rule.closed))


def _joined(rules: tuple[OpeningRule, ...]) -> str:
    """Regular rules add to one another: a comma joins a clause to those before it that share a day."""
    text = ""
    before: list[Part] = []
    for frame, days, clause in _framed(rules):
        part = Part(
            "",
            (frame.dates,) if frame.dates else (),
            tuple(_token(day) for day in days),
        )
        text += (", " if any(part.meets(other) for other in before) else "; ") + clause
        before.append(part)
    return text[2:]


def _clauses(rules: Iterable[OpeningRule], bank_holidays: bool = False) -> list[str]:
    return [clause for _, _, clause in _framed(rules, bank_holidays)]


def _framed(rules: Iterable[OpeningRule], bank_holidays: bool = False) -> list[tuple[_Frame, list[Ordinal], str]]:
    """Days that share their times in one clause, in the order of the rules."""
    frames: dict[_Frame, dict[Ordinal, list[Span]]] = {}
    for rule in rules:
        days = frames.setdefault(_frame(rule), {})
        for ordinal in rule.ordinals:
            days.setdefault(ordinal, []).extend([rule.span] if rule.span else [])
    found = []
    for frame, days in frames.items():
        by_spans: dict[tuple[Span, ...], list[Ordinal]] = {}
        for ordinal in sorted(days, key=lambda each: (each[1], each[0])):
            by_spans.setdefault(tuple(sorted(set(days[ordinal]))), []).append(ordinal)
        found += [(frame, days, _clause(frame, days, spans, bank_holidays)) for spans, days in by_spans.items()]
    return found


def _frame(rule: OpeningRule) -> _Frame:
    unwritable = rule.interval > 1 or rule.monthdays or (rule.season and (rule.valid_from or rule.valid_to))
    if unwritable:
        raise OsmHoursError("not_expressible", sentence(Hours((rule,))))
    dates = dates_of(rule) if selection(rule).dates else None
    return _Frame(dates, rule.closed, rule.is_exception, plain_notes(rule), rule.untimed)


def _clause(frame: _Frame, days: list[Ordinal], spans: tuple[Span, ...], bank_holidays: bool) -> str:
    every_day = len(days) == 7 and all(n == 0 for n, _ in days)
    pieces = [
        _dates(frame.dates) if frame.dates else "",
        "PH" if bank_holidays else "",
        "" if every_day and frame.dates and not bank_holidays else _days(days),
        ",".join(_span(*span) for span in spans),
        "off" if frame.closed else "unknown" if frame.untimed else "open" if frame.notes else "",
        f'"{frame.notes}"' if frame.notes else "",
    ]
    return " ".join(piece for piece in pieces if piece)


def _dates(dates: Dates) -> str:
    if dates.season:
        return _season(*dates.season)
    if dates.last is None:
        return f"{_date(dates.first)}+"
    return _date(dates.first) if dates.first == dates.last else f"{_date(dates.first)}-{_date(dates.last)}"


def _date(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day}"


def _season(first: str, last: str) -> str:
    (from_month, from_day), (to_month, to_day) = (map(int, each.split("-")) for each in (first, last))
    start, end = MONTHS[from_month - 1], MONTHS[to_month - 1]
    if from_day == 1 and to_day == _LONGEST[to_month - 1]:
        return start if start == end else f"{start}-{end}"
    if first == last:
        return f"{start} {from_day}"
    return (
        f"{start} {from_day}-{to_day}" if start == end and from_day < to_day else f"{start} {from_day}-{end} {to_day}"
    )


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _days(days: list[Ordinal]) -> str:
    """Mo-We,Fr and Tu[2,4]."""
    runs: list[list[int]] = []
    for weekday in sorted(weekday for n, weekday in days if n == 0):
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    pieces = [_name(run[0]) + (f"-{_name(run[-1])}" if len(run) > 1 else "") for run in runs]
    for weekday in range(7):
        nth = [str(n) for n, day in days if day == weekday and n]
        pieces += [f"{_name(weekday)}[{','.join(nth)}]"] if nth else []
    return ",".join(pieces)


def _name(weekday: int) -> str:
    return WEEKDAYS[weekday].title()


def _token(ordinal: Ordinal) -> str:
    return f"{ordinal[0] or ''}{WEEKDAYS[ordinal[1]]}"


def _span(opens: time, closes: time) -> str:
    if closes == time(0):
        return f"{opens:%H:%M}-24:00"
    hours = closes.hour + (24 if closes == opens else 0)
    return f"{opens:%H:%M}-{hours:02}:{closes:%M}"
