"""Residents who text us through Notify: in order, each text until it was accepted, some of them more than once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.channels.sms.fake_notify import FakeNotify, posted

NUMBERS, BURSTS, BURST = 12, 7, 2
# Two of each: words that mean nothing to a keyword, to danger or to redaction.
FIRST = "amber copper indigo silver violet scarlet maroon ochre russet cobalt sepia umber ivory saffron".split()
SECOND = "kestrel badger otter lapwing heron marten curlew plover bittern dormouse linnet siskin".split()
THIRD = "harbour meadow orchard quarry valley causeway paddock thicket".split()
ACCEPTED_WITHIN_SECONDS = 120
AGAIN = 0.3


@dataclass
class Resident:
    """`due`: after how many kills each burst of texts is written. `refused`: how often a webhook gave no 2xx."""

    number: str
    texts: list[str]
    due: list[float]
    random: Random
    accepted: list[str] = field(default_factory=list)
    refused: int = 0
    repeated: int = 0

    def write(self, notify: FakeNotify, url: str, kills: Callable[[], int], stop: threading.Event) -> None:
        for at, due in enumerate(self.due):
            while kills() < due and not stop.wait(0.05):
                pass
            burst = self.texts[at * BURST : (at + 1) * BURST]
            # All of them are in the provider's list, where a worker may find them, before the first webhook comes.
            ids = [notify.receives(self.number, text) for text in burst]
            for text, text_id in zip(burst, ids, strict=True):
                if stop.is_set() or not self._bring(notify, text_id, url, stop):
                    return
                self.accepted.append(text)
                if self.random.random() < AGAIN:
                    self._repeat(notify, self.random.choice(ids[: ids.index(text_id) + 1]), url)

    def _bring(self, notify: FakeNotify, text_id: str, url: str, stop: threading.Event) -> bool:
        """As Notify does it: again until there is a 2xx; the next text of this resident waits for it."""
        deadline = time.monotonic() + ACCEPTED_WITHIN_SECONDS
        while time.monotonic() < deadline and not stop.is_set():
            if 200 <= posted(url, *notify.callback(text_id)) < 300:
                return True
            self.refused += 1
            stop.wait(self.random.uniform(0.1, 0.6))
        return False

    def _repeat(self, notify: FakeNotify, text_id: str, url: str) -> None:
        self.repeated += 1
        posted(url, *notify.callback(text_id))


def residents(random: Random, kills: int) -> list[Resident]:
    """Texts come over the whole time in which there are kills."""
    words = [f"{one} {two} {three}" for one in FIRST for two in SECOND for three in THIRD]
    each = BURSTS * BURST
    chosen = random.sample(words, NUMBERS * each)
    made = []
    for at in range(NUMBERS):
        due = sorted(random.uniform(0, kills - 2) for _ in range(BURSTS))
        texts = chosen[at * each : (at + 1) * each]
        made.append(Resident(f"077009001{at:02}", texts, due, Random(random.random())))
    return made
