"""What every folder of tests may use: databases, and markers for tests that need a real server or browser."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.orm import Session

from database import make_engine, make_sessions
from database.migrate import upgrade
from knowledge_base.seeding import add_needs, load_contacts, load_seed

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")


@dataclass(frozen=True)
class Real:
    """Something that a test needs the real one of. `where` gives its address, or None where it is not there."""

    what: str
    how: str
    where: Callable[[], str | None]


REAL = {
    "postgres": Real(
        "PostgreSQL",
        "set SIGNPOST_TEST_POSTGRES to the address of an empty database",
        lambda: os.environ.get("SIGNPOST_TEST_POSTGRES"),
    ),
    "redis": Real(
        "Redis", "set SIGNPOST_TEST_REDIS to the address of a server", lambda: os.environ.get("SIGNPOST_TEST_REDIS")
    ),
    "chromium": Real(
        "Chromium", f"install it as {CHROMIUM}", lambda: str(CHROMIUM) if os.access(CHROMIUM, os.X_OK) else None
    ),
}
_skipped: Counter[str] = Counter()


def pytest_configure(config: pytest.Config) -> None:
    for name, real in REAL.items():
        config.addinivalue_line("markers", f"{name}: needs a real {real.what}; {real.how}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where the real thing is not there: a skip that says so; on CI, where it must be there, a failure."""
    for name, real in REAL.items():
        if item.get_closest_marker(name) and not real.where():
            message = f"{real.what} is not there: {real.how}"
            if os.environ.get("CI") == "true":
                pytest.fail(f"{message} (CI=true allows no such skip)", pytrace=False)
            _skipped[message] += 1
            pytest.skip(message)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for message, times in _skipped.items():
        tests = "1 test was" if times == 1 else f"{times} tests were"
        terminalreporter.write_line(f"{tests} skipped. {message}.", yellow=True)


@pytest.fixture
def redis_url() -> str:
    """For tests marked redis."""
    return os.environ["SIGNPOST_TEST_REDIS"]


@pytest.fixture
def chromium_path() -> Path:
    """For tests marked chromium."""
    return CHROMIUM


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite knowledge base that knows the needs and no service; copy it, never write to it."""
    return _built(tmp_path_factory.mktemp("empty") / "signpost.db", add_needs)


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the starter records and contacts."""
    return _built(tmp_path_factory.mktemp("seeded") / "signpost.db", seed_all)


@pytest.fixture
def seeded(seeded_engine: Engine) -> Iterator[Session]:
    """The starter records; what a test changes is undone."""
    yield from _rolled_back(seeded_engine)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Session]:
    """An empty knowledge base on each kind of database; what a test changes is undone."""
    engine = request.getfixturevalue("empty_engine" if request.param == "sqlite" else "postgres_engine")
    yield from _rolled_back(engine)


@pytest.fixture(scope="session")
def empty_engine(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _engine_over(empty_file, tmp_path_factory.mktemp("empty_copy"))


@pytest.fixture(scope="session")
def seeded_engine(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _engine_over(seeded_file, tmp_path_factory.mktemp("seeded_copy"))


@pytest.fixture(scope="session")
def postgres_engine() -> Iterator[Engine]:
    """A migrated knowledge base that knows the needs, in a schema of this run's own."""
    for engine in postgres_schema("signpost_tests"):
        upgrade(engine)
        with make_sessions(engine).begin() as session:
            add_needs(session)
        yield engine


def postgres_schema(name: str) -> Iterator[Engine]:
    """An engine over an empty schema, which is dropped afterwards."""
    url, schema = make_url(os.environ["SIGNPOST_TEST_POSTGRES"]), f"{name}_{os.getpid()}"
    outer = make_engine(url.render_as_string(hide_password=False))
    inner = url.update_query_dict({"options": f"-csearch_path={schema}"})
    engine = make_engine(inner.render_as_string(hide_password=False))
    try:
        with outer.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        yield engine
    finally:
        engine.dispose()
        with outer.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        outer.dispose()


def seed_all(session: Session) -> None:
    load_seed(session, datetime(2026, 11, 23, tzinfo=UTC))
    load_contacts(session, ROOT / "safety" / "contacts.csv")


def _built(path: Path, fill: Callable[[Session], None]) -> Path:
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    with make_sessions(engine).begin() as session:
        fill(session)
    engine.dispose()
    return path


def _engine_over(template: Path, folder: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(template, folder / 'signpost.db')}")
    # Left to itself, the driver begins a transaction only before it writes, and a savepoint would be its own.
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    yield engine
    engine.dispose()


def _rolled_back(engine: Engine) -> Iterator[Session]:
    # What the test commits goes to a savepoint, and all of it is undone with the transaction around.
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            yield session
        transaction.rollback()
