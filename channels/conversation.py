"""One message in, one reply out: danger first, then Rasa, and never silence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import safety
from channels.cleaning import clean, has_words
from channels.messages import Inbound, Message, Outcome, Reply
from channels.rasa import RasaClient, RasaUnavailable
from channels.redaction import redact
from channels.wording import Wording
from safety import Contact

Contacts = Mapping[str, Contact]

WORDING_KEYS = (
    "utter_unavailable",
    "utter_unavailable_short",
    "utter_empty",
    "utter_no_words",
    "utter_too_long",
    "utter_slow_down",
)
MAX_CHARACTERS = 2_000
MAX_CHARACTERS_FOR_SAFETY = 10_000
# Somebody in danger has their answer already: they do not wait the full time for the rest of it.
DANGER_PATIENCE_SECONDS = 3.0

_log = logging.getLogger(__name__)


def reply_to(
    message: Inbound,
    *,
    rasa: RasaClient,
    wording: Wording,
    contacts: Callable[[], Contacts],
    over_limit: bool = False,
) -> Reply:
    """What to show for `message`. Whatever state Rasa or the database is in, there is a reply with a next step."""
    cleaned = clean(message.text)
    kinds = _danger_kinds(safety.find_danger, message.text, cleaned)
    heard = redact(cleaned[:MAX_CHARACTERS])

    refusal = _refusal(message, cleaned, over_limit)
    if refusal:
        outcome, key = refusal
        kinds = kinds or _danger_kinds(safety.find_hints, message.text, cleaned)
        told = _urgent(kinds, contacts, message.channel) or (Message(wording.say(key, message.channel)),)
        return Reply(told, heard, outcome, kinds)
    try:
        answered = _ask(rasa, message, heard, kinds)
    except RasaUnavailable as error:
        _log.warning("rasa unavailable: %s", error.code)
        # Nobody else can weigh a hint now: better a number too many than one too few.
        kinds = kinds or _danger_kinds(safety.find_hints, message.text, cleaned)
        urgent = _urgent(kinds, contacts, message.channel)
        fallback = unavailable(wording, contacts, message.channel, short=bool(urgent))
        return Reply((*urgent, fallback), heard, Outcome.UNAVAILABLE, kinds)
    return Reply((*_urgent(kinds, contacts, message.channel), *answered), heard, Outcome.ANSWERED, kinds)


def danger_alone(message: Inbound, *, contacts: Callable[[], Contacts]) -> Reply | None:
    """The reply to danger without asking anybody else, hints counted; None where there is no danger."""
    cleaned = clean(message.text)
    kinds = _danger_kinds(safety.find_hints, message.text, cleaned)
    if not kinds:
        return None
    return Reply(_urgent(kinds, contacts, message.channel), redact(cleaned[:MAX_CHARACTERS]), Outcome.REFUSED, kinds)


def is_danger(text: str) -> bool:
    """Whether there surely is danger in it."""
    return bool(_danger_kinds(safety.find_danger, text, clean(text)))


def unavailable(
    wording: Wording, contacts: Callable[[], Contacts], channel: str = "web", *, short: bool = False
) -> Message:
    """What we say when the assistant itself cannot answer."""
    key = "utter_unavailable_short" if short else "utter_unavailable"
    return wording.message(key, channel, **known_contacts(contacts))


def known_contacts(contacts: Callable[[], Contacts]) -> Contacts:
    """The contacts as staff keep them; where the database does not answer, the checked-in snapshot."""
    snapshot = safety.snapshot()
    try:
        mended = {key: contact for key, contact in contacts().items() if contact.phone or contact.text_number}
        return {**snapshot, **mended}
    except Exception as error:  # whatever fails there, somebody in danger still gets a number
        _log.warning("contacts unavailable, using the snapshot: %s", type(error).__name__)
        return snapshot


def _danger_kinds(find: Callable[[str], tuple[safety.Danger, ...]], text: str, cleaned: str) -> tuple[str, ...]:
    dangers = find(text[:MAX_CHARACTERS_FOR_SAFETY])
    if not dangers and cleaned != text:  # invisible characters inside a word must not hide it
        dangers = find(cleaned[:MAX_CHARACTERS_FOR_SAFETY])
    return tuple(danger.kind for danger in dangers)


def _urgent(kinds: tuple[str, ...], contacts: Callable[[], Contacts], channel: str) -> tuple[Message, ...]:
    if not kinds:
        return ()
    first, *others = safety.reply(kinds, known_contacts(contacts), channel)
    custom = {"type": "danger", "kinds": list(kinds)}
    return (Message(first, custom=custom), *map(Message, others))


def _refusal(message: Inbound, cleaned: str, over_limit: bool) -> tuple[Outcome, str] | None:
    """Why Rasa is not asked at all, with the wording that says so."""
    if over_limit:
        return Outcome.SLOWED, "utter_slow_down"
    if message.payload:
        return None
    if len(cleaned) > MAX_CHARACTERS:
        return Outcome.REFUSED, "utter_too_long"
    if not cleaned:
        return Outcome.REFUSED, "utter_empty"
    if not has_words(cleaned):
        return Outcome.REFUSED, "utter_no_words"
    return None


def _ask(rasa: RasaClient, message: Inbound, heard: str, kinds: tuple[str, ...]) -> tuple[Message, ...]:
    metadata: dict[str, object] = {"channel": message.channel, "danger": list(kinds)}
    if message.id:
        metadata["inbound"] = message.id
    said = rasa.send(
        message.conversation,
        message.payload or heard,
        metadata,
        timeout_seconds=DANGER_PATIENCE_SECONDS if kinds else None,
    )
    spoken = tuple(item for item in said if (item.custom or {}).get("type") != "silence")
    if not spoken and not kinds:
        raise RasaUnavailable("silence")
    return spoken
