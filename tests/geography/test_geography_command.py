"""python -m geography: a line in, a line out, before the next is read."""

import json
import subprocess
import sys

import pytest

from geography.__main__ import reply_to

KEYS = [
    "postcode",
    "sector",
    "outcode",
    "place",
    "valid",
    "in_area",
    "lat",
    "lon",
    "precision",
    "authorities",
    "choices",
]


def reply(text: str) -> dict:
    return reply_to(json.dumps({"text": text}).encode())


def test_a_unit_is_told_with_all_that_is_known():
    assert reply("cv344rl") == {
        "postcode": "CV34 4RL",
        "sector": "CV34 4",
        "outcode": "CV34",
        "place": None,
        "valid": True,
        "in_area": True,
        "lat": 52.286,
        "lon": -1.591,
        "precision": "subsector",
        "authorities": [{"code": "E07000222", "name": "Warwick", "share": 1.0}],
        "choices": [],
    }


def test_a_shared_name_is_told_with_its_choices():
    told = reply("newbold")
    assert (told["place"], told["valid"], told["in_area"], told["lat"]) == ("Newbold", True, True, None)
    assert told["choices"][0] == {"label": "Newbold on Avon, Rugby", "lat": 52.388, "lon": -1.282}


def test_a_postcode_outside_is_valid_and_not_in_the_area():
    told = reply("CV1 2AB")
    assert (told["postcode"], told["sector"], told["outcode"]) == ("CV1 2AB", "CV1 2", "CV1")
    assert (told["valid"], told["in_area"]) == (True, False)
    assert told["authorities"][0]["name"] == "Coventry"


def test_a_place_outside_is_valid_and_not_in_the_area():
    told = reply("im in birmingham")
    assert (told["place"], told["valid"], told["in_area"]) == ("Birmingham", True, False)


def test_a_postcode_that_does_not_exist_is_told_as_not_valid():
    told = reply("CV34 2AB")
    assert (told["postcode"], told["valid"], told["in_area"], told["lat"]) == ("CV34 2AB", False, None, None)


def test_a_message_without_a_place_has_every_key_and_nothing_in_them():
    told = reply("hello")
    assert list(told) == KEYS
    assert [value for value in told.values() if value] == []


@pytest.mark.parametrize("line", [b"", b"nope", b"[]", b"{}", b'{"text": 5}', b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_line_that_is_no_request_is_answered_with_an_error(line):
    assert list(reply_to(line)) == ["error"]


def test_each_line_is_answered_before_the_next_is_sent():
    command = [sys.executable, "-m", "geography"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for text, place in (("nuneaton", "Nuneaton"), ("leam", "Royal Leamington Spa")):
            process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["place"] == place
        process.stdin.write(b"broken\n")
        process.stdin.flush()
        assert "error" in json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(timeout=20) == 0
