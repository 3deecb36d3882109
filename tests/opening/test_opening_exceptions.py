from __future__ import annotations

from datetime import date, time

import pytest
from opening_factories import at, closed, hours, instead, monthly, weekly

from knowledge_base.opening import OpeningRule, OpeningRuleError, open_on, open_state, openings, state_on

TUESDAYS = weekly("TU", "10:00-12:00")


def days(schedule, first, last):
    found = openings(schedule, date.fromisoformat(first), date.fromisoformat(last))
    return [opening.start.date().isoformat() for opening in found]


def test_a_closed_date_removes_its_openings_and_no_others():
    schedule = hours(TUESDAYS, closed("2026-12-22", "2027-01-03"))
    assert days(schedule, "2026-12-08", "2027-01-12") == [
        "2026-12-08",
        "2026-12-15",
        "2027-01-05",
        "2027-01-12",
    ]
    assert state_on(schedule, date(2026, 12, 29)) == "closed"


def test_other_hours_on_a_date_replace_the_regular_ones():
    schedule = hours(TUESDAYS, instead("2026-12-22", "14:00-15:00"))
    (only,) = open_on(schedule, date(2026, 12, 22))
    assert (only.start, only.end) == (at("2026-12-22 14:00"), at("2026-12-22 15:00"))


def test_an_extra_opening_on_a_date_without_regular_ones():
    schedule = hours(TUESDAYS, instead("2026-12-24", "09:00-11:00"))
    assert open_state(schedule, at("2026-12-24 10:00")).state == "open"


@pytest.mark.parametrize("turned", [False, True])
def test_an_opening_within_a_closure_stands_in_any_order(turned):
    rules = [closed("2026-12-22", "2027-01-03"), instead("2026-12-24", "09:00-11:00")]
    schedule = hours(TUESDAYS, *(reversed(rules) if turned else rules))
    assert days(schedule, "2026-12-16", "2027-01-04") == ["2026-12-24"]


def test_a_narrow_regular_rule_adds_and_does_not_replace():
    schedule = hours(TUESDAYS, weekly("", "14:00-15:00", valid_from="2026-12-22", valid_to="2026-12-22"))
    assert len(open_on(schedule, date(2026, 12, 22))) == 2


def test_a_yearly_closure_comes_every_year():
    schedule = hours(weekly(), OpeningRule(closed=True, season=("12-25", "12-26")))
    assert days(schedule, "2026-12-24", "2026-12-27") == ["2026-12-24", "2026-12-27"]
    assert days(schedule, "2031-12-24", "2031-12-27") == ["2031-12-24", "2031-12-27"]


def test_a_monthly_closure():
    schedule = hours(weekly("TH"), OpeningRule("MONTHLY", ("-1TH",), closed=True))
    assert days(schedule, "2026-12-01", "2026-12-31") == [
        "2026-12-03",
        "2026-12-10",
        "2026-12-17",
        "2026-12-24",
    ]


def test_exceptions_alone_leave_other_days_unknown():
    assert state_on(hours(closed("2026-12-25")), date(2026, 12, 25)) == "closed"
    assert state_on(hours(closed("2026-12-25")), date(2026, 12, 24)) == "unknown"


def test_a_winter_season_wraps_over_new_year():
    schedule = hours(weekly("MO", season=("10-01", "03-31")))
    assert days(schedule, "2026-09-21", "2026-10-12") == ["2026-10-05", "2026-10-12"]
    assert days(schedule, "2026-12-28", "2027-01-04") == ["2026-12-28", "2027-01-04"]
    assert days(schedule, "2027-03-22", "2027-04-12") == ["2027-03-22", "2027-03-29"]


def test_the_end_of_february_is_the_29th_in_a_leap_year():
    schedule = hours(weekly(season=("12-01", "02-29")))
    assert days(schedule, "2028-02-28", "2028-03-02") == ["2028-02-28", "2028-02-29"]
    assert days(schedule, "2027-02-28", "2027-03-02") == ["2027-02-28"]


def test_the_31st_comes_in_seven_months_and_the_last_day_in_all():
    the_31st = hours(monthly(bymonthday=(31,)))
    assert len(days(the_31st, "2026-01-01", "2026-12-31")) == 7
    last_day = hours(monthly(bymonthday=(-1,)))
    assert days(last_day, "2028-02-01", "2028-04-30") == ["2028-02-29", "2028-03-31", "2028-04-30"]


def test_a_fifth_tuesday_comes_only_in_months_that_have_one():
    assert days(hours(monthly("5TU")), "2026-11-01", "2027-03-31") == ["2026-12-29", "2027-03-30"]


def test_a_night_that_starts_on_the_last_day_of_the_year_ends_in_the_next():
    schedule = hours(monthly("", "22:00-03:00", bymonthday=(-1,)))
    assert open_state(schedule, at("2027-01-01 02:59")).until == at("2027-01-01 03:00")


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        ("season", {"season": ("02-30", "03-31")}),
        ("season", {"season": ("02-29", "03-31")}),
        ("season", {"season": ("04-01", "04-31")}),
        ("season", {"season": ("13-01", "12-31")}),
        ("season", {"season": ("1 Oct", "31 Mar")}),
        ("valid", {"valid_from": date(2027, 1, 2), "valid_to": date(2027, 1, 1)}),
        ("dtstart", {"dtstart": date(2027, 1, 2), "valid_to": date(2027, 1, 1)}),
        ("freq", {"freq": "DAILY"}),
        ("byday", {"byday": ("XX",)}),
        ("byday", {"byday": ("2TU",)}),
        ("byday", {"freq": "MONTHLY", "byday": ("6TU",)}),
        ("bymonthday", {"freq": "MONTHLY", "bymonthday": (32,)}),
        ("bymonthday", {"freq": "MONTHLY", "bymonthday": (0,)}),
        ("bymonthday", {"bymonthday": (1,)}),
        ("no_day", {"freq": "MONTHLY"}),
        ("interval", {"interval": 2}),
        ("interval", {"interval": 0}),
        ("times", {"opens_at": time(10)}),
        ("closed_with_times", {"opens_at": time(10), "closes_at": time(12), "closed": True}),
    ],
)
def test_an_impossible_rule_is_refused(code, columns):
    with pytest.raises(OpeningRuleError) as refused:
        OpeningRule(**columns)
    assert refused.value.code == code
