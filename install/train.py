"""Trains the assistant when what it is trained on has changed; keeps the model otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from bot.models import FOLDER, ROOT, model_path
from install.environments import RASA, SetupError, say


def train_if_changed() -> None:
    if os.environ.get("SIGNPOST_MODEL"):
        return
    path = model_path()
    if path.exists():
        return
    say("training the assistant (about a minute) …")
    started = time.monotonic()
    command = [str(RASA / "bin" / "python"), "-m", "bot.train", path.name]
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": str(ROOT),
    }
    if subprocess.run(command, cwd=ROOT, env=environment, stdout=sys.stderr).returncode or not path.exists():
        raise SetupError("Training failed; the lines above say why.")
    for old in FOLDER.glob("signpost-*.tar.gz"):
        if old != path:
            old.unlink()
    say(f"trained in {time.monotonic() - started:.0f} seconds")


def main() -> int:
    try:
        train_if_changed()
    except SetupError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
