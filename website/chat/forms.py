"""What a browser sent, read from a form or from JSON. Only its shape is judged here."""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from website.chat.exchange import Asked

MAX_JSON_BYTES = 64 * 1024
# A form carries the transcript too, and a letter outside ASCII takes nine bytes in it.
MAX_FORM_BYTES = 256 * 1024


def read_form(request: Request) -> Asked:
    request.max_content_length = MAX_FORM_BYTES
    return Asked(
        message=request.form.get("message", ""),
        choice=request.form.get("choice", ""),
        conversation=request.form.get("conversation"),
        address=request.remote_addr,
    )


def read_json(request: Request) -> Asked:
    """Raises 415 or 400 for what no page of ours sends; a conversation that we do not know is no error."""
    if not request.is_json:
        raise UnsupportedMediaType("json_expected")
    body = _json(request)
    if not isinstance(body, dict):
        raise BadRequest("object_expected")
    message, choice = body.get("message"), body.get("choice")
    if message is None and choice is None:
        raise BadRequest("message_or_choice_expected")
    if not isinstance(message or "", str) or not isinstance(choice or "", str):
        raise BadRequest("text_expected")
    return Asked(
        message=message or "",
        choice=choice or "",
        conversation=body.get("conversation"),
        address=request.remote_addr,
    )


def _json(request: Request) -> Any:
    try:
        return request.get_json()
    except BadRequest as error:
        raise BadRequest("malformed_json") from error
    except RecursionError as error:
        raise BadRequest("malformed_json") from error
