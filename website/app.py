"""create_app: the website put together from its parts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import safety
from channels.conversation import WORDING_KEYS, Contacts
from channels.rasa import RasaClient
from channels.wording import Wording
from settings import Settings
from website.chat import routes as chat_routes
from website.chat.exchange import Chat
from website.chat.forms import MAX_JSON_BYTES
from website.chat.render import phone_href
from website.chat.tokens import Tokens
from website.errors import add_error_handlers
from website.headers import add_headers
from website.health import make_blueprint as make_health_blueprint
from website.limits import Counters, Limits, Turns
from website.pages import routes as pages_routes
from website.pages.look import make_look
from website.sms import routes as sms_routes
from website.sms.routes import SmsDoor
from website.text_me import routes as text_me_routes
from website.text_me.sending import make_text_me

OWN_WORDING_KEYS = ("utter_welcome", "utter_old_choice", "utter_expired", "utter_bad_request")
# A page that nobody wonders about in the history of a shared computer.
_EXIT_URL = "https://www.bbc.co.uk/weather"


def create_app(
    settings: Settings,
    *,
    contacts: Callable[[], Contacts],
    database_ready: Callable[[], bool],
    sms_spend: Callable[[], str] | None = None,
    sms: SmsDoor | None = None,
    clock: Callable[[], float] = time.time,
) -> Flask:
    """The whole website. Raises at once for wording, colours or limits that could not serve."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_JSON_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]

    rasa = RasaClient(settings.rasa_url, timeout_seconds=settings.rasa_timeout_seconds)
    counters = Counters(settings.limiter_storage)
    chat = app.extensions["chat"] = _make_chat(settings, rasa, contacts, counters, clock)
    app.extensions["look"] = make_look(
        **settings.council.model_dump(include={"accent_colour", "accent_text_colour", "logo_path"})
    )
    app.register_blueprint(chat_routes.blueprint)
    app.register_blueprint(pages_routes.blueprint)
    if sms and sms.providers:
        app.extensions["sms"] = sms
        app.register_blueprint(sms_routes.blueprint)
        app.extensions["text_me"] = make_text_me(settings, sms, chat.wording, counters, clock)
        app.register_blueprint(text_me_routes.blueprint)
    app.register_blueprint(make_health_blueprint(rasa, settings.actions_url, database_ready, sms_spend=sms_spend))
    add_headers(app, frame_ancestors=settings.frame_ancestors)
    add_error_handlers(app)

    @app.context_processor
    def shared() -> dict[str, Any]:
        return {
            "council": settings.council,
            "council_phone_href": phone_href(settings.council.phone),
            "look": app.extensions["look"],
            "exit_url": _EXIT_URL,
            "idle_minutes": settings.conversation_idle_minutes,
            "keep_hours": settings.keep_conversations_hours,
            "texts": bool(sms and sms.providers),
            "sms_keep_days": settings.sms_keep_days,
        }

    return app


def _make_chat(
    settings: Settings,
    rasa: RasaClient,
    contacts: Callable[[], Contacts],
    counters: Counters,
    clock: Callable[[], float],
) -> Chat:
    wording = Wording.load(settings.domain_path)
    wording.check((*WORDING_KEYS, *OWN_WORDING_KEYS), ("web",), safety.snapshot())
    idle_minutes = settings.conversation_idle_minutes
    return Chat(
        tokens=Tokens(settings.secret_key, idle_minutes=idle_minutes, clock=clock),
        limits=Limits(
            counters,
            per_conversation=settings.limit_per_conversation,
            per_address=settings.limit_per_address,
        ),
        turns=Turns(counters, idle_minutes=idle_minutes),
        rasa=rasa,
        wording=wording,
        contacts=contacts,
    )
