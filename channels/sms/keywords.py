"""Words with a meaning of their own in a text message, before the assistant is asked.

STOP counts where it is the message or is clearly meant: never because the word stands in a sentence that asks for help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"
    MORE = "more"
    BACK = "back"
    NEW = "new"
    NUMBER = "number"


@dataclass(frozen=True)
class Keyword:
    word: Word
    number: int = 0


# Those that Twilio and the networks act upon themselves are all here, so that we agree with them.
_STOP = r"(?:s ?t ?o ?p+|stpo|sotp|st0p|stop ?all)"
_STOPS = r"(?:un ?subscribed?|unsuscribe|unsubcribe|unsubscibe|cancel|end|quit|opt ?out|opt (?:me|us) out|arret)"
_POLITE = (
    r"(?:please|pleas|plese|pls|plz|many thanks|thanks|thank you|thankyou|thx|ta|very much|ok|okay|cheers|sorry|x+)"
)
_FIRST = rf"(?:(?:{_POLITE}|hi|hiya|hello) )*"
_LAST = rf"(?: {_POLITE})*"
_OUR_TEXTS = r"(?:(?:all |any )?(?:of )?(?:these |this |the |your |more |further )?(?:texts?|txts?|messages?|msgs?|sms|updates?|alerts?))"
_SENDING = r"(?:texting|txting|messaging|messageing|msging|sending|contacting|bothering|spamming)"
_LIST = r"(?:this |your |the )?(?:list|texts?|messages?|service)"
_CLEAR_STOP = re.compile(
    rf"{_FIRST}(?:"
    rf"(?:no (?:{_POLITE} )*)?{_STOP}(?: ?{_STOP})*(?: now)?"
    rf"|{_STOPS}"
    rf"|(?:(?:can|could|will|would) )?(?:(?:you|u) )?(?:{_POLITE} )?(?:just )?stop {_SENDING}"
    rf"(?: (?:me|us|my phone|this number))?(?: {_OUR_TEXTS})?(?: now)?"
    rf"|(?:stop|cancel|end) {_OUR_TEXTS}(?: now)?"
    r"|(?:do not|dont|never) (?:text|txt|message|msg|contact) (?:me|us|this number)(?: (?:again|any ?more|ever))*"
    rf"|(?:unsubscribe|remove|delete) (?:me|us|my number|this number)(?: (?:from|off) {_LIST})?"
    rf"|take (?:me|us|my number) off {_LIST}"
    r"|(?:i )?(?:want|would like|wanna|wish) to (?:opt out|unsubscribe)"
    rf"|(?:i )?(?:want|would like|wanna|wish) to stop (?:(?:getting|receiving) )?{_OUR_TEXTS}"
    rf"|(?:i )?(?:do not|dont) want (?:any )?(?:more )?{_OUR_TEXTS}(?: (?:from you|any ?more))?"
    rf"|no more {_OUR_TEXTS}"
    rf"){_LAST}"
)
_OTHERS = (
    (
        Word.START,
        re.compile(
            rf"{_FIRST}(?:start|unstop|(?:start|re ?start) (?:the )?texts|start texting me(?: again)?"
            rf"|opt ?in|subscribe|resume){_LAST}"
        ),
    ),
    (Word.HELP, re.compile(r"help|info|help info")),
    (
        Word.MORE,
        re.compile(
            rf"(?:{_POLITE} |yes )*(?:more|mor|moer|(?:show (?:me )?|see )more|more results|next|others){_LAST}"
        ),
    ),
    (Word.BACK, re.compile(rf"(?:back|bak|go back|back to (?:the )?list|list){_LAST}")),
    (Word.NEW, re.compile(rf"(?:new|new search|start (?:again|over)|begin again|restart|reset){_LAST}")),
)
_NUMBER = re.compile(rf"(?:(?:no|number|option) ?)?([1-9]){_LAST}")
# A sum, a temperature or a heart is not a choice.
_NO_CHOICE = re.compile(r"[£$€<>+=~^]\s*[1-9]|[:;/\u2212-]-?[1-9]|[1-9]\s*[%°+*/]")

# What a machine says: answered, two machines would talk for ever. Each begins as the machine's own words do, since people
# tell us what machines told them. What telephones offer to somebody who declines a call is not here: we ring nobody,
# and who writes that they cannot talk may be in danger.
_DEAR = r"^\W*(?:(?:hi|hello|hey|dear \w+|good (?:morning|afternoon|evening))\b\W*)?(?:sorry\W+)?"
_SENTENCE = r"(?:^|[.!:;–-] ?)(?:sorry,? )?"
_THANKS = r"(?:thanks|thank you)(?: very much)? for (?:your (?:message|text|sms|enquiry|email|reply)|(?:contacting|texting|messaging)\b|getting in touch)"
_WILL = r"(?:will|shall|'ll|aim to|endeavour to) (?:also |then |be able to )?(?:reply|respond|get back|be back|be in touch|contact you|answer|see your|call you|text you)"
_AWAY = r"(?:away|out of (?:the )?office|on (?:annual |maternity |sick )?leave|on holiday|in a (?:meeting|lesson|class)|off work|unavailable|not available|unable to (?:answer|reply|respond|take))"
_MACHINES = re.compile(
    r"^\W*auto(?:matic|mated)?[ -]?(?:generated )?(?:reply|response|responder|message|text|sms)\s*(?:[:.!\])–—-]|$)"
    rf"|{_DEAR}(?:{_THANKS}\W+)?this is an? auto(?:matic|mated)?[ -]?(?:generated )?"
    r"(?:reply|response|message|text|sms|service|number)(?:[.,:;!–—-]| (?:and|from|please|so|as)\b|$)"
    r"|^\W*out of office\s*(?:[:.!\])–—-]|(?:auto|reply)|$)"
    rf"|{_DEAR}(?:{_THANKS}\W+)?i(?:'m| am)(?: currently)? {_AWAY}\b.*\b(?:i ?|and ){_WILL}\b"
    r"|^\W*i(?:'m| am)(?: currently)? driving(?: right now| at the moment| now)?"
    rf"(?: with (?:focus|do not disturb)(?: while driving)? (?:turned )?on)?\s*(?:[.,;–—-]\s*(?:and )?i ?|and (?:i ?)?){_WILL}\b"
    rf"|\b(?:do not disturb|focus)(?: while driving)? (?:is )?(?:turned )?(?:on|enabled)\.\s*i ?(?:{_WILL}|'m not receiving)"
    r"|^\W*i'm not receiving notifications\. if this is urgent"
    rf"|{_DEAR}{_THANKS}\b.*\b(?:we ?{_WILL}|our (?:office|team|opening hours|advisers|(?:phone )?lines (?:are )?(?:open|closed))"
    r"|(?:a member|one) of (?:our|the) (?:team|staff)|someone (?:from our team )?will|we are (?:currently )?closed|(?:it|this|your \w+) has been received)\b"
    rf"|{_SENTENCE}this (?:number|inbox|mailbox|line|phone|account|service) is (?:not|un) ?(?:being |actively |regularly )?monitored\b"
    rf"|{_SENTENCE}replies (?:to this (?:number|message|text) )?(?:are|will) not (?:be )?(?:read|monitored|received|answered)\b"
    rf"|{_SENTENCE}this (?:number|service|short ?code|line|mailbox|inbox) (?:does not|doesn't|cannot|can't|can not|is unable to)"
    r" (?:accept|receive|take) (?:any )?(?:incoming |inbound |text )*(?:messages|replies|texts|sms)\b"
    rf"|{_SENTENCE}we(?: are|'re)? (?:cannot|can't|unable to|not able to) (?:read|respond to|reply to|receive|accept)"
    r" (?:any )?(?:messages|texts|replies|text messages)(?: (?:sent )?(?:on|to) this number|\. (?:please|call|visit))\b"
    rf"|{_SENTENCE}we (?:did not|didn't|do not|don't|could not|couldn't) (?:understand|recogni[sz]e) your (?:reply|response|message|text)"
    r"\. (?:please )?(?:reply|text|call|send)\b"
    rf"|{_SENTENCE}(?:please )?(?:do not|don't) reply to this (?:message|text|sms|number|email)[.!]?$"
    rf"|{_DEAR}(?:this|the) (?:mobile |phone )?number (?:you (?:have )?(?:texted|dialled|called) )?(?:is|has been)"
    r" (?:no longer in (?:use|service)|not in service|disconnected)\. please (?:call|contact|check|text|use|visit|ring)\b"
    r"|^\W*(?:(?:sms|text|your) )?message (?:delivery (?:failed|failure)|could not be delivered|not delivered|undeliverable)\b"
    r"|^\W*undeliverable\s*[:.]|^\W*delivery status notification\b",
    re.IGNORECASE | re.DOTALL,
)
# Somebody who tells what a machine said, asks about it, or needs something.
_SOMEBODY = re.compile(
    r"\?\s*$|\bi (?:need|got|keep|received|have no|can't (?:afford|cope|pay|eat))\b|\b(?:says?|said|saying)\b"
    r"|\b(?:he|he's|hes|him|she|she's|her|they|husband|partner|boyfriend)\b"
    r"|\btold me\b|\bscam\b|\bfood ?bank\b|\bhelp me\b|\bneed help\b"
    r"|\bi(?:'m| am) (?:not safe|in danger|scared|hungry|homeless)\b",
    re.IGNORECASE,
)


def keyword(text: str) -> Keyword | None:
    """The word that the whole message is, give or take politeness; None for anything said."""
    bare = _bare(text)
    if re.fullmatch(r"[\s?]*\?[\s?]*", text):
        return Keyword(Word.HELP)
    if _CLEAR_STOP.fullmatch(bare):
        return Keyword(Word.STOP)
    for word, pattern in _OTHERS:
        if pattern.fullmatch(bare):
            return Keyword(word)
    number = _NUMBER.fullmatch(bare)
    return Keyword(Word.NUMBER, int(number[1])) if number and not _NO_CHOICE.search(text) else None


def says_a_machine(text: str) -> bool:
    """An automatic answer of a telephone or of another service."""
    said = " ".join(text.replace("\u2019", "'").split())
    return bool(_MACHINES.search(said)) and not _SOMEBODY.search(said)


def _bare(text: str) -> str:
    letters = re.sub(r"['\u2018\u2019\u200b-\u200d\u2060\ufeff`]", "", text.lower())
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())
