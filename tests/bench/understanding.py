"""Understanding a message, in the environment that Rasa runs in; only where a model is trained for the data as it is."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.models import ROOT, NoModelError, trained_model
from tests.bench.figures import Figures

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
# Short and long, needs and acts, as residents write them.
TUNING = ROOT / "tests" / "evaluation" / "tuning.jsonl"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Understanding:
    answers: Figures
    first_seconds: float
    memory_mb: float
    peak_mb: float


def understanding() -> Understanding | str:
    """Figures, or a sentence that says why there are none."""
    try:
        trained_model()
    except NoModelError as error:
        return f"understanding one message: not measured. {error}"
    if not PYTHON.exists():
        return "understanding one message: not measured. Rasa's environment is not built. Run: make environments"
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(PYTHON), "-m", "bot.parse"],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        return _measure(process, started)
    finally:
        with contextlib.suppress(BrokenPipeError):
            process.communicate()


def _measure(process: subprocess.Popen[str], started: float) -> Understanding | str:
    messages = [json.loads(line)["text"] for line in TUNING.read_text(encoding="utf-8").splitlines()]
    if not _ask(process, messages[0]):
        return "understanding one message: not measured. `make parse` gives no answer."
    first = time.perf_counter() - started
    answers = Figures()
    for text in messages:
        asked = time.perf_counter()
        _ask(process, text)
        answers.append(time.perf_counter() - asked)
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return Understanding(answers, first, _megabytes(status, "VmRSS"), _megabytes(status, "VmHWM"))


def training_seconds() -> float | None:
    """How long `make train` takes from the data to a model, in a process of its own; None where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        done = subprocess.run(
            [str(PYTHON), "-m", "bot.train", "bench.tar.gz", folder],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
        )
        return time.perf_counter() - started if done.returncode == 0 else None


def _ask(process: subprocess.Popen[str], text: str) -> str:
    assert process.stdin and process.stdout
    try:
        process.stdin.write(json.dumps({"text": text}) + "\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return ""


def _megabytes(status: str, name: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
