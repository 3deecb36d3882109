from __future__ import annotations

import logging
import os
import sys
import warnings


def keep_quiet() -> None:
    """Set before Rasa is imported. As a library it prints message texts at DEBUG; nothing of ours logs what people type."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    warnings.filterwarnings("ignore")
    logging.basicConfig(level=logging.WARNING)
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def keep_small() -> None:
    """Set before Rasa is imported: TensorFlow looks for JAX, which nothing here uses in this environment, and does without (some 60 MB)."""
    sys.modules.setdefault("jax", None)  # type: ignore[arg-type]
