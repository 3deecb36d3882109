"""A place name that is a firm's, a product's or a pub's here: Rugby Cement, a Kenilworth sofa, the Warwick pub."""

import re

_BRANCH = r"(?:\w+ )?"
_FIRM_AFTER = re.compile(
    r"(?:holdings|bailiffs?|enforcement|plc|ltd|limited|llp|and sons?|and co|solicitors?|insurance|antivirus|brewery|"
    r"motors|group|lettings|recruitment|finance|loans|catalogue)\b"
)
_FIRM_BEFORE = re.compile(r"\b(?:bailiffs?|enforcement agents?|lenders?|loan|insurance)(?: is| are)? (?:from|with)$")
_SURELY = re.compile(
    r"(?:,? ?(?:&|and) (?:sons?|daughters?|co|partners|brothers|bros)\b"
    r"| (?:plc|ltd|limited|llp|cement|needles|pottery|porcelain|ales?|lager|bitter beer|sculptures|holdings)\b"
    r"| time for\b)"
)
_KIND = (
    r"(?:firm|company|garage|brand|band|film|movie|show|programme|pub|solicitors?|builders?|plumbers?|lender|supplier|"
    r"app|website|game|horse|song|book|novel|cheese|beer)"
)
_IS_ONE = re.compile(
    rf"(?:'?s|,)? ?(?:the|some|an?|that|my|our) {_BRANCH}{_KIND}\b(?! (?:in|near|at|on)\b)"
    rf"| (?:is|was|its|isnt) (?:the|an?|some|that) {_BRANCH}{_KIND}\b"
)
_PRODUCT = re.compile(
    r"(?:sofa|settee|armchair|recliner|mattress|carpet|table|sideboard|wardrobe|cooker|stove|boiler|lathe|bike|"
    r"caravan|beer|ale|cider|gin|cheese|sausage|pie|biscuits?|jacket|dress|shoes|trainers|hoodie|lamp|rug|curtains|teapot|mug|vase|jumper|coat|boots|handbag|buggy|pram)\b"
)
_ONE_OF_THEM = re.compile(r"\b(?:a|an|my|our|his|her|their|this|that|the|new|old|second hand)$")
_SEAT = re.compile(
    r"\b(?:head ?office|head ?quarters|headquartered|hq|registered office|call ?cent(?:re|er)|factory|warehouse|depot)"
    r"(?: (?:is|are|was|being|its|thats))?(?: \w+)? (?:at|in|near|from)$"
)
_SETTING = re.compile(
    r"\b(?:novel|book|film|programme|series|drama|show|story|play|game)(?: \w+)? (?:set|filmed|shot) (?:in|at|near)$"
)
_BANKS = re.compile(
    r"\b(?:bank|banks|banking|banked|savings|account|accounts|mortgage|isa|overdraft|loan|saving)(?: \w+)? (?:with|at|from) the$"
)
_THE_VERB = re.compile(
    r" (?:is|was|has|had|in|comes|came|costs?|broke|collapsed) (?!(?:my|our|the nearest|where|closest|nearest)\b)"
)
_PUB = re.compile(r"(?:pub|arms|inn|tavern|brewery tap|ale ?house)\b")
_SUPPLIER = re.compile(
    r"\b(?:gas|electric|electricity|leccy|energy|water|broadband|insurance|supplier|account|contract|switched)\b"
)
_SUPPLY = re.compile(
    r" (?:energy|power|gas|water|telecom|mobile|broadband|insurance)\b(?! (?:bills?|help|advice|grant|voucher|top))"
)


def is_a_firm(before: str, after: str) -> bool:
    """Preston solicitors; not asked of towns, where Rugby solicitors may be any in the town."""
    return bool(_FIRM_AFTER.match(after) or _FIRM_BEFORE.search(before))


def is_said_of_a_thing(before: str, after: str) -> bool:
    """The Kenilworth is out of stock: towns and villages take no article."""
    return before.endswith("the") and bool(_THE_VERB.match(after))


def is_a_thing(before: str, after: str, led_in: bool) -> bool:
    """Whatever place gave its name. after runs on with its marks: & sons, , some firm or other.

    led_in: a word such as in or near stands before, and it is the place in spite of what follows: in Rugby a firm.
    """
    if _SEAT.search(before) or _BANKS.search(before) or _SETTING.search(before):
        return True
    if _SURELY.match(after):
        return True
    if led_in:
        return False
    if _IS_ONE.match(after):
        return True
    if _ONE_OF_THEM.search(before) and _PRODUCT.match(after[1:]):
        return True
    if before.endswith("the") and _PUB.match(after[1:]):
        return True
    return bool(_SUPPLY.match(after) and _SUPPLIER.search(before) and before.endswith((" with", " from", " by", " to")))
