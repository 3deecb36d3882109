"""Nothing of the gathered rows is lost, and nothing is different without a reason in changes.csv."""

from __future__ import annotations

from collections import Counter

from knowledge_base.needs import NEEDS

# All that is known about these two comes from background knowledge, so they have pointers only.
POINTERS_ONLY = {"pets", "period_products"}

AUTHORITIES = {
    "North Warwickshire": "E07000218",
    "Nuneaton and Bedworth": "E07000219",
    "Rugby": "E07000220",
    "Stratford-on-Avon": "E07000221",
    "Warwick": "E07000222",
}


def dropped(changes):
    return {line["id"] for line in changes if line["action"] == "dropped"}


def test_every_row_is_a_record_or_listed_as_dropped(rows, by_id, changes):
    assert {row["id"] for row in rows} - set(by_id) == dropped(changes)


def test_no_record_is_invented(rows, by_id):
    assert set(by_id) <= {row["id"] for row in rows}


def test_no_two_records_share_an_id(records):
    assert [name for name, times in Counter(record["id"] for record in records).items() if times > 1] == []


def test_the_count_of_each_category_equals_the_rows(rows, records, changes):
    kept = Counter(row["category"] for row in rows if row["id"] not in dropped(changes))
    assert Counter(record["category"] for record in records) == kept


def test_every_need_has_a_published_answer(records):
    answered = {need for record in records if record["status"] == "active" for need in record["needs"]}
    assert answered == set(NEEDS)


def test_every_need_that_can_has_a_confirmed_answer(records):
    confirmed = {need for record in records if record["publication"] == "full" for need in record["needs"]}
    assert set(NEEDS) - confirmed == POINTERS_ONLY


def test_food_warmth_and_advice_are_there_for_each_authority(records):
    for need in ("food", "warm_space", "homeless_tonight", "council_tax", "general_advice"):
        served = {area for record in records if need in record["needs"] for area in record["areas"]}
        assert set(AUTHORITIES.values()) <= served, need


def test_a_fact_differs_from_its_row_only_with_a_reason(rows, by_id, changed_facts):
    unexplained = []
    for row in rows:
        record = by_id[row["id"]]
        location = record.get("location", {})
        now = {
            "category": record["category"],
            "town": location.get("town", ""),
            "postcode": location.get("postcode", ""),
            "phone": "; ".join(phone["number"] for phone in record.get("phones", [])),
            "website": record.get("website", ""),
            "areas": ";".join(record["areas"]),
        }
        was = {field: row[field] for field in ("category", "town", "postcode", "phone", "website")}
        was["areas"] = areas_of(row)
        unexplained += [(row["id"], field) for field in now if now[field] != was[field]]
    assert set(unexplained) <= changed_facts


def areas_of(row):
    if row["scope"] == "national":
        return "national"
    if row["districts"] == "all":
        return "county"
    return ";".join(AUTHORITIES[name] for name in row["districts"].split(";"))


def test_scope_is_that_of_the_row(rows, by_id):
    for row in rows:
        assert by_id[row["id"]]["scope"] == {"district": "authority"}.get(row["scope"], row["scope"])


def test_every_change_names_its_row_and_gives_a_reason(rows, changes):
    known = {(row["id"], row["file"]) for row in rows}
    for line in changes:
        assert (line["id"], line["file"]) in known
        assert line["action"] in ("dropped", "changed")
        assert line["field"] and len(line["reason"]) > 10, line["id"]
