"""The list of environments, read from the catalog's file: the same as from the catalog, or left to it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import CatalogError, EnvironmentEntry, Workspace
from artifacts.listing import listed_in
from artifacts.workspace import CATALOG_FILE

PutTask = Callable[[str], str]


@pytest.fixture
def marinas(workspace: Workspace, put_task: PutTask) -> Workspace:
    marina = EnvironmentEntry(
        "marina", 1, put_task("manifest"), "environments/marina@1", "Marina 'Süd'", mean_steps=4.5
    )
    for entry in (marina, replace(marina, version=2), replace(marina, name="dentist")):
        workspace.catalog.publish(entry)
    workspace.catalog.withdraw("marina", 1, "out of date")
    return workspace


def test_a_catalogs_file_lists_what_the_catalog_lists(marinas: Workspace) -> None:
    for state in (None, "published", "withdrawn"):
        listed = listed_in(marinas.root / CATALOG_FILE, state)
        assert listed == marinas.catalog.environments(state) == marinas.environments(state)
    assert [each.reference for each in marinas.environments("published")] == ["dentist@1", "marina@2"]


def test_the_list_needs_no_database_library(marinas: Workspace) -> None:
    code = (
        "import sys; from worldloom.cli import app; app(standalone_mode=False); assert 'sqlalchemy' not in sys.modules"
    )
    command = [sys.executable, "-c", code, "list", "--home", str(marinas.root)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "dentist@1" in done.stdout


def test_a_file_that_is_no_catalog_of_this_version_is_left_to_the_catalog(marinas: Workspace) -> None:
    marinas.catalog.close()
    file = marinas.root / CATALOG_FILE
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE catalog_meta SET value = '99'")
    assert listed_in(file, None) is None
    with pytest.raises(CatalogError, match="version 99"):
        Workspace(marinas.root).environments()
    file.write_text("not a database at all, and longer than the header of one " * 20)
    assert listed_in(file, None) is None
    with pytest.raises(CatalogError, match="not a database"):
        Workspace(marinas.root).environments()


def test_a_root_without_a_catalog_lists_nothing(tmp_path: Path) -> None:
    assert Workspace(tmp_path / "new").environments() == []
    assert not (tmp_path / "new").exists()
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "notes.txt").touch()
    assert listed_in(tmp_path / "used" / CATALOG_FILE, None) is None
    assert Workspace(tmp_path / "used").environments() == []
