"""What the trained assistant makes of a message, over `make -s parse` as anybody can call it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import ROOT

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
pytestmark = pytest.mark.live


class Parser:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, text: str) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"text": text}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def values(self, text: str, kind: str) -> list[str]:
        return [one["value"] for one in self(text)["entities"] if one["entity"] == kind]


@pytest.fixture(scope="module")
def parse() -> Iterator[Parser]:
    process = subprocess.Popen(
        [str(PYTHON), "-W", "ignore", "-m", "bot.parse"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield Parser(process)
    assert process.stdin and process.stdout
    process.stdin.close()
    process.wait(timeout=20)
    process.stdout.close()


def test_every_need_is_named_and_the_most_pressing_comes_first(parse):
    message = "no food till friday and leccys nearly gone, cv11"
    assert parse.values(message, "need") == ["food", "prepay_emergency"]
    assert parse.values(message, "danger") == [], "nearly gone is not gone"


def test_what_is_denied_is_no_need(parse):
    assert parse.values("benefits are sorted, it's the rent I can't do", "need") == ["housing"]


def test_an_act_beside_a_shown_service_is_no_need(parse):
    answer = parse("what time does the second one shut")
    assert answer["intent"]["name"] == "ask_hours"
    assert [one for one in answer["entities"] if one["entity"] == "need"] == []


@pytest.mark.parametrize(
    ("text", "kind", "need"),
    [
        ("cant do this any more, everyone would be better off without me", "self_harm", "self_harm_crisis"),
        ("hes checking my phone and i am scared to go home", "abuse", "domestic_abuse"),
        ("nowhere to sleep tonight", "homeless", "homeless_tonight"),
        ("there is a strong smell of gas in the hall", "gas", "energy"),
        ("my dad has chest pain and cant breathe", "medical", "health"),
        ("baby has had no milk since this morning and i have none left", "baby", "baby"),
        ("meter ran out, sat in the dark, no electric", "energy_off", "prepay_emergency"),
    ],
)
def test_danger_stands_first_with_its_need_beside_it(parse, text, kind, need):
    answer = parse(text)
    found = {(one["entity"], one["value"]) for one in answer["entities"]}
    assert answer["intent"]["name"] == "danger"
    assert {("danger", kind), ("need", need)} <= found


def test_the_other_need_in_a_message_about_danger_is_kept(parse):
    needs = parse.values("i want to kill myself and we have no food in the house", "need")
    assert needs[0] == "self_harm_crisis"
    assert "food" in needs


@pytest.mark.parametrize(
    "text",
    ["these prices will be the death of me", "dying for a brew", "when is my gas bill due", "my phone died sorry"],
)
def test_figures_of_speech_are_no_danger(parse, text):
    assert parse.values(text, "danger") == []


def test_danger_at_the_end_of_a_very_long_message_is_seen(parse):
    story = "the council tax letter came and i put it on the side with the other letters and made a cup of tea " * 12
    assert parse.values(f"{story} and i want to kill myself", "danger") == ["self_harm"]


@pytest.mark.parametrize(
    "text", ["when are my bins emptied", "book me a flight to malaga", "asdfgh jkl", "tell me a joke"]
)
def test_what_is_out_of_scope_is_no_need(parse, text):
    answer = parse(text)
    assert not answer["intent"]["name"].startswith("need_")
    assert [one for one in answer["entities"] if one["entity"] == "need"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nie mam nic do jedzenia", "pl"),
        ("у мене немає їжі", "uk"),
        ("mujhe madad chahiye ghar mein khana nahi", "hi-latn"),
    ],
)
def test_another_language_is_named_and_nothing_is_guessed_in_it(parse, text, code):
    answer = parse(text)
    assert answer["intent"]["name"] == "other_language"
    assert [one["value"] for one in answer["entities"]] == [code]


def test_danger_in_another_language_is_danger(parse):
    answer = parse("nie chce juz zyc")
    assert answer["intent"]["name"] == "danger"
    assert {("danger", "self_harm"), ("language", "pl")} <= {
        (one["entity"], one["value"]) for one in answer["entities"]
    }


def test_mistyped_words_are_understood(parse):
    assert parse.values("im behnd wiht the rnet and scraed of evicton", "need")[:1] == ["housing"]


def test_the_confidence_is_a_probability_and_the_ranking_is_sorted(parse):
    answer = parse("i need help with my rent")
    chances = [one["confidence"] for one in answer["intent_ranking"]]
    assert 0 < answer["intent"]["confidence"] <= 1
    assert chances == sorted(chances, reverse=True)


def test_no_words_at_all_are_not_understood(parse):
    assert parse(" ")["intent"]["name"] in ("nlu_fallback", "gibberish")


def test_nothing_but_the_answer_leaves_the_message(parse):
    assert "danger_hints" not in parse("he is always checking my phone")
