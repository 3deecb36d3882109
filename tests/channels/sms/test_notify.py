from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from channels.sms.notify import Notify
from channels.sms.provider import Call, Fate, Forged, Later, Malformed, Provider, Refused, SendError, Uncertain
from tests.channels.sms.fake_notify import Answer, FakeNotify, Fault, Wire

NUMBER, TEXT, REFERENCE = "+447700900123", "Open Tue 10am", "7c1b5e7e-out-000123"
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://signpost.example/sms/notify"
INBOUND = {
    "id": "5f1f0c86-0a0d-4a2a-9b0c-1d2e3f405162",
    "source_number": "447700900123",
    "destination_number": "07700900999",
    "message": "food cv34 4rl",
    "date_received": "2026-11-20T09:15:30.123456Z",
}
RECEIPT = {
    "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
    "reference": REFERENCE,
    "to": "447700900123",
    "status": "delivered",
    "created_at": "2026-11-20T09:15:32.000000Z",
    "completed_at": "2026-11-20T09:15:35.000000Z",
    "sent_at": "2026-11-20T09:15:33.000000Z",
    "notification_type": "sms",
    "template_id": "f33517ff-2a88-4f6e-b855-c550268ce08a",
    "template_version": 1,
}

Made = Callable[..., Notify]
Serve = Callable[..., Wire]


@pytest.fixture
def fake() -> Iterator[FakeNotify]:
    server = FakeNotify()
    yield server
    server.stop()


@pytest.fixture
def make(fake: FakeNotify) -> Iterator[Made]:
    """make(template_id=…, clock=…) → Notify that speaks to the fake."""
    made: list[Notify] = []

    def one(**others: Any) -> Notify:
        known = {"api_key": fake.api_key, "template_id": fake.template_id, "callback_token": fake.callback_token}
        made.append(Notify(**{**known, "base_url": fake.url, "timeout_seconds": 0.3, **others}))
        return made[-1]

    yield one
    for notify in made:
        notify.close()


@pytest.fixture
def notify(make: Made) -> Notify:
    return make()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """serve(Answer(…), …) → a server that says just that."""
    served: list[Wire] = []

    def one(*answers: Answer) -> Wire:
        served.append(Wire(*answers))
        return served[-1]

    yield one
    for wire in served:
        wire.stop()


@pytest.fixture
def webhook(serve: Serve) -> Wire:
    return serve()


@pytest.fixture
def gone() -> str:
    """The address of a server that is no longer there."""
    server = Wire()
    server.stop()
    return server.url


def call(body: object, authorization: str = f"Bearer {FakeNotify.callback_token}") -> Call:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Call(URL, {"authorization": authorization}, raw)


def failure(kind: type[SendError], provider: Provider, number: str = NUMBER, text: str = TEXT) -> Any:
    with pytest.raises(kind) as error:
        provider.send(number, text, REFERENCE)
    return error.value


# Received texts


def test_a_callback_is_read_as_notify_documents_it(notify: Notify) -> None:
    read = notify.read_inbound(call(INBOUND))
    assert (read.id, read.sender, read.text) == (INBOUND["id"], "447700900123", "food cv34 4rl")
    assert read.at == datetime(2026, 11, 20, 9, 15, 30, 123456, tzinfo=UTC)


def test_a_callback_of_the_fake_is_read_off_the_wire(fake: FakeNotify, notify: Notify, webhook: Wire) -> None:
    assert fake.texts_us("07700900123", "food ŵ 🙂", webhook.url) == 200
    read = notify.read_inbound(webhook.calls[0])
    assert (read.sender, read.text) == ("447700900123", "food ŵ 🙂")


def test_a_repeated_callback_has_the_same_id(fake: FakeNotify, notify: Notify, webhook: Wire) -> None:
    first, second = fake.receives(NUMBER, "one"), fake.receives(NUMBER, "two")
    for text in (second, first, second):
        fake.calls_back(text, webhook.url)
    assert [notify.read_inbound(came).id for came in webhook.calls] == [second, first, second]


@pytest.mark.parametrize(("refusal", "calls"), [(503, 2), (429, 2), (400, 1), (403, 1)])
def test_notify_calls_again_only_after_5xx_and_429(fake: FakeNotify, refusal: int, calls: int, serve: Serve) -> None:
    ours = serve(Answer(refusal, b""))
    fake.texts_us(NUMBER, "food", ours.url)
    assert len(ours.calls) == calls


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer another-token-altogether",
        f"Bearer {FakeNotify.callback_token}x",
        f"Bearer {FakeNotify.callback_token.upper()}",
        f"Basic {FakeNotify.callback_token}",
        FakeNotify.callback_token,
        "Bearer clé\udcff",
    ],
)
def test_a_call_without_our_token_is_forged(notify: Notify, authorization: str) -> None:
    with pytest.raises(Forged):
        notify.read_inbound(call(INBOUND, authorization))
    with pytest.raises(Forged):
        notify.read_receipt(call(RECEIPT, authorization))


def test_a_call_without_any_header_is_forged(notify: Notify) -> None:
    with pytest.raises(Forged):
        notify.read_inbound(replace(call(INBOUND), headers={}))


def test_a_forged_call_is_not_even_read(notify: Notify) -> None:
    with pytest.raises(Forged):
        notify.read_inbound(call(b"not json", "Bearer wrong"))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "json"),
        (b"\xff", "json"),
        (b"[" * 100_000, "json"),
        ([INBOUND], "shape"),
        (None, "shape"),
        ({**INBOUND, "id": None}, "id"),
        ({**INBOUND, "id": ""}, "id"),
        ({**INBOUND, "id": "\ud800"}, "id"),
        ({**INBOUND, "id": "x" * 101}, "id"),
        ({**INBOUND, "message": None}, "text"),
        ({**INBOUND, "message": ["food"]}, "text"),
        (RECEIPT, "text"),
    ],
)
def test_a_malformed_callback_says_what_is_wrong(notify: Notify, body: object, code: str) -> None:
    with pytest.raises(Malformed) as error:
        notify.read_inbound(call(body))
    assert error.value.code == code


@pytest.mark.parametrize(("source", "sender"), [("BANK", "BANK"), (None, ""), (60066, "60066"), ("  ", "  ")])
def test_an_odd_sender_is_passed_on(notify: Notify, source: object, sender: str) -> None:
    assert notify.read_inbound(call({**INBOUND, "source_number": source})).sender == sender


@pytest.mark.parametrize("date", [None, "", "yesterday", 1763630130, "0001-01-01T00:00:00+05:00"])
def test_a_date_that_cannot_be_read_is_now(make: Made, date: object) -> None:
    notify = make(clock=lambda: NOON)
    assert notify.read_inbound(call({**INBOUND, "date_received": date})).at == NOON


def test_a_date_without_a_zone_is_in_utc(notify: Notify) -> None:
    read = notify.read_inbound(call({**INBOUND, "date_received": "2026-07-20T09:15:30"}))
    assert read.at == datetime(2026, 7, 20, 9, 15, 30, tzinfo=UTC)


# Receipts


@pytest.mark.parametrize(
    ("status", "fate", "code"),
    [
        ("delivered", Fate.DELIVERED, ""),
        ("permanent-failure", Fate.FAILED, "permanent-failure"),
        ("temporary-failure", Fate.FAILED, "temporary-failure"),
        ("technical-failure", Fate.FAILED, "technical-failure"),
        ("sending", Fate.SENT, ""),
    ],
)
def test_a_receipt_tells_the_fate(notify: Notify, status: str, fate: Fate, code: str) -> None:
    receipt = notify.read_receipt(call({**RECEIPT, "status": status}))
    assert (receipt.fate, receipt.code) == (fate, code)
    assert (receipt.reference, receipt.id) == (REFERENCE, RECEIPT["id"])


def test_a_receipt_of_the_fake_is_read_off_the_wire(fake: FakeNotify, notify: Notify, webhook: Wire) -> None:
    id_ = notify.send(NUMBER, TEXT, REFERENCE)
    assert fake.reports(REFERENCE, "delivered", webhook.url) == 200
    receipt = notify.read_receipt(webhook.calls[0])
    assert (receipt.fate, receipt.reference, receipt.id) == (Fate.DELIVERED, REFERENCE, id_)


@pytest.mark.parametrize("reference", [None, "", 7])
def test_a_receipt_without_a_reference_is_known_by_its_id(notify: Notify, reference: object) -> None:
    receipt = notify.read_receipt(call({**RECEIPT, "reference": reference}))
    assert (receipt.reference, receipt.id) == (None, RECEIPT["id"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "lost"}, "status"),
        ({"status": None}, "status"),
        ({"status": ["delivered"]}, "status"),
        ({"id": None, "reference": None}, "id"),
    ],
)
def test_a_malformed_receipt_says_what_is_wrong(notify: Notify, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as error:
        notify.read_receipt(call({**RECEIPT, **changes}))
    assert error.value.code == code


# Sending


def test_a_text_goes_out_through_the_template(fake: FakeNotify, notify: Notify) -> None:
    id_ = notify.send(NUMBER, TEXT, REFERENCE)
    assert [(one["id"], one["phone_number"], one["body"]) for one in fake.sent] == [(id_, NUMBER, TEXT)]
    assert fake.sent[0]["reference"] == REFERENCE


def test_a_sender_of_the_service_is_named_where_one_is_set(fake: FakeNotify, make: Made) -> None:
    sender = "11111111-2222-3333-4444-555555555555"
    make(sender_id=sender).send(NUMBER, TEXT, REFERENCE)
    assert json.loads(fake.asked[0].body)["sms_sender_id"] == sender


def test_without_a_sender_the_field_is_left_out(fake: FakeNotify, notify: Notify) -> None:
    notify.send(NUMBER, TEXT, REFERENCE)
    assert "sms_sender_id" not in json.loads(fake.asked[0].body)


def test_an_entry_in_netrc_does_not_replace_the_token(
    notify: Notify, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert notify.send(NUMBER, TEXT, REFERENCE)


def test_threads_may_share_it(fake: FakeNotify, make: Made) -> None:
    notify = make(timeout_seconds=5.0)
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda number: notify.send(NUMBER, TEXT, f"r-{number}"), range(24)))
    assert len(set(ids)) == len(fake.sent) == 24


@pytest.mark.parametrize(
    ("number", "text", "code"),
    [
        ("+4477", TEXT, "400_ValidationError"),
        (NUMBER, "x" * 919, "400_BadRequestError"),
        (NUMBER, " ", "400_BadRequestError"),
    ],
)
def test_what_notify_will_never_take_is_refused(notify: Notify, number: str, text: str, code: str) -> None:
    refused = failure(Refused, notify, number, text)
    assert (refused.code, refused.opted_out) == (code, False)


def test_a_template_that_is_not_there_is_refused(make: Made) -> None:
    assert failure(Refused, make(template_id="11111111-2222-3333-4444-555555555555")).code == "400_BadRequestError"


def test_a_key_that_is_not_taken_is_for_later(fake: FakeNotify, make: Made) -> None:
    revoked = f"old-{fake.service}-11111111-2222-3333-4444-555555555555"
    later = failure(Later, make(api_key=revoked))
    assert (later.code, later.seconds) == ("403_AuthError", 60)


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_clock_that_is_wrong_is_for_later(make: Made, seconds: int) -> None:
    later = failure(Later, make(clock=lambda: datetime.now(UTC) + timedelta(seconds=seconds)))
    assert (later.code, later.seconds) == ("403_AuthError", 60)


def test_too_many_requests_in_a_minute_are_for_later(fake: FakeNotify, notify: Notify) -> None:
    fake.fails(Fault.TOO_FAST)
    later = failure(Later, notify)
    assert (later.code, later.seconds) == ("429_RateLimitError", 15)


def test_a_full_day_is_for_after_midnight_in_utc(make: Made, serve: Serve) -> None:
    full = {"status_code": 429, "errors": [{"error": "TooManyRequestsError", "message": "Exceeded send limits"}]}
    wire = serve(Answer(429, full))
    later = failure(Later, make(base_url=wire.url, clock=lambda: NOON + timedelta(hours=11, minutes=59)))
    assert (later.code, later.seconds) == ("429_TooManyRequestsError", 60)


def test_the_limit_of_the_day_is_told_from_that_of_the_minute(fake: FakeNotify, notify: Notify) -> None:
    fake.fails(Fault.DAY_IS_FULL)
    assert failure(Later, notify).code == "429_TooManyRequestsError"


@pytest.mark.parametrize(
    ("fault", "code", "accepted"),
    [
        (Fault.SLOW_AFTER, "timeout", 1),
        (Fault.DROPS_BEFORE, "connection", 0),
        (Fault.DROPS_AFTER, "connection", 1),
        (Fault.BREAKS_BEFORE, "500_Exception", 0),
        (Fault.BREAKS_AFTER, "500_Exception", 1),
        (Fault.UNREADABLE_AFTER, "unreadable", 1),
    ],
)
def test_it_is_uncertain_whether_a_text_was_sent(
    fake: FakeNotify, notify: Notify, fault: Fault, code: str, accepted: int
) -> None:
    fake.fails(fault)
    assert failure(Uncertain, notify).code == code
    assert len(fake.sent) == accepted


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (200, {"id": None}, Uncertain, "unreadable"),
        (201, ["id"], Uncertain, "unreadable"),
        (503, b"<html>", Uncertain, "status_503"),
        (400, b"<html>", Refused, "status_400"),
        (400, {"errors": [{"error": f"number {NUMBER}", "message": NUMBER}]}, Refused, "status_400"),
        (400, {"errors": [NUMBER]}, Refused, "status_400"),
        (401, {"errors": [{"error": "AuthError"}]}, Later, "401_AuthError"),
        (404, b"", Later, "status_404"),
        (302, b"", Later, "status_302"),
        (429, b"slow down", Later, "status_429"),
    ],
)
def test_an_odd_answer_is_told_by_its_status(
    make: Made, status: int, body: Any, kind: type[SendError], code: str, serve: Serve
) -> None:
    wire = serve(Answer(status, body))
    error = failure(kind, make(base_url=wire.url))
    assert error.code == code


def test_a_text_does_not_follow_a_redirection(make: Made, serve: Serve) -> None:
    elsewhere = serve()
    moved = serve(Answer(307, b"", {"Location": elsewhere.url}))
    failure(Later, make(base_url=moved.url))
    assert elsewhere.asked == []


def test_a_refused_connection_is_for_later(make: Made, gone: str) -> None:
    assert failure(Later, make(base_url=gone)).code == "no_connection"


def test_a_name_that_is_not_found_is_for_later(make: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror("no such name")

    notify = make(base_url="http://notify.invalid")
    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert failure(Later, notify).code == "no_connection"


def test_a_connection_that_does_not_come_about_in_time_is_for_later(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("urllib3.util.connection.create_connection", slow)
    assert failure(Later, notify).code == "no_connection"


def test_a_proxy_that_is_not_there_is_for_later(make: Made, monkeypatch: pytest.MonkeyPatch, gone: str) -> None:
    monkeypatch.setenv("https_proxy", gone)
    monkeypatch.setenv("no_proxy", "")
    assert failure(Later, make(base_url="https://notify.invalid")).code == "no_connection"


# Looking up


@pytest.mark.parametrize("fault", [Fault.SLOW_AFTER, Fault.DROPS_AFTER, Fault.BREAKS_AFTER, Fault.UNREADABLE_AFTER])
def test_a_text_that_was_sent_unknown_to_us_is_found(fake: FakeNotify, notify: Notify, fault: Fault) -> None:
    fake.fails(fault)
    failure(Uncertain, notify)
    assert notify.find(NUMBER, TEXT, REFERENCE, LONG_AGO) == fake.sent[0]["id"]


@pytest.mark.parametrize("fault", [Fault.DROPS_BEFORE, Fault.BREAKS_BEFORE])
def test_a_text_that_was_not_sent_is_not_found(fake: FakeNotify, notify: Notify, fault: Fault) -> None:
    fake.fails(fault)
    failure(Uncertain, notify)
    assert notify.find(NUMBER, TEXT, REFERENCE, LONG_AGO) is None


def test_the_same_words_with_another_reference_are_another_text(notify: Notify) -> None:
    notify.send(NUMBER, TEXT, "another")
    assert notify.find(NUMBER, TEXT, REFERENCE, LONG_AGO) is None


def test_an_answer_that_ignores_the_reference_finds_nothing(make: Made, serve: Serve) -> None:
    wire = serve(Answer(200, {"notifications": [{"id": "x", "reference": "another"}]}))
    found = make(base_url=wire.url).find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    assert found is None


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.DROPS_BEFORE, "connection"),
        (Fault.SLOW_AFTER, "timeout"),
        (Fault.BREAKS_BEFORE, "500_Exception"),
        (Fault.TOO_FAST, "429_RateLimitError"),
        (Fault.UNREADABLE_AFTER, "unreadable"),
    ],
)
def test_where_notify_cannot_say_it_stays_uncertain(fake: FakeNotify, notify: Notify, fault: Fault, code: str) -> None:
    fake.fails(fault, method="GET")
    with pytest.raises(Uncertain) as error:
        notify.find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    assert error.value.code == code


def test_without_a_connection_it_stays_uncertain_too(make: Made, gone: str) -> None:
    with pytest.raises(Uncertain):
        make(base_url=gone).find(NUMBER, TEXT, REFERENCE, LONG_AGO)


@pytest.mark.parametrize("item", [{"reference": REFERENCE}, {"reference": REFERENCE, "id": 7}, "odd"])
def test_a_found_text_without_an_id_stays_uncertain(make: Made, item: object, serve: Serve) -> None:
    wire = serve(Answer(200, {"notifications": [item]}))
    with pytest.raises(Uncertain) as error:
        make(base_url=wire.url).find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    assert error.value.code == "unreadable"


# Fetching received texts


def test_a_fetched_text_is_the_one_of_the_callback(fake: FakeNotify, notify: Notify) -> None:
    id_ = fake.receives(NUMBER, "food cv34", NOON)
    headers, body = fake.callback(id_)
    called = notify.read_inbound(Call(URL, {name.lower(): value for name, value in headers.items()}, body))
    assert list(notify.received(LONG_AGO)) == [called]


def test_all_pages_are_fetched(fake: FakeNotify, notify: Notify) -> None:
    fake.page_size = 2
    ids = [fake.receives(NUMBER, f"text {n}", NOON + timedelta(minutes=n)) for n in range(5)]
    assert [text.id for text in notify.received(LONG_AGO)] == ids[::-1]


def test_fetching_ends_with_the_first_text_that_is_older(fake: FakeNotify, notify: Notify) -> None:
    fake.page_size = 2
    ids = [fake.receives(NUMBER, f"text {n}", NOON + timedelta(minutes=n)) for n in range(9)]
    assert [text.id for text in notify.received(NOON + timedelta(minutes=6))] == [ids[8], ids[7], ids[6]]
    assert len(fake.asked) == 2


def test_nothing_is_fetched_where_nothing_was_received(notify: Notify) -> None:
    assert list(notify.received(LONG_AGO)) == []


def test_a_page_that_comes_again_ends_the_fetching(make: Made, serve: Serve) -> None:
    item = {"id": "a", "user_number": "447700900123", "content": "food", "created_at": "2026-11-20T09:15:30Z"}
    wire = serve(*[Answer(200, {"received_text_messages": [item]})] * 4)
    texts = list(make(base_url=wire.url).received(LONG_AGO))
    assert len(wire.asked) == len(texts) == 2


def test_one_unreadable_text_does_not_hide_the_others(fake: FakeNotify, notify: Notify) -> None:
    first = fake.receives(NUMBER, "first", NOON)
    fake.receives(NUMBER, "second", NOON + timedelta(minutes=1))
    fake.texts[-1]["content"] = None
    assert [text.id for text in notify.received(LONG_AGO)] == [first]


def test_fetching_fails_as_a_whole_where_a_page_cannot_be_had(fake: FakeNotify, notify: Notify) -> None:
    fake.fails(Fault.BREAKS_BEFORE, method="GET")
    with pytest.raises(SendError) as error:
        list(notify.received(LONG_AGO))
    assert error.value.code == "500_Exception"


# Settings


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("api_key", ""),
        ("api_key", "live-key"),
        ("api_key", "11111111-2222-3333-4444-555555555555"),
        ("api_key", "x-11111111-2222-3333-4444-555555555555-11111111-2222-3333-4444-55555555555"),
        ("template_id", "message"),
        ("sender_id", "07700900999"),
        ("callback_token", "short"),
        ("callback_token", " " * 20),
    ],
)
def test_a_setting_of_the_wrong_shape_is_named_and_not_shown(make: Made, wrong: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{wrong}: ") as error:
        make(**{wrong: value})
    assert not value.strip() or value not in str(error.value)


def test_a_key_whose_name_has_dashes_is_read_from_its_end(fake: FakeNotify, make: Made) -> None:
    assert make(api_key=f" a-live-key-{fake.service}-{fake.secret}\n").send(NUMBER, TEXT, REFERENCE)


def test_stop_is_confirmed_by_us(notify: Notify) -> None:
    assert notify.answers_stop is False
    assert notify.name == "notify"
