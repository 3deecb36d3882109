"""Texts that are due, sent by the worker: what each kind of failure gets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from channels.sms import outbox
from channels.sms.models import OutboundState, SmsOutbound
from channels.sms.outbox import LOOK_UPS
from channels.sms.privacy import Sealed
from channels.sms.provider import Fate, Later, Receipt, Refused, Uncertain
from channels.sms.rendering import Text
from channels.sms.spending import Spend
from tests.channels.sms.sms_factories import (
    NOON,
    NUMBER,
    OTHER_NUMBER,
    SEALED,
    Clock,
    FakeProvider,
    came,
    contact,
    emptied_store,
    outbound,
    sqlite_store,
)
from worker.sending import LEASE, LONGEST_RETRY, LOOK_UP_AFTER, PER_HOUR, SAME_PER_HOUR, STALE_AFTER, Sender

SECOND = timedelta(seconds=1)
PENCE, PENCE_PER_DAY = 2.0, 20.0

Store = sessionmaker[Session]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        yield from sqlite_store(empty_file, tmp_path)
    else:
        yield from emptied_store(request.getfixturevalue("postgres_engine"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def sender(store: Store, clock: Clock, provider: FakeProvider) -> Sender:
    return Sender(store, SEALED, {provider.name: provider}, Spend(PENCE, PENCE_PER_DAY), clock)


@pytest.fixture
def put(store: Store, clock: Clock) -> Callable[..., list[str]]:
    """put("one", "two", number=…, kind=…): texts to be sent now; their references."""

    def waiting(*words: str, number: str = NUMBER, kind: str = "answer", **others: Any) -> list[str]:
        texts = [Text(one, kind) for one in words]
        with store.begin() as session:
            return outbox.put(session, SEALED, number, texts, **{"provider": "notify", "now": clock(), **others})

    return waiting


def rows(store: Store) -> list[SmsOutbound]:
    with store() as session:
        return outbound(session)


def row(store: Store) -> SmsOutbound:
    (only,) = rows(store)
    return only


def states(store: Store) -> list[str]:
    return [one.state for one in rows(store)]


def send_all(sender: Sender) -> None:
    while sender.send_one():
        pass


def look_up(sender: Sender, clock: Clock) -> None:
    """The next look-up, whenever it is due."""
    clock.passes(seconds=LONGEST_RETRY.total_seconds() + 1)
    assert sender.send_one() is True


# Sending


def test_where_nothing_is_due_nothing_is_sent(sender):
    assert sender.send_one() is False


def test_a_text_is_sent_to_its_number_with_its_reference(sender, store, provider, put):
    (reference,) = put("Hello.")
    assert sender.send_one() is True
    assert provider.sent == [(NUMBER, "Hello.", reference)]
    assert (row(store).state, row(store).provider_id) == (OutboundState.SENT, "id-1")


def test_texts_are_sent_in_their_order(sender, provider, put):
    put("one", "two"), put("three")
    send_all(sender)
    assert provider.texts == ["one", "two", "three"]


def test_a_text_is_sent_once(sender, provider, put):
    put("one")
    send_all(sender)
    assert sender.send_one() is False
    assert provider.texts == ["one"]


# Refused


def test_a_refused_text_is_over(sender, store, provider, put):
    put("one")
    provider.outcomes = [Refused("400_ValidationError")]
    send_all(sender)
    assert (row(store).state, row(store).code) == (OutboundState.FAILED, "400_ValidationError")
    assert (row(store).number, row(store).text) == (None, None)


def test_a_refused_text_holds_up_no_other(sender, provider, put):
    put("one", "two")
    provider.outcomes = [Refused("no")]
    send_all(sender)
    assert provider.texts == ["one", "two"]


@pytest.mark.parametrize("opted_out", [True, False])
def test_who_opted_out_at_the_provider_is_left_in_peace(sender, store, provider, put, opted_out):
    with store.begin() as session:
        came(session, "food")
    put("one")
    provider.outcomes = [Refused("21610", opted_out=opted_out)]
    send_all(sender)
    with store() as session:
        assert contact(session).opted_out_at == (NOON if opted_out else None)


# Later


def test_a_text_that_surely_was_not_sent_is_sent_later_without_a_look_up(sender, store, provider, put, clock):
    put("one")
    provider.outcomes = [Later("no_connection")]
    send_all(sender)
    assert (row(store).state, row(store).code) == (OutboundState.WAITING, "no_connection")
    clock.passes(seconds=5)
    send_all(sender)
    assert (row(store).state, provider.texts, provider.asked) == (OutboundState.SENT, ["one", "one"], [])


def test_it_waits_as_long_as_the_provider_asks(sender, store, provider, put, clock):
    put("one")
    provider.outcomes = [Later("429_RateLimitError", seconds=90)]
    send_all(sender)
    clock.passes(seconds=89)
    assert sender.send_one() is False
    clock.passes(seconds=1)
    assert sender.send_one() is True


def test_and_longer_every_time_where_it_does_not_ask(sender, store, provider, put, clock):
    put("one")
    provider.outcomes = [Later("no_connection")] * 12
    waits = []
    for _ in range(12):
        assert sender.send_one() is True
        waits.append(row(store).due_at - clock())
        clock.passes(seconds=waits[-1].total_seconds())
    assert [wait.total_seconds() for wait in waits[:4]] == [5, 10, 20, 40]
    assert waits[-1] == LONGEST_RETRY == max(waits)


# Uncertain


def test_a_text_that_was_perhaps_sent_is_not_sent_again_at_once(sender, store, provider, put, clock):
    put("one")
    provider.outcomes = [Uncertain("timeout")]
    send_all(sender)
    assert (row(store).state, row(store).code) == (OutboundState.SENDING, "timeout")
    clock.passes(seconds=LOOK_UP_AFTER.total_seconds())
    assert sender.send_one() is False


def test_it_is_looked_up_and_not_sent_again_where_it_was_sent(sender, store, provider, put, clock):
    (reference,) = put("one")
    provider.outcomes, provider.found = [Uncertain("timeout")], ["their-id"]
    send_all(sender)
    look_up(sender, clock)
    assert [asked for asked, _ in provider.asked] == [reference]
    assert (row(store).state, row(store).provider_id) == (OutboundState.SENT, "their-id")
    assert provider.texts == ["one"]


def test_it_is_sent_again_where_it_was_not(sender, store, provider, put, clock):
    put("one")
    provider.outcomes, provider.found = [Uncertain("timeout")], [None]
    send_all(sender)
    look_up(sender, clock)
    assert (row(store).state, provider.texts) == (OutboundState.SENT, ["one", "one"])


def test_it_is_looked_for_from_before_it_was_tried(sender, provider, put, clock):
    put("one")
    provider.outcomes = [Uncertain("timeout")]
    send_all(sender)
    look_up(sender, clock)
    ((_, since),) = provider.asked
    assert since < NOON


@pytest.mark.parametrize("error", [Uncertain("timeout"), Later("no_connection"), Refused("404")])
def test_where_nobody_can_say_it_is_not_sent_again(sender, store, provider, put, clock, error):
    put("one")
    provider.outcomes, provider.found = [Uncertain("timeout")], [error]
    send_all(sender)
    look_up(sender, clock)
    assert (row(store).state, row(store).code) == (OutboundState.SENDING, f"look_up_{error.code}")
    assert provider.texts == ["one"]


def test_after_three_failed_look_ups_it_is_flagged(sender, store, provider, put, clock):
    put("one")
    provider.outcomes, provider.found = [Uncertain("timeout")], [Uncertain("500")] * LOOK_UPS
    send_all(sender)
    for _ in range(LOOK_UPS - 1):
        look_up(sender, clock)
    assert states(store) == [OutboundState.SENDING]
    look_up(sender, clock)
    assert (row(store).state, row(store).code) == (OutboundState.FLAGGED, "look_up_500")
    assert (LOOK_UPS, len(provider.asked), provider.texts) == (3, 3, ["one"])


def test_a_flagged_text_is_never_taken_up_again(sender, store, provider, put, clock):
    put("one")
    provider.outcomes, provider.found = [Uncertain("timeout")], [Uncertain("500")] * LOOK_UPS
    send_all(sender)
    for _ in range(LOOK_UPS):
        look_up(sender, clock)
    clock.passes(hours=1)
    assert sender.send_one() is False


def test_many_tries_that_surely_sent_nothing_do_not_flag_a_text(sender, store, provider, put, clock):
    put("one")
    provider.outcomes, provider.found = [Later("no_connection")] * 5 + [Uncertain("timeout")], ["their-id"]
    for _ in range(6):
        sender.send_one()
        clock.passes(seconds=LONGEST_RETRY.total_seconds())
    look_up(sender, clock)
    assert (row(store).state, row(store).provider_id) == (OutboundState.SENT, "their-id")


def test_the_next_text_waits_while_one_is_looked_up(sender, provider, put, clock):
    put("one", "two")
    provider.outcomes = [Uncertain("timeout")]
    send_all(sender)
    assert provider.texts == ["one"]
    provider.found = ["their-id"]
    look_up(sender, clock)
    send_all(sender)
    assert provider.texts == ["one", "two"]


class Killed(BaseException):
    pass


def test_a_text_whose_sender_was_killed_is_looked_up_before_it_is_sent_again(sender, store, provider, put, clock):
    put("one")
    provider.outcomes, provider.found = [Killed()], ["their-id"]
    with pytest.raises(Killed):
        sender.send_one()
    clock.passes(seconds=LEASE.total_seconds())
    assert sender.send_one() is False
    clock.passes(seconds=1)
    send_all(sender)
    assert (row(store).state, row(store).provider_id, provider.texts) == (OutboundState.SENT, "their-id", ["one"])


def test_a_receipt_for_a_text_that_was_perhaps_sent_spares_the_look_up(sender, store, provider, put, clock):
    (reference,) = put("one")
    provider.outcomes = [Uncertain("timeout")]
    send_all(sender)
    with store.begin() as session:
        outbox.take_receipt(session, "notify", Receipt(Fate.DELIVERED, reference, "their-id"), clock())
    clock.passes(hours=1)
    assert sender.send_one() is False
    assert (row(store).state, provider.asked) == (OutboundState.DELIVERED, [])


# Not sent at all


def over(store: Store) -> tuple[str, str]:
    last = rows(store)[-1]
    assert last.number is None and last.text is None
    return last.state, last.code


def test_an_answer_that_comes_too_late_answers_nobody(sender, store, provider, put, clock):
    put("one")
    clock.passes(seconds=STALE_AFTER.total_seconds() + 1)
    send_all(sender)
    assert over(store) == (OutboundState.FAILED, "stale")
    assert provider.sent == []


def test_an_answer_is_sent_until_then(sender, provider, put, clock):
    put("one")
    clock.passes(seconds=STALE_AFTER.total_seconds())
    send_all(sender)
    assert provider.texts == ["one"]


def test_a_text_of_a_provider_that_is_configured_no_more_fails(sender, store, put):
    put("one", provider="twilio")
    send_all(sender)
    assert over(store) == (OutboundState.FAILED, "no_provider")


def test_a_text_that_cannot_be_unsealed_fails(sender, store, provider, put, clock):
    put("one")
    others = Sealed("another secret that is long enough")
    Sender(store, others, sender.providers, sender.spend, clock).send_one()
    assert over(store) == (OutboundState.FAILED, "unsealed")
    assert provider.sent == []


def free(sender: Sender) -> Sender:
    """One that need not save."""
    return Sender(sender.sessions, sender.sealed, sender.providers, Spend(0, 0), sender.now)


def test_a_telephone_gets_no_more_texts_in_an_hour_than_the_networks_allow(sender, store, provider, put):
    put(*(f"text {place}" for place in range(PER_HOUR + 1)))
    with store.begin() as session:
        for one in outbound(session)[: PER_HOUR - 1]:
            one.state = OutboundState.SENT
    send_all(free(sender))
    assert provider.texts == [f"text {PER_HOUR - 1}"]
    assert over(store) == (OutboundState.HELD, "limit_hour")


def test_an_hour_later_it_gets_texts_again(sender, provider, put, clock):
    put(*["Hello."] * (SAME_PER_HOUR + 1))
    send_all(free(sender))
    clock.passes(hours=1)
    put("Hello.")
    send_all(free(sender))
    assert len(provider.sent) == SAME_PER_HOUR + 1


def test_a_telephone_gets_the_same_words_only_so_often(sender, store, provider, put):
    put(*["Hello."] * (SAME_PER_HOUR + 1))
    send_all(free(sender))
    assert len(provider.sent) == SAME_PER_HOUR
    assert over(store) == (OutboundState.HELD, "limit_same")


def test_other_words_are_sent_all_the_same(sender, provider, put):
    put(*["Hello."] * SAME_PER_HOUR, "Something else.")
    send_all(free(sender))
    assert provider.texts[-1] == "Something else."


def test_the_limits_of_one_telephone_are_not_those_of_another(sender, provider, put):
    put(*["Hello."] * (SAME_PER_HOUR + 1))
    put("Hello.", number=OTHER_NUMBER)
    send_all(free(sender))
    assert provider.sent[-1][0] == OTHER_NUMBER


AFFORDED = int(PENCE_PER_DAY / PENCE)


def test_beyond_the_days_spend_texts_are_held(sender, store, provider, put):
    put(*(f"text {place}" for place in range(AFFORDED + 1)))
    send_all(sender)
    assert len(provider.sent) == AFFORDED
    assert over(store) == (OutboundState.HELD, "spend")


def test_a_text_costs_all_its_segments(sender, store, provider, put):
    put(*(f"{place} {'x' * 400}" for place in range(4)))
    send_all(sender)
    assert len(provider.sent) == AFFORDED // 3
    assert over(store) == (OutboundState.HELD, "spend")


def test_danger_is_answered_beyond_the_days_spend(sender, store, provider, put):
    put(*(f"text {place}" for place in range(AFFORDED)))
    put("Ring 999.", kind="danger")
    send_all(sender)
    assert provider.texts[-1] == "Ring 999."


def test_on_the_next_day_texts_are_sent_again(sender, provider, put, clock):
    put(*(f"text {place}" for place in range(AFFORDED)))
    send_all(sender)
    clock.passes(hours=12)
    put("one more")
    send_all(sender)
    assert provider.texts[-1] == "one more"


def test_the_used_up_spend_is_logged(sender, put, caplog):
    put(*(f"text {place}" for place in range(AFFORDED + 1)))
    send_all(sender)
    assert "the day's spend on text messages is used up" in caplog.text


@pytest.mark.parametrize("error", [Refused("no"), Later("busy"), Uncertain("timeout")])
def test_neither_words_nor_number_appear_in_logs(sender, provider, put, caplog, error):
    caplog.set_level(logging.DEBUG)
    put("unmistakable zebra")
    provider.outcomes = [error]
    send_all(sender)
    assert error.code in caplog.text
    assert "zebra" not in caplog.text and "7700" not in caplog.text


@pytest.mark.parametrize(("kind", "goes"), [("answer", False), ("cards", False), ("stop", True), ("danger", True)])
def test_after_stop_only_its_confirmation_and_danger_still_go(sender, store, provider, put, kind, goes):
    with store.begin() as session:
        came(session, "STOP")
        outbox.opted_out(session, SEALED.contact(NUMBER), NOON)
    put("one", kind=kind)
    sender.send_one()
    assert states(store) == [OutboundState.SENT if goes else OutboundState.HELD]
    assert len(provider.sent) == int(goes)


def test_the_log_says_when_the_day_comes_near_its_spend_and_when_it_is_there(sender, put, caplog):
    put(*(f"text {at}" for at in range(11)))
    said = []
    with caplog.at_level(logging.ERROR):
        for at in range(1, 12):
            sender.send_one()
            if "of today" in caplog.text:
                said.append((at, caplog.messages[0]))
                caplog.clear()
    # Two pence each, twenty a day: near from the eighth, at the limit with the tenth.
    assert said == [
        (8, "the spend on text messages of today is near its limit"),
        (10, "the spend on text messages of today is at its limit"),
    ]
