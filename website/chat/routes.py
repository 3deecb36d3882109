"""The chat page, which needs no JavaScript, and the JSON door for the page's script, the widget and tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from channels.cleaning import clean
from channels.messages import Outcome
from website.chat import forms, transcript
from website.chat.exchange import Answer, Asked, Chat
from website.chat.render import OfferedChoice, ShownMessage, as_json, offered, shown
from website.chat.tokens import Conversation, new_conversation
from website.chat.transcript import Transcript, Turn

blueprint = Blueprint("chat", __name__, template_folder="templates")

# The words are given back into the box where the answer is "later" or "shorter": nobody types them twice.
_GIVES_WORDS_BACK = {Outcome.SLOWED, Outcome.UNAVAILABLE}


@dataclass(frozen=True)
class ShownTurn:
    heard: str
    messages: tuple[ShownMessage, ...]


@blueprint.get("/")
def page() -> str:
    conversation = new_conversation()
    welcome = _chat().wording.message("utter_welcome")
    choices = offered(welcome.buttons, conversation, _chat().tokens)
    return _page(conversation, Transcript(), welcome=shown(welcome, choices))


@blueprint.post("/")
def post_form() -> str:
    asked = forms.read_form(request)
    chat = _chat()
    previous = chat.tokens.conversation(asked.conversation)
    so_far = transcript.unpack(chat.tokens, request.form.get("transcript"), previous or new_conversation())
    if not asked.choice and not clean(asked.message):
        return _page(previous or new_conversation(), so_far, error=chat.wording.say("utter_empty"))
    answer = chat.answer(asked)
    turn = Turn(answer.conversation.turn, answer.heard, answer.messages)
    return _page(answer.conversation, so_far.with_turn(turn), typed=_given_back(asked, answer))


@blueprint.post("/chat/messages")
def post_message() -> tuple[Response, int]:
    answer = _chat().answer(forms.read_json(request))
    tokens = _chat().tokens
    messages = [
        as_json(message, offered(message.buttons, answer.conversation, tokens)) for message in answer.messages
    ]
    body = {"conversation": tokens.conversation_token(answer.conversation), "messages": messages}
    response = jsonify(body)
    # So that the page's script knows whether the choices it shows still count.
    response.headers["Signpost-Turn"] = str(answer.conversation.turn)
    return response, 429 if answer.outcome is Outcome.SLOWED else 200


def _page(
    conversation: Conversation,
    so_far: Transcript,
    *,
    welcome: ShownMessage | None = None,
    error: str = "",
    typed: str = "",
) -> str:
    chat = _chat()
    return render_template(
        "chat/page.html",
        token=chat.tokens.conversation_token(conversation),
        transcript=transcript.pack(chat.tokens, so_far, conversation) if so_far.turns else "",
        shortened=so_far.shortened,
        turns=[_shown_turn(turn, conversation) for turn in so_far.turns],
        welcome=welcome,
        error=error,
        empty=chat.wording.say("utter_empty"),
        typed=typed,
        endpoint=url_for("chat.post_message"),
    )


def _shown_turn(turn: Turn, conversation: Conversation) -> ShownTurn:
    """A turn on the page; its choices are buttons only while they count."""
    counts = turn.number == conversation.turn
    messages = []
    for message in turn.messages:
        choices: tuple[OfferedChoice, ...] = ()
        if counts:
            choices = offered(message.buttons, conversation, _chat().tokens)
        messages.append(shown(message, choices))
    return ShownTurn(turn.heard, tuple(messages))


def _given_back(asked: Asked, answer: Answer) -> str:
    too_long = answer.outcome is Outcome.REFUSED and len(asked.message) > len(answer.heard) + 1000
    return asked.message if not asked.choice and (answer.outcome in _GIVES_WORDS_BACK or too_long) else ""


def _chat() -> Chat:
    return cast(Chat, current_app.extensions["chat"])
