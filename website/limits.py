"""How often somebody may write, and which turn a conversation has come to.

Both are counters in one storage: memory for one process, Redis for several (a setting). Counting is ours to call
and not a decorator's, because danger is looked for first, and then over the limit too.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

_log = logging.getLogger(__name__)
# Waiting for a dead storage at each of a message's counters would cost every resident seconds.
_LEFT_ALONE_SECONDS = 10.0
_Result = TypeVar("_Result")


class Limits:
    def __init__(self, counters: Counters, *, per_conversation: str, per_address: str) -> None:
        self._counters = counters
        self._per_conversation = parse(per_conversation)
        self._per_address = parse(per_address)

    def exceeded(self, conversation_id: str, address: str | None) -> bool:
        """Counts one message; whether it is one too many for its conversation or its address."""
        conversation_fits = self._counters.hit(self._per_conversation, "conversation", conversation_id)
        address_fits = self._counters.hit(self._per_address, "address", network_of(address))
        return not (conversation_fits and address_fits)


class Turns:
    """The last turn of each conversation, so that a choice of an older one is known even with its old token.

    Where the storage has forgotten (restarted, or memory of another process), the token's own turn decides.
    """

    def __init__(self, counters: Counters, *, idle_minutes: int) -> None:
        self._counters = counters
        self._seconds = idle_minutes * 60

    def latest(self, conversation_id: str, at_least: int) -> int:
        return max(at_least, self._counters.value(f"turn/{conversation_id}"))

    def reached(self, conversation_id: str, turn: int) -> None:
        self._counters.raise_to(f"turn/{conversation_id}", turn, self._seconds)


class Counters:
    """Counters in a storage that may fail: then this process counts for itself, and asks again after a while."""

    def __init__(self, storage: str) -> None:
        patience = {"socket_timeout": 1, "socket_connect_timeout": 1} if storage.startswith("redis") else {}
        self._storage: Storage = storage_from_string(storage, **patience)  # type: ignore[assignment]
        self._own: Storage = MemoryStorage()
        self._left_alone_until = 0.0

    def hit(self, limit: RateLimitItem, *key: str) -> bool:
        return self._with_storage(lambda storage: FixedWindowRateLimiter(storage).hit(limit, *key))

    def value(self, key: str) -> int:
        return self._with_storage(lambda storage: int(storage.get(key) or 0))

    def raise_to(self, key: str, value: int, seconds: int) -> None:
        def raise_in(storage: Storage) -> None:
            # A new key with each rise, so that its time starts again: the counter of a long talk must not die in it.
            storage.clear(key)
            storage.incr(key, seconds, amount=value)

        self._with_storage(raise_in)

    def _with_storage(self, use: Callable[[Storage], _Result]) -> _Result:
        if time.monotonic() < self._left_alone_until:
            return use(self._own)
        try:
            return use(self._storage)
        except Exception as error:  # each storage has its own errors; none may cost an answer
            _log.warning("limits storage unavailable: %s", type(error).__name__)
            self._left_alone_until = time.monotonic() + _LEFT_ALONE_SECONDS
            return use(self._own)


def network_of(address: str | None) -> str:
    """An address, or the /64 of an IPv6 one: that is what one household or phone is given."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
