"""What rules mean, whatever the rows they are written in, so that two sets of them can be compared."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from knowledge_base.exchange.osm_hours.dates import LONG_AGO, Dates
from knowledge_base.exchange.osm_hours.parts import Part
from knowledge_base.opening import WEEKDAYS, Hours, OpeningRule


def canonical(hours: Hours) -> frozenset[Hashable]:
    """One entry for each rule and day."""
    return frozenset(entry for rule in hours.rules for entry in _entries(rule))


def selection(rule: OpeningRule) -> Part:
    """The dates and days of a rule."""
    days = tuple(f"{n or ''}{WEEKDAYS[weekday]}" for n, weekday in rule.ordinals)
    bounded = rule.season or rule.valid_from or rule.valid_to or rule.dtstart
    return Part("", (dates_of(rule),) if bounded else (), days)


def dates_of(rule: OpeningRule) -> Dates:
    return Dates(rule.season, starts(rule), rule.valid_to)


def starts(rule: OpeningRule) -> date:
    return max((start for start in (rule.valid_from, rule.dtstart) if start), default=LONG_AGO)


def _entries(rule: OpeningRule) -> list[Hashable]:
    counted = (rule.bymonthday, rule.interval, rule.interval > 1 and rule.dtstart)
    meaning = (rule.span, dates_of(rule), rule.closed, rule.is_exception, plain_notes(rule), counted)
    return [(ordinal, meaning) for ordinal in rule.ordinals or (None,)]


def plain_notes(rule: OpeningRule) -> str:
    """The notation has no way to write a quotation mark inside a comment."""
    return rule.notes.replace('"', "'").strip()
