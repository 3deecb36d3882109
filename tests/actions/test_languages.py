"""Messages in other languages: answered in that language, with numbers, an interpreter, and English offered."""

from __future__ import annotations

import pytest
import yaml

from actions.languages import RIGHT_TO_LEFT, SCRIPTS
from settings import ROOT

LANGUAGES = "pl ro uk ru pa gu hi bn ta ur ar fa ps ckb ti pt es it fr lt sq tr zh bg so hu sk lv".split()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_every_language_has_a_sentence_with_the_numbers_and_an_interpreter(chat, code, channel):
    chat.channel = channel
    said = chat.says("…", "other_language", language=code)
    assert "999" in said
    assert "111" in said
    assert "please" in said
    assert "{" not in said
    (say,) = chat.last.says
    assert say.custom == {"type": "language", "language": code, "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr"}


def test_on_the_page_samaritans_are_named_too(chat):
    assert "116 123" in chat.says("nie mam co jesc", "other_language", language="pl")


def test_the_place_in_the_message_is_remembered(chat):
    chat.says("nie mam co jesc, cv11", "other_language", language="pl")
    chat.says("food", "need_food", needs=("food",))
    assert chat.slots["place"]["label"] == "CV11"


def test_hindi_or_urdu_in_latin_letters_is_answered_in_both_scripts(chat):
    chat.says("mujhe khana chahiye", "other_language", language="hi-latn")
    assert [say.custom["language"] for say in chat.last.says] == ["hi", "ur"]


def test_danger_comes_first_in_words_that_the_channel_has_said(chat):
    chat.says("nie chce juz zyc", "danger", dangers=("self_harm",), language="pl")
    kinds = [(say.custom or {}).get("type") for say in chat.last.says]
    assert kinds[0] == "danger"
    assert kinds[-1] == "language"


def test_danger_that_the_channel_has_answered_is_followed_by_the_sentence_alone(chat):
    chat.says("nie chce juz zyc", "danger", danger=("self_harm",), dangers=("self_harm",), language="pl")
    assert [say.custom["type"] for say in chat.last.says] == ["language"]


def test_what_the_layer_can_find_is_what_has_sentences():
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    spoken = {key.removeprefix("utter_language_") for key in responses if key.startswith("utter_language_")}
    rows = (ROOT / "bot" / "everyday_words.txt").read_text(encoding="utf-8").splitlines()
    found = {row.split(":")[0] for row in rows if row and not row.startswith("#")}
    assert {SCRIPTS.get(code, (code,))[0] for code in found} <= spoken
    assert spoken == set(LANGUAGES)
