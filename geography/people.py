"""A place name that is a person's or a firm's here, or part of another thing's name."""

import re

_TITLES = frozenset(
    "mr mrs miss ms dr prof sir lady lord cllr councillor aunt aunty auntie uncle pastor rev reverend father sister "
    "named called name names surname mister mx sgt sergeant captain bishop canon detective".split()
)
_OFFICES = frozenset("nurse judge pc wpc officer inspector constable matron midwife teacher".split())
_INITIAL = re.compile(r"(?:^|\b(?:from|signed|regards|sincerely|faithfully|mr|mrs|ms|miss|dr) )[bcdefghjklmopstvw]$")
_NOBLE = re.compile(r"\b(?:earl|duke|duchess|countess|marquis|marquess|baron|viscount|archbishop|battle|siege) of$")
_SORT_OF_PLACE = r"(?:village|town|place|estate|area|hamlet|somewhere|bit|suburb|road|street)s?"
_CALLED = re.compile(rf"\b{_SORT_OF_PLACE} (?:named|called|names?)$")
_NAME_IS = re.compile(r"(?<!street )(?<!road )(?<!town )(?<!place )(?<!village )\b(?:sur)?names?(?: is| was| s)?$")
_NAMING = re.compile(
    r"\b(?:called|named|naming|christened) (?:(?:my|our|the|his|her|their) )?"
    r"(?:cat|dog|baby|kitten|puppy|rabbit|son|daughter|boy|girl|lad)(?: \w+)?$"
)
_IS_A_NAME = re.compile(
    r"(?:is|was) (?:my|her|his|our|their|the|a) (?:\w+ )?(?:sur|family |maiden |last )?name\b(?! of)"
)
_FIRST_NAMES = frozenset(
    "aisha alan albert alice amanda andrew andy angela ann anne anthony barbara ben brian callum carol charlotte "
    "chloe chris christine claire clare colin craig daniel dave david debbie derek diane dionne donna doris dorothy "
    "edna elsie emily emma ethan ethel fatima gary gemma geoff george graham hannah harry heather helen ian jack "
    "jackie jake james jane janet jason jean jenny jessica jim joan joe john jordan josh joshua joyce julie karen "
    "kate katie keith kelly ken kerry kevin kim kirsty kyle laura lauren leanne lee lesley liam linda lisa liz louise "
    "lucy luke lynn malcolm margaret maria martin mary matt matthew megan michael michelle mike mohammed muhammad "
    "naomi natalie natasha neil nick nicola nigel oliver olivia pam patricia paul pauline pete peter phil philip "
    "priya rachel rebecca richard rob robert roger ron ruth ryan sally sam samantha sandra sarah sean sharon sheila "
    "simon sophie stacey stephen steve stuart susan tanya tina tom tony tracey tracy trevor vicky victoria wendy "
    "zoe".split()
)
_FAMILY = (
    r"(?:ex|son|lad|boy|brother|husband|hubby|partner|boyfriend|dad|stepdad|grandson|nephew|uncle|cousin|mate|friend|"
    r"neighbour|landlord|boss|baby|toddler|dog|cat)"
)
_ONE_OF_MINE = re.compile(rf"\b(?:my|our|his|her|their)(?: \w+)? {_FAMILY}$")
_DOES_THINGS = re.compile(
    r"(?:is(?! (?:there|it|any|this|that|the))|was|has(?! any)|had|wont|cant|doesnt|isnt|hasnt|keeps|needs|said|says|"
    r"told|gets|goes|went|who|eats|hit|and i|owes|lent|let me|helped|came|rang|phoned|visited|took|does|did|refused)\b"
)
_FRIEND = re.compile(
    r"\bour$|\b(?:my|our|his|her|their)(?: \w+)? (?:mate|friend|neighbour|landlord|boss|cat|dog|baby)$"
)
_TREATED = re.compile(r"\b(?:told|asked|married|divorced|dumped|named after|met up with)$")
_TO_ME = re.compile(r"(?:and me|rang|phoned|texted|hit|left|owes|dumped|promised|kicked|told) ?(?:me|us|his|her)?\b")
_KIN = re.compile(r"(?:mum|mom|mam|dad|nan|sister|brother|girlfriend|boyfriend|wife|husband|kids)\b")
_OFFICE_OF = re.compile(r"(?:council|district|hospital|job ?cent|housing|cab|borough|food|social|citizens)")
_AGED = r"(?:only )?\d+(?:$| (?:and|now|next|years?|yrs?|months?|weeks?)\b)"
_IS_A_CHILD = re.compile(rf"(?:is|was|turns) (?:{_AGED}|my (?:\w+ )?{_FAMILY}\b)|my ex\b")
_GIVEN = frozenset(("warwick",))
_SURNAMES = frozenset(
    "alcester ansley arley ashorne atherstone barford bidford bilton brinklow coleshill corley dunchurch grendon "
    "harbury hartshill kenilworth kineton lillington milverton polesworth southam stratford studley tysoe warwick "
    "wolston wolvey".split()
)
_FAMILY_NAMES = re.compile(
    r"(?:smith|jones|taylor|davies|davis|evans|thomas|johnson|roberts|wright|robinson|thompson|hughes|edwards|harris|"
    r"lewis|jackson|clarke?|turner|cooper|morris|harrison|patel|khan|singh)\b"
)

_FIRM_AFTER = re.compile(
    r"(?:holdings|bailiffs?|enforcement|plc|ltd|limited|llp|and sons?|and co|solicitors?|insurance|antivirus|brewery|"
    r"motors|group|lettings|recruitment|finance|loans|catalogue)\b"
)
_FIRM_BEFORE = re.compile(r"\b(?:bailiffs?|enforcement agents?|lenders?|loan|insurance)(?: is| are)? (?:from|with)$")
_TITLES_OF_BOOKS = re.compile(r"(?:by (?:sir )?(?:walter )?scott|the kingmaker|rosettes?)\b")
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


def is_a_person(name: str, before: str, after: str, possessive: bool = False) -> bool:
    """Mrs Southam, John Stratford, my boy Warwick is six. before is the clause up to the name, after what follows.

    The name is empty where it has several words: then only a title tells.
    """
    last = before.rpartition(" ")[2]
    if last in _TITLES or _NAME_IS.search(before):
        return not _CALLED.search(before)
    if _NOBLE.search(before) or _NAMING.search(before) or _IS_A_NAME.match(after):
        return True
    if _INITIAL.search(before):  # yours faithfully, T. Harbury
        return True
    if last in _OFFICES and _DOES_THINGS.match(after):
        return True
    if name in _SURNAMES and (last in _FIRST_NAMES or _is_a_friend(before, after)):
        return True
    return name in _GIVEN and _is_called_so(before, after, possessive)


def _is_a_friend(before: str, after: str) -> bool:
    """Our Warwick has lost his job, my mate Coleshill Dave."""
    return bool(_FRIEND.search(before) and (_DOES_THINGS.match(after) or after.split(" ", 1)[0] in _FIRST_NAMES))


def _is_called_so(before: str, after: str, possessive: bool) -> bool:
    """Warwick is somebody's first name here; but not in: Warwick council told me."""
    if _OFFICE_OF.match(after):
        return False
    if _FAMILY_NAMES.match(after) or (possessive and _KIN.match(after)) or _TREATED.search(before):
        return True
    if not before:
        return bool(_IS_A_CHILD.match(after) or _TO_ME.match(after))
    return bool(_ONE_OF_MINE.search(before) and _DOES_THINGS.match(after))


def is_a_firm(before: str, after: str) -> bool:
    """Preston solicitors; not asked of towns, where Rugby solicitors may be any in the town."""
    return bool(_FIRM_AFTER.match(after) or _FIRM_BEFORE.search(before))


def is_an_idiom(name: str, before: str, after: str) -> bool:
    """Red Leicester, and being sent to Coventry by one's workmates, though not by the council; titles of books."""
    if _TITLES_OF_BOOKS.match(after):
        return True
    idiom = _IDIOMS.get(name)
    if idiom is None or not idiom.search(before):
        return False
    return name != "coventry" or not _REALLY_SENT.match(after)
