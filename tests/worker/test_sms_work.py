"""Texts that came, answered by the worker: a real database, Rasa at the wire, a provider that sends nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

import safety
from channels.rasa import RasaClient
from channels.sms import inbox, outbox
from channels.sms.answering import SAME_WORDS, SILENT_AT, Answering, Names
from channels.sms.models import InboundState
from channels.sms.provider import Later, Received
from channels.sms.rendering import Text
from channels.sms.spending import Spend
from channels.wording import Wording
from settings import Settings
from tests.channels.fake_rasa import FakeRasa
from tests.channels.sms.sms_factories import (
    HER,
    HIM,
    NOON,
    NUMBER,
    OTHER_NUMBER,
    SEALED,
    Clock,
    FakeProvider,
    came,
    card,
    contact,
    emptied_store,
    inbound,
    listed,
    outbound,
    sqlite_store,
    statement_refused,
)
from worker.sending import Sender
from worker.sms import LEASE, MOST_ATTEMPTS, RETRY_AFTER, SmsWork, run

WORDING = Wording.load(Settings().domain_path)
SECOND = timedelta(seconds=1)
PATIENCE = timedelta(seconds=60)
NAMES = Names("Warwickshire County Council", "Signpost", "https://signpost.example/privacy")
UNAVAILABLE = WORDING.say("utter_unavailable", "sms", **safety.snapshot())
# Cards that cannot be told: whatever is wrong inside, it is met while answering.
UNTELLABLE = [{"text": "Food"}, {"custom": {"type": "service_cards", "cards": [{}, {}]}}]

Store = sessionmaker[Session]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        yield from sqlite_store(empty_file, tmp_path)
    else:
        yield from emptied_store(request.getfixturevalue("postgres_engine"))


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    yield fake
    fake.stop()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def work(store: Store, rasa: FakeRasa, clock: Clock, provider: FakeProvider) -> Iterator[SmsWork]:
    client = RasaClient(rasa.url, timeout_seconds=2.0)
    answering = Answering(client, WORDING, dict, SEALED, NAMES, timedelta(minutes=60), PATIENCE)
    providers = {provider.name: provider}
    yield SmsWork(store, SEALED, answering, Sender(store, SEALED, providers, Spend(2, 2000), clock), providers, clock)
    client.close()


@pytest.fixture
def texted(store: Store, clock: Clock) -> Callable[..., None]:
    """texted("one", "two", number=…): they came, a second apart."""

    def stored(*texts: str, **others: Any) -> None:
        with store.begin() as session:
            for place, text in enumerate(texts):
                at = clock() + place * SECOND
                came(session, text, at, **{"id": f"{len(inbound(session))}", "stored": clock(), **others})

    return stored


def states(store: Store) -> list[str]:
    with store() as session:
        return [row.state for row in inbound(session)]


def answers(store: Store) -> list[str]:
    with store() as session:
        return [SEALED.open(row.text or b"") or "" for row in outbound(session)]


# One text


def test_without_a_text_there_is_nothing_to_do(work):
    assert work.answer_one("w") is False


def test_a_text_is_answered(work, store, texted):
    texted("no food cv11")
    assert work.answer_one("w") is True
    assert states(store) == [InboundState.ANSWERED]
    assert [text.split("\n")[-1] for text in answers(store)] == ["Hello."]


def test_the_answer_goes_to_who_asked_by_the_same_provider(work, store, texted):
    texted("no food cv11")
    work.answer_one("w")
    with store() as session:
        (row,) = outbound(session)
        assert (row.provider, row.contact, SEALED.open(row.number or b"")) == ("notify", HER, NUMBER)
        assert row.inbound_id == inbound(session)[0].id


def test_what_was_typed_is_gone_and_the_redacted_words_are_kept(work, store, texted):
    texted("ring 07700 900123 about food")
    work.answer_one("w")
    with store() as session:
        (row,) = inbound(session)
        assert (row.text, row.number, row.heard) == (None, None, "ring [removed] about food")


def test_texts_of_one_telephone_are_answered_in_their_order(work, rasa, texted):
    texted("one", "two", "three")
    work.answer_one("w")
    assert [body["message"] for body in rasa.heard] == ["one", "two", "three"]


def test_one_step_answers_one_telephone(work, store, texted):
    texted("one"), texted("two", number=OTHER_NUMBER)
    work.answer_one("w")
    assert states(store) == [InboundState.ANSWERED, InboundState.WAITING]
    work.answer_one("w")
    assert states(store) == [InboundState.ANSWERED, InboundState.ANSWERED]


def test_an_answered_telephone_is_let_go(work, store, texted):
    texted("one")
    work.answer_one("w")
    with store() as session:
        row = contact(session)
        assert (row.due_at, row.leased_by, row.leased_until) == (None, None, None)


# What is remembered of a telephone


def test_nobody_is_greeted_twice(work, store, texted, clock):
    texted("one")
    work.answer_one("w")
    clock.passes(minutes=5)
    texted("two")
    work.answer_one("w")
    first, second = answers(store)
    assert first.startswith("Signpost, Warwickshire County Council") and second == "Hello."


def test_a_number_means_what_was_offered_before(work, rasa, texted):
    buttons = [{"title": "Food", "payload": "/need_food"}]
    rasa.says([{"text": "Which?", "buttons": buttons}, {"custom": {"type": "question", "asks": "category"}}])
    texted("help me", "1")
    work.answer_one("w")
    assert rasa.last["message"] == "/need_food"


def test_more_brings_what_did_not_fit(work, store, rasa, texted):
    rasa.says(listed(*(card(name=f"Foodbank {'of the parish ' * 4}{place}") for place in range(5))))
    texted("food cv11", "MORE")
    work.answer_one("w")
    first, second = answers(store)
    assert first.count("Foodbank") + second.count("Foodbank") == 5
    assert len(rasa.heard) == 1


def test_after_stop_there_is_silence_until_start(work, store, texted, rasa):
    texted("STOP", "hello", "START", "hello again")
    work.answer_one("w")
    assert states(store) == ["answered", "ignored", "answered", "answered"]
    assert [body["message"] for body in rasa.heard] == ["hello again"]


def test_new_begins_another_conversation_for_what_comes_then(work, rasa, texted):
    texted("one", "NEW", "two")
    work.answer_one("w")
    first, new, then = (body["sender"] for body in rasa.heard)
    assert first != new == then


def test_an_hour_of_silence_begins_another_conversation(work, rasa, texted, clock):
    texted("one")
    work.answer_one("w")
    clock.passes(minutes=61)
    texted("two")
    work.answer_one("w")
    assert rasa.heard[0]["sender"] != rasa.heard[1]["sender"]


def test_who_says_the_same_again_and_again_is_left(work, store, texted):
    texted(*["hello"] * (SAME_WORDS + 1))
    work.answer_one("w")
    assert states(store) == ["answered"] * SAME_WORDS + ["ignored"]


def test_what_was_said_ten_minutes_ago_is_not_said_again_and_again(work, store, texted, clock):
    texted(*["hello"] * SAME_WORDS)
    work.answer_one("w")
    clock.passes(minutes=11)
    texted("hello")
    work.answer_one("w")
    assert states(store)[-1] == InboundState.ANSWERED


def test_a_telephone_that_had_too_many_texts_gets_no_more(work, store, texted, clock):
    with store.begin() as session:
        outbox.put(session, SEALED, NUMBER, [Text("x")] * SILENT_AT, provider="notify", now=clock())
    texted("hello")
    work.answer_one("w")
    assert states(store) == [InboundState.IGNORED]


# Both or neither


@pytest.mark.parametrize("statement", ["INSERT INTO sms_outbound", "UPDATE sms_inbound SET number"])
def test_when_the_database_fails_neither_the_answer_nor_the_state_is_written(work, store, texted, statement):
    texted("hello")
    with statement_refused(store.kw["bind"], statement), pytest.raises(OSError):
        work.answer_one("w")
    assert (states(store), answers(store)) == ([InboundState.WAITING], [])
    with store() as session:
        row = contact(session)
        assert (row.heard_at, row.greeted) == (None, False)


def test_and_once_it_works_again_there_is_one_answer(work, store, texted, clock):
    texted("hello")
    with statement_refused(store.kw["bind"], "INSERT INTO sms_outbound"), pytest.raises(OSError):
        work.answer_one("w")
    clock.passes(seconds=31)
    work.answer_one("another")
    assert (states(store), len(answers(store))) == ([InboundState.ANSWERED], 1)


class Killed(BaseException):
    pass


def during(work: SmsWork, then: Callable[[], None]) -> SmsWork:
    """The same work, but `then` happens while the next text is being answered."""

    class Meanwhile(Answering):
        def answer(self, *arguments: Any, **others: Any) -> Any:
            decision = super().answer(*arguments, **others)
            then()
            return decision

    known = work.answering
    fields = {name: getattr(known, name) for name in known.__dataclass_fields__}
    return replace(work, answering=Meanwhile(**fields))


def killed() -> None:
    raise Killed


def test_after_a_kill_another_worker_goes_on_when_the_lease_has_run_out(work, store, texted, clock):
    texted("hello")
    with pytest.raises(Killed):
        during(work, killed).answer_one("w")
    clock.passes(seconds=LEASE.total_seconds())
    assert work.answer_one("another") is False
    clock.passes(seconds=1)
    assert work.answer_one("another") is True
    assert (states(store), len(answers(store))) == ([InboundState.ANSWERED], 1)


def test_a_text_that_kills_every_worker_is_parked_with_an_answer(work, store, texted, clock, rasa):
    texted("hello")
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            during(work, killed).answer_one("w")
        clock.passes(seconds=31)
    during(work, killed).answer_one("w")
    assert (states(store), answers(store)) == ([InboundState.PARKED], [UNAVAILABLE])


def test_who_lost_the_lease_writes_nothing(work, store, texted, clock):
    texted("hello")

    def lose() -> None:
        clock.passes(seconds=31)
        with store.begin() as session:
            assert inbox.lease(session, "another", clock(), LEASE) == HER

    during(work, lose).answer_one("w")
    assert (states(store), answers(store)) == ([InboundState.WAITING], [])
    with store() as session:
        assert (contact(session).leased_by, contact(session).heard_at) == ("another", None)


def test_a_lease_that_ran_out_but_was_not_taken_still_holds(work, store, texted, clock):
    texted("hello")
    during(work, lambda: clock.passes(seconds=31)).answer_one("w")
    assert states(store) == [InboundState.ANSWERED]


def test_a_text_that_comes_while_another_is_answered_is_answered_too(work, store, texted):
    texted("hello")
    more = iter([lambda: texted("one more")])
    during(work, lambda: next(more, lambda: None)()).answer_one("w")
    assert states(store) == [InboundState.ANSWERED] * 2


# When answering fails


def test_a_text_whose_answer_fails_is_tried_again(work, store, texted, rasa, clock):
    texted("food cv11")
    rasa.says(UNTELLABLE)
    work.answer_one("w")
    assert (states(store), answers(store)) == ([InboundState.WAITING], [])
    rasa.says([{"text": "Hello."}])
    clock.passes(seconds=RETRY_AFTER.total_seconds())
    work.answer_one("w")
    assert states(store) == [InboundState.ANSWERED]


def test_it_is_not_tried_again_at_once(work, texted, rasa, clock):
    texted("food cv11")
    rasa.says(UNTELLABLE)
    work.answer_one("w")
    clock.passes(seconds=2)
    assert work.answer_one("w") is False


def fail(work: SmsWork, clock: Clock, times: int) -> None:
    for _ in range(times):
        work.answer_one("w")
        clock.passes(seconds=RETRY_AFTER.total_seconds())


def test_after_four_attempts_it_is_parked_with_an_answer(work, store, texted, rasa, clock):
    texted("food cv11")
    rasa.says(UNTELLABLE)
    fail(work, clock, MOST_ATTEMPTS - 1)
    assert states(store) == [InboundState.WAITING]
    fail(work, clock, 1)
    assert (states(store), answers(store)) == ([InboundState.PARKED], [UNAVAILABLE])
    assert len(rasa.heard) == MOST_ATTEMPTS


@pytest.mark.parametrize("text", ["i want to kill myself", "my life is over"])
def test_danger_that_is_parked_gets_the_crisis_lines(work, store, texted, rasa, clock, text):
    texted(text)
    rasa.says(UNTELLABLE)
    fail(work, clock, MOST_ATTEMPTS)
    assert states(store) == [InboundState.PARKED]
    assert answers(store) == [safety.reply(("self_harm",), safety.snapshot(), "sms")[0]]


def test_a_parked_text_keeps_no_words_but_why(work, store, texted, rasa, clock):
    texted("food cv11")
    rasa.says(UNTELLABLE)
    fail(work, clock, MOST_ATTEMPTS)
    with store() as session:
        (row,) = inbound(session)
        assert (row.text, row.number, row.heard, row.code) == (None, None, "", "KeyError")


def test_after_a_parked_text_the_next_ones_are_answered(work, store, texted, rasa, clock):
    texted("food cv11", "HELP")
    rasa.says(UNTELLABLE)
    fail(work, clock, MOST_ATTEMPTS)
    assert states(store) == [InboundState.PARKED, InboundState.ANSWERED]


def test_a_text_that_cannot_even_be_redacted_is_parked_too(work, store, texted, clock, monkeypatch):
    def redact(_: str) -> str:
        raise RecursionError

    monkeypatch.setattr("channels.sms.answering.redact", redact)
    texted("food cv11")
    fail(work, clock, MOST_ATTEMPTS)
    assert (states(store), answers(store)) == ([InboundState.PARKED], [UNAVAILABLE])


def test_nothing_typed_appears_in_logs(work, texted, rasa, clock, caplog):
    caplog.set_level(logging.DEBUG)
    texted("unmistakable zebra")
    rasa.says(UNTELLABLE)
    fail(work, clock, MOST_ATTEMPTS)
    assert "KeyError" in caplog.text
    assert "zebra" not in caplog.text and "7700" not in caplog.text


def test_a_text_of_a_provider_that_is_configured_no_more_is_parked(work, store, texted):
    texted("hello", provider="twilio")
    work.answer_one("w")
    with store() as session:
        (row,) = inbound(session)
        assert (row.state, row.code, outbound(session)) == (InboundState.PARKED, "no_provider", [])


# When the assistant does not answer


def test_while_the_assistant_is_down_a_text_waits_unblamed(work, store, texted, rasa, clock):
    texted("hello")
    rasa.sends(b"", 500)
    fail(work, clock, 10)
    with store() as session:
        (row,) = inbound(session)
        assert (row.state, row.attempts, row.code) == (InboundState.WAITING, 0, "unavailable")


def test_and_its_next_texts_do_not_overtake_it(work, store, texted, rasa, clock):
    texted("hello", "HELP")
    rasa.sends(b"", 500)
    fail(work, clock, 2)
    assert states(store) == [InboundState.WAITING] * 2


def test_when_it_is_back_the_text_is_answered(work, store, texted, rasa, clock):
    texted("hello")
    rasa.sends(b"", 500)
    fail(work, clock, 2)
    rasa.says([{"text": "Here I am."}])
    work.answer_one("w")
    assert answers(store)[0].endswith("\nHere I am.")


def test_when_patience_ends_the_numbers_of_people_are_sent(work, store, texted, rasa, clock):
    texted("hello")
    rasa.sends(b"", 500)
    clock.passes(seconds=PATIENCE.total_seconds())
    work.answer_one("w")
    assert states(store) == [InboundState.ANSWERED]
    assert answers(store)[0].endswith(UNAVAILABLE)


def test_danger_does_not_wait_for_the_assistant(work, store, texted, rasa):
    texted("i want to kill myself")
    rasa.sends(b"", 500)
    work.answer_one("w")
    assert answers(store) == [safety.reply(("self_harm",), safety.snapshot(), "sms")[0]]
    with store() as session:
        assert [row.kind for row in outbound(session)] == ["danger"]


# Texts whose webhook was lost


def lost(id: str, hours: float = 1) -> Received:
    return Received(id, NUMBER, "food", NOON - timedelta(hours=hours))


def test_texts_whose_webhook_was_lost_are_stored(work, store, provider):
    provider.lost = [lost("a"), lost("b")]
    assert work.catch_up(provider, NOON - timedelta(hours=24)) == 2
    assert states(store) == [InboundState.WAITING] * 2


def test_and_stored_once(work, store, provider):
    provider.lost = [lost("a")]
    assert [work.catch_up(provider, NOON - timedelta(hours=24)) for _ in range(2)] == [1, 0]
    assert len(states(store)) == 1


def test_a_text_whose_webhook_came_is_not_stored_again(work, store, provider, texted):
    texted("food", id="a")
    provider.lost = [lost("a")]
    assert work.catch_up(provider, NOON - timedelta(hours=24)) == 0
    assert len(states(store)) == 1


def test_texts_from_before_are_not_asked_for(work, provider):
    provider.lost = [lost("old", hours=25)]
    assert work.catch_up(provider, NOON - timedelta(hours=24)) == 0


def test_a_lost_text_is_answered_like_any_other(work, store, provider):
    provider.lost = [lost("a")]
    work.catch_up(provider, NOON - timedelta(hours=24))
    assert work.answer_one("w") is True
    assert len(answers(store)) == 1


def test_two_telephones_lost_together_are_both_due(work, store, provider):
    provider.lost = [lost("a"), Received("b", OTHER_NUMBER, "food", NOON)]
    work.catch_up(provider, NOON - timedelta(hours=24))
    with store() as session:
        assert {contact(session, key).due_at for key in (HER, HIM)} == {NOON}


# All of it running


class Waits(FakeProvider):
    """`enough` is set when so many texts were sent."""

    def __init__(self, enough: int) -> None:
        super().__init__()
        self.enough, self._count = threading.Event(), enough

    def send(self, number: str, text: str, reference: str) -> str:
        id = super().send(number, text, reference)
        if len(self.sent) >= self._count:
            self.enough.set()
        return id


def running(work: SmsWork, provider: Waits) -> SmsWork:
    providers = {provider.name: provider}
    return replace(work, providers=providers, sender=replace(work.sender, providers=providers))


def ran(work: SmsWork, provider: Waits) -> None:
    stop = threading.Event()
    threads = run(running(work, provider), stop)
    try:
        assert provider.enough.wait(20)
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_texts_that_came_are_answered_and_sent_once_by_the_threads(work, texted):
    provider = Waits(6)
    for place in range(6):
        texted("hello", number=f"+4477009001{place:02}")
    ran(work, provider)
    assert sorted(number for number, _, _ in provider.sent) == [f"+4477009001{place:02}" for place in range(6)]


def test_lost_texts_are_fetched_when_the_worker_starts(work):
    provider = Waits(1)
    provider.lost = [lost("a")]
    ran(work, provider)
    assert [number for number, _, _ in provider.sent] == [NUMBER]


def test_a_provider_that_cannot_be_asked_stops_nobody(work, texted, caplog):
    class Mute(Waits):
        def received(self, since: Any) -> Any:
            raise Later("no_connection")

    texted("hello")
    ran(work, Mute(1))
    assert "could not be fetched: Later" in caplog.text
