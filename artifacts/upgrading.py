"""Bring the tables of an older catalog to today's version, through the revisions in `migrations/`.

In:  a connection inside the transaction that holds the catalog's write lock; the version that it has.
Out: today's tables, or nothing changed at all: what fails is rolled back with everything before it.
Never here: deciding whether to (`database.py`), or copying content.
"""

import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, version: int) -> None:
    """Run every revision after `version`. Alembic is imported here: most processes never need it."""
    from alembic import command

    config = alembic_config(connection)
    command.stamp(config, str(version), purge=True)
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> "Config":
    """What Alembic's commands want to know."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def keep_copy(path: Path, version: int) -> Path:
    """A copy of an SQLite catalog as it is before its upgrade, beside it; an earlier copy of that version goes."""
    copy = path.with_name(f"{path.name}.version-{version}")
    partial = copy.with_name(f".{copy.name}.{uuid.uuid4().hex}.partial")
    try:
        copy_sqlite(path, partial)
        partial.replace(copy)
    finally:
        partial.unlink(missing_ok=True)
    return copy


def copy_sqlite(source: Path, target: Path) -> None:
    """One state of a database that others may be writing to, as a file of its own, through SQLite's backup."""
    reading = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(reading, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    shutil.copymode(source, target)
