"""Is this process alive; can it answer residents."""

from __future__ import annotations

from collections.abc import Callable

import requests
from flask import Blueprint, Response, jsonify

from channels.rasa import RasaClient

_PATIENCE_SECONDS = 2.0


def make_blueprint(
    rasa: RasaClient,
    actions_url: str,
    database_ready: Callable[[], bool],
    sms_spend: Callable[[], str] | None = None,
) -> Blueprint:
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        answers = {
            "rasa": rasa.ready(timeout_seconds=_PATIENCE_SECONDS),
            "actions": _actions_ready(actions_url),
            "database": _answers(database_ready),
        }
        # An alert for whoever watches; residents are still answered on the web, and in danger by text too.
        told = {**answers, "sms_spend": _said(sms_spend)} if sms_spend else answers
        return jsonify(told), 200 if all(answers.values()) else 503

    return blueprint


def _actions_ready(actions_url: str) -> bool:
    try:
        with requests.Session() as session:
            session.trust_env = False
            response = session.get(f"{actions_url.rstrip('/')}/health", timeout=_PATIENCE_SECONDS)
    except requests.RequestException:
        return False
    return response.status_code == 200


def _said(spend: Callable[[], str]) -> str:
    try:
        return spend()
    except Exception:
        return "unknown"


def _answers(ready: Callable[[], bool]) -> bool:
    try:
        return bool(ready())
    except Exception:
        return False
