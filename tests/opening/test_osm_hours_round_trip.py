from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_factories import closed, hours, instead, monthly, weekly

from knowledge_base.exchange.osm_hours import OsmHoursError, osm_from_hours, rules_from_osm
from knowledge_base.opening import WEEKDAYS, Hours, OpeningRule, plan_day

FIRST = date(2026, 1, 1)
TWO_YEARS = [FIRST + timedelta(days=count) for count in range(731)]

times = st.integers(0, 95).map(lambda quarters: time(quarters // 4, quarters % 4 * 15))
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=5, unique=True).map(tuple)
nth = st.builds("{}{}".format, st.sampled_from([-2, -1, 1, 2, 3, 4, 5]), st.sampled_from(WEEKDAYS))
nth_weekdays = st.lists(nth, min_size=1, max_size=2, unique=True).map(tuple)
month_days = st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(lambda day: f"{day:%m-%d}")
whole_months = st.sampled_from([("10-01", "03-31"), ("04-01", "09-30"), ("11-01", "02-29"), ("12-01", "12-31")])
seasons = st.none() | whole_months | st.tuples(month_days, month_days)
validity = st.tuples(st.dates(FIRST, date(2027, 12, 31)), st.integers(0, 200)).map(
    lambda pair: {"valid_from": pair[0], "valid_to": pair[0] + timedelta(days=pair[1])}
)
windows = seasons.map(lambda season: {"season": season}) | validity
notes = st.sampled_from(["", "term time only"])


@st.composite
def rules(draw):
    freq, byday = draw(st.tuples(st.just("WEEKLY"), weekdays) | st.tuples(st.just("MONTHLY"), nth_weekdays))
    kind = draw(st.sampled_from(["open", "open", "open", "exception", "untimed", "closed"]))
    spans = {} if kind in ("untimed", "closed") else {"opens_at": draw(times), "closes_at": draw(times)}
    return OpeningRule(
        freq,
        byday=byday,
        **spans,
        **draw(windows),
        closed=kind == "closed",
        exception=kind in ("exception", "closed"),
        notes=draw(notes),
    )


schedules = st.builds(Hours, st.lists(rules(), min_size=1, max_size=3).map(tuple), st.sampled_from([None, True, False]))


@settings(max_examples=120, deadline=None)
@given(schedules)
def test_what_is_written_means_the_same_on_every_day(schedule):
    try:
        osm = osm_from_hours(schedule)
    except OsmHoursError as error:
        assert error.code == "not_expressible"
        return
    again = rules_from_osm(osm)
    different = [day for day in TWO_YEARS if plan_day(again, day) != plan_day(schedule, day)]
    assert not different, osm
    assert osm_from_hours(again) == osm


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(weekdays | nth_weekdays, times, times), min_size=1, max_size=4),
    st.sampled_from([None, True, False]),
    st.lists(st.dates(FIRST, date(2027, 12, 31)), max_size=2),
)
def test_plain_weekly_and_monthly_hours_with_closures_can_always_be_written(rows, on_bank_holidays, shut):
    regular = [
        OpeningRule("WEEKLY" if byday[0] in WEEKDAYS else "MONTHLY", byday=byday, opens_at=opens, closes_at=closes)
        for byday, opens, closes in rows
    ]
    schedule = hours(*regular, *(closed(day.isoformat()) for day in shut), bank_holidays_closed=on_bank_holidays)
    again = rules_from_osm(osm_from_hours(schedule))
    assert all(plan_day(again, day) == plan_day(schedule, day) for day in TWO_YEARS)


@pytest.mark.parametrize(
    ("schedule", "osm"),
    [
        (hours(weekly("MO TU WE TH FR", "09:00-17:00"), bank_holidays_closed=None), "Mo-Fr 09:00-17:00"),
        (
            hours(weekly("MO", "09:00-17:00"), weekly("TU", "09:00-17:00"), bank_holidays_closed=True),
            "Mo-Tu 09:00-17:00; PH off",
        ),
        (
            hours(weekly("TU", "09:30-12:30"), weekly("TU", "13:30-00:00")),
            "Tu 09:30-12:30,13:30-24:00; PH Tu 09:30-12:30,13:30-24:00",
        ),
        (hours(weekly("", "00:00-00:00")), "24/7"),
        (hours(weekly("FR", "09:00-09:00"), bank_holidays_closed=None), "Fr 09:00-33:00"),
        (hours(monthly("2TU 4TU -1FR"), bank_holidays_closed=None), "Tu[2,4],Fr[-1] 10:00-12:00"),
        (
            hours(weekly("MO", season=("10-01", "03-31")), bank_holidays_closed=None),
            "Oct-Mar Mo 10:00-12:00",
        ),
        (
            hours(weekly("MO", valid_to="2027-03-31"), bank_holidays_closed=None),
            "1970 Jan 1-2027 Mar 31 Mo 10:00-12:00",
        ),
        (hours(weekly("MO", valid_from="2026-09-01"), bank_holidays_closed=None), "2026 Sep 1+ Mo 10:00-12:00"),
        (
            hours(
                weekly("MO"),
                instead("2026-12-24", "09:00-11:00"),
                closed("2026-12-22", "2027-01-03"),
                bank_holidays_closed=None,
            ),
            "Mo 10:00-12:00; 2026 Dec 22-2027 Jan 3 off; 2026 Dec 24 09:00-11:00",
        ),
        (hours(weekly("WE", None, notes='say "hello"')), "We unknown \"say 'hello'\"; PH We unknown \"say 'hello'\""),
        (Hours(text="Every other Saturday"), '"Every other Saturday"'),
        (Hours(), "unknown"),
        (Hours(closed_on_bank_holidays=True), "unknown; PH off"),
    ],
)
def test_hours_are_written_in_the_usual_form(schedule, osm):
    assert osm_from_hours(schedule) == osm
    assert osm_from_hours(rules_from_osm(osm)) == osm


pieces = st.sampled_from(
    "Mo Tu-Fr Su Sa[1] Fr[-1] Tu[2,4] PH SH 10:00-12:00 22:00-26:00 13:30 24/7 off unknown open Dec Oct-Mar 25 29 "
    'Feb 2026 9999 0000 + - / ; , : | || "note" " [ ] é 99:99-00:00 10:00-12:00+ week easter'.split()
)
scraps = st.lists(pieces, max_size=12).flatmap(lambda found: st.sampled_from([" ".join(found), "".join(found)]))


@settings(max_examples=400, deadline=None)
@given(scraps | st.text(max_size=40))
def test_any_text_is_either_read_or_refused(text):
    try:
        read = rules_from_osm(text)
    except OsmHoursError as error:
        assert str(error)
    else:
        assert rules_from_osm(osm_from_hours(read)).rules or not read.rules
