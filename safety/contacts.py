"""The snapshot of crisis contacts that serves when the database does not answer."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "contacts.csv"


@dataclass(frozen=True)
class Contact:
    key: str
    name: str
    phone: str  # "" where there is none
    text_number: str
    hours: str
    website: str
    cost: str  # free, standard
    text_relay: str  # what to dial by text relay, where that is known
    checked_on: date | None  # None where the source has no date
    source_url: str
    confirmed: bool = True


def snapshot() -> dict[str, Contact]:
    """Every contact of contacts.csv by its key."""
    return dict(_contacts())


@lru_cache(maxsize=1)
def _contacts() -> dict[str, Contact]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: _contact(row) for row in csv.DictReader(file)}


def _contact(row: dict[str, str]) -> Contact:
    texts = {name: row[name] for name in row if name not in ("checked_on", "confirmed", "source_note")}
    checked_on = date.fromisoformat(row["checked_on"]) if row["checked_on"] else None
    return Contact(**texts, checked_on=checked_on, confirmed=row["confirmed"] == "yes")


def mended(rows: Iterable[Any]) -> dict[str, Contact]:
    """The snapshot with what `rows` say instead: objects with a Contact's attributes, None where there is nothing."""
    return {**snapshot(), **{row.key: _mended(row) for row in rows}}


def _mended(row: Any) -> Contact:
    kept = _contacts().get(row.key)
    texts = {item.name: getattr(row, item.name) or "" for item in fields(Contact) if item.type == "str"}
    return Contact(**texts, checked_on=row.checked_on, confirmed=kept is None or kept.confirmed)
