"""A clause without bank holidays, ready to be put together with the others and to become rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import product

from knowledge_base.exchange.osm_hours.clauses import Clause
from knowledge_base.exchange.osm_hours.dates import LONG_AGO, Dates
from knowledge_base.exchange.osm_hours.errors import OsmHoursError
from knowledge_base.opening import WEEKDAYS, OpeningRule
from knowledge_base.opening.styles import FULL

Span = tuple[time, time]


@dataclass(frozen=True)
class Part:
    """Days are tokens such as "MO" and "2TU", () for every day of some dates.

    Without times and not closed: open at times that nobody knows.
    """

    text: str
    dates: tuple[Dates, ...] = ()
    days: tuple[str, ...] = ()
    times: tuple[Span, ...] = ()
    closed: bool = False
    notes: str = ""
    exception: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        return self.days or WEEKDAYS

    @property
    def weekly_closure(self) -> bool:
        """Su off is no exception: it only takes Sunday out of what was said before."""
        return self.closed and not self.dates and all(day in WEEKDAYS for day in self.tokens)

    def meets(self, other: Part) -> bool:
        """Whether some date can be meant by both."""
        if not any(_same_day(mine, theirs) for mine, theirs in product(self.tokens, other.tokens)):
            return False
        if not self.dates or not other.dates:
            return True
        return any(mine.may_meet(theirs) for mine, theirs in product(self.dates, other.dates))

    def without(self, other: Part) -> tuple[str, ...] | None:
        """My days less those of the other; None where days of the week cannot say what is left."""
        left = [mine for mine in self.tokens if not any(_covers(theirs, mine) for theirs in other.tokens)]
        clear = not any(_same_day(mine, theirs) for mine, theirs in product(left, other.tokens))
        return tuple(left) if clear else None


def part_of(clause: Clause) -> Part:
    days = clause.days or (() if clause.dates else WEEKDAYS)
    if clause.state == "off":
        if clause.times:
            raise OsmHoursError("closed_with_times", clause.text)
        return Part(
            clause.text,
            clause.dates,
            days,
            closed=True,
            notes=clause.comment,
            exception=True,
        )
    # A comment on times makes them uncertain unless "open" says that they are not.
    uncertain = clause.state == "unknown" or (clause.comment and clause.state != "open")
    if uncertain:
        notes = ", ".join(words for words in (FULL.times(clause.times), clause.comment) if words)
        return Part(clause.text, clause.dates, days, notes=notes)
    if not clause.times:
        raise OsmHoursError("no_times", clause.text)
    return Part(clause.text, clause.dates, days, clause.times, notes=clause.comment)


def rules_of(part: Part) -> Iterator[OpeningRule]:
    weekly = tuple(day for day in part.days if day in WEEKDAYS)
    monthly = tuple(day for day in part.days if day not in WEEKDAYS)
    by_days = [("WEEKLY", weekly)] if weekly or not part.days else []
    by_days += [("MONTHLY", monthly)] if monthly else []
    spans: tuple[Span | tuple[None, None], ...] = part.times or ((None, None),)
    for dates, (freq, byday), (opens, closes) in product(part.dates or (Dates(),), by_days, spans):
        yield OpeningRule(
            freq=freq,
            byday=byday,
            opens_at=opens,
            closes_at=closes,
            valid_from=None if dates.first == LONG_AGO else dates.first,
            valid_to=dates.last,
            season=dates.season,
            closed=part.closed,
            notes=part.notes,
            exception=part.exception,
        )


def _covers(one: str, other: str) -> bool:
    return one in (other, other[-2:])


def _same_day(one: str, other: str) -> bool:
    """Whether the two can be the same day of some month: "2TU" and "-3TU" can, "2TU" and "3TU" cannot."""
    if one[-2:] != other[-2:]:
        return False
    if one == other or one in WEEKDAYS or other in WEEKDAYS:
        return True
    first, last = sorted((int(one[:-2]), int(other[:-2])), reverse=True)
    # A month has four or five of each weekday.
    return first > 0 > last and first - last - 1 in (4, 5)
