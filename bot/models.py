"""Which trained model is the right one: named by the fingerprint of everything that goes into it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "models"
SOURCES = (
    "config.yml",
    "domain.yml",
    "requirements/rasa.txt",
    "requirements/encoder.txt",
)
# Not safety: its patterns run beside the model and are never trained.
SOURCE_FOLDERS = ("data", "bot", "geography")


SERVING = (ROOT / "bot" / "endpoints.yml", ROOT / "bot" / "credentials.yml")


class NoModelError(Exception):
    """The assistant has not been trained on the data as it is now."""


def fingerprint() -> str:
    """64 hexadecimal digits over names and contents of all that training reads."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def model_path() -> Path:
    return FOLDER / f"signpost-{fingerprint()[:16]}.tar.gz"


def trained_model() -> Path:
    """The model for the data as it is; $SIGNPOST_MODEL names another, for a deployment that trains elsewhere."""
    path = Path(os.environ.get("SIGNPOST_MODEL") or model_path())
    if not path.exists():
        raise NoModelError("The assistant is not trained for its present data. Run: make train")
    return path


def _sources() -> list[Path]:
    files = [ROOT / name for name in SOURCES if (ROOT / name).exists()]
    # How Rasa is served (endpoints.yml, credentials.yml) changes nothing of what it learns.
    for folder in SOURCE_FOLDERS:
        files += [
            path
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path not in SERVING
        ]
    return files
