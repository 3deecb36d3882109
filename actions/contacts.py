"""The contacts that fixed wording names: from the knowledge base, or from the snapshot when it does not answer."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from knowledge_base.contacts import all_contacts
from safety import Contact, mended


def current_contacts(session: Session) -> Mapping[str, Contact]:
    try:
        return mended(all_contacts(session))
    except SQLAlchemyError:
        return mended(())
