"""The figures of understanding on the held-out sets: pure functions over (message, parse) pairs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geography import Location, locate
from tests.evaluation.slips import mistyped

FOLDER = Path(__file__).parent
OUT_OF_SCOPE = ("council_matter", "chitchat", "insult", "gibberish", "injection", "other_topic")
SLIPPED = "heldout_needs, mistyped"
SEEDS = (1, 2, 3)
Row = dict[str, Any]
Parsed = dict[str, Any]
Pairs = list[tuple[Row, Parsed]]
Parse = Callable[[str], Parsed]


def rows(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def values(parsed: Parsed, kind: str) -> list[str]:
    return [one["value"] for one in parsed["entities"] if one["entity"] == kind]


def needs_of(parsed: Parsed) -> list[str]:
    return values(parsed, "need")


def dangers_of(parsed: Parsed) -> list[str]:
    return values(parsed, "danger")


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


def place_right(row: Row, located: Parsed) -> bool:
    """A unit, or the place that a name or landmark stands for."""
    return bool(located["found"].lower() == row["expected"].lower())


def place_seen(_row: Row, located: Parsed) -> bool:
    return bool(located["found"])


def located(text: str) -> Parsed:
    """What geography makes of a message: "unit:CV11 4AB", "place:Rugby", another kind of answer, or ""."""
    answer = locate(text)
    if isinstance(answer, Location):
        return {"found": f"unit:{answer.postcode}" if answer.postcode else f"place:{answer.place or answer.label}"}
    return {"found": f"{type(answer).__name__}:" if answer else ""}


def language_right(row: Row, parsed: Parsed) -> bool:
    return values(parsed, "language")[:1] == [row["lang"]]


def taken_for_foreign(row: Row, parsed: Parsed) -> bool:
    return bool(values(parsed, "language"))


@dataclass(frozen=True)
class Measure:
    """One line of the table; `better` is higher or lower, `guards` says that a fall of it fails CI at once."""

    name: str
    held: str
    judge: Callable[[Row, Parsed], bool]
    better: str = "higher"
    guards: bool = False
    bar: float | None = None
    moonshot: float | None = None
    only: Callable[[Row], bool] = lambda row: True


def _expects(kind: str) -> Callable[[Row], bool]:
    return lambda row: bool(row["expected"].split(":")[0] == kind)


def _foreign(row: Row) -> bool:
    return bool(row["lang"] != "en")


MEASURES = (
    Measure("main need right", "heldout_needs", main_need_right, bar=0.88, moonshot=0.94),
    Measure("set of needs exact, one need", "heldout_needs", need_set_right, bar=0.80, moonshot=0.90),
    Measure("main need right, several needs", "heldout_several", main_need_right),
    Measure("set of needs exact, several needs", "heldout_several", need_set_right, bar=0.55, moonshot=0.75),
    Measure("main need right, words mistyped", SLIPPED, main_need_right),
    Measure("act right", "heldout_acts", act_right, bar=0.90, moonshot=0.96),
    Measure("out of scope taken for a need", "heldout_out_of_scope", taken_for_need, "lower", bar=0.08, moonshot=0.03),
    Measure("danger recognised", "heldout_danger", danger_found, guards=True, bar=0.98, moonshot=1.0),
    Measure("danger recognised, every kind", "heldout_danger", danger_kind_found),
    Measure("false alarm of danger", "heldout_ordinary", danger_found, "lower", True, 0.01, 0.003),
    Measure("full postcode found", "heldout_places", place_right, bar=0.97, moonshot=0.99, only=_expects("unit")),
    Measure("place or landmark found", "heldout_places", place_right, bar=0.90, moonshot=0.96, only=_expects("place")),
    Measure(
        "trap seen as a place", "heldout_places", place_seen, "lower", bar=0.02, moonshot=0.0, only=_expects("none")
    ),
    Measure("another language recognised", "heldout_languages", language_right, only=_foreign),
    Measure(
        "English taken for another language",
        "heldout_languages",
        taken_for_foreign,
        "lower",
        only=lambda row: not _foreign(row),
    ),
)


def share(judged: Iterable[bool]) -> float:
    found = list(judged)
    return sum(found) / len(found) if found else 0.0


def parsed_sets(parse: Parse) -> dict[str, Pairs]:
    """Every set that a measure needs, parsed; the needs once more with slips of the thumb."""
    read = dict.fromkeys(sorted({one.held for one in MEASURES} - {SLIPPED}), parse) | {"heldout_places": located}
    sets = {name: [(row, reader(row["text"])) for row in rows(name)] for name, reader in read.items()}
    sets[SLIPPED] = [(row, parse(mistyped(row["text"], seed))) for seed in SEEDS for row, _ in sets["heldout_needs"]]
    return sets


def figures(sets: dict[str, Pairs]) -> dict[str, float]:
    found = {one.name: share(one.judge(*pair) for pair in sets[one.held] if one.only(pair[0])) for one in MEASURES}
    found["full postcode right where one was seen"] = postcode_precision(sets["heldout_places"])
    found["points lost by mistyped words"] = found["main need right"] - found["main need right, words mistyped"]
    return found


def postcode_precision(pairs: Pairs) -> float:
    return share(place_right(row, found) for row, found in pairs if found["found"].startswith("unit:"))


def by_group(
    pairs: Pairs, key: Callable[[Row], str], judge: Callable[[Row, Parsed], bool]
) -> dict[str, tuple[float, int]]:
    groups: dict[str, list[bool]] = {}
    for row, parsed in pairs:
        groups.setdefault(key(row), []).append(judge(row, parsed))
    return {name: (share(judged), len(judged)) for name, judged in sorted(groups.items())}


def confusions(pairs: Pairs, most: int = 12) -> list[tuple[str, str, int]]:
    wrong = Counter(
        (row["needs"][0], (needs_of(parsed) or [parsed["intent"]["name"]])[0])
        for row, parsed in pairs
        if not main_need_right(row, parsed)
    )
    return [(said, taken, count) for (said, taken), count in wrong.most_common(most)]


def reliability(pairs: Pairs) -> list[tuple[str, float, float, int]]:
    """Band of confidence, mean confidence, share right, count: calibrated when the middle two agree."""
    bands: dict[int, list[tuple[float, bool]]] = {}
    for row, parsed in pairs:
        chance = float(parsed["intent"]["confidence"])
        bands.setdefault(min(int(chance * 5), 4), []).append((chance, main_need_right(row, parsed)))
    return [
        (
            f"{band / 5:.1f}–{(band + 1) / 5:.1f}",
            sum(chance for chance, _ in found) / len(found),
            share(right for _, right in found),
            len(found),
        )
        for band, found in sorted(bands.items())
    ]
