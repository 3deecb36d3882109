"""From a postcode to where it is and whose it is."""

from collections.abc import Iterator, Mapping

from . import tables
from .answers import Authority, Location, Outside, Unknown
from .postcode import Postcode
from .tables import Area, Shares
from .units import find_unit

CERTAIN = 0.95  # below this share the largest authority may not be taken for granted
WORTH_NAMING = 0.05  # smaller shares are left out; the rest hold the truth for 99.4% of units


def locate_postcode(postcode: Postcode, text: str = "") -> Location | Outside | Unknown:
    """The finest position known: unit, else subsector, sector, outcode.

    An outcode stands in only where its sectors are not all in the tables. Where they are, an unlisted sector
    is taken for a slip of the finger: asking again costs less than an answer for the wrong end of the county.
    """
    unit = find_unit(str(postcode)) if postcode.letters else None
    if unit:
        return _placed(postcode, Area(unit.lat, unit.lon, ((unit.authority, 1.0),)), "unit")
    if not postcode.exists:
        return Unknown(text or str(postcode), str(postcode), "no_such_postcode")
    for precision, code, table in _finest_first(postcode):
        area = table.get(code)
        if area:
            return _placed(postcode, area, precision)
    return Outside(postcode.sector or postcode.outcode, str(postcode), None, None, None, ())


def _finest_first(postcode: Postcode) -> Iterator[tuple[str, str, Mapping[str, Area]]]:
    if postcode.subsector:
        yield "subsector", postcode.subsector, tables.subsectors()
    if postcode.sector:
        yield "sector", postcode.sector, tables.sectors()
    yield "outcode", postcode.outcode, tables.outcodes()


def _placed(postcode: Postcode, area: Area, precision: str) -> Location | Outside:
    shares = _with_neighbours(postcode, area) if precision == "subsector" else area.shares
    authorities = candidates(shares)
    label = postcode.sector or postcode.outcode
    if not any(authority.in_county for authority in authorities):
        return Outside(label, str(postcode), None, area.lat, area.lon, authorities)
    return Location(
        label=label,
        lat=area.lat,
        lon=area.lon,
        precision=precision,
        postcode=postcode.unit,
        sector=postcode.sector,
        outcode=postcode.outcode,
        place=None,
        authorities=authorities,
        in_area=True,
    )


def candidates(shares: Shares) -> tuple[Authority, ...]:
    """One authority where it is certain, else every one worth naming, most likely first.

    Where small county shares add up to one worth naming, the largest of them is named too: nobody in Binley
    Woods (CV3) should be told that they live outside Warwickshire.
    """
    ranked = sorted(shares, key=lambda share: -share[1])
    if ranked[0][1] >= CERTAIN:
        return (tables.authority(*ranked[0]),)
    everyone = [tables.authority(code, share) for code, share in ranked]
    named = [authority for authority in everyone if authority.share >= WORTH_NAMING]
    ours = [authority for authority in everyone if authority.in_county]
    if ours and ours[0] not in named and sum(authority.share for authority in ours) >= WORTH_NAMING:
        named.append(ours[0])
    return tuple(named)


def _with_neighbours(postcode: Postcode, area: Area) -> Shares:
    """A subsector knows its largest authority only: what is left is shared out as in its sector."""
    (code, share), *_ = area.shares
    sector = tables.sectors().get(postcode.sector or "")
    others = [(other, part) for other, part in (sector.shares if sector else ()) if other != code]
    total = sum(part for _, part in others)
    if not total:
        return area.shares
    return (*area.shares, *((other, (1 - share) * part / total) for other, part in others))
