"""What actions send is what the website reads: real searches for every need, through both sides of the wall."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from sqlalchemy.orm import Session

from actions.desk import Desk
from actions.finding import find_help
from actions.memory import Memory
from actions.reply import Reply
from actions.wording import Wording
from knowledge_base.needs import NEEDS
from safety import snapshot
from settings import ROOT
from website.chat.render import card_groups

NOW = datetime(2026, 11, 24, 11, tzinfo=ZoneInfo("Europe/London"))
CARD = set(
    "id name organization needs category scope lat lon precision distance_miles address postcode phone phone_cost website "
    "hours open referral referral_how cost eligibility bring confirmed assured_on freshness why".split()
)
EXTRA = {"description", "town", "text_number", "email", "hours_short", "accessibility", "labels"}
NUNEATON = {
    "label": "CV11 4",
    "lat": 52.515,
    "lon": -1.455,
    "precision": "sector",
    "authorities": ["E07000219"],
    "councils": ["Nuneaton and Bedworth"],
    "sector": "CV11 4",
    "outcode": "CV11",
}


@pytest.fixture(scope="module")
def responses() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    return loaded


def ask(session: Session, responses: dict[str, Any], memory: Memory) -> Reply:
    contacts = snapshot()
    return find_help(memory, Desk(session, Wording(responses, contacts), contacts, NOW))


def payload_of(reply: Reply) -> dict[str, Any]:
    return next(say.custom for say in reply.says if say.custom and say.custom["type"] == "service_cards")


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_gives_cards_of_the_agreed_shape_that_the_page_can_show(
    need: str, seeded: Session, responses: dict[str, Any]
) -> None:
    payload = payload_of(ask(seeded, responses, Memory(needs=(need,), place=NUNEATON)))
    assert payload["cards"], f"no answer for {need}"
    assert payload == json.loads(json.dumps(payload))
    for card in payload["cards"]:
        assert set(card) >= CARD
        assert set(card) - CARD - EXTRA == set()
        assert set(card["open"]) == {"state", "until", "next"}
    shown = [card for group in card_groups(payload) for card in group.cards]
    assert len(shown) == len(payload["cards"])


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_has_an_answer_for_somebody_who_does_not_say_where(
    need: str, seeded: Session, responses: dict[str, Any]
) -> None:
    payload = payload_of(ask(seeded, responses, Memory(needs=(need,), place_refused=True)))
    assert payload["cards"], f"no answer for {need}"
    assert all(card["distance_miles"] is None for card in payload["cards"])


def test_a_place_is_asked_for_once_and_only_where_it_matters(seeded: Session, responses: dict[str, Any]) -> None:
    asked = ask(seeded, responses, Memory(needs=("food",)))
    assert [say.custom for say in asked.says] == [{"type": "question", "asks": "postcode"}]
    again = ask(seeded, responses, asked.memory)
    assert payload_of(again)["cards"]
    assert payload_of(ask(seeded, responses, Memory(needs=("debt",))))["cards"]


def test_an_unconfirmed_card_is_never_open_and_stands_below_every_confirmed_one(
    seeded: Session, responses: dict[str, Any]
) -> None:
    for need in NEEDS:
        cards = payload_of(ask(seeded, responses, Memory(needs=(need,), place=NUNEATON)))["cards"]
        confirmed = [card["confirmed"] for card in cards]
        assert confirmed == sorted(confirmed, reverse=True), need
        assert all(card["open"]["state"] == "unknown" for card in cards if not card["confirmed"])


def test_every_sentence_of_the_wording_is_short(responses: dict[str, Any]) -> None:
    long = []
    # Other languages count their words in other ways.
    english = {key: variations for key, variations in responses.items() if not key.startswith("utter_language_")}
    for key, variations in english.items():
        for one in variations:
            sentences = one["text"].replace("\n", " ").replace("? ", ". ").replace("! ", ". ").split(". ")
            long += [(key, sentence) for sentence in sentences if len(sentence.split()) > 20]
    assert long == []
