"""Webhooks: proved, stored, and only then acknowledged. A provider that is not configured has no address here."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from channels.sms import inbox, outbox
from channels.sms.privacy import Sealed, telephone
from channels.sms.provider import Call, Forged, Malformed, Provider, Received
from website.sms.outbox_page import Thread, texts_to, thread_of

# A text message with all its fields has a few thousand bytes.
MAX_BYTES = 64 * 1024
_FIRST_NUMBER = "07700 900123"

blueprint = Blueprint("sms", __name__, url_prefix="/sms", template_folder="templates")
_log = logging.getLogger("website.sms")


@dataclass(frozen=True)
class SmsDoor:
    sessions: sessionmaker[Session]
    sealed: Sealed
    providers: dict[str, Provider]
    public_url: str

    def provider(self, name: str) -> Provider:
        if name not in self.providers:
            abort(404)
        return self.providers[name]


@blueprint.post("/<name>/inbound")
def inbound(name: str) -> Response:
    door = _door()
    provider = door.provider(name)
    call = _call(door)
    if call is None:
        return _accepted(provider, name, "oversized")
    try:
        received = provider.read_inbound(call)
    except Forged:
        _log.warning("a call for %s did not prove itself", name)
        abort(403)
    except Malformed as error:
        if name == "console":
            return _refused(error.code)
        return _accepted(provider, name, error.code)
    try:
        with door.sessions.begin() as session:
            stored = inbox.receive(session, door.sealed, name, received, datetime.now(UTC))
    except SQLAlchemyError as error:
        _log.error("a text of %s could not be stored: %s", name, type(error).__name__)
        # The provider brings it again.
        return Response(status=503)
    if name == "console":
        return jsonify({"id": received.id, "stored": stored.value})
    return _accepted(provider, name, "" if stored is not inbox.Stored.NOBODY else "no_telephone")


@blueprint.post("/<name>/receipts")
def receipts(name: str) -> Response:
    door = _door()
    provider = door.provider(name)
    call = _call(door)
    if call is None:
        return _accepted(provider, name, "oversized")
    try:
        receipt = provider.read_receipt(call)
    except Forged:
        _log.warning("a receipt for %s did not prove itself", name)
        abort(403)
    except Malformed as error:
        return _accepted(provider, name, error.code)
    try:
        with door.sessions.begin() as session:
            known = outbox.take_receipt(session, name, receipt, datetime.now(UTC))
    except SQLAlchemyError as error:
        _log.error("a receipt of %s could not be stored: %s", name, type(error).__name__)
        return Response(status=503)
    return _accepted(provider, name, "" if known else "unknown_text")


@blueprint.get("/console")
def console_page() -> str:
    return _console_page(request.args.get("number", _FIRST_NUMBER))


@blueprint.post("/console")
def console_send() -> ResponseReturnValue:
    """The page's own form; anybody who may see the page may write as any number, so production has no page."""
    door = _door()
    door.provider("console")
    number, text = request.form.get("number", ""), request.form.get("text", "")
    if telephone(number) is None:
        return _console_page(number, "This is no telephone number that could be answered."), 400
    if not text.strip():
        return _console_page(number, "Write a text first."), 400
    received = Received(str(uuid.uuid4()), number, text, datetime.now(UTC))
    with door.sessions.begin() as session:
        inbox.receive(session, door.sealed, "console", received, received.at)
    return redirect(url_for("sms.console_page", number=number), 303)


@blueprint.get("/console/outbox")
def console_outbox() -> Response:
    door = _door()
    door.provider("console")
    number = telephone(request.args.get("to", ""))
    if number is None:
        return _refused("no_telephone")
    with door.sessions() as session:
        # Asked first: a text sent between the two is then listed, or still said to be on its way, and never neither.
        waiting = thread_of(session, door.sealed, number).waiting
        return jsonify({"messages": texts_to(session, door.sealed, number), "waiting": waiting})


def _console_page(number: str, error: str = "") -> str:
    door = _door()
    door.provider("console")
    known = telephone(number)
    with door.sessions() as session:
        thread = thread_of(session, door.sealed, known) if known else Thread((), False)
    return render_template("sms/console.html", number=number, thread=thread.shown, waiting=thread.waiting, error=error)


def _call(door: SmsDoor) -> Call | None:
    """The request as it came; None where it is larger than any text message."""
    if (request.content_length or 0) > MAX_BYTES:
        return None
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Call(f"{door.public_url}{request.path}{query}", headers, request.get_data())


def _accepted(provider: Provider, name: str, code: str) -> Response:
    """2xx, so that it is not sent again; `code` says in the log what was wrong with it."""
    if code:
        _log.warning("a call of %s was accepted and dropped: %s", name, code)
    body, kind = provider.accepted
    return Response(body, status=200, content_type=kind)


def _refused(code: str) -> Response:
    response = jsonify({"error": code})
    response.status_code = 400
    return response


def _door() -> SmsDoor:
    return cast(SmsDoor, current_app.extensions["sms"])
