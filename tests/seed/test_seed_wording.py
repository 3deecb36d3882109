"""Plain words, and files that people can read in a diff."""

from __future__ import annotations

import re

from knowledge_base.record import ServiceRecord, read_record

NOT_PLAIN = re.compile(r"\b(e\.?g\.?|i\.?e\.?|etc|via|utilise|whilst|per annum|commence)\b", re.IGNORECASE)
NOT_FOR_RESIDENTS = re.compile(r"not checked|from memory|map point|needs? a check|CSV|row\b|source", re.IGNORECASE)


def texts(record):
    """Everything of a record that a resident reads as sentences."""
    hours, referral = record.get("hours", {}), record.get("referral", {})
    fields = [record.get(name) for name in ("description", "area_note", "eligibility", "bring", "accessibility_note")]
    return [text for text in [*fields, referral.get("how"), hours.get("text")] if text]


def sentences(text):
    return re.split(r"(?<=[.?!])\s+|;\s+", text)


def test_no_sentence_is_longer_than_twenty_words(records):
    long = [
        (record["id"], sentence)
        for record in records
        for text in texts(record)
        for sentence in sentences(text)
        if len(sentence.split()) > 20
    ]
    assert long == []


def test_a_description_is_a_whole_sentence(records):
    for record in records:
        assert re.fullmatch(r"[A-Z£].*[.?!]", record["description"]), record["id"]
        assert len(record["description"]) <= 300, record["id"]


def test_no_latin_shorthand_and_no_office_words(records):
    assert [record["id"] for record in records for text in texts(record) if NOT_PLAIN.search(text)] == []


def test_the_remarks_of_whoever_gathered_it_stay_in_the_source(records):
    ids = [record["id"] for record in records if NOT_FOR_RESIDENTS.search(record["description"])]
    assert ids == []


def test_no_text_holds_markup(records):
    assert [record["id"] for record in records for text in texts(record) if re.search(r"[<>*_`]|\s{2}", text)] == []


def test_keys_stand_in_one_order_and_none_is_empty(records):
    for record in records:
        assert list(record) == [key for key in ServiceRecord.model_fields if key in record], record["id"]
        assert all(value not in ("", None, [], {}) for value in record.values()), record["id"]


def test_files_are_short_and_records_are_one_blank_line_apart(service_files):
    for path in service_files:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, path.name
        assert "\n\n\n" not in text and "\t" not in text and text.endswith("\n"), path.name
        assert text.count("\n\n") == text.count("- id: ") - 1, path.name


def test_the_file_name_starts_with_the_category(service_files):
    for path in service_files:
        for category in re.findall(r"^  category: (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert path.stem.startswith(category), path.name


def test_the_loader_takes_every_record(records):
    assert len([read_record(record) for record in records]) == len(records)
