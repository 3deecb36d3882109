"""Typed text made safe to hand on: nothing invisible in it, and nothing that Rasa takes for a command."""

from __future__ import annotations

import unicodedata

# Full-width solidus becomes "/" under NFKC; fraction slash, division slash and their kin do not.
_SLASHES = "/\u2044\u2215\u29f8\u2571"
# NFKC turns these spacing accents, typed for an apostrophe, into a space and a combining mark.
_APOSTROPHES = str.maketrans({"\u00b4": "'", "\u0060": "'", "\u2019": "'", "\u2018": "'"})
_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """The words of `text` on one line, compatibility forms folded, invisible characters and leading slashes gone."""
    folded = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
    visible = "".join(map(_visible, folded))
    return " ".join(visible.split()).lstrip(_SLASHES + " ")


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit of any script in it."""
    return any(character.isalnum() for character in text)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    is_variation_selector = "\ufe00" <= character <= "\ufe0f"
    return "" if category in _INVISIBLE or is_variation_selector else character
