"""Searches for every need from many places, and what they cost in the database and in all."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from database import make_engine, make_sessions
from database.migrate import upgrade
from geography import Location, locate
from knowledge_base.exchange.osm_hours import rules_from_osm
from knowledge_base.needs import NEEDS
from knowledge_base.opening import LONDON, Hours
from knowledge_base.request import Origin, SearchRequest
from knowledge_base.search import find_services
from knowledge_base.seeding import load_seed
from tests.bench.figures import WARM_UP, Figures
from tests.bench.growing import grow

NOW = datetime(2026, 11, 24, 11, tzinfo=LONDON)
PLACES = (
    "CV11 4AB",
    "CV21 2",
    "CV34 4RL",
    "Bedworth",
    "Atherstone",
    "Leamington Spa",
    "Stratford-upon-Avon",
    "Shipston-on-Stour",
    "CV33 9",
    "CV47 1",
)


class Searches:
    """All searches over a knowledge base of `size` services, each in a session that knows nothing yet."""

    WHAT = f"all {len(NEEDS)} needs from {len(PLACES)} places (units, sectors, towns and villages), first page"

    def __init__(self, folder: Path, size: int) -> None:
        self.fetched, self.executed, self.statements, self.whole = Figures(), Figures(), Figures(), Figures()
        self._engine = _knowledge_base(folder, size)
        self._log = StatementLog(self._engine)
        requests = [SearchRequest((need,), NOW, origin) for need in NEEDS for origin in _origins()]
        random.Random(1).shuffle(requests)
        for turn, request in enumerate([*requests[:WARM_UP], *requests]):
            self._measure(request, keep=turn >= WARM_UP)
        self._engine.dispose()

    def _measure(self, request: SearchRequest, keep: bool) -> None:
        self._log.clear()
        with Session(self._engine) as session:
            started = time.perf_counter()
            find_services(session, request)
            seconds = time.perf_counter() - started
            ran = list(self._log.ran)
            again = _run_again(session.connection(), ran)
        if keep:
            self.whole.append(seconds)
            self.executed.append(self._log.seconds)
            self.statements.append(len(ran))
            self.fetched.append(again)


class StatementLog:
    """What the driver was given to execute, and the seconds it took, as SQLAlchemy's cursor events see it."""

    def __init__(self, engine: Engine) -> None:
        self.clear()
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)

    def clear(self) -> None:
        self.ran: list[tuple[str, Any]] = []
        self.seconds = 0.0

    def _before(self, *_: Any) -> None:
        self._started = time.perf_counter()

    def _after(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        self.seconds += time.perf_counter() - self._started
        self.ran.append((statement, parameters))


def some_hours() -> Hours:
    """Hours as they stand in many records: weekdays, one evening, a fortnightly Saturday, Christmas."""
    found = rules_from_osm("Mo-Fr 09:30-12:30,13:30-17:00; We 09:30-19:00; Sa[1,3] 10:00-12:00; PH off; Dec 24-26 off")
    return Hours(found.rules, found.closed_on_bank_holidays)


def _run_again(connection: Connection, ran: list[tuple[str, Any]]) -> float:
    driver: Any = connection.connection.driver_connection
    started = time.perf_counter()
    for statement, parameters in ran:
        driver.execute(statement, parameters).fetchall()
    return time.perf_counter() - started


def _knowledge_base(folder: Path, size: int) -> Engine:
    engine = make_engine(f"sqlite:///{folder / f'{size}.db'}")
    upgrade(engine)
    with make_sessions(engine).begin() as session:
        load_seed(session, datetime.now(UTC))
        grow(session, size)
    return engine


def _origins() -> list[Origin]:
    found = [place for place in map(locate, PLACES) if isinstance(place, Location)]
    return [
        Origin(
            place.label,
            place.lat,
            place.lon,
            place.precision,
            tuple(one.code for one in place.authorities),
            place.sector,
            place.outcode,
        )
        for place in found
    ]
