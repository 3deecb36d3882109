"""From log-odds to a verdict: which act, which needs, and whether to answer, to offer choices or to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional

import numpy as np

from bot.classifier import (
    NEED_ACT,
    Features,
    Heads,
    log_odds_to_probability,
    ranked,
    share,
)
from bot.encoder import Encoder
from bot.negation import negated
from bot.normal import clauses, normal_text


@dataclass
class Thresholds:
    """Probabilities; set on the tuning set by `make evaluate`, see docs/decisions."""

    act_temperature: float = 1.0
    need_present: float = 0.45
    need_in_clause: float = 0.6
    need_alone: float = 0.2
    sure_of_act: float = 0.35
    need_beside_act: float = 0.7


@dataclass
class Verdict:
    """`ranking` as Rasa shows it, best first; `needs` judged present, main one first; `odds` their probabilities."""

    ranking: List[Dict[str, Any]]
    needs: List[str]
    odds: Dict[str, float]


class Judge:
    def __init__(
        self,
        features: Features,
        acts: Heads,
        needs: Heads,
        thresholds: Thresholds,
        encoder: Optional[Encoder],
    ) -> None:
        self.features, self.acts, self.needs = features, acts, needs
        self.thresholds, self.encoder = thresholds, encoder

    def state(self) -> Dict[str, Any]:
        return {
            "features": self.features,
            "acts": self.acts,
            "needs": self.needs,
            "thresholds": self.thresholds,
        }

    @classmethod
    def from_state(cls, state: Dict[str, Any], encoder: Optional[Encoder]) -> "Judge":
        return cls(**state, encoder=encoder)

    def judge(self, text: str, entities: List[Dict[str, Any]]) -> Verdict:
        whole = normal_text(text, entities)
        parts = [part for part in _parts(text, entities) if part and part != whole]
        rows = self._rows([whole, *parts])
        act_odds = ranked(
            self.acts.labels,
            share(self.acts.scores(rows[:1]), self.thresholds.act_temperature)[0],
        )
        chances = log_odds_to_probability(self.needs.scores(rows))
        odds = ranked(self.needs.labels, chances[0])
        needs = self._present(parts, chances, odds, act_odds)
        return Verdict(self._ranking(act_odds, odds, needs), needs, odds)

    def _rows(self, texts: List[str]) -> Any:
        vectors = self.encoder.encode(texts) if self.encoder else None
        return self.features.transform(texts, vectors)

    def _present(
        self,
        parts: List[str],
        chances: np.ndarray,
        odds: Dict[str, float],
        acts: Dict[str, float],
    ) -> List[str]:
        limits, labels = self.thresholds, self.needs.labels
        act = next(iter(acts))
        floor = limits.need_present if act == NEED_ACT else limits.need_beside_act
        strongest = chances[0].copy()
        turned_down = set()
        for row, part in enumerate(parts, start=1):
            if negated(part):
                turned_down.update(
                    labels[at] for at in np.flatnonzero(chances[row] >= 0.3)
                )
                continue
            sure = chances[row] >= limits.need_in_clause
            strongest = np.where(sure, np.maximum(strongest, chances[row]), strongest)
        found = ranked(labels, strongest)
        needs = [
            need
            for need, chance in found.items()
            if chance >= floor and need not in turned_down
        ]
        if act == NEED_ACT and not needs:
            best = next(
                (need for need in odds if need not in turned_down), next(iter(odds))
            )
            needs = [best] if odds[best] >= limits.need_alone else []
        return sorted(needs, key=lambda need: -max(odds[need], found[need] * 0.5))[:4]

    def _ranking(
        self, acts: Dict[str, float], odds: Dict[str, float], needs: List[str]
    ) -> List[Dict[str, Any]]:
        total = sum(odds.values()) or 1.0
        intents = {act: chance for act, chance in acts.items() if act != NEED_ACT}
        for need, chance in odds.items():
            intents[f"need_{need}"] = acts.get(NEED_ACT, 0.0) * chance / total
        best_act = next(iter(acts))
        if best_act == NEED_ACT and needs:
            intents[f"need_{needs[0]}"] = acts[NEED_ACT]
        order = sorted(intents.items(), key=lambda pair: -pair[1])
        unsure = acts[best_act] < self.thresholds.sure_of_act or (
            best_act == NEED_ACT and not needs
        )
        ranking = [
            {"name": name, "confidence": round(chance, 4)} for name, chance in order
        ]
        return (
            [
                {"name": "nlu_fallback", "confidence": self.thresholds.sure_of_act},
                *ranking,
            ]
            if unsure
            else ranking
        )


def _parts(text: str, entities: List[Dict[str, Any]]) -> List[str]:
    pieces = clauses(text)
    return [normal_text(piece, []) for piece in pieces] if len(pieces) > 1 else []
