"""Twilio: the other provider. It signs its webhooks, answers STOP itself, and knows no reference of ours.

Source: twilio.com/docs (November 2026). Its SHA-256 signatures must stay switched off in the account.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import requests

from channels.sms.provider import Call, Fate, Forged, Later, Malformed, Receipt, Received, Refused, SendError, Uncertain
from channels.sms.wire import answered, unanswered

_utc_now = partial(datetime.now, UTC)
_CONNECT_SECONDS = 3.0
_LOCKED_OUT_SECONDS, _FULL_QUEUE_SECONDS = 60.0, 60.0
_LONGEST_WAIT_SECONDS = 3600
_PAGE, _MOST_PAGES = "1000", 20
_OPTED_OUT, _FULL_QUEUE = 21610, 21611
# Twilio writes this before every text of an account that is not paid for, and lists it so.
_TRIAL = "Sent from your Twilio trial account - "

_ORIGIN = re.compile(r"(https?)://([^/?#]+?)(?::\d+)?(?=[/?#]|$)")
_SID = re.compile(r"[A-Z]{2}[0-9A-Za-z]{1,60}")
_FATES = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), Fate.SENT),
    **dict.fromkeys(("delivered", "read"), Fate.DELIVERED),
    **dict.fromkeys(("undelivered", "failed", "canceled"), Fate.FAILED),
}


class Twilio:
    """Raises ValueError where an id or the number has not the shape that Twilio gives it."""

    name = "twilio"
    answers_stop = True
    accepted = ('<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml")

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        from_number: str | None = None,
        messaging_service_sid: str | None = None,
        status_callback: str | None = None,
        base_url: str = "https://api.twilio.com",
        timeout_seconds: float = 10.0,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        _check("account_sid", account_sid, r"AC[0-9a-fA-F]{32}")
        _check("auth_token", auth_token, r"[\x21-\x7e]+")
        _check("from_number", from_number or "", r"\+[0-9]{7,15}|[0-9]{4,6}|")
        _check("messaging_service_sid", messaging_service_sid or "", r"MG[0-9a-fA-F]{32}|")
        if not from_number and not messaging_service_sid:
            raise ValueError("from_number or messaging_service_sid: one of them is needed")
        self._token = auth_token.encode()
        self._number, self._service = from_number or None, messaging_service_sid or None
        senders = {"From": self._number, "MessagingServiceSid": self._service, "StatusCallback": status_callback}
        self._fixed = {name: value for name, value in senders.items() if value}
        self._path = f"/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._base_url = base_url.rstrip("/")
        self._timeout = (min(_CONNECT_SECONDS, timeout_seconds), timeout_seconds)
        self._clock = clock
        self._session = requests.Session()
        self._session.auth = (account_sid, auth_token)

    def close(self) -> None:
        self._session.close()

    def read_inbound(self, call: Call) -> Received:
        """`at` is when it was read: Twilio does not say when it was sent."""
        fields = self._proven(call)
        id_, text = _sid(_one(fields, "MessageSid")), _one(fields, "Body")
        if id_ is None:
            raise Malformed("id")
        if text is None:
            raise Malformed("text")
        return Received(id_, _one(fields, "From") or "", text, self._clock())

    def read_receipt(self, call: Call) -> Receipt:
        fields = self._proven(call)
        id_, status = _sid(_one(fields, "MessageSid")), _one(fields, "MessageStatus")
        if id_ is None:
            raise Malformed("id")
        if status not in _FATES:
            raise Malformed("status")
        error = re.fullmatch(r"[0-9]{1,6}", _one(fields, "ErrorCode") or "")
        code = f"{status}_{error[0]}" if error else status
        return Receipt(_FATES[status], None, id_, code if _FATES[status] is Fate.FAILED else "")

    def send(self, number: str, text: str, reference: str) -> str:
        response = self._ask("POST", self._path, data={"To": number, "Body": _encodable(text), **self._fixed})
        answer = answered(response)
        if not 200 <= response.status_code < 300:
            raise _refusal(response, answer)
        id_ = _sid(answer.get("sid"))
        if id_ is None:
            raise Uncertain("unreadable")
        return id_

    def find(self, number: str, text: str, reference: str, since: datetime) -> str | None:
        """By number, words and time: the newest, where the same words were sent twice since then."""
        # Not by DateSent: a text that still waits in Twilio's queue has none.
        found: list[tuple[datetime, str]] = []
        for item in self._listed({"To": number}):
            if not self._is_ours(item) or not _same(item.get("body"), text):
                continue
            created, id_ = _moment(item.get("date_created")), _sid(item.get("sid"))
            if created is None or id_ is None:
                raise Uncertain("unreadable")
            if created >= since.replace(microsecond=0):  # Twilio counts whole seconds
                found.append((created, id_))
        return max(found, key=lambda one: one[0])[1] if found else None

    def received(self, since: datetime) -> Iterable[Received]:
        """None where only a Messaging Service is known: whose number they were sent to cannot be said."""
        if self._number is None:
            return
        day = f"{since.astimezone(UTC):%Y-%m-%d}"
        for item in self._listed({"To": self._number, "DateSent>": day}):
            id_, text = _sid(item.get("sid")), item.get("body")
            if item.get("direction") != "inbound" or id_ is None or not isinstance(text, str):
                continue
            at = _moment(item.get("date_sent")) or _moment(item.get("date_created")) or self._clock()
            if at >= since.replace(microsecond=0):
                yield Received(id_, str(item.get("from") or ""), text, at)

    def _proven(self, call: Call) -> dict[str, list[str]]:
        given = call.headers.get("x-twilio-signature", "").encode("utf-8", "replace")
        try:
            fields = parse_qs(call.body.decode(), keep_blank_values=True, errors="strict")
        except ValueError:
            raise Forged from None
        signed = "".join(name + value for name in sorted(fields) for value in sorted(set(fields[name])))
        # A proxy may have added or lost the port that Twilio signed.
        if not any(hmac.compare_digest(given, self._signature(url + signed)) for url in _spellings(call.url)):
            raise Forged
        return fields

    def _signature(self, signed: str) -> bytes:
        return base64.b64encode(hmac.digest(self._token, signed.encode("utf-8", "replace"), "sha1"))

    def _is_ours(self, item: Mapping[str, Any]) -> bool:
        if self._service:
            return bool(item.get("messaging_service_sid") == self._service)
        return bool(item.get("from") == self._number)

    def _listed(self, params: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Raises Uncertain alone: Later would say that the text that is looked for was not sent."""
        path, options = self._path, {"params": {**params, "PageSize": _PAGE}}
        for _ in range(_MOST_PAGES):
            try:
                response = self._ask("GET", path, **options)
            except SendError as error:
                raise Uncertain(error.code) from None
            answer = answered(response)
            if response.status_code != 200:
                raise Uncertain(_code(response.status_code, answer))
            items, following = answer.get("messages"), answer.get("next_page_uri")
            if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
                raise Uncertain("unreadable")
            yield from items
            if not following:
                return
            # What follows the host, and nothing else: the token goes with it.
            if not isinstance(following, str) or not following.startswith("/2010-04-01/"):
                raise Uncertain("unreadable")
            path, options = following, {}
        raise Uncertain("too_many")

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response:
        try:
            return self._session.request(
                method, f"{self._base_url}{path}", timeout=self._timeout, allow_redirects=False, **options
            )
        except requests.RequestException as error:
            failure = unanswered(error)
        # Out here, so that it does not carry the error along: that one's address holds the number.
        raise failure


def _check(name: str, value: str, shape: str) -> None:
    if not re.fullmatch(shape, value):
        raise ValueError(f"{name}: not as Twilio's console shows it")


def _spellings(url: str) -> Iterator[str]:
    """The address as it is, without its port, and with the port that is meant where none is named."""
    yield url
    match = _ORIGIN.match(url)
    if match:
        origin, rest = f"{match[1]}://{match[2]}", url[match.end() :]
        yield origin + rest
        yield f"{origin}:{443 if match[1] == 'https' else 80}{rest}"


def _one(fields: Mapping[str, list[str]], name: str) -> str | None:
    values = set(fields.get(name, ()))
    if len(values) > 1:
        raise Malformed("twice")
    return next(iter(values), None)


def _sid(value: object) -> str | None:
    return value if isinstance(value, str) and _SID.fullmatch(value) else None


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _same(body: object, text: str) -> bool:
    return isinstance(body, str) and body.removeprefix(_TRIAL).split() == _encodable(text).split()


def _moment(value: object) -> datetime | None:
    """A date of RFC 2822, such as Fri, 20 Nov 2026 09:15:30 +0000."""
    try:
        moment = parsedate_to_datetime(value) if isinstance(value, str) else None
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _refusal(response: requests.Response, answer: Mapping[str, Any]) -> SendError:
    status, code = response.status_code, _code(response.status_code, answer)
    if answer.get("code") == _OPTED_OUT:
        return Refused(code, opted_out=True)
    if status in (401, 403):
        return Later(code, seconds=_LOCKED_OUT_SECONDS)
    if status == 429:
        return Later(code, seconds=_asked_to_wait(response))
    if answer.get("code") == _FULL_QUEUE:
        return Later(code, seconds=_FULL_QUEUE_SECONDS)
    return Refused(code) if 400 <= status < 500 else Uncertain(code)


def _asked_to_wait(response: requests.Response) -> float | None:
    asked = response.headers.get("Retry-After", "")
    return float(min(int(asked), _LONGEST_WAIT_SECONDS)) if re.fullmatch(r"[0-9]{1,6}", asked) else None


def _code(status: int, answer: Mapping[str, Any]) -> str:
    """Such as 400_21211; never the message, which can hold the number."""
    code = answer.get("code")
    return f"{status}_{code}" if isinstance(code, int) else f"status_{status}"
