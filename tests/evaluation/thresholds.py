"""`make thresholds`: what each threshold costs on the tuning sets; the held-out sets are not looked at.

A price for each thing that can go wrong, in messages that a resident has to write in vain: the scale on which
docs/decisions/0007 chooses. Nothing is written: whoever changes a threshold does so with this table beside it.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, fields
from math import log
from typing import Any

from bot.models import NoModelError, trained_model
from bot.quiet import keep_quiet
from geography import find_mentions
from safety import find_hints
from tests.evaluation.figures import OUT_OF_SCOPE, Row, rows

SETS = ("tuning", "tuning_needs", "tuning_danger", "tuning_acts")
PRICES = {
    "danger missed": 200.0,
    "danger seen where there is none": 20.0,
    "a need missed": 2.0,
    "a need too many": 1.0,
    "another main need": 1.0,
    "out of scope taken for a need": 2.0,
    "asked again though the likeliest was right": 1.0,
    "answered though the likeliest was wrong": 1.5,
}
TEMPERATURES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
AROUND = (0.4, 0.6, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5)


@dataclass(frozen=True)
class Read:
    row: Row
    reading: Any
    sure: tuple[str, ...]
    hints: tuple[str, ...]


def main() -> int:
    keep_quiet()
    try:
        judge = loaded_judge()
    except NoModelError as error:
        print(f"signpost: {error}", file=sys.stderr)
        return 1
    messages = [read(judge, row) for name in SETS for row in rows(name)]
    print(f"{'threshold':20} {'value':>6} {'cost a message':>15}   what goes wrong")
    for field in fields(judge.thresholds):
        if field.name == "temperature":
            continue  # it is no threshold: see below
        kept = getattr(judge.thresholds, field.name)
        for value in sorted({round(kept * factor, 3) for factor in AROUND if kept * factor < 1 or factor == 1.0}):
            setattr(judge.thresholds, field.name, value)
            cost, wrong = priced(judge, messages)
            print(f"{field.name:20} {value:>6.2f} {cost:>15.3f}{' *' if value == kept else '  '} {dict(wrong)}")
        setattr(judge.thresholds, field.name, kept)
    print(f"\n{'temperature':20} {'surprise':>15}   the mean of -log of the chance that the right need was given")
    for value in TEMPERATURES:
        print(f"{value:20.2f} {surprise(judge, value):>15.4f}{' *' if value == judge.thresholds.temperature else ''}")
    return 0


def surprise(judge: Any, temperature: float) -> float:
    """Of the main need, on the tuning sets of needs: lowest where confidence says how often it is right."""
    kept, judge.thresholds.temperature = judge.thresholds.temperature, temperature
    found = []
    for row in (row for name in ("tuning", "tuning_needs") for row in rows(name) if row.get("needs")):
        reading = read(judge, row).reading
        found.append(-log(max(1e-6, reading.acts.get("need", 0.0) * reading.main.get(row["needs"][0], 0.0))))
    judge.thresholds.temperature = kept
    return sum(found) / len(found)


def loaded_judge() -> Any:
    """The judge inside the trained model; its thresholds are read anew for each message."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(trained_model()))
    nodes = agent.processor.graph_runner._instantiated_nodes
    return next(node._component for name, node in nodes.items() if "Understanding" in name)._judge


def read(judge: Any, row: Row) -> Read:
    text = row["text"].lstrip("/ \t") or " "
    places = [{"entity": one.kind, "start": one.start, "end": one.end} for one in find_mentions(text)]
    found = find_hints(text)
    sure = tuple(one.kind for one in found if one.sure)
    return Read(row, judge.read(text, places), sure, tuple(one.kind for one in found if not one.sure))


def priced(judge: Any, messages: list[Read]) -> tuple[float, Counter[str]]:
    wrong: Counter[str] = Counter()
    for one in messages:
        wrong.update(faults(one, judge.decide(one.reading, one.sure, one.hints)))
    return sum(PRICES[fault] * count for fault, count in wrong.items()) / len(messages), wrong


def faults(one: Read, verdict: Any) -> list[str]:
    row, needs = one.row, verdict.needs
    wanted, danger, seen = row.get("needs") or [], row.get("danger"), bool(verdict.dangers)
    found = []
    if danger and not seen:
        found.append("danger missed")
    if danger == [] and seen:
        found.append("danger seen where there is none")
    if row.get("intent") in OUT_OF_SCOPE and needs:
        found.append("out of scope taken for a need")
    if "needs" not in row or danger:
        # Where there is danger its own need is added to what the judge says.
        return found
    found += ["a need missed"] * len(set(wanted) - set(needs)) + ["a need too many"] * len(set(needs) - set(wanted))
    found += ["another main need"] * bool(wanted and needs and wanted[0] != needs[0])
    asks = verdict.ranking[0]["name"] == "nlu_fallback"
    likeliest = next((each["name"] for each in verdict.ranking if each["name"].startswith("need_")), "")
    right = likeliest == f"need_{wanted[0]}" if wanted else False
    found += ["asked again though the likeliest was right"] * (asks and right)
    found += ["answered though the likeliest was wrong"] * bool(wanted and not asks and not right)
    return found


if __name__ == "__main__":
    sys.exit(main())
