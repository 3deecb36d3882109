"""What was not confirmed does not look confirmed, and nothing claims a later check than its source."""

from __future__ import annotations

import json
import re
from datetime import date

POINTER_KEYS = {
    *("id", "name", "organization", "category", "needs", "scope", "areas", "description"),
    *("phones", "website", "status", "publication", "source"),
}
NUMBERS_FROM_MEMORY = ("0800 988 2881", "0800 616 171")
CLOSED = (
    "WRCC",
    "Warwickshire Rural Community Council",
    "Chattybus",
    "Back&4th",
    "UBUS",
    "Household Support Fund",
    "Discretionary Housing Payment",
    "Camp Hill Library",
    "Camp Hill Community Library",
    "Bedworth Heath Library",
    "Binley Woods Library",
    "Kingsbury Library",
    "Link Project",
    "Kenilworth Foodbank",
)


def test_low_confidence_is_unconfirmed_background_is_a_pointer_the_rest_is_full(rows, by_id):
    for row in rows:
        background, low = row["source_kind"] == "background", row["confidence"] == "low"
        expected = "pointer" if background else "unconfirmed" if low else "full"
        assert by_id[row["id"]]["publication"] == expected, row["id"]


def test_a_pointer_only_points(records):
    for record in records:
        if record["publication"] == "pointer":
            assert set(record) <= POINTER_KEYS, record["id"]


def test_a_pointer_says_no_amount_and_no_time_of_day(records):
    for record in records:
        if record["publication"] == "pointer":
            words = record["name"] + " " + record["description"]
            assert not re.search(r"£|%|\d\s?(am|pm)\b|\d+ (days|weeks|months)|half-price", words), record["id"]


def test_numbers_known_only_from_memory_stand_nowhere(records):
    everything = json.dumps(records, default=str)
    assert [number for number in NUMBERS_FROM_MEMORY if number in everything] == []


def test_every_record_names_its_source_as_the_row_does(rows, by_id):
    for row in rows:
        source = by_id[row["id"]]["source"]
        assert source["kind"] == row["source_kind"]
        assert source.get("stated_date", "") == row["source_date"]


def test_no_check_date_is_later_than_any_date_of_its_source(records):
    for record in records:
        stated = dates_in(record["source"].get("stated_date", ""))
        if "assured" in record:
            assert record["assured"]["date"] <= min(stated), record["id"]


def test_a_dated_source_gives_a_check_date_and_an_undated_one_none(records):
    for record in records:
        stated = record["source"].get("stated_date", "")
        dated = bool(dates_in(stated)) and (not stated.startswith("undated") or "(phone" in stated)
        assert ("assured" in record) == (dated and record["publication"] != "pointer"), record["id"]


def test_old_hours_carry_their_age_in_the_check_date(records):
    for record in records:
        text = re.sub(r"\(?\bfrom (\d+ )?[A-Z][a-z]+ 20\d\d\)?", "", record.get("hours", {}).get("text", ""))
        years = [int(year) for year in re.findall(r"\b20\d\d\b", text)]
        if years:
            assert record["assured"]["date"].year <= min(years), record["id"]


def test_closed_and_replaced_services_do_not_appear(records):
    names = [f"{record['name']} / {record['organization']}" for record in records if record["status"] == "active"]
    assert [name for name in names for gone in CLOSED if gone.lower() in name.lower()] == []


def dates_in(text: str) -> list[date]:
    """The first day of every date, month or year in free text."""
    found = re.findall(r"(\d{4})(?:-(\d{2})(?!\d))?(?:-(\d{2})(?!\d))?", text)
    return [date(int(year), int(month or 1), int(day or 1)) for year, month, day in found]
