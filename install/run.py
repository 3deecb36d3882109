"""`make run`: train, migrate, seed, start every process of the Procfile, wait until all answer, print the address."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import requests
from sqlalchemy.exc import SQLAlchemyError

from database import make_engine, make_sessions
from database.migrate import upgrade
from install.environments import ROOT, SetupError, say
from install.train import train_if_changed
from knowledge_base.record import RecordError
from knowledge_base.seeding import load_contacts, load_seed
from settings import Settings, SettingsError, read_settings

READY_WITHIN_SECONDS = 180
# So that a process which cannot start does not use up the machine by trying.
RESTART_AFTER_SECONDS = 3
CONTACTS = ROOT / "safety" / "contacts.csv"


def prepare_database(settings: Settings) -> None:
    """Bring the knowledge base to the newest migration and load what is new in the seed; all or nothing."""
    engine = make_engine(settings.database_url)
    try:
        upgrade(engine)
        with make_sessions(engine).begin() as session:
            plan = load_seed(session, datetime.now(UTC))
            load_contacts(session, CONTACTS)
    except (SQLAlchemyError, RecordError) as error:
        raise SetupError(f"The knowledge base could not be prepared: {error}") from error
    finally:
        engine.dispose()
    say(f"knowledge base ready: {plan.sentence()}")


class Processes:
    """The Procfile's processes, each in a group of its own so that ending it leaves no child behind."""

    def __init__(self, settings: Settings) -> None:
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "RASA_TELEMETRY_ENABLED": "false",
            "SIGNPOST_RASA_PORT": str(settings.rasa_port),
            "SIGNPOST_ACTIONS_PORT": str(settings.actions_port),
            "SIGNPOST_TRACKER_DB": str(settings.data_folder / "tracker.db"),
            "SIGNPOST_RASA_TOKEN": settings.rasa_token,
        }
        self._commands = dict(read_procfile(ROOT / "Procfile"))
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._logs = settings.data_folder / "logs"

    def start(self) -> None:
        self._logs.mkdir(parents=True, exist_ok=True)
        for name in self._commands:
            self.start_one(name)

    def start_one(self, name: str) -> None:
        with self.log_of(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                ["/bin/sh", "-c", f"exec {self._commands[name]}"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def ended(self) -> str | None:
        """The name of a process that is not running any more."""
        return next(
            (name for name, process in self._running.items() if process.poll() is not None),
            None,
        )

    def log_of(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def stop(self) -> None:
        for process in self._running.values():
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + 5
        for name in list(self._running):
            self.kill_one(name, max(0.1, deadline - time.monotonic()))

    def kill_one(self, name: str, patience_seconds: float = 0.0) -> None:
        """Ends one process, and its children: a Sanic worker has been seen to outlive a polite request."""
        process = self._running.pop(name)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=patience_seconds)
        _signal_group(process, signal.SIGKILL)
        process.wait()


def read_procfile(path: Path) -> list[tuple[str, str]]:
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return [(name.strip(), command.strip()) for name, _, command in (line.partition(":") for line in lines)]


def wait_until_ready(processes: Processes, settings: Settings) -> None:
    url = f"http://127.0.0.1:{settings.website_port}/readyz"
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        ended = processes.ended()
        if ended:
            raise SetupError(f"The {ended} process ended by itself. Its log: {processes.log_of(ended)}")
        try:
            if requests.get(url, timeout=2).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(0.3)
    raise SetupError(f"Not ready after {READY_WITHIN_SECONDS} seconds. Logs are in {processes.log_of('rasa').parent}")


def check_ports(settings: Settings) -> None:
    for name, port in (
        ("website", settings.website_port),
        ("rasa", settings.rasa_port),
        ("actions", settings.actions_port),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                setting = f"SIGNPOST_{name.upper()}_PORT"
                raise SetupError(f"Port {port} is in use. Stop what uses it, or set {setting} to another.") from error


def main() -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        settings = read_settings()
        check_ports(settings)
        train_if_changed()
        prepare_database(settings)
        return _run(settings)
    except (SetupError, SettingsError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 0


def _run(settings: Settings) -> int:
    processes = Processes(settings)
    say("starting …")
    try:
        processes.start()
        wait_until_ready(processes, settings)
        print(f"\nSignpost is ready:  http://127.0.0.1:{settings.website_port}/")
        print(
            "Try:  no food till friday and leccys nearly gone, cv11\n\nCtrl-C stops it.",
            flush=True,
        )
        while True:
            time.sleep(0.5)
            ended = processes.ended()
            if ended:
                say(f"the {ended} process ended by itself; starting it again. Its log: {processes.log_of(ended)}")
                time.sleep(RESTART_AFTER_SECONDS)
                processes.start_one(ended)
    finally:
        processes.stop()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
