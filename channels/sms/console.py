"""The provider that needs no account: its texts go nowhere, and a page plays the telephone."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime

from channels.sms.provider import Call, Malformed, Receipt, Received

_ID = re.compile(r"[\x21-\x7e]{1,100}")
_LONGEST_SENDER = 40


class Console:
    """Proves nothing about a call: whoever may reach its address may write texts."""

    name = "console"
    answers_stop = False
    accepted = ("{}", "application/json")

    def read_inbound(self, call: Call) -> Received:
        """The body: {"from": "07700 900123", "text": "food cv34", "id": "optional"}."""
        try:
            fields = json.loads(call.body)
        except (ValueError, RecursionError):
            raise Malformed("json") from None
        if not isinstance(fields, dict):
            raise Malformed("shape")
        sender, text, id_ = fields.get("from"), fields.get("text"), fields.get("id", str(uuid.uuid4()))
        if not isinstance(sender, str) or not 0 < len(sender.strip()) <= _LONGEST_SENDER:
            raise Malformed("from")
        if not isinstance(text, str):
            raise Malformed("text")
        if not isinstance(id_, str) or not _ID.fullmatch(id_):
            raise Malformed("id")
        return Received(id_, sender.strip(), text, datetime.now(UTC))

    def read_receipt(self, call: Call) -> Receipt:
        raise Malformed("none")

    def send(self, number: str, text: str, reference: str) -> str:
        """Nothing leaves: the outbox holds the text, and the page shows the outbox."""
        return str(uuid.uuid4())

    def find(self, number: str, text: str, reference: str, since: datetime) -> str | None:
        return None

    def received(self, since: datetime) -> tuple[Received, ...]:
        return ()
