"""The few sentences of danger that are known in other languages, with and without their accents."""

from __future__ import annotations

import pytest

from safety import find_danger


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("chcę umrzeć", "self_harm"), ("chce umrzec", "self_harm"), ("mąż mnie bije", "abuse"), ("nie mam gdzie spać", "homeless"),
        ("czuć gaz w kuchni", "gas"), ("pomocy, nie mogę oddychać", "medical"),
        ("vreau să mor", "self_harm"), ("soțul mă bate", "abuse"), ("nu am unde sa dorm", "homeless"), ("miroase a gaz", "gas"),
        ("nu pot sa respir", "medical"),
        ("хочу вмерти", "self_harm"), ("не хочу жить", "self_harm"), ("чоловік мене б'є", "abuse"), ("муж меня бьёт", "abuse"),
        ("мне негде спать", "homeless"), ("пахне газом", "gas"), ("не могу дышать", "medical"),
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ", "abuse"), ("ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ", "self_harm"), ("ਗੈਸ ਦੀ ਬਦਬੂ", "gas"), ("ਸਾਹ ਨਹੀਂ ਆ ਰਿਹਾ", "medical"),
        ("mera pati mainu marda hai", "abuse"), ("main marna chahundi", "self_harm"),
        ("મારે મરવું છે", "self_harm"), ("પતિ મને મારે છે", "abuse"), ("ગેસની વાસ આવે છે", "gas"),
        ("میں مرنا چاہتا ہوں", "self_harm"), ("میرا شوہر مجھے مارتا ہے", "abuse"), ("سانس نہیں آ رہی", "medical"),
        ("mera shohar mujhe marta hai", "abuse"), ("saans nahi aa rahi", "medical"),
        ("أريد أن أموت", "self_harm"), ("زوجي يضربني", "abuse"), ("ليس لدي مكان أنام فيه الليلة", "homeless"),
        ("رائحة غاز في البيت", "gas"), ("لا أستطيع التنفس", "medical"),
        ("quero morrer", "self_harm"), ("o meu marido bate-me", "abuse"), ("não tenho onde dormir", "homeless"), ("cheira a gás", "gas"),
        ("quiero morir", "self_harm"), ("mi marido me pega", "abuse"), ("no tengo donde dormir", "homeless"), ("no puedo respirar", "medical"),
        ("je veux mourir", "self_harm"), ("mon mari me frappe", "abuse"), ("odeur de gaz", "gas"), ("je n'arrive pas à respirer", "medical"),
        ("voglio morire", "self_harm"), ("mio marito mi picchia", "abuse"), ("non ho dove dormire", "homeless"),
        ("noriu mirti", "self_harm"), ("vyras mane muša", "abuse"), ("neturiu kur miegoti", "homeless"), ("negaliu kvėpuoti", "medical"),
    ],
)  # fmt: skip
def test_danger_is_recognised_in_other_languages(text, kind):
    assert kind in {danger.kind for danger in find_danger(text)}


@pytest.mark.parametrize(
    "text",
    [
        "dzień dobry, potrzebuję jedzenia dla rodziny",
        "bună ziua, am nevoie de mâncare",
        "добрий день, де безкоштовна їжа",
        "ਮੈਨੂੰ ਖਾਣਾ ਚਾਹੀਦਾ ਹੈ",
        "મને ખોરાક જોઈએ છે",
        "مجھے کھانا چاہیے",
        "أحتاج إلى طعام لأطفالي",
        "preciso de ajuda com a renda",
        "necesito comida para mis hijos",
        "bonjour, je cherche une banque alimentaire",
        "cerco un corso di inglese",
        "reikia pagalbos su sąskaita",
    ],
)
def test_an_ordinary_request_in_another_language_raises_no_alarm(text):
    assert find_danger(text) == ()
