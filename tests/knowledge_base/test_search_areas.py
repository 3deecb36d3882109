"""Only what serves the place is offered; borders count for some services and not for others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.knowledge_base.factories import (
    HERE,
    NUNEATON,
    RUGBY,
    helpline,
    names,
    publish,
    reasons,
    search,
    service,
)

STRADDLING = replace(HERE, authorities=(NUNEATON, RUGBY))
BY_NAME = replace(HERE, sector=None, outcode=None, precision="place")


@pytest.mark.parametrize("areas", [[NUNEATON], ["county"], ["CV11"], ["CV11 4"], [RUGBY, NUNEATON]])
def test_a_service_whose_area_holds_the_place_is_offered(database, areas):
    publish(database, service("Here", areas=areas))
    result = search(database)
    assert names(result) == ["Here"]
    assert not result.nothing_local


@pytest.mark.parametrize("areas", [[RUGBY], ["CV21"], ["CV11 6"], ["CV1"]])
def test_a_service_for_another_area_is_offered_only_with_a_warning(database, areas):
    publish(database, service("There", areas=areas))
    result = search(database)
    assert names(result) == ["There"]
    assert result.nothing_local
    assert "serves_elsewhere" in reasons(result, "There")


def test_a_service_for_another_area_is_not_offered_beside_one_for_this(database):
    publish(database, service("There", 0.1, areas=[RUGBY]), service("Here", 5.0))
    assert names(search(database)) == ["Here"]


def test_a_place_known_by_name_only_is_in_no_postcode_area(database):
    publish(database, service("By postcode", areas=["CV11"]), service("By authority", areas=[NUNEATON]))
    assert names(search(database, origin=BY_NAME)) == ["By authority"]


def test_a_place_on_a_border_is_shown_the_help_of_both_councils(database):
    publish(database, service("One side", 1.0, areas=[NUNEATON]), service("Other side", 2.0, areas=[RUGBY]))
    both = [helpline("One council", "authority"), helpline("Other council", "authority", areas=[RUGBY])]
    publish(database, *both)
    assert set(names(search(database, origin=STRADDLING))) == {
        "One side",
        "Other side",
        "One council",
        "Other council",
    }


@pytest.mark.parametrize("category", ["warm_space", "community_meal", "digital", "jobs_skills"])
def test_anybody_may_walk_in_whatever_the_border(database, category):
    publish(database, service("Over the border", category=category, areas=[RUGBY]))
    result = search(database)
    assert names(result) == ["Over the border"]
    assert "serves_elsewhere" not in reasons(result, "Over the border")


def test_only_the_nearest_of_another_area_is_offered(database):
    publish(database, service("Three", 3.0, areas=[RUGBY]), service("Two", 2.0, areas=[RUGBY]), helpline("Nation"))
    assert names(search(database)) == ["Two", "Nation"]


def test_an_unconfirmed_place_of_another_area_is_not_worth_a_journey(database):
    publish(database, service("Perhaps", areas=[RUGBY], publication="unconfirmed"), helpline("Nation"))
    assert names(search(database)) == ["Nation"]


def test_a_need_that_no_place_answers_has_no_nearest(database):
    publish(database, helpline("Debt line", needs=["debt"]))
    result = search(database, "debt")
    assert names(result) == ["Debt line"]
    assert not result.nothing_local


def test_without_a_place_help_for_the_county_and_the_nation_is_offered(database):
    publish(database, service("Place"), helpline("Borough", "authority"))
    publish(database, helpline("County", "county"), helpline("Nation"))
    assert names(search(database, origin=None)) == ["County", "Nation"]


def test_outside_the_county_only_national_help_is_offered(database):
    publish(database, service("Place"), helpline("County", "county"), helpline("Nation"))
    assert names(search(database, origin=None, outside=True)) == ["Nation"]


def test_another_authority_s_own_help_is_not_offered(database):
    publish(database, helpline("Other council", "authority", areas=[RUGBY]), helpline("Nation"))
    assert names(search(database)) == ["Nation"]
