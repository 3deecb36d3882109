from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Base


class TaxonomyTerm(Base):
    """A need. `id` is the word the whole project uses for it."""

    __tablename__ = "taxonomy_term"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(default="")
    taxonomy: Mapped[str] = mapped_column(String(40), default="signpost-needs")


class Attribute(Base):
    """A service meets a need; position 0 is what the service is chiefly for."""

    __tablename__ = "attribute"
    __table_args__ = (UniqueConstraint("service_id", "taxonomy_term_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"))
    position: Mapped[int] = mapped_column(default=0)


Index("ix_attribute_term", Attribute.taxonomy_term_id, Attribute.service_id)
