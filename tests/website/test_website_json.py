"""POST /chat/messages: the contract, and what happens to those who do not keep to it."""

from __future__ import annotations

import pytest

import safety
from tests.website.card_factories import answer, card

BUTTONS = [{"text": "Which?", "buttons": [{"title": "Food", "payload": '/need_food{"x": 1}'}]}]


def post(client, **body):
    return client.post("/chat/messages", json=body)


def choice_of(response) -> str:
    return response.json["messages"][0]["buttons"][0]["choice"]


def texts(response) -> list[str]:
    return [message["text"] for message in response.json["messages"]]


def test_an_answer_has_the_shape_of_the_contract(client, rasa):
    rasa.says(answer(card()))
    response = post(client, message="no food cv11")
    assert response.status_code == 200
    assert set(response.json) == {"conversation", "messages"}
    (message,) = response.json["messages"]
    assert set(message) == {"text", "buttons", "custom"}
    assert message["text"].endswith("1. Example Foodbank")
    assert message["custom"]["cards"] == [card()]
    assert [set(button) for button in message["buttons"]] == [{"title", "choice"}]


def test_messages_without_buttons_or_custom_have_only_text(client):
    assert post(client, message="hello").json["messages"] == [{"text": "Hello."}]


def test_a_conversation_goes_on_with_its_token(client, rasa):
    first = post(client, message="one").json["conversation"]
    second = post(client, message="two", conversation=first).json["conversation"]
    post(client, message="three", conversation=second)
    assert len({body["sender"] for body in rasa.heard}) == 1
    assert len(rasa.last["sender"]) == 32


def test_two_conversations_never_mix(client, rasa):
    first, second = (post(client, message=word).json["conversation"] for word in ("one", "two"))
    post(client, message="more", conversation=first)
    post(client, message="more", conversation=second)
    senders = [body["sender"] for body in rasa.heard]
    assert senders[0] == senders[2] != senders[1] == senders[3]


def test_a_choice_sends_the_payload_that_was_offered(client, rasa):
    rasa.says(BUTTONS)
    response = post(client, message="help")
    assert "/need_food" not in choice_of(response)
    post(client, choice=choice_of(response), conversation=response.json["conversation"])
    assert rasa.last["message"] == '/need_food{"x": 1}'


def test_a_payload_itself_is_no_choice(client, rasa, wording):
    token = post(client, message="help").json["conversation"]
    assert texts(post(client, choice="/restart", conversation=token)) == [wording.say("utter_old_choice")]
    assert len(rasa.heard) == 1


def test_a_choice_counts_only_for_the_last_reply(client, rasa, wording):
    rasa.says(BUTTONS)
    first = post(client, message="help")
    second = post(client, message="again", conversation=first.json["conversation"])
    old = wording.say("utter_old_choice")
    assert texts(post(client, choice=choice_of(first), conversation=second.json["conversation"])) == [old]
    # Not even with the token that it came with.
    assert texts(post(client, choice=choice_of(first), conversation=first.json["conversation"])) == [old]
    assert len(rasa.heard) == 2


def test_an_old_choice_leaves_the_last_reply_as_it_was(client, rasa):
    rasa.says(BUTTONS)
    first = post(client, message="help")
    second = post(client, message="again", conversation=first.json["conversation"])
    refused = post(client, choice=choice_of(first), conversation=second.json["conversation"])
    post(client, choice=choice_of(second), conversation=refused.json["conversation"])
    assert rasa.last["message"].startswith("/need_food")


def test_a_choice_belongs_to_its_conversation(client, rasa, wording):
    rasa.says(BUTTONS)
    mine, theirs = post(client, message="help"), post(client, message="help")
    refused = post(client, choice=choice_of(theirs), conversation=mine.json["conversation"])
    assert texts(refused) == [wording.say("utter_old_choice")]
    assert texts(post(client, choice=choice_of(theirs))) == [wording.say("utter_old_choice")]


def test_choices_count_again_after_a_slip_or_a_fault(client, rasa):
    rasa.says(BUTTONS)
    first = post(client, message="help")
    slip = post(client, message="😢", conversation=first.json["conversation"])
    rasa.hangs_up()
    fault = post(client, message="help?", conversation=slip.json["conversation"])
    rasa.says(BUTTONS)
    post(client, choice=choice_of(first), conversation=fault.json["conversation"])
    assert rasa.last["message"].startswith("/need_food")


def test_choices_count_in_a_process_that_has_not_seen_the_conversation(make_app, rasa, wording):
    rasa.says(BUTTONS)
    here, there = make_app().test_client(), make_app().test_client()
    first = post(here, message="help")
    second = post(there, choice=choice_of(first), conversation=first.json["conversation"])
    assert rasa.last["message"].startswith("/need_food")
    refused = post(here, choice=choice_of(first), conversation=second.json["conversation"])
    assert texts(refused) == [wording.say("utter_old_choice")]


def changed(token: str) -> str:
    return token[:-3] + ("AAA" if token[-3:] != "AAA" else "BBB")


@pytest.mark.parametrize(
    "forge",
    [
        changed,
        lambda token: token.partition(".")[0],
        lambda token: "x" * len(token),
        lambda token: "",
        lambda token: "\ud800é",
        lambda token: 7,
        lambda token: {"id": token},
        lambda token: None,
    ],
)
def test_a_forged_token_gets_a_fresh_conversation(client, rasa, forge):
    real = post(client, message="my secret").json["conversation"]
    response = post(client, message="hello", conversation=forge(real))
    assert response.status_code == 200
    assert rasa.heard[1]["sender"] != rasa.heard[0]["sender"]


def test_a_token_of_another_secret_or_kind_is_no_conversation(make_app, rasa):
    client = make_app().test_client()
    rasa.says(BUTTONS)
    answered = post(client, message="one")
    elsewhere = make_app(secret_key="another-secret-that-is-long-enough-too").test_client()
    post(elsewhere, message="two", conversation=answered.json["conversation"])
    post(client, message="three", conversation=choice_of(answered))
    assert len({body["sender"] for body in rasa.heard}) == 3


def test_a_conversation_ends_after_an_idle_hour_and_says_so(client, rasa, clock, wording):
    first = post(client, message="one").json["conversation"]
    clock.pass_minutes(59)
    second = post(client, message="two", conversation=first).json["conversation"]
    clock.pass_minutes(61)
    third = post(client, message="three", conversation=second)
    assert texts(third) == [wording.say("utter_expired"), "Hello."]
    senders = [body["sender"] for body in rasa.heard]
    assert senders[0] == senders[1] != senders[2]


def test_danger_comes_before_the_news_that_a_conversation_ended(client, clock, wording):
    token = post(client, message="one").json["conversation"]
    clock.pass_minutes(61)
    said = texts(post(client, message="i want to kill myself", conversation=token))
    assert said[0] == safety.reply(("self_harm",), safety.snapshot())[0]
    assert wording.say("utter_expired") not in said


@pytest.mark.parametrize("message", ["", "   ", "\x00", "😢", "x" * 10_000, "/"])
def test_a_slip_is_answered_kindly(client, rasa, message):
    response = post(client, message=message)
    assert response.status_code == 200
    assert texts(response)[0].strip()
    assert rasa.heard == []


@pytest.mark.parametrize(
    "message", ["/restart", "／restart", "' OR 1=1 --", "{{7*7}}", "<script>", "\ud800", "٣ 食べ物"]
)
def test_odd_words_are_words(client, rasa, message):
    assert post(client, message=message).status_code == 200
    assert not rasa.heard or not rasa.last["message"].startswith("/")


CLIENT_FAULTS = {
    "malformed": (b"{", "application/json", 400),
    "empty": (b"", "application/json", 400),
    "bytes": (b"\xff\xfe", "application/json", 400),
    "deep": (b"[" * 50_000, "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "a string": (b'"hello"', "application/json", 400),
    "nothing asked": (b"{}", "application/json", 400),
    "null": (b'{"message": null}', "application/json", 400),
    "a number": (b'{"message": 5}', "application/json", 400),
    "a list of words": (b'{"message": ["help"]}', "application/json", 400),
    "a choice that is no text": (b'{"choice": {"payload": "/x"}}', "application/json", 400),
    "a form": (b"message=help", "application/x-www-form-urlencoded", 415),
    "plain text": (b"help", "text/plain", 415),
    "too large": (b'{"message": "' + b"x" * 70_000 + b'"}', "application/json", 413),
}


@pytest.mark.parametrize("what", CLIENT_FAULTS)
def test_a_client_that_does_not_keep_to_the_contract_is_told(client, rasa, what):
    body, kind, status = CLIENT_FAULTS[what]
    response = client.post("/chat/messages", data=body, content_type=kind)
    assert response.status_code == status
    assert response.json["error"].replace("_", "").isalpha()
    assert texts(response)[0].strip()
    assert "Traceback" not in response.text
    assert rasa.heard == []


def test_too_large_a_body_gets_the_words_for_too_long(client, wording):
    response = post(client, message="x" * 70_000)
    assert texts(response) == [wording.say("utter_too_long")]


def test_reading_the_door_is_not_allowed(client):
    response = client.get("/chat/messages")
    assert (response.status_code, set(response.headers["Allow"].split(", "))) == (405, {"OPTIONS", "POST"})
    assert response.json["error"] == "method_not_allowed"


def test_what_breaks_inside_is_not_shown(client, rasa, monkeypatch, wording):
    chat = client.application.extensions["chat"]
    monkeypatch.setattr(type(chat), "answer", lambda *_: 1 / 0)
    response = post(client, message="help")
    assert response.status_code == 500
    assert texts(response) == [wording.say("utter_unavailable", **safety.snapshot())]
    assert "ZeroDivision" not in response.text


def test_too_many_messages_are_slowed_kindly_but_danger_is_answered(make_app, rasa, wording):
    client = make_app(limit_per_conversation="2/minute").test_client()
    token = None
    for _ in range(2):
        token = post(client, message="help", conversation=token).json["conversation"]
    slowed = post(client, message="help", conversation=token)
    assert (slowed.status_code, texts(slowed)) == (429, [wording.say("utter_slow_down")])
    danger = post(client, message="i want to kill myself", conversation=token)
    assert texts(danger) == list(safety.reply(("self_harm",), safety.snapshot()))
    assert len(rasa.heard) == 2


def test_an_address_is_limited_over_all_its_conversations(make_app, rasa):
    client = make_app(limit_per_address="3/minute").test_client()
    statuses = [post(client, message="help").status_code for _ in range(4)]
    elsewhere = client.post("/chat/messages", json={"message": "help"}, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert (statuses, elsewhere.status_code) == ([200, 200, 200, 429], 200)


def test_an_address_is_what_the_trusted_proxy_says_and_nobody_else(make_app):
    def statuses(client):
        return [
            client.post(
                "/chat/messages", json={"message": "help"}, headers={"X-Forwarded-For": f"203.0.113.{place}"}
            ).status_code
            for place in range(2)
        ]

    assert statuses(make_app(limit_per_address="1/minute").test_client()) == [200, 429]
    assert statuses(make_app(limit_per_address="1/minute", trusted_proxies=1).test_client()) == [200, 200]


def test_an_ipv6_household_is_one_address(make_app):
    client = make_app(limit_per_address="1/minute").test_client()
    statuses = [
        client.post("/chat/messages", json={"message": "a"}, environ_base={"REMOTE_ADDR": address}).status_code
        for address in ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1")
    ]
    assert statuses == [200, 429, 200]


def test_counters_that_cannot_be_reached_cost_nobody_an_answer(make_app):
    client = make_app(limiter_storage="redis://127.0.0.1:1").test_client()
    assert post(client, message="help").status_code == 200
