"""What `make thresholds` counts as a mistake."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.evaluation.thresholds import PRICES, Read, faults


def verdict(needs=(), dangers=(), first="need_food"):
    names = [first, *(f"need_{need}" for need in needs if f"need_{need}" != first)]
    return SimpleNamespace(needs=list(needs), dangers=list(dangers), ranking=[{"name": name} for name in names])


@pytest.mark.parametrize(
    ("row", "said", "expected"),
    [
        ({"needs": ["food"], "danger": []}, verdict(["food"]), []),
        ({"needs": ["self_harm_crisis"], "danger": ["self_harm"]}, verdict(), ["danger missed"]),
        ({"needs": [], "danger": []}, verdict(dangers=["gas"]), ["danger seen where there is none"]),
        ({"needs": ["food", "baby"]}, verdict(["food"]), ["a need missed"]),
        ({"needs": ["food"]}, verdict(["food", "baby"]), ["a need too many"]),
        ({"needs": ["food", "baby"]}, verdict(["baby", "food"], first="need_food"), ["another main need"]),
        ({"intent": "chitchat"}, verdict(["food"]), ["out of scope taken for a need"]),
        ({"intent": "chitchat"}, verdict(first="chitchat"), []),
        (
            {"needs": ["food"]},
            verdict(["food"], first="nlu_fallback"),
            ["asked again though the likeliest was right"],
        ),
    ],
)
def test_a_mistake_is_named(row, said, expected):
    assert faults(Read(row, None, (), ()), said) == expected


def test_every_mistake_has_a_price_and_a_missed_danger_the_highest():
    assert max(PRICES, key=PRICES.__getitem__) == "danger missed"
