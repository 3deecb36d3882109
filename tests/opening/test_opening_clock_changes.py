"""The clocks go back on 25 October 2026 and 31 October 2027, and forward on 29 March 2026 and 28 March 2027."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest
from opening_factories import at, hours, utc, weekly

from knowledge_base.opening import open_during, open_on, open_state

NINE_TO_FIVE = hours(weekly("", "09:00-17:00"))
SHELTER = hours(weekly("SA", "22:00-06:00"))


@pytest.mark.parametrize(
    ("day", "opens_in_utc"),
    [
        ("2026-03-28", "09:00"),
        ("2026-03-29", "08:00"),
        ("2026-10-24", "08:00"),
        ("2026-10-25", "09:00"),
        ("2027-03-27", "09:00"),
        ("2027-03-28", "08:00"),
        ("2027-10-30", "08:00"),
        ("2027-10-31", "09:00"),
    ],
)
def test_nine_o_clock_is_nine_o_clock_on_the_wall_before_and_after(day, opens_in_utc):
    (opening,) = open_on(NINE_TO_FIVE, date.fromisoformat(day))
    assert opening.start.astimezone(UTC) == utc(f"{day}T{opens_in_utc}")
    assert open_state(NINE_TO_FIVE, opening.start - timedelta(seconds=1)).state == "closed"
    assert open_state(NINE_TO_FIVE, utc(f"{day}T{opens_in_utc}")).state == "open"


@pytest.mark.parametrize(
    ("night", "real_hours"), [("2026-03-28", 7), ("2026-10-24", 9), ("2027-03-27", 7), ("2027-10-30", 9)]
)
def test_a_night_over_a_clock_change_is_an_hour_shorter_or_longer(night, real_hours):
    (opening,) = open_on(SHELTER, date.fromisoformat(night))
    assert opening.end.astimezone(UTC) - opening.start.astimezone(UTC) == timedelta(hours=real_hours)


@pytest.mark.parametrize("night", ["2026-03-29", "2027-03-28"])
def test_a_closing_time_that_the_clocks_skip_is_when_they_jump(night):
    late = hours(weekly("SA", "22:00-01:30"))
    assert open_state(late, utc(f"{night}T00:59")).until == at(f"{night} 02:00")
    assert open_state(late, utc(f"{night}T00:59")).until.astimezone(UTC) == utc(f"{night}T01:00")
    assert open_state(late, utc(f"{night}T01:00")).state == "closed"


def test_an_opening_time_that_the_clocks_skip_is_when_they_jump():
    early = hours(weekly("SU", "01:30-06:00"))
    assert open_state(early, utc("2027-03-28T00:59")).state == "closed"
    assert open_state(early, utc("2027-03-28T01:00")).state == "open"


def test_an_opening_that_lies_in_the_skipped_hour_does_not_happen():
    brief = hours(weekly("SU", "01:15-01:45"))
    assert open_on(brief, date(2027, 3, 28)) == []
    assert len(open_on(brief, date(2027, 3, 21))) == 1


@pytest.mark.parametrize("night", ["2026-10-25", "2027-10-31"])
def test_a_closing_time_that_comes_twice_is_the_first(night):
    late = hours(weekly("SA", "22:00-01:30"))
    assert open_state(late, utc(f"{night}T00:15")).state == "open"  # 01:15, the first time
    assert open_state(late, utc(f"{night}T00:30")).state == "closed"
    assert open_state(late, utc(f"{night}T01:15")).state == "closed"  # 01:15, the second time
    assert not open_during(late, utc(f"{night}T01:00"), utc(f"{night}T01:30"))


def test_what_is_open_around_the_hour_that_comes_twice_is_open_in_all_of_it():
    for minutes in range(0, 120, 15):
        now = utc("2026-10-25T00:00") + timedelta(minutes=minutes)
        assert open_state(SHELTER, now).state == "open"


def test_two_o_clock_comes_once_and_after_both():
    until_two = hours(weekly("SA", "22:00-02:00"))
    assert open_state(until_two, utc("2026-10-25T01:59")).state == "open"
    assert open_state(until_two, utc("2026-10-25T02:00")).state == "closed"
