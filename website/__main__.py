"""The website under waitress: `python -m website`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from waitress import serve  # type: ignore[import-untyped]

from channels.conversation import Contacts
from channels.sms.assembly import make_providers
from channels.sms.privacy import Sealed
from channels.sms.spending import Spend, day_began, segments_since
from database import make_engine, make_sessions
from knowledge_base.contacts import all_contacts
from knowledge_base.models import KeyContact
from safety import mended
from settings import Settings, read_settings
from website.app import create_app
from website.chat.forms import MAX_FORM_BYTES
from website.sms.routes import SmsDoor

# A thread waits for Rasa; when Rasa hangs, the others must still answer those in danger.
_THREADS = 24


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    settings = read_settings()
    sessions = make_sessions(make_engine(settings.database_url))
    spend = Spend(settings.sms_pence_per_segment, settings.sms_pence_per_day)
    app = create_app(
        settings,
        contacts=contacts_from(sessions),
        database_ready=readiness_of(sessions),
        sms=sms_door(settings),
        sms_spend=lambda: spend_state(sessions, spend),
    )
    serve(
        app,
        host=settings.website_host,
        port=settings.website_port,
        threads=_THREADS,
        ident=None,
        max_request_body_size=2 * MAX_FORM_BYTES,
        clear_untrusted_proxy_headers=False,  # the app believes exactly as many proxies as the settings say
    )


def sms_door(settings: Settings) -> SmsDoor:
    # A text is acknowledged only when it would survive a power cut.
    sessions = make_sessions(make_engine(settings.database_url, durable=True))
    return SmsDoor(sessions, Sealed(settings.secret_key), make_providers(settings), settings.public_url)


def spend_state(sessions: sessionmaker[Session], spend: Spend) -> str:
    now = datetime.now(UTC)
    with sessions() as session:
        return spend.state(segments_since(session, day_began(now)))


def contacts_from(sessions: sessionmaker[Session]) -> Callable[[], Contacts]:
    def contacts() -> Contacts:
        with sessions() as session:
            return mended(all_contacts(session))

    return contacts


def readiness_of(sessions: sessionmaker[Session]) -> Callable[[], bool]:
    def ready() -> bool:
        try:
            with sessions() as session:
                session.execute(select(KeyContact.key).limit(1))
        except SQLAlchemyError:
            return False
        return True

    return ready


if __name__ == "__main__":
    main()
