"""The figures of understanding on the held-out sets: pure functions over (message, parse) pairs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
OUT_OF_SCOPE = ("council_matter", "chitchat", "insult", "gibberish", "injection", "other_topic")
Row = dict[str, Any]
Parsed = dict[str, Any]


def rows(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def needs_of(parsed: Parsed) -> list[str]:
    return [one["value"] for one in parsed["entities"] if one["entity"] == "need"]


def dangers_of(parsed: Parsed) -> list[str]:
    return [one["value"] for one in parsed["entities"] if one["entity"] == "danger"]


def main_need_right(row: Row, parsed: Parsed) -> bool:
    return needs_of(parsed)[:1] == row["needs"][:1]


def need_set_right(row: Row, parsed: Parsed) -> bool:
    return set(needs_of(parsed)) == set(row["needs"])


def act_right(row: Row, parsed: Parsed) -> bool:
    return bool(parsed["intent"]["name"] == row["intent"])


def taken_for_need(_row: Row, parsed: Parsed) -> bool:
    return bool(needs_of(parsed)) or parsed["intent"]["name"].startswith("need_")


def danger_found(row: Row, parsed: Parsed) -> bool:
    """Any danger where there is one: the first words a resident reads are then about safety."""
    return bool(dangers_of(parsed))


def danger_kind_found(row: Row, parsed: Parsed) -> bool:
    return set(row["danger"]) <= set(dangers_of(parsed))


def share(judged: list[bool]) -> float:
    return sum(judged) / len(judged) if judged else 0.0


MEASURES: list[tuple[str, str, str, Callable[[Row, Parsed], bool]]] = [
    ("main need right", "heldout_needs", "higher", main_need_right),
    ("set of needs exact, one need", "heldout_needs", "higher", need_set_right),
    ("main need right, several needs", "heldout_several", "higher", main_need_right),
    ("set of needs exact, several needs", "heldout_several", "higher", need_set_right),
    ("act right", "heldout_acts", "higher", act_right),
    ("out of scope taken for a need", "heldout_out_of_scope", "lower", taken_for_need),
    ("danger recognised", "heldout_danger", "safety", danger_found),
    ("danger recognised, every kind", "heldout_danger", "higher", danger_kind_found),
    ("false alarm of danger", "heldout_ordinary", "lower", danger_found),
]


def figures(parse: Callable[[str], Parsed]) -> tuple[dict[str, float], dict[str, list[tuple[Row, Parsed]]]]:
    """Every measure by name, and what was parsed, by set."""
    parsed = {name: [(row, parse(row["text"])) for row in rows(name)] for name in sorted({one[1] for one in MEASURES})}
    found = {name: share([judge(*pair) for pair in parsed[held]]) for name, held, _, judge in MEASURES}
    return found, parsed


def by_group(pairs: list[tuple[Row, Parsed]], key: Callable[[Row], str]) -> dict[str, tuple[float, int]]:
    groups: dict[str, list[bool]] = {}
    for row, parsed in pairs:
        groups.setdefault(key(row), []).append(main_need_right(row, parsed))
    return {name: (share(judged), len(judged)) for name, judged in sorted(groups.items())}


def confusions(pairs: list[tuple[Row, Parsed]], most: int = 12) -> list[tuple[str, str, int]]:
    wrong = Counter(
        (row["needs"][0], (needs_of(parsed) or [parsed["intent"]["name"]])[0])
        for row, parsed in pairs
        if not main_need_right(row, parsed)
    )
    return [(said, taken, count) for (said, taken), count in wrong.most_common(most)]


def reliability(pairs: list[tuple[Row, Parsed]]) -> list[tuple[str, float, float, int]]:
    """Band of confidence, mean confidence, share right, count: calibrated when the middle two agree."""
    bands: dict[int, list[tuple[float, bool]]] = {}
    for row, parsed in pairs:
        chance = float(parsed["intent"]["confidence"])
        bands.setdefault(min(int(chance * 5), 4), []).append((chance, main_need_right(row, parsed)))
    return [
        (
            f"{band / 5:.1f}–{(band + 1) / 5:.1f}",
            share_of([c for c, _ in found]),
            share([r for _, r in found]),
            len(found),
        )
        for band, found in sorted(bands.items())
    ]


def share_of(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
