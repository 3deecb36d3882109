"""From scores to a verdict: which act, which needs, and whether to answer, to offer choices or to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List

import numpy as np

from bot.classifier import NEED_ACT, Heads, Neighbours, Words, log_odds_to_probability, ranked, share
from bot.encoder import Encoder
from bot.negation import negated
from bot.normal import clauses, normal_text

# Four of five training examples are needs, far more than of what people write: uncorrected, a fifth of what is out of
# scope was taken for a need on the tuning set, with 0.8 a twentieth, at the price of 1% of the needs.
EVEN = 0.8


@dataclass
class Thresholds:
    """Probabilities; chosen on tests/evaluation/tuning.jsonl, see docs/decisions/0007."""

    present: float = 0.3
    present_in_clause: float = 0.5
    present_beside_act: float = 0.5
    alone: float = 0.12
    sure_of_act: float = 0.3
    temperature: float = 0.7
    danger: float = 0.3
    danger_in_clause: float = 0.45


@dataclass
class Topic:
    """One question to the models (which act? which needs?): its labels, a linear head, and the neighbours' answers."""

    labels: List[str]
    head: Heads
    neighbours: Neighbours


@dataclass
class Verdict:
    """`ranking` as Rasa shows it, best first; `needs` judged present, main one first; `odds` their probabilities."""

    ranking: List[Dict[str, Any]]
    needs: List[str]
    odds: Dict[str, float]
    dangers: List[str]

    def take(self, need: str) -> None:
        """Make this the need and the intent: something surer than the models has named it."""
        self.needs = [need]
        name = f"need_{need}"
        rest = [one for one in self.ranking if one["name"] not in (name, "nlu_fallback")]
        self.ranking = [{"name": name, "confidence": rest[0]["confidence"] if rest else 1.0}, *rest]


class Judge:
    def __init__(
        self, words: Words, acts: Topic, needs: Topic, dangers: Topic, thresholds: Thresholds, encoder: Encoder
    ) -> None:
        self.words, self.acts, self.needs, self.dangers = words, acts, needs, dangers
        self.thresholds, self.encoder = thresholds, encoder

    def state(self) -> Dict[str, Any]:
        return {"words": self.words, "acts": self.acts, "needs": self.needs, "dangers": self.dangers}

    def judge(self, text: str, entities: List[Dict[str, Any]]) -> Verdict:
        whole = normal_text(text, entities)
        parts = [part for part in _parts(text) if part and part != whole]
        rows, vectors = self.words.transform([whole, *parts]), self.encoder.encode([whole, *parts])
        act_odds = ranked(self.acts.labels, self._choice(self.acts, rows[:1], vectors[:1], EVEN)[0])
        chosen = self._choice(self.needs, rows[:1], vectors[:1], 0.0)[0]
        present = self._presence(self.needs, rows, vectors)
        needs = self._present(parts, present, chosen, act_odds)
        odds = ranked(self.needs.labels, chosen)
        return Verdict(self._ranking(act_odds, odds, needs), needs, odds, self._dangers(rows, vectors))

    def _choice(self, topic: Topic, rows: Any, vectors: np.ndarray, even: float) -> np.ndarray:
        """Probabilities that add up to one: the geometric mean of the two models'.

        `even` 0 to 1 takes from the neighbours how frequent a label is in training.
        """
        linear = np.log(share(topic.head.scores(rows), 1.0) + 1e-6)
        near = np.log(topic.neighbours.shares(vectors) + 1e-3) - even * np.log(topic.neighbours.frequencies)
        return share(0.5 * linear + 0.5 * near, self.thresholds.temperature)

    def _presence(self, topic: Topic, rows: Any, vectors: np.ndarray) -> np.ndarray:
        """For each label by itself, the chance that it is meant: several may be."""
        return 0.5 * log_odds_to_probability(topic.head.scores(rows)) + 0.5 * topic.neighbours.shares(vectors)

    def _present(self, parts: List[str], present: np.ndarray, chosen: np.ndarray, acts: Dict[str, float]) -> List[str]:
        limits, labels = self.thresholds, self.needs.labels
        is_need = next(iter(acts)) == NEED_ACT
        strongest, first_said, turned_down = present[0].copy(), {}, set()
        for row, part in enumerate(parts, start=1):
            if negated(part):
                turned_down.update(labels[at] for at in np.flatnonzero(present[row] >= 0.25))
                continue
            for at in np.flatnonzero(present[row] >= limits.present_in_clause):
                strongest[at] = max(strongest[at], present[row][at])
                first_said.setdefault(labels[at], row)
        floor = limits.present if is_need else limits.present_beside_act
        needs = [label for label, chance in ranked(labels, strongest).items() if chance >= floor]
        needs = [need for need in needs if need not in turned_down]
        if is_need and not needs:
            best = next(need for need in ranked(labels, chosen) if need not in turned_down)
            needs = [best] if chosen[labels.index(best)] >= limits.alone else []
        # People say the main thing first; where clauses do not tell, the likelier one leads.
        return sorted(needs, key=lambda need: (first_said.get(need, 0), -chosen[labels.index(need)]))[:4]

    def _dangers(self, rows: Any, vectors: np.ndarray) -> List[str]:
        """Kinds of danger, likeliest first: in the whole message, or clearly in one clause of it."""
        chances = self._presence(self.dangers, rows, vectors)
        limits = np.full(len(chances), self.thresholds.danger_in_clause)
        limits[0] = self.thresholds.danger
        over = (chances / limits[:, None]).max(axis=0)
        return [kind for kind, ratio in ranked(self.dangers.labels, over).items() if ratio >= 1.0]

    def _ranking(self, acts: Dict[str, float], odds: Dict[str, float], needs: List[str]) -> List[Dict[str, Any]]:
        intents = {act: chance for act, chance in acts.items() if act != NEED_ACT}
        for need, chance in odds.items():
            intents[f"need_{need}"] = acts.get(NEED_ACT, 0.0) * chance
        best_act = next(iter(acts))
        if best_act == NEED_ACT and needs:
            main = f"need_{needs[0]}"
            intents[main] = max(intents.values()) if max(intents, key=intents.__getitem__) != main else intents[main]
        order = sorted(intents.items(), key=lambda pair: (-pair[1], pair[0] != f"need_{(needs or [''])[0]}"))
        unsure = acts[best_act] < self.thresholds.sure_of_act or (best_act == NEED_ACT and not needs)
        ranking = [{"name": name, "confidence": round(chance, 4)} for name, chance in order]
        return [{"name": "nlu_fallback", "confidence": self.thresholds.sure_of_act}, *ranking] if unsure else ranking


def _parts(text: str) -> List[str]:
    pieces = clauses(text)
    return [normal_text(piece, []) for piece in pieces] if len(pieces) > 1 else []
