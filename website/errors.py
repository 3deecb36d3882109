"""When something goes wrong: a kind page or kind JSON, and never what went wrong inside."""

from __future__ import annotations

import logging
from typing import cast

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from channels.conversation import unavailable
from website.chat.exchange import Chat

_log = logging.getLogger(__name__)


def add_error_handlers(app: Flask) -> None:
    app.register_error_handler(HTTPException, _told)
    app.register_error_handler(Exception, _broken)


def _told(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error  # a redirect, or a response made on purpose
    text, headers = _words(status), _kept_headers(error)
    if request.path.startswith("/chat/"):
        return jsonify({"error": _code(error), "messages": [{"text": text}]}), status, headers
    return render_template("error.html", status=status, text=text), status, headers


def _broken(error: Exception) -> ResponseReturnValue:
    # The class alone: a message could hold what a resident typed.
    _log.error("unexpected %s at %s", type(error).__name__, request.endpoint, exc_info=current_app.debug)
    text = _words(500)
    if request.path.startswith("/chat/"):
        return jsonify({"error": "unexpected", "messages": [{"text": text}]}), 500
    return render_template("error.html", status=500, text=text), 500


def _words(status: int) -> str:
    chat = cast(Chat, current_app.extensions["chat"])
    if status >= 500:
        return unavailable(chat.wording, chat.contacts).text
    return chat.wording.say("utter_too_long" if status == 413 else "utter_bad_request")


def _code(error: HTTPException) -> str:
    """The code that our own reader of a request gave, or the name of the error."""
    description = error.description or ""
    return description if description.replace("_", "").isalpha() else error.name.lower().replace(" ", "_")


def _kept_headers(error: HTTPException) -> dict[str, str]:
    return {name: value for name, value in error.get_headers() if name == "Allow"}
