"""One turn of the chat, the same for the page and for JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from channels.conversation import Contacts, reply_to
from channels.messages import Inbound, Outcome, Reply
from channels.rasa import RasaClient
from channels.wording import Wording
from website.chat.tokens import Choice, Conversation, Tokens, new_conversation
from website.limits import Limits, Turns


@dataclass(frozen=True)
class Asked:
    """What a browser sent: tokens are unproved. A choice counts before a message."""

    message: str = ""
    choice: str = ""
    conversation: object = None
    address: str | None = None


@dataclass(frozen=True)
class Answer:
    """`conversation` is where the talk goes on, at its new turn."""

    conversation: Conversation
    reply: Reply


@dataclass(frozen=True)
class Chat:
    tokens: Tokens
    limits: Limits
    turns: Turns
    rasa: RasaClient
    wording: Wording
    contacts: Callable[[], Contacts]

    def answer(self, asked: Asked) -> Answer:
        previous = self.tokens.conversation(asked.conversation)
        conversation = self._current(previous)
        reply = self._reply(asked, previous, conversation)
        if previous and previous.expired and not reply.danger:
            reply = replace(reply, messages=(self.wording.message("utter_expired"), *reply.messages))
        if reply.outcome is Outcome.ANSWERED:
            # Only a real answer ends the last one: after a slip or a fault its choices can be pressed again.
            conversation = replace(conversation, turn=conversation.turn + 1)
            self.turns.reached(conversation.id, conversation.turn)
        return Answer(conversation, reply)

    def _current(self, previous: Conversation | None) -> Conversation:
        """The conversation to go on with; one made up or left for too long gives way to a fresh one."""
        if previous is None or previous.expired:
            return new_conversation()
        return replace(previous, turn=self.turns.latest(previous.id, previous.turn))

    def _reply(self, asked: Asked, previous: Conversation | None, conversation: Conversation) -> Reply:
        over_limit = self.limits.exceeded(conversation.id, asked.address)
        inbound = Inbound(conversation.id, asked.message)
        if asked.choice:
            choice = self.tokens.choice(asked.choice, previous) if previous else None
            if choice is None or (choice.conversation, choice.turn) != (conversation.id, conversation.turn):
                return self._old_choice(choice)
            inbound = Inbound(conversation.id, choice.button.title, payload=choice.button.payload)
        return reply_to(inbound, rasa=self.rasa, wording=self.wording, contacts=self.contacts, over_limit=over_limit)

    def _old_choice(self, choice: Choice | None) -> Reply:
        """A choice counts only while the answer that offered it is the last one of a living conversation."""
        heard = choice.button.title if choice else ""
        return Reply((self.wording.message("utter_old_choice"),), heard, Outcome.REFUSED)
