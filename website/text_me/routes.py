"""Three steps that need no script: choose and give a number, check, done. Nothing of them stands in an address or a log."""

from __future__ import annotations

import logging
from typing import cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from website.text_me.cards import OfferedCard
from website.text_me.forms import Asked, in_groups, read_asked
from website.text_me.sending import TextMe, TooMany
from website.text_me.tokens import new_confirmation

# The addresses answer GET too, with the page that says to begin in the chat: somebody may open one from the history.
_METHODS = ("GET", "POST")

blueprint = Blueprint("text_me", __name__, url_prefix="/text-me", template_folder="templates")
_log = logging.getLogger(__name__)


@blueprint.route("", methods=_METHODS)
def ask() -> ResponseReturnValue:
    """From the button under a list, or from the second step to change something."""
    tokens = _text_me().tokens
    cards = tokens.offer(request.form.get("cards"))
    if cards:
        return _ask_page(cards, Asked(tuple(range(len(cards))), ""))
    confirmation = tokens.confirmation(request.form.get("confirmation"))
    if confirmation is None:
        return _begin_again()
    return _ask_page(confirmation.cards, Asked(confirmation.chosen, in_groups(confirmation.number)))


@blueprint.route("/check", methods=_METHODS)
def check() -> ResponseReturnValue:
    text_me = _text_me()
    cards = text_me.tokens.offer(request.form.get("cards"))
    if not cards:
        return _begin_again()
    asked = read_asked(request.form.getlist("card"), request.form.get("number", ""), len(cards))
    if asked.errors:
        return _ask_page(cards, asked), 400
    confirmation = new_confirmation(cards, asked.chosen, asked.number)
    return render_template(
        "text_me/check.html",
        token=text_me.tokens.confirmation_token(confirmation),
        number=in_groups(asked.number),
        texts=[text.text for text in text_me.texts(confirmation.chosen_cards)],
    )


@blueprint.route("/send", methods=_METHODS)
def send() -> ResponseReturnValue:
    text_me = _text_me()
    confirmation = text_me.tokens.confirmation(request.form.get("confirmation"))
    if confirmation is None:
        return _begin_again()
    try:
        text_me.send(confirmation, request.remote_addr)
    except TooMany:
        return render_template("text_me/too_many.html"), 429
    except SQLAlchemyError as error:
        # The class alone: its message holds what was to be written.
        _log.error("texts that were asked for could not be stored: %s", type(error).__name__)
        abort(503)
    # Another address, the same for everybody: to load it again sends nothing.
    return redirect(url_for("text_me.sent"), 303)


@blueprint.get("/sent")
def sent() -> str:
    return render_template("text_me/sent.html")


def _ask_page(cards: tuple[OfferedCard, ...], asked: Asked) -> str:
    text_me = _text_me()
    return render_template(
        "text_me/ask.html",
        token=text_me.tokens.offer_token(cards),
        cards=cards,
        asked=asked,
        most_texts=len(text_me.texts(cards)),
        keep_days=text_me.keep_days,
    )


def _begin_again() -> ResponseReturnValue:
    return render_template("text_me/begin_again.html"), 400


def _text_me() -> TextMe:
    return cast(TextMe, current_app.extensions["text_me"])
