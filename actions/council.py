"""Council matters that are not ours to answer: which council does it, and its address, in one line."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.desk import Desk
from actions.places import place_in, remembered
from geography import Location

LINKS = Path(__file__).resolve().parent.parent / "knowledge_base" / "seed" / "council_links.yml"


@dataclass(frozen=True)
class Topic:
    name: str
    level: str
    words: re.Pattern[str]


@dataclass(frozen=True)
class Council:
    code: str
    name: str
    website: str


def council_answer(text: str, place: dict[str, Any] | None, desk: Desk) -> str:
    """One line: who does it, with the link; both kinds of council where the topic is not known."""
    topics, councils = council_links()
    topic = next((one for one in topics if one.words.search(text.lower())), None)
    here = place_in(text)
    known = remembered(here) if isinstance(here, Location) else place or {}
    county = next(one for one in councils.values() if one.code.startswith("E10"))
    boroughs = [councils[code] for code in known.get("authorities") or [] if code in councils]
    if topic and topic.level == "county":
        return desk.say(
            "council_county",
            topic=topic.name,
            council=county.name,
            website=county.website,
        )
    if len(boroughs) == 1:
        key = "council_borough" if topic else "council_either"
        return desk.say(
            key,
            topic=topic.name if topic else "",
            council=boroughs[0].name,
            website=boroughs[0].website,
        )
    return desk.say(
        "council_borough_unknown" if topic else "council_unknown",
        topic=topic.name if topic else "",
    )


@functools.cache
def council_links() -> tuple[tuple[Topic, ...], dict[str, Council]]:
    loaded = yaml.safe_load(LINKS.read_text(encoding="utf-8"))
    topics = tuple(_topic(one) for one in loaded["topics"])
    councils = {one["code"]: _council(one) for one in loaded["councils"]}
    return topics, councils


def _topic(values: dict[str, Any]) -> Topic:
    words = "|".join(re.escape(word.lower()) for word in sorted(values["words"], key=len, reverse=True))
    return Topic(values["job"], values["level"], re.compile(rf"\b(?:{words})(?:s|es|ing|ed)?\b"))


def _council(values: dict[str, Any]) -> Council:
    return Council(values["code"], values["name"], values["website"])
