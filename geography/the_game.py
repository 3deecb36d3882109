"""Rugby the game, or Rugby the town? The second largest town of the county is not to be lost to its sport."""

import re
from collections.abc import Sequence

from .standing import Standing, lead_in, standing
from .wording import Word

_GEAR = frozenset(
    "club clubs match matches kit boots boot ball balls league union shirt shirts jersey player players practice "
    "training trainer game games team teams field pitch pitches ground posts season world tackle tackled tackling "
    "scrum coach coaching session sessions tournament sevens 7s final fixture fixtures tour injury injuries tots fan "
    "fans lions bears tops top shorts sock socks mad lesson lessons taster gumshield hoodie fc rfc".split()
)
_TOWNS = "(?:nuneaton|bedworth|leamington|warwick|coventry|cov)"
_TOWN_AFTER = re.compile(
    r"^(?:area|town|side|end|way|centre|borough|district|council|station|hospital|high|library|market|food|pantry|"
    r"food ?banks?|job ?cent(?:re|er)s?|citizens|cab|hub|baby|warm|one|ones|office|shop|shops|road|people|residents|"
    rf"born|college|(?:and |or )?{_TOWNS})\b"
)
_INTO_TOWN = ("in", "near", "from", "around", "round", "to", "outside")
_ITS_IN_IT = re.compile(r"\b(?:interested|injured|hurt|bruised|injury|concussed|career) (?:in|from)$")
_SPORTS = "football|footy|cricket|netball|hockey|tennis|swimming|boxing|gym|karate|judo|golf|dance"
_PLAYED = re.compile(
    r"\b(?:plays?|played|playing|watch|watches|watching|watched|league|mens|womens|ladies|wheelchair|walking|tag|touch|"
    r"mini|minis|junior|love|loves|loved|like|likes|hate|hates|tv|his|her|doing|join|joins|joined|joining|school|"
    r"six nations|england|english|international|contact|after)$"
    rf"|\b(?:{_SPORTS})(?: (?:and|or))?$"
    r"|\b(?:play|plays|played|playing|kit|boots?|shirts?|shorts|socks|subs|gumshield|trainers|training|ready) for$"
    r"|\b(?:game|games|bit|match|spot|session|sessions|love|hours|round|world|season) of$"
    r"|\b(?:i|he|she|we|they|lad|son|sons|daughter|boy|boys|kids|also|only|to) (?:do|does|did|like|love)$"
    r"|\b(?:he|she|lad|son|sons|daughter|boy|boys|kids) (?:go|goes)$"
    r"|\b(?:im|hes|shes|is|are|was|really|dead|well) into$"
)
_SOME_KIDS = re.compile(r"(?<!\d )(?<!two )(?<!three )(?<!four )(?<!five )(?<!my )(?<!the )(?<!with )\bkids$")
_AT_IT = re.compile(
    r"\b(?:hurt|injured|broke|broken|knocked|kicked|fell|concussed|good|great|rubbish|brilliant|knee|ankle|arm|wrist|"
    r"shoulder|nose|leg|collarbone|tooth|teeth|concussion)\b(?: \w+){0,3} at$"
    r"|\b(?:son|sons|lad|lads|boy|boys|grandson|nephew|brother|husband|hubby|he|hes|kids)(?: (?:is|was|are))? at$"
)
_TIME = r"(?:the )?(?:saturday|sunday|monday|tuesday|wednesday|thursday|friday|weekend)s?\b"
_ON_AIR = re.compile(r"^on (?:the )?(?:telly|tv|sky|bbc|itv|radio)\b")
_PLAYED_THEN = re.compile(rf"^(?:(?:on|at|this) {_TIME}|at school|today|tonight|tomorrow)")
_WITH_OTHERS = re.compile(rf"^(?:and|or) (?:{_SPORTS})\b")
_ASKED = re.compile(r"(?:^|\b(?:any|no|the|is|if|when|was|got|like|there|had|has|wheres|whens|miss|missed))$")
_THE_GAME = re.compile(
    r"^$|^(?:is|was|starts|started|finished|on|at|this|today|tonight|last|because|with|while|when|then|cos|for)\b"
)


def is_the_game(words: Sequence[Word], first: int, after: str) -> bool:
    """Whether words[first], Rugby, is the game; after is the rest of its clause. In doubt it is the town."""
    before = lead_in(words, first)
    if after.split(" ", 1)[0] in _GEAR or _ON_AIR.match(after) or _WITH_OTHERS.match(after):
        return True
    if _TOWN_AFTER.match(after):
        return False
    if before.rpartition(" ")[2] in _INTO_TOWN:
        return bool(_ITS_IN_IT.search(before))
    if standing(words, first, first + 1) == Standing.HOME:
        return False
    return _is_played(before, after)


def _is_played(before: str, after: str) -> bool:
    last = before.rpartition(" ")[2]
    if last == "the":
        return bool(_THE_GAME.match(after))
    if last == "at":
        return bool(_AT_IT.search(before))
    if _PLAYED_THEN.match(after) and (before or " " in after) and _ASKED.search(before):
        return True
    return bool(_PLAYED.search(before) or _SOME_KIDS.search(before))
