"""Is it open, when next, and how to say so: schedules, exceptions, English bank holidays.

Opening times are times on a wall clock in England, before and after both clock changes.
"""

from knowledge_base.opening.bank_holidays import bank_holiday
from knowledge_base.opening.calendar import LONDON, Day, Opening, plan_day
from knowledge_base.opening.now import (
    OpenState,
    next_opening,
    open_during,
    open_on,
    open_state,
    openings,
    state_during,
    state_on,
)
from knowledge_base.opening.rules import WEEKDAYS, Hours, OpeningRule, OpeningRuleError
from knowledge_base.opening.wording import sentence, short_sentence, weekly_table

__all__ = [
    "LONDON",
    "WEEKDAYS",
    "Day",
    "Hours",
    "OpenState",
    "Opening",
    "OpeningRule",
    "OpeningRuleError",
    "bank_holiday",
    "next_opening",
    "open_during",
    "open_on",
    "open_state",
    "openings",
    "plan_day",
    "sentence",
    "short_sentence",
    "state_during",
    "state_on",
    "weekly_table",
]
