"""Load the starter records. Idempotent: the same files twice change nothing; staff edits are kept."""

from __future__ import annotations

import csv
import functools
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from knowledge_base.editing import Change
from knowledge_base.exchange.plan import Plan, carry_out, plan_import
from knowledge_base.models import KeyContact, TaxonomyTerm
from knowledge_base.needs import NEEDS
from knowledge_base.record import RecordError, ServiceRecord, read_record

SEED = Path(__file__).parent / "seed"


def read_seed(folder: Path = SEED / "services") -> list[ServiceRecord]:
    """Every record of every file, in file and reading order; raises RecordError on the first bad one."""
    records: list[ServiceRecord] = []
    for path in sorted(folder.glob("*.yml")):
        for values in yaml.load(path.read_text(encoding="utf-8"), Loader=_loader()) or []:
            records.append(_read(path, values))
    return records


def load_seed(session: Session, now: datetime) -> Plan:
    """Needs and services of the seed into the database. Flushes; the caller commits."""
    add_needs(session)
    plan = plan_import(session, read_seed())
    carry_out(
        session,
        plan,
        Change(made_by="import:seed", made_at=now, reason="Starter records"),
    )
    return plan


def add_needs(session: Session) -> None:
    for need, name in NEEDS.items():
        session.merge(TaxonomyTerm(id=need, name=name))
    session.flush()


def load_contacts(session: Session, path: Path) -> int:
    """Contacts that are not there yet, from a snapshot CSV. A contact that staff mended is never overwritten."""
    added = 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if session.get(KeyContact, row["key"]) is None:
                session.add(_contact(row))
                added += 1
    session.flush()
    return added


def _read(path: Path, values: Any) -> ServiceRecord:
    if not isinstance(values, dict):
        raise RecordError(path.name, ["every entry of the list must be a record with named fields"])
    return read_record(values)


def _contact(row: dict[str, str]) -> KeyContact:
    columns = {column.key for column in KeyContact.__table__.columns}
    values: dict[str, Any] = {name: value or None for name, value in row.items() if name in columns}
    if values.get("checked_on"):
        values["checked_on"] = date.fromisoformat(values["checked_on"])
    return KeyContact(**values)


@functools.cache
def _loader() -> Any:
    # The C parser reads the whole seed in a twentieth of the time; it is not in every build of PyYAML.
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
