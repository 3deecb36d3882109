"""How parts override one another, against a plain reading of the notation's rule, day by day.

The rule: go through the parts in order; one that matches the day replaces what was said before it, and one that
is joined by a comma adds to it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge_base.exchange.osm_hours import OsmHoursError, rules_from_osm
from knowledge_base.opening import openings

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
SPANS = ("09:00-10:00", "11:00-12:00", "13:00-14:00")


@dataclass(frozen=True)
class Part:
    dates: str
    days: str
    times: str  # "off", or one or two of SPANS
    joint: str  # "; " or ", "

    def __str__(self) -> str:
        days = self.days or ("" if self.dates else "Mo-Su")
        return " ".join(word for word in (self.dates, days, self.times) if word)


def matches(part: Part, day: date) -> bool:
    return in_dates(part.dates, day) and (not part.days or any(is_day(each, day) for each in split(part.days)))


def in_dates(dates: str, day: date) -> bool:
    return {
        "": True,
        "Oct-Mar": day.month in (10, 11, 12, 1, 2, 3),
        "Apr-Sep": 4 <= day.month <= 9,
        "Dec 22-Jan 3": (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3),
        "Dec 24": (day.month, day.day) == (12, 24),
        "2026 Dec 29": day == date(2026, 12, 29),
        "2026 Sep 1-2027 Feb 28": date(2026, 9, 1) <= day <= date(2027, 2, 28),
    }[dates]


def is_day(token: str, day: date) -> bool:
    if token[:2] != DAYS[day.weekday()]:
        return False
    last = monthrange(day.year, day.month)[1]
    return {
        "": True,
        "[1]": day.day <= 7,
        "[4]": 22 <= day.day <= 28,
        "[-1]": day.day > last - 7,
    }[token[2:]]


def split(days: str) -> list[str]:
    return ["Mo", "Tu", "We", "Th", "Fr"] if days == "Mo-Fr" else days.split(",")


parts = st.builds(
    Part,
    st.sampled_from(
        ["", "", "", "Oct-Mar", "Apr-Sep", "Dec 22-Jan 3", "Dec 24", "2026 Dec 29", "2026 Sep 1-2027 Feb 28"]
    ),
    st.sampled_from(["", "Mo-Fr", "Tu", "Tu,Th", "Tu[1]", "Tu[4]", "Tu[-1]", "Tu[1],Th[-1]"]),
    st.sampled_from([*SPANS, f"{SPANS[0]},{SPANS[1]}", "off"]),
    st.sampled_from(["; ", "; ", ", "]),
)
# Dates come after what holds all year, as the notation asks.
texts = st.lists(parts, min_size=2, max_size=4).map(lambda found: sorted(found, key=lambda part: bool(part.dates)))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_each_day_has_the_hours_of_the_last_part_that_names_it(found):
    text = "".join(part.joint * bool(at) + str(part) for at, part in enumerate(found))
    try:
        hours = replace(rules_from_osm(text), closed_on_bank_holidays=False)
    except OsmHoursError as refused:
        assert refused.code == "overlapping"
        assume(False)
    read: dict[date, set[str]] = {}
    for opening in openings(hours, FIRST, LAST):
        read.setdefault(opening.start.date(), set()).add(f"{opening.start:%H:%M}-{opening.end:%H:%M}")
    for count in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=count)
        assert read.get(day, set()) == said_of(found, day), (text, day)


def said_of(found: list[Part], day: date) -> set[str]:
    said: set[str] = set()
    for part in found:
        if matches(part, day):
            adds = part.joint == ", " and part is not found[0] and part.times != "off"
            said = (said if adds else set()) | set(part.times.split(",")) - {"off"}
    return said
