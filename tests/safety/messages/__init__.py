"""Messages to test with: one list per kind of danger, and ordinary ones that must not alarm."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def messages_of(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
