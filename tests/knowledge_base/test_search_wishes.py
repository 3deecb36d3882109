"""What a resident asks for is met or, where nothing meets it, said to be unmet, with the nearest and why."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.knowledge_base.factories import (
    ALWAYS,
    NOT_TODAY,
    RUGBY,
    helpline,
    names,
    publish,
    reasons,
    search,
    service,
)

SATURDAY = date(2026, 11, 28)
OPEN_NOW, NO_REFERRAL = {"open_now": True}, {"no_referral": True}
MET = {
    "open_now": (OPEN_NOW, {"opens": ALWAYS}, {"opens": NOT_TODAY}),
    "day": ({"day": SATURDAY}, {"opens": "Sa 10:00-12:00"}, {"opens": "Mo-Fr 09:00-17:00"}),
    "no_referral": (NO_REFERRAL, {"referral": {"needed": "not_needed"}}, {"referral": {"needed": "needed"}}),
    "free": ({"free": True}, {"cost": {"kind": "free"}}, {"cost": {"kind": "low_cost"}}),
    "step_free": ({"step_free": True}, {"accessibility": ["step_free"]}, {"accessibility": ["steps"]}),
    "nearer": ({"within_miles": 4.0}, {}, None),
}


def two_places(session, fitting, other):
    publish(session, service("Fits", 3.0, **fitting))
    publish(session, service("Does not", 5.0 if other is None else 1.0, **(other or {})))


@pytest.mark.parametrize("wish", MET)
def test_only_what_meets_the_wish_is_shown(database, wish):
    wishes, fitting, other = MET[wish]
    two_places(database, fitting, other)
    result = search(database, wishes=wishes)
    assert names(result) == ["Fits"]
    assert result.unmet == ()


@pytest.mark.parametrize("wish", MET)
def test_where_nothing_meets_it_the_nearest_are_shown_and_why_they_do_not(database, wish):
    wishes, _, other = MET[wish]
    publish(database, service("Farther", 6.0, **(other or {})), service("Nearest", 5.0, **(other or {})))
    result = search(database, wishes=wishes)
    assert names(result) == ["Nearest", "Farther"]
    assert result.unmet == (wish,)
    assert f"not_{wish}" in reasons(result, "Nearest")


@pytest.mark.parametrize("wish", sorted(set(MET) - {"nearer"}))
def test_what_nobody_knows_is_not_met(database, wish):
    wishes, _, _ = MET[wish]
    publish(database, service("Unknown"))
    assert search(database, wishes=wishes).unmet == (wish,)


@pytest.mark.parametrize("wish", ["open_now", "day"])
def test_hours_that_nobody_confirmed_meet_no_wish(database, wish):
    wishes, fitting, _ = MET[wish]
    publish(database, service("Perhaps", publication="unconfirmed", **fitting))
    assert search(database, wishes=wishes).unmet == (wish,)


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [(time(9), time(11), True), (time(11, 59), None, True), (time(12), time(17), False), (None, time(10), False)],
)
def test_a_part_of_a_day_is_that_part(database, start, end, fits):
    publish(database, service("Saturday", opens="Sa 10:00-12:00"))
    result = search(database, wishes={"day": SATURDAY, "start": start, "end": end})
    assert (result.unmet == ()) == fits


def test_two_wishes_are_met_together_or_not_at_all(database):
    publish(database, service("Open", 1.0, opens=ALWAYS, referral={"needed": "needed"}))
    publish(database, service("No voucher", 2.0, opens=NOT_TODAY, referral={"needed": "not_needed"}))
    result = search(database, wishes={**OPEN_NOW, **NO_REFERRAL})
    assert result.unmet == ("no_referral", "open_now")
    assert "not_no_referral" in reasons(result, "Open")
    assert "not_open_now" not in reasons(result, "Open")


def test_help_without_a_journey_that_meets_the_wish_comes_before_places_that_do_not(database):
    publish(database, service("Closed", opens=NOT_TODAY), helpline("Open line", opens=ALWAYS))
    publish(database, helpline("Closed line", opens=NOT_TODAY))
    result = search(database, wishes=OPEN_NOW)
    assert names(result)[:2] == ["Open line", "Closed"]
    assert reasons(result, "Open line") == ("national", "open_now")


def test_an_unconfirmed_line_that_meets_the_wish_does_not_come_first(database):
    publish(database, service("Closed", opens=NOT_TODAY, referral={"needed": "needed"}))
    publish(database, helpline("Perhaps", referral={"needed": "not_needed"}, publication="unconfirmed"))
    assert names(search(database, wishes=NO_REFERRAL)) == ["Closed", "Perhaps"]


def test_where_no_place_answers_the_need_lines_that_meet_the_wish_are_the_answer(database):
    publish(database, helpline("Open line", needs=["debt"], opens=ALWAYS))
    publish(database, helpline("Closed line", needs=["debt"], opens=NOT_TODAY))
    result = search(database, "debt", wishes=OPEN_NOW)
    assert names(result) == ["Open line"]
    assert result.unmet == ()


def test_without_a_place_lines_that_meet_the_wish_are_the_answer(database):
    publish(database, service("Open place", opens=ALWAYS), helpline("Open line", opens=ALWAYS))
    result = search(database, origin=None, wishes=OPEN_NOW)
    assert names(result) == ["Open line"]
    assert result.unmet == ()


def test_a_line_that_is_closed_now_is_still_better_than_nothing(database):
    publish(database, helpline("Closed line", needs=["debt"], opens=NOT_TODAY))
    result = search(database, "debt", wishes=OPEN_NOW)
    assert names(result) == ["Closed line"]
    assert result.unmet == ("open_now",)


def test_a_place_for_another_area_says_both_of_its_faults(database):
    publish(database, service("There", areas=[RUGBY], opens=NOT_TODAY), helpline("Open line", opens=ALWAYS))
    result = search(database, wishes=OPEN_NOW)
    assert names(result) == ["There", "Open line"]
    assert {"serves_elsewhere", "not_open_now"} <= set(reasons(result, "There"))


def test_a_place_far_away_that_meets_the_wish_is_found(database):
    publish(database, *(service(f"Closed {at}", 0.1 * at, opens=NOT_TODAY) for at in range(1, 20)))
    publish(database, service("Open far away", 20.0, opens=ALWAYS))
    assert names(search(database, wishes=OPEN_NOW)) == ["Open far away"]
