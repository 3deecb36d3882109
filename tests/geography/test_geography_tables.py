"""The reference tables hang together and carry their licence."""

import re

from geography import tables
from geography.gazetteer import names
from geography.wording import key_of


def test_every_authority_in_a_table_has_a_name():
    areas = [*tables.sectors().values(), *tables.outcodes().values(), *tables.subsectors().values()]
    used = {code for area in areas for code, _ in area.shares}
    used |= {place.authority for found in names().places.values() for place in found if place.authority}
    assert used <= set(tables.authorities())


def test_every_sector_belongs_to_an_outcode_and_every_subsector_to_a_sector():
    assert {sector.split()[0] for sector in tables.sectors()} <= set(tables.outcodes())
    assert {subsector[:-1] for subsector in tables.subsectors()} <= set(tables.sectors())


def test_shares_stand_largest_first_and_make_a_whole():
    for area in tables.sectors().values():
        shares = [share for _, share in area.shares]
        assert shares == sorted(shares, reverse=True)
        assert abs(sum(shares) - 1) < 0.02


def test_all_positions_inside_lie_in_or_by_warwickshire():
    for found in names().places.values():
        for place in found:
            assert not place.inside or (51.9 < place.lat < 52.75 and -2.0 < place.lon < -1.1), place


def test_no_place_name_hides_among_the_ordinary_words():
    single = {key for key, spellings in names().spellings.items() if (key,) in spellings}
    needy = {key for key, needs in names().needs.items() if needs}
    assert (tables.english_words() & single) - needy == set()


def test_every_careful_name_is_a_name():
    assert {key_of(row["name"]) for row in tables.rows("careful_names.csv")} <= set(names().places)


def test_the_licence_lines_stand_beside_the_tables():
    readme = re.sub(r"\s+", " ", (tables.REFERENCE / "README.md").read_text(encoding="utf-8"))
    for line in ("Contains OS data", "Contains Royal Mail data", "Contains National Statistics data"):
        assert f"{line} © Crown copyright" in readme or f"{line} © Royal Mail copyright" in readme
    assert "Open Government Licence v3.0" in readme
    assert "Copyright 2000-2011 by Kevin Atkinson" in readme


def test_every_table_is_described():
    readme = (tables.REFERENCE / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in tables.REFERENCE.iterdir()} - {"README.md"}
    assert {name for name in files if name not in readme} == set()
