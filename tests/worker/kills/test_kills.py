"""kill -9 of a worker, of Rasa or of the database at any point: every text is answered once, and in its turn.

SIGNPOST_TEST_SEED runs the kills, the texts and Notify's faults of another run again, if not to the millisecond.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from random import Random, SystemRandom

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from channels.sms.models import InboundState, OutboundState, SmsInbound, SmsOutbound
from channels.sms.outbox import UNFINISHED
from database import make_engine, make_sessions
from database.migrate import upgrade
from tests.conftest import postgres_schema, seed_all
from tests.worker.kills.processes import APPLICATION, Processes, kill_a_backend
from tests.worker.kills.texting import Resident, residents
from tests.worker.kills.unreliable_notify import UnreliableNotify

pytestmark = pytest.mark.live

KILLS = 100
WORKERS = {"worker-1": 16, "worker-2": 16}
DATABASE = 10
# Beside the hundred: what the website has accepted must outlive it too.
WEBSITE = 3
# From when it is ready; a worker takes a second or two until then.
LIVES_AT_MOST_SECONDS = {"worker-1": 2.5, "worker-2": 2.5, "rasa": 1.3, "database": 10.0, "website": 30.0}
DRAINED_WITHIN_SECONDS = 180


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "postgres":
        yield from _postgres()
        return
    seeded: Path = request.getfixturevalue("seeded_file")
    engine = make_engine(f"sqlite:///{shutil.copy(seeded, tmp_path / 'signpost.db')}")
    yield engine
    engine.dispose()


def _postgres() -> Iterator[Engine]:
    for engine in postgres_schema("signpost_kills"):
        upgrade(engine)
        with make_sessions(engine).begin() as session:
            seed_all(session)
        yield engine


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SIGNPOST_TEST_SEED") or SystemRandom().randrange(1_000_000))
    print(f"SIGNPOST_TEST_SEED={chosen}")
    return chosen


@pytest.fixture
def notify(seed: int) -> Iterator[UnreliableNotify]:
    fake = UnreliableNotify(Random(f"notify {seed}"))
    yield fake
    fake.stop()


@pytest.fixture
def processes(engine: Engine, notify: UnreliableNotify, tmp_path: Path) -> Iterator[Processes]:
    url = engine.url
    if url.get_backend_name() == "postgresql":
        url = url.update_query_dict({"application_name": APPLICATION})
    started = Processes(tmp_path, url.render_as_string(hide_password=False), notify)
    try:
        started.start_all()
        yield started
    finally:
        started.stop()


def test_every_text_is_answered_once_and_in_its_turn_whatever_is_killed(
    engine: Engine, notify: UnreliableNotify, processes: Processes, seed: int
) -> None:
    writers = residents(Random(f"residents {seed}"), KILLS)
    began = time.monotonic()
    _while_they_write(writers, notify, processes, Killer(processes, engine, seed))
    killed = time.monotonic()
    inbound, outbound = _drained(engine)
    print(
        f"{KILLS} kills in {killed - began:.0f} s, the rest answered in {time.monotonic() - killed:.0f} s; "
        f"webhooks refused {sum(one.refused for one in writers)}, repeated {sum(one.repeated for one in writers)}; "
        f"texts taken up twice {sum(row.attempts > 1 for row in inbound)}, most {max(row.attempts for row in inbound)}; "
        f"sends tried twice {sum(row.attempts > 1 for row in outbound)}, most {max(row.attempts for row in outbound)}; "
        f"look-ups {notify.look_ups}, failed {notify.failed_look_ups}; "
        f"{Counter(row.state for row in outbound)} {Counter(row.state for row in inbound)}"
    )
    texts = sum(len(one.texts) for one in writers)
    assert all(one.accepted == one.texts for one in writers), "the website accepted not every text"
    assert len(inbound) == texts == len({row.inbound_id for row in outbound})
    assert {row.state for row in inbound} == {InboundState.ANSWERED}
    assert {row.state for row in outbound} <= {OutboundState.SENT, OutboundState.FLAGGED}

    times = Counter(one["reference"] for one in notify.sent)
    assert times.keys() <= {row.reference for row in outbound}
    assert not [row.id for row in outbound if times[row.reference] > 1], "sent twice"
    lost = {row.reference for row in outbound if not times[row.reference]}
    flagged = {row.reference for row in outbound if row.state == OutboundState.FLAGGED}
    assert lost <= flagged, "never sent, and not flagged"
    assert len(flagged) <= notify.failed_look_ups, "flagged, though the provider could say whether it was sent"
    assert sum(len(_unanswered(one, notify)) for one in writers) <= len(lost)

    # Or it would have shown nothing.
    assert any(row.attempts > 1 for row in inbound), "no text was being answered when its worker was killed"
    assert any(row.attempts > 1 for row in outbound), "no text was being sent when something happened"


def _unanswered(resident: Resident, notify: UnreliableNotify) -> list[str]:
    """Whose answer is not there; the others are there once, in the order in which they were written."""
    mine = f"+44{resident.number[1:]}"
    said = [one["body"] for one in notify.sent if one["phone_number"] == mine]
    places = [[at for at, body in enumerate(said) if f"answer to {text}" in body] for text in resident.texts]
    found = [place for place in places if place]
    assert all(len(place) == 1 for place in found), f"answered twice: {said}"
    assert found == sorted(found), f"out of turn: {said}"
    return [text for text, place in zip(resident.texts, places, strict=True) if not place]


class Killer:
    """Each target has its own chance and its own thread: while a worker starts, Rasa is killed.

    `done`: how many of the hundred kills there were.
    """

    def __init__(self, processes: Processes, engine: Engine, seed: int) -> None:
        self._processes, self._engine, self._seed = processes, engine, seed
        self._times = {**WORKERS, "website": WEBSITE}
        if engine.dialect.name == "postgresql":
            self._times["database"] = DATABASE
        self._times["rasa"] = KILLS + WEBSITE - sum(self._times.values())
        self._killed = Counter[str]()

    @property
    def done(self) -> int:
        return self._killed.total() - self._killed["website"]

    def run(self, stop: threading.Event) -> None:
        with ThreadPoolExecutor(len(self._times)) as pool:
            try:
                for ended in as_completed([pool.submit(self._kill, name, stop) for name in self._times]):
                    ended.result()
            except BaseException:
                stop.set()
                raise

    def _kill(self, name: str, stop: threading.Event) -> None:
        random = Random(f"killer of {name} {self._seed}")
        for _ in range(self._times[name]):
            if name != "database":
                self._processes.wait_until_ready(name)
            if stop.wait(random.uniform(0, LIVES_AT_MOST_SECONDS[name])):
                return
            if name == "database":
                self._kill_the_database(stop)
            else:
                self._processes.kill(name)
                self._processes.start(name)
            self._killed[name] += 1

    def _kill_the_database(self, stop: threading.Event) -> None:
        deadline = time.monotonic() + DRAINED_WITHIN_SECONDS
        while not kill_a_backend(self._engine) and not stop.wait(0.1):
            assert time.monotonic() < deadline, "the database had no connection of ours"


def _while_they_write(writers: list[Resident], notify: UnreliableNotify, processes: Processes, killer: Killer) -> None:
    stop = threading.Event()
    url = f"http://127.0.0.1:{processes.website_port}/sms/notify/inbound"
    with ThreadPoolExecutor(len(writers)) as pool:
        written = [pool.submit(one.write, notify, url, lambda: killer.done, stop) for one in writers]
        killer.run(stop)
        for one in written:
            one.result()


def _drained(engine: Engine) -> tuple[list[SmsInbound], list[SmsOutbound]]:
    """All rows, once nothing is left to do."""
    sessions = make_sessions(engine)
    to_do = select(func.count()).select_from(SmsInbound).where(SmsInbound.state == InboundState.WAITING)
    to_send = select(func.count()).select_from(SmsOutbound).where(SmsOutbound.state.in_(UNFINISHED))
    deadline = time.monotonic() + DRAINED_WITHIN_SECONDS
    left: object = "the database does not answer"
    while time.monotonic() < deadline:
        try:
            with sessions() as session:
                waiting, unsent = session.scalar(to_do), session.scalar(to_send)
                if not waiting and not unsent:
                    return list(session.scalars(select(SmsInbound))), list(session.scalars(select(SmsOutbound)))
                left = f"{waiting} to answer, {unsent} to send"
        except SQLAlchemyError as error:
            left = type(error).__name__
        time.sleep(0.2)
    pytest.fail(f"not done after {DRAINED_WITHIN_SECONDS} s: {left}")
