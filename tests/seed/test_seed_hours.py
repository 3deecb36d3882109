"""Hours in OpenStreetMap syntax are few, strict, and say the same as the words beside them."""

from __future__ import annotations

import re

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
SPAN = r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d"
RULE = re.compile(
    rf"(?:{MONTH}-{MONTH} )?(?P<days>{DAY}(?:-{DAY})?(?:,{DAY}(?:-{DAY})?)*(?:\[[1-5](?:,[1-5])*\])?) (?P<spans>{SPAN}(?:,{SPAN})*)"
)


def with_osm(records):
    return [(record["id"], record["hours"]) for record in records if "osm" in record.get("hours", {})]


def rules(osm):
    return [RULE.fullmatch(rule) for rule in osm.split("; ")] if osm != "24/7" else []


def test_osm_hours_keep_to_a_strict_simple_grammar(records):
    assert len(with_osm(records)) > 80
    assert [(name, hours["osm"]) for name, hours in with_osm(records) if None in rules(hours["osm"])] == []


def test_every_span_ends_after_it_starts(records):
    for name, hours in with_osm(records):
        for rule in rules(hours["osm"]):
            for span in rule["spans"].split(","):
                start, end = span.split("-")
                assert start < end, name


def test_osm_hours_always_have_words_beside_them(records):
    assert [name for name, hours in with_osm(records) if not hours.get("text")] == []


def test_every_time_in_the_osm_hours_is_in_the_words(records):
    for name, hours in with_osm(records):
        for rule in rules(hours["osm"]):
            for clock in re.findall(r"\d\d:\d\d", rule["spans"]):
                assert spoken(clock) in hours["text"], (name, clock)


def test_every_day_in_the_osm_hours_is_in_the_words(records):
    for name, hours in with_osm(records):
        stated = {day for rule in rules(hours["osm"]) for day in days_of(rule["days"])}
        assert stated <= days_named(hours["text"]), name


def test_hours_that_nobody_could_state_exactly_have_no_osm(records):
    inexact = re.compile(r"every other|term time|not stated|please check|\(20\d\d\)|lists differ", re.IGNORECASE)
    told = [name for name, hours in with_osm(records) if inexact.search(hours["text"])]
    assert set(told) <= {"baginton-warm-hub"}  # exact in its day and time; only the year is old, and the date says so


def test_lunch_closings_of_libraries_are_kept(by_id):
    assert by_id["library-coleshill"]["hours"]["osm"] == "Mo,We,Fr,Sa 09:30-12:30; Tu,Th 09:30-12:30,13:30-17:30"


def test_a_monthly_session_is_not_written_as_weekly(by_id):
    assert by_id["warwick-bread-church-lunch"]["hours"]["osm"] == "Tu[2,4] 10:30-16:00"
    assert by_id["rugby-baptist-coffee-morning"]["hours"]["osm"] == "Sa[1] 10:00-12:30"


def spoken(clock: str) -> str:
    hour, minute = map(int, clock.split(":"))
    return f"{(hour - 1) % 12 + 1}{f'.{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def days_of(written: str) -> set[str]:
    found: set[str] = set()
    for part in re.sub(r"\[.*", "", written).split(","):
        ends = [DAYS.index(day) for day in part.split("-")]
        found |= between(ends[0], ends[-1])
    return found


def days_named(text: str) -> set[str]:
    if "Every day" in text:
        return set(DAYS)
    found = {day for day, name in zip(DAYS, NAMES, strict=True) if name in text}
    for first, last in re.findall(r"(\w+day) to (\w+day)", text):
        found |= between(NAMES.index(first), NAMES.index(last))
    return found


def between(first: int, last: int) -> set[str]:
    return {DAYS[number % 7] for number in range(first, (last if last >= first else last + 7) + 1)}
