from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.channels.sms.sms_factories import emptied_store, sqlite_store


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> Iterator[sessionmaker[Session]]:
    """Sessions that really commit on each kind of database, for what several do at once."""
    if request.param == "sqlite":
        yield from sqlite_store(empty_file, tmp_path)
    else:
        yield from emptied_store(request.getfixturevalue("postgres_engine"))
