"""What this library answers with. Not knowing, and more than one possibility, are answers too."""

from dataclasses import dataclass


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
    postcode: str | None
    sector: str | None
    outcode: str | None
    place: str | None
    authorities: tuple[Authority, ...]
    in_area: bool


@dataclass(frozen=True)
class Several:
    """A word that names more than one place: ask which, with these labels."""

    word: str
    choices: tuple[Location, ...]


@dataclass(frozen=True)
class Outside:
    """A real place or postcode that is not in Warwickshire. The postcode may be a unit, sector or outcode."""

    label: str
    postcode: str | None
    place: str | None
    lat: float | None
    lon: float | None
    authorities: tuple[Authority, ...]


@dataclass(frozen=True)
class Unknown:
    """Shaped like a postcode, but not one: reason is no_such_postcode or incomplete."""

    text: str
    postcode: str | None
    reason: str


@dataclass(frozen=True)
class Mention:
    """A place named in a text. Kind is postcode, sector, outcode or place; start and end index that text."""

    kind: str
    value: str
    text: str
    start: int
    end: int


Answer = Location | Several | Outside | Unknown
