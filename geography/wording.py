"""A message as folded words that remember where they stood in it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_APOSTROPHES = dict.fromkeys("\u2018\u2019\u02bc\u00b4`\u2032", "'")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_SAME = {**_APOSTROPHES, **_DASHES, "\u0142": "l", "\u00f8": "o", "\u029f": "l"}
_DROPPED = ("Cf", "Mn", "Me")  # zero-width characters, accents, keycap rings


@dataclass(frozen=True)
class Word:
    """One word in lower case without apostrophes; gap is what stood between it and the word before."""

    text: str
    start: int
    end: int
    gap: str
    possessive: bool = False
    capital: bool = False  # written large, in a message that is not so throughout


def words_of(message: str) -> tuple[Word, ...]:
    """The words of a message, in order, with offsets into the message as it was written."""
    folded, origin = fold(message)
    found: list[Word] = []
    mixed = not message.isupper()
    after = 0
    for match in _WORD.finditer(folded):
        raw = match.group()
        found.append(
            Word(
                text=raw.replace("'", ""),
                start=origin[match.start()],
                end=origin[match.end() - 1] + 1,
                gap=folded[after : match.start()],
                possessive=raw.endswith("'s"),
                capital=mixed and message[origin[match.start()]].isupper(),
            )
        )
        after = match.end()
    return tuple(found)


def run_on(words: Sequence[Word], first: int, last: int) -> str:
    """The words as they run on, with what stands between and before them."""
    return "".join(word.gap + word.text for word in words[first:last])


def fold(message: str) -> tuple[str, Sequence[int]]:
    """Lower case, compatibility forms, no accents; and for each character the index that it came from."""
    if message.isascii():
        return message.lower(), range(len(message))
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(message):
        for part in _plain(character):
            characters.append(part)
            origin.append(index)
    return "".join(characters), origin


def _plain(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFKD", character).lower()
    return "".join(_SAME.get(p, p) for p in parts if unicodedata.category(p) not in _DROPPED)


def key_of(name: str) -> str:
    """What a name is looked up by: its letters only, so that spaces, hyphens and apostrophes do not matter."""
    return "".join(plain_words(name))


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: saint is st, & is and."""
    return tuple(same_word(word.text) for word in words_of(name.replace("&", " and ")))


def same_word(text: str) -> str:
    return "st" if text == "saint" else text
