from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from channels.sms.console import Console
from channels.sms.provider import Call, Malformed, Provider


def call(body: object) -> Call:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Call("https://signpost.example/sms/console", {}, raw)


@pytest.fixture
def console() -> Provider:
    return Console()


def test_a_typed_text_is_read_with_its_number_and_id(console: Provider) -> None:
    read = console.read_inbound(call({"from": " 07700 900123 ", "text": "food cv34\n", "id": "page-1"}))
    assert (read.id, read.sender, read.text) == ("page-1", "07700 900123", "food cv34\n")
    assert read.at.tzinfo is UTC


def test_without_an_id_every_text_is_another_one(console: Provider) -> None:
    same = call({"from": "07700900123", "text": "food"})
    assert console.read_inbound(same).id != console.read_inbound(same).id


def test_an_empty_text_is_a_text(console: Provider) -> None:
    assert console.read_inbound(call({"from": "07700900123", "text": ""})).text == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "json"),
        (b"\xff\xfe", "json"),
        (b"[" * 100_000, "json"),
        ([], "shape"),
        ("food", "shape"),
        ({"text": "food"}, "from"),
        ({"from": " ", "text": "food"}, "from"),
        ({"from": 447700900123, "text": "food"}, "from"),
        ({"from": "0" * 41, "text": "food"}, "from"),
        ({"from": "07700900123"}, "text"),
        ({"from": "07700900123", "text": None}, "text"),
        ({"from": "07700900123", "text": "food", "id": ""}, "id"),
        ({"from": "07700900123", "text": "food", "id": 7}, "id"),
        ({"from": "07700900123", "text": "food", "id": "x" * 101}, "id"),
    ],
)
def test_a_wrong_shape_is_refused_with_the_name_of_what_is_wrong(console: Provider, body: object, code: str) -> None:
    with pytest.raises(Malformed) as error:
        console.read_inbound(call(body))
    assert error.value.code == code


def test_there_are_no_receipts(console: Provider) -> None:
    with pytest.raises(Malformed) as error:
        console.read_receipt(call({"status": "delivered"}))
    assert error.value.code == "none"


def test_every_sending_has_an_id_of_its_own(console: Provider) -> None:
    assert len({console.send("+447700900123", "Open Tue 10am", "r-1") for _ in range(3)}) == 3


def test_nothing_is_kept_that_could_be_found_or_fetched(console: Provider) -> None:
    began = datetime.now(UTC)
    console.send("+447700900123", "Open Tue 10am", "r-1")
    assert console.find("+447700900123", "Open Tue 10am", "r-1", began) is None
    assert list(console.received(began)) == []


def test_stop_is_confirmed_by_us(console: Provider) -> None:
    assert console.answers_stop is False
    assert console.name == "console"


def test_its_answer_to_a_webhook_is_json(console: Provider) -> None:
    body, kind = console.accepted
    assert (json.loads(body), kind) == ({}, "application/json")
