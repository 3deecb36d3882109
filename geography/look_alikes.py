"""What stands around a code in the text: whether it is a postcode there, or a bus, a vitamin, a time, a count."""

import re
from collections.abc import Sequence

from .postcode import Postcode
from .standing import lead_in
from .wording import Word

SMALL_TALK = frozenset(
    "hi hello hiya hey its it is im i am in at near my the postcode post code area please pls plz thanks thx thank "
    "you ta yes yeah ok um sorry and can could any innit".split()
)
_LABELLED = re.compile(r"\b(?:post ?codes?|zip|pc)(?: \w+){0,2}$")
_LIVES = re.compile(r"\b(?:live|lives|living|based|staying|moved|flat|house|home) (?:\w+ )?(?:in|at|to|near|round)$")
_THERE = re.compile(r"\b(?:in|at|near|nr|from|around|round|outside|off|by|for|of|to)(?: the)?$")
_NUMBERED = re.compile(
    r"\b(?:flat|unit|room|block|seat|form|bus|route|bay|plot|level|band|grade|section|gate|platform|page|vitamin|"
    r"size|type|order|ref|reference|number|model|reg|registration|plate|class|table|junction|account|claim|policy|"
    r"booking|version|apartment|apt|locker|ward|zone|ticket|invoice|error|fault|error code|fault code|box|question|"
    r"channel|letter|draft|set|disc|extension|ext|parcel|dose|desk|parcel (?:tba|no|number)|tba|tracking|tracking (?:no|number)|slip|"
    r"receipt|barcode|(?<!post )(?<!zip )code|password|passcode|pin|serial|voucher|coupon|quote|form|fine|pcn|"
    r"batch|sku|item|catalogue)(?: is| number| no| ref)?$"
)
_NUMBERED_AFTER = frozenset(
    "road vitamin vitamins bus buses tablets junction motorway petrol battery paper form forms jab vaccine com co org "
    "net uk pdf doc docx jpg scholarship error fault model".split()
)
_MARKED = ("\u00a3", "$", "#", "@", "_", "+")
_TEXT_SPEAK = ("CV19", "ME2", "BE4")  # Covid, me too, before
_FORMS = frozenset("SA1 BR1 BR19 CH2 PE2 PE3 TR1 PA1 PA3 PA8 SR1 BD8 UB40 TA6 TA10 WD40 RG6 MK1 MK2 DL1".split())
_FILLED_IN = re.compile(
    r"\b(?:(?:fill\w*|put|hand|handed|send|sent|sending) (?:in|off)|"
    r"(?:wait|waiting|apply|applied|applying|ask|asked) for"
    r"|(?:page|part|copy|end|top|bottom|box|back) of)(?: the| a| my)?$"
)
_MY_CV = re.compile(
    r"\b(?:my|a|your|his|her|the|our|new|old|good|update|updated|write|writing|send|sent|email|with|whole|printed|"
    r"print)(?: own| new)?$|\b(?:letter|application|references?) (?:and|or|with)$"
)
_CV_PARTS = frozenset(
    "page pages year years copy copies sent times hours jobs weeks days months mins minutes people of tips and version "
    "attached template applications application interviews interview rejections employers places min max drafts "
    "versions goes tries lines words".split()
)
_COUNTED = frozenset(
    "kid kids child children kiddies people person adult adults of week weeks wk wks day days month months year years "
    "yr yrs hour hours hr hrs min mins minutes pm am oclock bed beds bedroom bedrooms time times mile miles pound "
    "pounds quid pence p k mouths baby babies dog dogs cat cats young small little hungry teenagers teens toddlers boy "
    "boys girl girls lads sons daughters family members us x more night nights meal meals bags bills or to in a".split()
)
_QUANTITY = re.compile(r"[0-9]?(?:am|pm|st|nd|rd|th|hr|yr|wk|ft|gb|lb|pt|br|qt|ys|hs)")
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)")
_ORDERED = frozenset(
    "time week day floor child kid baby of one month year house door person birthday january february march april may "
    "june july august september october november december".split()
)
_SHORT_WORDS = frozenset("at as an be by he us up we ha ur ya ye re ad la pl st th nd rd ft hr yr tea bn pt".split())
_TWO_LETTER_WORDS = _SHORT_WORDS | frozenset("am do go if im in is it me my no of oh ok on or so to".split())
_OUTCODE = re.compile(r"cv[0-9]{2}")
_DRAFTS = frozenset(
    "draft drafts version versions template templates edited attached upload uploaded uploading saved pdf".split()
)
_PLATE_BEFORE = re.compile(
    r"\b(?:plates?|reg|registration|registered|towed|clamped|ticketed|mot|dvla|v5c?|"
    r"(?:car|van|bike|motor|vehicle|lorry|scooter|moped|taxi|caravan|transit|truck)s?)(?: \w+){0,2}$"
)
_PLATE_AFTER = re.compile(
    r"^(?:is |was |s )?(?:(?:my|his|her|our|the|your|on) )?(?:\w+ )?(?:plates?|reg|registration|car|van|motor|bike)\b"
)
_PLATE_LETTERS = re.compile(r"[a-hj-z]{3}")
_NO_VOWEL = re.compile(r"[^aeiou]{3}")
_NOT_PLATE_LETTERS = frozenset(
    "any and are ask asp bad bed big bus but cab can car cat cos cry day did dad dla dog dss dwp eat end esa etc far "
    "fed few for fry fun gas get got gps gym had has her help hes him his hlp hmo how hrs ill its job key kid kids "
    "let lol lot low man may men met mom msg mum mrs nan new nhs not now off old omg one our out own pay pet pip "
    "pls plz ppl pub put ran red run sat saw see set she shy six sky sry sup ten thx tbh the tks too top try tv two "
    "urg usc use van via was way wet who why wtf ffs smh yes yet yep you".split()
)


def is_labelled(words: Sequence[Word], first: int) -> bool:
    """My postcode is ..."""
    return bool(_LABELLED.search(lead_in(words, first)))


def lives_there(words: Sequence[Word], first: int) -> bool:
    """I live in ..."""
    return bool(_LIVES.search(lead_in(words, first)))


def is_a_numbered_thing(words: Sequence[Word], first: int, last: int) -> bool:
    """Flat B46, vitamin b12, the B76 bus, #B50."""
    return (
        words[first].gap[-1:] in _MARKED
        or (words[first].gap == "/" and words[first - 1].text.isdigit())  # reference 22/B46/19
        or bool(_NUMBERED.search(lead_in(words, first)))
        or _following(words, last) in _NUMBERED_AFTER
    )


def is_a_number_plate(words: Sequence[Word], first: int, last: int) -> bool:
    """NN11 PQR, which no postcode can be; letters with a vowel in them only where a car is spoken of."""
    if last >= len(words) or words[last].gap not in (" ", "-", "") or sum(len(w.text) for w in words[first:last]) != 4:
        return False
    letters = words[last].text
    if not _PLATE_LETTERS.fullmatch(letters) or letters in _NOT_PLATE_LETTERS | SMALL_TALK | _COUNTED:
        return False
    return bool(_NO_VOWEL.fullmatch(letters)) or is_of_a_car(words, first, last + 1)


def is_of_a_car(words: Sequence[Word], first: int, last: int) -> bool:
    """My reg is ..., or: ... is my van's plate."""
    before = lead_in(words, first)
    after = " ".join(word.text for word in words[last : last + 5])
    return bool(_PLATE_BEFORE.search(before) and not _THERE.search(before)) or bool(_PLATE_AFTER.match(after))


# Units -------------------------------------------------------------------------------------------------------


def is_a_quantity(piece: str) -> bool:
    return bool(_QUANTITY.fullmatch(piece))


def is_an_ordinal(words: Sequence[Word], last: int) -> bool:
    """CV11 4th floor."""
    return bool(_ORDINAL.fullmatch(words[last - 1].text)) and _following(words, last) in _ORDERED


def ends_in_a_word(words: Sequence[Word], first: int, last: int) -> bool:
    """CV11 5 at the moment; but nobody ends a sentence there, so CV11 5 AT. is a unit. CV11 at never is CV1 1AT."""
    outcode = "".join(word.text for word in words[first : last - 1])
    halves = _OUTCODE.fullmatch(outcode) and len(words[last - 2].text) > 1
    if halves and words[last - 1].text in _TWO_LETTER_WORDS:
        return True
    if last - first < 3 or words[last - 1].text not in _SHORT_WORDS or len(words[last - 2].text) > 1:
        return False
    goes_on = last < len(words) and not words[last].gap.strip()
    return goes_on and words[last].text not in SMALL_TALK


# Sectors and outcodes ----------------------------------------------------------------------------------------


def is_likely_outcode(words: Sequence[Word], first: int, last: int, postcode: Postcode) -> bool:
    """Whether an outcode or sector with no unit behind it is meant for one: the fewer letters, the more doubt."""
    if str(postcode) in _TEXT_SPEAK:
        return False
    if postcode.outcode.startswith("CV"):
        return not _is_a_curriculum_vitae(words, first, last)
    area = postcode.outcode.rstrip("0123456789")
    district = postcode.outcode[len(area) :]
    if postcode.is_near and (len(area) == 2 or _is_ours_or_next_door(district)):
        return True
    before = lead_in(words, first)
    if len(area) == 1 and (not postcode.is_near or len(district) == 1):  # M6, E10, and b4 for before
        return lives_there(words, first)
    if not postcode.is_near and (str(postcode) in _FORMS or _FILLED_IN.search(before)):
        return lives_there(words, first)
    there = bool(_THERE.search(before)) or _following(words, last) == "area"
    return there or (_is_alone(words, first, last) and (postcode.is_near or len(area) == 2))


def _is_a_curriculum_vitae(words: Sequence[Word], first: int, last: int) -> bool:
    """Cv 3 pages, my cv2."""
    apart = last - first == 2
    short = sum(len(word.text) for word in words[first:last]) == 3
    following = _following(words, last)
    if not (apart or short) or following in ("area", "innit"):
        return False
    before = lead_in(words, first)
    if short and lives_there(words, first):
        return False
    drafts = short and any(word.text in _DRAFTS for word in words)
    return drafts or bool(_MY_CV.search(before)) or following in _CV_PARTS


def _is_ours_or_next_door(district: str) -> bool:
    """Birmingham outcodes from B46 up lie in or beside Warwickshire; B1 to B45 are the city's own."""
    return district.isdigit() and int(district) >= 46


def _is_alone(words: Sequence[Word], first: int, last: int) -> bool:
    return all(word.text in SMALL_TALK for word in (*words[:first], *words[last:]))


def counts_something(words: Sequence[Word], index: int) -> bool:
    """The digit begins a number or a count: cv11 4 kids, cv11 4.30."""
    if _following(words, index + 1) in _COUNTED:
        return True
    if len(words[index].text) > 1 or index + 1 >= len(words):
        return False
    return words[index + 1].text[0].isdigit() or words[index + 1].gap[:1] in ("%", "\u00a3")


def _following(words: Sequence[Word], last: int) -> str:
    return words[last].text if last < len(words) else ""
