"""What is taken out of a message, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.redaction import TOKEN, redact

PERSONAL = {
    "email": [
        "jo@example.org",
        "jo.bloggs+food@mail.example.co.uk",
        "JO_B@EXAMPLE.COM",
        "o'neill@example.com",
        "jo @ hotmail.co.uk",
        "jo@gmail",
        "jo at gmail dot com",
        "jo.bloggs at hotmail.co.uk",
        "jo (at) outlook.com",
        "jo at mycompany dot co dot uk",
    ],
    "mobile": [
        "07700900123",
        "07700 900123",
        "07700 900 123",
        "077 0090 0123",
        "07700-900-123",
        "07700.900.123",
        "+447700900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "447700900123",
        "7700 900123",
        "0 7 7 0 0 9 0 0 1 2 3",
    ],
    "landline": [
        "01926 412345",
        "(01926) 412345",
        "01926412345",
        "01926 412 345",
        "024 7634 1234",
        "(024) 76341234",
        "02476 341234",
        "+44 1926 412345",
        "020 7946 0018",
    ],
    "abroad": ["+48 512 345 678", "+40 721 234 567"],
    "National Insurance": [
        "QQ123456C",
        "qq123456c",
        "QQ 12 34 56 C",
        "qq 12 34 56 c",
        "QQ-12-34-56-C",
        "JG103759A",
        "JG 103759 A",
        "JG103759",
    ],
    "card": [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "5500 0000 0000 0004",
        "3782 822463 10005",
        "6759 6498 2643 8453",
    ],
    "bank": [
        "12-34-56 12345678",
        "12 34 56, 12345678",
        "12345678 12-34-56",
        "GB29 NWBK 6016 1331 9268 19",
        "GB29NWBK60161331926819",
    ],
    "NHS": ["943 476 5919", "943-476-5919", "9434765919"],
    "other long numbers": ["123456789", "1234567890"],
}
KEPT = [
    "cv11 4ab",
    "CV34 4RL",
    "cv344rl",
    "i live in CV11 and work in cv21 2dt",
    "B78 1AA or b781aa",
    "£120 a week and £1,250.50 arrears",
    "£1250000",
    "20 quid till friday",
    "393.45 a month",
    "owe 1000 to 2000 pounds",
    "on 12/10/2026",
    "on 12-10-2026 at 10am",
    "2026-11-23 10:30",
    "23 11 2026 10am",
    "05 12 2026 10 30",
    "24 December 2026",
    "born 01.02.1980",
    "open 9.30 to 4.30",
    "09.30 10.30 11.30",
    "09:00 - 17:00",
    "the 48 bus",
    "bus 48 50 78 1 2 63 64 12 67 14",
    "routes 148 150 178",
    "the 11, 12x or 67a",
    "kids aged 1 2 3 and 12",
    "flat 3, 12 high street",
    "2021 2022 2023 2025",
    "ring 999 or 111 or 105",
    "116123 and 116 123 and 85258",
    "0800 408 1448",
    "08001111",
    "0808 2000 247",
    "0300 123 3393",
    "house number 101",
    "PIP and UC50 form",
    "WD40",
    "i looked at warwickshire.gov.uk",
    "meet me at home. me and kids",
    "at rugby. co op is shut",
    "we are 2 adults @ no work",
    "council tax band B 2026",
    "no recourse since 2019",
    "insulin 100 units 3 times",
]


@pytest.mark.parametrize(("kind", "identifier"), [(kind, one) for kind, many in PERSONAL.items() for one in many])
def test_a_personal_identifier_is_removed(kind, identifier):
    assert redact(identifier) == TOKEN
    assert redact(f"no food, {identifier} is mine, cv11 4ab") == f"no food, {TOKEN} is mine, cv11 4ab"


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_an_identifier_is_kept(text):
    assert redact(text) == text


def test_sort_code_and_account_go_by_their_names():
    assert redact("sort code 12-34-56 and more") == f"sort code {TOKEN} and more"
    assert redact("my account number is 12345678") == f"my account number is {TOKEN}"


def test_several_identifiers_go_each_on_its_own():
    text = "jo@example.org or 07700 900123 or 01926 412345, ni QQ123456C"
    assert redact(text) == f"{TOKEN} or {TOKEN} or {TOKEN}, ni {TOKEN}"


def test_what_follows_a_card_does_not_hide_it():
    assert "4111" not in redact("card 4111 1111 1111 1111 12/27 cvv 123")
    assert "4111" not in redact("card 4111 1111 1111 1111 12 27 123")


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_redacting_twice_changes_nothing_and_no_text_breaks_it(text):
    once = redact(text)
    assert redact(once) == once


@pytest.mark.parametrize(
    "text", ["1" * 2000, "1 " * 1000, "1-" * 1000, "a" * 2000 + "@", "a at " * 400, "11-11-11 x" * 200, "07 " * 660]
)
def test_no_text_takes_long(text):
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 5
