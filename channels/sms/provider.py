"""What a provider of text messages has to do; another one is another file beside notify.py, twilio.py and console.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Call:
    """A request that came to a webhook, as it stood on the wire. `url` is the public one; header names are lower case."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Received:
    """A text that somebody sent. `id` is the provider's and comes again with every repetition; `at` is in UTC."""

    id: str
    sender: str
    text: str
    at: datetime


class Fate(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Receipt:
    """What became of a text of ours, known by our reference, by the provider's id, or both."""

    fate: Fate
    reference: str | None = None
    id: str | None = None
    code: str = ""


class Forged(Exception):
    """The call does not prove that it comes from the provider."""


class Malformed(Exception):
    """The call is the provider's, but holds nothing that can be read; `code` says why, for logs."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SendError(Exception):
    """`code` is for logs: it never holds a number or a text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(SendError):
    """Not sent, and it never will be. `opted_out`: the provider holds this number for one that wants no texts."""

    def __init__(self, code: str, *, opted_out: bool = False) -> None:
        super().__init__(code)
        self.opted_out = opted_out


class Later(SendError):
    """Surely not sent; it may be in a while. `seconds`: how long the provider asks to wait, where it says so."""

    def __init__(self, code: str, *, seconds: float | None = None) -> None:
        super().__init__(code)
        self.seconds = seconds


class Uncertain(SendError):
    """It may have been sent: the answer never came, or was a fault. Ask `find` before it is sent again."""


class Provider(Protocol):
    """Safe to share between threads. Numbers are E.164: +447700900123."""

    @property
    def name(self) -> str: ...

    @property
    def answers_stop(self) -> bool:
        """The provider itself confirms STOP and START: we then say nothing."""

    @property
    def accepted(self) -> tuple[str, str]:
        """Body and content type of the 2xx answer to a webhook."""

    def read_inbound(self, call: Call) -> Received:
        """Raises Forged or Malformed."""

    def read_receipt(self, call: Call) -> Receipt:
        """Raises Forged or Malformed."""

    def send(self, number: str, text: str, reference: str) -> str:
        """The provider's id of what was sent. Raises Refused, Later or Uncertain."""

    def find(self, number: str, text: str, reference: str, since: datetime) -> str | None:
        """The provider's id of a text that was perhaps sent after `since`; None if it was not. Raises SendError where it cannot say."""

    def received(self, since: datetime) -> Iterable[Received]:
        """Texts received since then, for those whose webhook was lost; none where the provider keeps none. Raises SendError."""
