"""The catalog on a real PostgreSQL, started for these tests."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from artifacts import (
    Catalog,
    CatalogError,
    Claim,
    Claims,
    Derivation,
    DraftOutcome,
    EnvironmentEntry,
    Lineage,
    Store,
    Workspace,
)
from artifacts.catalog_tables import CatalogTable
from artifacts.catalog_version import CATALOG_VERSION
from artifacts.collection import Collection
from artifacts.provenance import provenance
from artifacts.upgrading import alembic_config
from environments import read_authored
from schemas import TASKS, Task
from tasks.take_in import take_in
from tests.artifacts import postgresql

pytestmark = [
    pytest.mark.slow,
    pytest.mark.ci,
    pytest.mark.skipif(
        postgresql.programs() is None, reason="no PostgreSQL here: `apt-get install postgresql` lets these tests run"
    ),
    pytest.mark.skipif(
        importlib.util.find_spec("psycopg") is None, reason="no driver: `pip install 'worldloom[postgres]'`"
    ),
]

RECORD_FIFTY = """
import json, sys
from artifacts import Derivation, Workspace
from schemas import TASKS, Task
workspace, writer = Workspace(sys.argv[1], catalog_url=sys.argv[2]), sys.argv[3]
own = workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction=f"by {writer}")])
print("ready", flush=True)
sys.stdin.readline()
stood = [workspace.catalog.record(Derivation(f"key {n}", "propose_tasks", "1", outputs={"tasks": own}))
         for n in range(50)]
print(json.dumps([one.outputs["tasks"] for one in stood]))
"""

_numbers = count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.running() as url:
        yield url


@pytest.fixture
def url(server: str) -> str:
    """A database of the test's own, empty."""
    name = f"catalog_{next(_numbers)}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def shared(url: str, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(tmp_path / "root", catalog_url=url)
    yield workspace
    workspace.catalog.close()


@pytest.fixture
def put(shared: Workspace) -> Callable[[str], str]:
    return lambda said: shared.store.put(TASKS, [Task(id="t1", kind="query", instruction=said)])


def test_every_field_of_a_derivation_comes_back(shared: Workspace, put: Callable[[str], str]) -> None:
    derivation = Derivation(
        "key", "design_tables", "3", "marina", inputs={"scenario": put("a")}, outputs={"tables": put("b")},
        parameters={"tasks": 10, "deep": {"list": [1, None, "ü"]}}, code_version="0.1.0", author="llm",
        author_version="2", model="m", prompt_version="p", seed=2**40, wall_s=1.25, tokens_in=2**35, tokens_out=5,
        started_at=datetime(2026, 5, 1, 12, tzinfo=UTC), cost=0.125, flow_run_id="f", task_run_id="t",
        drafts=(DraftOutcome("t1", "kept"), DraftOutcome("t2", "dropped", "ungrounded", "why")),
    )  # fmt: skip
    recorded = shared.catalog.record(derivation)
    assert shared.catalog.recall("key") == recorded
    assert shared.catalog.derivations(standing=True) == [derivation]
    assert shared.catalog.yields()[0].reasons == {"ungrounded": 1}


def test_a_failed_attempt_gives_way_and_stays_as_history(shared: Workspace, put: Callable[[str], str]) -> None:
    shared.catalog.record(Derivation("key", "certify", "1", outcome="failed", reason="no tasks"))
    assert shared.catalog.recall("key") is None
    shared.catalog.record(Derivation("key", "certify", "1", outputs={"tasks": put("x")}))
    assert shared.catalog.recall("key") is not None
    assert [each.outcome for each in shared.catalog.derivations()] == ["failed", "done"]


def test_environments_are_published_found_and_withdrawn(shared: Workspace, put: Callable[[str], str]) -> None:
    entry = EnvironmentEntry("marina", 1, put("manifest"), "environments/marina@1", tools=17, mean_steps=4.5)
    shared.catalog.publish(entry)
    shared.catalog.publish(entry)
    assert shared.catalog.environments() == [entry] == [shared.catalog.find("marina")]
    shared.catalog.withdraw("marina", 1, "a tool lies")
    assert shared.catalog.find("marina@1").reason == "a tool lies"


def test_lineage_provenance_and_queries_are_answered(shared: Workspace, railway_folder: Path) -> None:
    manifest = take_in(shared, read_authored(railway_folder), "railway")
    assert Lineage(shared.catalog).up(manifest.name).root.startswith("environment-")
    found = provenance(shared.catalog, manifest.name)
    assert found.maker is not None and found.maker.parameters == {"source": "railway"}
    collection = Collection(shared)
    assert collection.query("SELECT count(*) FROM tools").item() == 32
    assert collection.query("SELECT step FROM derivations WHERE standing").item() == "import"


def test_two_processes_that_record_the_same_keys_agree(shared: Workspace, url: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", RECORD_FIFTY, str(shared.root), url, str(number)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(2)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    answers = [json.loads(writer.communicate()[0]) for writer in writers]
    assert answers[0] == answers[1]
    standing = shared.catalog.derivations(standing=True)
    assert len(standing) == len(shared.catalog.derivations()) == 50


def test_processes_that_open_an_empty_database_at_once_make_its_tables_once(url: str, tmp_path: Path) -> None:
    script = f"from artifacts import Workspace; Workspace({str(tmp_path)!r}, catalog_url={url!r}).catalog"
    openers = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(opener.communicate()[1], opener.returncode) for opener in openers] == [("", 0)] * 3


def test_a_claim_is_made_by_one_of_two(shared: Workspace) -> None:
    claims = Claims(shared.catalog)
    claim = Claim(fingerprint="scenarios-1", name="marina", category="Water", text="boats", scenario="{}")
    assert claims.make(claim, seen=0)
    assert not claims.make(claim, seen=0)
    assert [each.name for each in claims.since()] == ["marina"]


@pytest.mark.parametrize("version", range(1, CATALOG_VERSION))
def test_an_older_catalog_is_upgraded(url: str, tmp_path: Path, version: int) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), str(version))
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("INSERT INTO catalog_meta VALUES ('version', :v)"), {"v": str(version)})
    workspace = Workspace(tmp_path / "root", catalog_url=url)
    assert workspace.catalog.environments() == []
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), CatalogTable.metadata) == []
    workspace.catalog.close()
    engine.dispose()


def test_a_newer_catalog_is_refused_and_a_database_that_is_not_there_is_named(
    url: str, server: str, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    Catalog(url, store).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE catalog_meta SET value = '99'"))
    engine.dispose()
    with pytest.raises(CatalogError, match="version 99"):
        Catalog(url, store)
    with pytest.raises(CatalogError, match=r"could not be .*catalog_none.* does not exist"):
        Catalog(f"{server}/catalog_none", store)
