"""Days, times of day and ordinals, by rulers over a blank spaCy pipeline."""

from __future__ import annotations

import functools
from typing import Any, Dict, List

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language
from spacy.tokens import Span

from bot.entities import add_entities, entity

# Longer messages are stories; what they ask stands in what a person can still read at once.
LONGEST = 2000

# What people type for each day, misspellings and text-speak among them. Never fuzzy: "sun" and "son" are one letter apart.
DAYS = {
    "monday": "monday mondays mon mondy moday munday mondey",
    "tuesday": "tuesday tuesdays tue tues tuseday tusday teusday tuesdy",
    "wednesday": "wednesday wednesdays wed weds wensday wednsday wendsday wenesday wednesdy",
    "thursday": "thursday thursdays thu thur thurs thrusday thursdy thirsday",
    "friday": "friday fridays fri firday frday fridy",
    "saturday": "saturday saturdays sat saterday satday saturdy satuday",
    "sunday": "sunday sundays sunday's sundy",
    "today": "today tday 2day 2dy todya tody",
    "tomorrow": "tomorrow tomorow tomorro tommorow tommorrow tomoz tmrw tmr 2moro 2morrow tomorra tmoz 2mrw",
    "tonight": "tonight tonite 2night 2nite tnight tonigt",
    "weekend": "weekend weekends wkend wknd",
}
PHRASES = {
    "now": [
        "now",
        "right now",
        "rn",
        "at the moment",
        "atm",
        "this minute",
        "straight away",
        "currently",
    ],
    "today": ["this morning", "this afternoon", "later today", "later on"],
    "tonight": ["this evening", "this eve", "later tonight"],
    "tomorrow": ["the morra", "day after today"],
    "weekend": ["week end", "this weekend", "at the weekend"],
    "week": ["this week", "in the week", "on a weekday", "weekdays", "during the week"],
}
PARTS = {
    "morning": "morning mornings morn am mornin",
    "afternoon": "afternoon afternoons aft pm arvo afternon",
    "evening": "evening evenings eve night nite evenin teatime",
}
ORDINALS = {
    "1": "1st first frist 1 one",
    "2": "2nd second secound 2 two",
    "3": "3rd third thrid 3 three",
    "4": "4th fourth forth 4 four",
    "5": "5th fifth 5 five",
    "last": "last bottom",
}
# "two" alone is a choice; "two kids" is not. Only these may stand before a bare number word, or nothing at all.
ONE_OF = ["one", "1", "option", "place", "result"]
NUMBER_WORDS = ("one", "two", "three", "four", "five")
CHOOSERS = ["number", "no", "num", "nr", "option", "choice", "result", "#"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MomentExtractor(GraphComponent):
    """Adds `when` ("saturday", "saturday morning", "now") and `ordinal` ("1" … "5", "last") entities."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MomentExtractor":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            document = pipeline()(text[:LONGEST])
            found = _whole_message_ordinal(text[:LONGEST]) or [
                entity(
                    span.label_,
                    span.ent_id_,
                    span.start_char,
                    span.end_char,
                    "MomentExtractor",
                )
                for span in document.ents
                if not _is_verb(span)
            ]
            add_entities(message, _with_parts_of_day(found))
        return messages


@functools.lru_cache(maxsize=1)
def pipeline() -> Language:
    language = spacy.blank("en")
    ruler = language.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns(_day_patterns() + _ordinal_patterns())
    return language


def _is_verb(span: Span) -> bool:
    """ "sat in the dark" is not a Saturday."""
    following = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return span.text.lower() == "sat" and following in (
        "in",
        "here",
        "at",
        "on",
        "with",
        "by",
        "down",
        "there",
        "outside",
    )


def _day_patterns() -> List[Dict[str, Any]]:
    patterns: List[Dict[str, Any]] = []
    for value, words in DAYS.items():
        patterns.append(
            {
                "label": "when",
                "pattern": [{"LOWER": {"IN": words.split()}}],
                "id": value,
            }
        )
    for value, phrases in PHRASES.items():
        patterns += [{"label": "when", "pattern": phrase, "id": value} for phrase in phrases]
    for value, words in PARTS.items():
        patterns.append(
            {
                "label": "part",
                "pattern": [{"LOWER": {"IN": words.split()}}],
                "id": value,
            }
        )
    return patterns


def _ordinal_patterns() -> List[Dict[str, Any]]:
    patterns: List[Dict[str, Any]] = []
    for value, words in ORDINALS.items():
        ranks = [word for word in words.split() if not word.isdigit() and word not in NUMBER_WORDS]
        patterns += [
            {
                "label": "ordinal",
                "pattern": [
                    {"LOWER": {"IN": CHOOSERS}},
                    {"LOWER": {"IN": words.split()}},
                ],
                "id": value,
            },
            {
                "label": "ordinal",
                "pattern": [{"LOWER": {"IN": ranks}}, {"LOWER": {"IN": ONE_OF}}],
                "id": value,
            },
            {
                "label": "ordinal",
                "pattern": [{"LOWER": "the"}, {"LOWER": {"IN": ranks}}],
                "id": value,
            },
        ]
    return patterns


def _whole_message_ordinal(text: str) -> List[Dict[str, Any]]:
    """A message that is nothing but a number or a rank: "2", "two.", "2nd pls"."""
    words = [word for word in text.lower().strip(" .,!?)(#").split() if word not in ("please", "pls", "plz", "ta")]
    for value, forms in ORDINALS.items():
        if len(words) == 1 and words[0].strip(".,)") in forms.split():
            return [entity("ordinal", value, 0, len(text), "MomentExtractor")]
    return []


def _with_parts_of_day(found: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Joins "saturday" and "morning" into one value; "am" and "pm" must stand right behind the day."""
    joined: List[Dict[str, Any]] = []
    for one in found:
        if one["entity"] != "part":
            joined.append(one)
            continue
        gap = one["start"] - joined[-1]["end"] if joined else 99
        longest = 1 if one["end"] - one["start"] == 2 else 4
        if joined and joined[-1]["entity"] == "when" and gap <= longest:
            joined[-1] = {
                **joined[-1],
                "value": f"{joined[-1]['value']} {one['value']}",
                "end": one["end"],
            }
    return joined
