"""Website, two workers and a fake Rasa as processes of their own, and what it takes to kill them and the database."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from tests.channels.sms.fake_notify import FakeNotify
from tests.conftest import ROOT

STARTED_WITHIN_SECONDS = 60
APPLICATION = "signpost_kills"
HERE = Path(__file__).parent


class Processes:
    def __init__(self, folder: Path, database_url: str, notify: FakeNotify) -> None:
        self.folder = folder
        self.website_port, self._rasa_port = free_port(), free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        outer = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        # Everything is on loopback: never through a proxy.
        self._environment = {
            **{name: value for name, value in outer.items() if not name.lower().endswith("_proxy")},
            "PYTHONPATH": str(ROOT),
            "SIGNPOST_SECRET_KEY": "only-for-these-tests",
            "SIGNPOST_DATA_FOLDER": str(folder),
            "SIGNPOST_DATABASE_URL": database_url,
            "SIGNPOST_WEBSITE_PORT": str(self.website_port),
            "SIGNPOST_RASA_PORT": str(self._rasa_port),
            "SIGNPOST_RASA_TIMEOUT_SECONDS": "2",
            "SIGNPOST_SMS_PROVIDERS": '["notify"]',
            # A text waits for Rasa as long as it takes: numbers to ring would be no answer of Rasa's.
            "SIGNPOST_SMS_PATIENCE_SECONDS": "3600",
            "SIGNPOST_SMS_PENCE_PER_DAY": "1000000",
            "SIGNPOST_PUBLIC_URL": f"http://127.0.0.1:{self.website_port}",
            "SIGNPOST_NOTIFY_URL": notify.url,
            "SIGNPOST_NOTIFY_API_KEY": notify.api_key,
            "SIGNPOST_NOTIFY_TEMPLATE_ID": notify.template_id,
            "SIGNPOST_NOTIFY_CALLBACK_TOKEN": notify.callback_token,
        }
        self._commands = {
            "website": ["-m", "website"],
            "worker-1": ["-m", "tests.worker.kills.worker_process", str(self._ready("worker-1"))],
            "worker-2": ["-m", "tests.worker.kills.worker_process", str(self._ready("worker-2"))],
            "rasa": [str(HERE / "rasa_process.py"), str(self._rasa_port)],
        }

    def start(self, name: str) -> None:
        self._ready(name).unlink(missing_ok=True)
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, *self._commands[name]],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def start_all(self) -> None:
        for name in self._commands:
            self.start(name)
        for name in self._commands:
            self.wait_until_ready(name)

    def kill(self, name: str) -> None:
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for name in list(self._running):
            with contextlib.suppress(ProcessLookupError):
                self.kill(name)

    def wait_until_ready(self, name: str) -> None:
        deadline = time.monotonic() + STARTED_WITHIN_SECONDS
        while not self._is_ready(name):
            code = self._running[name].poll()
            assert code is None, f"{name} ended by itself with {code}:\n{self.log(name)}"
            assert time.monotonic() < deadline, f"{name} did not start:\n{self.log(name)}"
            time.sleep(0.02)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3_000:]

    def _is_ready(self, name: str) -> bool:
        if name.startswith("worker"):
            return self._ready(name).exists()
        if name == "rasa":
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self._rasa_port)) == 0
        with requests.Session() as session:
            session.trust_env = False
            try:
                return session.get(f"http://127.0.0.1:{self.website_port}/healthz", timeout=5).ok
            except requests.RequestException:
                return False

    def _ready(self, name: str) -> Path:
        return self.folder / f"{name}.ready"


def kill_a_backend(engine: Engine) -> bool:
    """Ends a connection of one of our processes on the server's side; by kill -9 where we may, and the server starts anew."""
    chosen = _a_backend(engine)
    if chosen is None:
        return False
    # The server's process is ours to kill only where it runs beside us.
    local = engine.url.host in ("127.0.0.1", "localhost", "::1")
    with contextlib.suppress(OSError):
        if local and Path(f"/proc/{chosen}/comm").read_text().startswith("postgres"):
            os.kill(chosen, signal.SIGKILL)
            return True
    with contextlib.suppress(SQLAlchemyError), engine.connect() as connection:
        return bool(connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": chosen}).scalar_one())
    return False


def _a_backend(engine: Engine) -> int | None:
    ours = text(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = :name "
        "AND pid <> pg_backend_pid() ORDER BY state = 'idle', random() LIMIT 1"
    )
    try:
        with engine.connect() as connection:
            pid: int | None = connection.execute(ours, {"name": APPLICATION}).scalar_one_or_none()
            return pid
    except SQLAlchemyError:
        return None  # it is starting anew


def free_port() -> int:
    """Not of those that the system gives to connections: while its server is down, one of them could take it."""
    for port in _ports():
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free")


def _ports() -> Iterator[int]:
    for _ in range(100):
        yield random.SystemRandom().randrange(15_000, 30_000)
