"""Hours in one line, showing only what a test is about."""

from __future__ import annotations

from datetime import date, datetime, time

from knowledge_base.opening import LONDON, Hours, OpeningRule


def weekly(days: str = "", times: str | None = "10:00-12:00", **more) -> OpeningRule:
    return _rule("WEEKLY", days, times, more)


def monthly(days: str = "", times: str | None = "10:00-12:00", **more) -> OpeningRule:
    return _rule("MONTHLY", days, times, more)


def closed(first: str | None = None, last: str | None = None, **more) -> OpeningRule:
    return OpeningRule(closed=True, valid_from=day(first), valid_to=day(last or first), **more)


def instead(on: str, times: str) -> OpeningRule:
    return weekly("", times, valid_from=on, valid_to=on, exception=True)


def hours(*rules: OpeningRule, bank_holidays_closed: bool | None = False) -> Hours:
    return Hours(rules, bank_holidays_closed)


def at(text: str) -> datetime:
    """A time on an English wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _rule(freq: str, days: str, times: str | None, more: dict) -> OpeningRule:
    opens, closes = (time.fromisoformat(part) for part in times.split("-")) if times else (None, None)
    dates = {name: day(more.pop(name)) for name in ("valid_from", "valid_to", "dtstart") if name in more}
    return OpeningRule(freq, byday=tuple(days.split()), opens_at=opens, closes_at=closes, **dates, **more)
