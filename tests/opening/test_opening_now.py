from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_factories import at, closed, hours, monthly, utc, weekly

from knowledge_base.opening import (
    LONDON,
    WEEKDAYS,
    Hours,
    OpeningRule,
    next_opening,
    open_during,
    open_on,
    open_state,
    openings,
    state_during,
    state_on,
)

FOOD_BANK = hours(weekly("TU FR", "10:00-12:00"))
LIBRARY = hours(weekly("MO TU TH", "09:30-12:30"), weekly("MO TU TH", "13:30-17:30"))
ALL_DAY_EVERY_DAY = hours(weekly("", "00:00-00:00"))
NIGHT_SHELTER = hours(weekly("FR SA", "22:00-02:00"))
TUESDAY = "2026-11-24"


@pytest.mark.parametrize(
    ("clock", "state"),
    [("09:59:59", "closed"), ("10:00", "open"), ("11:59:59", "open"), ("12:00", "closed")],
)
def test_it_is_open_from_the_opening_time_until_just_before_the_closing_time(clock, state):
    assert open_state(FOOD_BANK, at(f"{TUESDAY} {clock}")).state == state


def test_an_open_service_says_until_when_and_when_it_opens_again():
    answer = open_state(FOOD_BANK, at(f"{TUESDAY} 11:00"))
    assert answer.until == at(f"{TUESDAY} 12:00")
    assert answer.next.start == at("2026-11-27 10:00")


def test_a_closed_service_says_when_it_opens_next():
    answer = open_state(FOOD_BANK, at(f"{TUESDAY} 12:30"))
    assert (answer.until, answer.next.start) == (None, at("2026-11-27 10:00"))


def test_over_lunch_the_next_opening_is_this_afternoon():
    answer = open_state(LIBRARY, at(f"{TUESDAY} 13:00"))
    assert (answer.state, answer.next.start) == ("closed", at(f"{TUESDAY} 13:30"))


def test_unknown_hours_are_unknown_and_never_closed():
    nothing = Hours(text="Every other Saturday (time not stated)")
    assert open_state(nothing, at(f"{TUESDAY} 11:00")).state == "unknown"
    assert state_on(nothing, date(2026, 11, 24)) == "unknown"
    assert state_during(nothing, at(f"{TUESDAY} 17:00"), at(f"{TUESDAY} 23:59")) == "unknown"
    assert next_opening(nothing, at(f"{TUESDAY} 11:00")) is None


def test_a_day_without_known_times_is_unknown_and_other_days_are_closed():
    tuesdays = hours(weekly("TU", None))
    assert open_state(tuesdays, at(f"{TUESDAY} 11:00")).state == "unknown"
    assert open_state(tuesdays, at("2026-11-25 11:00")).state == "closed"
    assert state_during(tuesdays, at(f"{TUESDAY} 17:00"), at(f"{TUESDAY} 23:59")) == "unknown"
    assert state_during(tuesdays, at("2026-11-25 17:00"), at("2026-11-25 23:59")) == "closed"
    assert openings(tuesdays, date(2026, 11, 1), date(2026, 11, 30)) == []


def test_a_schedule_that_has_run_out_is_unknown_not_closed():
    last_winter = hours(weekly("TU", valid_from="2025-10-01", valid_to="2026-03-31"))
    assert open_state(last_winter, at(f"{TUESDAY} 11:00")).state == "unknown"
    assert open_state(last_winter, at("2026-03-30 11:00")).state == "closed"


def test_a_schedule_that_has_not_begun_is_closed_until_it_does():
    from_january = hours(weekly("WE", valid_from="2027-01-06"))
    answer = open_state(from_january, at("2026-11-25 11:00"))
    assert (answer.state, answer.next.start) == ("closed", at("2027-01-06 10:00"))


def test_past_midnight_belongs_to_the_day_before():
    early_sunday = open_state(NIGHT_SHELTER, at("2026-11-29 01:30"))
    assert (early_sunday.state, early_sunday.until) == ("open", at("2026-11-29 02:00"))
    assert open_state(NIGHT_SHELTER, at("2026-11-30 01:30")).state == "closed"
    assert [opening.start for opening in open_on(NIGHT_SHELTER, date(2026, 11, 29))] == []


def test_a_place_that_never_shuts_has_no_closing_time_and_no_next_opening():
    answer = open_state(ALL_DAY_EVERY_DAY, at(f"{TUESDAY} 03:00"))
    assert (answer.state, answer.until, answer.next) == ("open", None, None)
    assert next_opening(ALL_DAY_EVERY_DAY, at(f"{TUESDAY} 03:00")) is None


def test_all_day_may_be_written_as_one_minute_to_midnight():
    answer = open_state(hours(weekly("", "00:00-23:59")), at(f"{TUESDAY} 23:59:30"))
    assert (answer.state, answer.until) == ("open", None)


def test_openings_that_follow_each_other_are_one_long_opening():
    weekend = hours(weekly("FR SA SU", "00:00-00:00"), weekly("MO", "00:00-06:00"))
    assert open_state(weekend, at("2026-11-27 12:00")).until == at("2026-11-30 06:00")


def test_two_rows_that_overlap_are_one_opening():
    twice = hours(weekly("TU", "10:00-12:00"), weekly("TU", "11:00-13:00"), weekly("TU", "10:00-12:00"))
    (only,) = open_on(twice, date(2026, 11, 24))
    assert (only.start, only.end) == (at(f"{TUESDAY} 10:00"), at(f"{TUESDAY} 13:00"))


def test_open_on_saturday():
    assert open_on(FOOD_BANK, date(2026, 11, 28)) == []
    assert state_on(FOOD_BANK, date(2026, 11, 28)) == "closed"
    assert [each.start for each in open_on(NIGHT_SHELTER, date(2026, 11, 28))] == [at("2026-11-28 22:00")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("17:00", "23:59", True),
        ("12:00", "17:00", True),
        ("17:30", "23:59", False),
        ("06:00", "09:30", False),
    ],
)
def test_open_tonight_or_this_afternoon_means_at_some_time_in_it(start, end, expected):
    assert open_during(LIBRARY, at(f"{TUESDAY} {start}"), at(f"{TUESDAY} {end}")) is expected


def test_open_tonight_counts_what_began_the_night_before():
    assert open_during(NIGHT_SHELTER, at("2026-11-29 00:30"), at("2026-11-29 05:00"))
    assert not open_during(NIGHT_SHELTER, at("2026-11-29 02:00"), at("2026-11-29 05:00"))


def test_the_next_opening_is_looked_for_as_far_ahead_as_asked():
    summer_fair = hours(monthly("3SA", season=("07-01", "07-31")))
    now = at("2026-11-24 11:00")
    assert next_opening(summer_fair, now) is None
    assert next_opening(summer_fair, now, within_days=365).start == at("2027-07-17 10:00")


def test_while_open_the_next_opening_is_the_one_after():
    assert next_opening(FOOD_BANK, at(f"{TUESDAY} 10:00")).start == at("2026-11-27 10:00")


def test_the_moment_may_come_in_any_time_zone_but_must_have_one():
    assert open_state(FOOD_BANK, utc("2026-07-07T10:30")).state == "open"  # 11:30 in summer
    assert open_state(FOOD_BANK, utc("2026-07-07T11:30")).state == "closed"
    with pytest.raises(ValueError, match="time zone"):
        open_state(FOOD_BANK, datetime(2026, 11, 24, 11))


def test_an_answer_looks_at_few_days(monkeypatch):
    asked = []
    falls_on = OpeningRule.falls_on
    monkeypatch.setattr(OpeningRule, "falls_on", lambda rule, day: asked.append(day) or falls_on(rule, day))
    open_state(FOOD_BANK, at("2026-11-25 11:00"))
    assert asked == [date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)]


spans = st.tuples(st.integers(0, 47), st.integers(0, 47)).filter(lambda pair: pair[0] != pair[1])
nights = st.sampled_from(["2026-10-25", "2026-03-29", "2027-03-28", "2027-10-31", "2026-11-24"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WEEKDAYS), spans), min_size=1, max_size=4),
    nights,
    st.integers(-2 * 24 * 4, 2 * 24 * 4),
    st.booleans(),
)
def test_open_state_agrees_with_a_plain_look_through_all_openings(rows, night, quarters, shut_that_day):
    rules = [
        OpeningRule(byday=(weekday,), opens_at=_half_hours(opens), closes_at=_half_hours(closes))
        for weekday, (opens, closes) in rows
    ]
    schedule = hours(*rules, *([closed(night)] if shut_that_day else []))
    now = utc(f"{night}T00:00") + timedelta(minutes=15 * quarters)
    today = now.astimezone(LONDON).date()
    every = openings(schedule, today - timedelta(days=2), today + timedelta(days=20))
    around = [each for each in every if each.start.astimezone(UTC) <= now < each.end.astimezone(UTC)]
    answer = open_state(schedule, now)
    assert answer.state == ("open" if around else "closed")
    assert (answer.until is None) == (not around)
    if answer.until:
        now = answer.until.astimezone(UTC)
        assert not any(each.start.astimezone(UTC) <= now < each.end.astimezone(UTC) for each in every)
    assert answer.next == next((each for each in every if each.start.astimezone(UTC) > now), None)


def _half_hours(count: int) -> time:
    return time(count // 2, count % 2 * 30)
