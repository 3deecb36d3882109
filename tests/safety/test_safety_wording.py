"""The words that answer a danger."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import safety
from safety import ORDER, reply, snapshot
from safety.wording import SMS_SEPTETS, septets

CHANNELS = ("web", "sms")
WORDING = json.loads((Path(safety.__file__).parent / "wording.json").read_text(encoding="utf-8"))


def said(kinds, channel="web", contacts=None) -> str:
    return " ".join(reply(kinds, snapshot() if contacts is None else contacts, channel))


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!]) (?=[A-Z])", text) if sentence]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ORDER)
def test_every_kind_has_words_on_every_channel(kind, channel):
    messages = reply([kind], snapshot(), channel)
    assert messages and all(messages)
    assert "{" not in "".join(messages)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_a_text_message_fits_two_segments_of_plain_gsm(count):
    for kinds in itertools.combinations(ORDER, count):
        (text,) = reply(kinds, snapshot(), "sms")
        assert septets(text) is not None, text
        assert septets(text) <= SMS_SEPTETS, text


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ORDER)
def test_sentences_are_short(kind, channel):
    for sentence in sentences(said([kind], channel)):
        if len(re.sub(r"[\d ]+", " ", sentence).split()) > 20:
            pytest.fail(sentence)


@pytest.mark.parametrize("kind", ORDER)
def test_each_sentence_of_the_wording_ends_properly(kind):
    for sentence in itertools.chain(*WORDING["web"][kind], WORDING["sms"][kind], WORDING["sms_together"][kind]):
        assert sentence[-1] in ".?" and sentence[0].isupper()


@pytest.mark.parametrize("kinds", list(itertools.combinations(ORDER, 2)))
def test_no_sentence_is_said_twice(kinds):
    for channel in CHANNELS:
        spoken = sentences(said(kinds, channel))
        assert len(spoken) == len(set(spoken))


@pytest.mark.parametrize("kind", ORDER)
def test_nothing_is_asked_first_and_no_postcode_is_asked_for(kind):
    for channel in CHANNELS:
        spoken = sentences(said([kind], channel))
        assert not any(sentence.endswith("?") and "postcode" in sentence for sentence in spoken)
        assert "postcode" not in spoken[0] and "town" not in spoken[0]


@pytest.mark.parametrize(
    ("kind", "first_number"),
    [("gas", "0800 111 999"), ("medical", "999"), ("self_harm", "116 123"), ("abuse", "999"), ("child_at_risk", "999"),
     ("baby", "999"), ("homeless", "0808 800 4444"), ("energy_off", "999")],
)  # fmt: skip
def test_one_number_comes_first(kind, first_number):
    for channel in CHANNELS:
        numbers = re.findall(r"\d[\d ]{1,}\d", said([kind], channel))
        assert numbers[0] == first_number


@pytest.mark.parametrize("kind", ORDER)
def test_every_kind_says_999(kind):
    assert all("999" in said([kind], channel) for channel in CHANNELS)


@pytest.mark.parametrize("kind", ORDER)
def test_it_says_that_nobody_is_watching_and_claims_to_have_told_no_one(kind):
    for channel in CHANNELS:
        text = said([kind], channel)
        assert "computer program" in text and "Nobody is watching" in text
        assert not re.search(r"we have (told|called|rung)|help is on its way", text, re.IGNORECASE)


def test_gas_warns_of_switches_and_of_the_phone_indoors():
    for channel in CHANNELS:
        assert re.search(r"Do not use a phone.* switches.* indoors", said(["gas"], channel))
        assert said(["gas"], channel).startswith("Go outside now.")


def test_abuse_names_the_silent_call_the_helplines_with_hours_and_a_quick_way_out():
    web = said(["abuse"])
    assert all(
        part in web for part in ("press 55", "0808 2000 247", "0800 408 1552", "8.30am to 8.30pm", "close this page")
    )


def test_self_harm_names_every_way_to_reach_somebody():
    for channel in CHANNELS:
        text = said(["self_harm"], channel)
        assert all(part in text for part in ("116 123", "SHOUT to 85258", "111", "mental health option"))
    assert "someone else" in said(["self_harm"])


def test_an_overdose_is_told_to_ring_999_before_anything_else():
    for channel in CHANNELS:
        assert said(["self_harm", "medical"], channel).startswith("Ring 999 now")


def test_the_order_of_the_kinds_given_does_not_matter():
    assert reply(["homeless", "abuse"], snapshot()) == reply(["abuse", "homeless"], snapshot())


def test_no_kind_and_unknown_kinds_say_nothing():
    assert reply([], snapshot()) == reply(["weather"], snapshot()) == ()


def test_a_number_that_staff_mended_is_the_one_that_is_said():
    contacts = snapshot()
    contacts["shelter"] = replace(contacts["shelter"], phone="0808 111 2222")
    assert "0808 111 2222" in said(["homeless"], contacts=contacts)


@pytest.mark.parametrize("phone", ["", None, "０８０８"])
def test_a_number_that_is_missing_or_unreadable_comes_from_the_snapshot(phone):
    contacts = snapshot()
    contacts["shelter"] = replace(contacts["shelter"], phone=phone)
    assert "0808 800 4444" in said(["homeless"], contacts=contacts)
    assert "0808 800 4444" in said(["homeless"], contacts={})


def test_a_long_number_never_breaks_the_length_of_a_text_message():
    contacts = {key: replace(contact, phone="0" * 60) for key, contact in snapshot().items()}
    (text,) = reply(ORDER, contacts, "sms")
    assert septets(text) <= SMS_SEPTETS


def test_septets_counts_extended_characters_twice_and_knows_what_gsm_lacks():
    assert septets("abc") == 3
    assert septets("€[") == 4
    assert septets("“") is None
