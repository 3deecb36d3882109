"""The website under waitress: `python -m website`."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from waitress import serve  # type: ignore[import-untyped]

from channels.conversation import Contacts
from database import make_engine, make_sessions
from knowledge_base.contacts import all_contacts
from knowledge_base.models import KeyContact
from safety import mended
from settings import read_settings
from website.app import create_app
from website.chat.forms import MAX_FORM_BYTES

# A thread waits for Rasa; when Rasa hangs, the others must still answer those in danger.
_THREADS = 24


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    settings = read_settings()
    sessions = make_sessions(make_engine(settings.database_url))
    app = create_app(settings, contacts=contacts_from(sessions), database_ready=readiness_of(sessions))
    serve(
        app,
        host=settings.website_host,
        port=settings.website_port,
        threads=_THREADS,
        ident=None,
        max_request_body_size=2 * MAX_FORM_BYTES,
        clear_untrusted_proxy_headers=False,  # the app believes exactly as many proxies as the settings say
    )


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
