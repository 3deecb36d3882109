"""A language by its letters alone."""

from __future__ import annotations

import pytest

from bot.scripts import language_by_letters


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ਮੇਰੇ ਕੋਲ ਖਾਣਾ ਨਹੀਂ ਹੈ", "pa"),
        ("મારી પાસે ખાવાનું નથી", "gu"),
        ("मेरे पास खाना नहीं है", "hi"),
        ("আমার কাছে খাবার নেই", "bn"),
        ("என்னிடம் உணவு இல்லை", "ta"),
        ("ምግብ የብለይን", "ti"),
        ("我沒有食物 food bank 在哪裡", "zh"),
        ("میرے پاس کھانا نہیں ہے", "ur"),
        ("من غذا ندارم و پول ندارم", "fa"),
        ("زه ډوډۍ نه لرم", "ps"),
        ("من هیچ خواردنێکم نییە", "ckb"),
        ("ليس لدي طعام", "ar"),
        ("у мене немає їжі", "uk"),
        ("у меня нет еды", "ru"),
    ],
)
def test_letters_tell_the_language(text, code):
    assert language_by_letters(text) == code


@pytest.mark.parametrize(
    "text", ["", "no food", "nie mam co jeść", "12 34", "🙂🙂", "привіт can you help me find food please"]
)
def test_latin_letters_and_no_letters_tell_nothing(text):
    assert language_by_letters(text) is None


def test_cyrillic_without_a_letter_of_its_own_leaves_it_to_words():
    assert language_by_letters("няма храна") == ""
