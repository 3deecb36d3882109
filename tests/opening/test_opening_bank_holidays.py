from __future__ import annotations

from datetime import date

import pytest
from opening_factories import at, closed, hours, instead, weekly

from knowledge_base.opening import (
    bank_holiday,
    next_opening,
    open_on,
    open_state,
    openings,
    state_during,
    state_on,
)

WEEKDAYS_9_TO_5 = weekly("MO TU WE TH FR", "09:00-17:00")
UNTOLD = hours(WEEKDAYS_9_TO_5, bank_holidays_closed=None)
SHUT = hours(WEEKDAYS_9_TO_5, bank_holidays_closed=True)
LIKE_ANY_DAY = hours(WEEKDAYS_9_TO_5, bank_holidays_closed=False)
BOXING_DAY_OFF = "2026-12-28"  # a Monday, for Boxing Day on a Saturday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "New Year's Day"),
        ("2026-04-03", "Good Friday"),
        ("2026-04-06", "Easter Monday"),
        ("2026-05-04", "Early May bank holiday"),
        ("2026-05-25", "Spring bank holiday"),
        ("2026-08-31", "Summer bank holiday"),
        ("2026-12-25", "Christmas Day"),
        ("2026-12-28", "Boxing Day (substitute day)"),
        ("2027-12-27", "Christmas Day (substitute day)"),
        ("2027-12-28", "Boxing Day (substitute day)"),
        ("2028-01-03", "New Year's Day (substitute day)"),
    ],
)
def test_bank_holidays_in_england_are_named_as_on_gov_uk(day, name):
    assert bank_holiday(date.fromisoformat(day)) == name


@pytest.mark.parametrize("day", ["2026-12-26", "2027-12-25", "2027-12-26", "2028-01-01"])
def test_a_christmas_or_new_year_at_a_weekend_counts_as_well_as_its_substitute(day):
    assert bank_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-03-17", "2026-08-03", "2026-11-30", "2027-01-04", "2026-12-24"])
def test_holidays_of_scotland_ireland_and_wales_and_christmas_eve_are_ordinary_days(day):
    assert bank_holiday(date.fromisoformat(day)) is None


def test_a_bank_holiday_nobody_told_us_about_is_unknown_and_says_why():
    answer = open_state(UNTOLD, at(f"{BOXING_DAY_OFF} 11:00"))
    assert (answer.state, answer.bank_holiday) == ("unknown", "Boxing Day (substitute day)")
    assert answer.until is None


@pytest.mark.parametrize("clock", ["00:30", "08:00", "11:00", "20:00"])
def test_it_is_unknown_all_that_day(clock):
    assert open_state(UNTOLD, at(f"{BOXING_DAY_OFF} {clock}")).state == "unknown"


def test_the_next_opening_is_one_that_is_certain():
    assert next_opening(UNTOLD, at("2026-12-24 18:00")).start == at("2026-12-29 09:00")
    assert open_state(UNTOLD, at(f"{BOXING_DAY_OFF} 11:00")).next.start == at("2026-12-29 09:00")


def test_a_day_filter_calls_it_unknown_too():
    assert open_on(UNTOLD, date(2026, 12, 28)) == []
    assert state_on(UNTOLD, date(2026, 12, 28)) == "unknown"
    assert state_during(UNTOLD, at(f"{BOXING_DAY_OFF} 12:00"), at(f"{BOXING_DAY_OFF} 17:00")) == "unknown"
    assert state_during(UNTOLD, at(f"{BOXING_DAY_OFF} 18:00"), at(f"{BOXING_DAY_OFF} 23:00")) == "closed"


def test_a_bank_holiday_on_which_it_would_not_open_anyway_is_simply_closed():
    tuesdays = hours(weekly("TU"), bank_holidays_closed=None)
    answer = open_state(tuesdays, at(f"{BOXING_DAY_OFF} 11:00"))
    assert (answer.state, answer.next.start) == ("closed", at("2026-12-29 10:00"))


def test_closed_on_bank_holidays_is_closed():
    answer = open_state(SHUT, at(f"{BOXING_DAY_OFF} 11:00"))
    assert (answer.state, answer.bank_holiday) == ("closed", "Boxing Day (substitute day)")


def test_open_on_bank_holidays_is_open():
    assert open_state(LIKE_ANY_DAY, at(f"{BOXING_DAY_OFF} 11:00")).state == "open"


def test_an_ordinary_day_is_no_bank_holiday():
    answer = open_state(UNTOLD, at("2026-12-29 11:00"))
    assert (answer.state, answer.bank_holiday) == ("open", None)


def test_what_is_said_about_the_date_itself_outranks_the_bank_holiday():
    told = hours(WEEKDAYS_9_TO_5, instead(BOXING_DAY_OFF, "10:00-12:00"), bank_holidays_closed=True)
    assert open_state(told, at(f"{BOXING_DAY_OFF} 11:00")).state == "open"
    shut = hours(WEEKDAYS_9_TO_5, closed(BOXING_DAY_OFF), bank_holidays_closed=None)
    assert open_state(shut, at(f"{BOXING_DAY_OFF} 11:00")).state == "closed"


def test_the_night_after_a_doubtful_bank_holiday_evening_is_doubtful():
    late = hours(weekly("MO", "20:00-02:00"), bank_holidays_closed=None)
    answer = open_state(late, at("2026-12-29 01:00"))
    assert (answer.state, answer.bank_holiday) == ("unknown", "Boxing Day (substitute day)")


def test_christmas_week_2027_with_both_days_at_the_weekend():
    found = openings(SHUT, date(2027, 12, 24), date(2028, 1, 4))
    assert [opening.start.date().isoformat() for opening in found] == [
        "2027-12-24",
        "2027-12-29",
        "2027-12-30",
        "2027-12-31",
        "2028-01-04",
    ]
