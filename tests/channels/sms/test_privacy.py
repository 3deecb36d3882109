from __future__ import annotations

import base64
import hashlib
import hmac
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.sms.privacy import Sealed, telephone

NUMBER = "+447700900123"
SEALED = Sealed("a secret of the deployment")


def test_a_digest_is_the_same_each_time_and_in_each_process() -> None:
    again = Sealed("a secret of the deployment")
    assert SEALED.digest("number", NUMBER) == again.digest("number", NUMBER)
    assert SEALED.contact(NUMBER) == SEALED.digest("number", NUMBER)
    # Kept: what is stored would otherwise lead to nobody after an update.
    assert SEALED.contact(NUMBER) == "52edb660821171f4fe6d8a0acc1874856030281325cfa3dba6d7baeed6705308"


def test_a_digest_is_64_hexadecimal_digits_without_the_number() -> None:
    assert re.fullmatch("[0-9a-f]{64}", SEALED.contact(NUMBER))
    assert "7700900123" not in SEALED.contact(NUMBER)


def test_a_digest_differs_by_secret_by_kind_and_by_value() -> None:
    digests = [
        sealed.digest(kind, value)
        for sealed in (SEALED, Sealed("another secret"), Sealed(""))
        for kind in ("number", "text", "conversation")
        for value in (NUMBER, "+447700900124", "")
    ]
    assert len(set(digests)) == len(digests) == 27


def test_the_secret_itself_is_not_the_key_of_the_digest() -> None:
    naive = hmac.new(b"a secret of the deployment", f"number:{NUMBER}".encode(), hashlib.sha256).hexdigest()
    assert SEALED.contact(NUMBER) not in (naive, hashlib.sha256(NUMBER.encode()).hexdigest())


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_what_is_sealed_opens_with_its_secret_only(text: str) -> None:
    sealed = SEALED.seal(text)
    assert Sealed("a secret of the deployment").open(sealed) == text
    assert Sealed("another secret").open(sealed) is None


def test_no_number_and_no_word_can_be_read_in_what_is_sealed() -> None:
    sealed = SEALED.seal(f"{NUMBER} needs a food bank")
    for form in (sealed, base64.urlsafe_b64decode(sealed)):
        for readable in (b"7700900123", b"00123", b"food", b"bank", base64.b64encode(NUMBER.encode())[:8]):
            assert readable not in form


def test_the_same_number_is_sealed_differently_each_time() -> None:
    assert SEALED.seal(NUMBER) != SEALED.seal(NUMBER)


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0, 0), slice(0, 20)])
def test_damaged_bytes_open_to_none(cut: slice) -> None:
    assert SEALED.open(SEALED.seal("hello")[cut]) is None


@pytest.mark.parametrize("junk", [b"", b"junk", b"\xff\x00\xfe", b"=" * 100, b"+447700900123"])
def test_bytes_that_were_never_sealed_open_to_none(junk: bytes) -> None:
    assert SEALED.open(junk) is None


def test_one_changed_byte_opens_to_none() -> None:
    sealed = bytearray(SEALED.seal("hello"))
    sealed[30] = ord("A") if sealed[30] != ord("A") else ord("B")
    assert SEALED.open(bytes(sealed)) is None


def test_half_a_surrogate_pair_is_sealed_as_a_question_mark() -> None:
    assert SEALED.open(SEALED.seal("hi \ud83d")) == "hi ?"


def test_half_a_surrogate_pair_has_a_digest() -> None:
    assert re.fullmatch("[0-9a-f]{64}", SEALED.digest("text", "hi \ud83d"))


@pytest.mark.parametrize(
    "sender",
    [
        "447700900123",
        "+447700900123",
        "00447700900123",
        "0044 7700 900123",
        "07700900123",
        "07700 900123",
        "07700 900 123",
        "07700-900-123",
        "07700.900.123",
        "(07700) 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "+44(0) 7700 900 123",
        "+44-7700-900123",
        "44 7700 900123",
        "7700900123",
        "  07700 900123\n",
        "07700\u00a0900123",
    ],
)
def test_every_way_to_write_a_mobile_number_is_the_one_number(sender: str) -> None:
    assert telephone(sender) == NUMBER


@pytest.mark.parametrize(
    ("sender", "number"),
    [
        ("01926 410410", "+441926410410"),
        ("441926410410", "+441926410410"),
        ("02476 123 456", "+442476123456"),
        ("0300 123 4567", "+443001234567"),
        ("(01926) 410410", "+441926410410"),
        ("016977 2345", "+44169772345"),
        ("+48 512 345 678", "+48512345678"),
        ("48512345678", "+48512345678"),
        ("0048512345678", "+48512345678"),
        ("+353861234567", "+353861234567"),
        ("353861234567", "+353861234567"),
        ("40721234567", "+40721234567"),
        ("+380501234567", "+380501234567"),
        ("12025550123", "+12025550123"),
        ("+12025550123", "+12025550123"),
        ("+919812345678", "+919812345678"),
        ("447624123456", "+447624123456"),
    ],
)
def test_landlines_and_foreign_mobiles_can_be_answered(sender: str, number: str) -> None:
    assert telephone(sender) == number


@pytest.mark.parametrize(
    "sender",
    ["60777", "+60777", "7726", "2064", "88888", "62442", "118118", "123456", "6077712", "81234567"]
    + ["4460777", "+4460777", "447726", "070060", "999", "112", "111", "101", "85258", " 60777 ", "60777,"],
)
def test_nobody_can_be_answered_at_a_short_code(sender: str) -> None:
    assert telephone(sender) is None


@pytest.mark.parametrize(
    "sender",
    ["GOV.UK", "HSBC", "NHSvaccine", "Evri", "DWP", "O2", "3", "Three", "Notify", "1-800-FLOWERS", "0800HMRC00"]
    + ["WarwicksCC", "Text7700900123", "07700900CAB", "08001111NSPCC", "Anonymous", "unknown", "VERIFY24"],
)
def test_nobody_can_be_answered_at_a_name(sender: str) -> None:
    assert telephone(sender) is None


@pytest.mark.parametrize(
    "sender",
    ["", " ", "\n", "+", "++447700900123", "+44", "44", "0", "00", "0044", "07700", "447700", "-", "()", "None", "null"]
    + ["0" * 15, "1" * 16, "4" * 400, "07700900123\x00", "07700900123;ext=5", "07700900123 x5", "a@b.example"]
    + ["447700900123,447700900124", "+447700900123 or +447700900124", "07700 900123 0", "0770090012345", "00000000000"]
    + ["whatsapp:+447700900123", "tel:+447700900123", "<script>", "😀", "44+7700900123", "+000000000000"],
)
def test_nobody_can_be_answered_at_junk(sender: str) -> None:
    assert telephone(sender) is None


@given(st.text(max_size=40) | st.from_regex(r"[+0-9 ()./-]{0,24}", fullmatch=True))
@settings(max_examples=400, deadline=None)
def test_whatever_is_sent_gives_e164_or_none(sender: str) -> None:
    number = telephone(sender)
    assert number is None or re.fullmatch(r"\+[1-9][0-9]{7,14}", number)
    if number:
        assert telephone(number) == telephone(number[1:]) == number
