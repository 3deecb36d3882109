"""Sentences as vectors: all-MiniLM-L6-v2 by ONNX Runtime on its checked weights (docs/decisions/0006)."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer

from bot.encoder_files import (
    ADAPTER,
    HIDDEN,
    MAX_TOKENS,
    QUESTIONS,
    TOKENIZER,
    WEIGHTS,
    EncoderError,
    check_files,
    encoder_folder,
)
from bot.encoder_graph import APART, build

# Tokens that go through the network at once, of one text or of several.
PACK_TOKENS = 128
# From here on (training) both cores are used; a message being answered keeps to its thread.
MANY_PACKS = 8


class Encoder:
    def __init__(self, folder: Path, adapter: Path | None = None) -> None:
        """Reads the two files of DIGESTS from `folder`; raises EncoderError unless both are the known ones.

        `adapter`: what bot/tuning learned on top of them; without it, the encoder as it was published.
        """
        check_files(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        learned, self.labels = _read_adapter(adapter) if adapter else ({}, {})
        self._session = _session((folder / WEIGHTS).resolve(), learned)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """n × 384 float32, each row of unit length: the mean over the first 128 tokens of a text."""
        return self._all("vectors", HIDDEN, texts)

    def answers(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """For each of QUESTIONS n × its labels, log-odds. Only with an adapter; `labels` names the columns."""
        sizes = [len(self.labels[name]) for name in QUESTIONS]
        found = self._all("answers", sum(sizes), texts)
        return dict(zip(QUESTIONS, np.split(found, np.cumsum(sizes)[:-1], axis=1)))

    def _all(self, output: str, size: int, texts: Sequence[str]) -> np.ndarray:
        packs = list(_packs([self._token_ids(text) for text in texts]))
        if len(packs) < MANY_PACKS:
            parts = [self._run(output, pack) for pack in packs]
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                parts = list(pool.map(functools.partial(self._run, output), packs))
        return np.concatenate([np.empty((0, size), dtype=np.float32), *parts])

    def _token_ids(self, text: str) -> list[int]:
        # Half a surrogate pair, which JSON can carry, is refused by the tokenizer.
        return list(self._tokenizer.encode(text.encode("utf-8", "replace").decode()).ids)

    def _run(self, output: str, pack: list[list[int]]) -> np.ndarray:
        lengths = np.array([len(ids) for ids in pack])
        owners = np.repeat(np.arange(len(pack)), lengths)
        inputs = {
            "ids": np.concatenate(pack),
            "places": np.concatenate([np.arange(length) for length in lengths]),
            "apart": np.where(owners[:, None] == owners, 0, APART).astype(np.float32),
            "shares": np.where(np.arange(len(pack))[:, None] == owners, 1 / lengths[owners], 0).astype(np.float32),
        }
        found: np.ndarray = self._session.run([output], inputs)[0]
        return found


@functools.lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The encoder of this process, adapted to what residents write. Raises EncoderError."""
    return Encoder(encoder_folder(), ADAPTER)


def _read_adapter(path: Path) -> tuple[dict[str, np.ndarray], dict[str, list[str]]]:
    """What was learned, by name, and the labels of each of QUESTIONS. Raises EncoderError."""
    try:
        with safe_open(path, "numpy") as file:
            # Kept in 16 bits, computed with in 32.
            learned = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
            return learned, json.loads(file.metadata()["labels"])
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise EncoderError(
            f"The encoder's adapter {path} cannot be read ({error}). Restore it, or run `make adapt`."
        ) from error


def _session(weights: Path, learned: dict[str, np.ndarray]) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph names the weights by file and offset: the runtime maps them into memory where they lie.
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(weights.parent))
    return onnxruntime.InferenceSession(build(weights, learned), options, providers=["CPUExecutionProvider"])


def _packs(texts: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """Texts in their order, as many together as fit PACK_TOKENS: laid end to end they need no padding."""
    pack: list[list[int]] = []
    for ids in texts:
        if pack and sum(map(len, pack)) + len(ids) > PACK_TOKENS:
            yield pack
            pack = []
        pack.append(ids)
    if pack:
        yield pack
