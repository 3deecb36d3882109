"""The danger layer inside Rasa: the same patterns that the channels ask first, beside the classifier."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.entities import add_entities, entity
from safety import find_hints

# For the classifier only: it never leaves the message for Rasa's tracker.
DANGER_HINTS = "danger_hints"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerDetector(GraphComponent):
    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DangerDetector":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            found = find_hints(message.get(TEXT) or "")
            sure = [one for one in found if one.sure]
            add_entities(
                message,
                [entity("danger", one.kind, one.start, one.end, "DangerDetector") for one in sure],
            )
            message.set(DANGER_HINTS, [one.kind for one in found if not one.sure])
        return messages
