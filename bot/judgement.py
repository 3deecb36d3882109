"""From scores to a verdict: which act, which needs, which danger; whether to answer, to offer choices or to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy as np

from bot.classifier import Topic, Words, ranked
from bot.encoder import Encoder
from bot.examples import NEED_ACT
from bot.normal import clauses, normal_text
from bot.spelling import Speller
from safety import only_nearly_out

# The encoder reads 128 tokens, some 90 words; longer messages are read in pieces that overlap.
PIECE, OVERLAP = 70, 20
# Nobody is helped by an answer about more.
MOST_NEEDS = 4
# The danger that "nearly" takes away.
NOT_YET = "energy_off"
# Below it a second need is none, and nobody asks where in the message it stands.
POSSIBLE = 0.1


@dataclass
class Thresholds:
    """Probabilities; chosen on the tuning sets of tests/evaluation, see docs/decisions/0007."""

    # The mean of "this need is meant" and "so many are meant", for every need after the likeliest.
    further: float = 0.4
    present_beside_act: float = 0.7
    alone: float = 0.15
    sure_of_act: float = 0.3
    # Of the main need: from here on it leads wherever it is said, else what is said first does.
    leads: float = 0.9
    temperature: float = 1.1
    # That there is any danger; less is enough beside a phrase of safety: a hint, or a sure one.
    danger: float = 0.27
    danger_hinted: float = 0.18
    danger_sure: float = 0.05
    # A further kind beside the likeliest one.
    danger_beside: float = 0.5


@dataclass
class Reading:
    """What the models say of a message: each with its probabilities, likeliest first.

    `several`: none, one, two or more needs; `said_at`: in which clause of the message each need is clearest.
    """

    acts: Dict[str, float]
    main: Dict[str, float]
    present: Dict[str, float]
    several: List[float]
    dangers: Dict[str, float]
    said_at: Dict[str, int]


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
        self, speller: Speller, words: Words, topics: Dict[str, Topic], thresholds: Thresholds, encoder: Encoder
    ) -> None:
        """`topics`: one for each of QUESTIONS."""
        self.speller, self.words, self.topics = speller, words, topics
        self.thresholds, self.encoder = thresholds, encoder

    def state(self) -> Dict[str, Any]:
        return {"speller": self.speller, "words": self.words, "topics": self.topics}

    def judge(
        self, text: str, entities: List[Dict[str, Any]], sure: Sequence[str] = (), hints: Sequence[str] = ()
    ) -> Verdict:
        """`sure` and `hints`: the kinds of danger whose phrases `safety` found."""
        return self.decide(self.read(text, entities), sure, hints)

    def read(self, text: str, entities: List[Dict[str, Any]]) -> Reading:
        pieces = _pieces(self.speller.mended(normal_text(text, entities)))
        rows, meant = self.words.transform(pieces), self.encoder.answers(pieces)
        topics, warmth = self.topics, self.thresholds.temperature

        def shares(name: str) -> np.ndarray:
            return np.asarray(topics[name].shares(rows, meant[name], warmth).mean(axis=0))

        def chances(name: str) -> Dict[str, float]:
            return ranked(topics[name].labels, topics[name].chances(rows, meant[name]).max(axis=0))

        present, dangers = chances("needs"), chances("dangers")
        if only_nearly_out(text):
            dangers[NOT_YET] = 0.0
        return Reading(
            ranked(topics["acts"].labels, shares("acts")),
            ranked(topics["main"].labels, shares("main")),
            present,
            [float(share) for share in shares("several")],
            dangers,
            self._said_at(text) if sorted(present.values())[-2] >= POSSIBLE else {},
        )

    def _said_at(self, text: str) -> Dict[str, int]:
        parts = [self.speller.mended(part) for part in clauses(text)]
        if not parts:
            return {}
        needs = self.topics["needs"].said
        return dict(zip(needs.labels, map(int, needs.scores(self.words.transform(parts)).argmax(axis=0))))

    def decide(self, reading: Reading, sure: Sequence[str], hints: Sequence[str]) -> Verdict:
        needs = self._present(reading)
        dangers = self._dangers(reading.dangers, sure, hints)
        return Verdict(self._ranking(reading.acts, reading.main, needs), needs, reading.present, dangers)

    def _present(self, reading: Reading) -> List[str]:
        """The needs that are meant, the main one first."""
        limits, present = self.thresholds, reading.present
        if next(iter(reading.acts)) != NEED_ACT:
            needs = [need for need, chance in present.items() if chance >= limits.present_beside_act]
        else:
            needs = [
                need
                for at, (need, chance) in enumerate(present.items(), start=1)
                if (at == 1 and chance >= limits.alone)
                or (at > 1 and (chance + sum(reading.several[at:])) / 2 >= limits.further)
            ][:MOST_NEEDS]
        leader = next(iter(reading.main))
        if leader in needs and reading.main[leader] >= limits.leads:
            return [leader, *sorted((need for need in needs if need != leader), key=self._order(reading))]
        return sorted(needs, key=self._order(reading))

    @staticmethod
    def _order(reading: Reading) -> Callable[[str], Tuple[int, float]]:
        return lambda need: (reading.said_at.get(need, 0), -reading.main[need])

    def _dangers(self, dangers: Dict[str, float], sure: Sequence[str], hints: Sequence[str]) -> List[str]:
        """Kinds of danger: those of sure phrases first, then what is likeliest."""
        limits = self.thresholds
        any_danger = 1.0 - float(np.prod([1.0 - chance for chance in dangers.values()]))
        if any_danger < (limits.danger_sure if sure else limits.danger_hinted if hints else limits.danger):
            return []
        dangers = ranked(list(dangers), list(dangers.values()))
        likely = [kind for kind, chance in dangers.items() if chance >= limits.danger_beside]
        return list(dict.fromkeys([*sure, *(likely or ([] if sure else [next(iter(dangers))]))]))

    def _ranking(self, acts: Dict[str, float], main: Dict[str, float], needs: List[str]) -> List[Dict[str, Any]]:
        intents = {act: chance for act, chance in acts.items() if act not in (NEED_ACT, "danger")}
        for need, chance in main.items():
            intents[f"need_{need}"] = acts.get(NEED_ACT, 0.0) * chance
        best_act = next(iter(acts))
        if best_act == NEED_ACT and needs:
            # All that speaks for "some need" speaks for the main one when the others are there beside it.
            intents[f"need_{needs[0]}"] = acts[NEED_ACT] * max(main[needs[0]], sum(main[need] for need in needs))
        order = sorted(intents.items(), key=lambda pair: -pair[1])
        if needs and best_act == NEED_ACT:
            order.sort(key=lambda pair: pair[0] != f"need_{needs[0]}")
        unsure = acts[best_act] < self.thresholds.sure_of_act or (best_act in (NEED_ACT, "danger") and not needs)
        ranking = [{"name": name, "confidence": round(chance, 4)} for name, chance in order]
        return [{"name": "nlu_fallback", "confidence": self.thresholds.sure_of_act}, *ranking] if unsure else ranking


def _pieces(text: str) -> List[str]:
    words = text.split()
    if len(words) <= PIECE + OVERLAP:
        return [text]
    return [" ".join(words[start : start + PIECE]) for start in range(0, len(words) - OVERLAP, PIECE - OVERLAP)]
