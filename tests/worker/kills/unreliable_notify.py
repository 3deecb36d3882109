"""The fake Notify with chance in it: slow, broken, too busy, and silent about what it accepted."""

from __future__ import annotations

import threading
import time
from random import Random

from tests.channels.sms.fake_notify import Answer, Asked, FakeNotify, Fault

# So many in a hundred requests; every kind of doubt about whether a text was accepted is among them.
SENDING = {
    Fault.SLOW_AFTER: 3,
    Fault.DROPS_AFTER: 5,
    Fault.BREAKS_AFTER: 4,
    Fault.UNREADABLE_AFTER: 3,
    Fault.DROPS_BEFORE: 5,
    Fault.BREAKS_BEFORE: 5,
    Fault.TOO_FAST: 5,
}
LOOKING_UP = {Fault.DROPS_BEFORE: 8, Fault.BREAKS_BEFORE: 8}
# Before a text is accepted and again before the answer: room for a kill on either side.
MOST_SECONDS = 0.1
SEND, LOOK_UP = ("POST", "/v2/notifications/sms"), ("GET", "/v2/notifications")


class UnreliableNotify(FakeNotify):
    """`look_ups`: how many were asked for; `failed_look_ups`: how many of them got no answer."""

    def __init__(self, random: Random) -> None:
        self.look_ups = self.failed_look_ups = 0
        self._random, self._chance = random, threading.Lock()
        super().__init__()

    def _outcome(self, asked: Asked) -> Answer | None:
        kind = asked.method, asked.path
        with self._chance:
            before, after = (self._random.uniform(0, MOST_SECONDS) for _ in range(2))
            fault = self._drawn(SENDING if kind == SEND else LOOKING_UP if kind == LOOK_UP else {})
        time.sleep(before)
        if fault:
            # Another request of the same kind may take it first, which is as good.
            self.fails(fault, method=asked.method)
        answer = super()._outcome(asked)
        if kind == LOOK_UP:
            with self._chance:
                self.look_ups += 1
                self.failed_look_ups += answer is None or answer.status != 200
        time.sleep(after)
        return answer

    def _drawn(self, hundredths: dict[Fault, int]) -> Fault | None:
        none = 100 - sum(hundredths.values())
        return self._random.choices([None, *hundredths], [none, *hundredths.values()])[0]
