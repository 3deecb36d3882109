"""The fixed words that answer a danger; wording.json has them, contacts fill in the numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from safety.contacts import Contact, snapshot
from safety.danger import ORDER

_FILE = Path(__file__).parent / "wording.json"
SMS_SEPTETS = 306  # two segments of 153
_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
# With these at the head of a text, 999 needs no sentence of its own.
_SAYS_999 = frozenset(("medical",))


def reply(kinds: Sequence[str], contacts: Mapping[str, Contact], channel: str = "web") -> tuple[str, ...]:
    """Messages to show, in this order: most urgent kind first, no sentence twice; one message for sms.

    A contact that is missing, or lacks what a sentence names, is taken from the snapshot.
    """
    urgent = [kind for kind in ORDER if kind in kinds]
    if not urgent:
        return ()
    numbers = _Numbers(contacts)
    return (_sms(urgent, numbers),) if channel == "sms" else _web(urgent, numbers)


def septets(text: str) -> int | None:
    """Length in the GSM 03.38 alphabet; None if a character is not in it."""
    if any(letter not in _GSM_BASIC and letter not in _GSM_EXTENDED for letter in text):
        return None
    return sum(2 if letter in _GSM_EXTENDED else 1 for letter in text)


def _web(kinds: Iterable[str], numbers: _Numbers) -> tuple[str, ...]:
    words = _wording()
    messages = [message for kind in kinds for message in words["web"][kind]] + words["web_end"]
    said: set[str] = set()
    shown = []
    for message in messages:
        new = [sentence for sentence in message if sentence not in said]
        said.update(new)
        if new:
            shown.append(" ".join(numbers.fill(sentence) for sentence in new))
    return tuple(shown)


def _sms(kinds: Sequence[str], numbers: _Numbers) -> str:
    """As many sentences as fit into two segments, the most urgent first."""
    words = _wording()
    if len(kinds) == 1:
        sentences = words["sms"][kinds[0]]
    else:
        danger = [] if kinds[0] in _SAYS_999 else words["sms_together_danger"]
        sentences = danger + [sentence for kind in kinds for sentence in words["sms_together"][kind]]
    text = ""
    for sentence in sentences + words["sms_end"]:
        longer = f"{text} {numbers.fill(sentence)}".strip()
        if (septets(longer) or 0) <= SMS_SEPTETS:
            text = longer
    return text


class _Numbers:
    """Contacts as sentences name them: {samaritans.phone}."""

    def __init__(self, contacts: Mapping[str, Contact]) -> None:
        self._given = contacts
        self._snapshot = snapshot()

    def fill(self, sentence: str) -> str:
        return sentence.format_map(self)

    def __getitem__(self, key: str) -> _Fields:
        return _Fields(self._given.get(key), self._snapshot[key])


class _Fields:
    def __init__(self, given: Contact | None, safe: Contact) -> None:
        self._given = given
        self._safe = safe

    def __getattr__(self, name: str) -> str:
        value = getattr(self._given, name, None)
        return value if isinstance(value, str) and value and septets(value) else getattr(self._safe, name)


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    return json.loads(_FILE.read_text(encoding="utf-8"))
