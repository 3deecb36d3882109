from __future__ import annotations

from datetime import date

import pytest

from knowledge_base.freshness import freshness, review_due

CHECKED = date(2026, 1, 15)


@pytest.mark.parametrize("category", ["food_bank", "food_pantry", "community_fridge", "community_meal", "warm_space"])
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-15", "fresh"),
        ("2026-04-14", "fresh"),
        ("2026-04-15", "due"),
        ("2027-01-14", "due"),
        ("2027-01-15", "lapsed"),
    ],
)
def test_food_and_warmth_are_due_after_3_months_and_lapsed_after_12(category, today, expected):
    assert freshness(CHECKED, category, date.fromisoformat(today)) == expected


@pytest.mark.parametrize("category", ["grant", "debt_advice", "energy", "crisis", "general_advice"])
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-15", "fresh"),
        ("2026-07-14", "fresh"),
        ("2026-07-15", "due"),
        ("2027-07-14", "due"),
        ("2027-07-15", "lapsed"),
    ],
)
def test_everything_else_is_due_after_6_months_and_lapsed_after_18(category, today, expected):
    assert freshness(CHECKED, category, date.fromisoformat(today)) == expected


def test_what_was_never_checked_has_lapsed():
    assert freshness(None, "food_bank", date(2026, 11, 23)) == "lapsed"
    assert review_due(None, "food_bank") is None


@pytest.mark.parametrize(
    ("assured", "category", "due"),
    [
        ("2026-11-30", "food_bank", "2027-02-28"),
        ("2027-11-30", "food_bank", "2028-02-29"),
        ("2026-08-31", "grant", "2027-02-28"),
        ("2026-10-31", "warm_space", "2027-01-31"),
        ("2026-03-31", "grant", "2026-09-30"),
        ("2028-02-29", "community_meal", "2028-05-29"),
    ],
)
def test_months_are_calendar_months_and_end_where_a_month_ends(assured, category, due):
    assert review_due(date.fromisoformat(assured), category) == date.fromisoformat(due)


def test_a_check_on_29_february_lapses_on_28_february():
    assert freshness(date(2028, 2, 29), "food_bank", date(2029, 2, 27)) == "due"
    assert freshness(date(2028, 2, 29), "food_bank", date(2029, 2, 28)) == "lapsed"


def test_a_record_is_due_on_the_day_its_review_is():
    due = review_due(CHECKED, "food_bank")
    assert freshness(CHECKED, "food_bank", due) == "due"
