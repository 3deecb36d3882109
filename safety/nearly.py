"""A meter that is low is no meter that is out: the words that say so, which a classifier reads over."""

from __future__ import annotations

import re

# Of the training messages in danger energy_off, one in seven hundred says any of these.
_NEARLY = re.compile(
    r"\b(?:nearly|nealy|nearley|almost|abou?t to (?:run|go)|running (?:out|low)|low on|getting low"
    r"|only (?:got )?\S{1,12} left|(?:quid|pounds?|p|£\d{1,3}) (?:left )?on (?:the|my)|on (?:the )?emergency|on its last)\b",
    re.IGNORECASE,
)


def only_nearly_out(text: str) -> bool:
    return bool(_NEARLY.search(text[:10_000]))
