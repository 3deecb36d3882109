"""Numbers as keyed digests, numbers and texts sealed while they are needed. The keys come from the deployment's secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

import phonenumbers
from cryptography.fernet import Fernet, InvalidToken

_COUNTRY = "GB"
# Nothing else stands in a number: the letters of a name would be read as the keys of a telephone.
_NUMBER = re.compile(r"\+?[0-9\s()./-]+")
# Short codes are of five to eight digits; no mobile number is, with its country or its nought.
_LEAST_DIGITS = 9


class Sealed:
    """Keeps what the database holds unreadable without the secret; digests cannot be turned back even with it."""

    def __init__(self, secret: str) -> None:
        self._digest_key = _derived(secret, "sms-digest")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(secret, "sms-seal")))

    def digest(self, kind: str, value: str) -> str:
        """64 hexadecimal digits; the same value gives another digest for another kind."""
        return hmac.new(self._digest_key, f"{kind}:{value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def contact(self, number: str) -> str:
        return self.digest("number", number)

    def seal(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode("utf-8", "replace"))

    def open(self, sealed: bytes) -> str | None:
        """None where it was sealed with another secret, or is damaged."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            return None


def telephone(sender: str) -> str | None:
    """`sender` in E.164 (+447700900123), or None where nobody could be answered there: a name, a short code, nonsense."""
    given = sender.strip()
    if not _NUMBER.fullmatch(given) or sum(character.isdigit() for character in given) < _LEAST_DIGITS:
        return None
    # GOV.UK Notify names a country without the plus.
    candidates = [given] if given.startswith(("+", "0", "(0")) else [f"+{given}", given]
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, _COUNTRY)
        except phonenumbers.NumberParseException:
            continue
        # Not is_possible_number: that takes what could be dialled only within a town.
        possible = phonenumbers.is_possible_number_with_reason(number)
        if number.national_number and possible == phonenumbers.ValidationResult.IS_POSSIBLE:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
