"""Exact unit postcodes, where a deployment has imported them.

The importer, which is not part of this library, writes a SQLite file with

    CREATE TABLE units (postcode TEXT PRIMARY KEY,  -- normal form, one space: CV34 4RL
                        lat REAL NOT NULL, lon REAL NOT NULL,  -- WGS 84 degrees
                        authority TEXT NOT NULL)    -- code of the local authority: E07000222

The file is opened read-only for each look-up, so it may be replaced while the program runs, and processes
that fork share nothing.
"""

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_log = logging.getLogger(__name__)
_file: Path | None = None


@dataclass(frozen=True)
class Unit:
    lat: float
    lon: float
    authority: str


def use_units(path: str | Path | None) -> None:
    """Look units up in this file from now on; None goes back to the tables. ValueError if it cannot be read."""
    global _file
    if path is not None:
        try:
            _look_up(Path(path), "")
        except sqlite3.Error as error:
            raise ValueError(f"not a readable unit file: {path}: {error}") from error
    _file = None if path is None else Path(path)


def find_unit(postcode: str) -> Unit | None:
    """None where no file is in use, where it lacks the postcode, or where it has become unreadable."""
    if _file is None:
        return None
    try:
        return _look_up(_file, postcode)
    except sqlite3.Error as error:  # the tables still give the sector, which beats no answer
        _log.warning("unit file unreadable: %s", error)
        return None


def _look_up(path: Path, postcode: str) -> Unit | None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT lat, lon, authority FROM units WHERE postcode = ?", (postcode,)).fetchone()
    return Unit(*row) if row else None
