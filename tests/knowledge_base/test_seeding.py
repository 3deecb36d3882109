"""The starter records can be loaded any number of times; what people mended stays mended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from knowledge_base.contacts import all_contacts
from knowledge_base.editing import Change, save
from knowledge_base.models import KeyContact, Revision, Service, TaxonomyTerm
from knowledge_base.needs import NEEDS
from knowledge_base.record import RecordError
from knowledge_base.search import find_by_slugs
from knowledge_base.seeding import load_contacts, load_seed, read_seed
from safety import snapshot
from tests.conftest import ROOT
from tests.knowledge_base.factories import NOW

CONTACTS = ROOT / "safety" / "contacts.csv"


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_every_starter_record_becomes_a_service(seeded):
    assert set(seeded.scalars(select(Service.slug))) == {record.id for record in read_seed()}
    assert set(seeded.scalars(select(TaxonomyTerm.id))) == set(NEEDS)


def test_loading_twice_changes_nothing(seeded):
    before = [count(seeded, model) for model in (Service, Revision, KeyContact)]
    plan = load_seed(seeded, NOW)
    assert (plan.create, plan.revise, plan.kept) == ((), (), ())
    assert load_contacts(seeded, CONTACTS) == 0
    assert [count(seeded, model) for model in (Service, Revision, KeyContact)] == before


def test_a_starter_record_that_staff_edited_is_not_overwritten(seeded):
    record = read_seed()[0].model_copy(update={"name": "Mended by a person"})
    save(seeded, record, Change("a.person@example.org", NOW + timedelta(hours=1), "rang them"))
    assert load_seed(seeded, NOW).kept == (record.id,)
    assert find_by_slugs(seeded, [record.id], None, NOW)[0].name == "Mended by a person"


def test_the_revisions_of_starter_records_say_that_no_person_typed_them(seeded):
    assert set(seeded.scalars(select(Revision.made_by))) == {"import:seed"}


def test_a_contact_that_staff_mended_is_not_overwritten(seeded):
    seeded.get(KeyContact, "samaritans").phone = "116 000"
    load_contacts(seeded, CONTACTS)
    assert {one.key: one.phone for one in all_contacts(seeded)}["samaritans"] == "116 000"


def test_a_contact_that_was_lost_comes_back(seeded):
    seeded.delete(seeded.get(KeyContact, "samaritans"))
    seeded.flush()
    assert load_contacts(seeded, CONTACTS) == 1
    assert {one.key: one.phone for one in all_contacts(seeded)}["samaritans"] == snapshot()["samaritans"].phone


def test_the_starter_records_load_into_either_database(database):
    assert len(load_seed(database, NOW).create) == len(read_seed())
    assert load_contacts(database, CONTACTS) == len(snapshot())


def test_an_entry_that_is_no_record_says_in_which_file(tmp_path):
    (tmp_path / "broken.yml").write_text("- just some words\n")
    with pytest.raises(RecordError, match=r"broken\.yml: every entry of the list must be a record"):
        read_seed(tmp_path)


def test_an_empty_file_has_no_records(tmp_path):
    (tmp_path / "empty.yml").write_text("")
    assert read_seed(tmp_path) == []
