from __future__ import annotations

import statistics
import time
from collections.abc import Callable

REPEATS = 300
WARM_UP = 20


class Figures(list[float]):
    """Measurements of one thing, in seconds or as a count."""

    @property
    def median(self) -> float:
        return statistics.median(self)

    @property
    def p95(self) -> float:
        return sorted(self)[int(len(self) * 0.95)]


def repeated(run: Callable[[], object]) -> Figures:
    """Seconds of each run, after some that do not count."""
    seconds = Figures()
    for turn in range(WARM_UP + REPEATS):
        started = time.perf_counter()
        run()
        if turn >= WARM_UP:
            seconds.append(time.perf_counter() - started)
    return seconds
