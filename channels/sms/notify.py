"""GOV.UK Notify: texts through one template that holds nothing but ((message)), and its callbacks.

Source: docs.notifications.service.gov.uk and alphagov/notifications-api (August 2026).
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import jwt
import requests

from channels.sms.provider import Call, Fate, Forged, Later, Malformed, Receipt, Received, Refused, SendError, Uncertain
from channels.sms.wire import answered, unanswered

_utc_now = partial(datetime.now, UTC)
_CONNECT_SECONDS = 3.0
_SHORTEST_TOKEN = 10
# So long Notify is left alone: over its limit of requests in a minute, and while it does not know us.
_BUSY_SECONDS, _LOCKED_OUT_SECONDS = 15.0, 60.0
# Of 250 texts each.
_MOST_PAGES = 200

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"(?:.*-)?({_UUID})-({_UUID})", re.IGNORECASE)
_ID = re.compile(r"[\x21-\x7e]{1,100}")
_ERROR = re.compile(r"[A-Za-z_]{1,40}")
_FATES = {
    "delivered": Fate.DELIVERED,
    "permanent-failure": Fate.FAILED,
    "temporary-failure": Fate.FAILED,
    "technical-failure": Fate.FAILED,
    **dict.fromkeys(("created", "sending", "pending", "sent"), Fate.SENT),
}


class Notify:
    """Raises ValueError where a key or an id has not the shape that Notify gives it."""

    name = "notify"
    answers_stop = False
    accepted = ("", "text/plain")

    def __init__(
        self,
        *,
        api_key: str,
        template_id: str,
        callback_token: str,
        sender_id: str | None = None,
        base_url: str = "https://api.notifications.service.gov.uk",
        timeout_seconds: float = 5.0,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._service, self._secret = _key_parts(api_key)
        self._template = _uuid("template_id", template_id)
        self._sender = _uuid("sender_id", sender_id) if sender_id else None
        self._token = callback_token.strip().encode()
        if len(self._token) < _SHORTEST_TOKEN:
            raise ValueError(f"callback_token: Notify wants at least {_SHORTEST_TOKEN} characters")
        self._base_url = base_url.rstrip("/")
        self._timeout = (min(_CONNECT_SECONDS, timeout_seconds), timeout_seconds)
        self._clock = clock
        self._session = requests.Session()
        # As the session's auth, not as a header: an entry in ~/.netrc would replace the header.
        self._session.auth = self._signed

    def close(self) -> None:
        self._session.close()

    def read_inbound(self, call: Call) -> Received:
        fields = self._proven(call)
        return _received(fields, ("source_number", "message", "date_received"), self._clock())

    def read_receipt(self, call: Call) -> Receipt:
        fields = self._proven(call)
        status, id_, reference = fields.get("status"), _id(fields.get("id")), _id(fields.get("reference"))
        if not isinstance(status, str) or status not in _FATES:
            raise Malformed("status")
        if not id_ and not reference:
            raise Malformed("id")
        fate = _FATES[status]
        return Receipt(fate, reference, id_, status if fate is Fate.FAILED else "")

    def send(self, number: str, text: str, reference: str) -> str:
        body: dict[str, Any] = {
            "phone_number": number,
            "template_id": self._template,
            "personalisation": {"message": text},
            "reference": reference,
        }
        if self._sender:
            body["sms_sender_id"] = self._sender
        status, answer = self._ask("POST", "/v2/notifications/sms", json=body)
        if not 200 <= status < 300:
            raise _refusal(status, answer, self._clock())
        id_ = _id(answer.get("id"))
        if id_ is None:
            raise Uncertain("unreadable")
        return id_

    def find(self, number: str, text: str, reference: str, since: datetime) -> str | None:
        for item in self._listed("/v2/notifications", "notifications", {"reference": reference}):
            if item.get("reference") == reference:
                id_ = _id(item.get("id"))
                if id_ is None:
                    raise Uncertain("unreadable")
                return id_
        return None

    def received(self, since: datetime) -> Iterator[Received]:
        """Newest first; Notify keeps them for seven days."""
        older_than: str | None = None
        for _ in range(_MOST_PAGES):
            params = {"older_than": older_than} if older_than else {}
            page = self._listed("/v2/received-text-messages", "received_text_messages", params)
            for item in page:
                try:
                    text = _received(item, ("user_number", "content", "created_at"), self._clock())
                except Malformed:
                    continue  # one that cannot be read must not hide the others
                if text.at < since:
                    return
                yield text
            last = _id(page[-1].get("id")) if page else None
            if last is None or last == older_than:
                return
            older_than = last

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        claims = {"iss": self._service, "iat": int(self._clock().timestamp())}
        request.headers["Authorization"] = f"Bearer {jwt.encode(claims, self._secret, algorithm='HS256')}"
        return request

    def _proven(self, call: Call) -> dict[str, Any]:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(token.strip().encode("utf-8", "replace"), self._token)
        if not right or scheme.lower() != "bearer":
            raise Forged
        try:
            fields = json.loads(call.body)
        except (ValueError, RecursionError):
            raise Malformed("json") from None
        if not isinstance(fields, dict):
            raise Malformed("shape")
        return fields

    def _listed(self, path: str, name: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
        """Raises Uncertain alone: Later would say that the text that is looked for was not sent."""
        try:
            status, answer = self._ask("GET", path, params=params)
        except SendError as error:
            raise Uncertain(error.code) from None
        items = answer.get(name)
        if status != 200:
            raise Uncertain(_code(status, answer))
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise Uncertain("unreadable")
        return items

    def _ask(self, method: str, path: str, **options: Any) -> tuple[int, dict[str, Any]]:
        try:
            response = self._session.request(
                method, f"{self._base_url}{path}", timeout=self._timeout, allow_redirects=False, **options
            )
        except requests.RequestException as error:
            raise unanswered(error) from None
        return response.status_code, answered(response)


def _key_parts(api_key: str) -> tuple[str, str]:
    """Service and secret; a key is <its name>-<service>-<secret>."""
    match = _KEY.fullmatch(api_key.strip())
    if match is None:
        raise ValueError("api_key: not <name>-<service id>-<secret> as Notify shows it once")
    return match[1], match[2]


def _uuid(name: str, value: str) -> str:
    if not re.fullmatch(_UUID, value.strip(), re.IGNORECASE):
        raise ValueError(f"{name}: not an id of Notify, such as f33517ff-2a88-4f6e-b855-c550268ce08a")
    return value.strip()


def _received(fields: Mapping[str, Any], names: tuple[str, str, str], now: datetime) -> Received:
    """`names`: of sender, text and time; they differ between callback and list."""
    sender, text = fields.get(names[0]), fields.get(names[1])
    id_ = _id(fields.get("id"))
    if id_ is None:
        raise Malformed("id")
    if not isinstance(text, str):
        raise Malformed("text")
    # A sender that is no telephone number is stored all the same: nobody answers it, and it is not asked for again.
    return Received(id_, str(sender if sender is not None else ""), text, _moment(fields.get(names[2])) or now)


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _refusal(status: int, answer: Mapping[str, Any], now: datetime) -> SendError:
    code = _code(status, answer)
    if status == 400:
        return Refused(code)
    if status == 429:
        day_is_full = code.endswith("_TooManyRequestsError")
        return Later(code, seconds=_until_midnight(now) if day_is_full else _BUSY_SECONDS)
    if status >= 500:
        return Uncertain(code)
    # A key that is not taken, a wrong clock, or an address that is not Notify's: nothing is wrong with the text.
    return Later(code, seconds=_LOCKED_OUT_SECONDS)


def _code(status: int, answer: Mapping[str, Any]) -> str:
    """Such as 400_ValidationError; never the message, which can hold the number."""
    errors = answer.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    error = first.get("error") if isinstance(first, dict) else None
    return f"{status}_{error}" if isinstance(error, str) and _ERROR.fullmatch(error) else f"status_{status}"


def _until_midnight(now: datetime) -> float:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (midnight - now).total_seconds()
