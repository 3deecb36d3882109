"""Two linear models over one set of features: what the resident does (act), and which needs are meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

NEED_ACT = "need"


@dataclass
class Example:
    text: str
    act: str
    needs: Sequence[str]
    # None where nobody has said whether there is danger: such an example teaches nothing about it.
    dangers: Optional[Sequence[str]] = None


class Words:
    """Words, pairs of words, and runs of characters inside words, weighed by TF-IDF."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b|[?!]", min_df=1, dtype=np.float32
        )
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3, dtype=np.float32
        )

    def fit(self, texts: Sequence[str]) -> None:
        self._words.fit(texts)
        self._characters.fit(texts)

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return sparse.hstack([self._words.transform(texts), self._characters.transform(texts)], format="csr")


class Neighbours:
    """What the most similar training examples meant, by their sentence vectors."""

    def __init__(self, vectors: np.ndarray, targets: np.ndarray, nearest: int, sharpness: float) -> None:
        """`vectors` n × 384 of unit length, `targets` n × labels of 0 and 1."""
        self.vectors, self.targets = vectors, targets.astype(np.float32)
        self.nearest, self.sharpness = nearest, sharpness
        self.frequencies = self.targets.mean(axis=0) + 1e-6

    def shares(self, vectors: np.ndarray) -> np.ndarray:
        """m × labels: how much of the neighbours' weight carries each label; a weight falls with the distance."""
        closeness = vectors @ self.vectors.T
        found = np.argpartition(-closeness, self.nearest, axis=1)[:, : self.nearest]
        rows = []
        for row, near in zip(closeness, found):
            weights = np.exp(self.sharpness * (row[near] - row[near].max()))
            rows.append(weights @ self.targets[near] / weights.sum())
        return np.vstack(rows)


class Heads:
    """One-against-the-rest logistic regressions over the same words; all weights in one matrix."""

    def __init__(self, labels: List[str], weights: np.ndarray, bias: np.ndarray) -> None:
        self.labels, self.weights, self.bias = labels, weights, bias

    @classmethod
    def train(
        cls,
        rows: sparse.csr_matrix,
        targets: np.ndarray,
        labels: List[str],
        strength: float,
    ) -> "Heads":
        """`targets` is n × labels of 0 and 1; `strength` is scikit-learn's C."""
        weights, bias = [], []
        for column in range(len(labels)):
            model = LogisticRegression(C=strength, solver="liblinear", max_iter=60, tol=3e-3)
            model.fit(rows, targets[:, column])
            weights.append(model.coef_[0].astype(np.float32))
            bias.append(float(model.intercept_[0]))
        return cls(labels, np.vstack(weights), np.array(bias, dtype=np.float32))

    def scores(self, rows: sparse.csr_matrix) -> np.ndarray:
        """n × labels, log-odds."""
        return np.asarray(rows @ self.weights.T) + self.bias


def log_odds_to_probability(scores: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-scores))


def share(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities that add up to one over the labels of each row."""
    scaled = scores / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    powers = np.exp(scaled)
    return powers / powers.sum(axis=1, keepdims=True)


def ranked(names: Sequence[str], values: Sequence[float]) -> Dict[str, float]:
    return dict(sorted(zip(names, (float(value) for value in values)), key=lambda pair: -pair[1]))
