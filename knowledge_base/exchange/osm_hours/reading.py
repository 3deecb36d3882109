"""Clauses to rules: how the parts of the notation override one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from knowledge_base.exchange.osm_hours.canonical import canonical
from knowledge_base.exchange.osm_hours.clauses import Clause, read_clauses
from knowledge_base.exchange.osm_hours.errors import OsmHoursError
from knowledge_base.exchange.osm_hours.parts import Part, part_of, rules_of
from knowledge_base.opening import WEEKDAYS, Hours, OpeningRule


@dataclass
class _Reading:
    """What has been read so far."""

    parts: list[Part] = field(default_factory=list)
    weekly_closures: list[Part] = field(default_factory=list)
    on_bank_holidays: list[Part] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    nothing_known: bool = False
    closed_on_bank_holidays: bool | None = None


def rules_from_osm(osm: str) -> Hours:
    """The hours that the text states; raises OsmHoursError.

    - A later part replaces an earlier one on the days they share, one joined by a comma adds to it.
    - PH off: closed on bank holidays. 24/7, Mo-Fr,PH … and PH with the regular hours: open on them.
      PH unknown, or no word about them: not known.
    - A comment never opens anything: a part with a comment and without the word open is unknown on its days,
      its words and times kept as notes; a comment without days becomes Hours.text.
    """
    clauses = read_clauses(osm)
    reading = _Reading()
    if any(clause.always for clause in clauses):
        reading.closed_on_bank_holidays = False
    for clause in clauses:
        _read(reading, clause)
    if all(part.closed for part in reading.parts):
        reading.parts += reading.weekly_closures
    if reading.nothing_known and reading.parts:
        raise OsmHoursError("overlapping", osm.strip())
    text = "; ".join(reading.comments) or None
    hours = Hours(_rules(reading.parts), reading.closed_on_bank_holidays, text)
    return _with_bank_holidays(hours, reading.on_bank_holidays)


def _read(reading: _Reading, clause: Clause) -> None:
    if clause.holidays == "within":
        reading.on_bank_holidays.append(part_of(clause))
        return
    if clause.holidays:
        reading.closed_on_bank_holidays = _closed_on_bank_holidays(clause)
    bare = not (clause.dates or clause.days or clause.times) and clause.state in ("", "unknown")
    if clause.holidays != "only" and not bare:
        _put(reading, part_of(clause), clause.added)
    elif clause.comment:
        reading.comments.append(clause.comment)
    else:
        reading.nothing_known |= not clause.holidays


def _closed_on_bank_holidays(clause: Clause) -> bool | None:
    if clause.dates:
        raise OsmHoursError("bank_holiday_hours", clause.text)
    if clause.state == "off":
        return True
    if clause.holidays == "only" and not clause.times and (clause.comment or clause.state == "unknown"):
        return None
    # English bank holidays fall on weekdays, so Mo-Fr,PH says that they are like other days; Mo,PH says more.
    if clause.holidays == "also" and clause.times and set(WEEKDAYS[:5]) <= set(clause.days):
        return False
    raise OsmHoursError("bank_holiday_hours", clause.text)


def _put(reading: _Reading, new: Part, added: bool) -> None:
    if added and not new.closed:
        reading.parts.append(_adding(new, reading.parts))
        return
    if reading.closed_on_bank_holidays and new.dates and all(dates.brief for dates in new.dates):
        new = replace(new, exception=True)  # special hours after "PH off" hold on a bank holiday too
    kept = []
    for old in reading.parts:
        left, new = _overriding(old, new)
        kept += [left] if left else []
    reading.parts = kept
    (reading.weekly_closures if new.weekly_closure else reading.parts).append(new)


def _adding(new: Part, parts: Iterable[Part]) -> Part:
    """The new part beside the others; beside an exception it is one, on the very same days."""
    for old in parts:
        if old.exception and old.meets(new):
            if (old.dates, old.days, old.closed) != (new.dates, new.days, False):
                raise OsmHoursError("overlapping", new.text)
            new = replace(new, exception=True)
    return new


def _overriding(old: Part, new: Part) -> tuple[Part | None, Part]:
    """What is left of the old part, and the new one, an exception where it can only be said so."""
    if not old.meets(new):
        return old, new
    if old.dates and not new.dates:
        raise OsmHoursError("dates_last", new.text)
    left = None if new.dates else old.without(new)
    if left is not None:
        return (replace(old, days=left) if left else None), new
    if old.exception and not old.closed:
        raise OsmHoursError("overlapping", new.text)
    return old, replace(new, exception=True)


def _rules(parts: Iterable[Part]) -> tuple[OpeningRule, ...]:
    return tuple(rule for part in parts for rule in rules_of(part))


def _with_bank_holidays(hours: Hours, parts: list[Part]) -> Hours:
    """PH Mo-Fr 09:00-17:00 can be stored where it repeats the regular hours."""
    if not parts:
        return hours
    if canonical(Hours(_rules(parts))) != canonical(Hours(hours.regular)):
        raise OsmHoursError("bank_holiday_hours", parts[0].text)
    return replace(hours, closed_on_bank_holidays=False)
