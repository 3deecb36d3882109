"""`make evaluate`: one table of the understanding on the held-out sets; `--record` keeps the figures for CI."""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from typing import Any

from bot.models import NoModelError, trained_model
from bot.quiet import keep_quiet
from tests.evaluation.figures import (
    FOLDER,
    MEASURES,
    Measure,
    Pairs,
    by_group,
    confusions,
    danger_found,
    figures,
    main_need_right,
    need_set_right,
    parsed_sets,
    place_right,
    reliability,
)

RECORDED, BASELINE = FOLDER / "recorded.json", FOLDER / "baseline.json"
MORE = ("full postcode right where one was seen", "points lost by mistyped words")


def main() -> int:
    arguments = _arguments()
    keep_quiet()
    try:
        model = trained_model()
    except NoModelError as error:
        print(f"signpost: {error}", file=sys.stderr)
        return 1
    from rasa.core.agent import Agent

    agent, seconds = Agent.load(str(model)), []

    def parse(text: str) -> dict[str, Any]:
        started = time.perf_counter()
        parsed = asyncio.run(agent.parse_message(text.lstrip("/ \t") or " "))
        seconds.append(time.perf_counter() - started)
        return parsed

    sets = parsed_sets(parse)
    found = {name: round(value, 4) for name, value in figures(sets).items()}
    if arguments.json:
        print(json.dumps(found))
        return 0
    _table(found, sets)
    _details(sets, seconds)
    if arguments.record:
        RECORDED.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation")
    parser.add_argument(
        "--record", action="store_true", help="keep the figures: for CI, or with --model the baseline's"
    )
    parser.add_argument("--json", action="store_true", help="print the figures only, as JSON")
    return parser.parse_args()


def _table(found: dict[str, float], sets: dict[str, Pairs]) -> None:
    kept = [json.loads(path.read_text(encoding="utf-8")) if path.exists() else {} for path in (RECORDED, BASELINE)]
    print(f"{'measure':40} {'messages':>9} {'figure':>8} {'bar':>7} {'moon':>7} {'kept':>8} {'Rasa':>8}")
    for one in MEASURES:
        count = sum(one.only(row) for row, _ in sets[one.held])
        print(_line(one.name, count, found, kept, one))
    for name in MORE:
        print(_line(name, 0, found, kept, None))


def _line(name: str, count: int, found: dict[str, float], kept: list[dict[str, float]], measure: Measure | None) -> str:
    limits = (measure.bar, measure.moonshot) if measure else (None, None)
    told = [_percent(value) for value in (*limits, *(one.get(name) for one in kept))]
    return f"{name:40} {count or '':>9} {found[name]:>8.1%} {told[0]:>7} {told[1]:>7} {told[2]:>8} {told[3]:>8}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _details(sets: dict[str, Pairs], seconds: list[float]) -> None:
    needs = sets["heldout_needs"]
    _groups("main need right by need", by_group(needs, lambda row: row["needs"][0], main_need_right))
    _groups("main need right by style", by_group(needs, lambda row: row["style"], main_need_right))
    _groups("several needs exact by style", by_group(sets["heldout_several"], lambda row: row["style"], need_set_right))
    danger = sets["heldout_danger"]
    _groups("danger recognised by kind", by_group(danger, lambda row: row["danger"][0], danger_found))
    _groups("danger recognised by style", by_group(danger, lambda row: row["style"], danger_found))
    places = [pair for pair in sets["heldout_places"] if pair[0]["expected"].startswith("place:")]
    _groups("place found by style", by_group(places, lambda row: row["style"], place_right))
    print("\nmost frequent confusions (said → taken for)")
    for said, taken, count in confusions(needs):
        print(f"  {said:20} → {taken:22} {count}")
    print("\nreliability of the main need (confidence band, mean confidence, share right, messages)")
    for band, mean, right, count in reliability(needs):
        print(f"  {band}  {mean:.2f}  {right:.2f}  {count}")
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"\nparse: median {statistics.median(ordered) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, {len(ordered)} messages"
    )


def _groups(title: str, groups: dict[str, tuple[float, int]]) -> None:
    print(f"\n{title}")
    for name, (value, count) in groups.items():
        print(f"  {name:22} {count:>4} {value:>7.0%}")


if __name__ == "__main__":
    sys.exit(main())
