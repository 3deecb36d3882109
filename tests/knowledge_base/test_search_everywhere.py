"""On the starter records: wherever somebody is in the county, every need has an answer that is worth having."""

from __future__ import annotations

import random

import pytest

from geography import Location, locate
from geography.tables import sectors
from knowledge_base.needs import NEEDS
from knowledge_base.request import Origin, SearchRequest
from knowledge_base.search import find_services
from tests.knowledge_base.factories import NOW


def somewhere(times):
    """Origins in sectors of the county, drawn by chance but the same on every run."""
    known = [found for name in sorted(sectors()) if isinstance(found := locate(name), Location) and found.in_area]
    return [origin_of(place) for place in random.Random(20261124).sample(known, times)]


def origin_of(place):
    codes = tuple(one.code for one in place.authorities)
    return Origin(place.label, place.lat, place.lon, place.precision, codes, place.sector, place.outcode)


@pytest.mark.parametrize("need", NEEDS)
def test_a_need_is_answered_at_forty_places(seeded, need):
    for origin in somewhere(40):
        cards = find_services(seeded, SearchRequest((need,), NOW, origin)).cards
        assert cards, origin.label
        assert all(need in card.needs for card in cards)


@pytest.mark.parametrize("need", NEEDS)
def test_a_need_is_answered_without_a_place(seeded, need):
    cards = find_services(seeded, SearchRequest((need,), NOW)).cards
    assert cards
    assert {card.scope for card in cards} <= {"county", "national"}


@pytest.mark.parametrize("need", NEEDS)
def test_a_need_is_answered_for_somebody_from_outside(seeded, need):
    cards = find_services(seeded, SearchRequest((need,), NOW, outside=True)).cards
    assert {card.scope for card in cards} == {"national"}


def test_no_card_of_the_starter_records_breaks_its_promises(seeded):
    for origin in somewhere(10):
        for card in find_services(seeded, SearchRequest(tuple(NEEDS), NOW, origin, limit=30)).cards:
            assert card.confirmed or card.open.state == "unknown", card.slug
            assert not card.pointer or (card.hours, card.eligibility, card.cost_text) == (None, None, None), card.slug
            assert (card.distance_miles is None) == (card.lat is None), card.slug
            assert card.assured_on is None or card.assured_on <= NOW.date(), card.slug
