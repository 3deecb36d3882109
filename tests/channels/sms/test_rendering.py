from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import safety
from channels.messages import Button, Message
from channels.sms.card_lines import card_line, contact, short_contact, where
from channels.sms.rendering import Lines, Rendered, render
from channels.sms.segments import length, sanitised, segments
from channels.wording import Wording
from settings import Settings
from tests.channels.sms.sms_factories import card

WORDING = Wording.load(Settings().domain_path)
GREETING = WORDING.say(
    "utter_sms_greeting",
    "sms",
    assistant="Signpost",
    council="Warwickshire County Council",
    privacy="https://signpost.warwickshire.gov.uk/privacy",
)
FOOTER_MORE = WORDING.say("utter_sms_footer_list_more", "sms")
FOOTER_LIST = WORDING.say("utter_sms_footer_list", "sms")
RING_FIRST = WORDING.say("utter_sms_ring_first", "sms")
NOT_ENGLISH = WORDING.say("utter_sms_language", "sms")


def list_of(cards: list[dict[str, Any]], intro: str = "Food near CV11:", more: int = 0) -> Message:
    text = intro + "\n" + "\n".join(one["name"] for one in cards)
    return Message(text, (), {"type": "service_cards", "intro": intro, "cards": cards, "more": more})


def danger(kinds: tuple[str, ...] = ("abuse",)) -> Message:
    (text,) = safety.reply(kinds, safety.snapshot(), "sms")
    return Message(text, custom={"type": "danger", "kinds": list(kinds)})


def question(asks: str, *titles: str) -> Message:
    buttons = tuple(Button(title, f"/choose_{place}") for place, title in enumerate(titles))
    return Message("Which of these?", buttons, {"type": "question", "asks": asks})


def rendered(*messages: Message, greeting: str = "") -> Rendered:
    return render(messages, WORDING, greeting)


def only_text(*messages: Message, greeting: str = "") -> str:
    (text,) = rendered(*messages, greeting=greeting).texts
    return text.text


# A number stands before the name, so that no two cards can be taken for each other.
odd_words = st.sampled_from(
    ["Foodbank", "St. Mary's", "Tŷ Gobaith", "Ŵyr", "Ł", "☕ Café", "🍞", "“The Hub”", "C.A.B.", "No. 12", "A & B", "–"]
    + ["[Rugby]", "€5", "Llanfairpwll", "שלום", "Food!", "24/7", "0800", "…", "ﬁne", "x" * 30]
)
names = st.lists(odd_words, min_size=1, max_size=9).map(" ".join).filter(lambda name: 2 <= len(name) <= 70)
phones = st.sampled_from(
    ["024 7634 1234", "0300 123 4567", "116 123", "999", "+44 1926 410410", "(01926) 410410", "01926-410410"]
    + ["0808\u00a02000\u00a0247", "01926\u2011410\u2011410", "01789.267.575", "0808 2000 247 (24 hours)"]
)
websites = st.sampled_from(
    ["", "https://www.example.org/food/", "https://www.warwickshire.gov.uk/information-advice/where-to-get-food/12"]
)
towns = st.sampled_from(["Nuneaton", "Leamington Spa", "Bidford-on-Avon", "Aberystwyth", "Ŷr Wyddfa"])
addresses = st.sampled_from(["", "1 Example Street", "Unit 7b, The Old Corn Exchange, " * 4 + "Market Place"])
alerts = st.sampled_from(["", "", "Closed until 4 January 2027.", "New clients only by phone. Ring before you travel."])


@st.composite
def local_cards(draw: st.DrawFn) -> dict[str, Any]:
    labels = {"alert": draw(alerts), "open": "Closed now.", "checked": "Checked 12 October 2026."}
    return card(
        name=draw(names),
        town=draw(towns),
        postcode=draw(st.sampled_from([None, "CV11 4XX", "B49 5AA", "OX15 4AA"])),
        address=draw(addresses),
        phone=draw(st.none() | phones),
        text_number=draw(st.sampled_from([None, "85258"])),
        website=draw(websites),
        hours_short=draw(
            st.sampled_from([None, "24/7", "Tue Fri 10-12", "Mon-Thu 9.30-16.30, Fri 9-12, closed 25 Dec"])
        ),
        distance_miles=draw(st.none() | st.floats(0, 40)),
        cost=draw(st.sampled_from(["", "free", "£2 a bag", "£1.50 for a hot meal and a drink"])),
        referral=draw(st.sampled_from(["needed", "not_needed", "unknown"])),
        open={"state": draw(st.sampled_from(["open", "closed", "unknown"]))},
        confirmed=draw(st.booleans()),
        freshness=draw(st.sampled_from(["fresh", "ageing", "lapsed"])),
        labels=labels,
    )


many_cards = st.lists(local_cards(), min_size=2, max_size=12)
intros = st.sampled_from(
    [
        "Food near CV11:",
        "",
        "I am sorry. That is hard.\nYou need not pay first. Ask for a breathing space.\nHelp near 🏠:",
    ]
    + ["A very long advice that goes on and on. " * 14 + "\nFood near CV11:"]
)
greetings = st.sampled_from(["", GREETING])


def lines_sent(result: Rendered) -> list[str]:
    """Every line of the text that stands for a card, then every one that was kept."""
    sent = [line for line in result.texts[-1].text.split("\n") if re.match(r"\d+ ", line)]
    return sent + list(result.rest)


@given(many_cards, intros, greetings, st.integers(0, 9))
@settings(max_examples=300, deadline=None)
def test_a_list_never_has_more_than_three_segments(cards, intro, greeting, more):
    (text,) = rendered(list_of(cards, intro, more), greeting=greeting).texts
    assert text.segments <= 3


@given(many_cards, intros, greetings)
@settings(max_examples=150, deadline=None)
def test_a_list_is_written_in_the_gsm_alphabet_alone(cards, intro, greeting):
    result = rendered(list_of(cards, intro), greeting=greeting)
    assert all(length(words) is not None for words in (result.texts[0].text, *result.rest))


@given(many_cards, intros, greetings)
@settings(max_examples=200, deadline=None)
def test_text_and_rest_hold_every_card_once_and_in_its_place(cards, intro, greeting):
    lines = lines_sent(rendered(list_of(cards, intro), greeting=greeting))
    assert [line.partition(" ")[0] for line in lines] == [str(place) for place in range(1, len(cards) + 1)]


@given(many_cards, greetings)
@settings(max_examples=200, deadline=None)
def test_no_name_is_ever_cut(cards, greeting):
    lines = lines_sent(rendered(list_of(cards), greeting=greeting))
    for place, (line, one) in enumerate(zip(lines, cards), 1):
        assert line.startswith(f"{place} {sanitised(one['name'], welsh=False)}")


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@given(many_cards, greetings)
@settings(max_examples=200, deadline=None)
def test_no_telephone_number_is_ever_cut(cards, greeting):
    lines = lines_sent(rendered(list_of(cards), greeting=greeting))
    for line, one in zip(lines, cards):
        number = str(one["phone"] or one["text_number"] or "").split(" (24")[0]
        assert digits(line).endswith(digits(number))


@given(many_cards, greetings)
@settings(max_examples=150, deadline=None)
def test_every_place_has_its_postcode_or_its_town(cards, greeting):
    lines = lines_sent(rendered(list_of(cards), greeting=greeting))
    for line, one in zip(lines, cards):
        outcode = (one["postcode"] or "").split(" ")[0]
        assert (outcode or sanitised(one["town"], welsh=False)) in line


@given(many_cards, intros, greetings, st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_what_does_not_fit_comes_with_more(cards, intro, greeting, more):
    result = rendered(list_of(cards, intro, more), greeting=greeting)
    offered = result.texts[0].text.endswith(FOOTER_MORE)
    assert offered == bool(result.rest or more)


@given(many_cards)
@settings(max_examples=150, deadline=None)
def test_more_and_more_brings_all_of_it_once(cards):
    result = rendered(list_of(cards), greeting=GREETING)
    told, rest = lines_sent(result)[: -len(result.rest) or None], result.rest
    while rest:
        text, left = Lines(rest, (), ("", "MORE for the rest.")).packed()
        assert segments(text) <= 3
        assert len(left) < len(rest)
        told, rest = told + [line for line in text.split("\n") if re.match(r"\d+ ", line)], left
    assert [line.partition(" ")[0] for line in told] == [str(place) for place in range(1, len(cards) + 1)]


@given(st.lists(local_cards(), min_size=2, max_size=4), st.sampled_from(["A" * 200, "Tŷ " * 66, "St. Mary. " * 20]))
@example([card(), card()], "x" * 199 + "y")
@settings(max_examples=80, deadline=None)
def test_the_longest_name_that_a_record_may_have_is_not_cut_either(cards, name):
    result = rendered(list_of([{**cards[0], "name": name.strip()}, *cards[1:]]), greeting=GREETING)
    assert sanitised(name, welsh=False) in lines_sent(result)[0]
    assert result.texts[0].segments <= 3


@pytest.mark.parametrize("count", range(1, len(safety.ORDER) + 1))
def test_an_answer_to_danger_never_has_more_than_two_segments(count):
    for kinds in combinations(safety.ORDER, count):
        text = rendered(danger(kinds), greeting=GREETING).texts[0]
        assert text.segments <= 2 and length(text.text) is not None


def test_danger_is_a_text_of_its_own_and_the_first():
    result = rendered(list_of([card(), card()]), danger())
    assert [text.kind for text in result.texts] == ["danger", "answer"]


def test_danger_keeps_its_payload():
    assert rendered(danger(("gas",))).texts[0].custom == {"type": "danger", "kinds": ["gas"]}


def test_the_greeting_is_said_first():
    assert only_text(Message("Hello."), greeting=GREETING) == f"{GREETING}\nHello."


def test_no_greeting_is_said_with_danger():
    texts = rendered(danger(), Message("Hello."), greeting=GREETING).texts
    assert [text.text for text in texts] == [danger().text, "Hello."]


def test_a_long_introduction_gives_way_to_the_cards():
    advice = "I am sorry. " + "You need not pay any of it first, whatever they say to you. " * 5
    result = rendered(list_of([card(), card(), card()], f"{advice}\nFood near CV11:"))
    assert result.rest == ()
    assert result.texts[0].text.startswith("I am sorry.")
    assert "Food near CV11:" in result.texts[0].text


def test_an_introduction_that_leaves_room_is_said_whole():
    text = only_text(list_of([card(), card()], "I am sorry.\nThat is hard. Food near CV11:"))
    assert text.startswith("I am sorry. That is hard. Food near CV11:\n1 Nuneaton Foodbank")


def test_what_was_said_before_a_list_gives_way_to_it_too():
    text = only_text(Message("I heard that.\nSorry."), list_of([card(), card()]))
    assert text.startswith("I heard that. Sorry. Food near CV11:\n1 ")


def test_a_line_of_a_list_has_what_decides_whether_to_go():
    line = card_line(1, card(open={"state": "open"}, cost="£2 a bag"), WORDING)
    assert line == "1 Nuneaton Foodbank CV11 about 1mi open now Tue Fri 10-12 voucher needed £2 a bag 024 7634 1234"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"confirmed": False}, "not confirmed"),
        ({"labels": {"alert": "Closed until 4 January."}}, "Closed until 4 January."),
        ({"distance_miles": 0.4}, "under 1mi"),
        ({"distance_miles": 0.8}, "about 1mi"),
        ({"distance_miles": 6.6}, "about 7mi"),
        ({"referral": "not_needed"}, "no voucher"),
        ({"needs": ["debt"]}, "referral needed"),
    ],
)
def test_a_line_says(others, said):
    assert f" {said} " in card_line(1, card(**others), WORDING)


@pytest.mark.parametrize(
    ("others", "unsaid"),
    [
        ({"referral": "unknown"}, "voucher"),
        ({"distance_miles": None}, "mi"),
        ({"distance_miles": None}, "voucher"),
        ({"needs": ["debt"], "referral": "not_needed"}, "no voucher"),
        ({"cost": "£5 a month or £50 for a whole year"}, "£"),
        ({"open": None}, "open now"),
    ],
)
def test_a_line_does_not_say(others, unsaid):
    assert unsaid not in card_line(1, card(name="X", hours_short="", **others), WORDING)


@pytest.mark.parametrize(
    ("others", "place"),
    [
        ({}, "CV11"),
        ({"postcode": "B49 5AA"}, "B49"),
        ({"postcode": "EC1A 1BB"}, "EC1A"),
        ({"postcode": None}, "Nuneaton"),
        ({"postcode": None, "town": "Rugby"}, "Rugby"),
        ({"postcode": None, "town": None}, ""),
    ],
)
def test_where_a_place_is(others, place):
    assert where(card(name="Foodbank", **others)) == place


def test_a_town_that_stands_in_the_name_is_not_said_twice():
    assert where(card(postcode=None, name="Nuneaton Foodbank")) == ""


@pytest.mark.parametrize(
    ("others", "reached"),
    [
        ({}, "024 7634 1234"),
        ({"phone": "(024) 7634 1234"}, "(024) 7634 1234"),
        ({"phone": "0808\u00a02000\u00a0247"}, "0808 2000 247"),
        ({"phone": "01926\u2011410\u2011410"}, "01926-410-410"),
        ({"phone": "01926.410.410"}, "01926.410.410"),
        ({"phone": "0808 2000 247, 24 hours"}, "0808 2000 247"),
        ({"phone": "01926 410410 or 0800 408 1448"}, "01926 410410"),
        ({"phone": None, "text_number": "85258"}, "85258"),
        ({"phone": None}, "example.org/food"),
        ({"phone": "", "website": None}, ""),
    ],
)
def test_how_a_service_is_reached(others, reached):
    assert contact(card(**others)) == reached


@pytest.mark.parametrize(
    ("website", "shown"),
    [
        ("https://www.example.org/food/", "example.org/food"),
        ("http://example.org", "example.org"),
        ("https://www.warwickshire.gov.uk/where-to-get-food/12345", "warwickshire.gov.uk"),
        ("https://an-association-with-a-long-name.org.uk", "an-association-with-a-long-name.org.uk"),
    ],
)
def test_of_a_long_address_a_list_says_whose_page_it_is(website, shown):
    assert short_contact(card(phone=None, website=website)) == shown


def test_the_detail_has_the_whole_address_of_the_page():
    one = card(phone=None, website="https://www.warwickshire.gov.uk/where-to-get-food/12345")
    assert "warwickshire.gov.uk/where-to-get-food/12345" in only_text(list_of([one], one["name"])).split("\n")


def test_one_service_is_told_in_full_with_back():
    text = only_text(list_of([card()], "Nuneaton Foodbank"))
    assert text.split("\n") == [
        "Nuneaton Foodbank",
        "1 Example Street, Nuneaton, CV11 4XX",
        "Closed now. Opens tomorrow, 10am to 12pm.",
        "Hours: Tuesday and Friday, 10am to 12pm.",
        "You need a voucher. Citizens Advice can give you a voucher.",
        "Free.",
        "024 7634 1234",
        "Bring: A bag.",
        "Checked 12 October 2026.",
        WORDING.say("utter_sms_footer_one", "sms"),
    ]


def test_a_detail_that_is_too_long_keeps_the_rest_for_more():
    one = card(name="Nuneaton Foodbank", referral_how="Somebody who knows you has to ask for it. " * 12)
    result = rendered(list_of([one], one["name"]))
    assert result.texts[0].segments <= 3
    assert result.texts[0].text.endswith(WORDING.say("utter_sms_footer_rest", "sms"))
    assert result.rest[-1] == "Checked 12 October 2026."


def test_a_list_of_one_is_still_a_list():
    result = rendered(list_of([card()]))
    assert result.texts[0].text.endswith(FOOTER_LIST)
    assert result.listed is not None


def test_a_detail_is_no_list_to_come_back_to():
    assert rendered(list_of([card()], "Nuneaton Foodbank")).listed is None


@pytest.mark.parametrize("doubtful", [{"freshness": "lapsed"}, {"confirmed": False}])
def test_a_list_with_old_or_unconfirmed_facts_says_ring_first(doubtful):
    assert only_text(list_of([card(), card(**doubtful)])).endswith(f"{RING_FIRST} {FOOTER_LIST}")


def test_a_list_of_checked_facts_does_not_say_ring_first():
    assert RING_FIRST not in only_text(list_of([card(), card()]))


@pytest.mark.parametrize(
    "said",
    [
        "Розумію лише англійську. У небезпеці дзвоніть 999.",
        "لا أفهم إلا الإنجليزية. في خطر اتصل 999",
        "我只懂英语。遇到危险请拨打999",
        "मैं केवल अंग्रेज़ी समझता हूँ",
        "Καταλαβαίνω μόνο αγγλικά",
    ],
)
def test_a_language_that_a_text_cannot_carry_gets_the_sentence_in_english(said):
    assert only_text(Message(said, custom={"type": "language"})) == NOT_ENGLISH


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Rozumiem tylko po angielsku.\nZadzwoń pod 999.", "Rozumiem tylko po angielsku. Zadzwon pod 999."),
        ("Înțeleg doar engleza.", "Inteleg doar engleza."),
        ("Dim ond Saesneg. Ŵyr tŷ.", "Dim ond Saesneg. Wyr ty."),
    ],
)
def test_a_language_in_latin_letters_is_sent_without_its_marks(said, sent):
    assert only_text(Message(said, custom={"type": "language"})) == sent


def test_the_choices_of_a_question_are_numbered():
    result = rendered(question("category", "Food", "Heating"))
    assert result.texts[0].text == "Which of these?\nReply 1 Food, 2 Heating."
    assert [choice.payload for choice in result.choices] == ["/choose_0", "/choose_1"]


def test_a_question_that_is_answered_by_a_postcode_has_no_choices():
    result = rendered(question("place", "Warwick", "Rugby"))
    assert result.choices == ()
    assert result.texts[0].text == "Which of these?"


def test_buttons_below_an_answer_are_no_choices():
    assert rendered(Message("Hello.", (Button("Food", "/need_food"),))).choices == ()


def test_choices_are_no_more_than_six():
    result = rendered(question("which", *(f"Way {place}" for place in range(9))))
    assert len(result.choices) == 6 and "7 Way" not in result.texts[0].text


def test_a_list_takes_back_the_choices_that_were_asked_before_it():
    assert rendered(question("which", "Food"), list_of([card(), card()])).choices == ()


@pytest.mark.parametrize("messages", [(), (Message("", custom={"type": "silence"}),), (Message(""),)])
def test_where_nothing_is_said_no_text_is_sent(messages):
    assert rendered(*messages, greeting=GREETING) == Rendered(())


@given(st.lists(st.text(max_size=700), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_whatever_is_said_goes_in_the_gsm_alphabet(words):
    result = rendered(*map(Message, words))
    assert all(length(text.text) is not None for text in result.texts)


def test_an_answer_too_long_for_a_text_goes_by_its_sentences():
    result = rendered(Message("This is one sentence of the many that follow. " * 20))
    assert result.texts[0].segments <= 3
    assert set(result.rest) == {"This is one sentence of the many that follow."}
    assert result.texts[0].text.count("one sentence") + len(result.rest) == 20


def test_what_more_and_back_say_later_calls_nothing_open_now():
    cards = [card(name=f"Pantry {at} with a long name of its own", open={"state": "open"}) for at in range(1, 10)]
    rendered = render([list_of(cards)], WORDING)
    assert "open now" in rendered.texts[0].text and rendered.rest
    assert rendered.listed and "open now" not in " ".join((*rendered.rest, *rendered.listed.lines))
    assert rendered.rest == rendered.listed.lines[-len(rendered.rest) :]
