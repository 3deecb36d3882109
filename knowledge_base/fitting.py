"""Whether a service meets what a resident asked for, as far as anybody has said; unknown is not met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy.orm import Session

from knowledge_base.candidates import Candidate, schedules_of
from knowledge_base.cards import rule_of
from knowledge_base.opening import LONDON, Hours, open_during, open_state
from knowledge_base.request import Wishes

UNKNOWN = Hours(())


class Timetables:
    """The hours of candidates, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Hours] = {}

    def read(self, candidates: Iterable[Candidate]) -> None:
        """Hours that nobody confirmed are as good as unknown, so they are left where they are."""
        unread = {one.id: one for one in candidates if one.confirmed and one.id not in self._known}
        found = schedules_of(self._session, unread) if unread else {}
        for one in unread.values():
            rules = tuple(rule_of(row) for row in found.get(one.id, ()))
            self._known[one.id] = Hours(rules, one.closed_on_bank_holidays)

    def of(self, one: Candidate) -> Hours:
        return self._known.get(one.id, UNKNOWN)


def asks_when(wishes: Wishes) -> bool:
    return wishes.open_now or wishes.day is not None


def missing(one: Candidate, wishes: Wishes, now: datetime, times: Timetables) -> tuple[str, ...]:
    """The wishes that this service does not meet; `times` must have read it where they ask about time."""
    unmet = []
    if wishes.open_now and open_state(times.of(one), now).state != "open":
        unmet.append("open_now")
    if wishes.day and not _open_on_the_day(times.of(one), wishes):
        unmet.append("day")
    if wishes.no_referral and (one.pointer or one.referral != "not_needed"):
        unmet.append("no_referral")
    if wishes.free and (one.pointer or not one.free):
        unmet.append("free")
    if wishes.step_free and not one.step_free:
        unmet.append("step_free")
    if wishes.within_miles is not None and (one.miles or 0.0) > wishes.within_miles:
        unmet.append("nearer")
    return tuple(unmet)


def _open_on_the_day(hours: Hours, wishes: Wishes) -> bool:
    assert wishes.day is not None
    start = datetime.combine(wishes.day, wishes.start or time(0, 0), LONDON)
    end = datetime.combine(wishes.day, wishes.end or time(23, 59), LONDON)
    return open_during(hours, start, end)
