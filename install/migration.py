"""For developers: `make migration m="…"` writes a migration from the difference between models and database."""

from __future__ import annotations

import sys

from alembic import command

import channels.sms.models  # noqa: F401
import knowledge_base.models  # noqa: F401  (both fill the metadata that Alembic compares)
from database import make_engine
from database.migrate import migration_config, upgrade
from settings import read_settings


def main() -> None:
    engine = make_engine(read_settings().database_url)
    upgrade(engine)
    command.revision(migration_config(engine), sys.argv[1], autogenerate=True)


if __name__ == "__main__":
    main()
