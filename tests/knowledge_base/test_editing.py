"""A change and the revision that records it stand or fall together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from knowledge_base.editing import Change, latest_revision, save
from knowledge_base.models import Location, Phone, Revision, Schedule
from knowledge_base.record import as_written, read_record
from tests.knowledge_base.factories import ALWAYS, CHANGE, NOW, helpline, names, publish, search, service


def later(hours):
    return Change("b.person@example.org", NOW + timedelta(hours=hours), "rang them")


def revisions(session, slug):
    query = select(Revision).order_by(Revision.number)
    return [one for one in session.scalars(query) if one.record["id"] == slug]


def test_a_new_service_is_revision_one(database):
    revision = save(database, service("Pantry"), CHANGE)
    assert (revision.number, revision.action, revision.entity) == (1, "create", "service")
    assert (revision.made_by, revision.reason) == ("a.person@example.org", "because")


def test_every_change_is_one_more_revision(database):
    for hours, name in enumerate(("Pantry", "Pantry Two", "Pantry Three")):
        save(database, service(name, id="pantry"), later(hours))
    kept = revisions(database, "pantry")
    assert [(one.number, one.action) for one in kept] == [(1, "create"), (2, "revise"), (3, "revise")]
    assert [one.record["name"] for one in kept] == ["Pantry", "Pantry Two", "Pantry Three"]


def test_a_revision_holds_the_whole_record(database):
    record = service("Pantry", opens=ALWAYS, accessibility=["step_free"], bring="A bag")
    kept = save(database, record, CHANGE).record
    assert read_record(kept) == record


def test_the_latest_revision_is_the_newest(database):
    assert latest_revision(database, "pantry") is None
    publish(database, service("Pantry"))
    save(database, service("Pantry", bring="A bag"), later(1))
    assert latest_revision(database, "pantry").number == 2


def test_the_next_search_sees_the_change(database):
    publish(database, service("Pantry"))
    assert search(database).cards[0].phone is None
    publish(database, service("Pantry", phones=[{"number": "01926 000000"}]))
    assert search(database).cards[0].phone == "01926 000000"


def test_what_was_taken_away_is_gone(database):
    publish(database, service("Pantry", opens=ALWAYS, phones=[{"number": "1"}, {"number": "2"}], languages=["Polish"]))
    publish(database, service("Pantry"))
    card = search(database).cards[0]
    assert (card.phone, card.hours, card.languages) == (None, None, ())
    assert [database.scalar(select(func.count()).select_from(part)) for part in (Phone, Schedule)] == [0, 0]


def test_a_service_that_moves_is_found_at_its_new_place(database):
    publish(database, service("Pantry", 1.0), service("Other", 2.0))
    publish(database, service("Pantry", 3.0))
    assert names(search(database)) == ["Other", "Pantry"]


def test_services_of_which_only_the_town_is_known_do_not_move_each_other(database):
    town = {"town": "Bedworth", "precision": "town", "lon": -1.47}
    publish(
        database, service("North", location={**town, "lat": 52.6}), service("South", location={**town, "lat": 52.4})
    )
    assert sorted(round(one.latitude, 1) for one in database.scalars(select(Location))) == [52.4, 52.6]


def test_services_at_one_address_share_the_place(database):
    hall = {"name": "The Hall", "postcode": "CV11 4AA", "lat": 52.5, "lon": -1.4, "precision": "unit"}
    publish(database, service("Food", location=hall), service("Meals", location=hall, accessibility=["step_free"]))
    assert database.scalar(select(func.count()).select_from(Location)) == 1
    assert [card.accessibility for card in search(database).cards] == [("step_free",), ("step_free",)]


def test_step_free_can_be_taken_back(database):
    publish(database, service("Pantry", accessibility=["step_free"]))
    publish(database, service("Pantry"))
    assert search(database).cards[0].accessibility == ()


def test_saving_does_not_commit(database):
    save(database, service("Pantry"), CHANGE)
    database.rollback()
    assert names(search(database)) == []
    assert revisions(database, "pantry") == []


def test_a_failure_leaves_nothing_half_done(database):
    publish(database, service("Pantry", phones=[{"number": "01926 000000"}]))
    database.commit()
    twice = service("Pantry").model_copy(update={"needs": ("food", "food")})
    with pytest.raises(IntegrityError):
        save(database, twice, later(1))
    database.rollback()
    assert search(database).cards[0].phone == "01926 000000"
    assert len(revisions(database, "pantry")) == 1


def test_a_record_written_and_read_again_is_the_same(database):
    for record in (
        service("Pantry", opens=ALWAYS),
        helpline("Line", status="temporarily closed", closed_until="2026-12-01"),
    ):
        assert read_record(as_written(record)) == record
