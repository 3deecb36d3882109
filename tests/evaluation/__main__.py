"""`make evaluate`: one table of the understanding on the held-out sets; `--record` keeps the figures for CI."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from typing import Any

from bot.models import NoModelError, trained_model
from bot.quiet import keep_quiet
from tests.evaluation.figures import FOLDER, MEASURES, by_group, confusions, figures, reliability

RECORDED = FOLDER / "recorded.json"


def main() -> int:
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

    found, parsed = figures(parse)
    _print(found, parsed, seconds)
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps({name: round(value, 4) for name, value in found.items()}, indent=2) + "\n")
    return 0


def _print(found: dict[str, float], parsed: dict[str, Any], seconds: list[float]) -> None:
    print(f"{'measure':40} {'messages':>9} {'figure':>8}")
    for name, held, _, _ in MEASURES:
        print(f"{name:40} {len(parsed[held]):>9} {found[name]:>8.1%}")
    for title, key in (("need", lambda row: row["needs"][0]), ("style", lambda row: row["style"])):
        print(f"\nmain need right by {title}")
        for name, (value, count) in by_group(parsed["heldout_needs"], key).items():
            print(f"  {name:22} {count:>4} {value:>7.0%}")
    print("\nmost frequent confusions (said → taken for)")
    for said, taken, count in confusions(parsed["heldout_needs"]):
        print(f"  {said:20} → {taken:22} {count}")
    print("\nreliability (confidence band, mean confidence, share right, messages)")
    for band, mean, right, count in reliability(parsed["heldout_needs"]):
        print(f"  {band}  {mean:.2f}  {right:.2f}  {count}")
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"\nparse: median {statistics.median(ordered) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, {len(ordered)} messages"
    )


if __name__ == "__main__":
    sys.exit(main())
