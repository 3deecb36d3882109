from __future__ import annotations

from typing import Optional, Sequence

import numpy as np


class Encoder:
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        raise NotImplementedError


def load_encoder() -> Optional[Encoder]:
    return None
