"""The measures themselves, on messages whose answer is known."""

from __future__ import annotations

from tests.evaluation.figures import MEASURES, figures, postcode_precision, reliability
from tests.evaluation.slips import mistyped


def parsed(intent="need_food", confidence=0.9, **entities):
    found = [{"entity": kind, "value": value} for kind, values in entities.items() for value in values]
    return {"intent": {"name": intent, "confidence": confidence}, "entities": found}


def measure(name):
    return next(one for one in MEASURES if one.name == name)


def test_the_main_need_is_the_first():
    judge = measure("main need right").judge
    assert judge({"needs": ["food", "water"]}, parsed(need=["food"]))
    assert not judge({"needs": ["food", "water"]}, parsed(need=["water", "food"]))


def test_the_set_must_be_exact():
    judge = measure("set of needs exact, several needs").judge
    assert judge({"needs": ["food", "water"]}, parsed(need=["water", "food"]))
    assert not judge({"needs": ["food", "water"]}, parsed(need=["water", "food", "debt"]))


def test_a_need_entity_or_a_need_intent_takes_what_is_out_of_scope_for_a_need():
    judge = measure("out of scope taken for a need").judge
    assert judge({}, parsed("chitchat", need=["food"]))
    assert judge({}, parsed("need_food"))
    assert not judge({}, parsed("chitchat"))


def test_precision_of_postcodes_counts_what_was_seen():
    pairs = [
        ({"expected": "unit:CV11 4AB"}, {"found": "unit:CV11 4AB"}),
        ({"expected": "none"}, {"found": "unit:SA1 1AA"}),
        ({"expected": "unit:CV11 4AB"}, {"found": ""}),
    ]
    assert postcode_precision(pairs) == 0.5


def test_the_reliability_of_one_band():
    pairs = [
        ({"needs": ["food"]}, parsed(need=["food"], confidence=0.9)),
        ({"needs": ["pets"]}, parsed(confidence=0.9)),
    ]
    assert reliability(pairs) == [("0.8–1.0", 0.9, 0.5, 2)]


def test_every_measure_reads_its_set():
    sets = {one.held: [] for one in MEASURES}
    assert set(figures(sets)) >= {one.name for one in MEASURES}


def test_slips_are_the_same_each_time_and_few():
    text = "there is nothing left in the cupboard until my wages come on friday"
    assert mistyped(text, 1) == mistyped(text, 1) != mistyped(text, 2)
    changed = sum(a != b for a, b in zip(text.split(), mistyped(text, 1).split(), strict=False))
    assert 1 <= changed <= 3
