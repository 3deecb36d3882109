"""A place name that is a person's or a firm's here, or part of another thing's name."""

import re

_TITLES = frozenset(
    "mr mrs miss ms dr prof sir lady lord cllr councillor aunt aunty auntie uncle pastor rev reverend father sister "
    "named called name names surname".split()
)
_CALLED = re.compile(r"\b(?:village|town|place|estate|area|hamlet|somewhere|bit|suburb)s? (?:named|called)$")
_FIRST_NAMES = frozenset(
    "alan alice amanda andrew andy angela ann anne anthony barbara ben brian carol charlotte chris christine claire "
    "clare colin craig daniel dave david debbie derek diane dionne donna dorothy emily emma gary geoff george graham "
    "hannah harry heather helen ian jack jackie james jane janet jason jean jenny jessica jim joan joe john jordan "
    "joyce julie karen kate keith kelly ken kevin kim laura lee lesley linda lisa liz louise luke lynn malcolm "
    "margaret maria martin mary matt matthew michael michelle mike natalie neil nick nicola nigel pam patricia paul "
    "pauline pete peter phil philip rachel rebecca richard rob robert roger ron ruth ryan sally sam samantha sandra "
    "sarah sean sharon sheila simon stephen steve stuart susan tina tom tony tracey tracy trevor "
    "vicky victoria wendy".split()
)
_FAMILY = (
    r"(?:ex|son|lad|boy|brother|husband|hubby|partner|boyfriend|dad|stepdad|grandson|nephew|uncle|cousin|mate|friend|"
    r"neighbour|landlord|boss|baby|toddler|dog|cat)"
)
_ONE_OF_MINE = re.compile(rf"\b(?:my|our|his|her|their)(?: \w+)? {_FAMILY}$")
_DOES_THINGS = re.compile(
    r"(?:is(?! (?:there|it|any|this|that|the))|was|has(?! any)|had|wont|cant|doesnt|isnt|hasnt|keeps|needs|said|says|"
    r"told|gets|goes|went|who|eats|hit|and i)\b"
)
_AGED = r"(?:only )?\d+(?:$| (?:and|now|next|years?|yrs?|months?|weeks?)\b)"
_IS_A_CHILD = re.compile(rf"(?:is|was|turns) (?:{_AGED}|my (?:\w+ )?{_FAMILY}\b)|my ex\b")
_GIVEN = frozenset(("warwick",))
_SURNAMES = frozenset(("warwick", "stratford", "southam", "studley", "barford", "harbury", "coleshill"))

_FIRM_AFTER = re.compile(
    r"(?:holdings|bailiffs?|enforcement|plc|ltd|limited|llp|and sons?|and co|solicitors?|insurance|antivirus|brewery|"
    r"motors|group|lettings|recruitment|finance|loans|catalogue)\b"
)
_FIRM_BEFORE = re.compile(r"\b(?:bailiffs?|enforcement agents?|lenders?|loan|insurance)(?: is| are)? (?:from|with)$")
_IDIOMS = {  # before the name
    "leicester": re.compile(r"\bred$"),
    "gloucester": re.compile(r"\b(?:double|single)$"),
    "derby": re.compile(r"\bsage$"),
    "coventry": re.compile(
        r"(?:\b(?:is|was|got|get|getting|been|being|be|im|are|hes|shes|were) |^)sent to$"
        r"|\b(?:mates|workmates|colleagues|friends|family|team|lads|girls|everyone) (?:\w+ )?sent \w+ to$"
    ),
}
_REALLY_SENT = re.compile(
    r"(?:by (?:the|my|a) (?:council|job|hospital|gp|doctor|court|surgery|housing|home)|"
    r"for|to|hospital|court|with|where|when|after|last|tonight|on)\b"
)


def is_a_person(name: str, before: str, after: str) -> bool:
    """Mrs Southam, John Stratford, my boy Warwick is six. before is the clause up to the name, after what follows."""
    last = before.rpartition(" ")[2]
    if last in _TITLES:
        return not _CALLED.search(before)
    if name in _SURNAMES and last in _FIRST_NAMES:
        return True
    if name not in _GIVEN:
        return False
    of_mine = _ONE_OF_MINE.search(before) and _DOES_THINGS.match(after)
    return bool(of_mine or (not before and _IS_A_CHILD.match(after)))


def is_a_firm(before: str, after: str) -> bool:
    """Preston solicitors; not asked of towns, where Rugby solicitors may be any in the town."""
    return bool(_FIRM_AFTER.match(after) or _FIRM_BEFORE.search(before))


def is_an_idiom(name: str, before: str, after: str) -> bool:
    """Red Leicester, and being sent to Coventry by one's workmates, though not by the council."""
    idiom = _IDIOMS.get(name)
    if idiom is None or not idiom.search(before):
        return False
    return name != "coventry" or not _REALLY_SENT.match(after)
