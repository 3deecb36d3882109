"""What is said (linear models over words and characters) and what is meant (the encoder's answers), weighed together."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Dict, List, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


class Words:
    """Words, pairs of words, and runs of characters inside words, weighed by TF-IDF."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b|[?!]", min_df=2, dtype=np.float32
        )
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=6, dtype=np.float32
        )

    def fit(self, texts: Sequence[str]) -> None:
        self._words.fit(texts)
        self._characters.fit(texts)

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return sparse.hstack([self._words.transform(texts), self._characters.transform(texts)], format="csr")


class Heads:
    """Linear models over the same features, one for each label; all weights in one matrix."""

    def __init__(self, labels: Sequence[str], weights: np.ndarray, bias: np.ndarray) -> None:
        # features × labels in memory order: a sparse row is then multiplied without copying the matrix.
        self.labels, self.bias = list(labels), bias
        self.weights = np.ascontiguousarray(weights, dtype=np.float32)

    @classmethod
    def fitted(cls, rows: sparse.csr_matrix, targets: np.ndarray, labels: Sequence[str], strength: float) -> "Heads":
        """Each label against the rest; `targets` n × labels of 0 and 1, `strength` scikit-learn's C."""

        def one(column: int) -> LogisticRegression:
            model = LogisticRegression(C=strength, solver="liblinear", max_iter=30, tol=2e-2)
            return model.fit(rows, targets[:, column])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            models = list(pool.map(one, range(len(labels))))
        weights = np.column_stack([model.coef_[0] for model in models])
        return cls(labels, weights, np.array([model.intercept_[0] for model in models], dtype=np.float32))

    def scores(self, rows: sparse.csr_matrix) -> np.ndarray:
        """n × labels, log-odds."""
        return np.asarray(rows @ self.weights) + self.bias


@dataclass
class Topic:
    """One question: what is said answers it here, what is meant comes from the encoder, and `trust` weighs that."""

    said: Heads
    trust: float

    @property
    def labels(self) -> List[str]:
        return self.said.labels

    def chances(self, rows: sparse.csr_matrix, meant: np.ndarray) -> np.ndarray:
        """n × labels: how likely each is by itself; several may be."""
        return log_odds_to_probability((1 - self.trust) * self.said.scores(rows) + self.trust * meant)

    def shares(self, rows: sparse.csr_matrix, meant: np.ndarray, temperature: float) -> np.ndarray:
        """n × labels that add up to one in each row."""
        said = log_share(self.said.scores(rows))
        return np.exp(log_share(((1 - self.trust) * said + self.trust * log_share(meant)) / temperature))


def log_odds_to_probability(scores: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-scores))


def log_share(scores: np.ndarray) -> np.ndarray:
    """Logarithms of probabilities that add up to one over the labels of each row."""
    lowered = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(lowered - np.log(np.exp(lowered).sum(axis=1, keepdims=True)))


def ranked(names: Sequence[str], values: Sequence[float]) -> Dict[str, float]:
    return dict(sorted(zip(names, (float(value) for value in values)), key=lambda pair: -pair[1]))
