"""A database brought up step by step is the one that the models describe, and can be taken down again."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, make_url

import channels.sms.models  # noqa: F401  (its tables are compared too)
from database import Base, make_engine
from database.engine import make_sessions
from database.migrate import migration_config, upgrade
from tests.conftest import postgres_schema


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def blank(request, tmp_path):
    """An engine over a database without any table."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'new folder' / 'signpost.db'}")
        yield engine
        engine.dispose()
    else:
        yield from postgres_schema("signpost_migrations")


def tables(engine):
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_from_nothing_to_what_the_models_say(blank):
    upgrade(blank)
    with blank.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_rule_on_values_is_in_the_database(blank):
    upgrade(blank)
    found = {rule["name"] for name in tables(blank) for rule in inspect(blank).get_check_constraints(name)}
    rules = [rule for table in Base.metadata.tables.values() for rule in table.constraints]
    assert found == {str(rule.name) for rule in rules if isinstance(rule, CheckConstraint)}


def test_going_up_twice_does_nothing(blank):
    upgrade(blank)
    upgrade(blank)
    assert tables(blank) == set(Base.metadata.tables)


def test_down_to_nothing_and_up_again(blank):
    upgrade(blank)
    command.downgrade(migration_config(blank), "base")
    assert tables(blank) == set()
    upgrade(blank)
    assert tables(blank) == set(Base.metadata.tables)


def test_there_is_one_newest_migration(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'signpost.db'}")
    assert len(ScriptDirectory.from_config(migration_config(engine)).get_heads()) == 1
    engine.dispose()


def test_readers_are_not_stopped_by_a_writer(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'signpost.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 5000
    engine.dispose()


def test_postgresql_is_reached_with_the_driver_that_is_installed():
    engine = make_engine("postgresql://somebody@127.0.0.1:1/nothing")
    assert engine.dialect.driver == "psycopg"
    engine.dispose()


def test_what_was_read_can_be_used_after_the_commit(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'signpost.db'}")
    assert make_sessions(engine).kw["expire_on_commit"] is False
    assert make_url(str(engine.url)).get_backend_name() == "sqlite"
    engine.dispose()
