"""The terminal chat, against a website at the wire."""

from __future__ import annotations

import io

import pytest

from channels.talk import Talk, converse
from tests.channels.fake_rasa import FakeRasa

ANSWER = {
    "conversation": "t1",
    "messages": [
        {"text": "Two places:\n\n1. A\n2. B"},
        {"text": "More?", "buttons": [{"title": "More", "choice": "c1"}, {"title": "A person", "choice": "c2"}]},
    ],
}


@pytest.fixture
def site():
    """The fake answers every post alike, which is all that a website must do here."""
    fake = FakeRasa()
    fake.says(ANSWER)
    yield fake
    fake.stop()


@pytest.fixture
def talk(site):
    talk = Talk(site.url + "/")
    yield talk
    talk.close()


def test_each_line_of_a_pipe_gets_one_line(talk, site):
    out = io.StringIO()
    converse(talk, io.StringIO("no food\n\ncv11\n"), out)
    lines = out.getvalue().splitlines()
    assert lines == ["Two places: / 1. A / 2. B / More? / [1] More / [2] A person"] * 3
    assert [body["message"] for body in site.heard] == ["no food", "", "cv11"]


def test_the_answer_is_out_before_the_next_line_is_read(talk):
    out = io.StringIO()
    seen: list[int] = []

    class Lines(io.StringIO):
        def readline(self, *_):
            seen.append(len(out.getvalue().splitlines()))
            return super().readline()

    converse(talk, Lines("one\ntwo\n"), out)
    assert seen == [0, 1, 2]


def test_the_conversation_goes_on(talk, site):
    talk.say("one")
    talk.say("two")
    assert [body["conversation"] for body in site.heard] == [None, "t1"]


def test_a_number_chooses_and_other_numbers_are_words(talk, site):
    talk.say("no food")
    talk.say("2\n")
    talk.say("[1]")
    talk.say("7")
    assert [body.get("choice") or body["message"] for body in site.heard] == ["no food", "c2", "c1", "7"]


def test_below_a_list_a_bare_number_means_the_list(talk, site):
    site.says({**ANSWER, "messages": [{**ANSWER["messages"][1], "custom": {"type": "service_cards"}}]})
    talk.say("no food")
    talk.say("2")
    talk.say("[2]")
    assert [body.get("choice") or body["message"] for body in site.heard] == ["no food", "2", "c2"]


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}"])
def test_a_website_that_is_down_or_odd_gets_a_line_too(talk, site, body):
    site.sends(body, status=500)
    out = io.StringIO()
    converse(talk, io.StringIO("no food\n"), out)
    assert len(out.getvalue().splitlines()) == 1
