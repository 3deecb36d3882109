"""`make bench`: medians and 95% points over repeats, in one run on this machine; see the method line it prints."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event

from database import make_engine, make_sessions
from database.migrate import upgrade
from geography import locate
from knowledge_base.request import Origin, SearchRequest
from knowledge_base.search import find_services
from knowledge_base.seeding import load_seed
from safety import find_danger
from tests.bench.growing import grow

REPEATS = 200
NOW = datetime(2026, 11, 24, 11, tzinfo=ZoneInfo("Europe/London"))
ORIGIN = Origin("CV11 4", 52.515, -1.455, "sector", ("E07000219",), "CV11 4", "CV11")
MESSAGE = "no food till friday and leccys nearly gone, cv11 4dr"
NEEDS = ("food", "warm_space", "housing", "debt")


class QueryTime:
    """Seconds spent in the database driver's execute, as SQLAlchemy's events see it."""

    def __init__(self, engine: Engine) -> None:
        self.seconds = 0.0
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)

    def _before(self, *_: Any) -> None:
        self._started = time.perf_counter()

    def _after(self, *_: Any) -> None:
        self.seconds += time.perf_counter() - self._started


def main() -> None:
    print(f"{REPEATS} repeats each after 10 to warm up, one thread, SQLite in a file; milliseconds")
    print(f"{'what':44} {'median':>8} {'p95':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for count in (260, 1_000, 5_000):
            search(Path(folder), count)
    timed("geography.locate, one message", lambda: locate(MESSAGE))
    timed("safety.find_danger, one message", lambda: find_danger(MESSAGE))


def search(folder: Path, count: int) -> None:
    engine = make_engine(f"sqlite:///{folder / f'{count}.db'}")
    upgrade(engine)
    with make_sessions(engine).begin() as session:
        load_seed(session, datetime.now(UTC))
        grow(session, count)
    clock, queries, calls = QueryTime(engine), [], []
    with make_sessions(engine)() as session:
        for turn in range(REPEATS + 10):
            session.expire_all()
            clock.seconds, started = 0.0, time.perf_counter()
            find_services(session, SearchRequest((NEEDS[turn % len(NEEDS)],), NOW, ORIGIN))
            queries.append(clock.seconds)
            calls.append(time.perf_counter() - started)
    show(f"search, {count} services: in the database", queries[10:])
    show(f"search, {count} services: the whole call", calls[10:])


def timed(what: str, run: Callable[[], object]) -> None:
    seconds = []
    for _ in range(REPEATS + 10):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    show(what, seconds[10:])


def show(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    print(f"{what:44} {statistics.median(ordered) * 1000:8.2f} {ordered[int(len(ordered) * 0.95)] * 1000:8.2f}")


if __name__ == "__main__":
    main()
