from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge_base.models import KeyContact


def all_contacts(session: Session) -> list[KeyContact]:
    return list(session.scalars(select(KeyContact).order_by(KeyContact.key)))
