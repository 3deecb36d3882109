from __future__ import annotations

from datetime import date

import pytest
from opening_factories import at, hours, monthly, weekly

from knowledge_base.exchange.osm_hours import OsmHoursError, osm_from_hours, rules_from_osm
from knowledge_base.opening import Hours, open_on, open_state, openings, sentence, state_on

ON_A_TUESDAY = date(2026, 12, 1)


def spoken(osm: str) -> str:
    return sentence(rules_from_osm(osm))


@pytest.mark.parametrize(
    ("osm", "words"),
    [
        ("Mo-Fr 09:00-17:00", "Monday to Friday, 9am to 5pm"),
        ("mo-fr 9:00-17:00", "Monday to Friday, 9am to 5pm"),
        ("Mo–Fr 09:00 – 17:00", "Monday to Friday, 9am to 5pm"),
        ("Tu,Fr 10:00-12:00", "Tuesday and Friday, 10am to 12pm"),
        ("Su-Tu 09:30-17:00", "Sunday to Tuesday, 9.30am to 5pm"),
        ("10:00-12:00", "every day, 10am to 12pm"),
        ("Mo-Fr 09:00-12:00,13:00-17:00", "Monday to Friday, 9am to 12pm and 1pm to 5pm"),
        ("Mo 10:00-12:00, We 14:00-16:00", "Monday, 10am to 12pm; Wednesday, 2pm to 4pm"),
        ("Mo 10:00-12:00; Tu 09:00-11:00;", "Monday, 10am to 12pm; Tuesday, 9am to 11am"),
        ("24/7", "24 hours a day, every day"),
        ("Mo-Fr 00:00-24:00", "Monday to Friday, all day"),
        ("Fr 18:00-24:00", "Friday, 6pm to midnight"),
        ("Fr,Sa 22:00-02:00", "Friday and Saturday, 10pm to 2am"),
        ("Fr 22:00-26:00", "Friday, 10pm to 2am"),
        ("Tu[2,4] 10:30-16:00", "second and fourth Tuesday of the month, 10.30am to 4pm"),
        ("Mo[1-2] 10:00-12:00", "first and second Monday of the month, 10am to 12pm"),
        ("Fr[-1] 10:00-12:00", "last Friday of the month, 10am to 12pm"),
        ("Oct-Mar Mo 10:00-12:00", "Monday, 10am to 12pm, October to March only"),
        ("Oct-Mar: Mo 10:00-12:00", "Monday, 10am to 12pm, October to March only"),
        ("Nov-Feb Mo 10:00-12:00", "Monday, 10am to 12pm, November to February only"),
        (
            "2026 Sep 1-2027 Aug 31 Tu,Th 10:00-13:00",
            "Tuesday and Thursday, 10am to 1pm, from 1 September 2026 to 31 August 2027",
        ),
        ("Mo 10:00-12:00; 2026 Dec 25 off", "Monday, 10am to 12pm; closed 25 December 2026"),
        ("Mo 10:00-12:00; Dec 22-Jan 3 off", "Monday, 10am to 12pm; closed 22 December to 3 January"),
        ("Mo 10:00-12:00; Dec 25,26 off", "Monday, 10am to 12pm; closed 25 December and 26 December"),
        ("Mo-Fr 09:00-17:00; PH off", "Monday to Friday, 9am to 5pm; closed on bank holidays"),
        ("Mo-Sa 09:00-17:00; Su,PH off", "Monday to Saturday, 9am to 5pm; closed on bank holidays"),
    ],
)
def test_the_notation_reads_as_the_hours_it_means(osm, words):
    assert spoken(osm) == words


@pytest.mark.parametrize(
    ("osm", "words"),
    [
        (
            "Mo-Fr 09:00-17:00; We 09:00-12:00",
            "Monday, Tuesday, Thursday and Friday, 9am to 5pm; Wednesday, 9am to 12pm",
        ),
        ("Mo-Su 09:00-17:00; Su off", "Monday to Saturday, 9am to 5pm"),
        ("Tu[1] 10:00-12:00; Tu 14:00-16:00", "Tuesday, 2pm to 4pm"),
        ("Tu[2] 10:00-12:00; Tu[2] 14:00-16:00", "second Tuesday of the month, 2pm to 4pm"),
        (
            "Tu 10:00-12:00; Tu[1] 14:00-16:00",
            "Tuesday, 10am to 12pm; first Tuesday of the month, 2pm to 4pm instead",
        ),
        ("Tu 10:00-12:00, Tu[1] 14:00-16:00", "Tuesday, 10am to 12pm; first Tuesday of the month, 2pm to 4pm"),
        (
            "Th 10:00-12:00; Nov-Mar Th 10:00-13:00",
            "Thursday, 10am to 12pm; Thursday, 10am to 1pm instead, November to March",
        ),
        (
            "Mo-Fr 09:00-17:00; Th[3] off",
            "Monday to Friday, 9am to 5pm; closed on the third Thursday of the month",
        ),
    ],
)
def test_a_later_part_replaces_an_earlier_one_and_a_comma_adds(osm, words):
    assert spoken(osm) == words


def test_the_first_tuesday_has_only_its_own_hours():
    schedule = rules_from_osm("Tu 10:00-12:00; Tu[1] 14:00-16:00")
    assert [opening.start for opening in open_on(schedule, ON_A_TUESDAY)] == [at("2026-12-01 14:00")]
    assert [opening.start for opening in open_on(schedule, date(2026, 12, 8))] == [at("2026-12-08 10:00")]


def test_where_the_fourth_tuesday_is_the_last_the_later_part_counts():
    schedule = rules_from_osm("Tu[4] 10:00-12:00; Tu[-1] 14:00-16:00")
    found = openings(schedule, date(2026, 11, 1), date(2026, 12, 31))  # four Tuesdays, then five
    assert [f"{opening.start:%m-%d %H}" for opening in found] == ["11-24 14", "12-22 10", "12-29 14"]


def test_hours_on_a_date_within_a_closure_stand():
    schedule = rules_from_osm("Mo-Fr 09:00-17:00; Dec 22-Jan 3 off; Dec 24 09:00-12:00")
    found = openings(schedule, date(2026, 12, 21), date(2027, 1, 4))
    assert [f"{opening.start:%m-%d %H}-{opening.end:%H}" for opening in found] == [
        "12-21 09-17",
        "12-24 09-12",
        "01-04 09-17",
    ]


@pytest.mark.parametrize(
    ("osm", "closed"),
    [
        ("Mo-Fr 09:00-17:00", None),
        ("Mo-Fr 09:00-17:00; PH unknown", None),
        ("Mo-Fr 09:00-17:00; PH off", True),
        ("Mo-Fr 09:00-17:00, PH off", True),
        ("Mo-Fr 09:00-17:00; PH closed", True),
        ("Mo-Fr,PH 09:00-17:00; Sa 10:00-12:00", False),
        ("PH,Mo-Su 09:00-17:00", False),
        ("Mo-Fr 09:00-17:00; PH Mo-Fr 09:00-17:00", False),
        ("24/7", False),
        ("24/7; PH off", True),
    ],
)
def test_bank_holidays_are_closed_open_or_not_known(osm, closed):
    assert rules_from_osm(osm).closed_on_bank_holidays is closed


def test_hours_on_a_special_date_outrank_closed_on_bank_holidays():
    schedule = rules_from_osm("Apr-Sep Mo 10:00-12:00; PH off; 2026 Dec 28 14:00-16:00")
    assert state_on(schedule, date(2026, 12, 28)) == "open"
    assert state_on(schedule, date(2026, 8, 31)) == "closed"


def test_a_season_does_not_outrank_closed_on_bank_holidays():
    schedule = rules_from_osm("Tu 10:00-12:00; PH off; Oct-Mar Mo 10:00-12:00")
    assert state_on(schedule, date(2026, 12, 28)) == "closed"


def test_a_helpline_that_is_always_open_is_open_on_christmas_day():
    assert open_state(rules_from_osm("24/7"), at("2026-12-25 03:00")).state == "open"


@pytest.mark.parametrize(
    "osm",
    ['We 10:00-12:00 "by appointment"', 'We "by appointment"', "We 10:00-12:00 unknown", "We unknown", 'We off "x"'],
)
def test_a_comment_never_opens_anything(osm):
    assert open_state(rules_from_osm(osm), at("2026-11-25 11:00")).state != "open"


@pytest.mark.parametrize(
    ("osm", "words"),
    [
        ('We 10:00-12:00 "by appointment"', "Wednesday (10am to 12pm, by appointment)"),
        ('We 10:00-12:00 open "term time only"', "Wednesday, 10am to 12pm (term time only)"),
        ('Mo-Fr "ring first"', "Monday to Friday (ring first)"),
        ('"by appointment"', "by appointment"),
    ],
)
def test_a_comment_is_kept(osm, words):
    assert spoken(osm) == words


def test_open_with_a_comment_is_open():
    schedule = rules_from_osm('We 10:00-12:00 open "term time only"')
    assert open_state(schedule, at("2026-11-25 11:00")).state == "open"


def test_a_comment_beside_hours_is_their_text():
    assert rules_from_osm('Mo 10:00-12:00; "ring first"').text == "ring first"


@pytest.mark.parametrize("osm", ["unknown", '"ring first"'])
def test_hours_that_are_only_a_comment_are_unknown(osm):
    assert rules_from_osm(osm).rules == ()


@pytest.mark.parametrize("osm", ["off", "closed", "Mo-Su off"])
def test_off_alone_is_closed(osm):
    assert state_on(rules_from_osm(osm), ON_A_TUESDAY) == "closed"


@pytest.mark.parametrize(
    ("code", "osm", "part"),
    [
        ("empty", "  ", "  "),
        ("quote", 'Mo 10:00-12:00 "ring', '"ring'),
        ("choice", 'Mo 10:00-12:00 || "ring"', '|| "ring"'),
        ("school_holidays", "Mo 10:00-12:00; SH off", "SH off"),
        ("sun", "Mo sunrise-sunset", "sunrise-sunset"),
        ("week_numbers", "week 1-53/2 Fr 10:00-12:00", "week 1-53/2 Fr 10:00-12:00"),
        ("easter", "Mo 10:00-12:00; easter off", "easter off"),
        ("open_end", "Mo 10:00+", "10:00+"),
        ("open_end", "Mo 10:00-12:00+", "10:00-12:00+"),
        ("open_end", "Mo 10:00", "10:00"),
        ("repeated", "Mo 10:00-16:00/90", "10:00-16:00/90"),
        ("shifted", "Sa[1] +1 day 10:00-12:00", "Sa[1] +1 day 10:00-12:00"),
        ("day_names", "Monday 10:00-12:00", "Monday 10:00-12:00"),
        ("day_names", "Mon-Fri 10:00-12:00", "Mon-Fri 10:00-12:00"),
        ("am_pm", "Mo 10am-12pm", "10am-12pm"),
        ("am_pm", "Mo 10-12", "10-12"),
        ("iso_date", "2026-12-25 off", "2026-12-25 off"),
        ("no_times", "Mo-Fr", "Mo-Fr"),
        ("no_times", "Mo-Fr open", "Mo-Fr open"),
        ("no_such_time", "Mo 25:00-26:00", "25:00-26:00"),
        ("no_such_time", "Mo 10:00-12:60", "10:00-12:60"),
        ("no_such_time", "Mo 10:00-35:00", "10:00-35:00"),
        ("zero_length", "Mo 10:00-10:00", "10:00-10:00"),
        ("no_such_date", "Feb 30 off", "Feb 30"),
        ("no_such_date", "Feb 29 off", "Feb 29"),
        ("no_such_date", "2027 Feb 29 off", "2027 Feb 29"),
        ("no_such_date", "Apr 1-31 off", "Apr 1-31"),
        ("no_such_day", "Mo[6] 10:00-12:00", "Mo[6]"),
        ("no_such_day", "Mo[] 10:00-12:00", "Mo[]"),
        ("year_needed", "2026 Oct-Mar Mo 10:00-12:00", "2026 Oct-Mar"),
        ("bank_holiday_hours", "Mo-Fr 09:00-17:00; PH 10:00-12:00", "PH 10:00-12:00"),
        ("bank_holiday_hours", "Mo,PH 09:00-17:00", "Mo,PH 09:00-17:00"),
        ("bank_holiday_hours", "Mo-Fr 09:00-17:00; PH Mo-Fr 10:00-12:00", "PH Mo-Fr 10:00-12:00"),
        ("bank_holiday_hours", "Mo-Fr 09:00-17:00; Dec PH off", "Dec PH off"),
        ("dates_last", "Dec 25 off; Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00"),
        ("overlapping", "Mo 09:00-17:00; Dec 24 09:00-12:00; Dec 22-Jan 3 off", "Dec 22-Jan 3 off"),
        ("overlapping", "Mo 10:00-12:00; unknown", "Mo 10:00-12:00; unknown"),
        ("overlapping", "unknown; Mo 10:00-12:00", "unknown; Mo 10:00-12:00"),
        ("closed_with_times", "Mo 09:00-17:00; Mo 12:00-13:00 off", "Mo 12:00-13:00 off"),
        ("not_understood", "ask inside", "ask inside"),
        ("not_understood", "Mo 10:00-12:00 ask inside", "ask inside"),
        ("not_understood", "Mo 10:00-12:00,", "Mo 10:00-12:00,"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_part_that_it_is_about(code, osm, part):
    with pytest.raises(OsmHoursError) as refused:
        rules_from_osm(osm)
    assert (refused.value.code, refused.value.part) == (code, part)


def test_a_refusal_is_a_plain_sentence():
    with pytest.raises(OsmHoursError, match=r"^“10:00\+”: A closing time is missing: write both, as 09:30-17:00\.$"):
        rules_from_osm("Mo 10:00+")


def test_29_february_of_a_leap_year_is_a_date():
    assert spoken("Mo-Su 10:00-12:00; 2028 Feb 29 off").endswith("closed 29 February 2028")


@pytest.mark.parametrize(
    "schedule",
    [
        hours(weekly("FR", interval=2, dtstart="2026-11-06")),
        hours(monthly("", bymonthday=(1, 15))),
        hours(weekly("MO", season=("10-01", "03-31"), valid_to="2027-03-31")),
        hours(weekly("", "00:00-00:00"), monthly("", bymonthday=(1,))),
        Hours((), closed_on_bank_holidays=False),
    ],
)
def test_what_the_notation_has_no_words_for_is_not_written(schedule):
    with pytest.raises(OsmHoursError) as refused:
        osm_from_hours(schedule)
    assert refused.value.code == "not_expressible"
