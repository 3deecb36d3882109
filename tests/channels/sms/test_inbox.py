from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from channels.sms import inbox
from channels.sms.inbox import MOST_CHARACTERS, Stored, Waiting
from channels.sms.models import InboundState, SmsContact
from channels.sms.privacy import Sealed
from tests.channels.sms.sms_factories import HER, HIM, NOON, NUMBER, OTHER_NUMBER, SEALED, came, contact, inbound

LENGTH = timedelta(seconds=30)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def next_text(session: Session, key: str = HER) -> Waiting:
    found = inbox.next_text(session, SEALED, key)
    assert found is not None
    return found


def settled(session: Session, waiting: Waiting) -> None:
    inbox.settle(session, waiting.id, InboundState.ANSWERED, "heard")


# Storing


def test_a_text_is_stored_and_its_contact_is_due(database):
    assert came(database, "food cv11") is Stored.NEW
    (row,) = inbound(database)
    assert (row.state, row.contact, row.received_at) == (InboundState.WAITING, HER, NOON)
    assert contact(database).due_at == NOON


def test_a_text_that_comes_twice_is_stored_once(database):
    came(database, "food", id="a")
    assert came(database, "food", NOON + MINUTE, id="a") is Stored.AGAIN
    assert len(inbound(database)) == 1


def test_a_text_that_comes_again_after_it_was_answered_makes_nothing_due(database):
    came(database, "food", id="a")
    inbox.lease(database, "w", NOON, LENGTH)
    settled(database, next_text(database))
    inbox.release(database, HER, NOON)
    came(database, "food", NOON + MINUTE, id="a")
    assert contact(database).due_at is None


def test_two_providers_may_use_the_same_id(database):
    came(database, "food", id="a", provider="notify")
    assert came(database, "food", id="a", provider="twilio") is Stored.NEW


def test_one_telephone_is_one_contact_however_its_number_is_written(database):
    came(database, "one", number="07700 900123"), came(database, "two", number="447700900123")
    assert {row.contact for row in inbound(database)} == {HER}


def test_neither_number_nor_words_stand_in_the_database(database):
    came(database, "my unmistakable words", id="a")
    (row,) = inbound(database)
    stored = repr([getattr(row, column.name) for column in row.__table__.columns])
    assert "unmistakable" not in stored and "7700" not in stored


@pytest.mark.parametrize("sender", ["Barclays", "85258", "", "not a number"])
def test_a_sender_that_is_no_telephone_is_stored_without_words_and_never_due(database, sender):
    assert came(database, "your code is 1234", number=sender) is Stored.NOBODY
    (row,) = inbound(database)
    assert (row.state, row.code, row.text, row.number) == (InboundState.IGNORED, "no_telephone", None, None)
    assert inbox.lease(database, "w", NOON, LENGTH) is None


@pytest.mark.parametrize("text", ["", "food\x00", "🍞 ŵ", "\ud800", "x" * MOST_CHARACTERS])
def test_any_words_can_be_stored_and_read_again(database, text):
    came(database, text, id="a")
    assert next_text(database).text == text.encode("utf-8", "replace").decode()


def test_words_without_end_are_cut(database):
    came(database, "x" * (MOST_CHARACTERS + 1), id="a")
    assert next_text(database).text == "x" * MOST_CHARACTERS


def test_a_second_text_does_not_put_its_contact_back_in_the_queue(database):
    came(database, "one"), came(database, "two", NOON + MINUTE)
    assert contact(database).due_at == NOON


# Leasing


def test_nobody_is_leased_where_nobody_is_due(database):
    assert inbox.lease(database, "w", NOON, LENGTH) is None


def test_who_waits_longest_is_leased_first(database):
    came(database, "two", NOON + SECOND), came(database, "one", number=OTHER_NUMBER)
    order = [inbox.lease(database, "w", NOON + MINUTE, LENGTH) for _ in range(3)]
    assert order == [HIM, HER, None]


def test_a_leased_contact_is_nobody_elses(database):
    came(database, "one")
    assert inbox.lease(database, "mine", NOON, LENGTH) == HER
    assert inbox.lease(database, "yours", NOON + LENGTH, LENGTH) is None


def test_a_lease_that_ran_out_is_another_workers(database):
    came(database, "one")
    inbox.lease(database, "mine", NOON, LENGTH)
    assert inbox.lease(database, "yours", NOON + LENGTH + SECOND, LENGTH) == HER


def test_who_lost_the_lease_holds_it_no_more(database):
    came(database, "one")
    inbox.lease(database, "mine", NOON, LENGTH)
    inbox.lease(database, "yours", NOON + LENGTH + SECOND, LENGTH)
    assert not inbox.hold(database, HER, "mine", NOON + MINUTE, LENGTH)
    assert inbox.hold(database, HER, "yours", NOON + MINUTE, LENGTH)


def test_holding_lengthens_the_lease(database):
    came(database, "one")
    inbox.lease(database, "mine", NOON, LENGTH)
    inbox.hold(database, HER, "mine", NOON + LENGTH, LENGTH)
    assert inbox.lease(database, "yours", NOON + LENGTH + SECOND, LENGTH) is None


def test_a_contact_that_was_put_off_is_not_due_before(database):
    came(database, "one")
    inbox.lease(database, "w", NOON, LENGTH)
    inbox.release(database, HER, NOON, MINUTE)
    assert inbox.lease(database, "w", NOON + MINUTE - SECOND, LENGTH) is None
    assert inbox.lease(database, "w", NOON + MINUTE, LENGTH) == HER


def test_a_new_text_of_a_contact_that_was_put_off_is_not_put_off(database):
    came(database, "one")
    inbox.lease(database, "w", NOON, LENGTH)
    inbox.release(database, HER, NOON, MINUTE)
    came(database, "two", NOON + SECOND)
    assert inbox.lease(database, "w", NOON + SECOND, LENGTH) == HER


def test_of_several_workers_never_two_lease_the_same_contact(store: sessionmaker[Session]):
    with store.begin() as session:
        for place in range(24):
            came(session, "food", id=str(place), number=f"+4477009001{place:02}")

    def work(worker: int) -> list[str]:
        keys = []
        while True:
            with store.begin() as session:
                key = inbox.lease(session, str(worker), NOON, LENGTH)
            if key is None:
                return keys
            keys.append(key)

    with ThreadPoolExecutor(4) as pool:
        leased = [key for keys in pool.map(work, range(4)) for key in keys]
    assert len(leased) == len(set(leased)) > 0
    with store.begin() as session:
        # On PostgreSQL a worker may have passed by what another one was just looking at.
        while key := inbox.lease(session, "last", NOON, LENGTH):
            leased.append(key)
    assert len(leased) == len(set(leased)) == 24


# Answering in order


def test_texts_come_in_the_order_of_the_providers_time(database):
    came(database, "second", NOON + SECOND), came(database, "third", NOON + MINUTE), came(database, "first", NOON)
    said = []
    for _ in range(3):
        waiting = next_text(database)
        said.append(waiting.text)
        settled(database, waiting)
    assert said == ["first", "second", "third"]


def test_texts_of_one_moment_come_in_the_order_in_which_they_were_stored(database):
    came(database, "one", id="b"), came(database, "two", id="a")
    assert next_text(database).text == "one"


def test_texts_of_others_are_not_mixed_in(database):
    came(database, "hers", NOON + SECOND), came(database, "his", number=OTHER_NUMBER)
    assert next_text(database, HER).text == "hers"


def test_a_waiting_text_has_all_that_an_answer_needs(database):
    came(database, "food", NOON, stored=NOON + SECOND)
    waiting = next_text(database)
    assert (waiting.contact, waiting.provider, waiting.number) == (HER, "notify", NUMBER)
    assert (waiting.stored_at, waiting.attempts) == (NOON + SECOND, 1)


def test_what_was_sealed_with_another_secret_is_none(database):
    came(database, "food")
    waiting = inbox.next_text(database, Sealed("another secret that is long enough"), HER)
    assert waiting is not None and (waiting.text, waiting.number) == (None, None)


def test_every_attempt_is_counted(database):
    came(database, "food")
    assert [next_text(database).attempts for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(("blamed", "attempts"), [(True, 2), (False, 1)])
def test_an_attempt_counts_only_where_the_text_is_to_blame(database, blamed, attempts):
    came(database, "food")
    inbox.postpone(database, next_text(database).id, "reason", blamed=blamed)
    assert next_text(database).attempts == attempts


def test_why_a_text_was_put_off_stands_with_it(database):
    came(database, "food")
    inbox.postpone(database, next_text(database).id, "x" * 99, blamed=True)
    assert inbound(database)[0].code == "x" * 60


def test_a_settled_text_keeps_neither_words_nor_number(database):
    came(database, "food")
    inbox.settle(database, next_text(database).id, InboundState.PARKED, "heard", "why")
    (row,) = inbound(database)
    assert (row.text, row.number) == (None, None)
    assert (row.state, row.heard, row.code) == (InboundState.PARKED, "heard", "why")


def test_a_settled_text_is_not_taken_up_again(database):
    came(database, "food")
    settled(database, next_text(database))
    assert inbox.next_text(database, SEALED, HER) is None


# Letting go


def test_a_contact_without_a_waiting_text_is_due_no_more(database):
    came(database, "food")
    inbox.lease(database, "w", NOON, LENGTH)
    settled(database, next_text(database))
    inbox.release(database, HER, NOON)
    row = contact(database)
    assert (row.due_at, row.leased_by, row.leased_until) == (None, None, None)


def test_a_text_that_came_after_the_last_look_is_seen_when_the_contact_is_let_go(database):
    came(database, "food")
    inbox.lease(database, "w", NOON, LENGTH)
    settled(database, next_text(database))
    assert inbox.next_text(database, SEALED, HER) is None
    came(database, "one more", NOON + SECOND)
    inbox.release(database, HER, NOON + SECOND)
    assert inbox.lease(database, "w", NOON + SECOND, LENGTH) == HER


def leased_and_answered(store: sessionmaker[Session]) -> None:
    with store.begin() as session:
        came(session, "food")
        inbox.lease(session, "w", NOON, LENGTH)
        settled(session, next_text(session))


def due(store: sessionmaker[Session]) -> str | None:
    with store.begin() as session:
        return inbox.lease(session, "next", NOON + MINUTE, LENGTH)


def receives(store: sessionmaker[Session]) -> None:
    with store.begin() as session:
        came(session, "one more", NOON + SECOND)


def lets_go(store: sessionmaker[Session]) -> None:
    with store.begin() as session:
        if inbox.hold(session, HER, "w", NOON + SECOND, LENGTH):
            inbox.release(session, HER, NOON + SECOND)


def test_a_text_that_is_stored_while_its_contact_is_let_go_is_not_forgotten(store: sessionmaker[Session]):
    leased_and_answered(store)
    with ThreadPoolExecutor(1) as pool:
        with store.begin() as session:
            assert inbox.hold(session, HER, "w", NOON + SECOND, LENGTH)
            assert inbox.next_text(session, SEALED, HER) is None
            storing = pool.submit(receives, store)
            inbox.release(session, HER, NOON + SECOND)
        storing.result()
    assert due(store) == HER


def test_a_contact_that_is_let_go_while_a_text_is_stored_stays_due(store: sessionmaker[Session]):
    leased_and_answered(store)
    with ThreadPoolExecutor(1) as pool:
        with store.begin() as session:
            came(session, "one more", NOON + SECOND)
            letting_go = pool.submit(lets_go, store)
        letting_go.result()
    assert due(store) == HER


def test_a_text_that_is_stored_by_several_at_once_is_stored_once(store: sessionmaker[Session]):
    def stores(_: int) -> Stored:
        with store.begin() as session:
            return came(session, "food", id="same")

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(stores, range(8)))
    assert sorted(outcomes) == [Stored.AGAIN] * 7 + [Stored.NEW]
    with store() as session:
        assert len(inbound(session)) == 1


def test_texts_of_a_new_telephone_that_come_at_once_make_one_contact(store: sessionmaker[Session]):
    def stores(place: int) -> Stored:
        with store.begin() as session:
            return came(session, "food", id=str(place))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(stores, range(8))) == [Stored.NEW] * 8
    with store() as session:
        assert session.query(SmsContact).count() == 1
