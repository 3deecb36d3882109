"""Hours in words, from the rules alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from knowledge_base.opening.rules import Hours, OpeningRule
from knowledge_base.opening.styles import FULL, SHORT, Style, all_day

Span = tuple[time, time]


@dataclass(frozen=True)
class _Group:
    """Rules that share everything but their times, or but their weekdays."""

    rule: OpeningRule
    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]


def sentence(hours: Hours, today: date | None = None) -> str:
    """ "Monday to Thursday, 9.30am to 5pm; Saturday, 10am to 12.30pm".

    Without a rule that is still valid: the source's own words, or "". With `today`, rules that have ended are left out,
    and "from" dates that have passed.
    """
    return "; ".join(_parts(hours, today, FULL)) or hours.text or ""


def short_sentence(hours: Hours, today: date | None = None) -> str:
    """ "Tue Fri 10-12", for text messages: GSM-7 characters only. Empty where no rule is valid."""
    return ", ".join(_parts(hours, today, SHORT))


def weekly_table(hours: Hours, today: date | None = None) -> list[tuple[str, list[Span]]]:
    """Seven rows, Monday first, of what recurs every week: ("Monday", [(opens, closes), …]).

    Without `today` rules of a season are left out; with it, rules that are not in force today. What happens fortnightly
    or monthly, and exceptions, are never in it.
    """
    rules = [
        rule
        for rule in hours.regular
        if _every_week(rule) and not rule.untimed and (rule.in_force(today) if today else not rule.season)
    ]
    return [(name, _spans_on(rules, weekday)) for weekday, name in enumerate(FULL.weekdays)]


def _parts(hours: Hours, today: date | None, style: Style) -> list[str]:
    regular, exceptions = (_current(rules, today) for rules in (hours.regular, hours.exceptions))
    if not regular and not exceptions:
        return []
    opens = [_regular(group, style) for group in _groups(regular)]
    instead = [_exceptional(group, style) for group in _groups(exceptions) if not group.rule.closed]
    closed = [_days_and_dates(group, style) for group in _groups(exceptions) if group.rule.closed]
    closed_part = f"closed {style.listed(closed)}".strip() if closed else ""
    return [part for part in (*opens, *instead, closed_part, _bank_holidays(hours, opens, style)) if part]


def _bank_holidays(hours: Hours, opens: list[str], style: Style) -> str:
    if not opens or hours.closed_on_bank_holidays is None or opens == [style.always]:
        return ""
    name = "bank holidays" if style is FULL else "bank hols"
    return f"{'closed' if hours.closed_on_bank_holidays else 'open'} on {name}"


def _current(rules: Iterable[OpeningRule], today: date | None) -> list[OpeningRule]:
    """Rules that have not ended, without a start that has passed; dtstart is a start like valid_from."""
    kept = []
    for rule in rules:
        if today and rule.valid_to and rule.valid_to < today:
            continue
        starts = [
            start for start in (rule.valid_from, rule.dtstart) if start and not (today and start <= today)
        ]
        # A rule in the past tense of one day keeps its date: the day is what it is about.
        kept.append(rule if rule.is_exception else replace(rule, valid_from=max(starts, default=None)))
    return kept


def _groups(rules: list[OpeningRule]) -> Iterator[_Group]:
    """In the order of the week within each frame; frames in the order of the rules."""
    frames: dict[OpeningRule, list[OpeningRule]] = {}
    for rule in rules:
        frames.setdefault(_frame(rule), []).append(rule)
    for frame, members in frames.items():
        if not _by_weekday(frame):
            yield _Group(members[0], (), tuple(_spans(members)))
            continue
        by_spans: dict[tuple[Span, ...], list[int]] = {}
        for weekday in range(7):
            on_it = [rule for rule in members if (0, weekday) in rule.ordinals]
            if on_it:
                by_spans.setdefault(tuple(_spans(on_it)), []).append(weekday)
        for spans, weekdays in by_spans.items():
            yield _Group(members[0], tuple(weekdays), spans)


def _frame(rule: OpeningRule) -> OpeningRule:
    """What two rules must share to be told in one breath."""
    plain = replace(rule, opens_at=None, closes_at=None, dtstart=rule.dtstart if rule.interval > 1 else None)
    return (
        replace(plain, freq="WEEKLY", byday=())
        if _by_weekday(rule)
        else replace(rule, opens_at=None, closes_at=None)
    )


def _by_weekday(rule: OpeningRule) -> bool:
    return rule.freq == "WEEKLY" or _every_week(rule)


def _every_week(rule: OpeningRule) -> bool:
    return rule.interval == 1 and not rule.monthdays and all(n == 0 for n, _ in rule.ordinals)


def _spans(rules: Iterable[OpeningRule]) -> list[Span]:
    return sorted({(rule.opens_at, rule.closes_at) for rule in rules if rule.opens_at is not None})


def _spans_on(rules: Iterable[OpeningRule], weekday: int) -> list[Span]:
    return _spans(rule for rule in rules if (0, weekday) in rule.ordinals)


def _regular(group: _Group, style: Style) -> str:
    dates = _when(group.rule, style)
    return _days_and_times(group, style) + (f", {dates}" if dates else "") + _notes(group)


def _exceptional(group: _Group, style: Style) -> str:
    """ "24 December 2026, 10am to 12pm", or "Thursday, 10am to 1pm instead, November to March"."""
    dates, times = _dates(group.rule, style), style.times(group.spans)
    if dates and not group.rule.byday:
        return f"{dates}{style.after_days}{times}".rstrip(", ") + _notes(group)
    return f"{_days_and_times(group, style)} instead" + (f", {dates}" if dates else "") + _notes(group)


def _days_and_times(group: _Group, style: Style) -> str:
    if len(group.weekdays) == 7 and group.rule.interval == 1 and any(all_day(*span) for span in group.spans):
        return style.always
    times = style.times(group.spans)
    return _days(group, style) + (f"{style.after_days}{times}" if times else "")


def _days_and_dates(group: _Group, style: Style) -> str:
    """The days of a closure: "25 December", "on the first Monday of the month", "on Wednesday, October to March"."""
    dates = _dates(group.rule, style)
    days = f"on {_days(group, style)}" if group.rule.byday or group.rule.monthdays else ""
    if days and not _by_weekday(group.rule):
        days = days.replace("on ", "on the ", 1)
    return ", ".join(part for part in (days, dates) if part) + _notes(group)


def _days(group: _Group, style: Style) -> str:
    if not _by_weekday(group.rule):
        return style.month(group.rule)
    if group.rule.interval > 1:
        return style.every_so_often(group.weekdays, group.rule.interval)
    return style.week(group.weekdays)


def _when(rule: OpeningRule, style: Style) -> str:
    """ "October to March only", "from 21 January 2027", "until 31 March 2027"."""
    parts = [f"{style.season(*rule.season)} only"] if rule.season else []
    if rule.valid_from and rule.valid_to == rule.valid_from:
        return ", ".join([*parts, f"on {style.dates(rule.valid_from, None)} only"])
    if rule.valid_from:
        parts.append(f"from {style.dates(rule.valid_from, None)}")
    if rule.valid_to:
        parts.append(f"until {style.dates(rule.valid_to, None)}")
    return ", ".join(parts)


def _dates(rule: OpeningRule, style: Style) -> str:
    """The dates of an exception."""
    parts = [style.season(*rule.season)] if rule.season else []
    if rule.valid_from and rule.valid_to:
        parts.append(style.dates(rule.valid_from, rule.valid_to))
    elif rule.valid_from or rule.valid_to:
        parts.append(_when(replace(rule, season=None), style))
    return ", ".join(parts)


def _notes(group: _Group) -> str:
    return f" ({group.rule.notes})" if group.rule.notes else ""
