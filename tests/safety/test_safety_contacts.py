"""The snapshot of contacts: what it holds and how sure it says it is."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import safety
from safety import snapshot

FOLDER = Path(safety.__file__).parent
TODAY = date(2026, 11, 23)
WORDING = (FOLDER / "wording.json").read_text(encoding="utf-8")


def rows() -> list[dict[str, str]]:
    with (FOLDER / "contacts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_key_stands_once_and_every_row_has_its_source():
    keys = [row["key"] for row in rows()]
    assert len(keys) == len(set(keys)) == len(snapshot())
    assert all(row["source_url"].startswith("https://") and row["source_note"] for row in rows())


@pytest.mark.parametrize("field", sorted(set(re.findall(r"\{(\w+\.\w+)\}", WORDING))))
def test_every_placeholder_names_a_confirmed_contact_and_a_filled_field(field):
    key, name = field.split(".")
    contact = snapshot()[key]
    assert contact.confirmed
    assert getattr(contact, name)


def test_no_contact_claims_a_check_newer_than_its_source():
    checked = {contact.key: contact.checked_on for contact in snapshot().values() if contact.checked_on}
    assert checked and all(day <= TODAY for day in checked.values())
    assert checked["shout"] == date(2024, 11, 4)
    assert snapshot()["childline"].checked_on is None


@pytest.mark.parametrize("key", ["adult_social_care", "local_welfare", "mind", "emergency_sms"])
def test_what_was_never_confirmed_is_not_called_confirmed(key):
    assert not snapshot()[key].confirmed


@pytest.mark.parametrize("contact", snapshot().values(), ids=lambda contact: contact.key)
def test_phones_are_digits_in_groups(contact):
    assert re.fullmatch(r"(\d+( \d+)*)?", contact.phone)
    assert contact.phone or contact.text_number
    assert contact.cost in ("free", "standard")


def test_a_changed_snapshot_does_not_change_the_next_one():
    snapshot().clear()
    assert snapshot()
