"""What travels with the page instead of a cookie or a server session, signed so that nobody can make it up.

A conversation token is the id that Rasa knows (128 random bits), the turn it was given at and the time. It is
renewed with every answer, so it dies only when nothing was said for `idle_minutes`. A choice is one button of one
turn of one conversation. A transcript is what the page has shown so far.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from channels.messages import Button


@dataclass(frozen=True)
class Conversation:
    id: str
    turn: int = 0
    expired: bool = False


@dataclass(frozen=True)
class Choice:
    conversation: str
    turn: int
    button: Button


def new_conversation() -> Conversation:
    return Conversation(secrets.token_hex(16))


class Tokens:
    def __init__(self, secret_key: str, *, idle_minutes: int, clock: Callable[[], float]) -> None:
        self._conversations = serializer(secret_key, "conversation")
        self._choices = serializer(secret_key, "choice")
        self._transcripts = serializer(secret_key, "transcript")
        self._idle_seconds = idle_minutes * 60
        self._clock = clock

    def conversation_token(self, conversation: Conversation) -> str:
        return self._conversations.dumps([conversation.id, conversation.turn, int(self._clock())])

    def conversation(self, token: object) -> Conversation | None:
        """The conversation of a token that we made, perhaps expired; None for any other token.

        One in which nothing was answered yet has nothing to forget: a page may stay open as long as it likes.
        """
        read = read_signed(self._conversations, token)
        if read is None:
            return None
        conversation_id, turn, issued = read
        expired = turn > 0 and self._clock() - issued > self._idle_seconds
        return Conversation(conversation_id, turn, expired)

    def choice_token(self, conversation: Conversation, button: Button) -> str:
        return self._choices.dumps([conversation.id, conversation.turn, button.title, button.payload])

    def choice(self, token: object, conversation: Conversation) -> Choice | None:
        """The button of a choice that we offered in this conversation; whether it still counts is for its turn."""
        read = read_signed(self._choices, token)
        if read is None or read[0] != conversation.id:
            return None
        _, turn, title, payload = read
        return Choice(conversation.id, turn, Button(title, payload))

    def transcript_token(self, conversation: Conversation, turns: list[Any]) -> str:
        return self._transcripts.dumps([conversation.id, turns])

    def transcript(self, token: object, conversation: Conversation) -> list[Any]:
        """The turns of a transcript of this conversation, or none."""
        read = read_signed(self._transcripts, token)
        return read[1] if read is not None and read[0] == conversation.id else []


def serializer(secret_key: str, purpose: str) -> URLSafeSerializer:
    signer = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(secret_key, salt=f"signpost-{purpose}", signer_kwargs=signer)


def read_signed(serializer: URLSafeSerializer, token: object) -> Any:
    """The signed value, or None: whoever holds a token may have cut, changed or invented it."""
    if not isinstance(token, str) or not token.isascii():
        return None
    try:
        return serializer.loads(token)
    except BadData:
        return None
