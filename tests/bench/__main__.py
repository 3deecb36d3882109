"""`make bench`: speeds and memory of the parts, as a table with its method above it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from geography import locate
from knowledge_base.opening import open_state
from safety import find_danger
from tests.bench.figures import Figures, repeated
from tests.bench.searching import NOW, Searches, some_hours
from tests.bench.understanding import training_seconds, understanding

SIZES = (260, 1_000, 5_000)
MESSAGE = "no food till friday and leccys nearly gone, cv11 4dr"
METHOD = f"""\
One thread on this machine, in one run. Search: SQLite in a file, {Searches.WHAT}; starter records, then copies of them
up to four miles away. "in the database" runs every statement of a search again on the bare driver, with its rows
fetched; "driver's execute" is what SQLAlchemy's cursor events see of the search itself, without fetching.
Times in milliseconds; p95 is the 95% point.
"""


def main() -> None:
    print(METHOD)
    print(f"{'what':52} {'repeats':>8} {'median':>9} {'p95':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            measure_search(Path(folder), size)
    hours = some_hours()
    parts: dict[str, Callable[[], object]] = {
        "is it open and when next, one service": lambda: open_state(hours, NOW),
        "geography: the place in one message": lambda: locate(MESSAGE),
        "safety: danger in one message": lambda: find_danger(MESSAGE),
    }
    for what, part in parts.items():
        show(what, repeated(part))
    measure_understanding()


def measure_search(folder: Path, size: int) -> None:
    searches = Searches(folder, size)
    show(f"search among {size}: in the database", searches.fetched)
    show(f"search among {size}: driver's execute", searches.executed)
    show(f"search among {size}: statements (a count)", searches.statements, milliseconds=False)
    show(f"search among {size}: the whole call", searches.whole)


def measure_understanding() -> None:
    found = understanding()
    if isinstance(found, str):
        print(found)
        return
    seconds = training_seconds()
    print(f"{'training the assistant, seconds':52} {'1':>8} {'failed' if seconds is None else format(seconds, '9.1f')}")
    show("understanding one message (Rasa, in its own process)", found.answers)
    print(f"{'from starting that process to its first answer':52} {'1':>8} {found.first_seconds * 1000:9.0f}")
    print(
        f"{'memory of that process, MB: now, and at its most':52} {'1':>8} {found.memory_mb:9.0f} {found.peak_mb:9.0f}"
    )


def show(what: str, figures: Figures, milliseconds: bool = True) -> None:
    scale, digits = (1000, 2) if milliseconds else (1, 0)
    median, p95 = figures.median * scale, figures.p95 * scale
    print(f"{what:52} {len(figures):>8} {median:9.{digits}f} {p95:9.{digits}f}", flush=True)


if __name__ == "__main__":
    main()
