"""Texts as the network counts them: the GSM 7-bit alphabet, what Notify makes of other characters, and segments.

Source: GSM 03.38 and alphagov/notifications-utils (August 2026); figures in docs/decisions/0016.
"""

from __future__ import annotations

import re
import unicodedata

# What a text may hold once it is in parts: of 160 septets seven are the header that joins them.
ALONE, JOINED = 160, 153
ALONE_WIDE, JOINED_WIDE = 70, 67

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")
# Notify keeps these as they are and pays for them: the text then goes out in UCS-2.
WELSH = frozenset("âêîôûŵŷáíóúẃýẁỳëïẅÿÂÊÎÔÛŴŶÁÍÓÚẂÝẀỲËÏẄŸ")

_LIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    "\t": " ",
    "\u2026": "...",
    "\u2022": "-",
    "\u00b7": "-",
    "\u00d7": "x",
    "\u2044": "/",
}
_LETTERS = {
    **{"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i"},
    **{"œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ẞ": "ß"},
}
_NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Marks left over without their letter, signs that only direct the display, and parts of emoji.
_UNSEEN = ("Mn", "Me", "Cf")


def sanitised(text: str, *, welsh: bool = True) -> str:
    """As Notify sends it: no other characters than the GSM ones, and Welsh letters where those are kept.

    What has no letter like it becomes a question mark.
    """
    # A letter typed as itself and its accent is the one letter, where there is one.
    composed = unicodedata.normalize("NFC", _NEW_LINES.sub("\n", text))
    plain = "".join(_like(character, welsh) for character in composed)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def segments(text: str) -> int:
    """How many segments the text is billed as; `text` as it is sent. An empty text is one."""
    septets = length(text)
    if septets is None:
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        return 1 if units <= ALONE_WIDE else -(-units // JOINED_WIDE)
    return 1 if septets <= ALONE else -(-septets // JOINED)


def length(text: str) -> int | None:
    """In septets; None where a character is not in the GSM alphabet."""
    if not all(character in BASIC or character in EXTENDED for character in text):
        return None
    return len(text) + sum(character in EXTENDED for character in text)


def capacity(count: int) -> int:
    """The septets that fit into `count` segments."""
    return ALONE if count == 1 else JOINED * count


def _like(character: str, welsh: bool) -> str:
    if character in BASIC or character in EXTENDED or (welsh and character in WELSH):
        return character
    if character in _LIKE:
        return _LIKE[character]
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if category in _UNSEEN:
        return ""
    if category == "Zs":
        return " "
    parts = (part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) not in _UNSEEN)
    base = "".join(_LIKE.get(part, part) for part in parts)
    return base if base and length(base) is not None else "?"
