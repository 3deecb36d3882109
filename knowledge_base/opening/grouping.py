"""Rules put together that can be told in one breath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from knowledge_base.opening.rules import OpeningRule

Span = tuple[time, time]


@dataclass(frozen=True)
class Group:
    """Rules that share everything but their weekdays and times.

    weekdays: those with the same spans, Monday 0; empty where `rule` says which days of the month it means.
    spans: empty where the times are not known, or it is closed.
    """

    rule: OpeningRule
    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def every_day(self) -> bool:
        return len(self.weekdays) == 7 and self.rule.interval == 1


def groups(rules: Iterable[OpeningRule]) -> Iterator[Group]:
    """In the order of the rules, and of the week among those that differ only in days and times."""
    frames: dict[OpeningRule, list[OpeningRule]] = {}
    for rule in rules:
        frames.setdefault(_frame(rule), []).append(rule)
    for members in frames.values():
        yield from (_by_spans(members) if by_weekday(members[0]) else [Group(members[0], (), spans_of(members))])


def _by_spans(rules: list[OpeningRule]) -> Iterator[Group]:
    found: dict[tuple[Span, ...], list[int]] = {}
    for weekday in range(7):
        on_it = [rule for rule in rules if (0, weekday) in rule.ordinals]
        if on_it:
            found.setdefault(spans_of(on_it), []).append(weekday)
    for spans, weekdays in found.items():
        yield Group(rules[0], tuple(weekdays), spans)


def _frame(rule: OpeningRule) -> OpeningRule:
    """The rule without what may differ within a group."""
    untimed = replace(rule, opens_at=None, closes_at=None)
    if not by_weekday(rule):
        return untimed
    return replace(
        untimed,
        freq="WEEKLY",
        byday=(),
        dtstart=rule.dtstart if rule.interval > 1 else None,
    )


def current(rules: Iterable[OpeningRule], today: date | None) -> list[OpeningRule]:
    """Rules that have not ended; their valid_from is when they start, None if that has passed.

    dtstart is a start like valid_from. Exceptions and rules of a single day keep their dates.
    """
    kept = []
    for rule in rules:
        if today and rule.valid_to and rule.valid_to < today:
            continue
        starts = (start for start in (rule.valid_from, rule.dtstart) if start and not (today and start <= today))
        plain = rule.is_exception or single_day(rule)
        kept.append(rule if plain else replace(rule, valid_from=max(starts, default=None)))
    return kept


def single_day(rule: OpeningRule) -> bool:
    return rule.valid_from is not None and rule.valid_from == rule.valid_to


def by_weekday(rule: OpeningRule) -> bool:
    return rule.freq == "WEEKLY" or every_week(rule)


def every_week(rule: OpeningRule) -> bool:
    return rule.interval == 1 and not rule.monthdays and all(n == 0 for n, _ in rule.ordinals)


def spans_of(rules: Iterable[OpeningRule]) -> tuple[Span, ...]:
    return tuple(sorted({rule.span for rule in rules if rule.span}))
