"""A record that cannot be taken is refused with every reason, in words that the person who wrote it understands."""

from __future__ import annotations

import pytest

from knowledge_base.record import RecordError, as_written, read_record

GOOD = {
    "id": "a-pantry",
    "name": "A Pantry",
    "organization": "Example Trust",
    "category": "food_pantry",
    "needs": ["food"],
    "scope": "local",
    "areas": ["county"],
}


def problems(**facts):
    values = {key: value for key, value in {**GOOD, **facts}.items() if value is not ...}
    with pytest.raises(RecordError) as caught:
        read_record(values)
    return caught.value.problems


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": ...}, "name: is missing"),
        ({"name": "A"}, "name: must have 2 characters or more"),
        ({"name": "A" * 201}, "name: must have 200 characters or fewer"),
        ({"name": 7}, "name: must be text"),
        ({"colour": "red"}, "colour: is not a field that a record has"),
        ({"id": "A Pantry"}, "id: must be 3 to 120 lower-case letters, digits and hyphens, a letter or digit first"),
        ({"category": "pantry"}, "category: pantry is not a category"),
        ({"needs": []}, "needs: must have at least one need"),
        ({"needs": ["food", "hunger"]}, "needs: hunger is not a need"),
        ({"needs": ["food", "food"]}, "needs: names food twice"),
        ({"areas": "county"}, "areas: must be a list"),
        ({"scope": "street"}, "scope: must be 'local', 'authority', 'county' or 'national'"),
        ({"assured": {"date": "last week", "by": "A. Person"}}, "assured.date: must be a date like 2026-11-23"),
        ({"assured": {"date": "2026-11-23"}}, "assured.by: is missing"),
        ({"location": {"lat": "north", "lon": 0, "precision": "unit"}}, "location.lat: must be a number"),
        ({"location": {"lat": 40, "lon": 0, "precision": "unit"}}, "location.lat: must be 49.0 or more"),
        ({"location": {"lat": 52, "lon": 9, "precision": "unit"}}, "location.lon: must be 3.0 or less"),
        ({"location": "Bedworth"}, "location: must have named fields of its own"),
        ({"hours": {"osm": "whenever"}}, "hours.osm: “whenever”: This part is not understood."),
    ],
)
def test_a_problem_is_said_in_plain_words(facts, sentence):
    assert problems(**facts) == [sentence]


def test_every_problem_is_said_at_once():
    assert problems(name=..., scope="street", colour="red") == [
        "name: is missing",
        "scope: must be 'local', 'authority', 'county' or 'national'",
        "colour: is not a field that a record has",
    ]


def test_the_refusal_names_the_record():
    with pytest.raises(RecordError, match="^a-pantry: name: is missing$"):
        read_record({key: value for key, value in GOOD.items() if key != "name"})


def test_a_record_without_a_name_of_its_own_is_refused_too():
    with pytest.raises(RecordError, match="^a record without id: "):
        read_record({})


def test_only_what_was_said_is_written():
    assert as_written(read_record(GOOD)) == GOOD


def test_spaces_around_words_do_not_matter():
    assert read_record({**GOOD, "name": " A Pantry \n"}).name == "A Pantry"
