"""Nearest first; between near equals the one that opens sooner and was checked later; then wider help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge_base.ranking import NEAR_EQUAL_MILES
from tests.knowledge_base.factories import (
    ALWAYS,
    HERE,
    NOT_TODAY,
    helpline,
    months_ago,
    names,
    publish,
    reasons,
    search,
    service,
)

NEAR_EQUAL = NEAR_EQUAL_MILES["sector"]


def test_the_nearest_comes_first(database):
    publish(database, service("Far", 6.0), service("Near", 0.5), service("Middle", 3.0))
    assert names(search(database)) == ["Near", "Middle", "Far"]


def test_distances_are_measured_from_the_resident(database):
    publish(database, service("Two miles", 2.0))
    card = search(database).cards[0]
    assert card.distance_miles == 2.0
    assert "near" in card.why


def test_of_near_equals_the_one_that_is_open_comes_first(database):
    publish(database, service("Closed", 1.0, opens=NOT_TODAY), service("Open", 1.1, opens=ALWAYS))
    result = search(database)
    assert names(result) == ["Open", "Closed"]
    assert "open_now" in reasons(result, "Open")


def test_of_near_equals_the_one_that_opens_sooner_comes_first(database):
    publish(
        database, service("Next week", 1.0, opens="Mo 10:00-12:00"), service("Tomorrow", 1.1, opens="We 10:00-12:00")
    )
    assert names(search(database)) == ["Tomorrow", "Next week"]


def test_of_near_equals_the_fresher_comes_first(database):
    old, due = months_ago(14), months_ago(5)
    publish(database, service("Lapsed", 1.0, checked=old), service("Due", 1.05, checked=due), service("Fresh", 1.1))
    assert names(search(database)) == ["Fresh", "Due", "Lapsed"]


def test_open_and_fresh_together_do_not_beat_a_place_that_is_clearly_nearer(database):
    nearer = service("Nearer", 1.0, opens=NOT_TODAY, checked=months_ago(20))
    publish(database, nearer, service("Farther", 1.0 + NEAR_EQUAL + 0.01, opens=ALWAYS))
    assert names(search(database)) == ["Nearer", "Farther"]


def test_a_lapsed_service_is_still_offered_when_it_is_the_best_there_is(database):
    publish(database, service("Lapsed", 1.0, checked=months_ago(20)), service("Far away", 9.0))
    result = search(database)
    assert names(result) == ["Lapsed", "Far away"]
    assert result.cards[0].freshness == "lapsed"


def test_a_service_that_was_named_comes_before_its_near_equals(database):
    publish(database, service("St Mary", 1.0), service("Haven", 1.2))
    assert names(search(database)) == ["St Mary", "Haven"]
    assert names(search(database, words=("haven",))) == ["Haven", "St Mary"]


@pytest.mark.parametrize("precision", sorted(NEAR_EQUAL_MILES))
def test_the_less_we_know_where_the_wider_is_near_equal(database, precision):
    origin = replace(HERE, precision=precision)
    margin = NEAR_EQUAL_MILES[precision]
    publish(database, service("Closed", 2.0, opens=NOT_TODAY, checked=months_ago(20)))
    publish(database, service("Just within", 2.0 + margin * 0.6, opens=ALWAYS))
    publish(database, service("Beyond", 2.0 + margin * 1.1, opens=ALWAYS))
    assert names(search(database, origin=origin)) == ["Just within", "Closed", "Beyond"]


def test_wider_help_follows_the_nearest_scope_first(database):
    publish(database, helpline("Nation"), helpline("County", "county"), helpline("Borough", "authority"))
    publish(database, service("Near", 1.0))
    assert names(search(database)) == ["Near", "Borough", "County", "Nation"]


def test_a_first_page_keeps_room_for_help_that_needs_no_journey(database):
    publish(database, *(service(f"Place {at}", float(at)) for at in range(1, 8)), helpline("Line"))
    assert names(search(database)) == ["Place 1", "Place 2", "Place 3", "Line", "Place 4"]


def test_of_wider_help_the_one_that_is_chiefly_for_the_need_comes_first(database):
    publish(database, helpline("By the way", needs=["debt", "food"]), helpline("Chiefly", needs=["food"]))
    assert names(search(database)) == ["Chiefly", "By the way"]


def test_of_wider_help_the_one_that_can_be_rung_comes_first(database):
    publish(database, helpline("A website only", phones=[], website="https://a.example"), helpline("Phone"))
    assert names(search(database)) == ["Phone", "A website only"]


def test_the_first_choice_of_a_scope_comes_first(database):
    publish(database, helpline("Any line"), helpline("The line", first_choice=True))
    assert names(search(database)) == ["The line", "Any line"]


def test_wider_help_that_was_named_comes_before_all_other(database):
    publish(database, helpline("Borough fund", "authority"), helpline("Universal Credit helpline"))
    assert names(search(database, words=("uc",)))[0] == "Universal Credit helpline"


def test_a_county_service_with_an_office_far_away_is_help_for_the_county(database):
    publish(database, service("County office", 60.0, scope="county", areas=["county"]), service("Near", 1.0))
    assert names(search(database)) == ["Near", "County office"]
    assert names(search(database, origin=None)) == ["County office"]
