"""The search widens only as far as it must. On any data its pages are those of a list of everything, sorted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from knowledge_base.distance import MILES_PER_DEGREE, miles_between
from knowledge_base.models import (
    Attribute,
    Location,
    Organization,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from knowledge_base.ranking import FIRST_MILES, NAMED, NEAR_EQUAL_MILES, NEXT_MILES, SHUT_NOW, STALE, WAIT
from knowledge_base.request import SearchRequest, Wishes
from knowledge_base.search import find_services
from tests.knowledge_base.factories import HERE, NOW, NUNEATON, RUGBY, TODAY

# Day and hours, and the share of a week until it opens; None where it is open.
OPENINGS = {
    "always": ("", time(0), time(0), None),
    "now": ("TU", time(9), time(17), None),
    "friday": ("FR", time(10), time(12), (timedelta(days=2, hours=23)) / timedelta(days=7)),
    "last_monday": ("MO", time(10), time(12), (timedelta(days=5, hours=23)) / timedelta(days=7)),
    "unknown": None,
}
CHECKED = {"fresh": (TODAY - timedelta(days=3), 0.0), "due": (date(2026, 6, 1), 0.4), "lapsed": (date(2024, 1, 1), 1.0)}


@dataclass(frozen=True)
class Spot:
    miles: float
    bearing: float
    opening: str
    checked: str
    publication: str
    area: str
    named: bool

    @property
    def lat(self) -> float:
        return HERE.lat + self.miles * math.cos(self.bearing) / MILES_PER_DEGREE

    @property
    def lon(self) -> float:
        east = self.miles * math.sin(self.bearing)
        return HERE.lon + east / MILES_PER_DEGREE / math.cos(math.radians(HERE.lat))


# Many stand just inside or outside the distances at which the search widens.
DISTANCES = st.one_of(
    *(st.floats(0.0, FIRST_MILES) for _ in range(3)),
    *(st.floats(edge - 1.0, edge + 1.0) for edge in (FIRST_MILES, NEXT_MILES)),
    st.floats(0.0, 38.0),
)

SPOTS = st.builds(
    Spot,
    miles=DISTANCES,
    bearing=st.floats(0.0, 2 * math.pi),
    opening=st.sampled_from(sorted(OPENINGS)),
    checked=st.sampled_from(sorted(CHECKED)),
    publication=st.sampled_from(["full", "full", "full", "full", "unconfirmed", "pointer"]),
    area=st.sampled_from([NUNEATON, NUNEATON, NUNEATON, "county", RUGBY]),
    named=st.booleans(),
)
NEAREST = Spot(0.2, 0.0, "now", "fresh", "full", NUNEATON, False)
REQUESTS = st.builds(
    lambda precision, limit, page, words, wishes: SearchRequest(
        ("food",), NOW, replace(HERE, precision=precision), wishes, limit, limit * page, words
    ),
    st.sampled_from(sorted(NEAR_EQUAL_MILES)),
    st.integers(1, 5),
    st.integers(0, 2),
    st.sampled_from([(), ("haven",)]),
    st.sampled_from([Wishes(), Wishes(), Wishes(open_now=True)]),
)


# Without shrinking, which takes minutes on lists as long as these.
@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    spots=st.lists(SPOTS, max_size=8) | st.lists(SPOTS, min_size=30, max_size=50),
    lines=st.integers(0, 6),
    request=REQUESTS,
)
def test_a_page_is_that_of_a_list_of_everything_sorted(empty_engine, spots, lines, request):
    spots = [NEAREST, *spots]
    with empty_engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection) as session:
            fill(session, spots, lines)
            group = find_services(session, request).groups[0]
        transaction.rollback()
    everything = in_order(spots, lines, request)
    assert [card.slug for card in group.cards] == everything[request.skip : request.skip + request.limit]
    assert (group.more > 0) == (len(everything) > request.skip + request.limit)


def in_order(spots, lines, request):
    """The rule in plain Python, without a database and without widening."""
    fitting = [(at, spot) for at, spot in enumerate(spots) if spot.area != RUGBY and fits(spot, request)]
    scored = sorted((score(spot, request), slug(at), spot.publication) for at, spot in fitting)
    sure = [name for _, name, publication in scored if publication == "full"]
    unsure = [name for _, name, publication in scored if publication != "full"]
    national = [f"line-{at}" for at in range(lines)] if not request.wishes.any() else []
    first = max(1, round(request.limit * 0.6))
    room = request.limit - first
    return sure[:first] + national[:room] + sure[first:] + national[room:] + unsure


def fits(spot, request):
    return not request.wishes.open_now or (spot.publication == "full" and spot.opening in ("always", "now"))


def score(spot, request):
    near_equal = NEAR_EQUAL_MILES[request.origin.precision]
    named = NAMED if spot.named and request.words else 0.0
    miles = miles_between(HERE.lat, HERE.lon, spot.lat, spot.lon)
    return miles + near_equal * (WAIT * wait(spot) + STALE * CHECKED[spot.checked][1] - named)


def wait(spot):
    known = OPENINGS[spot.opening] if spot.publication == "full" else None
    if known is None:
        return 0.5
    return 0.0 if known[3] is None else min(SHUT_NOW + known[3], 1.0)


def slug(at):
    return f"spot-{at:02}"


def fill(session, spots, lines):
    """Rows as editing would write them, without its revisions: hundreds of examples have to be quick."""
    placed = {slug(at): spot for at, spot in enumerate(spots)}
    national = {f"line-{at}": None for at in range(lines)}
    add(session, Organization, [{"id": "o", "name": "Example Trust", "description": ""}])
    add(session, Service, [service_row(name, spot) for name, spot in (placed | national).items()])
    add(
        session,
        Attribute,
        [{"service_id": name, "taxonomy_term_id": "food", "position": 0} for name in placed | national],
    )
    add(
        session,
        ServiceArea,
        [area_row(name, spot.area if spot else "national") for name, spot in (placed | national).items()],
    )
    add(
        session,
        Location,
        [
            {"id": name, "latitude": spot.lat, "longitude": spot.lon, "precision": "unit"}
            for name, spot in placed.items()
        ],
    )
    add(session, ServiceAtLocation, [{"service_id": name, "location_id": name} for name in placed])
    opening = {name: OPENINGS[spot.opening] for name, spot in placed.items()}
    add(session, Schedule, [schedule_row(name, *known[:3]) for name, known in opening.items() if known])


def add(session, model, rows):
    if rows:
        session.execute(insert(model), rows)


def service_row(name, spot):
    return {
        "id": name,
        "slug": name,
        "organization_id": "o",
        "name": "The Haven" if spot and spot.named else "Somewhere",
        "category": "food_bank",
        "scope": "local" if spot else "national",
        "publication": spot.publication if spot else "full",
        "assured_date": CHECKED[spot.checked][0] if spot else TODAY,
        "closed_on_bank_holidays": False,
        "last_modified": NOW,
    }


def area_row(name, area):
    kind = area if area in ("county", "national") else "authority"
    return {"service_id": name, "extent_type": kind, "extent": area}


def schedule_row(name, byday, opens_at, closes_at):
    return {"service_id": name, "byday": byday, "opens_at": opens_at, "closes_at": closes_at}
