"""The learning itself: some rounds over the examples, Adam with a warm start and a long end."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence

import jax
import jax.numpy as jnp
import numpy as np
import optax
from tokenizers import Tokenizer

from bot.encoder_files import QUESTIONS
from bot.examples import HOW_MANY, Example
from bot.spelling import Speller
from bot.tuning.batches import Labels, one_round
from bot.tuning.network import Tensors, beginning, loss

Say = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """First guesses that served; only the pace was compared, with one four times as fast, by the loss of 300 steps."""

    rounds: int = 5
    rank: int = 16
    pace: float = 1e-3
    pace_of_heads: float = 1e-2
    dropped: float = 0.1
    seed: int = 0


def learn(
    examples: Sequence[Example],
    labels: Labels,
    weights: Tensors,
    tokenizer: Tokenizer,
    speller: Speller,
    recipe: Recipe,
    say: Say,
    earlier: Optional[Tensors] = None,
) -> Iterator[Tensors]:
    """Additions and heads, by name, after each round; the last are the learned ones. `earlier`: such, to go on from; heads of other labels are begun anew."""
    acts, needs, dangers = len(labels.acts), len(labels.needs), len(labels.dangers)
    sizes = dict(zip(QUESTIONS, (acts, needs, needs, len(HOW_MANY), dangers)))
    learned = beginning(weights, recipe.rank, sizes, recipe.seed)
    for parts in learned.values():
        for name, part in parts.items():
            known = (earlier or {}).get(name)
            parts[name] = part if known is None or known.shape != part.shape else known
    steps = recipe.rounds * sum(1 for _ in one_round(examples, labels, tokenizer, speller, random.Random(recipe.seed)))
    optimiser = _optimiser(recipe, steps)
    state = optimiser.init(learned)

    @jax.jit
    def step(weights: Any, learned: Any, state: Any, batch: Any, key: Any) -> Any:
        value, slopes = jax.value_and_grad(partial(loss, dropped=recipe.dropped))(learned, weights, batch, key)
        changes, state = optimiser.update(slopes, state, learned)
        return optax.apply_updates(learned, changes), state, value

    fixed = {name: jnp.asarray(part) for name, part in weights.items()}
    chance, key = random.Random(recipe.seed), jax.random.PRNGKey(recipe.seed)
    for round_number in range(1, recipe.rounds + 1):
        losses: List[Any] = []
        for batch in one_round(examples, labels, tokenizer, speller, chance):
            key, own = jax.random.split(key)
            learned, state, value = step(fixed, learned, state, batch, own)
            losses.append(value)
        say(f"round {round_number} of {recipe.rounds}: loss {float(np.mean([float(one) for one in losses])):.3f}")
        yield {name: np.asarray(part) for parts in learned.values() for name, part in parts.items()}


def _optimiser(recipe: Recipe, steps: int) -> optax.GradientTransformation:
    def adam(pace: float) -> optax.GradientTransformation:
        paced = optax.warmup_cosine_decay_schedule(0, pace, steps // 20, steps, pace / 50)
        return optax.adamw(paced, weight_decay=0.01)

    def kinds(learned: Dict[str, Tensors]) -> Any:
        return {kind: dict.fromkeys(parts, kind) for kind, parts in learned.items()}

    paces = {"additions": adam(recipe.pace), "heads": adam(recipe.pace_of_heads)}
    return optax.chain(optax.clip_by_global_norm(2.0), optax.multi_transform(paces, kinds))
