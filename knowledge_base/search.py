"""SearchRequest → SearchResult: ranked cards for each need, and why they are there. Never empty for a known need
while the county or the nation has an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from knowledge_base.candidates import (
    Candidate,
    load,
    local_candidates,
    named,
    wider_candidates,
)
from knowledge_base.cards import ServiceCard, card_of, hours_of
from knowledge_base.models import Service
from knowledge_base.needs import by_urgency
from knowledge_base.opening import open_during
from knowledge_base.relevance import matches, order_wider
from knowledge_base.request import Origin, SearchRequest, Wishes

# Two places count as equally near when their distances differ by less than the origin's own error
# (medians and 90% points in docs/data-sources.md), so that "open sooner" and "fresher" may decide.
NEAR_EQUAL_MILES = {
    "unit": 0.3,
    "subsector": 0.6,
    "sector": 1.0,
    "outcode": 1.5,
    "place": 0.8,
}


@dataclass(frozen=True)
class NeedResult:
    """Cards for one need. `unmet` names the wishes that no service meets: the cards are then the nearest that do not."""

    need: str
    cards: tuple[ServiceCard, ...]
    more: int
    nothing_local: bool = False
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    groups: tuple[NeedResult, ...]

    @property
    def cards(self) -> tuple[ServiceCard, ...]:
        return tuple(card for group in self.groups for card in group.cards)


def find_services(session: Session, request: SearchRequest) -> SearchResult:
    """Ranked cards for every need of the request, most urgent need first, no service twice."""
    shown: set[str] = set()
    groups = []
    for need in by_urgency(request.needs):
        group = _find_for_need(session, need, request, shown)
        shown.update(card.id for card in group.cards)
        groups.append(group)
    return SearchResult(tuple(groups))


def find_by_slugs(session: Session, slugs: Iterable[str], origin: Origin | None, now: datetime) -> list[ServiceCard]:
    """The cards of these services as they are now, in the order asked for; closed and gone ones are left out."""
    wanted = list(slugs)
    ids = {row.slug: row.id for row in session.execute(named(wanted, now.date()))}
    services = load(session, list(ids.values()))
    return [card_of(services[ids[slug]], origin, now) for slug in wanted if slug in ids]


def _find_for_need(session: Session, need: str, request: SearchRequest, shown: set[str]) -> NeedResult:
    local, wider = _ranked(session, need, request, shown)
    fitting = _arrange(local, wider, request.limit)
    if fitting and (local or not request.wishes.any()):
        page = fitting[request.skip : request.skip + request.limit]
        nothing_local = request.origin is not None and not local and _has_local_kind(session, need, request)
        nearest = _nearest_elsewhere(session, need, request, shown) if nothing_local and request.skip == 0 else []
        page = (nearest + page)[: request.limit]
        more = max(0, len(fitting) + len(nearest) - request.skip - len(page))
        return NeedResult(need, tuple(page), more, nothing_local)
    return _second_best(session, need, request, shown, fitting)


def _ranked(
    session: Session, need: str, request: SearchRequest, shown: set[str]
) -> tuple[list[ServiceCard], list[ServiceCard]]:
    today = request.now.date()
    enough = 1000 if request.wishes.any() else request.skip + request.limit + 3
    near: list[Candidate] = []
    if request.origin:
        near, _ = local_candidates(session, need, request.origin, today, enough)
    far = wider_candidates(session, need, request.origin, today)
    services = load(session, [one.id for one in near + far if one.id not in shown])
    local = [_card(services[one.id], need, request) for one in near if one.id in services]
    wider = [_card(services[one.id], need, request) for one in far if one.id in services]
    local = [card for card in local if not missing(services[card.id], card, request.wishes, request.now)]
    wider = [card for card in wider if not missing(services[card.id], card, request.wishes, request.now)]
    local.sort(key=lambda card: (_nearness(card, request), card.id))
    return local, order_wider(wider, need, request.words)


def _card(service: Service, need: str, request: SearchRequest) -> ServiceCard:
    card = card_of(service, request.origin, request.now)
    reasons = [
        "near" if card.distance_miles is not None else card.scope,
        "open_now" if card.open.state == "open" else "",
        "no_referral" if card.referral == "not_needed" else "",
        "" if card.confirmed else "unconfirmed",
    ]
    return replace(card, why=tuple(reason for reason in reasons if reason))


def _nearness(card: ServiceCard, request: SearchRequest) -> float:
    """Miles, plus at most a near-equal's worth for opening later and for an older check."""
    precision = request.origin.precision if request.origin else "outcode"
    near_equal = NEAR_EQUAL_MILES.get(precision, 1.0)
    wait = {"open": 0.0, "unknown": 0.5}.get(card.open.state, _wait(card, request.now))
    stale = {"fresh": 0.0, "due": 0.4, "lapsed": 1.0}[card.freshness]
    named = min(matches(card, request.words), 1)
    return (card.distance_miles or 0.0) + near_equal * (0.5 * wait + 0.5 * stale - 0.5 * named)


def _wait(card: ServiceCard, now: datetime) -> float:
    """0 for opening at once, 1 for a week away or not known."""
    if card.open.next is None:
        return 1.0
    return min((card.open.next.start - now) / timedelta(days=7), 1.0)


def _arrange(local: list[ServiceCard], wider: list[ServiceCard], limit: int) -> list[ServiceCard]:
    """Confirmed before unconfirmed; local first, but a first page keeps room for help that needs no journey."""
    sure, near = _split(local), _split(wider)
    first = max(1, limit * 3 // 5)
    confirmed = sure[0][:first] + near[0][: limit - first] + sure[0][first:] + near[0][limit - first :]
    return confirmed + sure[1] + near[1]


def _split(cards: list[ServiceCard]) -> tuple[list[ServiceCard], list[ServiceCard]]:
    return [card for card in cards if card.confirmed], [card for card in cards if not card.confirmed]


def missing(service: Service, card: ServiceCard, wishes: Wishes, now: datetime) -> tuple[str, ...]:
    """The wishes that this service does not meet, as far as anybody has said; unknown is not met."""
    unmet = []
    if wishes.open_now and card.open.state != "open":
        unmet.append("open_now")
    if wishes.day and not (card.confirmed and _open_on(service, wishes)):
        unmet.append("day")
    if wishes.no_referral and card.referral != "not_needed":
        unmet.append("no_referral")
    if wishes.free and card.cost != "free":
        unmet.append("free")
    if wishes.step_free and "step_free" not in card.accessibility:
        unmet.append("step_free")
    if wishes.within_miles is not None and (card.distance_miles or 0.0) > wishes.within_miles:
        unmet.append("nearer")
    return tuple(unmet)


def _open_on(service: Service, wishes: Wishes) -> bool:
    assert wishes.day is not None
    start = datetime.combine(wishes.day, wishes.start or time(0, 0))
    end = datetime.combine(wishes.day, wishes.end or time(23, 59))
    return open_during(hours_of(service), start, end)


def _has_local_kind(session: Session, need: str, request: SearchRequest) -> bool:
    """Whether this is a need that places answer at all; debt lines and benefits have no 'nearest'."""
    assert request.origin is not None
    found, _ = local_candidates(session, need, request.origin, request.now.date(), 1, anywhere=True)
    return bool(found)


def _nearest_elsewhere(session: Session, need: str, request: SearchRequest, shown: set[str]) -> list[ServiceCard]:
    """The nearest place that serves another area, marked so: better to ask there than to be told nothing."""
    assert request.origin is not None
    found, _ = local_candidates(session, need, request.origin, request.now.date(), 1, anywhere=True)
    ids = [one.id for one in found if one.id not in shown and one.publication == "full"][:1]
    services = load(session, ids)
    cards = [_card(services[one], need, request) for one in ids]
    return [replace(card, why=(*card.why, "serves_elsewhere")) for card in cards]


def _second_best(
    session: Session,
    need: str,
    request: SearchRequest,
    shown: set[str],
    fitting: list[ServiceCard],
) -> NeedResult:
    """No place meets the wishes: what meets them without a journey, then the nearest that do not, saying which wish."""
    plain = request.without_wishes()
    local, wider = _ranked(session, need, plain, shown)
    rest = [card for card in _arrange(local, wider, request.limit) if card.id not in {one.id for one in fitting}]
    services = load(session, [card.id for card in rest])
    marked = [
        replace(
            card,
            why=(
                *card.why,
                *(f"not_{wish}" for wish in missing(services[card.id], card, request.wishes, request.now)),
            ),
        )
        for card in rest
    ]
    everything = fitting[:1] + marked if fitting else marked
    page = everything[request.skip : request.skip + request.limit]
    unmet = tuple(sorted({reason[4:] for card in marked for reason in card.why if reason.startswith("not_")}))
    more = max(0, len(everything) - request.skip - len(page))
    return NeedResult(need, tuple(page), more, request.origin is not None and not local, unmet)
