"""A place name that is a person's or a firm's here, or part of another thing's name."""

import re
from collections.abc import Sequence

from . import tables
from .wording import Word

_TITLES = frozenset(
    "mr mrs miss ms dr prof sir lady lord cllr councillor aunt aunty auntie uncle pastor rev reverend father sister "
    "named called name names surname mister mx sgt sergeant captain bishop canon detective grandad granddad grandpa "
    "monsignor messrs lieutenant lt commander chief baron dame grandma granny nana master madam madame professor imam rabbi vicar corporal major colonel coach".split()
)
_OFFICES = frozenset(
    "nurse judge pc wpc officer inspector constable matron midwife teacher sister nan gran counsellor headteacher "
    "consultant".split()
)
_INITIAL = re.compile(r"(?:^|\b(?:from|signed|regards|sincerely|faithfully|mr|mrs|ms|miss|dr) )[bcdefghjklmopstvw]$")
_NOBLE = re.compile(r"\b(?:earl|duke|duchess|countess|marquis|marquess|baron|viscount|archbishop|battle|siege) of$")
_SORT_OF_PLACE = r"(?:village|town|place|estate|area|hamlet|somewhere|bit|suburb|road|street)s?"
_CALLED = re.compile(rf"\b{_SORT_OF_PLACE} (?:is |was )?(?:named|called|names?)$")
_NAME_IS = re.compile(r"(?<!street )(?<!road )(?<!town )(?<!place )(?<!village )\b(?:sur)?names?(?: is| was| s)?$")
_NAMING = re.compile(
    r"\b(?:called|named|naming|christened) (?:(?:my|our|the|his|her|their) )?"
    r"(?:cat|dog|baby|kitten|puppy|rabbit|son|daughter|boy|girl|lad)(?: \w+)?$"
    r"|\b(?:named|christened|calling|called) (?:her|him|them)$|\bwhoever$"
)
_IS_A_NAME = re.compile(
    r"(?:is|was) (?:my|her|his|our|their|the|a) (?:\w+ )?(?:sur|family |maiden |last )?name\b(?! of)"
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
_HARDLY_NAMES = frozenset(("Nuneaton", "Rugby", "Bedworth", "Royal Leamington Spa", "Coventry", "Birmingham", "London"))
_WHOSE = (
    r"(?:my|our|his|her|their|your|this|that|(?:mum|mom|dad|nan|gran|son|daughter|husband|wife|partner|neighbour)s)"
)
_ROLE = re.compile(  # people who are spoken of by name; mum and dad are not, and mum Kenilworth is where she lives
    rf"\b{_WHOSE}(?: \w+)? (?:husband|hubby|wife|partner|boyfriend|girlfriend|fiancee?|carer|pa|home help|key ?worker|"
    r"(?:support|social|case|care|outreach|family|youth) ?worker|health visitor|work coach|landlord|landlady|"
    r"gran|granny|nan|nana|grandma|grandad|grandpa|uncle|aunt|auntie|nephew|niece|cousin|stepdad|stepson|ex|"
    r"counsellor|therapist|psychologist|psychiatrist|midwife|solicitor|dentist|vicar|dog|cat|puppy|kitten|rabbit)$"
)
_STILL_A_PLACE = re.compile(
    r"(?:area|estate|village|ward|town|side|way|based|library|high|hospital|clinic|centre|surgery|pantry|food|baby|warm)\b"
)
_CHILD = re.compile(
    rf"\b{_WHOSE}(?: \w+)? (?:son|daughter|lad|boy|girl|baby|toddler|grandson|granddaughter|brother|sister|mate|friend|"
    r"little one|eldest|youngest)$|^little$|\b(?:is|for|my|our|and) little$"
)
_OF_THAT_NAME = re.compile(  # what is said of people alone, after any name
    r"[\s(]*by (?:marriage|birth)\b|[\s(]+on (?:his|her|their|the) (?:name ?)?(?:badge|lanyard)\b|[\s(]+is (?:spelt|spelled|pronounced)\b"
    r"|(?:'?s|[\s,(]+(?:is|was|thats|hes|shes)) (?:my|our|his|her|their) (?:\w+ )?"
    rf"(?:daughter|wife|girlfriend|sister|mum|nan|gran|niece|stepdad|carer|landlady|social worker|{_FAMILY[3:-1]})\b(?!')"
    r"|[\s,(]+(?:my|her|his|our|the) (?:sur ?name|(?:last|maiden|family|married|second) name)\b"
    r"|[\s,.:(\-]+(?:first|fore|christian|given) ?names?\b"
    r"|[,\s(]+(?:the|my|our|a) (?:\w+ )?(?:counsellor|social worker|support worker|key ?worker|carer|solicitor|lawyer|"
    r"doctor|nurse|midwife|caretaker|vicar|debt man|councillor|mp)\b"
)
_AGE = re.compile(
    r"[\s,(]+(?:whos |who is |hes |shes |is |aged? )?(?:only )?\d{1,2}(?: (?:years?|yrs?|months?|mths|weeks?)\b| and\b|[,.)]|yo\b|$)"
)
_A_FAMILY = re.compile(
    r" (?:brothers|twins|sisters|triplets|boys|girls|kids|family|lad|lads|lady|bloke|chap|fella|guy|woman|girl|boy)\b(?! (?:hub|cent|supp|serv|inf))"
)
_AN_ORIGIN = re.compile(r"\b(?:the|them|those|that|this)$")
_ONE_OF_THAT_NAME = re.compile(r"\b(?:(?:im|am|from|by|with|is|was|not|to|called|and|see) an?|^an?|another)$")
_ENDS = re.compile(
    r"$|[.,!?;:)]| (?:and|but|who|whos|whose|is|was|has|had|from|by|no|on|in|at|then|i think|before|when|till|until)\b"
)
_PUNJABI = re.compile(r"\w{2,}(?:vinder|winder|jinder|preet|deep|meet|jit|jeet)")  # more names than any list holds
_IN_AN_OFFICE = re.compile(
    r" (?:from|in|at) (?:the )?(?:finance|housing|benefits|council|dwp|accounts|payroll|hr|social services|adult social|"
    r"revenues|customer|billing|reception|citizens|job ?cent)"
)
_DOES_ONE_THING = re.compile(
    r"(?!needed|wanted|required|based|led|run)(?:\w{2,}ed|will|would|did|came|rang|gave|left|told|sent)\b"
)
_SURNAMES = frozenset(
    "alcester ansley arley ashorne atherstone barford bidford bilton brinklow coleshill corley dunchurch grendon "
    "harbury hartshill kenilworth kineton lillington milverton polesworth southam stratford studley tysoe warwick "
    "wolston wolvey".split()
)
_FAMILY_NAMES = re.compile(
    r"(?:smith|jones|taylor|davies|davis|evans|thomas|johnson|roberts|wright|robinson|thompson|hughes|edwards|harris|"
    r"lewis|jackson|clarke?|turner|cooper|morris|harrison|patel|khan|singh)\b"
)

_TITLES_OF_BOOKS = re.compile(r"(?:by (?:sir )?(?:walter )?scott|the kingmaker|rosettes?)\b")
_IDIOMS = {  # before the name
    "leicester": re.compile(r"\bred$"),
    "gloucester": re.compile(r"\b(?:double|single)$"),
    "derby": re.compile(r"\bsage$"),
    "coventry": re.compile(
        r"(?:\b(?:is|was|got|get|getting|been|being|be|im|are|hes|shes|were) (?:\w+ )?|^)sent to$"
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
    if name in _SURNAMES and _is_a_friend(before, after):
        return True
    return name in _GIVEN and _is_called_so(before, after, possessive)


def is_somebody(words: Sequence[Word], first: int, before: str, after: str, place: str) -> bool:
    """Joan Snitterfield, my husband Bilton, the Shottery brothers. after runs on with its marks.

    place is the full name: of a large town that is hardly anybody's name only what is surely said of people tells.
    """
    if _OF_THAT_NAME.match(after):
        return True
    if _AN_ORIGIN.search(before) and _A_FAMILY.match(after):
        return True
    if follows_a_first_name(words, first) and _IN_AN_OFFICE.match(after):
        return True
    if place in _HARDLY_NAMES or _STILL_A_PLACE.match(after.lstrip()):
        return False
    if follows_a_first_name(words, first) or _ROLE.search(before):
        return True
    if _CHILD.search(before) and (_AGE.match(after) or _DOES_THINGS.match(after.lstrip(" ,"))):
        return True
    if before.rpartition(" ")[2] in _OFFICES and _DOES_ONE_THING.match(after.lstrip()):
        return True
    return bool(_ONE_OF_THAT_NAME.search(before) and _ENDS.match(after))


def is_aged(after: str) -> bool:
    """Abbey Green, 8 years old."""
    return bool(_AGE.match(after))


def follows_a_first_name(words: Sequence[Word], first: int) -> bool:
    if not first or words[first].gap.strip(" ") or words[first - 1].possessive:
        return False
    sure, perhaps = tables.first_names()
    name = words[first - 1]
    if name.text in sure or (_PUNJABI.fullmatch(name.text) and name.capital):
        return True
    inside_a_sentence = first > 1 and not words[first - 1].gap.strip(" ")
    return name.text in perhaps and inside_a_sentence and name.capital and words[first].capital


def _is_a_friend(before: str, after: str) -> bool:
    """Our Warwick has lost his job, my mate Coleshill Dave."""
    return bool(
        _FRIEND.search(before) and (_DOES_THINGS.match(after) or after.split(" ", 1)[0] in tables.first_names()[0])
    )


def _is_called_so(before: str, after: str, possessive: bool) -> bool:
    """Warwick is somebody's first name here; but not in: Warwick council told me."""
    if _OFFICE_OF.match(after):
        return False
    if _FAMILY_NAMES.match(after) or (possessive and _KIN.match(after)) or _TREATED.search(before):
        return True
    if not before:
        return bool(_IS_A_CHILD.match(after) or _TO_ME.match(after))
    return bool(_ONE_OF_MINE.search(before) and _DOES_THINGS.match(after))


def is_an_idiom(name: str, before: str, after: str) -> bool:
    """Red Leicester, and being sent to Coventry by one's workmates, though not by the council; titles of books."""
    if _TITLES_OF_BOOKS.match(after):
        return True
    idiom = _IDIOMS.get(name)
    if idiom is None or not idiom.search(before):
        return False
    return name != "coventry" or not _REALLY_SENT.match(after)
