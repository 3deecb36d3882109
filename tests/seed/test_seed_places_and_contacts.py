"""Places are where they can be, and every number, address and code is well formed."""

from __future__ import annotations

import re

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}")
AREAS = {"E07000218", "E07000219", "E07000220", "E07000221", "E07000222", "county", "national"}
# The county lies between these; 25 km is 0.225 degrees of latitude and 0.37 of longitude here.
SOUTH, NORTH, WEST, EAST = 51.95 - 0.225, 52.69 + 0.225, -1.97 - 0.37, -1.17 + 0.37
SHORT_NUMBERS = {"105", "111", "116123", "999"}


def located(records):
    return [(record["id"], record["location"]) for record in records if "location" in record]


def test_every_postcode_is_well_formed(records):
    postcodes = [place["postcode"] for _, place in located(records) if "postcode" in place]
    assert len(postcodes) > 100
    assert [postcode for postcode in postcodes if not POSTCODE.fullmatch(postcode)] == []


def test_every_position_is_in_or_near_warwickshire(records):
    for name, place in located(records):
        assert SOUTH < place["lat"] < NORTH and WEST < place["lon"] < EAST, name


def test_a_place_without_a_postcode_stands_at_its_towns_point(records):
    points = {}
    for name, place in located(records):
        if "postcode" not in place:
            assert place["precision"] == "town" and place["town"], name
            points.setdefault(place["town"], set()).add((place["lat"], place["lon"]))
    assert {town: where for town, where in points.items() if len(where) > 1} == {}


def test_a_postcode_gives_the_position_unless_the_change_list_says_why_not(records, changed_facts):
    for name, place in located(records):
        if "postcode" in place:
            listed = (name, "location") in changed_facts
            assert (place["precision"] == "town") == listed, name
            assert listed or place["precision"] in ("subsector", "sector"), name


def test_one_postcode_has_one_position(records):
    positions = {}
    for _, place in located(records):
        if "postcode" in place:
            positions.setdefault(place["postcode"], set()).add((place["lat"], place["lon"], place["precision"]))
    assert {postcode: where for postcode, where in positions.items() if len(where) > 1} == {}


def test_one_place_is_described_in_one_way(records):
    ways = {}
    for record in records:
        if "name" in record.get("location", {}):
            place = record["location"]
            key = tuple(place.get(part) for part in ("name", "address", "town", "postcode"))
            ways.setdefault(key, set()).add(tuple(record.get("accessibility", ())))
    assert {key: told for key, told in ways.items() if len(told) > 1} == {}


def test_phone_numbers_have_the_right_number_of_digits(records):
    for record in records:
        for phone in record.get("phones", []):
            digits = phone["number"].replace(" ", "")
            ten_allowed = digits.startswith("0800")
            whole = (
                digits.isdigit() and digits.startswith("0") and (len(digits) == 11 or ten_allowed and len(digits) == 10)
            )
            assert whole or digits in SHORT_NUMBERS, record["id"]


def test_what_a_call_costs_follows_from_the_number(records):
    for record in records:
        for phone in record.get("phones", []):
            digits = phone["number"].replace(" ", "")
            free = digits.startswith(("0800", "0808")) or digits in SHORT_NUMBERS
            assert phone["cost"] == ("free" if free else "standard"), record["id"]


def test_the_text_line_is_a_text_number(by_id):
    assert by_id["shout"]["text_number"] == "85258"


def test_websites_and_emails_are_well_formed(records):
    for record in records:
        if "website" in record:
            assert re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", record["website"]), record["id"]
        if "email" in record:
            assert re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", record["email"]), record["id"]


def test_areas_are_codes_that_fit_the_scope(records):
    for record in records:
        areas = set(record["areas"])
        assert areas and all(area in AREAS or re.fullmatch(r"[A-Z]{1,2}\d{1,2}( \d)?", area) for area in areas)
        if record["scope"] in ("county", "national"):
            assert areas == {record["scope"]}, record["id"]
        else:
            assert not areas & {"county", "national"}, record["id"]


def test_food_banks_over_the_boundary_say_so(records):
    abroad = [
        name
        for name, place in located(records)
        if place.get("town") in ("Coventry", "Hinckley", "Tamworth", "Birmingham")
    ]
    assert len(abroad) == 5
    notes = {record["id"]: record.get("area_note", "") for record in records}
    assert all("Outside Warwickshire" in notes[name] for name in abroad)
