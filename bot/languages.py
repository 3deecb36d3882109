"""Messages in another language: by their letters, else by everyday words and lingua; misspelt English is none."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Mapping, Optional, Text

from lingua import Language, LanguageDetector, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entities import add_entities, entity
from bot.normal import PLACES
from bot.scripts import language_by_letters

# What lingua chooses among. Low accuracy costs 20 MB, high 240 MB, for little: the everyday words decide most.
LATIN = "ENGLISH POLISH ROMANIAN PORTUGUESE LITHUANIAN SPANISH ITALIAN FRENCH ALBANIAN TURKISH SOMALI HUNGARIAN SLOVAK LATVIAN"
CYRILLIC = "UKRAINIAN RUSSIAN BULGARIAN"
# English is what residents write, whatever their spelling: of a foreign message this share is everyday words of its
# language, and not more than that is known English.
FEWEST_EVERYDAY = 0.2
MOST_ENGLISH = 0.5
FEWEST_WORDS = 2
# Where no everyday word is found.
FEWEST_UNKNOWN, FEW_ENGLISH, SURE, UNSURE = 4, 0.25, 0.9, 0.02
# A word is English when the training data has it this often: slips and names are rarer, and so are the few foreign words
# in it. Where nothing else speaks for a language, rarer ones count as English too.
OFTEN, SELDOM = 10, 3
# Said in every language.
LENT = frozenset("universal credit uc pip esa benefit benefits council food bank ok hello hi please help".split())

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageExtractor(GraphComponent):
    """Adds a `language` entity (ISO 639 code) where the message is not English."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageExtractor":
        return cls(model_storage, resource, {})

    def __init__(self, storage: ModelStorage, resource: Resource, counts: Mapping[str, int]) -> None:
        self._storage, self._resource, self._counts = storage, resource, counts

    def train(self, training_data: TrainingData) -> Resource:
        counts: Counter[str] = Counter()
        for message in training_data.intent_examples:
            counts.update(set(words_of(message.get(TEXT) or "")))
        english = {word: count for word, count in sorted(counts.items()) if count >= SELDOM}
        with self._storage.write_to(self._resource) as folder:
            (folder / "english.json").write_text(json.dumps(english), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageExtractor":
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / "english.json").read_text(encoding="utf-8"))
        detector(LATIN), detector(CYRILLIC)
        return cls(model_storage, resource, counts)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            language = language_of(text, message.get(ENTITIES, []), self._counts)
            if language:
                add_entities(message, [entity("language", language, 0, len(text), "LanguageDetector")])
        return messages


def language_of(text: str, entities: List[Dict[str, Any]], counts: Mapping[str, int]) -> Optional[str]:
    """The code of the language that most of the message is in, None for English and for too little to tell.

    `counts`: how many English messages a word stands in.
    """
    for one in sorted(entities, key=lambda item: -int(item["start"])):
        if one["entity"] in PLACES:
            text = f"{text[: one['start']]} {text[one['end'] :]}"
    text = text[:600]
    by_letters = language_by_letters(text)
    if by_letters is not None:
        return by_letters or _by_everyday(words_of(text), {}, CYRILLIC) or _likeliest(text, CYRILLIC)
    words = [word for word in words_of(text) if word not in LENT]
    if len(words) < FEWEST_WORDS or _english(words, counts, OFTEN) > MOST_ENGLISH * len(words):
        return None
    return _by_everyday(words, counts, LATIN) or _by_likeness(words, counts)


def _by_everyday(words: List[str], counts: Mapping[str, int], names: str) -> Optional[str]:
    foreign = [word for word in words if counts.get(word, 0) < OFTEN]
    found = {code: sum(word in known for word in foreign) for code, known in everyday_words().items()}
    most = max(found.values())
    if most < max(1, FEWEST_EVERYDAY * len(words)):
        return None
    tied = [code for code, count in found.items() if count == most]
    likeliest = _likeliest(" ".join(words), names)
    return likeliest if likeliest in tied else tied[0]


def _by_likeness(words: List[str], counts: Mapping[str, int]) -> Optional[str]:
    """What no everyday word speaks for: only where next to nothing is English, to lingua too."""
    if len(words) < FEWEST_UNKNOWN or _english(words, counts, SELDOM) > FEW_ENGLISH * len(words):
        return None
    chances = detector(LATIN).compute_language_confidence_values(" ".join(words))
    surest, english_chance = chances[0], next(one.value for one in chances if one.language == Language.ENGLISH)
    if surest.value < SURE or english_chance > UNSURE:
        return None
    return str(surest.language.iso_code_639_1.name.lower())


def _english(words: List[str], counts: Mapping[str, int], often: int) -> int:
    return sum(counts.get(word, 0) >= often for word in words)


def words_of(text: str) -> List[str]:
    return [word.replace("’", "").replace("'", "") for word in _WORD.findall(text.lower())]


def _likeliest(text: str, names: str) -> Optional[str]:
    found = detector(names).detect_language_of(text)
    return str(found.iso_code_639_1.name.lower()) if found else None


@functools.lru_cache(maxsize=None)
def detector(names: str) -> LanguageDetector:
    """Loaded once with its models, so that no resident waits for them."""
    languages = [getattr(Language, name) for name in names.split()]
    made = LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
    made.detect_language_of("loads the models of every language")
    return made


@functools.lru_cache(maxsize=1)
def everyday_words() -> Dict[str, FrozenSet[str]]:
    rows = (Path(__file__).parent / "everyday_words.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.split(": ", 1) for row in rows if row and not row.startswith("#"))
    return {language: frozenset(words_of(words)) for language, words in pairs}
