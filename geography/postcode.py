"""Postcodes: unit (CV34 4RL), sector (CV34 4) and outcode (CV34), read the way people type them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from . import tables
from .wording import words_of

_UNIT = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])([A-Z]{2})")
_CUT_SHORT = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])[A-Z]")
_RUN_TOGETHER = re.compile(r"([A-Z]{1,2}[0-9]{2})([0-9])")
_NUMBERED = re.compile(r"([A-Z]{1,2})([0-9]{1,2})")
_LONDON_STYLE = re.compile(r"(?:E|N|W|EC|NW|SE|SW|WC)[0-9][A-Z]")
_MISTYPED_CV = re.compile(r"CV(?:[0-9][OIL]|[OIL][0-9]|II|LL)")
NEVER_IN_A_UNIT = frozenset("CIKMOV")
_AS_DIGIT = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
_AS_LETTER = {"0": "O", "1": "IL", "5": "S", "2": "Z", "8": "B"}


@dataclass(frozen=True)
class Postcode:
    """A postcode in normal form, which may or may not exist."""

    outcode: str
    digit: str = ""  # completes the sector
    letters: str = ""  # complete the unit

    @classmethod
    def parse(cls, text: str) -> "Postcode | None":
        """Any spacing, case, punctuation and the usual mis-keyings; None if it is not shaped like a postcode.

        A unit without its last letter is read as its sector.
        """
        return read([word.text.upper() for word in words_of(text)])

    def __str__(self) -> str:
        return f"{self.outcode} {self.digit}{self.letters}".rstrip()

    @property
    def kind(self) -> str:
        return "postcode" if self.letters else "sector" if self.digit else "outcode"

    @property
    def sector(self) -> str | None:
        return f"{self.outcode} {self.digit}" if self.digit else None

    @property
    def subsector(self) -> str | None:
        return f"{self.outcode} {self.digit}{self.letters[0]}" if self.letters else None

    @property
    def unit(self) -> str | None:
        return str(self) if self.letters else None

    @property
    def is_near(self) -> bool:
        """Its outcode lies in Warwickshire or within about 5 km, so the tables know it."""
        return self.outcode in tables.outcodes()

    @property
    def exists(self) -> bool:
        """As far as the tables reach: near Warwickshire to the sector, elsewhere only by its shape."""
        if NEVER_IN_A_UNIT & set(self.letters):
            return False
        area = tables.outcodes().get(self.outcode)
        if area is None:
            return is_outcode(self.outcode)
        return not self.digit or self.sector in tables.sectors() or not area.all_sectors


def read(parts: Sequence[str]) -> Postcode | None:
    """What the pieces, upper-case letters and digits, spell together."""
    joined = "".join(parts)
    typed = _as_typed(joined)
    if typed and typed.exists:
        return typed
    return _repaired(joined) or typed or _partial(parts, joined)


def is_outcode(text: str) -> bool:
    numbered = _NUMBERED.fullmatch(text)
    if numbered is None:
        return bool(_LONDON_STYLE.fullmatch(text))
    districts = tables.postcode_areas().get(numbered.group(1))
    return districts is not None and (not districts or int(numbered.group(2)) in districts)


def _as_typed(joined: str) -> Postcode | None:
    match = _UNIT.fullmatch(joined)
    if match is None:
        return None
    postcode = Postcode(*match.groups())
    return postcode if postcode.exists or _is_ours(postcode.outcode) else None


def _is_ours(outcode: str) -> bool:
    """Shaped like one of ours: what does not exist there is a mistake to ask about, not a word of the text."""
    return outcode.startswith("CV") or outcode in tables.outcodes()


def _repaired(joined: str) -> Postcode | None:
    """The one postcode near here that differs only by look-alikes; two possibilities are no answer."""
    found = [postcode for postcode in set(_look_alikes(joined)) if _is_in_the_tables(postcode)]
    exact = [postcode for postcode in found if postcode.subsector in tables.subsectors()]
    best = exact or found
    return best[0] if len(best) == 1 else None


def _is_in_the_tables(postcode: Postcode) -> bool:
    return postcode.is_near and postcode.exists


def _look_alikes(joined: str) -> Iterator[Postcode]:
    if not 5 <= len(joined) <= 7 or not any(character.isdigit() for character in joined):
        return
    for letters in (1, 2):
        digits = len(joined) - 3 - letters
        if digits not in (1, 2):
            continue
        shape = "A" * letters + "9" * (digits + 1) + "UU"
        options = [_options(kind, character) for kind, character in zip(shape, joined)]
        for characters in product(*options):
            spelt = "".join(characters)
            yield Postcode(spelt[:-3], spelt[-3], spelt[-2:])


def _options(kind: str, character: str) -> str:
    """What this character may stand for: A letter, 9 digit, U letter of a unit (never I or O)."""
    if kind == "9":
        return character if character.isdigit() else _AS_DIGIT.get(character, "")
    if kind == "U" and character in "1I":
        return "L"
    return character if character.isalpha() else _AS_LETTER.get(character, "")


def _partial(parts: Sequence[str], joined: str) -> Postcode | None:
    if len(parts) > 1 and len(parts[-1]) == 1 and parts[-1].isdigit():
        outcode = _outcode("".join(parts[:-1]))
        if outcode:
            sector = Postcode(outcode, parts[-1])
            return sector if sector.exists else Postcode(outcode)
    outcode = _outcode(joined)
    if outcode:
        return Postcode(outcode)
    return _cut_short(joined) or _run_together(joined)


def _outcode(text: str) -> str | None:
    if is_outcode(text):
        return text
    if _MISTYPED_CV.fullmatch(text):
        text = "CV" + "".join(_AS_DIGIT.get(character, character) for character in text[2:])
    numbered = _NUMBERED.fullmatch(text)
    return text if numbered and numbered.group(1) == "CV" else None


def _cut_short(joined: str) -> Postcode | None:
    match = _CUT_SHORT.fullmatch(joined)
    return Postcode(*match.groups()) if match and match.group(1) in tables.outcodes() else None


def _run_together(joined: str) -> Postcode | None:
    match = _RUN_TOGETHER.fullmatch(joined)
    sector = Postcode(*match.groups()) if match else None
    return sector if sector and _is_in_the_tables(sector) else None
