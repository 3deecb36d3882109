"""What every provider's HTTP has in common: which failures surely sent nothing, and answers that hold no JSON."""

from __future__ import annotations

import ssl
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from channels.sms.provider import Later, Uncertain


def unanswered(error: requests.RequestException) -> Later | Uncertain:
    """Later only where surely nothing was sent: without a connection, or before the other end had proved who it is."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    before = isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError)
    if before or isinstance(reason, NewConnectionError):
        return Later("no_connection")
    if any(isinstance(part, ssl.SSLCertVerificationError) for part in getattr(reason, "args", ())):
        return Later("certificate")
    return Uncertain("timeout" if isinstance(error, requests.Timeout) else "connection")


def answered(response: requests.Response) -> dict[str, Any]:
    """The JSON object of an answer; an empty one where it holds none."""
    try:
        answer = response.json()
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
