"""Hours in words, from the rules alone."""

from __future__ import annotations

from datetime import date

from knowledge_base.opening.clock import all_day
from knowledge_base.opening.grouping import (
    Group,
    Span,
    by_weekday,
    current,
    every_week,
    groups,
    single_day,
    spans_of,
)
from knowledge_base.opening.rules import Hours, OpeningRule
from knowledge_base.opening.styles import FULL, SHORT, Style


def sentence(hours: Hours, today: date | None = None) -> str:
    """Such as: Monday to Thursday, 9.30am to 5pm; Saturday, 10am to 12.30pm.

    Without a rule that is still valid: the source's own words, or "". With `today`, rules that have ended are
    left out, and "from" dates that have passed.
    """
    return "; ".join(_parts(hours, today, FULL)) or hours.text or ""


def short_sentence(hours: Hours, today: date | None = None) -> str:
    """Such as: Tue Fri 10-12. For text messages: GSM-7 characters only. Empty where no rule is valid."""
    return ", ".join(_parts(hours, today, SHORT))


def weekly_table(hours: Hours, today: date | None = None) -> list[tuple[str, list[Span]]]:
    """Seven rows, Monday first, of what recurs every week: ("Monday", [(opens, closes), …]).

    Without `today` rules of a season are left out; with it, rules that are not in force today. What happens
    fortnightly or monthly, and exceptions, are never in it.
    """
    rules = [rule for rule in hours.regular if every_week(rule) and _in_table(rule, today)]
    return [
        (name, list(spans_of(rule for rule in rules if (0, weekday) in rule.ordinals)))
        for weekday, name in enumerate(FULL.weekdays)
    ]


def _in_table(rule: OpeningRule, today: date | None) -> bool:
    return rule.in_force(today) if today else rule.season is None


def _parts(hours: Hours, today: date | None, style: Style) -> list[str]:
    regular = list(groups(current(hours.regular, today)))
    exceptions = list(groups(current(hours.exceptions, today)))
    opens = [_regular(group, style) for group in regular]
    instead = [_exceptional(group, style) for group in exceptions if not group.rule.closed]
    closures = [_closure(group, style) for group in exceptions if group.rule.closed]
    closed = f"closed {style.listed(closures)}".strip() if closures else ""
    holidays = _bank_holidays(hours, opens, style) if regular else ""
    return [part for part in (*opens, *instead, closed, holidays) if part]


def _bank_holidays(hours: Hours, opens: list[str], style: Style) -> str:
    if hours.closed_on_bank_holidays is None:
        return ""
    if hours.closed_on_bank_holidays:
        return f"closed on {style.bank_holidays}"
    return "" if opens == [style.always] else f"open on {style.bank_holidays}"


def _regular(group: Group, style: Style) -> str:
    if single_day(group.rule):
        return _on_date(group, _dates(group.rule, style), style)
    when = "".join(style.before_dates + part for part in _in_force(group.rule, style))
    return _days_and_times(group, style) + when + _notes(group)


def _exceptional(group: Group, style: Style) -> str:
    """Such as: 24 December 2026, 10am to 12pm; or: Thursday, 10am to 1pm instead, November to March."""
    dates = _dates(group.rule, style)
    if dates and group.every_day:
        return _on_date(group, dates, style)
    when = style.before_dates + dates if dates else ""
    return f"{_days_and_times(group, style)} instead{when}{_notes(group)}"


def _closure(group: Group, style: Style) -> str:
    """Such as: 25 December; or: on the first Monday of the month; or: on Wednesday, October to March."""
    the = "" if by_weekday(group.rule) else "the "
    days = "" if group.every_day else f"on {the}{_days(group, style)}"
    dates = _dates(group.rule, style)
    return style.before_dates.join(part for part in (days, dates) if part) + _notes(group)


def _on_date(group: Group, date_words: str, style: Style) -> str:
    times = style.times(group.spans)
    return (f"{date_words}{style.after_days}{times}" if times else date_words) + _notes(group)


def _days_and_times(group: Group, style: Style) -> str:
    if group.every_day and any(all_day(*span) for span in group.spans):
        return style.always
    times = style.times(group.spans)
    return _days(group, style) + (f"{style.after_days}{times}" if times else "")


def _days(group: Group, style: Style) -> str:
    if not by_weekday(group.rule):
        return style.month(group.rule)
    if group.rule.interval > 1:
        return style.every_so_often(group.weekdays, group.rule.interval)
    return style.week(group.weekdays)


def _in_force(rule: OpeningRule, style: Style) -> list[str]:
    """Such as: October to March only; from 21 January 2027."""
    return ([f"{style.season(*rule.season)} only"] if rule.season else []) + _validity(rule, style)


def _dates(rule: OpeningRule, style: Style) -> str:
    """The dates of an exception, such as: 22 December 2026 to 3 January 2027."""
    valid = _validity(rule, style)
    if rule.valid_from and rule.valid_to:
        valid = [style.dates(rule.valid_from, rule.valid_to)]
    return style.before_dates.join(([style.season(*rule.season)] if rule.season else []) + valid)


def _validity(rule: OpeningRule, style: Style) -> list[str]:
    if rule.valid_from and rule.valid_to:
        return [f"from {style.dates(rule.valid_from, rule.valid_to)}"]
    if rule.valid_from:
        return [f"from {style.on(rule.valid_from)}"]
    return [f"until {style.on(rule.valid_to)}"] if rule.valid_to else []


def _notes(group: Group) -> str:
    return f" ({group.rule.notes})" if group.rule.notes else ""
