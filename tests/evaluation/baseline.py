"""`make evaluate-baseline`: Rasa's default pipeline on the same training data, and its figures beside ours.

An hour or more on two cores, so never in CI. It has no entities for needs or danger: its intent stands for the one need
it sees, and the intents of the needs that danger has stand for danger.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.models import ROOT
from bot.quiet import keep_quiet
from tests.evaluation.figures import FOLDER, figures, parsed_sets

# What `rasa init` of 3.6 writes, with the epochs that it writes.
CONFIG = """\
recipe: default.v1
assistant_id: baseline
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""
DANGEROUS = {
    "need_self_harm_crisis": "self_harm",
    "need_domestic_abuse": "abuse",
    "need_homeless_tonight": "homeless",
    "danger": "child_at_risk",
}


def main() -> int:
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    keep_quiet()
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yml"
        config.write_text(CONFIG.format(epochs=epochs), encoding="utf-8")
        model = train_nlu(str(config), str(ROOT / "data" / "nlu"), folder, domain=str(ROOT / "domain.yml"))
        agent = Agent.load(str(model))
        sets = parsed_sets(lambda text: as_ours(asyncio.run(agent.parse_message(text.lstrip("/ \t") or " "))))
    found = {name: round(value, 4) for name, value in figures(sets).items() if "language" not in name}
    (FOLDER / "baseline.json").write_text(json.dumps({**found, "epochs": epochs}, indent=2) + "\n", encoding="utf-8")
    for name, value in found.items():
        print(f"{name:40} {value:>8.1%}")
    return 0


def as_ours(parsed: dict[str, Any]) -> dict[str, Any]:
    intent = parsed["intent"]["name"] or "nlu_fallback"
    entities = []
    if intent.startswith("need_"):
        entities.append({"entity": "need", "value": intent.removeprefix("need_")})
    if intent in DANGEROUS:
        entities.append({"entity": "danger", "value": DANGEROUS[intent]})
    return {"intent": {"name": intent, "confidence": parsed["intent"]["confidence"]}, "entities": entities}


if __name__ == "__main__":
    sys.exit(main())
