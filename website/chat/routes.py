"""The chat page, which needs no JavaScript, and the JSON door for the page's script, the widget and tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from channels.cleaning import clean
from channels.messages import Message, Outcome, Reply
from website.chat import forms, transcript
from website.chat.exchange import Asked, Chat
from website.chat.render import ShownMessage, as_json, offered, shown
from website.chat.tokens import Conversation, new_conversation
from website.chat.transcript import Transcript, Turn
from website.text_me.sending import TextMe

blueprint = Blueprint("chat", __name__, template_folder="templates")


@dataclass(frozen=True)
class ShownTurn:
    heard: str
    messages: tuple[ShownMessage, ...]


@blueprint.get("/")
def page() -> str:
    return _page(new_conversation(), Transcript())


@blueprint.post("/")
def post_form() -> str:
    asked = forms.read_form(request)
    chat = _chat()
    known = chat.tokens.conversation(asked.conversation)
    previous = known or new_conversation()
    so_far = transcript.unpack(chat.tokens, request.form.get("transcript"), previous)
    if not asked.choice and not clean(asked.message):
        # The very token that came: a new one would lengthen the life of a conversation in which nothing was said.
        token = str(asked.conversation) if known else ""
        return _page(previous, so_far, error=chat.wording.say("utter_empty"), token=token)
    answer = chat.answer(asked)
    if answer.conversation.id != previous.id:
        so_far = so_far.closed()
    so_far = so_far.with_turn(Turn(answer.conversation.turn, answer.reply.heard, answer.reply.messages))
    return _page(answer.conversation, so_far, typed=_given_back(asked, answer.reply))


@blueprint.post("/chat/messages")
def post_message() -> tuple[Response, int]:
    answer = _chat().answer(forms.read_json(request))
    tokens = _chat().tokens
    messages = [
        as_json(message, offered(message.buttons, answer.conversation, tokens), _text_me_offer(message))
        for message in answer.reply.messages
    ]
    body = {"conversation": tokens.conversation_token(answer.conversation), "messages": messages}
    response = jsonify(body)
    # So that the page's script knows whether the choices it shows still count.
    response.headers["Signpost-Outcome"] = answer.reply.outcome.value
    return response, 429 if answer.reply.outcome is Outcome.SLOWED else 200


def _page(
    conversation: Conversation,
    so_far: Transcript,
    *,
    error: str = "",
    typed: str = "",
    token: str = "",
) -> str:
    chat = _chat()
    return render_template(
        "chat/page.html",
        token=token or chat.tokens.conversation_token(conversation),
        transcript=transcript.pack(chat.tokens, so_far, conversation) if so_far.turns else "",
        shortened=so_far.shortened,
        turns=[_shown_turn(turn, conversation) for turn in so_far.turns],
        welcome=None if so_far.turns else _welcome(conversation),
        error=error,
        empty=chat.wording.say("utter_empty"),
        typed=typed,
        endpoint=url_for("chat.post_message"),
        text_me=_text_me() is not None,
    )


def _welcome(conversation: Conversation) -> ShownMessage:
    welcome = _chat().wording.message("utter_welcome")
    return shown(welcome, offered(welcome.buttons, conversation, _chat().tokens))


def _shown_turn(turn: Turn, conversation: Conversation) -> ShownTurn:
    """A turn on the page; its choices are buttons only while they count."""
    counts = turn.number == conversation.turn
    shown_messages = (
        shown(
            message,
            offered(message.buttons, conversation, _chat().tokens) if counts else (),
            _text_me_offer(message),
        )
        for message in turn.messages
    )
    return ShownTurn(turn.heard, tuple(shown_messages))


def _given_back(asked: Asked, reply: Reply) -> str:
    """What was typed, for the box again, where it could not be answered: nobody types it twice."""
    answered = reply.outcome is Outcome.ANSWERED or reply.danger
    return "" if answered or asked.choice else asked.message


def _text_me_offer(message: Message) -> str:
    """The token with which the cards of this message can be texted; "" where they cannot."""
    text_me = _text_me()
    return text_me.offer(message.custom) if text_me else ""


def _text_me() -> TextMe | None:
    """None where no provider of text messages is configured."""
    return cast("TextMe | None", current_app.extensions.get("text_me"))


def _chat() -> Chat:
    return cast(Chat, current_app.extensions["chat"])
