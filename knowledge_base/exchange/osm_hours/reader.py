from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.exchange.osm_hours.errors import OsmHoursError

# What a part that is not understood most likely is, in the order of looking.
_KNOWN_REFUSALS = (
    ("quote", re.compile(r'"')),
    ("iso_date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("school_holidays", re.compile(r"\bSH\b", re.I)),
    ("sun", re.compile(r"sunrise|sunset|dawn|dusk", re.I)),
    ("week_numbers", re.compile(r"\bweeks?\b", re.I)),
    ("easter", re.compile(r"\beaster\b", re.I)),
    ("shifted", re.compile(r"[+-]\s*\d+\s*days?\b", re.I)),
    ("open_end", re.compile(r"\d:\d\d\s*\+|^\d{1,2}:\d\d\s*$")),
    ("repeated", re.compile(r"\d:\d\d\s*/")),
    ("am_pm", re.compile(r"\d\s*[ap]\.?m\b|^\d{1,2}\s*-\s*\d{1,2}\b", re.I)),
    (
        "day_names",
        re.compile(
            r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\b[a-z]+(?:day|uary|ember)s?\b",
            re.I,
        ),
    ),
)


@dataclass
class Reader:
    """A place in the text that moves on as pieces are taken."""

    text: str
    at: int = 0

    @property
    def rest(self) -> str:
        return self.text[self.at :]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def peek(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.at) is not None

    def refusal(self) -> OsmHoursError:
        """The error for what stands here, up to the end of its part."""
        part = self.rest.split(";")[0].strip() or self.text.strip()
        code = next(
            (known for known, sign in _KNOWN_REFUSALS if sign.search(part)),
            "not_understood",
        )
        return OsmHoursError(code, part)
