"""What passes between a channel and the assistant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Inbound:
    """What somebody sent.

    `text` is as typed, or the title of the button pressed. `payload` belongs to a button that we offered
    in the last reply of this conversation: it alone reaches Rasa as an intent, so the channel must have
    proved where it comes from. `id` names a message that may be handed over twice: the second time it is answered as
    if it were the first.
    """

    conversation: str
    text: str
    channel: str = "web"
    payload: str | None = None
    id: str = ""


@dataclass(frozen=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True)
class Message:
    """One thing the assistant says; `text` is complete in itself."""

    text: str
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] | None = None


class Outcome(StrEnum):
    ANSWERED = "answered"  # by Rasa, with or without a danger reply before it
    REFUSED = "refused"  # nothing that could be answered: no words, too many words
    SLOWED = "slowed"  # over the limit
    UNAVAILABLE = "unavailable"  # Rasa did not answer


@dataclass(frozen=True)
class Reply:
    """`heard` is the message cleaned and redacted: the only form of it to be shown again or kept."""

    messages: tuple[Message, ...]
    heard: str
    outcome: Outcome
    danger: tuple[str, ...] = ()
