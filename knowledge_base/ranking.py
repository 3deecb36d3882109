"""In which order services answer one need: nearest first, the wider ones after, and what to do when nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from knowledge_base.candidates import FARTHEST_MILES, Candidate, local_candidates, wider_candidates
from knowledge_base.fitting import Timetables, asks_when, missing
from knowledge_base.freshness import freshness
from knowledge_base.opening import Hours, open_state
from knowledge_base.relevance import kind_asked, matches, order_wider
from knowledge_base.request import SearchRequest

# 2.5 miles is about the walk and short bus ride people name; each step costs one query.
FIRST_MILES, NEXT_MILES = 2.5, 6.0

# Two places count as equally near when their distances differ by less than the origin's own error
# (medians and 90% points in docs/data-sources.md), so that "open sooner" and "fresher" may decide.
NEAR_EQUAL_MILES = {
    "unit": 0.3,
    "subsector": 0.6,
    "sector": 1.0,
    "outcode": 1.5,
    "place": 0.8,
}
# The shares of a near-equal by which waiting, an old check, being meant for something else first, and a name that
# was said move a place. The first three together never put it behind one that is more than a near-equal farther.
WAIT, STALE, ASIDE, NAMED = 0.7, 0.2, 0.1, 0.5
# Being open at this moment counts for more than opening a day sooner.
SHUT_NOW = 0.6


@dataclass(frozen=True)
class Prospect:
    """A service in its place of the order, with the reasons that only ranking knows: what it does not meet."""

    candidate: Candidate
    why: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.candidate.id


@dataclass(frozen=True)
class Ranking:
    """What answers a need, best first. `nothing_local` and `unmet` are those of a NeedResult."""

    need: str
    ordered: tuple[Prospect, ...]
    nothing_local: bool = False
    unmet: tuple[str, ...] = ()


# Who to ask where a need has no answer of its own: no hot meal is served for the whole county.
INSTEAD = {"community_meal": "food", "warm_space": "energy", "general_advice": "benefits"}


def rank(session: Session, need: str, request: SearchRequest, wanted: int) -> Ranking:
    """The first `wanted` of `ordered` are certain to be the first; fewer in all are all that there are."""
    ranking = _rank(session, need, request, wanted)
    if ranking.ordered:
        return ranking
    return replace(_rank(session, INSTEAD.get(need, "general_advice"), request, wanted), need=need)


def _rank(session: Session, need: str, request: SearchRequest, wanted: int) -> Ranking:
    times, wished = Timetables(session), request.wishes.any()
    wider = wider_candidates(session, need, request.origin, request.now.date(), request.outside, wished)
    if asks_when(request.wishes):
        times.read(wider)
    fitting = [one for one in wider if not missing(one, request.wishes, request.now, times)]
    local, everywhere = _local(session, need, request, times, wanted)
    if local:
        return Ranking(need, _prospects(_arrange(local, fitting, request), request, times))
    nearby = _by_nearness([one for one in everywhere if one.serves], request.without_wishes(), times, wanted)
    if nearby:
        return _second_best(need, request, times, nearby, wider, fitting)
    # Places answer this need, but their areas end before here: better to ask the nearest than to be told nothing.
    elsewhere = sorted((_miles(one), one.id, one) for one in everywhere if one.confirmed)[:1]
    times.read(one for _, _, one in elsewhere)
    nearest = _prospects([one for _, _, one in elsewhere], request, times, "serves_elsewhere")
    ordered = _prospects(_arrange([], fitting or wider, request), request, times)
    return Ranking(need, nearest + ordered, bool(everywhere), () if fitting else _unmet(ordered))


def _second_best(
    need: str,
    request: SearchRequest,
    times: Timetables,
    nearby: list[tuple[float, Candidate]],
    wider: list[Candidate],
    fitting: list[Candidate],
) -> Ranking:
    """No place meets the wishes: one that does without a journey, then the nearest, saying what they do not meet."""
    fits = [one for one in _arrange([], fitting, request) if one.confirmed][:1]
    rest = [one for one in _arrange([one for _, one in nearby], wider, request) if one not in fits]
    ordered = _prospects(fits + rest, request, times)
    return Ranking(need, ordered, unmet=_unmet(ordered))


def _local(
    session: Session, need: str, request: SearchRequest, times: Timetables, wanted: int
) -> tuple[list[Candidate], list[Candidate]]:
    """Places that serve here and meet the wishes, nearest first, and every place that was looked at.

    Widens until the first `wanted` confirmed ones are certain.
    """
    if request.origin is None:
        return [], []
    found: list[Candidate] = []
    ranked: list[tuple[float, Candidate]] = []
    for radius in (FIRST_MILES, NEXT_MILES, FARTHEST_MILES):
        # With none near, there are so few that reading them all costs less than looking through a larger box.
        if radius == NEXT_MILES and not found:
            continue
        found = local_candidates(session, need, request.origin, request.now.date(), radius, request.wishes.any())
        ranked = _by_nearness([one for one in found if one.serves], request, times, wanted)
        # Nothing outside the box can come before these, however soon it opens.
        within = radius - NAMED * _near_equal(request)
        if sum(one.confirmed and score <= within for score, one in ranked) >= wanted:
            break
    return [one for _, one in ranked], found


def _by_nearness(
    found: list[Candidate], request: SearchRequest, times: Timetables, wanted: int
) -> list[tuple[float, Candidate]]:
    """Those that meet the wishes, with their score, best first; hours are read only where they can matter."""
    if asks_when(request.wishes):
        times.read(found)
    fitting = [one for one in found if not missing(one, request.wishes, request.now, times)]
    reach = _reach(fitting, request, wanted)
    close = [one for one in fitting if _miles(one) <= reach]
    times.read(close)
    scored = [(_nearness(one, request, times), one) for one in close]
    too_far = [(_miles(one), one) for one in fitting if _miles(one) > reach]
    return sorted(scored, key=_best_first) + sorted(too_far, key=_best_first)


def _reach(fitting: list[Candidate], request: SearchRequest, wanted: int) -> float:
    """What is farther than this cannot be among the first `wanted` confirmed, however soon it opens."""
    miles = sorted(_miles(one) for one in fitting if one.confirmed)
    if len(miles) < wanted:
        return FARTHEST_MILES
    return miles[wanted - 1] + (WAIT + STALE + ASIDE + NAMED) * _near_equal(request)


def _nearness(one: Candidate, request: SearchRequest, times: Timetables) -> float:
    """Miles, plus at most a near-equal's worth for opening later and for an older check."""
    stale = {"fresh": 0.0, "due": 0.4, "lapsed": 1.0}[freshness(one.assured_date, one.category, request.now.date())]
    named = bool(matches(one.name, request.words)) or kind_asked(one.category, request.words)
    wait = _wait(times.of(one), request.now)
    return _miles(one) + _near_equal(request) * (
        WAIT * wait + STALE * stale + ASIDE * min(one.position, 1) - NAMED * named
    )


def _wait(hours: Hours, now: datetime) -> float:
    """0 for open now, 1 for a week away or no known opening; hours that nobody knows stand in the middle."""
    state = open_state(hours, now)
    if state.state in ("open", "unknown"):
        return 0.0 if state.state == "open" else 0.5
    return min(SHUT_NOW + (state.next.start - now) / timedelta(days=7), 1.0) if state.next else 1.0


def _arrange(local: list[Candidate], wider: list[Candidate], request: SearchRequest) -> list[Candidate]:
    """Confirmed before unconfirmed; local first, but a first page keeps room for help that needs no journey."""
    first = max(1, round(request.limit * 0.6))
    room = request.limit - first
    sure, unsure = _split(local)
    sure_wider, unsure_wider = (_ordered(part, request) for part in _split(wider))
    return sure[:first] + sure_wider[:room] + sure[first:] + sure_wider[room:] + unsure + unsure_wider


def _ordered(wider: list[Candidate], request: SearchRequest) -> list[Candidate]:
    today = request.now.date()
    return order_wider([(one, freshness(one.assured_date, one.category, today)) for one in wider], request.words)


def _split(candidates: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    return [one for one in candidates if one.confirmed], [one for one in candidates if not one.confirmed]


def _prospects(
    ordered: Sequence[Candidate], request: SearchRequest, times: Timetables, *why: str
) -> tuple[Prospect, ...]:
    if not request.wishes.any():
        return tuple(Prospect(one, why) for one in ordered)
    return tuple(
        Prospect(one, (*why, *(f"not_{wish}" for wish in missing(one, request.wishes, request.now, times))))
        for one in ordered
    )


def _unmet(ordered: Sequence[Prospect]) -> tuple[str, ...]:
    return tuple(sorted({reason.removeprefix("not_") for one in ordered for reason in one.why}))


def _near_equal(request: SearchRequest) -> float:
    precision = request.origin.precision if request.origin else "outcode"
    return NEAR_EQUAL_MILES.get(precision, 1.0)


def _miles(one: Candidate) -> float:
    return one.miles or 0.0


def _best_first(pair: tuple[float, Candidate]) -> tuple[float, str]:
    return pair[0], pair[1].id
