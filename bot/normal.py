"""A message as the classifier reads it: one alphabet, one apostrophe, places and numbers as signs."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Dict, List

_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff]")
_MONEY = re.compile(r"[£$€]\s?\d[\d.,]*|\b\d+(?:\.\d\d)?\s?(?:quid|pounds?|p)\b")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}:\d\d\b")
_NUMBER = re.compile(r"\b\d+\b")
_REPEATED = re.compile(r"(\w)\1{2,}")
_NOISE = re.compile(r"[^\w£ ?!]+")
# Ordinary words, because the sentence encoder has never met invented ones.
PLACE = "town"
PLACES = ("postcode", "sector", "outcode", "place")


def normal_text(text: str, entities: List[Dict[str, Any]]) -> str:
    """Lower-case words without apostrophes; every place reads "town", every sum "pounds", every other number "5"."""
    for one in sorted(entities, key=lambda item: -int(item["start"])):
        if one["entity"] in PLACES:
            text = f"{text[: one['start']]} {PLACE} {text[one['end'] :]}"
    text = unicodedata.normalize("NFKC", _ZERO_WIDTH.sub("", text)).lower()
    text = text.replace("\u2019", "'").replace("'", "")
    text = _MONEY.sub(" pounds ", text)
    text = _CLOCK.sub(" noon ", text)
    text = _NUMBER.sub(" 5 ", text)
    text = _NOISE.sub(" ", _REPEATED.sub(r"\1\1", text))
    return " ".join(text.replace("?", " ? ").replace("!", " ! ").split())


_CLAUSE = re.compile(r"[.,;:!?\n]+|\s(?:and|but|also|plus|then|oh)\s|\s[-–—&+/]\s", re.IGNORECASE)


def clauses(text: str) -> List[str]:
    """The message cut where people put one thing after another, in normal form; nothing where it is all one clause."""
    parts = [part for part in (normal_text(piece, []) for piece in _CLAUSE.split(text)) if part]
    return parts if len(parts) > 1 else []
