"""The action server on loopback: `python -m actions`."""

from __future__ import annotations

import logging
import os

from geography import use_units
from settings import ROOT, read_settings


def main() -> None:
    # It binds every interface by default, and nothing but Rasa on this machine may speak to it.
    os.environ["SANIC_HOST"] = "127.0.0.1"
    logging.basicConfig(level=logging.WARNING)
    from rasa_sdk.endpoint import run
    from rasa_sdk.executor import ActionExecutor

    settings = read_settings()
    use_units(settings.units_path)
    executor = ActionExecutor()
    executor.register_package("actions")
    run(executor, port=settings.actions_port, cors_origins=None, endpoints=str(ROOT / "bot" / "endpoints.yml"))


if __name__ == "__main__":
    main()
