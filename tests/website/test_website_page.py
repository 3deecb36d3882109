"""The chat page as a browser without JavaScript sees it."""

from __future__ import annotations

import pytest

import safety
from tests.website.card_factories import answer, card
from tests.website.plain_browser import PlainBrowser

XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_a_whole_conversation_needs_no_javascript(visitor, rasa):
    rasa.says([{"text": "Where are you?", "buttons": [{"title": "I would rather not say", "payload": "/no_place"}]}])
    visitor.send("no food")
    rasa.says(answer(card()))
    visitor.send("cv11")
    assert visitor.log[0].endswith("no food") and visitor.log[0].startswith("You")
    assert "Where are you?" in visitor.log[1]
    assert "Example Foodbank" in visitor.log[3]
    rasa.says([{"text": "No more."}])
    visitor.press("More food")
    assert rasa.last["message"] == "/more_results"
    assert visitor.log[4].endswith("More food")
    assert len({body["sender"] for body in rasa.heard}) == 1
    assert visitor.status == 200


def test_words_in_another_language_say_so_to_a_screen_reader(visitor, rasa):
    custom = {"type": "language", "language": "ur", "dir": "rtl"}
    rasa.says([{"text": "صرف انگریزی"}, {"custom": custom}])
    visitor.send("مدد چاہیے")
    assert '<div class="said" lang="ur" dir="rtl">' in visitor.html
    rasa.says([{"text": "In English."}])
    visitor.send("help")
    assert visitor.html.count('lang="ur"') == 1


def test_a_starting_choice_works(visitor, rasa, wording):
    first = wording.message("utter_welcome").buttons[0]
    visitor.press(first.title)
    assert rasa.last["message"] == first.payload


def test_only_the_last_reply_has_buttons(visitor, rasa):
    rasa.says([{"text": "Which?", "buttons": [{"title": "Old", "payload": "/old"}]}])
    visitor.send("help")
    rasa.says([{"text": "Which?", "buttons": [{"title": "New", "payload": "/new"}]}])
    visitor.send("help")
    assert list(visitor.page.buttons) == ["New"]


def test_a_choice_of_a_page_gone_back_to_is_refused_kindly(visitor, rasa, wording):
    rasa.says([{"text": "Which?", "buttons": [{"title": "Old", "payload": "/old"}]}])
    visitor.send("help")
    before = visitor.page
    visitor.send("something else")
    visitor.page = before
    visitor.press("Old")
    assert wording.say("utter_old_choice") in visitor.log[-1]
    assert rasa.last["message"] == "something else"


def test_going_back_and_asking_again_goes_on_with_the_same_conversation(visitor, rasa):
    visitor.send("one")
    before = visitor.page
    visitor.send("two")
    visitor.page = before
    visitor.send("three")
    assert [turn.split()[-1] for turn in visitor.log[::2]] == ["one", "three"]
    assert len({body["sender"] for body in rasa.heard}) == 1


def test_two_tabs_do_not_mix(client, rasa):
    one, other = PlainBrowser(client), PlainBrowser(client)
    one.send("secret of one")
    other.send("hello from the other")
    assert "secret" not in other.html
    assert rasa.heard[0]["sender"] != rasa.heard[1]["sender"]


def test_a_transcript_of_another_conversation_is_not_shown(client):
    one, other = PlainBrowser(client), PlainBrowser(client)
    one.send("secret of one")
    other.send("hello", transcript=one.page.fields["transcript"])
    assert "secret" not in other.html


@pytest.mark.parametrize("forged", ["", "x", "x" * 50_000, "é", ".eJw", "WyJhIl0.AAAA"])
def test_forged_fields_start_afresh(visitor, forged):
    visitor.send("first")
    visitor.send("hello", conversation=forged, transcript=forged)
    assert visitor.status == 200
    assert len(visitor.log) == 2


def test_nothing_typed_is_an_error_by_the_field(visitor, rasa, wording):
    visitor.send("no food")
    visitor.send("  ")
    assert visitor.status == 200
    assert len(rasa.heard) == 1
    assert "<title>Error: " in visitor.html
    box = next(attributes for tag, attributes in visitor.page.elements if tag == "textarea")
    assert box["aria-invalid"] == "true"
    assert "message-error" in box["aria-describedby"]
    assert wording.say("utter_empty") in visitor.html
    assert len(visitor.log) == 2


def test_nothing_typed_first_keeps_the_starting_choices(visitor, wording):
    visitor.send("")
    assert [button.title for button in wording.message("utter_welcome").buttons] == list(visitor.page.buttons)


@pytest.mark.parametrize("text", ["x" * 10_000, "食" * 10_000])
def test_too_long_a_message_is_given_back_to_shorten(visitor, rasa, wording, text):
    visitor.send(text)
    assert visitor.status == 200
    assert wording.say("utter_too_long") in visitor.log[-1]
    assert visitor.page.fields["message"] == text


def test_rasa_down_is_a_page_with_numbers_and_the_words_back(visitor, rasa, wording):
    rasa.hangs_up()
    visitor.send("no food")
    assert visitor.status == 200
    assert safety.snapshot()["samaritans"].phone in visitor.log[-1]
    assert visitor.page.fields["message"] == "no food"
    rasa.says([{"text": "Here."}])
    visitor.send(visitor.page.fields["message"])
    assert visitor.log[-1].endswith("Here.")


def test_too_fast_is_a_page_too(make_app, wording):
    visitor = PlainBrowser(make_app(limit_per_conversation="1/minute").test_client())
    visitor.send("one").send("two")
    assert visitor.status == 200
    assert wording.say("utter_slow_down") in visitor.log[-1]
    assert visitor.page.fields["message"] == "two"


def test_too_large_a_form_is_refused_in_words(client, wording):
    response = client.post("/", data={"message": "x" * 300_000})
    assert response.status_code == 413
    assert wording.say("utter_too_long").split(".")[0] in response.text


def test_an_ended_conversation_stays_readable_and_its_choices_end(visitor, rasa, clock, wording):
    rasa.says([{"text": "Which?", "buttons": [{"title": "Old", "payload": "/old"}]}])
    visitor.send("help")
    clock.pass_minutes(61)
    rasa.says([{"text": "Hello again."}])
    visitor.send("are you there")
    assert "Which?" in visitor.log[1]
    assert wording.say("utter_expired") in visitor.log[3]
    assert visitor.page.buttons == {}


def test_a_page_left_open_before_the_first_message_has_not_ended(visitor, rasa, clock, wording):
    clock.pass_minutes(600)
    visitor.press(wording.message("utter_welcome").buttons[0].title)
    assert wording.say("utter_expired") not in visitor.html
    assert len(rasa.heard) == 1


def test_saying_nothing_does_not_keep_a_conversation_alive(visitor, clock, wording):
    visitor.send("help")
    clock.pass_minutes(40)
    visitor.send("")
    clock.pass_minutes(40)
    visitor.send("help")
    assert wording.say("utter_expired") in visitor.html


def test_personal_identifiers_are_not_shown_again(visitor):
    visitor.send("im jo@example.org in cv11")
    assert "im [removed] in cv11" in visitor.log[0]
    assert "jo@example.org" not in visitor.html


def test_a_long_talk_keeps_its_last_turns_and_says_so(visitor, rasa):
    rasa.says(answer(*[card(name=f"Service {place} of the county", bring="A bag. " * 40) for place in range(5)]))
    for number in range(15):
        visitor.send(f"message {number}")
    assert visitor.status == 200
    assert len(visitor.html) < 200_000
    assert len(visitor.page.fields["transcript"]) <= 24_000
    assert "message 14" in visitor.log[-2]
    assert "no longer shown" in visitor.html


def test_what_is_typed_is_never_markup(visitor, rasa):
    rasa.says([{"text": XSS, "buttons": [{"title": XSS, "payload": XSS}]}])
    visitor.send(XSS)
    assert "<script>alert" not in visitor.html
    assert "<img" not in visitor.html


@pytest.mark.parametrize(
    "field", ["name", "organization", "address", "phone", "website", "hours", "eligibility", "bring"]
)
def test_no_field_of_a_card_is_markup(visitor, rasa, field):
    rasa.says(answer(card(**{field: XSS})))
    visitor.send("no food")
    assert "<script>alert" not in visitor.html
    assert "<img" not in visitor.html


@pytest.mark.parametrize("name", ["open", "hours", "referral", "cost", "checked", "contact", "alert", "distance"])
def test_no_label_of_a_card_is_markup(visitor, rasa, name):
    rasa.says(answer(card(labels={name: XSS})))
    visitor.send("no food")
    assert "&lt;script&gt;alert" in visitor.html
    assert "<script>alert" not in visitor.html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "JaVaScRiPt:alert(1)"]
)
def test_a_website_that_is_none_is_no_link(visitor, rasa, address):
    rasa.says(answer(card(website=address)))
    visitor.send("no food")
    links = [attributes.get("href", "") for tag, attributes in visitor.page.elements if tag == "a"]
    assert address not in links


def test_a_message_in_another_script_knows_its_direction(visitor):
    visitor.send("أحتاج طعام")
    assert '<p dir="auto">أحتاج طعام</p>' in visitor.html


def test_no_page_sets_a_cookie_or_asks_anybody_else_for_anything(client):
    for address in ("/", "/about", "/privacy", "/accessibility", "/nothing-here"):
        response = client.get(address)
        browser_sees = PlainBrowser(client).page if address == "/" else None
        assert "Set-Cookie" not in response.headers
        for outside in ('src="http', "@import", "url(http", '<link rel="stylesheet" href="http'):
            assert outside not in response.text
        assert browser_sees is None or browser_sees.fields["conversation"]
