"""What this library answers with. Not knowing, and more than one possibility, are answers too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple, Union


@dataclass(frozen=True)
class Authority:
    """A local authority and its share (0 to 1) of the live postcodes there."""

    code: str
    name: str
    in_county: bool
    share: float


@dataclass(frozen=True)
class Location:
    """Where somebody is, as well as we know.

    Precision is unit, subsector, sector, outcode or place. More than one authority means the area straddles
    them and nobody may pick one; in_area says that it lies, or may lie, in Warwickshire.
    The label never shows a full postcode: a unit is called by its sector.
    """

    label: str
    lat: float
    lon: float
    precision: str
    postcode: Optional[str]
    sector: Optional[str]
    outcode: Optional[str]
    place: Optional[str]
    authorities: Tuple[Authority, ...]
    in_area: bool


@dataclass(frozen=True)
class Several:
    """A word that names more than one place: ask which, with these labels."""

    word: str
    choices: Tuple[Location, ...]


@dataclass(frozen=True)
class Outside:
    """A real place or postcode that is not in Warwickshire. The postcode may be a unit, sector or outcode."""

    label: str
    postcode: Optional[str]
    place: Optional[str]
    lat: Optional[float]
    lon: Optional[float]
    authorities: Tuple[Authority, ...]


@dataclass(frozen=True)
class Unknown:
    """Shaped like a postcode, but not one: reason is no_such_postcode or incomplete."""

    text: str
    postcode: Optional[str]
    reason: str


@dataclass(frozen=True)
class Mention:
    """A place named in a text. Kind is postcode, sector, outcode or place; start and end index that text."""

    kind: str
    value: str
    text: str
    start: int
    end: int


Answer = Union[Location, Several, Outside, Unknown]
