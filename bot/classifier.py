"""Two linear models over one set of features: what the resident does (act), and which needs are meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence

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


@dataclass
class Features:
    """Words and pairs, character runs inside words, and (where there is an encoder) a scaled sentence vector."""

    embedding_scale: float
    words: TfidfVectorizer = field(
        default_factory=lambda: TfidfVectorizer(
            ngram_range=(1, 2),
            sublinear_tf=True,
            token_pattern=r"(?u)\b\w+\b|[?!]",
            min_df=1,
            dtype=np.float32,
        )
    )
    characters: TfidfVectorizer = field(
        default_factory=lambda: TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 5),
            sublinear_tf=True,
            min_df=3,
            dtype=np.float32,
        )
    )

    def fit(self, texts: Sequence[str]) -> None:
        self.words.fit(texts)
        self.characters.fit(texts)

    def transform(
        self, texts: Sequence[str], vectors: Optional[np.ndarray]
    ) -> sparse.csr_matrix:
        parts = [self.words.transform(texts), self.characters.transform(texts)]
        if vectors is not None:
            parts.append(sparse.csr_matrix(vectors * self.embedding_scale))
        return sparse.hstack(parts, format="csr")


class Heads:
    """One-against-the-rest logistic regressions that share features; all dense weights in one matrix."""

    def __init__(
        self, labels: List[str], weights: np.ndarray, bias: np.ndarray
    ) -> None:
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
            model = LogisticRegression(
                C=strength, solver="liblinear", class_weight=None, max_iter=60, tol=3e-3
            )
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


@dataclass
class Reading:
    """What one message says: acts and needs with probabilities, best first; `needs` holds those judged present."""

    acts: Dict[str, float]
    need_odds: Dict[str, float]
    needs: List[str]


def ranked(names: Sequence[str], values: Sequence[float]) -> Dict[str, float]:
    return dict(
        sorted(
            zip(names, (float(value) for value in values)), key=lambda pair: -pair[1]
        )
    )


def as_config(values: Dict[str, Any], defaults: Dict[str, Any]) -> Dict[str, Any]:
    return {
        **defaults,
        **{key: value for key, value in values.items() if key in defaults},
    }
