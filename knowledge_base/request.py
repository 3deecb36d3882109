"""What a search is asked: needs, a place as well as it is known, and wishes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time


@dataclass(frozen=True)
class Origin:
    """Where the resident is. `authorities` are GSS codes, several when the place straddles them."""

    label: str
    lat: float
    lon: float
    precision: str
    authorities: tuple[str, ...] = ()
    sector: str | None = None
    outcode: str | None = None


@dataclass(frozen=True)
class Wishes:
    """Filters a resident asks for. `day` with `start` and `end` means open at some time between them."""

    open_now: bool = False
    day: date | None = None
    start: time | None = None
    end: time | None = None
    no_referral: bool = False
    free: bool = False
    step_free: bool = False
    within_miles: float | None = None

    def any(self) -> bool:
        return self != Wishes()


@dataclass(frozen=True)
class SearchRequest:
    """`now` is aware. `skip` cards per need were shown before; `limit` is how many cards per need come back."""

    needs: tuple[str, ...]
    now: datetime
    origin: Origin | None = None
    wishes: Wishes = Wishes()
    limit: int = 5
    skip: int = 0
    # What the resident said beyond the need ("pip", "uniform"): prefers services that are about just that.
    words: tuple[str, ...] = ()
    # The resident lives outside the county: only national help is theirs.
    outside: bool = False

    def without_wishes(self) -> SearchRequest:
        return replace(self, wishes=Wishes())
