from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from channels.sms import outbox
from channels.sms.models import OutboundState
from channels.sms.outbox import ToSend
from channels.sms.privacy import Sealed
from channels.sms.provider import Fate, Receipt
from channels.sms.rendering import Text
from channels.sms.spending import Spend, Spent, day_began, segments_since, spent, texts_in_an_hour
from tests.channels.sms.sms_factories import HER, NOON, NUMBER, OTHER_NUMBER, SEALED, came, contact, outbound

LENGTH = timedelta(seconds=30)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LONG = Text("x" * 400)


def put(session: Session, *words: str | Text, number: str = NUMBER, **others: Any) -> list[str]:
    texts = [one if isinstance(one, Text) else Text(one) for one in words]
    return outbox.put(session, SEALED, number, texts, **{"provider": "notify", "now": NOON, **others})


def claim(session: Session, now: datetime = NOON) -> ToSend | None:
    return outbox.claim(session, SEALED, now, LENGTH)


def claimed(session: Session, now: datetime = NOON) -> ToSend:
    row = claim(session, now)
    assert row is not None
    return row


def sent(session: Session, *words: str | Text, **others: Any) -> ToSend:
    put(session, *words, **others)
    row = claimed(session, others.get("now", NOON))
    outbox.sent(session, row, f"id-{row.id}", NOON)
    return row


def state(session: Session) -> str:
    (row,) = outbound(session)
    return row.state


# Putting


def test_texts_are_put_in_their_order(database):
    put(database, "first", "second", inbound=7)
    assert [(row.part, SEALED.open(row.text or b""), row.inbound_id) for row in outbound(database)] == [
        (0, "first", 7),
        (1, "second", 7),
    ]


def test_one_text_that_came_gets_its_answer_once(database):
    put(database, "answer", inbound=7)
    with pytest.raises(IntegrityError):
        put(database, "answer again", inbound=7)


def test_every_text_has_a_reference_of_its_own(database):
    references = put(database, "one", "two") + put(database, "three")
    assert len(set(references)) == 3
    assert [row.reference for row in outbound(database)] == references


def test_neither_number_nor_words_stand_in_the_database(database):
    put(database, "unmistakable words")
    (row,) = outbound(database)
    stored = repr([getattr(row, column.name) for column in row.__table__.columns])
    assert "unmistakable" not in stored and "7700" not in stored


@pytest.mark.parametrize(("provider", "kept"), [("console", {"type": "danger"}), ("notify", None)])
def test_what_a_text_was_cut_from_is_kept_for_the_console_alone(database, provider, kept):
    put(database, Text("x", custom={"type": "danger"}), provider=provider)
    assert outbound(database)[0].custom == kept


# Claiming


def test_a_claimed_text_has_all_that_a_provider_needs(database):
    (reference,) = put(database, "words")
    row = claimed(database)
    assert (row.reference, row.number, row.text, row.segments) == (reference, NUMBER, "words", 1)
    assert (row.again, row.tries, row.contact) == (False, 1, HER)


def test_where_nothing_is_due_nothing_is_claimed(database):
    put(database, "later", now=NOON + MINUTE)
    assert claim(database, NOON + MINUTE - SECOND) is None


def test_what_is_due_first_is_claimed_first(database):
    put(database, "second", now=NOON + SECOND), put(database, "first", number=OTHER_NUMBER)
    assert claimed(database, NOON + MINUTE).text == "first"


def test_texts_of_one_telephone_never_overtake_each_other(database):
    put(database, "first", "second")
    first = claimed(database)
    assert claim(database) is None
    outbox.sent(database, first, "id", NOON)
    assert claimed(database).text == "second"


def test_a_text_that_waits_longer_holds_up_the_next_ones_of_its_telephone(database):
    put(database, "first", "second")
    outbox.later(database, claimed(database), "busy", NOON + MINUTE)
    assert claim(database, NOON + SECOND) is None
    assert claimed(database, NOON + MINUTE).text == "first"


def test_and_holds_up_nobody_else(database):
    put(database, "hers"), put(database, "his", number=OTHER_NUMBER)
    outbox.later(database, claimed(database), "busy", NOON + MINUTE)
    assert claimed(database).text == "his"


@pytest.mark.parametrize("over", [OutboundState.FAILED, OutboundState.FLAGGED, OutboundState.HELD])
def test_a_text_that_will_not_be_sent_holds_up_nobody(database, over):
    put(database, "first", "second")
    outbox.over(database, claimed(database), over, "why")
    assert claimed(database).text == "second"


def test_what_is_being_sent_is_not_claimed_again(database):
    put(database, "words")
    claimed(database)
    assert claim(database, NOON + LENGTH) is None


def test_what_nobody_finished_is_claimed_again_as_perhaps_sent(database):
    put(database, "words")
    claimed(database)
    row = claimed(database, NOON + LENGTH + SECOND)
    assert (row.again, row.tries, row.tried_at) == (True, 2, NOON)


def test_what_surely_was_not_sent_is_claimed_as_new(database):
    put(database, "words")
    outbox.later(database, claimed(database), "busy", NOON + MINUTE)
    row = claimed(database, NOON + MINUTE)
    assert (row.again, row.tries) == (False, 2)


def test_what_was_perhaps_sent_is_looked_up_when_the_time_for_it_came(database):
    put(database, "words")
    outbox.uncertain(database, claimed(database), "timeout", NOON + MINUTE)
    assert claim(database, NOON + MINUTE) is None
    assert claimed(database, NOON + MINUTE + SECOND).again


def test_what_was_sealed_with_another_secret_is_none(database):
    put(database, "words")
    row = outbox.claim(database, Sealed("another secret that is long enough"), NOON, LENGTH)
    assert row is not None and (row.number, row.text) == (None, None)


def test_of_several_senders_never_two_claim_the_same_text(store: sessionmaker[Session]):
    with store.begin() as session:
        for place in range(24):
            put(session, "words", number=f"+4477009001{place:02}")

    def work(_: int) -> list[int]:
        ids = []
        while True:
            with store.begin() as session:
                row = claim(session)
            if row is None:
                return ids
            ids.append(row.id)

    with ThreadPoolExecutor(4) as pool:
        ids = [id for found in pool.map(work, range(4)) for id in found]
    assert len(ids) == len(set(ids)) > 0
    ids += work(0)  # what one passed by because another one had it
    assert len(ids) == len(set(ids)) == 24


# Sent, failed, perhaps


def test_a_sent_text_keeps_neither_words_nor_number(database):
    sent(database, "words")
    (row,) = outbound(database)
    assert (row.state, row.text, row.number, row.leased_until) == (OutboundState.SENT, None, None, None)
    assert (row.provider_id, row.sent_at) == (f"id-{row.id}", NOON)


def test_the_console_keeps_the_words_for_its_page(database):
    sent(database, "words", provider="console")
    (row,) = outbound(database)
    assert SEALED.open(row.text or b"") == "words" and row.number is None


@pytest.mark.parametrize("over", [OutboundState.FAILED, OutboundState.FLAGGED, OutboundState.HELD])
def test_a_text_that_is_over_keeps_neither_words_nor_number(database, over):
    put(database, "words")
    outbox.over(database, claimed(database), over, "x" * 99)
    (row,) = outbound(database)
    assert (row.state, row.code, row.text, row.number) == (over, "x" * 60, None, None)


# Receipts


@pytest.mark.parametrize(
    ("fate", "expected"),
    [(Fate.DELIVERED, OutboundState.DELIVERED), (Fate.FAILED, OutboundState.FAILED), (Fate.SENT, OutboundState.SENT)],
)
@pytest.mark.parametrize("known_by", ["reference", "id"])
def test_a_receipt_says_what_became_of_a_text(database, known_by, fate, expected):
    row = sent(database, "words")
    names = {"reference": row.reference} if known_by == "reference" else {"id": f"id-{row.id}"}
    assert outbox.take_receipt(database, "notify", Receipt(fate, **names), NOON)
    assert state(database) == expected


def test_why_a_text_failed_stands_with_it(database):
    row = sent(database, "words")
    outbox.take_receipt(database, "notify", Receipt(Fate.FAILED, row.reference, None, "permanent-failure"), NOON)
    assert outbound(database)[0].code == "permanent-failure"


@pytest.mark.parametrize(
    ("provider", "receipt"),
    [
        ("notify", Receipt(Fate.DELIVERED, "unknown", "unknown")),
        ("notify", Receipt(Fate.DELIVERED)),
        ("twilio", Receipt(Fate.DELIVERED, id="id-of-notify")),
    ],
)
def test_a_receipt_for_a_text_that_is_not_ours_is_said_to_be_unknown(database, provider, receipt):
    put(database, "words")
    outbox.sent(database, claimed(database), "id-of-notify", NOON)
    assert not outbox.take_receipt(database, provider, receipt, NOON)
    assert state(database) == OutboundState.SENT


def test_a_receipt_that_comes_before_we_know_that_it_was_sent_is_not_undone(database):
    (reference,) = put(database, "words")
    row = claimed(database)
    outbox.take_receipt(database, "notify", Receipt(Fate.DELIVERED, reference, "theirs"), NOON)
    outbox.sent(database, row, "theirs", NOON)
    assert state(database) == OutboundState.DELIVERED


def test_a_text_that_a_receipt_tells_of_is_not_sent_again(database):
    (reference,) = put(database, "words")
    claimed(database)
    outbox.take_receipt(database, "notify", Receipt(Fate.DELIVERED, reference, "theirs"), NOON)
    assert claim(database, NOON + LENGTH + SECOND) is None


def test_a_receipt_empties_words_and_number(database):
    (reference,) = put(database, "words")
    claimed(database)
    outbox.take_receipt(database, "notify", Receipt(Fate.DELIVERED, reference, "theirs"), NOON)
    (row,) = outbound(database)
    assert (row.text, row.number, row.provider_id) == (None, None, "theirs")


def test_after_it_was_delivered_nothing_else_counts(database):
    row = sent(database, "words")
    for fate in (Fate.DELIVERED, Fate.FAILED, Fate.SENT):
        outbox.take_receipt(database, "notify", Receipt(fate, row.reference), NOON)
    assert state(database) == OutboundState.DELIVERED


def test_a_flagged_text_that_was_delivered_after_all_is_delivered(database):
    (reference,) = put(database, "words")
    outbox.over(database, claimed(database), OutboundState.FLAGGED, "timeout")
    outbox.take_receipt(database, "notify", Receipt(Fate.DELIVERED, reference), NOON)
    assert state(database) == OutboundState.DELIVERED


# Opting out


def test_a_number_that_the_provider_holds_for_opted_out_is_left_in_peace(database):
    came(database, "food")
    outbox.opted_out(database, HER, NOON)
    assert contact(database).opted_out_at == NOON


def test_a_text_to_nobody_opts_nobody_out(database):
    came(database, "food")
    outbox.opted_out(database, None, NOON)
    assert contact(database).opted_out_at is None


# What counts


def spent_by_her(session: Session, words: str = "words", now: datetime = NOON) -> Spent:
    return spent(session, HER, SEALED.digest("text", words), now, day_began(now))


def test_all_texts_and_those_with_the_same_words_are_counted(database):
    sent(database, "words"), sent(database, "words"), sent(database, LONG)
    assert spent_by_her(database) == Spent(texts=3, identical=2, segments=1 + 1 + 3)


def test_texts_of_others_count_for_the_spend_alone(database):
    sent(database, "words", number=OTHER_NUMBER)
    assert spent_by_her(database) == Spent(texts=0, identical=0, segments=1)


def test_texts_before_the_last_hour_count_for_the_spend_alone(database):
    sent(database, "words", now=NOON - timedelta(hours=1))
    assert spent_by_her(database) == Spent(texts=0, identical=0, segments=1)


@pytest.mark.parametrize(
    ("over", "texts", "segments"),
    [(OutboundState.HELD, 0, 0), (OutboundState.FAILED, 0, 1), (OutboundState.FLAGGED, 1, 1)],
)
def test_what_was_not_sent_counts_only_where_it_may_have_cost(database, over, texts, segments):
    put(database, "words")
    outbox.over(database, claimed(database), over, "why")
    assert spent_by_her(database) == Spent(texts, texts, segments)


def test_what_waits_does_not_count_and_what_is_being_sent_does(database):
    put(database, "words")
    assert spent_by_her(database).texts == 0
    claimed(database)
    assert spent_by_her(database).texts == 1


def test_the_spend_of_the_day_begins_at_midnight_in_london(database):
    summer = datetime.fromisoformat("2026-07-01T23:30:00+00:00")
    sent(database, "before", now=summer - MINUTE * 31), sent(database, LONG, now=summer)
    assert segments_since(database, day_began(summer)) == 3


def test_on_a_day_without_texts_nothing_is_spent(database):
    assert segments_since(database, day_began(NOON)) == 0


def test_the_texts_of_an_hour_are_her_own_and_no_older(database):
    put(database, "old", now=NOON - timedelta(hours=1)), put(database, "his", number=OTHER_NUMBER)
    put(database, "waits", now=NOON - timedelta(minutes=59))
    assert texts_in_an_hour(database, HER, NOON) == 1


def test_a_held_text_is_none_of_the_hour(database):
    put(database, "words")
    outbox.over(database, claimed(database), OutboundState.HELD, "limit_hour")
    assert texts_in_an_hour(database, HER, NOON) == 0


@pytest.mark.parametrize(
    ("segments", "expected"), [(0, "ok"), (79, "ok"), (80, "near"), (99, "near"), (100, "reached"), (101, "reached")]
)
def test_the_spend_is_near_from_four_fifths_on(segments, expected):
    assert Spend(2.0, 200.0).state(segments) == expected


def test_a_number_that_never_wrote_to_us_is_left_in_peace_too(database):
    stranger = SEALED.contact("+447700900888")
    outbox.opted_out(database, stranger, NOON)
    assert outbox.is_opted_out(database, stranger)
    assert not outbox.is_opted_out(database, SEALED.contact("+447700900889"))
