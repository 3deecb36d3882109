"""The contacts that fixed wording names: from the knowledge base, or from the snapshot when it does not answer."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from knowledge_base.contacts import all_contacts
from safety import Contact, snapshot


def current_contacts(session: Session) -> Mapping[str, Contact]:
    try:
        found = all_contacts(session)
    except SQLAlchemyError:
        found = []
    mended = {one.key: _as_contact(one) for one in found}
    return {**snapshot(), **mended}


def _as_contact(row: object) -> Contact:
    names = Contact.__dataclass_fields__
    return Contact(**{name: getattr(row, name, None) or "" for name in names})
