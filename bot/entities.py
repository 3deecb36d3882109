from __future__ import annotations

from typing import Any, Dict, List

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message


def entity(kind: str, value: str, start: int, end: int, extractor: str, **more: Any) -> Dict[str, Any]:
    """An entity in the shape of Rasa's /model/parse; offsets count characters of the message as it came."""
    found = {
        "entity": kind,
        "value": value,
        "start": start,
        "end": end,
        "confidence": 1.0,
        "extractor": extractor,
    }
    return {**found, **more}


def add_entities(message: Message, found: List[Dict[str, Any]]) -> None:
    message.set(ENTITIES, list(message.get(ENTITIES, [])) + found, add_to_output=True)
