"""Text me these: from a list in the chat to texts in the outbox, as browsers without JavaScript and attackers go there."""

from __future__ import annotations

import re
import shutil
import threading
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError
from werkzeug.serving import WSGIRequestHandler, make_server

from channels.sms.card_lines import card_line
from channels.sms.console import Console
from channels.sms.models import OutboundState, SmsContact, SmsOutbound
from channels.sms.privacy import Sealed
from channels.sms.spending import Spend
from database import make_engine, make_sessions
from database.migrate import upgrade
from tests.conftest import postgres_schema
from tests.website.card_factories import answer, card
from tests.website.conftest import SECRET
from tests.website.plain_browser import PlainBrowser
from website.sms.routes import SmsDoor
from website.text_me.cards import OfferedCard, offered_cards, texts_of
from website.text_me.forms import in_groups, read_asked, uk_mobile
from website.text_me.tokens import TextMeTokens
from worker.sending import Sender

NUMBER, E164, GROUPED = "07700 900123", "+447700900123", "07700 900 123"
OPENING = "You asked for these on the Warwickshire County Council website. STOP to end."
ADDRESSES = ("/text-me", "/text-me/check", "/text-me/send")


def good(name: str, **others: Any) -> dict[str, Any]:
    """A card of which nothing is doubtful."""
    return card(name=name, **{"confirmed": True, "freshness": "fresh", "distance_miles": 1.2, **others})


THREE = (
    good("Example Foodbank"),
    good("Other Pantry", phone="01926 555 123"),
    good("Third Kitchen", postcode="CV12 1AA"),
)


class Form:
    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.fields: list[tuple[str, str]] = []
        self.boxes: list[dict[str, str]] = []
        self.buttons: dict[str, dict[str, str]] = {}

    def filled(self, *, choose: tuple[int, ...] | None = None, **others: str) -> dict[str, Any]:
        """What a browser would post."""
        body: dict[str, Any] = {**dict(self.fields), **others}
        if self.boxes:
            ticked = [box["value"] for box in self.boxes if "checked" in box]
            body["card"] = ticked if choose is None else [str(place) for place in choose]
        return body


class Page(HTMLParser):
    """The forms of a page, its headings, its words, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.forms, self.words = html, [], ""
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._form: Form | None = None
        self._button: str | None = None
        self._in_text = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.elements.append((tag, found))
        if tag == "form":
            self._form = Form(found)
            self.forms.append(self._form)
        elif tag == "input" and self._form:
            if found.get("type") == "checkbox":
                self._form.boxes.append(found)
            else:
                self._form.fields.append((found["name"], found.get("value", "")))
        elif tag == "button" and self._form:
            self._button, self._attributes = "", found
        elif tag == "p" and "sms" in found.get("class", ""):
            self._in_text = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "button" and self._button is not None:
            if self._form:
                self._form.buttons[self._button] = self._attributes
            self._button = None
        elif tag == "p":
            self._in_text = False

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._button is not None:
            self._button += data
        if self._in_text:
            self.texts[-1] += data

    def form(self, action: str) -> Form:
        return next(form for form in self.forms if form.attributes["action"] == action)

    def by_id(self, its_id: str) -> dict[str, str]:
        return next(attributes for _, attributes in self.elements if attributes.get("id") == its_id)


class Resident:
    """Goes through the steps; `response` is the last one, whole."""

    def __init__(self, client: Any, rasa: Any) -> None:
        self._client, self._rasa = client, rasa
        self.address = "192.0.2.1"
        self.went: list[Any] = []

    def post(self, address: str, fields: dict[str, Any]) -> Page:
        self.response = self._client.post(address, data=fields, environ_base={"REMOTE_ADDR": self.address})
        self.went.append(self.response)
        return Page(self.response.text)

    def offer(self, *cards: dict[str, Any], **others: Any) -> str:
        """The token under a list; "" where there is none."""
        self._rasa.says(answer(*(cards or THREE), **others))
        (message,) = self._client.post("/chat/messages", json={"message": "no food cv11"}).json["messages"]
        assert message["custom"]["type"] == "service_cards"
        return message.get("text_me", "")

    def first_step(self, *cards: dict[str, Any]) -> Page:
        return self.post("/text-me", {"cards": self.offer(*cards)})

    def check(self, *cards: dict[str, Any], number: str = NUMBER, choose: tuple[int, ...] | None = None) -> Page:
        form = self.first_step(*cards).form("/text-me/check")
        return self.post("/text-me/check", form.filled(choose=choose, number=number))

    def confirmed(self, *cards: dict[str, Any], **others: Any) -> dict[str, Any]:
        """The filled form of the second step."""
        return self.check(*cards, **others).form("/text-me/send").filled()

    def send(self, *cards: dict[str, Any], **others: Any) -> Any:
        self.post("/text-me/send", self.confirmed(*cards, **others))
        return self.response


class Phone:
    """A provider that remembers what it was told to send."""

    name = "console"

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []

    def send(self, number: str, words: str, reference: str) -> str:
        self.got.append((number, words))
        return f"sent-{len(self.got)}"


class Outbox:
    def __init__(self, door: SmsDoor, now: datetime) -> None:
        self._door, self._now = door, now

    def rows(self) -> list[SmsOutbound]:
        with self._door.sessions() as session:
            return list(session.execute(select(SmsOutbound).order_by(SmsOutbound.id)).scalars())

    def texts(self) -> list[str]:
        return [self._door.sealed.open(row.text) for row in self.rows()]

    def opt_out(self, number: str) -> None:
        with self._door.sessions.begin() as session:
            session.add(SmsContact(key=self._door.sealed.contact(number), opted_out_at=self._now))

    def worker_sends(self) -> list[tuple[str, str]]:
        phone = Phone()
        sender = Sender(
            self._door.sessions, self._door.sealed, {"console": phone}, Spend(2.4, 2_000), lambda: self._now
        )
        while sender.send_one():
            pass
        return phone.got


on_each_database = pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def engine(request, empty_file, tmp_path):
    if getattr(request, "param", "sqlite") == "postgres":
        for engine in postgres_schema("text_me"):
            upgrade(engine)
            yield engine
        return
    engine = make_engine(f"sqlite:///{shutil.copy(empty_file, tmp_path / 'signpost.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def door(engine) -> SmsDoor:
    return SmsDoor(make_sessions(engine), Sealed(SECRET), {"console": Console()}, "http://localhost")


@pytest.fixture
def app(make_app, door):
    return make_app(sms=door, rasa_timeout_seconds=5)


@pytest.fixture
def resident(app, rasa) -> Resident:
    return Resident(app.test_client(), rasa)


@pytest.fixture
def outbox(door, clock) -> Outbox:
    return Outbox(door, datetime.fromtimestamp(clock(), UTC))


def lines_of(*cards: dict[str, Any], wording: Any) -> list[str]:
    """As they stand in a text: numbered, and without what is true only now."""
    return [card_line(number, {**one, "open": None}, wording) for number, one in enumerate(cards, start=1)]


# Offering


def test_a_list_without_javascript_ends_in_a_form_of_its_own_that_opens_a_new_page(app, rasa):
    visitor = PlainBrowser(app.test_client())
    rasa.says(answer(*THREE))
    visitor.send("no food cv11")
    page = Page(visitor.html)
    offered, blank = (form for form in page.forms if form.attributes["action"] == "/text-me")
    assert offered.attributes == {
        "class": "text-me",
        "method": "post",
        "action": "/text-me",
        "target": "_blank",
        "rel": "noopener",
    }
    assert [name for name in offered.buttons if name.startswith("Text me these")]
    assert len(dict(offered.fields)["cards"]) > 100
    # The script fills this one from JSON.
    assert dict(blank.fields) == {"cards": ""}
    assert page.html.index("text-me-template") < page.html.rindex('action="/text-me"')
    # And the conversation goes on in its own form.
    visitor.send("more")
    assert len(visitor.log) == 4


def test_the_list_of_an_earlier_turn_can_still_be_texted(app, rasa, resident):
    visitor = PlainBrowser(app.test_client())
    rasa.says(answer(*THREE))
    visitor.send("no food cv11")
    rasa.says([{"text": "You are welcome."}])
    visitor.send("thanks")
    offered, _ = (form for form in Page(visitor.html).forms if form.attributes["action"] == "/text-me")
    assert "Other Pantry" in resident.post("/text-me", offered.filled()).words


def test_json_has_the_same_offer_beside_the_cards(resident, app):
    token = resident.offer(*THREE)
    cards = app.extensions["text_me"].tokens.offer(token)
    assert [one.name for one in cards] == ["Example Foodbank", "Other Pantry", "Third Kitchen"]


def test_without_a_provider_nothing_is_offered_and_there_is_no_such_page(client, rasa):
    rasa.says(answer(*THREE))
    message = client.post("/chat/messages", json={"message": "no food"}).json["messages"][0]
    assert set(message) == {"text", "buttons", "custom"}
    visitor = PlainBrowser(client)
    visitor.send("no food cv11")
    assert "text-me" not in visitor.html
    assert client.post("/text-me", data={"cards": "x"}).status_code == 404


@pytest.mark.parametrize("needs", [["domestic_abuse"], ["food", "domestic_abuse"]])
def test_a_list_about_domestic_abuse_is_never_offered_because_a_phone_may_be_shared(app, rasa, resident, needs):
    assert resident.offer(*THREE, needs=needs) == ""
    assert resident.offer(*THREE, needs=["food"]) != ""
    visitor = PlainBrowser(app.test_client())
    rasa.says(answer(*THREE, needs=needs))
    visitor.send("he hits me")
    assert "Other Pantry" in visitor.log[-1]
    assert [form.filled() for form in Page(visitor.html).forms if form.attributes["action"] == "/text-me"] == [
        {"cards": ""}
    ]


def test_one_card_about_domestic_abuse_in_another_list_is_enough(resident):
    assert resident.offer(*THREE, good("Refuge", needs=["domestic_abuse"])) == ""


@pytest.mark.parametrize("custom", [None, {}, {"type": "question"}, {"type": "service_cards", "cards": []}])
def test_a_message_without_cards_offers_nothing(custom, wording):
    assert offered_cards(custom, wording) == ()


def test_an_offer_of_the_longest_list_weighs_little(resident):
    cards = [
        good(f"Service number {place} of the county with a long name", phone=f"024 7634 12{place}4")
        for place in range(6)
    ]
    assert len(resident.offer(*cards)) < 1_000


# The first step


def test_the_first_step_asks_for_a_number_with_every_card_ticked(resident):
    page = resident.first_step(*THREE)
    form = page.form("/text-me/check")
    assert resident.response.status_code == 200
    assert [box["value"] for box in form.boxes if "checked" in box] == ["0", "1", "2"]
    labels = {attributes["for"] for tag, attributes in page.elements if tag == "label"}
    assert labels == {"number", *(box["id"] for box in form.boxes)}
    field = page.by_id("number")
    assert (field["type"], field["autocomplete"], field["value"]) == ("tel", "tel", "")
    assert field["aria-describedby"] == "number-hint" and page.by_id("number-hint")
    assert "Example Foodbank" in page.words and "Third Kitchen" in page.words


def test_the_first_step_says_what_will_happen(resident):
    words = " ".join(resident.first_step(*THREE).words.split())
    assert "We send what you choose as one text, from Signpost of Warwickshire County Council. It is free" in words
    assert "delete it when the texts are sent" in words
    assert "Do not send this to a phone that somebody you fear can read." in words


def test_the_first_step_says_two_texts_where_it_may_be_two(resident):
    words = " ".join(resident.first_step(*long_list()).words.split())
    assert "as one or two texts, from Signpost of Warwickshire County Council. They are free" in words


def test_nothing_is_sent_before_it_is_confirmed(resident, outbox):
    resident.check()
    assert outbox.rows() == []


# What was typed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a mobile number"),
        ("   ", "Enter a mobile number"),
        *(
            (typed, "Enter a UK mobile number, like 07700 900123. Other numbers cannot get our texts")
            for typed in (
                "01926 410410",
                "+33 6 12 34 56 78",
                "07624 123456",
                "07797 712345",
                "07012 345678",
                "07700 90012",
                "0800 1111",
                "60777",
                "my number",
                "07700 9OO123",
                "7" * 5_000,
            )
        ),
    ],
)
def test_a_number_that_cannot_be_texted_is_an_error_by_the_field(resident, outbox, typed, words):
    page = resident.check(number=typed)
    assert resident.response.status_code == 400
    assert "<title>Error: " in page.html
    assert page.words.count(words) == 2
    assert ("a", {"href": "#number"}) in page.elements
    field = page.by_id("number")
    assert field["aria-invalid"] == "true" and field["aria-describedby"] == "number-hint number-error"
    assert page.by_id("number-error")["class"] == "error"
    assert field["value"] == typed[:40]
    assert outbox.rows() == []


def test_nothing_chosen_is_an_error_by_the_boxes_and_keeps_the_number(resident):
    page = resident.check(choose=())
    assert resident.response.status_code == 400
    assert page.words.count("Choose at least one service") == 2
    assert ("a", {"href": "#card-0"}) in page.elements and page.by_id("card-0")
    assert ("fieldset", {"aria-describedby": "card-error"}) in page.elements and page.by_id("card-error")
    assert page.by_id("number")["value"] == NUMBER and "aria-invalid" not in page.by_id("number")


def test_an_error_in_the_number_keeps_what_was_chosen(resident):
    page = resident.check(number="", choose=(1,))
    assert [box["value"] for box in page.form("/text-me/check").boxes if "checked" in box] == ["1"]


def test_both_errors_stand_in_one_summary(resident):
    page = resident.check(number="", choose=())
    summary = next(attributes for tag, attributes in page.elements if attributes.get("role") == "alert")
    assert summary["aria-labelledby"] == "problem" and page.by_id("problem")
    assert [attributes["href"] for tag, attributes in page.elements if attributes.get("href", "").startswith("#")][
        1:
    ] == [
        "#card-0",
        "#number",
    ]


def test_an_error_can_be_put_right_from_its_page(resident, outbox):
    page = resident.check(number="")
    page = resident.post("/text-me/check", page.form("/text-me/check").filled(number=NUMBER))
    resident.post("/text-me/send", page.form("/text-me/send").filled())
    assert len(outbox.rows()) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "07700900000",
        "07700 900999",
        "+447700900123",
        "+44 (0)7700 900 123",
        " 07700-900-123 ",
        "447400 123456",
        "07400123456",
    ],
)
def test_a_uk_mobile_is_taken_however_it_is_written(typed):
    assert re.fullmatch(r"\+447\d{9}", uk_mobile(typed))


def test_a_number_is_shown_in_groups():
    assert in_groups(E164) == GROUPED


def test_boxes_that_we_did_not_show_choose_nothing():
    asked = read_asked(["1", "1", "7", "-1", "x", "٠"], NUMBER, 3)
    assert (asked.chosen, asked.number, asked.errors) == ((1,), E164, {})


# The second step


def test_the_second_step_shows_the_number_and_the_very_texts_that_are_sent(resident, outbox):
    page = resident.check(choose=(0, 2))
    assert GROUPED in page.words
    shown = page.texts
    assert list(page.form("/text-me/send").buttons) == ["Send", "Change"]
    resident.post("/text-me/send", page.form("/text-me/send").filled())
    assert outbox.texts() == shown


def test_several_texts_are_numbered(resident):
    page = resident.check(*long_list())
    assert len(page.texts) == 2
    assert "Text 1 of 2" in page.words and "Text 2 of 2" in page.words and "The 2 texts we send" in page.words


def test_change_goes_back_with_the_number_and_the_choice(resident):
    form = resident.check(choose=(1,)).form("/text-me/send")
    address = form.buttons["Change"]["formaction"]
    page = resident.post(address, form.filled())
    again = page.form("/text-me/check")
    assert [box["value"] for box in again.boxes if "checked" in box] == ["1"]
    assert len(again.boxes) == 3
    assert page.by_id("number")["value"] == GROUPED
    assert resident.post("/text-me/check", again.filled(choose=(2,), number="07700 900456")).texts[0].count("\n") == 1
    assert "07700 900 456" in resident.response.text


# What is sent


def test_the_text_holds_exactly_the_chosen_cards_after_the_opening(resident, outbox, wording):
    resident.send(choose=(0, 2))
    first, _, third = lines_of(*THREE, wording=wording)
    (row,) = outbox.rows()
    assert outbox.texts() == [f"{OPENING}\n{first}\n{third}"]
    assert first.startswith("1 Example Foodbank") and third.startswith("3 Third Kitchen")
    assert (row.kind, row.provider, row.state, row.segments, row.inbound_id) == ("cards", "console", "waiting", 2, None)


def long_list() -> list[dict[str, Any]]:
    return [
        good(f"The {place}. long name of a service that takes its place in a text", hours_short="Mon-Fri 9-5pm")
        for place in range(6)
    ]


def test_a_long_list_goes_as_texts_of_three_segments_with_every_line_once_and_in_order(resident, outbox, wording):
    resident.send(*long_list())
    assert all(row.segments <= 3 for row in outbox.rows())
    assert [row.part for row in outbox.rows()] == [0, 1]
    assert "\n".join(outbox.texts()).split("\n") == [OPENING, *lines_of(*long_list(), wording=wording)]
    assert [words for _, words in outbox.worker_sends()] == Page(resident.went[-2].text).texts


def test_even_the_longest_names_make_no_text_of_more_than_three_segments(wording):
    cards = [
        OfferedCard("n", f"{place} {'Long name ' * 20}under 1mi voucher needed 024 7634 1234", True)
        for place in range(6)
    ]
    texts = texts_of(cards, wording, "The County Council of a Very Long Name Indeed")
    assert all(text.segments <= 3 for text in texts)
    for one in cards:
        assert sum(one.line in text.text for text in texts) == 1


def test_whether_it_is_open_now_is_not_texted_since_nobody_knows_when_it_is_read(resident, outbox, wording):
    one = good("Example Foodbank", open={"state": "open", "until": None, "next": None})
    assert wording.say("utter_sms_open_now", "sms") in card_line(1, one, wording)
    resident.send(one)
    assert wording.say("utter_sms_open_now", "sms") not in outbox.texts()[0]


@pytest.mark.parametrize("doubtful", [{"freshness": "lapsed"}, {"confirmed": False}])
def test_facts_that_may_be_old_say_so_only_where_such_a_card_was_chosen(resident, outbox, wording, doubtful):
    cards = (good("Sure"), good("Doubtful", **doubtful))
    resident.send(*cards, choose=(0,))
    resident.send(*cards, choose=(1,))
    ring_first = wording.say("utter_sms_ring_first", "sms")
    assert [ring_first in words for words in outbox.texts()] == [False, True]


def test_the_number_is_unreadable_in_the_database_and_gone_once_sent(resident, outbox, engine, tmp_path):
    resident.send()
    engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("signpost.db*"))
    assert b"sms_outbound" in kept
    for secret in (b"7700900123", b"7700 900123", b"Example Foodbank"):
        assert secret not in kept
    got = outbox.worker_sends()
    assert [number for number, _ in got] == [E164] and "Example Foodbank" in got[0][1]
    (row,) = outbox.rows()
    assert (row.state, row.number) == ("sent", None)


def test_the_first_configured_provider_is_taken(make_app, door):
    one = Console()
    for names, chosen in ((("console", "twilio", "notify"), "notify"), (("console", "twilio"), "twilio")):
        app = make_app(sms=SmsDoor(door.sessions, door.sealed, dict.fromkeys(names, one), "http://localhost"))
        assert app.extensions["text_me"].provider == chosen


# Once


@on_each_database
def test_a_form_sent_twice_sends_once_and_looks_the_same(resident, outbox):
    form = resident.confirmed(*long_list())
    for _ in range(9):
        resident.post("/text-me/send", form)
        assert (resident.response.status_code, resident.response.headers["Location"]) == (303, "/text-me/sent")
    assert len(outbox.rows()) == 2
    assert len(outbox.worker_sends()) == 2
    resident.post("/text-me/send", form)
    assert outbox.worker_sends() == []


@on_each_database
def test_a_double_click_sends_once(app, resident, outbox):
    form, together, statuses = resident.confirmed(), threading.Barrier(4), []

    def click() -> None:
        client = app.test_client()
        together.wait()
        statuses.append(client.post("/text-me/send", data=form).status_code)

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 4
    assert len(outbox.rows()) == 1


def test_the_last_page_can_be_loaded_again(resident, app, outbox):
    client = app.test_client()
    address = resident.send().headers["Location"]
    for _ in range(3):
        assert "If this number takes our texts" in client.get(address).text
    assert len(outbox.rows()) == 1


def test_the_same_list_can_be_sent_to_another_phone(resident, outbox):
    resident.send()
    resident.send(number="07700 900456")
    assert len({row.contact for row in outbox.rows()}) == 2


# Forged, edited, too old


def begins_again(resident: Resident, page: Page) -> bool:
    return (
        resident.response.status_code == 400
        and "Ask for the list again" in page.words
        and "Please ask again" in page.words
    )


def edited(token: str) -> list[str]:
    """Each part changed in one letter, cut, swapped and emptied."""
    body, _, signature = token.rpartition(".")
    other = "A" if body[10] != "A" else "B"
    return [
        f"{body[:10]}{other}{body[11:]}.{signature}",
        f"{body}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}",
        body,
        f"{body}.",
        token[:-1],
        token + "A",
        "",
        "é",
        "x" * 20_000,
    ]


def test_an_edited_offer_is_refused_at_both_steps_that_take_one(resident, outbox):
    token = resident.offer()
    for wrong in edited(token):
        assert begins_again(resident, resident.post("/text-me", {"cards": wrong}))
        assert begins_again(resident, resident.post("/text-me/check", {"cards": wrong, "card": "0", "number": NUMBER}))
    assert "Text these" in resident.post("/text-me", {"cards": token}).words
    assert outbox.rows() == []


def test_an_edited_confirmation_is_refused(resident, outbox):
    form = resident.confirmed()
    for wrong in edited(form["confirmation"]):
        assert begins_again(resident, resident.post("/text-me/send", {"confirmation": wrong}))
        assert begins_again(resident, resident.post("/text-me", {"confirmation": wrong}))
    assert outbox.rows() == []
    resident.post("/text-me/send", form)
    assert len(outbox.rows()) == 1


def test_a_token_made_with_another_secret_is_refused(resident, clock, outbox):
    theirs = TextMeTokens("another-secret-that-is-long-enough-too", clock=clock)
    token = theirs.offer_token([OfferedCard("Free money", "1 Free money evil.example", False)])
    assert theirs.offer(token) is not None
    assert begins_again(resident, resident.post("/text-me", {"cards": token}))


def test_a_token_serves_only_its_own_purpose(resident, app, outbox):
    offer, confirmation = resident.offer(), resident.confirmed()["confirmation"]
    conversation = app.test_client().post("/chat/messages", json={"message": "hi"}).json["conversation"]
    for token in (offer, conversation):
        assert begins_again(resident, resident.post("/text-me/send", {"confirmation": token}))
    for token in (confirmation, conversation):
        assert begins_again(resident, resident.post("/text-me/check", {"cards": token, "card": "0", "number": NUMBER}))
    assert outbox.rows() == []


def test_number_and_words_posted_beside_the_token_change_nothing(resident, outbox):
    form = resident.confirmed()
    resident.post("/text-me/send", {**form, "number": "07700 900999", "card": "1", "text": "evil", "cards": "evil"})
    assert [number for number, _ in outbox.worker_sends()] == [E164]


def test_an_offer_and_a_confirmation_are_good_for_one_hour(resident, clock, outbox):
    offer, form = resident.offer(), resident.confirmed()
    clock.pass_minutes(60)
    assert "Text these" in resident.post("/text-me", {"cards": offer}).words
    clock.pass_minutes(1)
    assert begins_again(resident, resident.post("/text-me", {"cards": offer}))
    assert begins_again(resident, resident.post("/text-me/send", form))
    assert outbox.rows() == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_opened_by_itself_says_to_ask_in_the_chat(app, address):
    response = app.test_client().get(address)
    assert response.status_code == 400
    assert "Please ask again" in response.text and 'href="/"' in response.text


# Limits


def test_one_address_sends_five_lists_an_hour(resident, outbox):
    statuses = [resident.send(number=f"07700 90012{place}").status_code for place in range(6)]
    assert statuses == [303] * 5 + [429]
    assert len(outbox.rows()) == 5
    words = " ".join(Page(resident.response.text).words.split())
    assert "Too many texts for now" in words and "try again in an hour" in words and "01926 410410" in words
    resident.address = "192.0.2.2"
    assert resident.send(number="07700 900129").status_code == 303


def test_one_number_gets_three_lists_an_hour_from_whatever_address(resident, outbox):
    statuses = []
    for place, typed in enumerate(("07700 900123", "+447700900123", "07700-900123", "447700900123")):
        resident.address = f"192.0.2.{place + 10}"
        statuses.append(resident.send(number=typed).status_code)
    assert statuses == [303] * 3 + [429]
    assert len(outbox.rows()) == 3
    resident.address = "192.0.2.99"
    assert resident.send(number="07700 900456").status_code == 303


@on_each_database
def test_both_limits_say_the_same_so_that_nobody_learns_of_texts_to_another_phone(resident):
    for _ in range(4):
        resident.send()
    by_number = resident.response
    for place in range(3):
        resident.send(number=f"07700 90045{place}")
    assert (by_number.status_code, resident.response.status_code) == (429, 429)
    assert by_number.text == resident.response.text


def test_a_form_sent_again_is_not_counted_again(resident):
    form = resident.confirmed()
    for _ in range(10):
        resident.post("/text-me/send", form)
    assert resident.send().status_code == 303


def test_the_limit_counts_a_digest_and_never_the_number(resident, app, door):
    resident.send()
    counted = " ".join(app.extensions["text_me"].counters._storage.storage)
    assert door.sealed.contact(E164) in counted
    assert "7700900123" not in counted


# Those who said STOP


def test_a_number_that_said_stop_gets_nothing_and_every_page_is_the_same(resident, outbox):
    outbox.opt_out(E164)
    resident.send()
    refused = resident.went
    resident.went = []
    resident.send(number="07700 900456")
    assert [one.status_code for one in refused] == [one.status_code for one in resident.went] == [200, 200, 303]
    for one, other in zip(refused, resident.went, strict=True):
        assert comparable(one) == comparable(other)
    assert [number for number, _ in outbox.worker_sends()] == ["+447700900456"]


def comparable(response: Any) -> tuple[str, str]:
    """A page without its tokens and the number itself."""
    page = re.sub(r'value="[^"]{60,}"', "", response.text)
    return re.sub(r"07700 900 ?\d{3}", "", page), response.headers.get("Location", "")


def test_of_a_number_that_said_stop_neither_number_nor_words_are_stored(resident, outbox):
    outbox.opt_out(E164)
    resident.send()
    (row,) = outbox.rows()
    assert (row.state, row.code, row.number, row.text) == (OutboundState.HELD, "opted_out", None, None)


@on_each_database
def test_neither_a_form_sent_again_nor_the_limit_shows_who_said_stop(resident, outbox):
    outbox.opt_out(E164)
    form = resident.confirmed()
    for _ in range(9):
        resident.post("/text-me/send", form)
        assert resident.response.status_code == 303
    assert [resident.send().status_code for _ in range(3)] == [303, 303, 429]


def test_a_number_that_wrote_and_did_not_say_stop_gets_its_texts(resident, outbox, door):
    with door.sessions.begin() as session:
        session.add(SmsContact(key=door.sealed.contact(E164)))
    resident.send()
    assert len(outbox.worker_sends()) == 1


# When the database fails


@on_each_database
@pytest.mark.parametrize("moment", ["before_cursor_execute", "commit"])
def test_a_database_that_fails_is_the_usual_page_with_nothing_half_done(resident, outbox, engine, caplog, moment):
    form = resident.confirmed(*long_list())

    def fail(*_: Any) -> None:
        raise OperationalError("INSERT +447700900123", {}, Exception("disk full"))

    event.listen(engine, moment, fail)
    page = resident.post("/text-me/send", form)
    event.remove(engine, moment, fail)
    assert resident.response.status_code == 503
    assert "I cannot look things up right now" in page.words
    assert "OperationalError" in caplog.text and "900123" not in caplog.text
    assert outbox.rows() == []
    resident.post("/text-me/send", form)
    assert resident.response.status_code == 303
    assert len(outbox.rows()) == 2


def test_a_database_that_fails_costs_nobody_their_share(resident, engine):
    form = resident.confirmed()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE sms_outbound RENAME TO gone"))
    for _ in range(8):
        resident.post("/text-me/send", form)
        assert resident.response.status_code == 503
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO sms_outbound"))
    assert resident.send().status_code == 303


def test_a_row_refused_for_another_reason_is_not_taken_for_sent(resident, engine):
    form = resident.confirmed()
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER no BEFORE INSERT ON sms_outbound BEGIN SELECT RAISE(ABORT, 'refused'); END")
        )
    resident.post("/text-me/send", form)
    assert resident.response.status_code == 503


# Privacy and the look of the pages


def test_number_and_text_stand_in_no_log_and_no_address(resident, engine, caplog):
    caplog.set_level("DEBUG")
    resident.check(number="07700 9001234")
    resident.send()
    form = resident.confirmed()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE sms_outbound RENAME TO gone"))
    resident.post("/text-me/send", form)
    assert resident.response.status_code == 503
    assert "could not be stored" in caplog.text
    addresses = " ".join(
        [one.request.url for one in resident.went]
        + [one.headers.get("Location", "") for one in resident.went]
        + [form.attributes["action"] for one in resident.went for form in Page(one.text).forms]
    )
    assert "/text-me/send" in addresses
    for place in (caplog.text, addresses):
        assert "Foodbank" not in place
        assert "900123" not in re.sub(r"\D", "", re.sub(r"[0-9a-f]{32,}", "", place))
    assert "?" not in addresses


def pages_of(resident: Resident, app: Any) -> dict[str, Any]:
    """Every page of the feature by name."""
    made = {"ask": (resident.first_step(), resident.response), "check": (resident.check(), resident.response)}
    made["errors"] = (resident.check(number="", choose=()), resident.response)
    made["begin again"] = (resident.post("/text-me", {}), resident.response)
    made["several"] = (resident.check(*long_list()), resident.response)
    for _ in range(4):
        limited = resident.send()
    assert limited.status_code == 429
    made["too many"] = (Page(limited.text), limited)
    done = app.test_client().get("/text-me/sent")
    made["sent"] = (Page(done.text), done)
    return made


def test_no_page_sets_a_cookie_stores_anything_or_loosens_the_headers(resident, app):
    chat = app.test_client().get("/").headers["Content-Security-Policy"]
    for name, (page, response) in pages_of(resident, app).items():
        assert "Set-Cookie" not in response.headers, name
        assert response.headers["Cache-Control"] == "no-store", name
        assert response.headers["Content-Security-Policy"] == chat, name
        assert not any(tag == "script" for tag, _ in page.elements), name
        assert ("meta", {"name": "robots", "content": "noindex"}) in page.elements, name


def test_every_page_is_sound_html_with_headings_in_order(resident, app):
    for name, (page, _) in pages_of(resident, app).items():
        ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
        headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert len(ids) == len(set(ids)), name
        assert headings.count(1) == 1, name
        assert headings[0] == 1, name
        assert all(later - earlier <= 1 for earlier, later in zip(headings, headings[1:], strict=False)), name
        described = " ".join(attributes.get("aria-describedby", "") for _, attributes in page.elements).split()
        assert set(described) <= set(ids), name
        assert not any("style" in attributes or "onclick" in attributes for _, attributes in page.elements), name
        for tag, attributes in page.elements:
            assert tag != "a" or attributes.get("href"), name
            assert int(attributes.get("tabindex", "0")) <= 0, name


XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_no_name_and_nothing_typed_is_markup(resident):
    page = resident.check(good(XSS), number=XSS)
    assert "<script>alert" not in page.html and "<img" not in page.html
    page = resident.check(good(XSS))
    assert "<script>alert" not in page.html and "<img" not in page.html
    assert XSS.split(">")[1] in page.texts[0]


@pytest.fixture
def narrow_chat(app, chromium_path):
    """A telephone's real browser before a real server, 320 pixels wide, at the chat."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(chromium_path), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = chromium.new_page(viewport={"width": 320, "height": 640})
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        chromium.close()
    server.shutdown()
    server.server_close()
    thread.join()


class Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


@pytest.mark.chromium
def test_with_the_script_a_list_is_sent_by_keyboard_on_a_narrow_screen_and_the_chat_stays(narrow_chat, rasa, outbox):
    rasa.says(answer(*long_list()))
    narrow_chat.fill("[name=message]", "no food cv11")
    narrow_chat.keyboard.press("Enter")
    with narrow_chat.expect_popup() as opened:
        narrow_chat.press(".log .text-me button", "Enter")
    page = opened.value
    widths = []
    page.uncheck("#card-1")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.press("#number", "Enter")
    page.wait_for_selector("#number-error")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.fill("#number", NUMBER)
    page.press("#number", "Enter")
    page.wait_for_selector(".preview")
    shown = page.locator(".preview").all_inner_texts()
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.press("button.send", "Enter")
    page.wait_for_url("**/text-me/sent")
    page.reload()
    assert widths == [320] * 3
    assert outbox.texts() == shown and "The 1. long" not in "".join(shown)
    assert page.evaluate("window.opener") is None
    assert page.context.cookies() == []
    assert narrow_chat.locator(".log .you").count() == 1
