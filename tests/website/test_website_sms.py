"""The webhooks of text messages, the page that plays a telephone, and what /readyz says of the spend."""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from channels.sms import outbox
from channels.sms.console import Console
from channels.sms.inbox import settle
from channels.sms.models import InboundState, OutboundState
from channels.sms.notify import Notify
from channels.sms.provider import Provider
from channels.sms.rendering import Text
from channels.sms.spending import Spend
from database import make_engine, make_sessions
from settings import Settings
from tests.channels.fake_rasa import FakeRasa
from tests.channels.sms.fake_twilio import FakeTwilio
from tests.channels.sms.sms_factories import (
    HER,
    NUMBER,
    OTHER_NUMBER,
    SEALED,
    SECRET,
    contact,
    inbound,
    outbound,
    sqlite_store,
)
from tests.website.conftest import Client
from tests.website.plain_browser import Page
from website.__main__ import spend_state
from website.app import create_app
from website.sms import routes
from website.sms.routes import MAX_BYTES, SmsDoor

TOKEN, PUBLIC = "a-token-of-ours", "https://signpost.example"
PROVEN = {"Authorization": f"Bearer {TOKEN}"}
# Whenever the tests run, it is no earlier than today.
SOON = datetime(2126, 1, 1, tzinfo=UTC)

Store = sessionmaker[Session]
Made = Callable[..., FlaskClient]


@pytest.fixture
def store(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    yield from sqlite_store(empty_file, tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Store]:
    """A database that has no tables."""
    engine = make_engine(f"sqlite:///{tmp_path / 'broken.db'}")
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def notify() -> Iterator[Notify]:
    ids = [str(uuid.uuid4()) for _ in range(3)]
    made = Notify(api_key=f"key-{ids[0]}-{ids[1]}", template_id=ids[2], callback_token=TOKEN)
    yield made
    made.close()


@pytest.fixture
def make(rasa: FakeRasa, store: Store) -> Iterator[Made]:
    """make(provider, …, sessions=…, sms_spend=…) → a client of the website with these providers."""
    made = []

    def one(*providers: Provider, sessions: Store = store, sms_spend: Callable[[], str] | None = None) -> FlaskClient:
        settings = Settings(secret_key=SECRET, rasa_url=rasa.url, actions_url=rasa.url)
        door = SmsDoor(sessions, SEALED, {each.name: each for each in providers}, PUBLIC)
        app = create_app(settings, contacts=dict, database_ready=lambda: True, sms=door, sms_spend=sms_spend)
        app.test_client_class = Client
        made.append(app)
        return app.test_client()

    yield one
    for app in made:
        app.extensions["chat"].rasa.close()


@pytest.fixture
def client(make: Made, notify: Notify) -> FlaskClient:
    """With Notify alone."""
    return make(notify)


@pytest.fixture
def console(make: Made) -> FlaskClient:
    """With the console alone."""
    return make(Console())


def text_from(sender: str = "447700900123", **others: Any) -> dict[str, Any]:
    """As Notify calls back."""
    return {
        "id": "5f1f0c86-0a0d-4a2a-9b0c-1d2e3f405162",
        "source_number": sender,
        "destination_number": "07700900999",
        "message": "unmistakable zebra",
        "date_received": "2026-11-20T09:15:30.123456Z",
        **others,
    }


def calls(client: FlaskClient, body: object, what: str = "inbound", headers: dict[str, str] = PROVEN) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"/sms/notify/{what}", data=raw, headers=headers, content_type="application/json")


def stored(store: Store) -> list[Any]:
    with store() as session:
        return inbound(session)


# Texts that come


def test_a_text_is_stored_before_it_is_acknowledged(client, store):
    assert calls(client, text_from()).status_code == 200
    (row,) = stored(store)
    assert (row.state, row.contact, SEALED.open(row.text)) == (InboundState.WAITING, HER, "unmistakable zebra")
    assert row.received_at == datetime(2026, 11, 20, 9, 15, 30, 123456, UTC)


def test_whoever_sent_it_is_due_at_once(client, store):
    calls(client, text_from())
    with store() as session:
        assert contact(session).due_at is not None


def test_a_text_that_comes_twice_is_acknowledged_twice_and_stored_once(client, store):
    assert [calls(client, text_from()).status_code for _ in range(2)] == [200, 200]
    assert len(stored(store)) == 1


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong-token"}, {"Authorization": TOKEN}])
@pytest.mark.parametrize("what", ["inbound", "receipts"])
def test_a_call_that_proves_nothing_is_refused(client, store, headers, what):
    assert calls(client, text_from(), what, headers).status_code == 403
    assert stored(store) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"not json", "json"),
        (b"", "json"),
        ([1], "shape"),
        (text_from(id=None), "id"),
        (text_from(message=7), "text"),
        (b"7700900123 " * MAX_BYTES, "oversized"),
    ],
)
def test_what_cannot_be_read_is_acknowledged_logged_and_dropped(client, store, caplog, body, code):
    assert calls(client, body).status_code == 200
    assert f"a call of notify was accepted and dropped: {code}" in caplog.text
    assert stored(store) == []


@pytest.mark.parametrize("sender", ["Barclays", "85258", ""])
def test_a_sender_that_is_no_telephone_is_acknowledged_and_logged(client, store, caplog, sender):
    assert calls(client, text_from(sender)).status_code == 200
    assert "accepted and dropped: no_telephone" in caplog.text
    assert [row.state for row in stored(store)] == [InboundState.IGNORED]


@pytest.mark.parametrize("headers", [PROVEN, {}])
@pytest.mark.parametrize("body", [text_from(), text_from(id=None), text_from(message=None), text_from("7700900123 x")])
def test_neither_number_nor_words_appear_in_logs(client, caplog, headers, body):
    caplog.set_level(logging.DEBUG)
    calls(client, body, headers=headers)
    assert "7700" not in caplog.text and "zebra" not in caplog.text


@pytest.mark.parametrize(("what", "body"), [("inbound", text_from()), ("receipts", {"id": "x", "status": "delivered"})])
def test_where_the_database_fails_the_provider_is_to_come_again(make, notify, broken, caplog, what, body):
    assert calls(make(notify, sessions=broken), body, what).status_code == 503
    assert "could not be stored: OperationalError" in caplog.text
    assert "zebra" not in caplog.text


def test_the_text_that_comes_again_is_stored(make, notify, broken, store):
    calls(make(notify, sessions=broken), text_from())
    assert calls(make(notify), text_from()).status_code == 200
    assert len(stored(store)) == 1


def test_a_provider_that_is_not_configured_has_no_address(client, store):
    assert client.post("/sms/twilio/inbound", data=b"x").status_code == 404
    assert client.post("/sms/twilio/receipts", data=b"x").status_code == 404


def test_a_webhook_cannot_be_read(client):
    assert client.get("/sms/notify/inbound").status_code == 405


def test_what_is_answered_to_a_webhook_is_kept_by_nobody(client):
    assert calls(client, text_from()).headers["Cache-Control"] == "no-store"


def test_two_providers_are_told_apart(make, notify, store):
    client = make(notify, Console())
    calls(client, text_from())
    client.post("/sms/console/inbound", json={"from": NUMBER, "text": "food"})
    assert [row.provider for row in stored(store)] == ["notify", "console"]


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    fake = FakeTwilio()
    yield fake
    fake.stop()


@pytest.fixture
def twilio_client(make: Made, twilio: FakeTwilio) -> Iterator[FlaskClient]:
    from channels.sms.twilio import Twilio

    made = Twilio(account_sid=twilio.account_sid, auth_token=twilio.auth_token, from_number=twilio.number)
    yield make(made)
    made.close()


def test_a_signature_is_proved_with_the_public_address(twilio_client, twilio, store):
    headers, body = twilio.callback(twilio.receives(NUMBER, "food"), f"{PUBLIC}/sms/twilio/inbound")
    response = twilio_client.post("/sms/twilio/inbound", data=body, headers=headers)
    assert (response.status_code, response.content_type) == (200, "text/xml")
    assert len(stored(store)) == 1


def test_the_question_of_the_address_is_part_of_what_is_proved(twilio_client, twilio):
    headers, body = twilio.callback(twilio.receives(NUMBER, "food"), f"{PUBLIC}/sms/twilio/inbound?a=1&b=%20x")
    assert twilio_client.post("/sms/twilio/inbound?a=1&b=%20x", data=body, headers=headers).status_code == 200
    assert twilio_client.post("/sms/twilio/inbound?a=2", data=body, headers=headers).status_code == 403


def test_a_signature_for_another_address_proves_nothing(twilio_client, twilio, store):
    headers, body = twilio.callback(twilio.receives(NUMBER, "food"), "https://elsewhere.example/sms/twilio/inbound")
    assert twilio_client.post("/sms/twilio/inbound", data=body, headers=headers).status_code == 403
    assert stored(store) == []


# Receipts


@pytest.fixture
def went(store: Store) -> str:
    """A text of ours that is with the provider; its reference."""
    with store.begin() as session:
        (reference,) = outbox.put(session, SEALED, NUMBER, [Text("Hello.")], provider="notify", now=SOON)
    return reference


def receipt(reference: str, status: str = "delivered") -> dict[str, Any]:
    return {"id": "740e5834", "reference": reference, "status": status, "to": "447700900123"}


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("delivered", OutboundState.DELIVERED),
        ("permanent-failure", OutboundState.FAILED),
        ("sending", OutboundState.WAITING),
    ],
)
def test_a_receipt_is_taken(client, store, went, status, state):
    assert calls(client, receipt(went, status), "receipts").status_code == 200
    with store() as session:
        assert outbound(session)[0].state == state


def test_a_receipt_for_a_text_that_we_do_not_know_is_acknowledged_and_logged(client, caplog):
    assert calls(client, receipt("another"), "receipts").status_code == 200
    assert "accepted and dropped: unknown_text" in caplog.text


@pytest.mark.parametrize(
    ("body", "code"), [(b"{", "json"), (receipt("x", "lost"), "status"), (b"x" * (MAX_BYTES + 1), "oversized")]
)
def test_a_receipt_that_cannot_be_read_is_acknowledged_and_logged(client, caplog, body, code):
    assert calls(client, body, "receipts").status_code == 200
    assert f"accepted and dropped: {code}" in caplog.text


def test_no_number_of_a_receipt_appears_in_logs(client, caplog):
    caplog.set_level(logging.DEBUG)
    calls(client, receipt("another"), "receipts")
    assert "7700" not in caplog.text


# The console


def says(console: FlaskClient, **fields: Any) -> Any:
    return console.post("/sms/console/inbound", json={"from": "07700 900123", "text": "food cv11", **fields})


def test_the_console_stores_a_text_and_says_so(console, store):
    response = says(console, id="mine")
    assert (response.status_code, response.json) == (200, {"id": "mine", "stored": "new"})
    assert [row.contact for row in stored(store)] == [HER]


def test_the_console_says_that_a_text_came_before(console, store):
    assert [says(console, id="mine").json["stored"] for _ in range(2)] == ["new", "again"]
    assert len(stored(store)) == 1


def test_the_console_says_that_nobody_could_be_answered(console):
    assert says(console, **{"from": "Barclays"}).json["stored"] == "nobody"


@pytest.mark.parametrize(
    ("fields", "code"), [({"from": ""}, "from"), ({"from": None}, "from"), ({"text": 7}, "text"), ({"id": " "}, "id")]
)
def test_the_console_refuses_what_cannot_be_read_and_names_it(console, store, fields, code):
    response = says(console, **fields)
    assert (response.status_code, response.json) == (400, {"error": code})
    assert stored(store) == []


def test_the_console_refuses_what_is_no_json(console):
    assert console.post("/sms/console/inbound", data=b"food").json == {"error": "json"}


def sends(store: Store, *texts: Text, number: str = NUMBER, id: int | None = None) -> None:
    """The console sends these."""
    with store.begin() as session:
        outbox.put(session, SEALED, number, texts, provider="console", now=SOON, inbound=id)
    for _ in texts:
        with store.begin() as session:
            row = outbox.claim(session, SEALED, SOON, SOON - SOON)
            assert row is not None
            outbox.sent(session, row, str(row.id), SOON)


def messages(console: FlaskClient, to: str = "07700 900123") -> Any:
    return console.get("/sms/console/outbox", query_string={"to": to}).json["messages"]


def test_the_outbox_is_empty_before_anything_was_sent(console):
    assert messages(console) == []


def test_the_outbox_has_the_texts_oldest_first_with_their_segments(console, store):
    sends(store, Text("Ring 999.", "danger", {"type": "danger", "kinds": ["gas"]}), Text("x" * 400))
    sends(store, Text("Hello."))
    assert messages(console) == [
        {"text": "Ring 999.", "segments": 1, "custom": {"type": "danger", "kinds": ["gas"]}},
        {"text": "x" * 400, "segments": 3},
        {"text": "Hello.", "segments": 1},
    ]


@pytest.mark.parametrize("to", ["07700900123", "447700900123", "+44 7700 900123"])
def test_a_number_of_the_outbox_may_be_written_in_any_way(console, store, to):
    sends(store, Text("Hello."))
    assert len(messages(console, to)) == 1


def test_the_outbox_has_only_the_texts_to_that_number(console, store):
    sends(store, Text("Hello."), number=OTHER_NUMBER)
    assert messages(console) == []


def test_the_outbox_has_only_what_was_sent(console, store):
    with store.begin() as session:
        outbox.put(session, SEALED, NUMBER, [Text("Hello.")], provider="console", now=SOON)
    assert messages(console) == []


def test_a_text_sent_while_the_outbox_is_read_is_told_or_still_awaited(console, store, monkeypatch):
    with store.begin() as session:
        outbox.put(session, SEALED, NUMBER, [Text("Hello.")], provider="console", now=SOON)

    def then_it_is_sent(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*args: Any) -> Any:
            found = read(*args)
            with store.begin() as session:
                row = outbox.claim(session, SEALED, SOON, SOON - SOON)
                if row:
                    outbox.sent(session, row, "1", SOON)
            return found

        return reading

    for name in ("texts_to", "thread_of"):
        monkeypatch.setattr(f"website.sms.routes.{name}", then_it_is_sent(getattr(routes, name)))
    told = console.get("/sms/console/outbox", query_string={"to": NUMBER}).json
    assert told["messages"] or told["waiting"]


def test_the_outbox_of_no_number_is_refused(console):
    response = console.get("/sms/console/outbox?to=Barclays")
    assert (response.status_code, response.json) == (400, {"error": "no_telephone"})


def page_of(response: Any) -> str:
    assert response.status_code == 200
    return response.text


def test_the_page_takes_a_text_by_its_form_alone(console, store):
    html = page_of(console.get("/sms/console"))
    (action,) = re.findall(r'<form method="post" action="(/sms/[^"]*)">', html)
    response = console.post(action, data={"number": Page(html).fields["number"], "text": "food cv11"})
    assert (response.status_code, response.location) == (303, "/sms/console?number=07700+900123")
    shown = page_of(console.get(response.location))
    assert "food cv11" in shown and "Waiting for the answer" in shown
    assert '<meta http-equiv="refresh"' in shown


def test_the_page_shows_the_answer_with_its_segments_and_waits_no_more(console, store):
    says(console)
    with store.begin() as session:
        settle(session, inbound(session)[0].id, InboundState.ANSWERED, "food cv11")
    sends(store, Text("Nuneaton Foodbank " * 20), id=1)
    shown = page_of(console.get("/sms/console?number=07700900123"))
    assert shown.index("food cv11") < shown.index("Nuneaton Foodbank") < shown.index("3 segments")
    assert "Waiting for the answer" not in shown and "refresh" not in shown


def test_the_page_says_why_a_text_was_not_sent(console, store):
    sends(store, Text("Hello."))
    with store.begin() as session:
        outbound(session)[0].state = OutboundState.HELD
    assert "1 segment, held" in page_of(console.get("/sms/console?number=07700900123"))


def test_the_page_shows_nothing_of_other_telephones(console, store):
    sends(store, Text("Hello."), number=OTHER_NUMBER)
    assert "No texts yet." in page_of(console.get("/sms/console"))


def test_what_was_written_is_shown_as_it_was_and_not_as_markup(console):
    says(console, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page_of(console.get("/sms/console?number=07700900123"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": "Barclays", "text": "food"}, "no telephone number"),
        ({"number": NUMBER, "text": " "}, "Write a text"),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_the_number(console, store, fields, words):
    response = console.post("/sms/console", data=fields)
    assert response.status_code == 400
    assert words in response.text and Page(response.text).fields["number"] == fields["number"]
    assert stored(store) == []


CONSOLE = ["/sms/console", "/sms/console/outbox?to=07700900123"]


@pytest.mark.parametrize("address", CONSOLE)
def test_there_is_no_console_where_it_is_not_configured(client, make, address):
    assert client.get(address).status_code == 404
    assert make().get(address).status_code == 404


@pytest.mark.parametrize("address", ["/sms/console", "/sms/console/inbound"])
def test_and_nobody_can_write_there(client, make, store, address):
    for website in (client, make()):
        response = website.post(address, data={"number": NUMBER, "text": "x"})
        assert response.status_code in (404, 405)
    assert client.post("/sms/console/inbound", json={"from": NUMBER, "text": "x"}).status_code == 404
    assert stored(store) == []


# The spend


@pytest.mark.parametrize("state", ["ok", "near", "reached"])
def test_readyz_says_how_near_the_days_spend_is_and_stays_ready(make, notify, state):
    response = make(notify, sms_spend=lambda: state).get("/readyz")
    assert (response.status_code, response.json["sms_spend"]) == (200, state)


def test_readyz_says_that_it_cannot_know_the_spend(make, notify):
    def fails() -> str:
        raise OSError

    assert make(notify, sms_spend=fails).get("/readyz").json["sms_spend"] == "unknown"


@pytest.mark.parametrize(("segments", "state"), [(0, "ok"), (7, "ok"), (8, "near"), (9, "near"), (10, "reached")])
def test_the_spend_is_that_of_the_texts_sent_today(store, segments, state):
    sends(store, *(Text(f"text {place}") for place in range(segments)))
    assert spend_state(store, Spend(2.0, 20.0)) == state
