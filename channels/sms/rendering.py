"""A reply as texts: lines that each stand by themselves, as many as fit, the rest kept for MORE.

A line is shortened by leaving out facts, never by cutting a name or a telephone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from channels.messages import Button, Message
from channels.sms.card_lines import card_detail, card_line
from channels.sms.segments import capacity, length, sanitised, segments
from channels.wording import Wording

ANSWER_SEGMENTS, DANGER_SEGMENTS = 3, 2
MOST_CHOICES = 6
# Of an introduction: its first sentence and its heading. They give way only to the first lines.
MOST_NEEDED, ENOUGH_LINES = 2, 2
# Questions whose answer is one of the choices; a postcode is not.
CHOSEN = ("category", "which", "confirm", "day", "more")
WORDING_KEYS = (
    "utter_sms_footer_one",
    "utter_sms_footer_list",
    "utter_sms_footer_list_more",
    "utter_sms_footer_rest",
    "utter_sms_choices",
    "utter_sms_ring_first",
    "utter_sms_language",
    "utter_sms_voucher",
    "utter_sms_no_voucher",
    "utter_sms_referral",
    "utter_sms_open_now",
    "utter_sms_unconfirmed",
)
_NON_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Text:
    """One text message, as it is sent."""

    text: str
    kind: str = "answer"
    custom: Mapping[str, Any] | None = None

    @property
    def segments(self) -> int:
        return segments(self.text)


@dataclass(frozen=True)
class Lines:
    """What one text is packed from. `intro`: sentences that give way to lines; `footer`: last words where all fit, and
    where not."""

    lines: tuple[str, ...]
    intro: tuple[str, ...] = ()
    footer: tuple[str, str] = ("", "")

    def packed(self, greeting: str = "") -> tuple[str, tuple[str, ...]]:
        """The text, and the lines that did not fit. The intro is shortened as long as that lets another line in."""
        lines = tuple(sanitised(line, welsh=False) for line in self.lines)
        best: tuple[str, tuple[str, ...]] | None = None
        for intro in _ever_shorter(self.intro):
            said = sanitised(" ".join(intro), welsh=False)
            head = tuple(part for part in (sanitised(greeting, welsh=False), said[:1].upper() + said[1:]) if part)
            found = _fitted(head, lines, self.footer)
            if found and (best is None or len(found[1]) < len(best[1])):
                best = found
            if best and (not best[1] or (len(intro) <= MOST_NEEDED and len(lines) - len(best[1]) >= ENOUGH_LINES)):
                break
        return best or self._by_sentences(greeting, lines)

    def _by_sentences(self, greeting: str, lines: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """A line too long for a text goes by its sentences; one that has none goes whole, whatever it costs."""
        pieces = tuple(piece for line in lines for piece in _SENTENCE_END.split(line) if piece)
        if len(pieces) > len(lines):
            return Lines(pieces, (), (self.footer[1], self.footer[1])).packed(greeting)
        return _joined(greeting, *lines[:1]), lines[1:]


@dataclass(frozen=True)
class Rendered:
    """`rest`: lines that did not fit, for MORE. `choices`: what a bare number now means, unless it is a service's.

    `listed`: the list that was sent, for BACK.
    """

    texts: tuple[Text, ...]
    rest: tuple[str, ...] = ()
    choices: tuple[Button, ...] = ()
    listed: Lines | None = None
    greeted: bool = False


def render(messages: Sequence[Message], wording: Wording, greeting: str = "") -> Rendered:
    """At most one text of danger and one of everything else; `greeting` is said first, but never before danger."""
    dangers = [message for message in messages if _type(message) == "danger"]
    others = [message for message in messages if _type(message) not in ("danger", "silence") and message.text]
    texts = [Text(sanitised(dangers[0].text, welsh=False), "danger", dangers[0].custom)] if dangers else []
    if not others:
        return Rendered(tuple(texts))
    told = _Told(wording)
    for message in others:
        told.add(message)
    lines = Lines(tuple(told.lines), tuple(told.intro), told.footer)
    text, rest = lines.packed("" if dangers else greeting)
    if told.is_list:
        # What MORE and BACK say later must not call a place open that has closed meanwhile.
        rest = tuple(told.lasting[len(told.lasting) - len(rest) :])
        lines = replace(lines, lines=tuple(told.lasting))
    texts.append(Text(text, custom=told.custom or others[0].custom))
    greeted = bool(greeting and not dangers)
    return Rendered(tuple(texts), rest, told.choices, lines if told.is_list else None, greeted)


def _ever_shorter(intro: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The whole, then without its least needed sentences: what stands first is advice, what stands last a heading."""
    kept = list(intro)
    yield tuple(kept)
    while len(kept) > MOST_NEEDED:
        del kept[-2]
        yield tuple(kept)
    while kept:
        del kept[0]
        yield tuple(kept)


def _fitted(
    head: tuple[str, ...], lines: tuple[str, ...], footer: tuple[str, str]
) -> tuple[str, tuple[str, ...]] | None:
    whole, shortened = (sanitised(words, welsh=False) for words in footer)
    for count in range(len(lines), 0, -1):
        text = _joined(*head, *lines[:count], whole if count == len(lines) else shortened)
        if fits(text, ANSWER_SEGMENTS):
            return text, lines[count:]
    return None


def fits(text: str, count: int) -> bool:
    septets = length(text)
    return septets is not None and septets <= capacity(count)


class _Told:
    """The lines of a reply, gathered message by message."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.intro: list[str] = []
        self.lines: list[str] = []
        # The lines of a list without what is true only now.
        self.lasting: list[str] = []
        self.choices: tuple[Button, ...] = ()
        self.custom: Mapping[str, Any] | None = None
        self.is_list = False
        rest = wording.say("utter_sms_footer_rest", "sms")
        self.footer: tuple[str, str] = ("", rest)

    def add(self, message: Message) -> None:
        kind, custom = _type(message), message.custom or {}
        if kind == "language":
            self.lines.append(self._language(message))
        elif kind == "service_cards" and custom.get("cards"):
            self._add_cards(custom)
        else:
            self.lines += _paragraphs(message.text)
            if kind == "question" and custom.get("asks") in CHOSEN:
                self._add_choices(message.buttons)
        self.custom = message.custom or self.custom

    def _language(self, message: Message) -> str:
        """Letters that a text cannot carry are not sent as question marks: a plain sentence in English instead."""
        if _NON_LATIN.search(message.text):
            return self._wording.say("utter_sms_language", "sms")
        return " ".join(message.text.split())

    def _add_cards(self, custom: Mapping[str, Any]) -> None:
        cards = [card for card in custom["cards"] if isinstance(card, dict)]
        intro = str(custom.get("intro") or "")
        if len(cards) == 1 and intro == cards[0].get("name"):
            self.lines += card_detail(cards[0])
            self.footer = (self._wording.say("utter_sms_footer_one", "sms"), self.footer[1])
            return
        # What was said before the list gives way to it too.
        self.intro += [*self.lines, *(piece for piece in _SENTENCE_END.split(intro) if piece)]
        self.lines = [card_line(number, card, self._wording) for number, card in enumerate(cards, start=1)]
        self.lasting = [card_line(at, {**card, "open": None}, self._wording) for at, card in enumerate(cards, start=1)]
        more = self._wording.say("utter_sms_footer_list_more", "sms")
        self.footer = (more if custom.get("more") else self._wording.say("utter_sms_footer_list", "sms"), more)
        if any(card.get("freshness") == "lapsed" or not card.get("confirmed") for card in cards):
            first = self._wording.say("utter_sms_ring_first", "sms")
            self.footer = (f"{first} {self.footer[0]}", f"{first} {more}")
        self.is_list, self.choices = True, ()

    def _add_choices(self, buttons: Iterable[Button]) -> None:
        self.choices = tuple(buttons)[:MOST_CHOICES]
        if self.choices:
            listed = ", ".join(f"{number} {one.title}" for number, one in enumerate(self.choices, start=1))
            self.lines.append(self._wording.say("utter_sms_choices", "sms", choices=listed))


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _joined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _type(message: Message) -> str:
    return str((message.custom or {}).get("type") or "")
