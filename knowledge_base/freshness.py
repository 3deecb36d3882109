"""How far a record can still be trusted, by when somebody last checked it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

Freshness = Literal["fresh", "due", "lapsed"]

# Sessions run by volunteers in borrowed rooms: their days and times change most.
CHANGES_OFTEN = frozenset({"food_bank", "food_pantry", "community_fridge", "community_meal", "warm_space"})


def freshness(assured: date | None, category: str, today: date) -> Freshness:
    """due and lapsed begin on the day when their months have passed; a record never checked has lapsed."""
    due_after, lapsed_after = _months(category)
    if assured is None or today >= _add_months(assured, lapsed_after):
        return "lapsed"
    return "due" if today >= _add_months(assured, due_after) else "fresh"


def review_due(assured: date | None, category: str) -> date | None:
    """The first day on which freshness() says due; None for a record never checked, which is due at once."""
    return None if assured is None else _add_months(assured, _months(category)[0])


def _months(category: str) -> tuple[int, int]:
    return (3, 12) if category in CHANGES_OFTEN else (6, 18)


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last: 30 November and three months is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
