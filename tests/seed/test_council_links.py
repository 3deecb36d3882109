"""Council matters lead to a council that does the job, by words that lead to one place only."""

from __future__ import annotations

from collections import Counter

import pytest

COUNCILS = {"E10000031", "E07000218", "E07000219", "E07000220", "E07000221", "E07000222"}
WEBSITES = {
    "https://www.warwickshire.gov.uk",
    "https://www.northwarks.gov.uk",
    "https://www.nuneatonandbedworth.gov.uk",
    "https://www.rugby.gov.uk",
    "https://www.stratford.gov.uk",
    "https://www.warwickdc.gov.uk",
}


def test_the_six_councils_are_there_with_their_own_websites(council_links):
    assert {council["code"] for council in council_links["councils"]} == COUNCILS
    assert {council["website"] for council in council_links["councils"]} == WEBSITES


def test_only_the_county_is_a_county(council_links):
    assert [one["code"] for one in council_links["councils"] if one["level"] == "county"] == ["E10000031"]


def test_every_council_names_its_source_and_date(council_links):
    for council in council_links["councils"]:
        assert council["source"]["url"].startswith("http") and council["source"]["date"]


def test_phones_of_councils_are_those_of_the_records(council_links, records):
    known = {phone["number"] for record in records for phone in record.get("phones", [])}
    for council in council_links["councils"]:
        numbers = [council["phone"]["number"]] if "phone" in council else []
        numbers += [line["number"] for line in council.get("lines", [])]
        assert set(numbers) <= known, council["name"]


def test_every_topic_has_a_level_a_job_and_words(council_links):
    for topic in council_links["topics"]:
        assert topic["level"] in ("county", "borough"), topic["key"]
        assert topic["job"] and len(topic["words"]) >= 3, topic["key"]


def test_no_word_leads_to_two_topics(council_links):
    counted = Counter(word for topic in council_links["topics"] for word in topic["words"])
    assert [word for word, times in counted.items() if times > 1] == []


def test_words_are_lower_case_text(council_links):
    words = [word for topic in council_links["topics"] for word in topic["words"]]
    assert [word for word in words if not isinstance(word, str) or word != word.lower().strip()] == []


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("bin day", "borough"),
        ("pothole", "county"),
        ("blue badge", "county"),
        ("planning permission", "borough"),
        ("street light", "county"),
        ("school place", "county"),
        ("dog fouling", "borough"),
        ("register a death", "county"),
        ("parking ticket", "county"),
        ("car park fine", "borough"),
    ],
)
def test_a_word_leads_to_the_council_that_does_the_job(council_links, word, level):
    assert [topic["level"] for topic in council_links["topics"] if word in topic["words"]] == [level]


def test_words_of_danger_are_never_a_council_matter(council_links):
    words = {word for topic in council_links["topics"] for word in topic["words"]}
    assert not any(risky in word for word in words for risky in ("smell", "gas", "homeless", "evict", "abuse"))
