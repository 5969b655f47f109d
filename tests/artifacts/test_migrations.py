"""Catalogs of earlier versions, as they were written then: made by the revisions up to that version."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from artifacts import Catalog, CatalogError, Store
from artifacts.catalog_tables import CatalogTable
from artifacts.catalog_version import CATALOG_VERSION
from artifacts.upgrading import alembic_config

OPEN = """
import sys
from artifacts import Catalog, Store
print("ready", flush=True)
sys.stdin.readline()
print(len(Catalog(sys.argv[1], Store(sys.argv[2])).environments()))
"""


@pytest.fixture
def old_catalog(tmp_path: Path) -> Callable[[int], Path]:
    """A catalog of an earlier version, with one environment in it."""

    def make(version: int) -> Path:
        path = tmp_path / "catalog.sqlite"
        with create_engine(f"sqlite:///{path}").begin() as connection:
            command.upgrade(alembic_config(connection), str(version))
            connection.exec_driver_sql("DROP TABLE alembic_version")  # made by create_all, as first opened
            connection.exec_driver_sql("INSERT INTO catalog_meta VALUES ('version', ?)", (str(version),))
            connection.exec_driver_sql(
                "INSERT INTO artifact VALUES ('environment-ab', 'environment', 1, 10, '2026-05-01 10:00:00')"
            )
            connection.exec_driver_sql(
                "INSERT INTO environment VALUES ('marina', 1, 'environment-ab', 'environments/marina@1', '', '', "
                "'sql', '', NULL, 1, 1, 1, 1, 1.0, 1, 1, 'published', '')"
            )
        return path

    return make


def version_in(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        return str(connection.execute("SELECT value FROM catalog_meta WHERE name = 'version'").fetchone()[0])


def test_every_version_has_a_revision_and_the_last_is_todays() -> None:
    with create_engine("sqlite://").connect() as connection:
        revisions = [each.revision for each in ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()]
    assert revisions == [str(number) for number in range(CATALOG_VERSION, 0, -1)]


def test_the_revisions_build_what_the_tables_say() -> None:
    with create_engine("sqlite://").begin() as connection:
        command.upgrade(alembic_config(connection), "head")
        assert compare_metadata(MigrationContext.configure(connection), CatalogTable.metadata) == []


@pytest.mark.parametrize("version", range(1, CATALOG_VERSION))
def test_an_older_catalog_is_upgraded_when_it_is_opened_and_kept_as_it_was_beside(
    old_catalog: Callable[[int], Path], tmp_path: Path, version: int
) -> None:
    path = old_catalog(version)
    catalog = Catalog(path, Store(tmp_path / "store"))
    assert [entry.reference for entry in catalog.environments()] == ["marina@1"]
    with catalog.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), CatalogTable.metadata) == []
    catalog.close()
    assert version_in(path) == str(CATALOG_VERSION)
    assert version_in(tmp_path / f"catalog.sqlite.version-{version}") == str(version)
    Catalog(path, Store(tmp_path / "store")).close()


def test_an_upgrade_that_fails_changes_nothing(old_catalog: Callable[[int], Path], tmp_path: Path) -> None:
    path = old_catalog(1)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE scenario_claim (mine INTEGER)")
    with pytest.raises(CatalogError, match="scenario_claim"):
        Catalog(path, Store(tmp_path / "store"))
    assert version_in(path) == "1"
    with sqlite3.connect(path) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "alembic_version" not in tables


def test_a_version_that_is_no_number_is_refused(old_catalog: Callable[[int], Path], tmp_path: Path) -> None:
    path = old_catalog(1)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE catalog_meta SET value = 'one'")
    with pytest.raises(CatalogError, match=r"'one'.*backup"):
        Catalog(path, Store(tmp_path / "store"))


def test_processes_that_open_an_old_catalog_at_once_upgrade_it_once(
    old_catalog: Callable[[int], Path], tmp_path: Path
) -> None:
    path = old_catalog(1)
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(path), str(tmp_path / "store")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    for opener in openers:
        assert opener.stdout is not None and opener.stdout.readline() == "ready\n"
    answers = [opener.communicate("go\n")[0] for opener in openers]
    assert answers == ["1\n"] * 3
    assert version_in(tmp_path / "catalog.sqlite.version-1") == "1"
