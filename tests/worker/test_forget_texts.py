from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from channels.sms import outbox
from channels.sms.models import InboundState, OutboundState, SmsContact, SmsInbound, SmsOutbound
from tests.channels.sms.sms_factories import HER, NOON, NUMBER, SEALED, contact, inbound, outbound
from worker.retention import forget_texts

WORDS, ROWS = timedelta(hours=24), timedelta(days=30)
HOUR = timedelta(hours=1)


def forget(session: Session) -> int:
    return forget_texts(session, NOON, words=WORDS, rows=ROWS)


def with_inbound(session: Session, age: timedelta, state: str = InboundState.ANSWERED) -> None:
    session.add(
        SmsInbound(
            provider="notify",
            provider_id=f"{age}-{state}",
            contact=HER,
            number=SEALED.seal(NUMBER),
            text=SEALED.seal("words"),
            heard="words",
            received_at=NOON - age,
            stored_at=NOON - age,
            state=state,
        )
    )
    session.flush()


def with_outbound(session: Session, age: timedelta, state: str = OutboundState.SENT) -> None:
    session.add(
        SmsOutbound(
            reference=f"{age}-{state}"[:36],
            provider="console",
            contact=HER,
            kind="answer",
            number=SEALED.seal(NUMBER),
            text=SEALED.seal("words"),
            text_digest="x",
            segments=1,
            custom={"type": "danger"},
            created_at=NOON - age,
            due_at=NOON - age,
            state=state,
        )
    )
    session.flush()


def with_contact(session: Session, heard: datetime | None, **others: object) -> None:
    session.add(SmsContact(key=HER, heard_at=heard, offered={"rest": ["1 First"]}, **others))
    session.flush()


def contacts(session: Session) -> int:
    return session.query(SmsContact).count()


@pytest.mark.parametrize("state", [InboundState.ANSWERED, InboundState.IGNORED, InboundState.PARKED])
def test_the_words_of_a_text_that_came_are_emptied_when_their_time_is_over(database, state):
    with_inbound(database, WORDS + HOUR, state)
    forget(database)
    (row,) = inbound(database)
    assert (row.text, row.heard) == (None, None)


def test_younger_words_stay(database):
    with_inbound(database, WORDS - HOUR), with_outbound(database, WORDS - HOUR)
    forget(database)
    assert inbound(database)[0].heard == "words"
    assert outbound(database)[0].text is not None


@pytest.mark.parametrize(
    "state",
    [OutboundState.SENT, OutboundState.DELIVERED, OutboundState.FAILED, OutboundState.FLAGGED, OutboundState.HELD],
)
def test_the_words_of_a_text_that_went_are_emptied_when_their_time_is_over(database, state):
    with_outbound(database, WORDS + HOUR, state)
    forget(database)
    (row,) = outbound(database)
    assert (row.text, row.custom) == (None, None)


def test_old_rows_are_deleted_and_counted(database):
    with_inbound(database, ROWS + HOUR), with_outbound(database, ROWS + HOUR), with_inbound(database, ROWS - HOUR)
    assert forget(database) == 2
    assert (len(inbound(database)), len(outbound(database))) == (1, 0)


def test_a_text_that_waits_for_its_answer_is_never_touched(database):
    with_inbound(database, ROWS * 2, InboundState.WAITING)
    assert forget(database) == 0
    (row,) = inbound(database)
    assert SEALED.open(row.text or b"") == "words" and SEALED.open(row.number or b"") == NUMBER


@pytest.mark.parametrize("state", outbox.UNFINISHED)
def test_a_text_that_waits_to_be_sent_is_never_touched(database, state):
    with_outbound(database, ROWS * 2, state)
    assert forget(database) == 0
    (row,) = outbound(database)
    assert SEALED.open(row.text or b"") == "words" and SEALED.open(row.number or b"") == NUMBER


def test_what_more_and_back_would_say_goes_with_the_words(database):
    with_contact(database, NOON - WORDS - HOUR)
    forget(database)
    assert contact(database).offered == {}


def test_what_more_and_back_would_say_stays_as_long_as_the_words(database):
    with_contact(database, NOON - WORDS + HOUR)
    forget(database)
    assert contact(database).offered == {"rest": ["1 First"]}


@pytest.mark.parametrize("heard", [None, NOON - ROWS - HOUR])
def test_a_telephone_that_was_not_heard_of_for_long_is_forgotten(database, heard):
    with_contact(database, heard)
    forget(database)
    assert contacts(database) == 0


def test_a_telephone_that_was_heard_of_lately_is_known(database):
    with_contact(database, NOON - ROWS + HOUR)
    forget(database)
    assert contacts(database) == 1


@pytest.mark.parametrize("heard", [None, NOON - ROWS * 9])
def test_of_a_telephone_that_wants_no_texts_the_digest_stays(database, heard):
    with_contact(database, heard, opted_out_at=NOON - ROWS * 9)
    forget(database)
    assert contact(database).opted_out_at == NOON - ROWS * 9


def test_a_telephone_that_is_due_is_known(database):
    with_contact(database, None, due_at=NOON - ROWS * 2)
    forget(database)
    assert contacts(database) == 1


@pytest.mark.parametrize("with_row", [with_inbound, with_outbound])
def test_a_telephone_is_known_as_long_as_there_are_texts_of_it(database, with_row):
    with_contact(database, NOON - ROWS - HOUR)
    with_row(database, ROWS - HOUR)
    forget(database)
    assert contacts(database) == 1


def test_where_there_is_nothing_nothing_is_forgotten(database):
    assert forget(database) == 0
