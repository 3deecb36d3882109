from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, quote_plus
from xml.etree import ElementTree

import pytest

from channels.sms.provider import Call, Fate, Forged, Later, Malformed, Refused, SendError, Uncertain
from channels.sms.twilio import Twilio
from tests.channels.sms.fake_notify import Answer, Fault, Wire
from tests.channels.sms.fake_twilio import FakeTwilio

NUMBER, OTHER, TEXT, REFERENCE = "+447700900123", "+447700900124", "Open Tue 10am £2 ŵ", "out-000123"
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://chat.example.org/sms/twilio"
SID = "SM" + "0" * 32
FIELDS = {"From": NUMBER, "To": "+447700900999", "Body": "I need food", "MessageSid": SID, "NumMedia": "0"}
ENCODED = "&".join(f"{name}={quote_plus(value)}" for name, value in FIELDS.items()).encode()
# Computed with Twilio's own library: token 12345.
VECTOR = "WnTkfo0H8Ut0tl5WKt6pUV7XWYU="

Made = Callable[..., Twilio]
Serve = Callable[..., Wire]


@pytest.fixture
def fake() -> Iterator[FakeTwilio]:
    server = FakeTwilio()
    yield server
    server.stop()


@pytest.fixture
def make(fake: FakeTwilio) -> Iterator[Made]:
    """make(auth_token=…, clock=…) → Twilio that speaks to the fake, from its number."""
    made: list[Twilio] = []

    def one(**others: Any) -> Twilio:
        known = {"account_sid": fake.account_sid, "auth_token": fake.auth_token, "from_number": fake.number}
        made.append(Twilio(**{**known, "base_url": fake.url, "timeout_seconds": 0.3, **others}))
        return made[-1]

    yield one
    for twilio in made:
        twilio.close()


@pytest.fixture
def twilio(make: Made) -> Twilio:
    return make()


@pytest.fixture
def by_service(fake: FakeTwilio, make: Made) -> Twilio:
    return make(from_number=None, messaging_service_sid=fake.service_sid)


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


def signed(fake: FakeTwilio, fields: dict[str, str], url: str = URL) -> Call:
    headers, body = fake.signed(fields, url)
    return Call(url, {name.lower(): value for name, value in headers.items()}, body)


def failure(kind: type[SendError], twilio: Twilio, number: str = NUMBER, text: str = TEXT) -> Any:
    with pytest.raises(kind) as error:
        twilio.send(number, text, REFERENCE)
    return error.value


# Signatures


def test_the_vector_of_a_received_text_is_proven(make: Made) -> None:
    read = make(auth_token="12345").read_inbound(Call(URL, {"x-twilio-signature": VECTOR}, ENCODED))
    assert (read.id, read.sender, read.text) == (SID, NUMBER, "I need food")


def test_the_vector_with_a_query_is_proven(make: Made) -> None:
    body = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212"
    call = Call(
        "https://mycompany.com/myapp.php?foo=1&bar=2", {"x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="}, body
    )
    with pytest.raises(Malformed) as error:  # proven, and a telephone call
        make(auth_token="12345").read_inbound(call)
    assert error.value.code == "id"


@pytest.mark.parametrize(
    ("url", "signature", "body"),
    [
        (URL, "", ENCODED),
        (URL, VECTOR[:-1], ENCODED),
        (URL, VECTOR.lower(), ENCODED),
        (URL, "clé\udcff", ENCODED),
        (URL.replace("https", "http"), VECTOR, ENCODED),
        (URL + "/", VECTOR, ENCODED),
        (URL + "?a=1", VECTOR, ENCODED),
        ("https://chat.example.com/sms/twilio", VECTOR, ENCODED),
        ("", VECTOR, ENCODED),
        (URL, VECTOR, ENCODED.replace(b"food", b"gold")),
        (URL, VECTOR, ENCODED + b"&Extra=1"),
        (URL, VECTOR, ENCODED + b"&Body=more"),
        (URL, VECTOR, ENCODED.replace(b"&NumMedia=0", b"")),
        (URL, VECTOR, ENCODED.replace(b"%2B", b"+")),
        (URL, VECTOR, b""),
        (URL, VECTOR, b"\xff\xfe"),
        (URL, VECTOR, b"Body=%ff"),
        (URL, VECTOR, json.dumps(FIELDS).encode()),
    ],
)
def test_a_call_that_was_not_signed_so_is_forged(make: Made, url: str, signature: str, body: bytes) -> None:
    twilio = make(auth_token="12345")
    for read in (twilio.read_inbound, twilio.read_receipt):
        with pytest.raises(Forged):
            read(Call(url, {"x-twilio-signature": signature}, body))


def test_bytes_that_are_no_text_are_not_taken_for_the_signed_ones(fake: FakeTwilio, twilio: Twilio) -> None:
    call = signed(fake, {**FIELDS, "Body": "\ufffd"})
    with pytest.raises(Forged):
        twilio.read_inbound(Call(URL, call.headers, call.body.replace(b"%EF%BF%BD", b"%FF")))


def test_a_call_without_a_signature_is_forged(twilio: Twilio) -> None:
    with pytest.raises(Forged):
        twilio.read_inbound(Call(URL, {}, ENCODED))


def test_a_call_signed_with_another_token_is_forged(make: Made) -> None:
    with pytest.raises(Forged):
        make(auth_token="123456").read_inbound(Call(URL, {"x-twilio-signature": VECTOR}, ENCODED))


@pytest.mark.parametrize(
    ("signed_url", "seen"),
    [
        ("https://a.example/sms?x=1", "https://a.example:443/sms?x=1"),
        ("https://a.example:443/sms?x=1", "https://a.example/sms?x=1"),
        ("https://a.example/sms", "https://a.example:8443/sms"),
        ("http://a.example/sms", "http://a.example:80/sms"),
        ("http://a.example:80/sms", "http://a.example/sms"),
        ("https://[2001:db8::1]/sms", "https://[2001:db8::1]:443/sms"),
        ("https://user:1234@a.example/sms", "https://user:1234@a.example:443/sms"),
    ],
)
def test_a_port_that_a_proxy_added_or_lost_does_not_matter(
    fake: FakeTwilio, twilio: Twilio, signed_url: str, seen: str
) -> None:
    call = signed(fake, FIELDS, signed_url)
    assert twilio.read_inbound(Call(seen, call.headers, call.body)).id == SID


# Received texts


def test_a_text_of_the_fake_is_read_off_the_wire(fake: FakeTwilio, make: Made, webhook: Wire) -> None:
    assert fake.texts_us(NUMBER, "food & fuel + 100% ŵ 🙂\n=?", webhook.url + "/sms") == 200
    read = make(clock=lambda: NOON).read_inbound(webhook.calls[0])
    assert (read.id, read.sender, read.text) == (fake.messages[0]["sid"], NUMBER, "food & fuel + 100% ŵ 🙂\n=?")
    assert read.at == NOON


def test_a_repeated_call_has_the_same_id(fake: FakeTwilio, twilio: Twilio, webhook: Wire) -> None:
    to = webhook.url + "/sms"
    first, second = fake.receives(NUMBER, "one"), fake.receives(NUMBER, "two")
    for sid in (second, first, second):
        fake.calls_back(sid, to)
    assert [twilio.read_inbound(call).id for call in webhook.calls] == [second, first, second]


def test_twilio_does_not_call_again_after_a_fault_of_ours(fake: FakeTwilio, serve: Serve) -> None:
    ours = serve(Answer(503, b""))
    assert fake.texts_us(NUMBER, "food", ours.url) == 503
    assert len(ours.calls) == 1


def test_an_empty_text_is_a_text(fake: FakeTwilio, twilio: Twilio) -> None:
    assert twilio.read_inbound(signed(fake, {**FIELDS, "Body": ""})).text == ""


def test_new_fields_and_a_missing_sender_do_no_harm(fake: FakeTwilio, twilio: Twilio) -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "From"}
    assert twilio.read_inbound(signed(fake, {**fields, "Brand": "new"})).sender == ""


def test_a_field_that_comes_twice_alike_counts_once(fake: FakeTwilio, twilio: Twilio) -> None:
    call = signed(fake, FIELDS)
    assert twilio.read_inbound(Call(URL, call.headers, call.body + b"&NumMedia=0&Body=I+need+food")).id == SID


def test_a_text_that_comes_twice_with_other_words_is_malformed(fake: FakeTwilio, twilio: Twilio) -> None:
    # Signed as Twilio's library does it: every value after its name, in order.
    headers, _ = fake.signed({**FIELDS, "Body": "I need foodBodymore"}, URL)
    call = Call(URL, {"x-twilio-signature": headers["X-Twilio-Signature"]}, ENCODED + b"&Body=more")
    with pytest.raises(Malformed) as error:
        twilio.read_inbound(call)
    assert error.value.code == "twice"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"MessageSid": ""}, "id"),
        ({"MessageSid": "SM 1"}, "id"),
        ({"MessageSid": "SM" + "0" * 100}, "id"),
        ({"MessageSid": None}, "id"),
        ({"Body": None}, "text"),
    ],
)
def test_a_malformed_text_says_what_is_wrong(
    fake: FakeTwilio, twilio: Twilio, changes: dict[str, str | None], code: str
) -> None:
    fields = {name: value for name, value in {**FIELDS, **changes}.items() if value is not None}
    with pytest.raises(Malformed) as error:
        twilio.read_inbound(signed(fake, fields))
    assert error.value.code == code


def test_the_answer_to_a_webhook_says_nothing_to_the_resident(twilio: Twilio) -> None:
    body, kind = twilio.accepted
    root = ElementTree.fromstring(body)
    assert (root.tag, list(root), kind) == ("Response", [], "text/xml")


# Receipts


@pytest.mark.parametrize(
    ("status", "error", "fate", "code"),
    [
        ("queued", None, Fate.SENT, ""),
        ("sent", None, Fate.SENT, ""),
        ("delivered", None, Fate.DELIVERED, ""),
        ("undelivered", 30003, Fate.FAILED, "undelivered_30003"),
        ("failed", None, Fate.FAILED, "failed"),
    ],
)
def test_a_status_callback_tells_the_fate(
    fake: FakeTwilio, twilio: Twilio, webhook: Wire, status: str, error: int | None, fate: Fate, code: str
) -> None:
    sid = twilio.send(NUMBER, TEXT, REFERENCE)
    assert fake.reports(sid, status, webhook.url + "/status", error) == 200
    receipt = twilio.read_receipt(webhook.calls[0])
    assert (receipt.fate, receipt.code, receipt.id, receipt.reference) == (fate, code, sid, None)


def test_an_odd_error_code_is_left_out(fake: FakeTwilio, twilio: Twilio) -> None:
    fields = {"MessageSid": SID, "MessageStatus": "failed", "ErrorCode": NUMBER}
    assert twilio.read_receipt(signed(fake, fields)).code == "failed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"MessageStatus": "delivered"}, "id"),
        ({"MessageSid": SID}, "status"),
        ({"MessageSid": SID, "MessageStatus": "lost"}, "status"),
    ],
)
def test_a_malformed_receipt_says_what_is_wrong(
    fake: FakeTwilio, twilio: Twilio, fields: dict[str, str], code: str
) -> None:
    with pytest.raises(Malformed) as error:
        twilio.read_receipt(signed(fake, fields))
    assert error.value.code == code


# Sending


def test_a_text_goes_out_from_our_number(fake: FakeTwilio, twilio: Twilio) -> None:
    sid = twilio.send(NUMBER, TEXT, REFERENCE)
    sent = fake.messages[0]
    assert (sent["sid"], sent["from"], sent["to"], sent["body"]) == (sid, fake.number, NUMBER, TEXT)


def test_a_text_goes_out_through_a_messaging_service(fake: FakeTwilio, by_service: Twilio) -> None:
    sid = by_service.send(NUMBER, TEXT, REFERENCE)
    assert (fake.messages[0]["sid"], fake.messages[0]["messaging_service_sid"]) == (sid, fake.service_sid)
    assert "From" not in dict(parse_qsl(fake.asked[0].body.decode()))


def test_where_receipts_go_is_said_with_every_text(fake: FakeTwilio, make: Made) -> None:
    make(status_callback="https://a.example/status").send(NUMBER, TEXT, REFERENCE)
    assert dict(parse_qsl(fake.asked[0].body.decode()))["StatusCallback"] == "https://a.example/status"


def test_half_a_character_is_sent_as_a_question_mark(fake: FakeTwilio, twilio: Twilio) -> None:
    sid = twilio.send(NUMBER, "Open \ud83d", REFERENCE)
    assert fake.messages[0]["body"] == "Open ?"
    assert twilio.find(NUMBER, "Open \ud83d", REFERENCE, LONG_AGO) == sid


def test_threads_may_share_it(fake: FakeTwilio, make: Made) -> None:
    twilio = make(timeout_seconds=5.0)
    with ThreadPoolExecutor(8) as threads:
        sids = list(threads.map(lambda number: twilio.send(NUMBER, f"text {number}", REFERENCE), range(24)))
    assert len(set(sids)) == len(fake.messages) == 24


@pytest.mark.parametrize(
    ("number", "text", "code"),
    [("+4477", TEXT, "400_21211"), (NUMBER, "x" * 1601, "400_21617"), (NUMBER, "", "400_21602")],
)
def test_what_twilio_will_never_take_is_refused(twilio: Twilio, number: str, text: str, code: str) -> None:
    refused = failure(Refused, twilio, number, text)
    assert (refused.code, refused.opted_out) == (code, False)


def test_a_number_that_texted_stop_to_twilio_is_opted_out(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.receives(NUMBER, "Stop")
    refused = failure(Refused, twilio)
    assert (refused.code, refused.opted_out) == ("400_21610", True)


def test_a_number_that_texted_start_gets_texts_again(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.receives(NUMBER, "STOP")
    fake.receives(NUMBER, "START")
    assert twilio.send(NUMBER, TEXT, REFERENCE)


def test_a_token_that_is_not_taken_is_for_later(make: Made) -> None:
    later = failure(Later, make(auth_token="revoked"))
    assert (later.code, later.seconds) == ("401_20003", 60)


@pytest.mark.parametrize(("asked", "seconds"), [(None, None), ("7", 7), ("999999", 3600), ("soon", None), ("-1", None)])
def test_too_many_requests_are_for_as_late_as_twilio_says(
    fake: FakeTwilio, twilio: Twilio, asked: str | None, seconds: float | None
) -> None:
    fake.retry_after = asked
    fake.fails(Fault.TOO_FAST)
    later = failure(Later, twilio)
    assert (later.code, later.seconds) == ("429_20429", seconds)


@pytest.mark.parametrize(
    ("fault", "code", "accepted"),
    [
        (Fault.SLOW_AFTER, "timeout", 1),
        (Fault.DROPS_BEFORE, "connection", 0),
        (Fault.DROPS_AFTER, "connection", 1),
        (Fault.BREAKS_BEFORE, "500_20500", 0),
        (Fault.BREAKS_AFTER, "500_20500", 1),
        (Fault.UNREADABLE_AFTER, "unreadable", 1),
    ],
)
def test_it_is_uncertain_whether_a_text_was_sent(
    fake: FakeTwilio, twilio: Twilio, fault: Fault, code: str, accepted: int
) -> None:
    fake.fails(fault)
    assert failure(Uncertain, twilio).code == code
    assert len(fake.messages) == accepted


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (201, {"sid": None}, Uncertain, "unreadable"),
        (201, ["SM1"], Uncertain, "unreadable"),
        (503, b"<html>", Uncertain, "status_503"),
        (302, b"", Uncertain, "status_302"),
        (400, {"code": NUMBER, "message": NUMBER}, Refused, "status_400"),
        (404, {"code": 20404}, Refused, "404_20404"),
        (403, {"code": 20005}, Later, "403_20005"),
        (400, {"code": 21611}, Later, "400_21611"),
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
    failure(Uncertain, make(base_url=moved.url))
    assert elsewhere.asked == []


def test_a_refused_connection_is_for_later(make: Made, gone: str) -> None:
    assert failure(Later, make(base_url=gone)).code == "no_connection"


def test_no_failure_carries_the_number_along(make: Made, gone: str) -> None:
    twilio = make(base_url=gone)
    with pytest.raises(Uncertain) as error:
        twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    link: BaseException | None = error.value
    while link:
        assert NUMBER[1:] not in repr(link)
        link = link.__context__


# Looking up


@pytest.mark.parametrize("fault", [Fault.SLOW_AFTER, Fault.DROPS_AFTER, Fault.BREAKS_AFTER, Fault.UNREADABLE_AFTER])
def test_a_text_that_was_sent_unknown_to_us_is_found(fake: FakeTwilio, twilio: Twilio, fault: Fault) -> None:
    began = datetime.now(UTC)
    fake.fails(fault)
    failure(Uncertain, twilio)
    assert twilio.find(NUMBER, TEXT, REFERENCE, began) == fake.messages[0]["sid"]


@pytest.mark.parametrize("fault", [Fault.DROPS_BEFORE, Fault.BREAKS_BEFORE])
def test_a_text_that_was_not_sent_is_not_found(fake: FakeTwilio, twilio: Twilio, fault: Fault) -> None:
    fake.fails(fault)
    failure(Uncertain, twilio)
    assert twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO) is None


def test_a_text_through_a_messaging_service_is_found(fake: FakeTwilio, by_service: Twilio) -> None:
    fake.fails(Fault.SLOW_AFTER)
    failure(Uncertain, by_service)
    assert by_service.find(NUMBER, TEXT, REFERENCE, LONG_AGO) == fake.messages[0]["sid"]


def test_a_text_from_elsewhere_in_the_account_is_not_ours(twilio: Twilio, by_service: Twilio, fake: FakeTwilio) -> None:
    twilio.send(NUMBER, TEXT, REFERENCE)
    assert by_service.find(NUMBER, TEXT, REFERENCE, LONG_AGO) is None


def test_a_text_from_another_number_of_the_account_is_not_ours(fake: FakeTwilio, twilio: Twilio) -> None:
    twilio.send(NUMBER, TEXT, REFERENCE)
    fake.messages[0]["from"] = "+447700900998"
    assert twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO) is None


@pytest.mark.parametrize(("number", "text"), [(OTHER, TEXT), (NUMBER, "Other words")])
def test_another_text_is_not_taken_for_it(twilio: Twilio, number: str, text: str) -> None:
    twilio.send(number, text, REFERENCE)
    assert twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO) is None


def test_the_same_words_of_an_hour_ago_are_not_taken_for_it(fake: FakeTwilio, twilio: Twilio) -> None:
    twilio.send(NUMBER, TEXT, REFERENCE)
    fake.messages[0]["date_created"] = format_datetime(NOON - timedelta(hours=1))
    assert twilio.find(NUMBER, TEXT, REFERENCE, NOON) is None


def test_a_text_of_the_same_second_is_found(fake: FakeTwilio, twilio: Twilio) -> None:
    sid = twilio.send(NUMBER, TEXT, REFERENCE)
    fake.messages[0]["date_created"] = format_datetime(NOON)
    assert twilio.find(NUMBER, TEXT, REFERENCE, NOON + timedelta(milliseconds=999)) == sid


def test_of_several_the_newest_is_found(fake: FakeTwilio, twilio: Twilio) -> None:
    sids = [twilio.send(NUMBER, TEXT, REFERENCE) for _ in range(3)]
    for message, minutes in zip(fake.messages, (1, 3, 2), strict=True):
        message["date_created"] = format_datetime(NOON + timedelta(minutes=minutes))
    assert twilio.find(NUMBER, TEXT, REFERENCE, NOON) == sids[1]


def test_a_text_on_a_later_page_is_found(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.page_size = 2
    sid = twilio.send(NUMBER, TEXT, REFERENCE)
    for n in range(5):
        twilio.send(NUMBER, f"text {n}", REFERENCE)
    assert twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO) == sid


def test_the_words_that_twilio_puts_before_a_trial_are_no_difference(fake: FakeTwilio, twilio: Twilio) -> None:
    sid = twilio.send(NUMBER, TEXT, REFERENCE)
    fake.messages[0]["body"] = f"Sent from your Twilio trial account - {TEXT}"
    assert twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO) == sid


@pytest.mark.parametrize("date", [None, "", "yesterday", 7])
def test_a_found_text_without_a_date_stays_uncertain(fake: FakeTwilio, twilio: Twilio, date: object) -> None:
    twilio.send(NUMBER, TEXT, REFERENCE)
    fake.messages[0]["date_created"] = date
    with pytest.raises(Uncertain):
        twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.DROPS_BEFORE, "connection"),
        (Fault.SLOW_AFTER, "timeout"),
        (Fault.BREAKS_BEFORE, "500_20500"),
        (Fault.TOO_FAST, "429_20429"),
        (Fault.UNREADABLE_AFTER, "unreadable"),
    ],
)
def test_where_twilio_cannot_say_it_stays_uncertain(fake: FakeTwilio, twilio: Twilio, fault: Fault, code: str) -> None:
    fake.fails(fault, method="GET")
    with pytest.raises(Uncertain) as error:
        twilio.find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    assert error.value.code == code


@pytest.mark.parametrize("following", ["https://evil.example/", "@evil.example/", "//evil.example/", 7])
def test_the_token_goes_nowhere_else_for_a_page(make: Made, following: object, serve: Serve) -> None:
    wire = serve(Answer(200, {"messages": [], "next_page_uri": following}))
    with pytest.raises(Uncertain) as error:
        make(base_url=wire.url).find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    assert error.value.code == "unreadable"
    assert len(wire.asked) == 1


def test_pages_without_an_end_are_given_up(make: Made, serve: Serve) -> None:
    again = Answer(200, {"messages": [], "next_page_uri": "/2010-04-01/again"})
    wire = serve(*[again] * 30)
    with pytest.raises(Uncertain) as error:
        make(base_url=wire.url).find(NUMBER, TEXT, REFERENCE, LONG_AGO)
    assert error.value.code == "too_many"


# Fetching received texts


def test_a_fetched_text_is_the_one_of_the_webhook(fake: FakeTwilio, make: Made) -> None:
    twilio = make(clock=lambda: NOON)
    sid = fake.receives(NUMBER, "food cv34", NOON)
    headers, body = fake.callback(sid, URL)
    called = twilio.read_inbound(Call(URL, {name.lower(): value for name, value in headers.items()}, body))
    assert list(twilio.received(LONG_AGO)) == [called]


def test_all_pages_are_fetched(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.page_size = 2
    sids = [fake.receives(NUMBER, f"text {n}", NOON + timedelta(minutes=n)) for n in range(5)]
    assert [text.id for text in twilio.received(LONG_AGO)] == sids[::-1]


def test_older_texts_of_the_same_day_are_left_out(fake: FakeTwilio, twilio: Twilio) -> None:
    sids = [fake.receives(NUMBER, f"text {n}", NOON + timedelta(minutes=n)) for n in range(3)]
    assert [text.id for text in twilio.received(NOON + timedelta(minutes=1))] == [sids[2], sids[1]]


def test_only_the_days_since_then_are_asked_for(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.receives(NUMBER, "yesterday", NOON - timedelta(days=1))
    list(twilio.received(NOON))
    assert (fake.asked[0].query["DateSent>"], fake.asked[0].query["To"]) == ("2026-11-20", fake.number)


def test_our_own_texts_are_not_received_ones(fake: FakeTwilio, twilio: Twilio) -> None:
    twilio.send(NUMBER, TEXT, REFERENCE)
    fake.messages[0]["to"] = fake.number
    assert list(twilio.received(LONG_AGO)) == []


def test_one_unreadable_text_does_not_hide_the_others(fake: FakeTwilio, twilio: Twilio) -> None:
    first = fake.receives(NUMBER, "first", NOON)
    fake.receives(NUMBER, "second", NOON)
    fake.messages[-1]["body"] = None
    assert [text.id for text in twilio.received(LONG_AGO)] == [first]


def test_nothing_can_be_fetched_for_a_messaging_service_alone(fake: FakeTwilio, by_service: Twilio) -> None:
    fake.receives(NUMBER, "food", NOON)
    assert list(by_service.received(LONG_AGO)) == []
    assert fake.asked == []


def test_fetching_fails_as_a_whole_where_a_page_cannot_be_had(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.fails(Fault.BREAKS_BEFORE, method="GET")
    with pytest.raises(SendError) as error:
        list(twilio.received(LONG_AGO))
    assert error.value.code == "500_20500"


# Settings


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("account_sid", ""),
        ("account_sid", "SK" + "0" * 32),
        ("account_sid", "AC" + "0" * 31),
        ("auth_token", ""),
        ("auth_token", "two words"),
        ("from_number", "07700900999"),
        ("from_number", "+44 7700 900999"),
        ("messaging_service_sid", "AC" + "0" * 32),
    ],
)
def test_a_setting_of_the_wrong_shape_is_named_and_not_shown(make: Made, wrong: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{wrong}: ") as error:
        make(**{wrong: value})
    assert not value or value not in str(error.value)


def test_without_a_number_or_a_service_nothing_can_be_sent(make: Made) -> None:
    with pytest.raises(ValueError, match="^from_number or messaging_service_sid: "):
        make(from_number=None)


def test_stop_is_confirmed_by_twilio(twilio: Twilio) -> None:
    assert twilio.answers_stop is True
    assert twilio.name == "twilio"
