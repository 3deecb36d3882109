"""Personal identifiers taken out of a message before it is stored or sent anywhere.

Out: e-mail addresses, phone numbers of people, National Insurance, NHS, card, bank and other long numbers.
Kept: postcodes (we need them), prices, dates, bus routes, 999 and its kin, and freephone and 03 numbers,
which belong to services and not to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

TOKEN = "[removed]"

Span = tuple[int, int]

_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+(?:@[\w-]+(?:\.[\w-]+)*| ?@ ?[\w-]+(?:\.[\w-]+)+)", re.ASCII)
# Said to a phone: "jo at gmail dot com". Only the usual mail hosts, because "I looked at rugby.gov.uk" is no address.
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+ (?:at|\(at\)|\[at\]) (?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|aol|btinternet|sky"
    r"|talktalk|virginmedia|proton(?:mail)?|[\w-]+(?= dot (?:com|co|org|net)\b))(?:(?:\.| dot )(?:com|co|org|net|uk|me))*\b",
    re.IGNORECASE,
)
# QQ is no real prefix, yet it is the one in every official example.
_NATIONAL_INSURANCE = re.compile(
    r"\b(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)"
    r"(?:\d{6}(?:[ ]?[A-D])?|[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D])\b",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\bGB\d\d[ ]?[A-Z]{4}(?:[ ]?\d){14}\b", re.IGNORECASE)
_SORT_CODE = r"\d\d(?P<gap>[ -]?)\d\d(?P=gap)\d\d"
_SORT_CODE_AND_ACCOUNT = re.compile(rf"\b{_SORT_CODE}\b\D{{1,30}}\b\d{{4}}[ ]?\d{{3,4}}\b")
_ACCOUNT_AND_SORT_CODE = re.compile(rf"\b\d{{7,8}}\b\D{{1,30}}\b{_SORT_CODE}\b")
_NAMED_SORT_CODE = re.compile(rf"\bsort\s*code\D{{0,12}}?(?P<number>{_SORT_CODE})\b", re.IGNORECASE)
_NAMED_ACCOUNT = re.compile(
    r"\b(?:account|acct?)(?:\s*(?:number|num|no))?\b\D{0,12}?(?P<number>\d{4}[ ]?\d{3,4})\b", re.IGNORECASE
)
_NHS = re.compile(r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![\d£$€.,])\d{9,}(?!\d)")
# A British number as people write it: any grouping, and the area code in brackets or not.
_BRITISH_PHONE = re.compile(
    r"(?<![\w£])(?:(?:\+|00)\s?44[\s.-]{0,2}(?:\(0\)\s?)?\(?|\(?0)(?:[\s.()-]{0,2}\d){9,10}(?!\d)"
)
_MOBILE_WITHOUT_ZERO = re.compile(r"(?<![\w£])7\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[ .-](?:0[1-9]|1[0-2])[ .-](?:19|20)?\d\d\b")
_DIGIT_GROUPS = re.compile(r"\d+")


def redact(text: str) -> str:
    """`text` with every personal identifier replaced by TOKEN."""
    redacted, position = "", 0
    for start, end in _merged(sorted(_found(text))):
        redacted += text[position:start] + TOKEN
        position = end
    return redacted + text[position:]


def _found(text: str) -> Iterator[Span]:
    for pattern in (_EMAIL, _SPOKEN_EMAIL):
        yield from (match.span() for match in pattern.finditer(text))
    if sum(map(str.isdecimal, text)) < 6:
        return
    for pattern in (_NATIONAL_INSURANCE, _IBAN, _SORT_CODE_AND_ACCOUNT, _ACCOUNT_AND_SORT_CODE):
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in (_NAMED_SORT_CODE, _NAMED_ACCOUNT):
        yield from (match.span("number") for match in pattern.finditer(text))
    yield from _cards(text)
    yield from (match.span() for match in _NHS.finditer(text) if _is_nhs_number(match[0]))
    yield from _phones(text)


def _phones(text: str) -> Iterator[Span]:
    for pattern in (_BRITISH_PHONE, _MOBILE_WITHOUT_ZERO, _LONG_NUMBER):
        for match in pattern.finditer(text):
            if _in_phone_groups(match[0]) and not _belongs_to_a_service(match[0]):
                yield match.span()
    for found in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID):
        national = phonenumbers.national_significant_number(found.number)
        if found.number.country_code != 44 or not _belongs_to_a_service(f"0{national}"):
            yield found.start, found.end


def _in_phone_groups(number: str) -> bool:
    """Dates, times and lists of routes come in ones and twos; a phone number does not, unless spelt out."""
    longest = max(map(len, _DIGIT_GROUPS.findall(number)))
    return not _DATE.match(number) and longest != 2


def _belongs_to_a_service(number: str) -> bool:
    digits = re.sub(r"^(?:00)?44(?=\d{9,10}$)", "0", re.sub(r"\D", "", number))
    return digits.startswith(("0800", "0808", "03", "084", "087", "0500"))


def _cards(text: str) -> Iterator[Span]:
    """Runs of 13 to 19 digits, in groups or not, that pass the card checksum."""
    groups = list(_DIGIT_GROUPS.finditer(text))
    for first in range(len(groups)):
        digits = ""
        for last in range(first, len(groups)):
            if last > first and not re.fullmatch(r"[ .-]{1,2}", text[groups[last - 1].end() : groups[last].start()]):
                break
            digits += groups[last][0]
            if len(digits) > 19:
                break
            if _is_card(digits, groups=last - first + 1):
                yield groups[first].start(), groups[last].end()


def _is_card(digits: str, groups: int) -> bool:
    """Bus routes and ages come in ones and twos, cards in fours; no card in use begins with anything but 2 to 6."""
    return len(digits) >= 13 and len(digits) / groups >= 3 and digits[0] in "23456" and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _is_nhs_number(text: str) -> bool:
    digits = [int(character) for character in text if character.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def _merged(spans: list[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current and span[0] <= current[1]:
            current = current[0], max(current[1], span[1])
            continue
        if current:
            yield current
        current = span
    if current:
        yield current
