"""What was chosen and which number was typed; what is wrong with them, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import phonenumbers

from channels.sms.privacy import telephone

# Numbers that Ofcom keeps for films and examples are nobody's, and no list of mobile numbers has them.
_FOR_EXAMPLES = re.compile(r"\+447700900\d{3}")
_LONGEST_TYPED = 40
NOTHING_CHOSEN = "Choose at least one service"
NO_NUMBER = "Enter a mobile number"
NO_MOBILE = "Enter a UK mobile number, like 07700 900123. Other numbers cannot get our texts"


@dataclass(frozen=True)
class Asked:
    """`errors` by the name of the field; `number` is E.164, and empty where there is an error."""

    chosen: tuple[int, ...]
    typed: str
    number: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def read_asked(ticked: Iterable[str], typed: str, offered: int) -> Asked:
    """Places beyond the `offered` cards are passed over: no page of ours sends them."""
    places = {str(place): place for place in range(offered)}
    chosen = tuple(sorted({places[one] for one in ticked if one in places}))
    number = uk_mobile(typed)
    errors = {}
    if not chosen:
        errors["card"] = NOTHING_CHOSEN
    if number is None:
        errors["number"] = NO_MOBILE if typed.strip() else NO_NUMBER
    return Asked(chosen, typed[:_LONGEST_TYPED], number or "", errors)


def uk_mobile(typed: str) -> str | None:
    """In E.164 (+447700900123); None for anything that is no mobile number of the United Kingdom.

    Those of the Channel Islands and the Isle of Man begin alike, but texts to them are charged as abroad.
    """
    number = telephone(typed)
    if number is None or _FOR_EXAMPLES.fullmatch(number):
        return number
    parsed = phonenumbers.parse(number)
    is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    return number if is_mobile and phonenumbers.region_code_for_number(parsed) == "GB" else None


def in_groups(number: str) -> str:
    """As people read a mobile number out: 07700 900 123."""
    national = number.replace("+44", "0", 1)
    return f"{national[:5]} {national[5:8]} {national[8:]}"
