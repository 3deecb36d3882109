from __future__ import annotations

from typing import Any

import pytest
import yaml
from sqlalchemy.orm import Session

from tests.actions.chat import Chat
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def domain() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load((ROOT / "domain.yml").read_text(encoding="utf-8"), Loader=loader)
    return loaded


@pytest.fixture
def chat(seeded: Session, domain: dict[str, Any]) -> Chat:
    """Somebody at the page, over the starter records, on a Tuesday at eleven."""
    return Chat(seeded, domain["responses"])
