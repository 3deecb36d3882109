"""`make load-sms`: texts at a steady pace against the webhook, while a worker answers and sends what came before.

Website and worker are the real processes; Rasa and GOV.UK Notify are fakes at the wire, Rasa's with 50 ms for an answer.
The pace is kept whether or not answers come (open loop), and each time counts from when the text was due to be posted.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from database import make_engine, make_sessions
from database.migrate import upgrade
from tests.bench.figures import Figures
from tests.channels.fake_rasa import FakeRasa
from tests.channels.sms.fake_notify import FakeNotify
from tests.conftest import ROOT, postgres_schema, seed_all

# So many numbers that none gets as many texts with the same words as the networks allow.
PER_SECOND, SECONDS, NUMBERS = 50, 30, 100
RASA_SECONDS = 0.05
DRAINED_WITHIN_SECONDS = 300


def main() -> int:
    print(__doc__)
    print(
        f"{'database':12} {'texts':>6} {'accepted':>9} {'median':>8} {'p95':>8} {'p99':>8} {'most':>8}  "
        "all answered after the last text, seconds; sent"
    )
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/signpost.db", Path(folder))
    if not os.environ.get("SIGNPOST_TEST_POSTGRES"):
        print("PostgreSQL   not measured: set SIGNPOST_TEST_POSTGRES to the address of an empty database")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for engine in postgres_schema("signpost_load"):
            measure("PostgreSQL", engine.url.render_as_string(hide_password=False), Path(folder))
    return 0


def measure(name: str, url: str, folder: Path) -> None:
    engine = make_engine(url)
    upgrade(engine)
    with make_sessions(engine).begin() as session:
        seed_all(session)
    engine.dispose()
    with ExitStack() as stack:
        notify, rasa = FakeNotify(), FakeRasa()
        stack.callback(notify.stop)
        stack.callback(rasa.stop)
        rasa.takes(RASA_SECONDS)
        port = free_port()
        environment = settings(url, folder, port, notify, rasa)
        for module in ("website", "worker"):
            stack.enter_context(process(module, environment, folder))
        wait_for(f"http://127.0.0.1:{port}/healthz")
        times, accepted = texts(notify, f"http://127.0.0.1:{port}/sms/notify/inbound")
        drained = drain(notify, accepted)
    figures = " ".join(f"{value * 1000:8.1f}" for value in (times.median, times.p95, at(times, 0.99), max(times)))
    print(f"{name:12} {len(times):6} {accepted:9} {figures}  {drained}; {len(notify.sent)}", flush=True)


def texts(notify: FakeNotify, address: str) -> tuple[Figures, int]:
    """Milliseconds are counted from when each was due; and how many were answered 2xx."""
    number_of = PER_SECOND * SECONDS
    posts = [
        notify.callback(notify.receives(f"07700900{100 + at % NUMBERS}", f"no food {at}")) for at in range(number_of)
    ]
    began = time.perf_counter() + 0.5

    def post(at: int) -> tuple[float, bool]:
        due = began + at / PER_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        headers, body = posts[at]
        response = requests.post(address, data=body, headers=headers, timeout=30)
        return time.perf_counter() - due, response.status_code == 200

    with ThreadPoolExecutor(32) as pool:
        done = list(pool.map(post, range(number_of)))
    times = Figures()
    times.extend(seconds for seconds, _ in done)
    return times, sum(good for _, good in done)


def drain(notify: FakeNotify, accepted: int) -> str:
    """Seconds until every text accepted was answered and sent, or how many were not."""
    began = time.monotonic()
    while time.monotonic() - began < DRAINED_WITHIN_SECONDS:
        if len(notify.sent) >= accepted:
            return f"{time.monotonic() - began:.1f}"
        time.sleep(0.2)
    return f"{accepted - len(notify.sent)} were not answered in {DRAINED_WITHIN_SECONDS}"


def settings(url: str, folder: Path, port: int, notify: FakeNotify, rasa: FakeRasa) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    return {
        **own,
        "PYTHONPATH": str(ROOT),
        "SIGNPOST_DATA_FOLDER": str(folder),
        "SIGNPOST_DATABASE_URL": url,
        "SIGNPOST_WEBSITE_PORT": str(port),
        "SIGNPOST_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SIGNPOST_RASA_URL": rasa.url,
        "SIGNPOST_SMS_PROVIDERS": json.dumps(["notify"]),
        "SIGNPOST_SMS_PENCE_PER_DAY": "1000000",
        "SIGNPOST_NOTIFY_URL": notify.url,
        "SIGNPOST_NOTIFY_API_KEY": notify.api_key,
        "SIGNPOST_NOTIFY_TEMPLATE_ID": notify.template_id,
        "SIGNPOST_NOTIFY_CALLBACK_TOKEN": notify.callback_token,
    }


@contextmanager
def process(module: str, environment: dict[str, str], folder: Path) -> Iterator[None]:
    with (folder / f"{module}.log").open("wb") as log:
        started = subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        started.send_signal(signal.SIGTERM)
        try:
            started.wait(timeout=10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            if requests.get(address, timeout=1).status_code == 200:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def at(times: Figures, share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())
