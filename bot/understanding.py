"""The classifier component: intent (an act, or the main need) and a `need` entity for every need in the message."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Text

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.classifier import Heads, Topic, Words
from bot.danger import DANGER_HINTS
from bot.encoder import Encoder, load_encoder
from bot.encoder_files import EncoderError
from bot.entities import add_entities, entity
from bot.examples import HOW_MANY, Example, example_of, how_many
from bot.judgement import Judge, Thresholds
from bot.spelling import Speller
from safety import NEED_OF

# What somebody tells of their situation can name the need by itself.
IMPLIED_NEED = {"refused": "food", "no_voucher": "food", "nrpf": "refugee_migrant"}

UNSURE = frozenset(("nlu_fallback", "feedback_bad", "gibberish", "other_topic", "insult", "chitchat"))
# How much what is meant (the encoder) is believed, of 1; what is said (the words) has the rest.
TRUST = {"acts": 0.6, "main": 0.5, "needs": 0.5, "several": 0.7, "dangers": 0.7}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent):
    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"strength": 4.0, "trust": TRUST, "thresholds": {}}

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn", "joblib"]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Understanding":
        return cls(config, model_storage, resource, load_encoder())

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        encoder: Encoder,
        judge: Optional[Judge] = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._encoder, self._judge = encoder, judge

    def train(self, training_data: TrainingData) -> Resource:
        examples = [self._example(message) for message in training_data.intent_examples]
        self._judge = train_judge(examples, self._config, self._encoder)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._judge.state(), folder / "judge.joblib", compress=3)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Understanding":
        encoder = load_encoder()
        with model_storage.read_from(resource) as folder:
            state = joblib.load(folder / "judge.joblib")
        judge = Judge(**state, thresholds=Thresholds(**(config.get("thresholds") or {})), encoder=encoder)
        return cls(config, model_storage, resource, encoder, judge)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        assert self._judge is not None, "Understanding was neither trained nor loaded"
        for message in messages:
            self._understand(message, self._judge)
        return messages

    def _understand(self, message: Message, judge: Judge) -> None:
        text, entities = message.get(TEXT) or "", list(message.get(ENTITIES, []))
        dangers = _values(entities, "danger")
        if _values(entities, "language"):
            add_entities(message, [entity("need", need, 0, len(text), "Understanding") for need in _beside(dangers)])
            self._rank(message, dangers, [{"name": "other_language", "confidence": 1.0}])
            return
        # Phrases that the channels have answered already may still be a memory or a film to the classifier.
        verdict = judge.judge(text, entities, dangers, message.get(DANGER_HINTS) or ())
        entities = [one for one in entities if one["entity"] != "danger" or one["value"] in verdict.dangers]
        message.set(ENTITIES, entities, add_to_output=True)
        unseen = [kind for kind in verdict.dangers if kind not in dangers]
        add_entities(message, [entity("danger", kind, 0, len(text), "Understanding") for kind in unseen])
        dangers = verdict.dangers
        implied = [IMPLIED_NEED[one["value"]] for one in entities if one.get("value") in IMPLIED_NEED]
        if implied and not verdict.needs and verdict.ranking[0]["name"] in UNSURE:
            verdict.take(implied[0])
        needs = list(dict.fromkeys(_beside(dangers) + verdict.needs))
        likely = verdict.odds
        add_entities(
            message,
            [entity("need", need, 0, len(text), "Understanding", likely=likely.get(need, 1.0)) for need in needs],
        )
        self._rank(message, dangers, verdict.ranking)

    @staticmethod
    def _rank(message: Message, dangers: List[str], ranking: List[Dict[str, Any]]) -> None:
        full = ([{"name": "danger", "confidence": 1.0}] if dangers else []) + ranking
        message.set(INTENT, full[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, full[:10], add_to_output=True)

    @staticmethod
    def _example(message: Message) -> Example:
        stated = (message.get("metadata") or {}).get("example") or {}
        return example_of(message.get(TEXT), message.get(INTENT), stated, list(message.get(ENTITIES, [])))


def _values(entities: List[Dict[str, Any]], kind: str) -> List[str]:
    return [one["value"] for one in entities if one["entity"] == kind]


def _beside(dangers: List[str]) -> List[str]:
    """The needs that belong to dangers, in their order."""
    return [need for need in (NEED_OF.get(kind) for kind in dangers) if need]


def train_judge(examples: List[Example], config: Dict[str, Any], encoder: Encoder) -> Judge:
    """Fits the words and every topic; `config` as in Understanding.get_default_config(). Raises EncoderError."""
    check_labels(examples, encoder.labels)
    speller = Speller.of(one.text for one in examples)
    words, texts = Words(), [speller.mended(one.text) for one in examples]
    words.fit(texts)
    rows, labels = words.transform(texts), encoder.labels
    marked = np.array([at for at, one in enumerate(examples) if one.dangers is not None])

    def fitted(question: str, true: Callable[[Example, str], bool], used: Any = slice(None)) -> Heads:
        names = labels[question]
        targets = np.array([[true(one, name) for name in names] for one in examples], dtype=np.int8)
        return Heads.fitted(rows[used], targets[used], names, float(config["strength"]))

    needs = fitted("needs", lambda one, need: need in one.needs)
    said = {
        "acts": fitted("acts", lambda one, act: one.act == act),
        "main": needs,
        "needs": needs,
        "several": fitted("several", lambda one, count: HOW_MANY[how_many(one)] == count),
        "dangers": fitted("dangers", lambda one, kind: kind in (one.dangers or ()), marked),
    }
    topics = {name: Topic(heads, config["trust"][name]) for name, heads in said.items()}
    return Judge(speller, words, topics, Thresholds(**(config.get("thresholds") or {})), encoder)


def check_labels(examples: List[Example], labels: Dict[str, List[str]]) -> None:
    """Raises EncoderError where the training data knows labels that the encoder was never taught, or the other way round."""
    found = {
        "acts": {one.act for one in examples},
        "needs": {need for one in examples for need in one.needs},
        "dangers": {kind for one in examples for kind in one.dangers or ()},
    }
    for question, names in found.items():
        if names != set(labels[question]):
            new = ", ".join(sorted(names ^ set(labels[question])))
            raise EncoderError(
                f"The encoder was taught other {question} than the training data has ({new}). Run `make adapt`."
            )
