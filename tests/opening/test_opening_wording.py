from __future__ import annotations

from datetime import date, time

import pytest
from opening_factories import closed, hours, instead, monthly, weekly

from knowledge_base.opening import Hours, sentence, short_sentence, weekly_table

# GSM 03.38 characters that hours may use: a message with any other costs twice as much.
GSM_7 = set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,-&():/'")

SPOKEN = [
    (hours(weekly("TU FR")), "Tuesday and Friday, 10am to 12pm", "Tue Fri 10-12"),
    (
        hours(weekly("MO TU WE TH", "09:30-17:00"), weekly("SA", "10:00-12:30")),
        "Monday to Thursday, 9.30am to 5pm; Saturday, 10am to 12.30pm",
        "Mon-Thu 9.30-5pm, Sat 10-12.30pm",
    ),
    (
        hours(weekly("TU TH", "09:30-12:30"), weekly("TU TH", "13:30-17:30"), weekly("SA", "09:30-12:30")),
        "Tuesday and Thursday, 9.30am to 12.30pm and 1.30pm to 5.30pm; Saturday, 9.30am to 12.30pm",
        "Tue Thu 9.30-12.30pm & 1.30-5.30pm, Sat 9.30-12.30pm",
    ),
    (hours(weekly("FR", "12:00-14:00")), "Friday, midday to 2pm", "Fri 12-2pm"),
    (hours(weekly("FR", "18:00-00:00")), "Friday, 6pm to midnight", "Fri 6pm-midnight"),
    (hours(weekly("FR", "00:00-06:00")), "Friday, midnight to 6am", "Fri midnight-6am"),
    (hours(weekly("FR SA", "22:00-02:00")), "Friday and Saturday, 10pm to 2am", "Fri Sat 10pm-2am"),
    (hours(weekly("FR", "09:00-09:00")), "Friday, 9am to 9am the next day", "Fri 9am-9am next day"),
    (hours(weekly("SU MO TU")), "Sunday to Tuesday, 10am to 12pm", "Sun-Tue 10-12"),
    (hours(weekly("MO WE FR SA SU")), "Monday, Wednesday and Friday to Sunday, 10am to 12pm", "Mon Wed Fri-Sun 10-12"),
    (hours(weekly("MO TU WE FR SA SU")), "every day except Thursday, 10am to 12pm", "Daily except Thu 10-12"),
    (hours(weekly("MO TU WE TH FR SA")), "Monday to Saturday, 10am to 12pm", "Mon-Sat 10-12"),
    (hours(weekly("", "08:00-19:00")), "every day, 8am to 7pm; open on bank holidays", "Daily 8-7pm, open on bank hols"),
    (hours(weekly("", "00:00-00:00")), "24 hours a day, every day", "24 hours daily"),
    (hours(weekly("SA SU", "00:00-23:59")), "Saturday and Sunday, all day", "Sat Sun 24 hours"),
    (
        hours(monthly("2TU 4TU", "10:30-16:00")),
        "second and fourth Tuesday of the month, 10.30am to 4pm",
        "2nd & 4th Tue of month 10.30-4pm",
    ),
    (hours(monthly("-1FR")), "last Friday of the month, 10am to 12pm", "last Fri of month 10-12"),
    (
        hours(monthly("", bymonthday=(1, 15, -1))),
        "1st, 15th and last day of the month, 10am to 12pm",
        "1st & 15th & last day of month 10-12",
    ),
    (
        hours(weekly("FR", "13:30-15:30", interval=2, dtstart="2026-11-06")),
        "every other Friday, 1.30pm to 3.30pm",
        "every other Fri 1.30-3.30pm",
    ),
    (
        hours(weekly("TU FR", interval=2, dtstart="2026-11-06")),
        "Tuesday and Friday every other week, 10am to 12pm",
        "Tue Fri every 2 weeks 10-12",
    ),
    (
        hours(weekly("TH", "10:00-13:00", season=("11-01", "03-31")), weekly("TH", season=("04-01", "10-31"))),
        "Thursday, 10am to 1pm, November to March only; Thursday, 10am to 12pm, April to October only",
        "Thu 10-1pm Nov-Mar only, Thu 10-12 Apr-Oct only",
    ),
    (
        hours(weekly("MO", season=("11-15", "02-29"))),
        "Monday, 10am to 12pm, 15 November to the end of February only",
        "Mon 10-12 15 Nov to the end of Feb only",
    ),
    (
        hours(weekly("WE", valid_from="2027-01-06", valid_to="2027-07-21")),
        "Wednesday, 10am to 12pm, from 6 January to 21 July 2027",
        "Wed 10-12 from 6 Jan to 21 Jul 2027",
    ),
    (hours(weekly("WE", valid_to="2026-12-16")), "Wednesday, 10am to 12pm, until 16 December 2026", None),
    (hours(weekly("WE", valid_from="2026-09-02")), "Wednesday, 10am to 12pm", "Wed 10-12"),
    (
        hours(weekly("TU"), weekly("", "14:00-16:00", valid_from="2026-12-12", valid_to="2026-12-12")),
        "Tuesday, 10am to 12pm; 12 December 2026, 2pm to 4pm",
        "Tue 10-12, 12 Dec 2026 2-4pm",
    ),
    (
        hours(weekly("TU"), closed("2026-12-22", "2027-01-03"), instead("2026-12-24", "09:00-11:00")),
        "Tuesday, 10am to 12pm; 24 December 2026, 9am to 11am; closed 22 December 2026 to 3 January 2027",
        "Tue 10-12, 24 Dec 2026 9-11am, closed 22 Dec 2026 to 3 Jan 2027",
    ),
    (hours(weekly("TU"), closed("2025-12-22", "2026-01-03")), "Tuesday, 10am to 12pm", "Tue 10-12"),
    (
        hours(weekly("TH"), weekly("TH", "10:00-13:00", season=("11-01", "03-31"), exception=True)),
        "Thursday, 10am to 12pm; Thursday, 10am to 1pm instead, November to March",
        "Thu 10-12, Thu 10-1pm instead Nov-Mar",
    ),
    (hours(weekly("WE", None, notes="by appointment")), "Wednesday (by appointment)", "Wed (by appointment)"),
    (
        hours(weekly("TH", "09:30-12:30", notes="term time only")),
        "Thursday, 9.30am to 12.30pm (term time only)",
        "Thu 9.30-12.30pm (term time only)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schedule", "full", "short"), SPOKEN, ids=[full for _, full, _ in SPOKEN])
def test_hours_read_as_people_say_them(schedule, full, short):
    untold = full.endswith("bank holidays")
    spoken = schedule if untold else Hours(schedule.rules, None)
    assert sentence(spoken, date(2026, 11, 23)) == full
    if short:
        assert short_sentence(spoken, date(2026, 11, 23)) == short


def test_text_message_hours_use_only_cheap_characters():
    assert set("".join(short_sentence(schedule) for schedule, _, _ in SPOKEN)) <= GSM_7


@pytest.mark.parametrize(
    ("times", "short"),
    [
        ("10:00-12:00", "10-12"),
        ("22:00-00:00", "10pm-midnight"),
        ("09:00-11:00", "9-11am"),
        ("21:00-23:00", "9-11pm"),
        ("08:00-22:00", "8am-10pm"),
        ("09:30-21:30", "9.30am-9.30pm"),
        ("10:00-14:00", "10-2pm"),
        ("14:00-16:00", "2-4pm"),
        ("12:00-13:45", "12-1.45pm"),
        ("11:30-12:30", "11.30-12.30pm"),
        ("00:30-06:00", "12.30am-6am"),
        ("06:00-07:00", "6-7am"),
    ],
)
def test_short_times_have_one_reading(times, short):
    assert short_sentence(hours(weekly("MO", times), bank_holidays_closed=None)) == f"Mon {short}"


def test_closed_on_bank_holidays_is_said():
    told = hours(weekly("MO", "09:00-17:00"), bank_holidays_closed=True)
    assert sentence(told) == "Monday, 9am to 5pm; closed on bank holidays"


def test_unknown_hours_are_told_in_the_words_of_their_source_or_not_at_all():
    assert sentence(Hours(text="Every other Saturday")) == "Every other Saturday"
    assert sentence(Hours()) == short_sentence(Hours()) == ""


def test_hours_that_have_ended_fall_back_on_the_source():
    ended = Hours((weekly("TU", valid_to="2026-03-31"),), text="Tuesdays in winter; please check")
    assert sentence(ended, date(2026, 11, 23)) == "Tuesdays in winter; please check"


def test_the_weekly_table_has_seven_rows_with_the_times_in_order():
    table = weekly_table(hours(weekly("TU", "13:30-17:30"), weekly("TU SA", "09:30-12:30"), monthly("1MO")))
    assert [name for name, _ in table] == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]  # fmt: skip
    assert table[1][1] == [(time(9, 30), time(12, 30)), (time(13, 30), time(17, 30))]
    assert [times for _, times in table].count([]) == 5


def test_the_weekly_table_of_a_date_shows_its_season():
    winter = hours(weekly("MO", season=("10-01", "03-31")))
    assert weekly_table(winter)[0][1] == weekly_table(winter, date(2026, 7, 6))[0][1] == []
    assert weekly_table(winter, date(2026, 11, 23))[0][1] == [(time(10), time(12))]
