"""The evaluator and dateutil's rrule, two separate readings of RFC 5545, agree on every day of years."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.opening import WEEKDAYS, Hours, OpeningRule, openings, state_on

FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)  # 2028 is a leap year
AN_OLD_MONDAY = datetime(2025, 6, 2)
MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(tuple)
nth_weekdays = st.lists(
    st.builds("{}{}".format, st.sampled_from([-5, -2, -1, 1, 2, 3, 4, 5]), st.sampled_from(WEEKDAYS)),
    min_size=1,
    max_size=3,
    unique=True,
).map(tuple)
monthdays = st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3, unique=True).map(tuple)
months = st.none() | st.tuples(st.integers(1, 12), st.integers(1, 12))
starts = st.dates(date(2024, 1, 1), date(2027, 12, 31))
few = settings(max_examples=30, deadline=None)


def open_days(**columns) -> list[date]:
    rule = OpeningRule(opens_at=time(10), closes_at=time(12), **columns)
    return [opening.start.date() for opening in openings(Hours((rule,), False), FIRST, LAST)]


def rrule_days(freq, months=None, dtstart=None, **columns) -> list[date]:
    start = datetime.combine(dtstart, time()) if dtstart else AN_OLD_MONDAY
    found = rrule.rrule(freq, dtstart=start, until=datetime(2029, 12, 31), bymonth=months, **columns)
    return [moment.date() for moment in found if moment.date() >= FIRST]


def season_of(months):
    """Whole months from the first to the last, over New Year if need be, and the same as a list of months."""
    if months is None:
        return None, None
    first, last = months
    every = [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
    return (f"{first:02}-01", f"{last:02}-{MONTH_LENGTHS[last - 1]}"), every


def weekday_of(token: str):
    return getattr(rrule, token[-2:])(int(token[:-2])) if token[:-2] else getattr(rrule, token)


@few
@given(weekdays, months)
def test_weekly_rules_open_on_the_days_of_rrule(byday, months):
    season, bymonth = season_of(months)
    expected = rrule_days(rrule.WEEKLY, bymonth, byweekday=[weekday_of(token) for token in byday])
    assert open_days(byday=byday, season=season) == expected


@few
@given(weekdays, starts, st.integers(2, 4), months)
def test_fortnightly_rules_count_from_the_week_of_their_start(byday, dtstart, interval, months):
    season, bymonth = season_of(months)
    byweekday = [weekday_of(token) for token in byday]
    expected = rrule_days(rrule.WEEKLY, bymonth, dtstart, interval=interval, byweekday=byweekday)
    assert open_days(byday=byday, interval=interval, dtstart=dtstart, season=season) == expected


@few
@given(nth_weekdays, months)
def test_nth_weekdays_of_the_month_are_those_of_rrule(byday, months):
    season, bymonth = season_of(months)
    expected = rrule_days(rrule.MONTHLY, bymonth, byweekday=[weekday_of(token) for token in byday])
    assert open_days(freq="MONTHLY", byday=byday, season=season) == expected


@few
@given(monthdays, starts, st.integers(1, 3))
def test_days_of_the_month_skip_the_months_that_are_too_short(bymonthday, dtstart, interval):
    expected = rrule_days(rrule.MONTHLY, None, dtstart, interval=interval, bymonthday=bymonthday)
    assert open_days(freq="MONTHLY", bymonthday=bymonthday, interval=interval, dtstart=dtstart) == expected


@few
@given(weekdays, monthdays)
def test_weekday_and_day_of_the_month_must_both_hold(byday, bymonthday):
    byweekday = [weekday_of(token) for token in byday]
    expected = rrule_days(rrule.MONTHLY, byweekday=byweekday, bymonthday=bymonthday)
    assert open_days(freq="MONTHLY", byday=byday, bymonthday=bymonthday) == expected


@few
@given(starts, st.sampled_from(["WEEKLY", "MONTHLY"]))
def test_a_rule_without_days_takes_them_from_its_start(dtstart, freq):
    expected = rrule_days(getattr(rrule, freq), None, dtstart)
    assert open_days(freq=freq, dtstart=dtstart) == expected


@few
@given(weekdays, st.dates(FIRST, LAST), st.integers(0, 400))
def test_valid_dates_cut_the_days_of_rrule(byday, first, length):
    last = min(first + timedelta(days=length), LAST)
    expected = rrule_days(rrule.WEEKLY, byweekday=[weekday_of(token) for token in byday])
    assert open_days(byday=byday, valid_from=first, valid_to=last) == [
        each for each in expected if first <= each <= last
    ]


@few
@given(weekdays, st.dates(FIRST, LAST))
def test_every_day_is_either_open_or_closed_once_hours_are_known(byday, day):
    rule = OpeningRule(byday=byday, opens_at=time(10), closes_at=time(12))
    expected = "open" if WEEKDAYS[day.weekday()] in byday else "closed"
    assert state_on(Hours((rule,), False), day) == expected
