"""What an import would do is known before it does it, and what people have edited stays."""

from __future__ import annotations

from datetime import timedelta

from knowledge_base.editing import Change, latest_revision, save
from knowledge_base.exchange.plan import carry_out, plan_import
from tests.knowledge_base.factories import NOW, search, service

FEED = Change("import:feed", NOW, "nightly")
STAFF = Change("a.person@example.org", NOW + timedelta(hours=1), "rang them")


def ids(records):
    return [record.id for record in records]


def imported(session, *records):
    carry_out(session, plan_import(session, records), FEED)


def test_a_record_that_nobody_has_is_to_be_created(database):
    plan = plan_import(database, [service("New")])
    assert (ids(plan.create), plan.revise, plan.unchanged, plan.kept) == (["new"], (), (), ())


def test_planning_writes_nothing(database):
    plan_import(database, [service("New")])
    assert search(database).cards == ()


def test_the_same_record_again_changes_nothing(database):
    imported(database, service("Pantry"))
    plan = plan_import(database, [service("Pantry")])
    assert (plan.create, plan.revise, plan.unchanged, plan.kept) == ((), (), ("pantry",), ())
    carry_out(database, plan, FEED)
    assert latest_revision(database, "pantry").number == 1


def test_a_record_that_the_feed_changed_is_to_be_revised(database):
    imported(database, service("Pantry"))
    imported(database, service("Pantry", bring="A bag"))
    assert search(database).cards[0].bring == "A bag"
    assert latest_revision(database, "pantry").made_by == "import:feed"


def test_a_record_that_staff_edited_is_kept(database):
    imported(database, service("Pantry", bring="A bag"))
    save(database, service("Pantry", bring="Nothing"), STAFF)
    plan = plan_import(database, [service("Pantry", bring="A box")])
    assert (plan.revise, plan.kept) == ((), ("pantry",))
    carry_out(database, plan, FEED)
    assert search(database).cards[0].bring == "Nothing"


def test_the_plan_says_what_it_would_do(database):
    imported(database, service("Same"), service("Changed"), service("Edited"))
    save(database, service("Edited", bring="A bag"), STAFF)
    records = [service("New"), service("Same"), service("Changed", bring="A bag"), service("Edited")]
    said = plan_import(database, records).sentence()
    assert said == "1 to create, 1 to change, 1 the same, 1 kept because staff have edited them"
