"""Messages as people write them, one CSV a topic, each with what must be found in it."""

import csv
from pathlib import Path

import pytest

from geography import Location, Outside, Several, Unknown, locate

MESSAGES = Path(__file__).parent / "messages"


def messages(topic: str) -> pytest.MarkDecorator:
    with (MESSAGES / f"{topic}.csv").open(encoding="utf-8", newline="") as file:
        rows = [pytest.param(row["message"], row["expected"], id=row["message"]) for row in csv.DictReader(file)]
    return pytest.mark.parametrize(("message", "expected"), rows)


def finding(message: str) -> set[str]:
    """Everything that a CSV may expect of the message, such as unit:CV11 4AB or place:Rugby."""
    answer = locate(message)
    if isinstance(answer, Location):
        if answer.precision == "place":
            return {f"place:{answer.place}", f"label:{answer.label}"}
        if answer.postcode:
            return {f"unit:{answer.postcode}"}
        return {f"sector:{answer.sector}"} if answer.sector else {f"outcode:{answer.outcode}"}
    names = {type(None): "none", Several: "several", Outside: "outside", Unknown: "unknown"}
    return {names[type(answer)]}


@messages("postcodes")
def test_a_postcode_is_read_however_it_is_typed(message, expected):
    assert expected in finding(message)


@messages("places")
def test_a_place_is_known_by_the_names_people_use(message, expected):
    assert expected in finding(message)


@messages("misspelt_places")
def test_a_misspelt_place_is_still_known(message, expected):
    assert expected in finding(message)


@messages("landmarks")
def test_a_landmark_tells_the_town(message, expected):
    assert expected in finding(message)


@messages("shared_names")
def test_a_name_that_places_share_is_asked_about_or_told_apart(message, expected):
    assert expected in finding(message)


@messages("outside")
def test_a_place_outside_the_county_is_recognised_as_that(message, expected):
    assert expected in finding(message)


@messages("then_and_now")
def test_it_is_where_somebody_is_now_that_counts(message, expected):
    assert expected in finding(message)


@messages("traps")
def test_what_is_no_place_is_not_taken_for_one(message, expected):
    assert expected in finding(message)
