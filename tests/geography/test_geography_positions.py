"""Where a postcode is, how exactly, and whose it is."""

import sqlite3

import pytest

from geography import Location, Outside, Unknown, locate, use_units


def names(answer) -> list[str]:
    return [authority.name for authority in answer.authorities]


def test_a_unit_lies_where_its_subsector_does_and_is_called_by_its_sector():
    answer = locate("CV11 4AB")
    assert (answer.label, answer.precision, answer.postcode) == ("CV11 4", "subsector", "CV11 4AB")
    assert (answer.lat, answer.lon) == (52.523, -1.464)


def test_a_unit_of_an_unlisted_subsector_lies_where_its_sector_does():
    assert locate("CV34 9XX").precision == "sector"


def test_an_outcode_stands_in_where_not_all_its_sectors_are_listed():
    answer = locate("OX15 0AA")
    assert (answer.precision, answer.label, answer.outcode) == ("outcode", "OX15 0", "OX15")


def test_a_sector_that_does_not_exist_is_asked_about():
    assert locate("CV34 2AB") == Unknown("CV34 2AB", "CV34 2AB", "no_such_postcode")


def test_an_outcode_that_does_not_exist_is_asked_about():
    assert locate("my postcode is CV99").reason == "no_such_postcode"


def test_a_piece_too_small_to_place_is_incomplete():
    assert locate("my postcode is 4rl") == Unknown("4rl", None, "incomplete")


def test_a_unit_that_lost_its_last_letter_is_placed_by_its_sector():
    answer = locate("CV34 4R")
    assert (answer.sector, answer.postcode, answer.precision) == ("CV34 4", None, "sector")


def test_a_sector_of_one_authority_is_certain():
    assert names(locate("CV11 4")) == ["Nuneaton and Bedworth"]


def test_a_sector_that_straddles_names_every_candidate_most_likely_first():
    answer = locate("LE10 3")
    assert names(answer) == ["Hinckley and Bosworth", "Rugby", "Blaby"]
    assert answer.in_area


def test_a_share_of_95_percent_is_certain_and_less_is_not():
    assert names(locate("CV12 0")) == ["Nuneaton and Bedworth"]
    assert names(locate("CV10 9")) == ["Nuneaton and Bedworth", "North Warwickshire"]


def test_authorities_with_less_than_five_percent_are_not_named():
    assert "Coventry" not in names(locate("CV8 3"))


def test_county_shares_that_are_small_only_one_by_one_still_count():
    answer = locate("CV3")
    assert isinstance(answer, Location)
    assert names(answer) == ["Coventry", "Rugby"]


@pytest.mark.parametrize(
    ("postcode", "authority"),
    [("CV1 2AB", "Coventry"), ("CV7 7AA", "Solihull"), ("CV4", "Coventry"), ("B91 3AA", "Solihull"), ("CV9 3NJ", None)],
)
def test_a_postcode_of_the_neighbours_is_outside_with_its_authority(postcode, authority):
    answer = locate(postcode)
    if authority is None:
        assert "Hinckley and Bosworth" in names(answer)
    else:
        assert isinstance(answer, Outside)
        assert names(answer) == [authority]


def test_a_far_postcode_is_outside_without_a_position():
    assert locate("SW1A 1AA") == Outside("SW1A 1", "SW1A 1AA", None, None, None, ())


def test_a_coventry_postal_address_in_rugby_borough_is_ours():
    assert names(locate("CV8 3HA"))[0] == "Rugby"


def test_coleshill_and_water_orton_are_north_warwickshire():
    assert names(locate("B46 1")) == names(locate("B46 3")) == ["North Warwickshire"]


def test_a_full_postcode_never_stands_in_a_label():
    assert "4AB" not in locate("CV11 4AB").label
    assert "2AB" not in locate("CV1 2AB").label


# Exact units -------------------------------------------------------------------------------------------------


@pytest.fixture
def unit_file(tmp_path):
    path = tmp_path / "units.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE units (postcode TEXT PRIMARY KEY, lat REAL, lon REAL, authority TEXT)")
        connection.execute("INSERT INTO units VALUES ('CV11 4AB', 52.5201, -1.4602, 'E07000219')")
        connection.execute("INSERT INTO units VALUES ('CV34 2AB', 52.29, -1.6, 'E07000222')")
    connection.close()
    yield path
    use_units(None)


def test_an_imported_unit_gives_its_own_position(unit_file):
    use_units(unit_file)
    answer = locate("cv114ab")
    assert (answer.precision, answer.lat, answer.lon) == ("unit", 52.5201, -1.4602)


def test_an_imported_unit_exists_even_where_its_sector_is_new(unit_file):
    use_units(unit_file)
    assert locate("CV34 2AB").precision == "unit"


def test_a_unit_that_was_not_imported_falls_back_to_the_tables(unit_file):
    use_units(unit_file)
    assert locate("CV21 2AA").precision == "subsector"


def test_a_unit_file_that_vanishes_does_not_stop_the_answers(unit_file, caplog):
    use_units(unit_file)
    unit_file.unlink()
    assert locate("CV11 4AB").precision == "subsector"
    assert "CV11" not in caplog.text


def test_a_file_that_holds_no_units_is_refused_and_changes_nothing(tmp_path, unit_file):
    use_units(unit_file)
    other = tmp_path / "other.sqlite"
    other.write_text("not a database")
    with pytest.raises(ValueError, match="not a readable unit file"):
        use_units(other)
    with pytest.raises(ValueError, match="not a readable unit file"):
        use_units(tmp_path / "missing.sqlite")
    assert locate("CV11 4AB").precision == "unit"
