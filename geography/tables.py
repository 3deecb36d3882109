"""The reference tables, read once, when first asked for."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .answers import Authority

REFERENCE = Path(__file__).parent / "reference"
Shares = tuple[tuple[str, float], ...]  # (authority code, share), largest first


@dataclass(frozen=True)
class Area:
    """A sector or outcode: the geometric median of its postcodes, and whose they are."""

    lat: float
    lon: float
    shares: Shares
    all_sectors: bool = True  # an outcode whose every sector stands in the sector table


@lru_cache(maxsize=None)
def authorities() -> Mapping[str, tuple[str, bool]]:
    return {row["code"]: (row["name"], row["in_county"] == "1") for row in rows("authorities.csv")}


def authority(code: str, share: float = 1.0) -> Authority:
    name, in_county = authorities().get(code, (code, False))
    return Authority(code=code, name=name, in_county=in_county, share=round(share, 3))


@lru_cache(maxsize=None)
def sectors() -> Mapping[str, Area]:
    return {row["sector"]: _area(row) for row in rows("sectors.csv")}


@lru_cache(maxsize=None)
def outcodes() -> Mapping[str, Area]:
    return {row["outcode"]: _area(row) for row in rows("outcodes.csv")}


@lru_cache(maxsize=None)
def subsectors() -> Mapping[str, Area]:
    """By sector and first letter of the unit, such as CV11 4A; only the largest authority is known."""
    return {
        row["subsector"]: Area(float(row["lat"]), float(row["lon"]), ((row["authority"], float(row["share"])),))
        for row in rows("subsectors.csv")
    }


@lru_cache(maxsize=None)
def postcode_areas() -> Mapping[str, frozenset[int]]:
    """The letters that British postcodes begin with; where known, the district numbers in use."""
    return {row["area"]: frozenset(_numbers(row["districts"])) for row in rows("postcode_areas.csv")}


@lru_cache(maxsize=None)
def english_words() -> frozenset[str]:
    """Ordinary words, and other people's names, that lie close to a place name."""
    return frozenset(_lines("english_words.txt"))


@lru_cache(maxsize=None)
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """Those that are nothing else, and those that are ordinary words too."""
    lines = list(_lines("first_names.txt"))
    words = [word for line in lines if not line.startswith("~") for word in line.split()]
    return frozenset(words), frozenset(word for line in lines if line.startswith("~") for word in line[1:].split())


@lru_cache(maxsize=None)
def far_regions() -> Mapping[str, Sequence[str]]:
    """States and counties, and countries, in which a namesake of one of our places may lie."""
    found: dict[str, list[str]] = {}
    regions: list[str] = []
    for line in _lines("far_regions.txt"):
        if line.startswith("["):
            regions = found.setdefault(line.strip("[]"), [])
        else:
            regions.extend(region.replace("-", " ") for region in line.split())
    return found


@lru_cache(maxsize=None)
def longer_names() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line.split()) for line in _lines("longer_names.txt"))


def _lines(name: str) -> Iterator[str]:
    lines = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))


def rows(name: str) -> Iterator[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _area(row: Mapping[str, str]) -> Area:
    shares = (part.split(":") for part in row["authorities"].split("|"))
    return Area(
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        shares=tuple((code, float(share)) for code, share in shares),
        all_sectors=row.get("all_sectors", "1") == "1",
    )


def _numbers(ranges: str) -> Iterator[int]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
