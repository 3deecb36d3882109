"""Twilio at the wire: its API with switchable faults, its signed webhooks, and its own answers to STOP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.channels.sms.fake_notify import Answer, Asked, Fault, Wire, posted

STOP = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"}
START = {"START", "YES", "UNSTOP"}


class FakeTwilio(Wire):
    """`messages`: all of the account, both ways, oldest first, as the API shows them."""

    def __init__(self) -> None:
        self.account_sid, self.auth_token = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
        self.number, self.service_sid = "+447700900999", f"MG{secrets.token_hex(16)}"
        self.messages: list[dict[str, Any]] = []
        self.opted_out: set[str] = set()
        self.retry_after: str | None = None
        self.page_size = 1000
        super().__init__()

    def receives(self, number: str, text: str, at: datetime | None = None) -> str:
        """A text comes to Twilio, which does not call back yet; its SID. STOP and START it heeds at once."""
        word = text.strip().upper()
        self.opted_out |= {number} if word in STOP else set()
        self.opted_out -= {number} if word in START else set()
        message = self._message(number, self.number, text, "inbound", at or datetime.now(UTC))
        return str(message["sid"])

    def callback(self, sid: str, public_url: str) -> tuple[dict[str, str], bytes]:
        """Headers and body of the webhook for a received text; the signature holds the public URL."""
        message = next(message for message in self.messages if message["sid"] == sid)
        fields = {
            "ToCountry": "GB",
            "FromCity": "",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsStatus": "received",
            "From": message["from"],
            "To": message["to"],
            "Body": message["body"],
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
        }
        return self.signed(fields, public_url)

    def signed(self, fields: dict[str, str], public_url: str) -> tuple[dict[str, str], bytes]:
        told = public_url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        mac = hmac.new(self.auth_token.encode(), told.encode(), hashlib.sha1).digest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": base64.b64encode(mac).decode(),
        }
        return headers, urlencode(fields).encode()

    def calls_back(self, sid: str, to: str, public_url: str | None = None) -> int:
        """Also a second time, or in another order than the texts came. The status; 0 if nobody answered."""
        return self._posts(self.callback(sid, public_url or to), to)

    def texts_us(self, number: str, text: str, to: str, public_url: str | None = None) -> int:
        return self.calls_back(self.receives(number, text), to, public_url)

    def reports(self, sid: str, status: str, to: str, error: int | None = None) -> int:
        """A status callback."""
        message = next(message for message in self.messages if message["sid"] == sid)
        message["status"], message["error_code"] = status, error
        fields = {"MessageSid": sid, "MessageStatus": status, "To": message["to"], "AccountSid": self.account_sid}
        fields |= {"ErrorCode": str(error)} if error else {}
        return self._posts(self.signed(fields, to), to)

    def answer(self, asked: Asked) -> Answer:
        expected = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {expected}":
            return _error(401, 20003, "Authenticate")
        if asked.path != f"/2010-04-01/Accounts/{self.account_sid}/Messages.json":
            return _error(404, 20404, f"The requested resource {asked.path} was not found")
        return self._accept(asked) if asked.method == "POST" else self._list(asked)

    def refusal(self, fault: Fault) -> Answer:
        if fault in (Fault.TOO_FAST, Fault.DAY_IS_FULL):
            more = {"Retry-After": self.retry_after} if self.retry_after else {}
            return _error(429, 20429, "Too Many Requests", more)
        return _error(500, 20500, "An internal server error has occurred")

    def _accept(self, asked: Asked) -> Answer:
        form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        wrong = self._wrong(form)
        if wrong:
            return wrong
        sender, service = form.get("From"), form.get("MessagingServiceSid")
        message = self._message(sender or self.number, form["To"], form["Body"], "outbound-api", datetime.now(UTC))
        message |= {"messaging_service_sid": service, "status": "accepted" if service else "queued"}
        # Twilio chooses the number of a Messaging Service afterwards, and has sent nothing yet.
        return Answer(201, {**message, "from": sender, "date_sent": None})

    def _wrong(self, form: dict[str, str]) -> Answer | None:
        to, text = form.get("To", ""), form.get("Body", "")
        if not to:
            return _error(400, 21604, "A 'To' phone number is required.")
        if not text:
            return _error(400, 21602, "Message body is required.")
        if not form.get("From") and form.get("MessagingServiceSid") != self.service_sid:
            return _error(400, 21603, "A 'From' phone number is required.")
        if form.get("From") not in (None, self.number):
            return _error(400, 21606, f"The 'From' phone number {form['From']} is not valid for this account")
        if not to.startswith("+") or len(to) < 11:
            return _error(400, 21211, f"Invalid 'To' Phone Number: {to}")
        if len(text) > 1600:
            return _error(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        if to in self.opted_out:
            return _error(400, 21610, f"Attempt to send to unsubscribed recipient {to}")
        return None

    def _list(self, asked: Asked) -> Answer:
        query = asked.query
        size, start = int(query.get("PageSize", "50")), int(query.get("PageToken", "PT0").removeprefix("PT"))
        size = min(size, self.page_size)
        chosen = [
            message
            for message in reversed(self.messages)
            if query.get("To") in (None, message["to"])
            and query.get("From") in (None, message["from"])
            and _day(message) >= query.get("DateSent>", "")
        ]
        page = chosen[start : start + size]
        following = {**query, "Page": start // size + 1, "PageToken": f"PT{start + size}"}
        uri = f"{asked.path}?{urlencode(following)}" if start + size < len(chosen) else None
        return Answer(200, {"messages": page, "page_size": size, "next_page_uri": uri, "uri": asked.path})

    def _message(self, sender: str, to: str, text: str, direction: str, at: datetime) -> dict[str, Any]:
        message: dict[str, Any] = {
            "sid": f"SM{secrets.token_hex(16)}",
            "account_sid": self.account_sid,
            "messaging_service_sid": None,
            "from": sender,
            "to": to,
            "body": text,
            "direction": direction,
            "status": "received" if direction == "inbound" else "queued",
            "num_segments": "1",
            "error_code": None,
            **dict.fromkeys(("date_created", "date_updated", "date_sent"), format_datetime(at)),
        }
        self.messages.append(message)
        return message

    def _posts(self, callback: tuple[dict[str, str], bytes], to: str) -> int:
        """Once more only where no connection came about; a 5xx is final."""
        return posted(to, *callback) or posted(to, *callback)


def _day(message: dict[str, Any]) -> str:
    return f"{parsedate_to_datetime(message['date_sent']):%Y-%m-%d}"


def _error(status: int, code: int, message: str, headers: dict[str, str] | None = None) -> Answer:
    body = {"code": code, "message": message, "more_info": f"https://www.twilio.com/docs/errors/{code}"}
    return Answer(status, {**body, "status": status}, headers or {})
