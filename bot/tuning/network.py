"""all-MiniLM-L6-v2 in JAX with low-rank additions to its linear parts, and heads that answer the questions.

The same sums as bot/encoder_graph.py; a test holds the two together by reference vectors.
"""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bot.encoder_files import ADAPTED, HEADS, HIDDEN, LAYERS, QUESTIONS

Tensors = Dict[str, Any]
# What is missed here costs more than anything else.
DANGER_WEIGHT = 3.0
# Nobody labels without error: no head is asked to be surer than this.
SMOOTH, FLOOR = 0.98, 0.005


class Batch(NamedTuple):
    """Everything is float32 but `ids`; a row of `…_known` is 0 where the example says nothing about that question."""

    ids: np.ndarray  # texts × tokens, int32
    mask: np.ndarray  # texts × tokens, 1 where there is a token
    act: np.ndarray  # texts × acts, one 1
    act_known: np.ndarray
    needs: np.ndarray  # texts × needs, any number of 1
    several: np.ndarray  # texts × 4, one 1: no need, one, two, more
    real: np.ndarray  # 0 where a row only fills the batch
    main: np.ndarray  # texts × needs, one 1
    main_known: np.ndarray
    dangers: np.ndarray  # texts × dangers
    dangers_known: np.ndarray


def beginning(weights: Tensors, rank: int, sizes: Dict[str, int], seed: int) -> Dict[str, Tensors]:
    """Learned parts before learning: additions that change nothing, heads that know nothing."""
    chance = np.random.default_rng(seed)
    additions: Tensors = {}
    for layer in range(LAYERS):
        for part in ADAPTED:
            name = f"encoder.layer.{layer}.{part}"
            out, into = weights[f"{name}.weight"].shape
            additions[f"{name}.down"] = chance.normal(0, into**-0.5, (into, rank)).astype(np.float32)
            additions[f"{name}.up"] = np.zeros((rank, out), np.float32)
    heads: Tensors = {}
    for question, size in sizes.items():
        # At first every label looks at all words alike.
        heads[f"{question}.look"] = np.zeros((HIDDEN, size), np.float32)
        heads[f"{question}.weight"] = chance.normal(0, 0.02, (HIDDEN, size)).astype(np.float32)
        heads[f"{question}.bias"] = np.zeros(size, np.float32)
    return {"additions": additions, "heads": heads}


def vectors(weights: Tensors, additions: Tensors, ids: Any, mask: Any) -> Any:
    """texts × 384, of unit length."""
    mean = (tokens(weights, additions, ids, mask) * mask[..., None]).sum(1) / mask[..., None].sum(1)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


def tokens(
    weights: Tensors, additions: Tensors, ids: Any, mask: Any, key: Optional[Any] = None, dropped: float = 0.0
) -> Any:
    """texts × tokens × 384; `key` and `dropped` (a share of 0 to 1) are for learning only."""
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: ids.shape[1]][None]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    keys = jax.random.split(key, 2 * LAYERS) if key is not None else [None] * (2 * LAYERS)
    x = _normal(x, weights, "embeddings.LayerNorm")
    apart = jnp.where(mask[:, None, None, :] > 0, 0.0, -1e9)
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        mixed = _attended(x, weights, additions, f"{name}.attention", apart)
        x = _normal(x + _dropped(mixed, keys[2 * layer], dropped), weights, f"{name}.attention.output.LayerNorm")
        inner = jax.nn.gelu(_linear(x, weights, additions, f"{name}.intermediate.dense"), approximate=False)
        made = _linear(inner, weights, additions, f"{name}.output.dense")
        x = _normal(x + _dropped(made, keys[2 * layer + 1], dropped), weights, f"{name}.output.LayerNorm")
    return x


def answer(heads: Tensors, question: str, x: Any, mask: Any) -> Any:
    """texts × labels, log-odds: each label looks at the words that matter to it, and weighs them."""
    looks = jnp.where(mask[..., None] > 0, x @ heads[f"{question}.look"], -1e9)
    weighed = jax.nn.softmax(looks, axis=1) * (x @ heads[f"{question}.weight"])
    return weighed.sum(1) + heads[f"{question}.bias"]


def loss(learned: Dict[str, Tensors], weights: Tensors, batch: Batch, key: Any, dropped: float) -> Any:
    """How far the heads are from the labels: one act, one main need, any needs, any dangers."""
    x = tokens(weights, learned["additions"], batch.ids, batch.mask, key, dropped)
    acts, main, needs, several, dangers = (answer(learned["heads"], name, x, batch.mask) for name in QUESTIONS)
    one_act = -(jax.nn.log_softmax(acts) * batch.act).sum(-1) * batch.act_known
    one_main = -(jax.nn.log_softmax(main) * batch.main).sum(-1) * batch.main_known
    how_many = -(jax.nn.log_softmax(several) * batch.several).sum(-1) * batch.real
    any_need = optax.sigmoid_binary_cross_entropy(needs, batch.needs * SMOOTH + FLOOR).sum(-1)
    any_danger = optax.sigmoid_binary_cross_entropy(dangers, batch.dangers * SMOOTH + FLOOR).sum(-1)
    dangers_weighed = DANGER_WEIGHT * any_danger * batch.dangers_known
    summed = one_act + 0.5 * one_main + 0.5 * how_many + any_need * batch.real + dangers_weighed
    return summed.sum() / batch.real.sum()


def _linear(x: Any, weights: Tensors, additions: Tensors, name: str) -> Any:
    made = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return made + (x @ additions[f"{name}.down"]) @ additions[f"{name}.up"]


def _attended(x: Any, weights: Tensors, additions: Tensors, name: str, apart: Any) -> Any:
    texts, length, _ = x.shape

    def heads(part: str) -> Any:
        made = _linear(x, weights, additions, f"{name}.self.{part}")
        return made.reshape(texts, length, HEADS, HIDDEN // HEADS).transpose(0, 2, 1, 3)

    products = heads("query") @ heads("key").transpose(0, 1, 3, 2) * (HIDDEN / HEADS) ** -0.5
    mixed = jax.nn.softmax(products + apart, axis=-1) @ heads("value")
    return _linear(mixed.transpose(0, 2, 1, 3).reshape(x.shape), weights, additions, f"{name}.output.dense")


def _normal(x: Any, weights: Tensors, name: str) -> Any:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _dropped(x: Any, key: Optional[Any], share: float) -> Any:
    if key is None or not share:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - share, x.shape), x / (1 - share), 0)
