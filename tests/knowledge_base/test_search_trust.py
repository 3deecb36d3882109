"""What is not certain stands last and claims nothing; what is closed or gone is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge_base.search import find_by_slugs
from tests.knowledge_base.factories import (
    ALWAYS,
    HERE,
    NOW,
    TODAY,
    helpline,
    names,
    publish,
    search,
    service,
)

CLOSED = "temporarily closed"
DAY = timedelta(days=1)


def test_an_unconfirmed_service_stands_below_every_confirmed_one(database):
    publish(database, service("Perhaps", 0.1, publication="unconfirmed"), service("Certain", 20.0), helpline("Line"))
    assert names(search(database)) == ["Certain", "Line", "Perhaps"]


def test_many_unconfirmed_near_do_not_hide_a_confirmed_one_far_away(database):
    publish(database, *(service(f"Perhaps {at}", 0.1 * at, publication="unconfirmed") for at in range(1, 15)))
    publish(database, service("Certain", 20.0))
    assert names(search(database))[0] == "Certain"


def test_an_unconfirmed_service_is_never_open(database):
    publish(database, service("Perhaps", publication="unconfirmed", opens=ALWAYS))
    card = search(database).cards[0]
    assert card.open.state == "unknown"
    assert not card.confirmed
    assert "unconfirmed" in card.why and "open_now" not in card.why


def test_a_pointer_says_no_hours_no_amounts_and_no_rules(database):
    told = {
        "opens": ALWAYS,
        "cost": {"kind": "paid", "text": "£5 a bag"},
        "eligibility": "Over 60s",
        "bring": "A letter",
        "referral": {"needed": "needed", "how": "Ask a GP"},
    }
    publish(database, service("Pointer", publication="pointer", **told))
    card = search(database).cards[0]
    assert card.pointer and not card.confirmed
    assert (card.hours, card.hours_short, card.open.state) == (None, None, "unknown")
    assert (card.cost, card.cost_text, card.eligibility, card.bring) == ("unknown", None, None, None)
    assert (card.referral, card.referral_how) == ("unknown", None)


@pytest.mark.parametrize("gone", [{"status": "inactive"}, {"status": "defunct"}, {"publication": "withdrawn"}])
def test_what_is_gone_never_appears(database, gone):
    publish(database, service("Gone", 0.1, **gone), service("There"))
    publish(database, helpline("Gone line", **gone), helpline("Line"))
    assert names(search(database)) == ["There", "Line"]
    assert names(search(database, origin=None)) == ["Line"]
    assert find_by_slugs(database, ["gone", "gone-line"], HERE, NOW) == []


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"closed_from": TODAY},
        {"closed_until": TODAY},
        {"closed_from": TODAY - DAY, "closed_until": TODAY + DAY},
    ],
)
def test_what_is_closed_for_a_while_does_not_appear_meanwhile(database, dates):
    publish(database, service("Shut", status=CLOSED, **dates), helpline("Line"))
    assert names(search(database)) == ["Line"]


@pytest.mark.parametrize(
    "dates",
    [
        {"closed_from": TODAY + DAY},
        {"closed_until": TODAY - DAY},
        {"closed_from": TODAY - 9 * DAY, "closed_until": TODAY - DAY},
    ],
)
def test_what_was_closed_for_a_while_returns_by_itself(database, dates):
    publish(database, service("Back", status=CLOSED, **dates))
    assert names(search(database)) == ["Back"]


def test_unknown_hours_are_unknown_never_closed(database):
    publish(database, service("Somewhere"))
    state = search(database).cards[0].open
    assert (state.state, state.until, state.next) == ("unknown", None, None)


@pytest.mark.parametrize(
    ("category", "months", "expected"),
    [
        ("food_bank", 2, "fresh"),
        ("food_bank", 4, "due"),
        ("food_bank", 13, "lapsed"),
        ("general_advice", 4, "fresh"),
        ("general_advice", 7, "due"),
        ("general_advice", 19, "lapsed"),
    ],
)
def test_a_card_says_how_old_its_facts_are(database, category, months, expected):
    publish(database, service("Somewhere", category=category, checked=TODAY - timedelta(days=31 * months)))
    assert search(database).cards[0].freshness == expected


def test_a_service_that_nobody_ever_checked_has_lapsed(database):
    publish(database, service("Somewhere", checked=None))
    card = search(database).cards[0]
    assert (card.assured_on, card.freshness) == (None, "lapsed")


def test_cards_asked_for_by_name_come_in_the_order_asked_for(database):
    publish(database, service("First"), service("Second", 2.0))
    cards = find_by_slugs(database, ["second", "first", "never-heard-of"], None, NOW)
    assert [card.slug for card in cards] == ["second", "first"]
    assert cards[0].distance_miles is None
