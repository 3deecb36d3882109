"""Bank holidays in England, with substitute days, named as GOV.UK names them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

_GOV_UK_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def bank_holiday(day: date) -> str | None:
    """The name of the bank holiday on this date, or None.

    A Christmas Day, Boxing Day or New Year's Day at a weekend counts as well as its substitute day:
    places shut on both.
    """
    return _bank_holidays(day.year).get(day)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> dict[date, str]:
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {day: _gov_uk_name(name) for day, name in found.items()}


def _gov_uk_name(name: str) -> str:
    plain = name.removesuffix(" (observed)")
    return _GOV_UK_NAMES.get(plain, plain) + (" (substitute day)" if plain != name else "")
