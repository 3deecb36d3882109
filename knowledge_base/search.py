"""SearchRequest → SearchResult: ranked cards for each need, and why they are there. Never empty for a known need
while the county or the nation has an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge_base.candidates import load, named
from knowledge_base.cards import ServiceCard, card_of
from knowledge_base.models import Service
from knowledge_base.needs import by_urgency
from knowledge_base.ranking import Prospect, Ranking, rank
from knowledge_base.request import Origin, SearchRequest


@dataclass(frozen=True)
class NeedResult:
    """Cards for one need; `more` is 0 when these are the last, else at least that many follow.

    `unmet` names the wishes that no place meets: the cards are then the nearest that do not. `nothing_local` means
    that places answer this need, but the area of none covers the origin.
    """

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


@dataclass(frozen=True)
class _Page:
    prospects: tuple[Prospect, ...]
    more: int


def find_services(session: Session, request: SearchRequest) -> SearchResult:
    """Ranked cards for every need of the request, most urgent need first, no service twice on any page."""
    needs = by_urgency(request.needs)
    # Another need's cards may take any of these; two more are those that ranking itself puts in front.
    wanted = (request.skip + request.limit) * len(needs) + 2
    rankings = [rank(session, need, request, wanted) for need in needs]
    pages = _turned_to(rankings, request)
    services = load(session, [one.id for page in pages for one in page.prospects])
    groups = []
    for ranking, page in zip(rankings, pages, strict=True):
        cards = tuple(_card(services[one.id], one, request) for one in page.prospects)
        groups.append(NeedResult(ranking.need, cards, page.more, ranking.nothing_local, ranking.unmet))
    return SearchResult(tuple(groups))


def find_by_slugs(session: Session, slugs: Iterable[str], origin: Origin | None, now: datetime) -> list[ServiceCard]:
    """The cards of these services as they are now, in the order asked for; closed and gone ones are left out."""
    wanted = list(slugs)
    ids = {row.slug: row.id for row in session.execute(named(wanted, now.date()))}
    services = load(session, list(ids.values()))
    return [card_of(services[ids[slug]], origin, now) for slug in wanted if slug in ids]


def _turned_to(rankings: Sequence[Ranking], request: SearchRequest) -> list[_Page]:
    """The page of each need, as if all pages before it had been turned: nothing comes twice, nothing is left out."""
    before, rest = divmod(request.skip, request.limit)
    shown: set[str] = set()
    for size in [rest, *[request.limit] * before]:
        for ranking in rankings:
            shown.update(one.id for one in _next(ranking, size, shown))
    pages = []
    for ranking in rankings:
        page = _next(ranking, request.limit, shown)
        shown.update(one.id for one in page)
        pages.append(page)
    return [
        _Page(page, sum(one.id not in shown for one in ranking.ordered))
        for ranking, page in zip(rankings, pages, strict=True)
    ]


def _next(ranking: Ranking, size: int, shown: set[str]) -> tuple[Prospect, ...]:
    return tuple([one for one in ranking.ordered if one.id not in shown][:size])


def _card(service: Service, prospect: Prospect, request: SearchRequest) -> ServiceCard:
    card = card_of(service, request.origin, request.now)
    reasons = [
        "near" if card.distance_miles is not None else card.scope,
        "open_now" if card.open.state == "open" else "",
        "no_referral" if card.referral == "not_needed" else "",
        "" if card.confirmed else "unconfirmed",
        *prospect.why,
    ]
    return replace(card, why=tuple(reason for reason in reasons if reason))
