"""What stands around a name in the text: whether it is a place there, and how it goes with its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .addresses import is_an_address
from .elsewhere import is_elsewhere, is_in_a_longer_name
from .firms import is_a_firm, is_a_thing, is_said_of_a_thing
from .gazetteer import Place, distance_km
from .people import follows_a_first_name, is_a_person, is_aged, is_an_idiom, is_somebody
from .slips import is_taken_back
from .standing import Standing, lead_in, standing
from .teams import is_a_team
from .the_game import is_the_game
from .wording import Word, run_on

BESIDE_KM = 15.0  # a town named right beside a place says which one is meant

_BESIDE = re.compile(r"[ \t\-,/(]{0,3}")
_BETWEEN = frozenset(("in", "near", "nr", "at", "by", "outside", "just"))
_NOT_AFTER = re.compile(
    r"(?:and \w+ )?building society|and warwickshire"
    r"|(?:evening )?(?:mail|telegraph|courier|observer|advertiser|herald|mercury|gazette)\b"
    r"|(?:\w+ )?steps\b|airport\b|gardens? cent|pallet|cakes?\b|cheese\b"
)
_AREA_WORDS = frozenset("area estate village ward town side end".split())
_LEADING = frozenset(
    "in near nr at from around round on off outside over towards within inside through across opposite behind beside "
    "past serving cover covering is".split()
)
_BACK_OF = re.compile(r"\b(?:(?:back|front|corner|side|end) of|(?:close|next) to)$")
_TO_LANDMARK = re.compile(r"\b(?:to|of)$")
_SMALL_TALK = frozenset(
    "hi hello hiya hey its it is im i am in at near by from area place town village estate please pls plz "
    "thanks thank you ta thx yes yeah yep ok um er erm sorry and live here we are were just currently now based "
    "help local location postcode round around".split()
)
_I_AM = re.compile(r"\b(?:im|am)$")
_ARTICLES = frozenset(("the", "a", "my"))
_SERVICE = (
    r"\b(?:(?:food|baby|clothes|clothing|warm) ?banks?|pantry|pantries|larder|warm (?:hub|space|place|room)s?|library|"
    r"community (?:centre|center|fridge|hub|cafe|hall)|village hall|citizens advice|cab|job ?cent(?:re|er)|foodbanks?)\b"
)
_COMMA = re.compile(r"[,.;:!?\n\-]\s|\n")
_RUN_ON = 8  # words after the name that are read across its marks
_AT_HOME = re.compile(r"\b(?:live|living|im|am|based|staying) (?:in|at|near)$")
_VERB_BEFORE = re.compile(
    r"\b(?:i|we|he|she|they) (?:cant|couldnt|wont|gonna|wanna|should|must)(?: even| just| really)?$"
)
_THOSE = re.compile(r"\b(?:those|these)$")
_NO_PLACE_BEFORE = re.compile(
    r"(?:^|\b)(?:an?|those|these|some|many|every|his|her|their|i|he|she|they|very|so|too|more|to be)$"
)
_SIGNING_OFF = frozenset("thanks thank you cheers regards ta love from yours sincerely son daughter x xx".split())


@dataclass(frozen=True)
class PlaceSpot:
    """A name seen at words[first:last] and the places that answer to it."""

    name: str
    places: tuple[Place, ...]
    first: int
    last: int
    needs: str  # "", "cue" or "strong": what must stand around it
    misspelt: bool = False

    @property
    def place(self) -> Place:
        return self.places[0]


def is_something_else(words: Sequence[Word], spot: PlaceSpot) -> bool:
    """A street, a newspaper, a game, a namesake far off, another word."""
    before = _text_before(words, spot.first)
    after = _text_after(words, spot.last)
    possessive = words[spot.last - 1].possessive
    name = words[spot.first].text.removesuffix("s" * possessive) if spot.last - spot.first == 1 else ""
    if is_an_address(words, spot.last, before, after, spot.place.kind == "landmark", bool(spot.needs)):
        return True
    if is_an_idiom(name, before, after) or is_a_team(name, before, after):
        return True
    if spot.needs and is_a_firm(before, after):
        return True
    if _is_another_thing(words, spot, before) or _is_no_name(words, spot, before):
        return True
    if spot.place.name == "Rugby" and spot.last - spot.first == 1 and is_the_game(words, spot.first, after):
        return True
    return bool(_NOT_AFTER.match(after))


def is_a_persons(words: Sequence[Word], spot: PlaceSpot) -> bool:
    """The name is somebody's."""
    before = _text_before(words, spot.first)
    possessive = words[spot.last - 1].possessive
    single = spot.last - spot.first == 1
    name = words[spot.first].text.removesuffix("s" * possessive) if single else ""
    if is_a_person(name, before, _text_after(words, spot.last), possessive):
        return True
    after = possessive * "'s" + run_on(words, spot.last, spot.last + _RUN_ON)
    if single:
        return is_somebody(words, spot.first, before, after, spot.place.name)
    return bool(spot.needs) and (follows_a_first_name(words, spot.first) or is_aged(after))


def is_named_as_a_place(words: Sequence[Word], spot: PlaceSpot) -> bool:
    """Led in as places alone are: in Kenilworth, though Kenilworth is somebody's name too."""
    return _is_led_in(words, spot) or standing(words, spot.first, spot.last) == Standing.HOME


def _is_another_thing(words: Sequence[Word], spot: PlaceSpot, before: str) -> bool:
    possessive = words[spot.last - 1].possessive
    after = possessive * "'s" + run_on(words, spot.last, spot.last + _RUN_ON)
    if is_a_thing(before, after, is_named_as_a_place(words, spot)):
        return True
    if spot.place.kind in ("town", "village") and is_said_of_a_thing(before, after):
        return True
    if is_in_a_longer_name(words, spot.first, spot.last):
        return True
    return is_elsewhere(words, spot.first, spot.last, any(place.inside for place in spot.places))


def _is_no_name(words: Sequence[Word], spot: PlaceSpot, before: str) -> bool:
    """A slip of the thumb that was put right, or another word that looks like a misspelt name."""
    if is_taken_back(words, spot.first, spot.last, spot.misspelt):
        return not _AT_HOME.search(before)
    if _VERB_BEFORE.search(before):
        return True
    if _THOSE.search(before) and not _text_after(words, spot.last):
        return True
    return spot.misspelt and bool(_NO_PLACE_BEFORE.search(before)) and not _is_set_off(words, spot)


def _text_before(words: Sequence[Word], first: int) -> str:
    """The clause up to the name; mr. and dr. end none, nor does the colon of a form's: surname: Southam."""
    before = lead_in(words, first)
    if before or not first:
        return before
    mark = words[first].gap.strip(" '")
    return words[first - 1].text if mark == "." or (mark == ":" and words[first - 1].text == "surname") else ""


def _text_after(words: Sequence[Word], last: int) -> str:
    """The next words, as far as they belong to the same clause."""
    texts = []
    for word in words[last : last + 4]:
        if word.gap.strip(" -'"):
            break
        texts.append(word.text)
    return " ".join(texts)


def has_what_it_needs(
    words: Sequence[Word], spot: PlaceSpot, spots: Sequence[PlaceSpot], taken: Sequence[bool]
) -> bool:
    """An ordinary word is a place only by what is said around it."""
    if not spot.needs or _is_beside_its_town(words, spot, spots):
        return True
    if words[spot.last - 1].possessive and not _is_by_a_service(words, spot):
        return False  # at Brandon's
    small_talk = _SMALL_TALK if spot.needs == "strong" else _SMALL_TALK | _ARTICLES
    if _is_alone(words, spot, taken, small_talk):
        return True
    at_home = standing(words, spot.first, spot.last) == Standing.HOME
    if spot.needs == "strong":
        return at_home and _is_led_in(words, spot)
    return at_home or _is_led_in(words, spot) or _is_set_off(words, spot)


def _is_alone(words: Sequence[Word], spot: PlaceSpot, taken: Sequence[bool], small_talk: frozenset[str]) -> bool:
    """Nothing else is said, but for small talk and postcodes; but hi, I'm Shirley is a person."""
    return not _I_AM.search(lead_in(words, spot.first)) and all(
        spot.first <= index < spot.last or taken[index] or word.text in small_talk for index, word in enumerate(words)
    )


def _is_led_in(words: Sequence[Word], spot: PlaceSpot) -> bool:
    before = lead_in(words, spot.first)
    if spot.place.kind == "landmark":  # people say the Abbey Theatre, but not the Kingsbury
        before = before.removesuffix(" the")
        if _TO_LANDMARK.search(before):
            return True
    if before.rpartition(" ")[2] in _LEADING or _BACK_OF.search(before):
        return True
    return standing(words, spot.first, spot.last) <= Standing.LEFT


def _is_set_off(words: Sequence[Word], spot: PlaceSpot) -> bool:
    following = words[spot.last].text if spot.last < len(words) else ""
    return following in _AREA_WORDS or _is_by_a_service(words, spot) or _is_an_afterthought(words, spot)


def _is_by_a_service(words: Sequence[Word], spot: PlaceSpot) -> bool:
    """Food bank Kingsbury, Hurley warm hub."""
    before = re.search(_SERVICE + "$", lead_in(words, spot.first))
    return bool(before or re.match(_SERVICE, _text_after(words, spot.last)))


def _is_an_afterthought(words: Sequence[Word], spot: PlaceSpot) -> bool:
    """The name is all that is said before the first comma or after the last: no money, Kingsbury."""
    opens = spot.first == 0 and spot.last < len(words) and bool(_COMMA.search(words[spot.last].gap))
    set_off = bool(_COMMA.search(words[spot.first].gap))
    if spot.last < len(words):  # at the council, Elizabeth House, what now: nobody's name
        between = set_off and spot.place.kind == "landmark" and bool(_COMMA.search(words[spot.last].gap))
        return opens or between
    return opens or (set_off and words[spot.first - 1].text not in _SIGNING_OFF)


def _is_beside_its_town(words: Sequence[Word], spot: PlaceSpot, spots: Sequence[PlaceSpot]) -> bool:
    return any(
        other is not spot and other.needs != "strong" and is_beside(words, spot, other) and _are_near(spot, other)
        for other in spots
    )


def is_beside(words: Sequence[Word], one: PlaceSpot, other: PlaceSpot) -> bool:
    """Camp Hill, Nuneaton; Newbold in Rugby; Rugby Paddox."""
    left, right = sorted((one, other), key=lambda spot: spot.first)
    between = words[left.last : right.first]
    gaps = [word.gap for word in words[left.last : right.first + 1]]
    return (
        len(between) <= 1
        and all(_BESIDE.fullmatch(gap) for gap in gaps)
        and all(word.text in _BETWEEN for word in between)
    )


def _are_near(one: PlaceSpot, other: PlaceSpot) -> bool:
    return any(distance_km(a, b) <= BESIDE_KM for a in one.places for b in other.places)
