"""The starter records as they stand in the files, and a frozen copy of the rows that they were made from."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "knowledge_base" / "seed"


@pytest.fixture(scope="session")
def service_files() -> list[Path]:
    return sorted((SEED / "services").glob("*.yml"))


@pytest.fixture(scope="session")
def records(service_files: list[Path]) -> list[dict[str, Any]]:
    return [record for path in service_files for record in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="session")
def by_id(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in records}


@pytest.fixture(scope="session")
def rows() -> list[dict[str, str]]:
    return _read(HERE / "expected_rows.csv")


@pytest.fixture(scope="session")
def changes() -> list[dict[str, str]]:
    return _read(SEED / "changes.csv")


@pytest.fixture(scope="session")
def changed_facts(changes: list[dict[str, str]]) -> set[tuple[str, str]]:
    """(id, field) of every fact that differs on purpose."""
    return {(line["id"], field) for line in changes for field in line["field"].split("; ")}


@pytest.fixture(scope="session")
def council_links() -> dict[str, Any]:
    return yaml.safe_load((SEED / "council_links.yml").read_text(encoding="utf-8"))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
