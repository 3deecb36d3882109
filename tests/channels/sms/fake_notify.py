"""GOV.UK Notify at the wire: its API with switchable faults, and its callbacks."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import requests

from channels.sms.provider import Call


class Fault(Enum):
    """BEFORE: nothing was accepted. AFTER: it was, and whoever asked does not learn of it."""

    DROPS_BEFORE = auto()
    BREAKS_BEFORE = auto()
    TOO_FAST = auto()
    DAY_IS_FULL = auto()
    SLOW_AFTER = auto()
    DROPS_AFTER = auto()
    BREAKS_AFTER = auto()
    UNREADABLE_AFTER = auto()


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # stop() waits for them, so that no socket stays open
    request_queue_size = 64


class Wire:
    """A server on loopback that says each of `answers` in turn, then 200; `asked` holds what came, oldest first."""

    def __init__(self, *answers: Answer) -> None:
        self.asked: list[Asked] = []
        self._answers = list(answers)
        self._faults: dict[str, list[Fault]] = {"POST": [], "GET": []}
        self._lock, self._stopping = threading.Lock(), threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def fails(self, fault: Fault, times: int = 1, *, method: str = "POST") -> None:
        self._faults[method] += [fault] * times

    def stop(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def calls(self) -> list[Call]:
        """What came, as a webhook of ours sees it."""
        return [Call(f"{self.url}{asked.path}", asked.headers, asked.body) for asked in self.asked]

    def answer(self, asked: Asked) -> Answer:
        return self._answers.pop(0) if self._answers else Answer(200, b"")

    def refusal(self, fault: Fault) -> Answer:
        """What the provider says to this fault."""
        return Answer(500, b"")

    def _outcome(self, asked: Asked) -> Answer | None:
        """None: the connection is dropped."""
        with self._lock:
            self.asked.append(asked)
            fault = self._faults[asked.method].pop(0) if self._faults[asked.method] else None
            if fault is Fault.DROPS_BEFORE:
                return None
            if fault in (Fault.BREAKS_BEFORE, Fault.TOO_FAST, Fault.DAY_IS_FULL):
                return self.refusal(fault)
            answer = self.answer(asked)
        if fault is Fault.SLOW_AFTER:
            self._stopping.wait()
        if fault in (Fault.SLOW_AFTER, Fault.DROPS_AFTER):
            return None
        if fault is Fault.UNREADABLE_AFTER:
            return Answer(answer.status, b"<html>")
        return self.refusal(fault) if fault else answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Handler(BaseHTTPRequestHandler):
            def _do(self) -> None:
                address = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = Asked(self.command, address.path, dict(parse_qsl(address.query)), headers, body)
                answer = wire._outcome(asked)
                with contextlib.suppress(OSError):  # who asked may have given up
                    if answer is None:
                        self.connection.shutdown(socket.SHUT_RDWR)
                        return
                    raw = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
                    self.send_response(answer.status)
                    for name, value in ({"Content-Length": str(len(raw))} | answer.headers).items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(raw)

            do_GET = do_POST = _do

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class FakeNotify(Wire):
    """`sent`: the notifications, `texts`: the received ones; both oldest first, as the API shows them."""

    callback_token = "a-token-of-ours"
    RETRIES = 5

    def __init__(self) -> None:
        self.service, self.secret, self.template_id = (str(uuid.uuid4()) for _ in range(3))
        self.api_key = f"live_key-{self.service}-{self.secret}"
        self.sent: list[dict[str, Any]] = []
        self.texts: list[dict[str, Any]] = []
        self.page_size = 250
        super().__init__()

    def receives(self, number: str, text: str, at: datetime | None = None) -> str:
        """A text comes to Notify, which does not call back yet; its id."""
        id_ = str(uuid.uuid4())
        numbers = {"user_number": _international(number), "notify_number": "07700900999"}
        told = {"content": text, "created_at": _moment(at), "service_id": self.service}
        self.texts.append({"id": id_, **numbers, **told})
        return id_

    def callback(self, text_id: str) -> tuple[dict[str, str], bytes]:
        """Headers and body of the callback for a received text."""
        text = next(text for text in self.texts if text["id"] == text_id)
        numbers = {"source_number": text["user_number"], "destination_number": text["notify_number"]}
        told = {"message": text["content"], "date_received": text["created_at"]}
        return self._signed({"id": text_id, **numbers, **told})

    def calls_back(self, text_id: str, to: str) -> int:
        """Also a second time, or in another order than the texts came. The last status; 0 if nobody answered."""
        return self._posts(self.callback(text_id), to)

    def texts_us(self, number: str, text: str, to: str) -> int:
        return self.calls_back(self.receives(number, text), to)

    def reports(self, reference: str, status: str, to: str) -> int:
        """A delivery receipt."""
        sent = next(one for one in self.sent if one["reference"] == reference)
        sent["status"] = status
        kept = {name: sent[name] for name in ("id", "reference", "status", "created_at")}
        receipt = {**kept, "to": _international(sent["phone_number"]), "completed_at": _moment(), "sent_at": _moment()}
        receipt |= {"notification_type": "sms", "template_id": self.template_id, "template_version": 1}
        return self._posts(self._signed(receipt), to)

    def answer(self, asked: Asked) -> Answer:
        refused = self._refused(asked.headers.get("authorization", ""))
        if refused:
            return refused
        match asked.method, asked.path:
            case "POST", "/v2/notifications/sms":
                return self._accept(asked)
            case "GET", "/v2/notifications":
                of_reference = [one for one in self.sent if one["reference"] == asked.query.get("reference")]
                return Answer(200, {"notifications": of_reference, "links": {"current": asked.path}})
            case "GET", "/v2/received-text-messages":
                return self._received(asked.query.get("older_than"))
        return _error(404, "NoResultFound", "No result found")

    def refusal(self, fault: Fault) -> Answer:
        if fault is Fault.TOO_FAST:
            return _error(
                429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"
            )
        if fault is Fault.DAY_IS_FULL:
            return _error(429, "TooManyRequestsError", "Exceeded send limits (250000) for today")
        return _error(500, "Exception", "Internal server error")

    def _refused(self, authorization: str) -> Answer | None:
        if not authorization.startswith("Bearer "):
            return _error(401, "AuthError", "Unauthorized: authentication token must be provided")
        try:
            options = {"verify_iat": False, "require": ["iss", "iat"]}
            claims = jwt.decode(authorization[len("Bearer ") :], self.secret, algorithms=["HS256"], options=options)
        except jwt.InvalidTokenError:
            return _error(403, "AuthError", "Invalid token: API key not found")
        if claims["iss"] != self.service:
            return _error(403, "AuthError", "Invalid token: service not found")
        if abs(datetime.now(UTC) - datetime.fromtimestamp(claims["iat"], UTC)) > timedelta(seconds=30):
            return _error(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
        return None

    def _accept(self, asked: Asked) -> Answer:
        body = json.loads(asked.body)
        wrong = self._wrong(body)
        if wrong:
            return wrong
        text = body["personalisation"]["message"]
        told = {"id": str(uuid.uuid4()), "reference": body.get("reference")}
        self.sent.append(
            {
                **told,
                "phone_number": body["phone_number"],
                "body": text,
                "type": "sms",
                "status": "created",
                "created_at": _moment(),
            }
        )
        template = {"id": self.template_id, "version": 1}
        content = {"body": text, "from_number": "07700900999"}
        return Answer(201, {**told, "content": content, "template": template, "scheduled_for": None})

    def _wrong(self, body: dict[str, Any]) -> Answer | None:
        needed = {"phone_number", "template_id"}
        for name in sorted(body.keys() - needed - {"personalisation", "reference", "sms_sender_id"}):
            return _error(400, "ValidationError", f"Additional properties are not allowed ({name} was unexpected)")
        for name in sorted(needed - body.keys()):
            return _error(400, "ValidationError", f"{name} is a required property")
        if sum(character.isdigit() for character in body["phone_number"]) < 10:
            return _error(400, "ValidationError", "phone_number Not enough digits")
        if body["template_id"] != self.template_id:
            return _error(400, "BadRequestError", "Template not found")
        text = body.get("personalisation", {}).get("message")
        if text is None:
            return _error(400, "BadRequestError", "Missing personalisation: message")
        if not text.strip() or len(text) > 918:
            return _error(400, "BadRequestError", "Content for template has a character count greater than the limit")
        return None

    def _received(self, older_than: str | None) -> Answer:
        newest_first = sorted(self.texts, key=lambda text: text["created_at"], reverse=True)
        ids = [text["id"] for text in newest_first]
        start = ids.index(older_than) + 1 if older_than in ids else 0
        page = newest_first[start : start + self.page_size]
        links = {"current": "/v2/received-text-messages"}
        links |= {"next": f"/v2/received-text-messages?older_than={page[-1]['id']}"} if page else {}
        return Answer(200, {"received_text_messages": page, "links": links})

    def _signed(self, body: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.callback_token}"}
        return headers, json.dumps(body).encode()

    def _posts(self, callback: tuple[dict[str, str], bytes], to: str) -> int:
        """Again only after a fault of the network, 5xx or 429, at most five times; the waits between are left out."""
        status = 0
        for _ in range(1 + self.RETRIES):
            status = posted(to, *callback)
            if 0 < status < 500 and status != 429:
                break
        return status


def posted(to: str, headers: dict[str, str], body: bytes) -> int:
    """The status; 0 if nobody answered."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.post(to, data=body, headers=headers, timeout=5, allow_redirects=False).status_code
        except requests.RequestException:
            return 0


def _moment(at: datetime | None = None) -> str:
    return f"{at or datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _international(number: str) -> str:
    return f"44{number[1:]}" if number.startswith("0") else number.lstrip("+")


def _error(status: int, error: str, message: str) -> Answer:
    return Answer(status, {"status_code": status, "errors": [{"error": error, "message": message}]})
