"""Wishes and situations said in passing: "without a voucher", "they turned me away", "no way of getting there"."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.entities import add_entities, entity

_VOUCHER = r"(?:vou?cher|vouchers|referral|refer+al|referal|refer+ed|referring|slip)"
_NO = r"(?:no|without(?: a| any)?|w/o(?: a)?|havent? (?:got )?(?:a|any)|have not got (?:a|any)|aint got (?:a|no)|dont have (?:a|any)|not got (?:a|any)|cant get (?:a|any))"
_BANK = r"(?:food ?banks?|they|pantry|the bank)"

# Read over the text in lower case without apostrophes; each line was heard from residents or their advisers.
CUES: List[Tuple[str, str, str]] = [
    (
        "wish",
        "no_referral",
        rf"\b{_NO} (?:\w+ )?{_VOUCHER}\b|\bwithout (?:being |getting )?refer",
    ),
    (
        "wish",
        "open_now",
        r"\bopen (?:right )?now\b|\bopen (?:today|tonight|tonite|at the moment|atm)\b|\bopen (?:on |this )?(?:mon|tue|wed|thu|fri|sat|sun|tom|weekend)",
    ),
    (
        "wish",
        "step_free",
        r"\bstep ?-?free\b|\bwheel ?chair\b|\bno (?:steps|stairs)\b|\bmobility scooter\b",
    ),
    (
        "wish",
        "free",
        r"\bfor free\b|\b(?:that is|thats|its) free\b|\bwont cost\b|\bfree of charge\b",
    ),
    ("situation", "no_voucher", rf"\b{_NO} (?:\w+ )?{_VOUCHER}\b"),
    (
        "situation",
        "refused",
        rf"\b{_BANK} (?:\w+ ){{0,4}}(?:said no|turned (?:me|us|him|her) (?:away|down)|refused|wont (?:help|give|let)|wouldnt (?:help|give|let))\b"
        r"|\bturned (?:me |us )?(?:away|down) (?:at|by|from) (?:the )?food ?bank\b|\brefused (?:\w+ )?(?:by|at) (?:the )?food ?bank\b"
        r"|\b(?:used|had) (?:all )?(?:my|our) (?:3|three|vouchers)\b|\b(?:3|three|max\w*|limit) (?:\w+ )?vouchers? (?:already|this year|used)\b"
        r"|\bhad (?:three|3) vouchers\b",
    ),
    (
        "situation",
        "no_id",
        r"\b(?:no|without|lost (?:all )?my|dont have (?:any )?|havent got (?:any )?|not got (?:any )?) ?(?:any )?(?:id|i\.d\.?|identification|passport or|proof of (?:id|identity|address))\b",
    ),
    (
        "situation",
        "nrpf",
        r"\bnrpf\b|\bno recourse\b|\brecourse to public funds?\b|\b(?:visa|permit) (?:\w+ ){0,3}(?:no|not) (?:\w+ ){0,2}(?:benefits?|public)\b",
    ),
    (
        "situation",
        "cannot_travel",
        r"\b(?:cant|cannot|can not|no way (?:of|to)|unable to|struggle to|not able to) (?:\w+ ){0,2}(?:get (?:there|to (?:it|one|the|any|a)|out|in to|into town)|getting there|travel|leave the house|walk (?:far|there|that))\b"
        r"|\b(?:house ?bound|no (?:car|bus|buses|transport|bus fare)|cant afford (?:the |a )?(?:bus|taxi|petrol)|too far to walk|do (?:they|you) deliver|delivered to)\b",
    ),
    (
        "situation",
        "payday",
        r"\b(?:till|til|until|untill|before|get paid|paid) (?:\w+ )?(?:pay ?day|payday|i get paid|my (?:uc|universal|benefit|wages|pay|money|pension)|next (?:week|month)|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)\b"
        r"|\bwaiting (?:\w+ ){0,3}(?:universal credit|uc|first payment|benefits?|wages)\b|\b(?:5|five) weeks?\b",
    ),
]
_COMPILED = [(kind, value, re.compile(pattern)) for kind, value, pattern in CUES]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CueExtractor(GraphComponent):
    """Adds `wish` (no_referral, open_now, step_free, free) and `situation` entities."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CueExtractor":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            add_entities(message, find_cues(message.get(TEXT) or ""))
        return messages


def find_cues(text: str) -> List[Dict[str, Any]]:
    """One entity for each cue, at most once; offsets span the message, since apostrophes are dropped before matching."""
    plain = text[:2000].lower().replace("\u2019", "").replace("'", "")
    return [
        entity(kind, value, 0, len(text), "CueExtractor") for kind, value, pattern in _COMPILED if pattern.search(plain)
    ]
