"""Council matters that are not ours to answer: which council does it, and its address, in one line."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.desk import Desk
from actions.finding import in_a_row
from actions.places import place_in, remembered
from geography import Location, Outside

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
    """One line: who does it, with the link; every council that it may be, where a place lies across borders."""
    topic = _topic_of(text)
    if topic and topic.level == "county":
        county = next(one for one in council_links()[1].values() if one.code.startswith("E10"))
        return desk.say("council_county", topic=topic.name, council=county.name, website=county.website)
    about = {"topic": topic.name} if topic else {}
    known = _known_place(text, place)
    codes = known.get("authorities") or []
    ours = [council_links()[1][code] for code in codes if code in council_links()[1]]
    if len(codes) > 1 and ours:
        named = [f"{one.name} ({one.website})" for one in ours]
        others = [name for code, name in zip(codes, known["councils"], strict=True) if code not in council_links()[1]]
        key = "council_several" if topic else "council_several_either"
        return desk.say(key, **about, councils=in_a_row(named + others, desk, "or"))
    if ours:
        key = "council_borough" if topic else "council_either"
        return desk.say(key, **about, council=ours[0].name, website=ours[0].website)
    return desk.say("council_borough_unknown" if topic else "council_unknown", **about)


def _topic_of(text: str) -> Topic | None:
    """The topic of the longest words that are in it: a grit bin is not the bin that is emptied on Tuesdays."""
    found = [(len(match[0]), one) for one in council_links()[0] for match in one.words.finditer(text.lower())]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _known_place(text: str, place: dict[str, Any] | None) -> dict[str, Any]:
    """The place in the message, else the one we know; a place outside the county has no council that we know."""
    here = place_in(text)
    if isinstance(here, Outside):
        return {}
    return remembered(here) if isinstance(here, Location) else place or {}


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
