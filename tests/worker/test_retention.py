from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from database import make_engine
from worker.retention import forget_conversations

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def tracker_with(tmp_path, *ages_in_hours):
    engine = make_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER PRIMARY KEY, timestamp FLOAT, data TEXT)"))
        for age in ages_in_hours:
            moment = (NOW - timedelta(hours=age)).timestamp()
            connection.execute(text("INSERT INTO events (timestamp, data) VALUES (:at, 'words')"), {"at": moment})
    return engine


def test_words_older_than_the_period_are_deleted_and_younger_ones_kept(tmp_path):
    engine = tracker_with(tmp_path, 1, 23, 25, 400)
    assert forget_conversations(engine, NOW, timedelta(hours=24)) == 2
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar() == 2


def test_before_rasa_has_made_its_table_there_is_nothing_to_forget(tmp_path):
    assert forget_conversations(make_engine(f"sqlite:///{tmp_path / 'none.db'}"), NOW, timedelta(hours=24)) == 0
