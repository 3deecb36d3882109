"""`make adapt`: learns the encoder's adapter from data/nlu, and reference vectors for the tests.

It goes on from the adapter that is there, which is how data that was added is learned in less time; `--anew` begins
with the encoder as it was published.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Dict, Iterable, List, Tuple

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from bot.encoder_files import (
    ADAPTER,
    MAX_TOKENS,
    QUESTIONS,
    TOKENIZER,
    WEIGHTS,
    EncoderError,
    check_files,
    encoder_folder,
)
from bot.spelling import Speller
from bot.tuning.batches import LENGTHS, Labels, labels_by_question, labels_of
from bot.tuning.learning import Recipe, learn
from bot.tuning.network import Tensors, answer, tokens, vectors
from bot.tuning.reading import data_digest, read_examples

UNFINISHED = ADAPTER.with_suffix(".unfinished")
REFERENCES = Path(__file__).resolve().parents[2] / "tests" / "bot"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.tuning")
    parser.add_argument("--anew", action="store_true", help="forget the adapter that is there")
    parser.add_argument("--rounds", type=int, default=Recipe().rounds, help="how often each example is read")
    arguments = parser.parse_args()
    folder = encoder_folder()
    try:
        check_files(folder)
    except EncoderError as error:
        print(f"signpost: {error}", file=sys.stderr)
        return 1
    weights = {name: part for name, part in load_file(folder / WEIGHTS).items() if part.dtype == np.float32}
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LENGTHS[-1])
    examples, recipe = read_examples(), Recipe(rounds=arguments.rounds)
    speller, labels = Speller.of(one.text for one in examples), labels_of(examples)
    examples = [replace(one, text=speller.mended(one.text)) for one in examples]
    earlier, history = ({}, []) if arguments.anew or not ADAPTER.exists() else _earlier(labels)
    _say(f"learning from {len(examples)} examples; a round takes some minutes on two cores")
    history.append({**asdict(recipe), "examples": len(examples), "data": data_digest()})
    made_from = {"history": json.dumps(history), "labels": json.dumps(labels_by_question(labels))}
    for learned in learn(examples, labels, weights, tokenizer, speller, recipe, _say, earlier):
        kept = {name: part.astype(np.float16) for name, part in learned.items()}
        save_file(kept, UNFINISHED, metadata=made_from)
    # The adapter that serves is replaced only by a finished one.
    UNFINISHED.replace(ADAPTER)
    _write_references(weights, kept, tokenizer)
    _say(f"wrote {ADAPTER.name}. Now: make train, make evaluate")
    return 0


def _earlier(labels: Labels) -> Tuple[Tensors, List[Dict[str, Any]]]:
    """What was learned before, and how; heads only where they answer with the same labels."""
    with safe_open(ADAPTER, "numpy") as file:
        told = file.metadata() or {}
        before = json.loads(told.get("labels", "{}"))
        other = [name for name, own in labels_by_question(labels).items() if before.get(name) != own]
        names = [name for name in file.keys() if name.split(".")[0] not in other]  # noqa: SIM118
        return {name: file.get_tensor(name).astype(np.float32) for name in names}, json.loads(told.get("history", "[]"))


def _write_references(weights: Tensors, kept: Tensors, tokenizer: Tokenizer) -> None:
    """Vectors and answers for the texts of the published encoder's references, one text at a time."""
    tokenizer.enable_truncation(MAX_TOKENS)
    texts = [
        one["text"]
        for one in json.loads((REFERENCES / "reference_vectors.json").read_text(encoding="utf-8"))["vectors"]
    ]
    learned, found = {name: part.astype(np.float32) for name, part in kept.items()}, []
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], np.int32)
        mask = np.ones(ids.shape, np.float32)
        x = tokens(weights, learned, ids, mask)
        answers = [number for name in QUESTIONS for number in np.asarray(answer(learned, name, x, mask))[0]]
        vector = np.asarray(vectors(weights, learned, ids, mask))[0]
        found.append({"text": text, "vector": _rounded(vector), "answers": _rounded(answers)})
    path = REFERENCES / "adapted_vectors.json"
    path.write_text(json.dumps({"made_with": "bot/tuning (JAX)", "vectors": found}) + "\n", encoding="utf-8")


def _rounded(numbers: Iterable[Any]) -> List[float]:
    return [round(float(number), 7) for number in numbers]


def _say(text: str) -> None:
    print(f"signpost: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
