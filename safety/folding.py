"""One plain shape for every way of typing the same letters, with the way back to the original text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters that NFKD leaves alone although people type them in either form.
_SAME_LETTER = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe",
        "ё": "е", "ґ": "г",
        "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه", "ے": "ي",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "ʹ": "'", "′": "'",
    }
)  # fmt: skip
_NO_LETTER = str.maketrans({"`": "'", "_": " "})


class Folded(NamedTuple):
    """Folded text; `origin[i]` is where its i-th character stands in the original, plus one final end."""

    text: str
    origin: range | list[int]


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text.lower().translate(_NO_LETTER), range(len(text) + 1))
    folded = [_fold_letter(letter) for letter in text]
    if all(len(letters) == 1 for letters in folded):
        return Folded("".join(folded), range(len(text) + 1))
    origin = [position for position, letters in enumerate(folded) for _ in letters]
    return Folded("".join(folded), [*origin, len(text)])


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "’‘ʼ´＇ʹ′":  # NFKD would turn some of these into a space and an accent
        return "'"
    if letter == "_":
        return " "
    plain = unicodedata.normalize("NFKD", letter.casefold()).casefold()
    kept = "".join(part for part in plain if not _is_dropped(part))
    return kept.translate(_SAME_LETTER)


def _is_dropped(letter: str) -> bool:
    """Accents, Arabic vowel marks and the stretching sign, and everything that has no width."""
    code = ord(letter)
    if 0x0300 <= code <= 0x036F or 0x064B <= code <= 0x065F or code in (0x0640, 0x0670):
        return True
    return unicodedata.category(letter) == "Cf" or 0xFE00 <= code <= 0xFE0F
