"""The classifier component: intent (an act, or the main need) and a `need` entity for every need in the message."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.classifier import NEED_ACT, Example, Heads, Neighbours, Words
from bot.encoder import Encoder, load_encoder
from bot.entities import add_entities, entity
from bot.judgement import Judge, Thresholds, Topic
from bot.normal import normal_text
from safety import NEED_OF

# What somebody tells of their situation can name the need by itself.
IMPLIED_NEED = {"refused": "food", "no_voucher": "food", "nrpf": "refugee_migrant"}

UNSURE = frozenset(("nlu_fallback", "feedback_bad", "gibberish", "other_topic", "insult", "chitchat"))

# Examples of these needs may hold a danger that nobody has marked.
MAY_BE_DANGER = frozenset(
    "self_harm_crisis domestic_abuse homeless_tonight prepay_emergency baby health energy mental_health".split()
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent):
    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"strength": 4.0, "nearest": 25, "sharpness": 12.0, "thresholds": {}}

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
        verdict = judge.judge(text, entities)
        dangers = [one["value"] for one in entities if one["entity"] == "danger"]
        # What the patterns miss, the classifier may know; it never takes away what they found.
        unseen = [kind for kind in verdict.dangers if kind not in dangers] if not dangers else []
        add_entities(message, [entity("danger", kind, 0, len(text), "Understanding") for kind in unseen])
        dangers += unseen
        beside = [need for need in (NEED_OF.get(kind) for kind in dangers) if need]
        implied = [IMPLIED_NEED[one["value"]] for one in entities if one.get("value") in IMPLIED_NEED]
        if implied and not verdict.needs and verdict.ranking[0]["name"] in UNSURE:
            verdict.take(implied[0])
        needs = list(dict.fromkeys(beside + verdict.needs))
        add_entities(
            message,
            [
                entity(
                    "need",
                    need,
                    0,
                    len(text),
                    "Understanding",
                    likely=verdict.odds.get(need, 1.0),
                )
                for need in needs
            ],
        )
        intent = {"name": "danger", "confidence": 1.0} if dangers else verdict.ranking[0]
        ranking = ([intent] if dangers else []) + verdict.ranking
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking[:10], add_to_output=True)

    @staticmethod
    def _example(message: Message) -> Example:
        return example_of(
            message.get(TEXT),
            message.get(INTENT),
            message.get("metadata") or {},
            list(message.get(ENTITIES, [])),
        )


def example_of(text: str, intent: str, metadata: Dict[str, Any], entities: List[Dict[str, Any]]) -> Example:
    """A training example; its metadata may name all its needs and its dangers, else the intent names the only need."""
    stated = metadata.get("example") or {}
    own = [intent[5:]] if intent.startswith("need_") else []
    needs = stated.get("needs", own)
    dangers = stated.get("danger", None if own and own[0] in MAY_BE_DANGER else [])
    return Example(normal_text(text, entities), NEED_ACT if own else intent, needs, dangers)


def train_judge(examples: List[Example], config: Dict[str, Any], encoder: Encoder) -> Judge:
    """Fits the words and both topics; `config` as in Understanding.get_default_config()."""
    texts = [one.text for one in examples]
    words = Words()
    words.fit(texts)
    rows, vectors = words.transform(texts), encoder.encode(texts)
    acts = sorted({one.act for one in examples})
    needs = sorted({need for one in examples for need in one.needs})

    kinds = sorted({kind for one in examples for kind in one.dangers or ()})
    marked = np.array([at for at, one in enumerate(examples) if one.dangers is not None])

    def topic(labels: List[str], targets: np.ndarray, used: Any = slice(None)) -> Topic:
        neighbours = Neighbours(vectors[used], targets[used], int(config["nearest"]), float(config["sharpness"]))
        return Topic(labels, Heads.train(rows[used], targets[used], labels, float(config["strength"])), neighbours)

    return Judge(
        words,
        topic(acts, np.array([[one.act == act for act in acts] for one in examples], dtype=np.int8)),
        topic(needs, np.array([[need in one.needs for need in needs] for one in examples], dtype=np.int8)),
        topic(kinds, np.array([[kind in (one.dangers or ()) for kind in kinds] for one in examples]), marked),
        Thresholds(**(config.get("thresholds") or {})),
        encoder,
    )
