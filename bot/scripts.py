"""A language by the letters that it is written in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Dict, Optional

FEWEST_LETTERS = 2
# Of all letters in the message.
SHARE = 0.5

BY_SCRIPT = {
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "ETHIOPIC": "ti",
    "CJK": "zh",
}
# Letters that only some of the languages of a script have. The first language that has one of its own is meant.
BY_LETTER: Dict[str, Dict[str, str]] = {
    "ARABIC": {"ps": "ټډړږښڼځڅېۍ", "ckb": "ڕڵۆێەڤ", "ur": "ٹڈڑںےۓھہ", "fa": "پچژگکی"},
    "CYRILLIC": {"uk": "іїєґ", "ru": "ыэё", "bg": "ъ"},
}
OTHERWISE = {"ARABIC": "ar"}
# One sign stands for a word or half of one.
WEIGHT = {"CJK": 3}


def language_by_letters(text: str) -> Optional[str]:
    """None where most letters are Latin or of no script here; "" where the script alone does not tell."""
    letters = [letter for letter in text if letter.isalpha() or unicodedata.category(letter).startswith("M")]
    scripts: Counter[str] = Counter()
    for script in map(_script, letters):
        scripts[script] += WEIGHT.get(script, 1)
    script, count = max(scripts.items(), key=lambda pair: (bool(pair[0]), pair[1]), default=("", 0))
    if not script or count < FEWEST_LETTERS or count < SHARE * sum(scripts.values()):
        return None
    return BY_SCRIPT.get(script) or _by_own_letters(script, text.lower())


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0]
    return name if name in BY_SCRIPT or name in BY_LETTER else ""


def _by_own_letters(script: str, text: str) -> str:
    for language, own in BY_LETTER[script].items():
        if any(letter in text for letter in own):
            return language
    return OTHERWISE.get(script, "")
