"""The list of environments: one statement, whoever runs it.

In:  a state, a name; a catalog's file. Out: environments, by name and version.
Never here: SQLAlchemy. Importing it takes longer than everything else that a list of 10,000 environments takes.
"""

import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from artifacts.catalog_version import CATALOG_VERSION
from artifacts.entries import EnvironmentEntry, EnvironmentState

_COLUMNS = ", ".join(field.name for field in fields(EnvironmentEntry))


def listing(state: EnvironmentState | None, name: str | None) -> tuple[str, dict[str, str]]:
    """The statement and its parameters; its columns are the fields of an `EnvironmentEntry`."""
    wanted = {column: value for column, value in (("state", state), ("name", name)) if value is not None}
    where = f"WHERE {' AND '.join(f'{column} = :{column}' for column in wanted)} " if wanted else ""
    return f"SELECT {_COLUMNS} FROM environment {where}ORDER BY name, version", wanted


def listed_in(file: Path, state: EnvironmentState | None) -> list[EnvironmentEntry] | None:
    """The environments of a catalog's file; None where it is not simply one of this version.

    Then it is for `Catalog` to create or upgrade it, to wait for whoever writes, or to say what is wrong.
    """
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            version = connection.execute("SELECT value FROM catalog_meta WHERE name = 'version'").fetchone()
            if version != (str(CATALOG_VERSION),):
                return None
            return [EnvironmentEntry(*row) for row in connection.execute(*listing(state, None))]
    except sqlite3.Error:
        return None
