"""What an import would do, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from knowledge_base.editing import Change, latest_revision, save
from knowledge_base.record import ServiceRecord, as_written


@dataclass(frozen=True)
class Plan:
    """Record ids by what would happen to them; `kept` were changed by a person and stay as they are."""

    create: tuple[ServiceRecord, ...] = ()
    revise: tuple[ServiceRecord, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())

    def sentence(self) -> str:
        return (
            f"{len(self.create)} to create, {len(self.revise)} to change, {len(self.unchanged)} the same, "
            f"{len(self.kept)} kept because staff have edited them"
        )


def plan_import(session: Session, records: Iterable[ServiceRecord]) -> Plan:
    create, revise, unchanged, kept = [], [], [], []
    for record in records:
        latest = latest_revision(session, record.id)
        if latest is None:
            create.append(record)
        elif latest.record == as_written(record):
            unchanged.append(record.id)
        elif not latest.made_by.startswith("import:"):
            kept.append(record.id)
        else:
            revise.append(record)
    return Plan(tuple(create), tuple(revise), tuple(unchanged), tuple(kept))


def carry_out(session: Session, plan: Plan, change: Change) -> None:
    """Save what the plan creates and revises. Flushes, never commits: the caller keeps all or nothing."""
    for record in plan.create + plan.revise:
        save(session, record, change)
