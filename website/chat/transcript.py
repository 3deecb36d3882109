"""What a page without JavaScript has shown so far; it travels in the page and is kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from channels.messages import Button, Message
from website.chat.tokens import Conversation, Tokens

KEPT_TURNS = 12
# The whole form has to stay well below what a post may weigh, with a long message beside the transcript.
KEPT_CHARACTERS = 24_000
_CLOSED = -1


@dataclass(frozen=True)
class Turn:
    """`heard` is what the resident said, redacted; choices of it count while the conversation is at `number`."""

    number: int
    heard: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Transcript:
    turns: tuple[Turn, ...] = ()
    shortened: bool = False

    def with_turn(self, turn: Turn) -> Transcript:
        turns = (*self.turns, turn)
        return Transcript(turns[-KEPT_TURNS:], self.shortened or len(turns) > KEPT_TURNS)

    def closed(self) -> Transcript:
        """The same to read, with no choice left in it: for when another conversation goes on below it."""
        turns = tuple(replace(turn, number=_CLOSED) for turn in self.turns)
        return Transcript(turns, self.shortened)


def unpack(tokens: Tokens, token: object, conversation: Conversation) -> Transcript:
    plain = tokens.transcript(token, conversation)
    if not plain:
        return Transcript()
    shortened, *turns = plain
    return Transcript(tuple(map(_turn, turns)), shortened)


def pack(tokens: Tokens, transcript: Transcript, conversation: Conversation) -> str:
    """The signed form; the earliest turns give way when it grows too large."""
    turns = transcript.turns
    while True:
        shortened = transcript.shortened or len(turns) < len(transcript.turns)
        token = tokens.transcript_token(conversation, [shortened, *map(_plain_turn, turns)])
        if len(token) <= KEPT_CHARACTERS or not turns:
            return token
        turns = turns[1:]


def _plain_turn(turn: Turn) -> list[Any]:
    return [turn.number, turn.heard, [_plain_message(message) for message in turn.messages]]


def _plain_message(message: Message) -> list[Any]:
    return [message.text, [[button.title, button.payload] for button in message.buttons], message.custom]


def _turn(plain: list[Any]) -> Turn:
    number, heard, messages = plain
    return Turn(number, heard, tuple(map(_message, messages)))


def _message(plain: list[Any]) -> Message:
    text, buttons, custom = plain
    return Message(text, tuple(Button(title, payload) for title, payload in buttons), custom)
