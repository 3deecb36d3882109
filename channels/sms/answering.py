"""What a received text gets: danger first, then the words with a meaning of their own, then the assistant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from channels.cleaning import clean
from channels.conversation import (
    MAX_CHARACTERS,
    Contacts,
    danger_alone,
    is_danger,
    known_contacts,
    reply_to,
    unavailable,
)
from channels.messages import Inbound, Outcome
from channels.rasa import RasaClient
from channels.redaction import redact
from channels.sms.inbox import Waiting
from channels.sms.keywords import Keyword, Word, keyword, says_a_machine
from channels.sms.models import InboundState
from channels.sms.offers import Offers
from channels.sms.privacy import Sealed
from channels.sms.rendering import Lines, Rendered, Text, render
from channels.wording import Wording

# Answers from us in an hour beyond which a telephone is asked to wait, and gets nothing; the networks stop at 100.
SLOW_DOWN_AT, SILENT_AT = 90, 92
# The same words so often within ten minutes: another machine, or a telephone in a pocket.
SAME_WORDS = 5
# Whoever reads a long list says these again and again.
_SAID_OFTEN = (Word.MORE, Word.BACK, Word.NUMBER)


@dataclass(frozen=True)
class Known:
    """The contact as it was when its text was taken up. `sent_in_an_hour`: texts of ours; `same`: how often it just said so."""

    session: int = 1
    heard_at: datetime | None = None
    greeted: bool = False
    opted_out: bool = False
    offers: Offers = field(default_factory=Offers)
    sent_in_an_hour: int = 0
    same: int = 0


@dataclass(frozen=True)
class Decision:
    """`wait`: nothing is decided yet, it is tried again later; `blamed`: and that counts as an attempt of the text's.

    `changes`: columns of the contact.
    """

    texts: tuple[Text, ...] = ()
    state: InboundState = InboundState.ANSWERED
    heard: str = ""
    code: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    wait: bool = False
    blamed: bool = False


@dataclass(frozen=True)
class Names:
    """What the fixed sentences name."""

    council: str
    assistant: str
    privacy: str


@dataclass(frozen=True)
class Answering:
    rasa: RasaClient
    wording: Wording
    contacts: Callable[[], Contacts]
    sealed: Sealed
    names: Names
    idle: timedelta
    # So long a text waits for an assistant that does not answer; then it gets the numbers of people.
    patience: timedelta

    def answer(self, waiting: Waiting, known: Known, now: datetime, *, provider_answers_stop: bool) -> Decision:
        if waiting.text is None or waiting.number is None:
            return Decision(state=InboundState.PARKED, code="unsealed")
        text, heard = waiting.text, self.heard(waiting.text)
        if known.heard_at and now - known.heard_at > self.idle:
            known = replace(known, session=known.session + 1, offers=Offers())
        if known.opted_out:
            return self._after_stop(waiting, known, heard, now, provider_answers_stop)
        danger = is_danger(text)
        meant = None if danger else keyword(text)
        # Who wants no more texts is obeyed over every limit too.
        if not danger and not (meant and meant.word is Word.STOP):
            refused = self._not_answered(text, meant, known, heard, now)
            if refused:
                return refused
        if meant and meant.word in (Word.STOP, Word.START, Word.HELP):
            return self._fixed(meant.word, known, heard, now, provider_answers_stop)
        return self._asked(waiting, known, meant, heard, now)

    @staticmethod
    def heard(text: str) -> str:
        """The only form of a text that is kept."""
        return redact(clean(text)[:MAX_CHARACTERS])

    def parked(self, code: str, text: str | None = None) -> Decision:
        """For a text that failed every time it was tried: its sender is told whom to ring, in danger the crisis lines."""
        try:
            reply = danger_alone(Inbound("", text or "", "sms"), contacts=self.contacts)
        except Exception:  # whatever it was that failed every time
            reply = None
        messages = reply.messages if reply else (unavailable(self.wording, self.contacts, "sms"),)
        return Decision(render(messages, self.wording).texts, InboundState.PARKED, code=code)

    def _after_stop(self, waiting: Waiting, known: Known, heard: str, now: datetime, quiet: bool) -> Decision:
        """Silence until START, but for danger: then the one reply, and nothing else."""
        text = waiting.text or ""
        reply = danger_alone(Inbound("", text, "sms"), contacts=self.contacts)
        if reply:
            return Decision(render(reply.messages, self.wording).texts, heard=heard, code="danger_after_stop")
        meant = keyword(text)
        if (meant and meant.word is Word.START) or clean(text).lower() in ("yes", "yes please"):
            return self._fixed(Word.START, known, heard, now, quiet)
        return Decision(state=InboundState.IGNORED, heard=heard, code="opted_out")

    def _not_answered(
        self, text: str, meant: Keyword | None, known: Known, heard: str, now: datetime
    ) -> Decision | None:
        if says_a_machine(text):
            return Decision(state=InboundState.IGNORED, heard=heard, code="machine")
        if known.same >= SAME_WORDS and not (meant and meant.word in _SAID_OFTEN):
            return Decision(state=InboundState.IGNORED, heard=heard, code="loop")
        if known.sent_in_an_hour >= SILENT_AT:
            return Decision(state=InboundState.IGNORED, heard=heard, code="limit")
        if known.sent_in_an_hour >= SLOW_DOWN_AT:
            return self._say("utter_sms_too_many", known, heard, now)
        return None

    def _fixed(self, word: Word, known: Known, heard: str, now: datetime, quiet: bool) -> Decision:
        if word is Word.STOP:
            changes = {"opted_out_at": now, "offered": {}, "session": known.session + 1, "heard_at": now}
            said = () if quiet else (self._text("utter_sms_stopped", "stop"),)
            return Decision(said, heard=heard, code="stop", changes=changes)
        if word is Word.START:
            changes = {"opted_out_at": None, "heard_at": now, "session": known.session}
            said = () if quiet else (self._text("utter_sms_started", "start"),)
            return Decision(said, heard=heard, code="start", changes=changes)
        decision = self._say("utter_sms_help", known, heard, now)
        return replace(decision, changes={**decision.changes, "greeted": True})

    def _asked(self, waiting: Waiting, known: Known, meant: Keyword | None, heard: str, now: datetime) -> Decision:
        offers, payload = known.offers, None
        if meant and meant.word is Word.BACK:
            return self._back(known, heard, now)
        if meant and meant.word is Word.MORE:
            if offers.rest:
                return self._rest(known, heard, now)
            payload = "/more_results"
        elif meant and meant.word is Word.NEW:
            known = replace(known, session=known.session + 1, offers=Offers())
            payload = "/restart"
        elif meant and meant.word is Word.NUMBER and meant.number <= len(offers.choices):
            payload = offers.choices[meant.number - 1].payload
        inbound = Inbound(self._conversation(waiting, known), waiting.text or "", "sms", payload, id=str(waiting.id))
        reply = reply_to(inbound, rasa=self.rasa, wording=self.wording, contacts=self.contacts)
        if reply.outcome is Outcome.UNAVAILABLE:
            if not reply.danger and now - waiting.stored_at < self.patience:
                return Decision(wait=True, code="unavailable")
            # After danger the text about the rest is spared: it says nothing that helps.
            messages = reply.messages[:1] if reply.danger else reply.messages
            reply = replace(reply, messages=messages)
        greeting = "" if known.greeted or reply.danger else self._greeting()
        rendered = render(reply.messages, self.wording, greeting)
        return self._told(rendered, known, heard, now)

    def _rest(self, known: Known, heard: str, now: datetime) -> Decision:
        rest = self.wording.say("utter_sms_footer_rest", "sms")
        text, left = Lines(known.offers.rest, (), ("", rest)).packed()
        offers = replace(known.offers, rest=left)
        return self._settled((Text(text),), known, offers, heard, now)

    def _back(self, known: Known, heard: str, now: datetime) -> Decision:
        offers = known.offers
        if not offers.listed:
            return self._say("utter_sms_no_list", known, heard, now)
        text, rest = offers.listed.packed()
        return self._settled((Text(text),), known, replace(offers, rest=rest, choices=()), heard, now)

    def _say(self, key: str, known: Known, heard: str, now: datetime) -> Decision:
        return self._settled((self._text(key),), known, known.offers, heard, now)

    def _told(self, rendered: Rendered, known: Known, heard: str, now: datetime) -> Decision:
        decision = self._settled(rendered.texts, known, known.offers.after(rendered), heard, now)
        return replace(decision, changes={**decision.changes, "greeted": known.greeted or rendered.greeted})

    def _settled(self, texts: tuple[Text, ...], known: Known, offers: Offers, heard: str, now: datetime) -> Decision:
        changes = {"session": known.session, "heard_at": now, "offered": offers.stored()}
        return Decision(texts, heard=heard, changes=changes)

    def _text(self, key: str, kind: str = "answer") -> Text:
        message = self.wording.message(
            key,
            "sms",
            council=self.names.council,
            assistant=self.names.assistant,
            privacy=self.names.privacy,
            **known_contacts(self.contacts),
        )
        return replace(render((message,), self.wording).texts[0], kind=kind)

    def _greeting(self) -> str:
        names = self.names
        return self.wording.say(
            "utter_sms_greeting", "sms", council=names.council, assistant=names.assistant, privacy=names.privacy
        )

    def _conversation(self, waiting: Waiting, known: Known) -> str:
        """Nobody can guess it, and it leads back to no number."""
        return f"sms-{self.sealed.digest('conversation', waiting.contact)[:32]}-{known.session}"
