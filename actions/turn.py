"""One message of a resident as the actions see it: what was said, and what it means after the last reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Turn:
    """`act` is the intent; `likely` the next best intents, best first; `choice` what a button or a number picked;
    `language` the code of another language than English; `inbound` the id of a text message, which may come again."""

    text: str
    act: str
    confidence: float = 1.0
    needs: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    danger_answered: bool = False
    whens: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    ordinal: str | None = None
    choice: int | None = None
    likely: tuple[str, ...] = field(default=())
    channel: str = "web"
    by_button: bool = False
    placeless: str = ""
    language: str = ""
    inbound: str = ""


def read_turn(tracker: Tracker) -> Turn:
    message = tracker.latest_message
    metadata = _metadata(tracker)
    found = _values(message.get("entities") or [])
    answered = tuple(metadata.get("danger") or ())
    intent = message.get("intent") or {}
    ranking = [one["name"] for one in message.get("intent_ranking") or [] if one["name"] != "nlu_fallback"]
    text = message.get("text") or ""
    act = _act(intent, ranking, answered)
    named = (act.removeprefix("need_"),) if act.startswith("need_") else ()
    return Turn(
        text="" if text.startswith("/") else text,
        act=act,
        confidence=float(intent.get("confidence") or 0.0),
        needs=found.get("need", ()) or named,
        dangers=tuple(dict.fromkeys(answered + found.get("danger", ()))),
        danger_answered=bool(answered),
        whens=found.get("when", ()),
        wishes=found.get("wish", ()),
        situations=found.get("situation", ()),
        ordinal=next(iter(found.get("ordinal", ())), None),
        choice=next((int(value) for value in found.get("choice", ()) if value.isdigit()), None),
        likely=tuple(ranking[:6]),
        channel=str(metadata.get("channel") or "web"),
        by_button=text.startswith("/"),
        inbound=str(metadata.get("inbound") or ""),
        language=next(iter(found.get("language", ())), ""),
        placeless=_without_places(text, message.get("entities") or []),
    )


def _without_places(text: str, entities: list[dict[str, Any]]) -> str:
    """The message with its places cut out: a town in a service's name does not make it the service that is meant."""
    for one in sorted(entities, key=lambda item: -int(item.get("start") or 0)):
        if one.get("entity") in ("postcode", "sector", "outcode", "place"):
            text = f"{text[: one['start']]} {text[one['end'] :]}"
    return "" if text.startswith("/") else text


def _act(intent: dict[str, Any], ranking: list[str], answered: tuple[str, ...]) -> str:
    return "danger" if answered else str(intent.get("name") or "nlu_fallback")


def _metadata(tracker: Tracker) -> dict[str, Any]:
    for event in reversed(tracker.events or []):
        if event.get("event") == "user":
            return event.get("metadata") or {}
    return {}


def _values(entities: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in entities:
        kind, value = str(one.get("entity")), str(one.get("value"))
        if value not in found.get(kind, ()):
            found[kind] = (*found.get(kind, ()), value)
    return found


# Said in nearly every message, so they name nothing.
_EMPTY = frozenset(
    "the and for with need help get got have has had can cant could would please pls im ive my me you your what who "
    "where when how any some there this that want money pay paid help near find know just about from not dont".split()
)


def content_words(text: str) -> tuple[str, ...]:
    """At most a dozen words that may name a service ("pip", "uniform"); numbers and postcodes are left out."""
    cleaned = "".join(letter if letter.isalpha() else " " for letter in text.lower().replace("'", ""))
    words = [word for word in cleaned.split() if len(word) > 1 and word not in _EMPTY]
    return tuple(dict.fromkeys(words))[:12]
