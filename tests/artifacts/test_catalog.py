import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from artifacts import (
    Catalog,
    CatalogError,
    Derivation,
    DraftOutcome,
    EnvironmentEntry,
    MissingArtifact,
    Store,
    UnknownArtifact,
    UnknownEnvironment,
    Workspace,
)
from artifacts.catalog_version import CATALOG_VERSION

PutTask = Callable[[str], str]

RECORD_FIFTY = """
import json, sys
from artifacts import Derivation, Workspace
from schemas import TASKS, Task
workspace, writer = Workspace(sys.argv[1]), sys.argv[2]
own = workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction=f"by {writer}")])
print("ready", flush=True)
sys.stdin.readline()
stood = [workspace.catalog.record(Derivation(f"key {n}", "propose_tasks", "1", outputs={"tasks": own}))
         for n in range(50)]
print(json.dumps([one.outputs["tasks"] for one in stood]))
"""


@pytest.fixture
def catalog(workspace: Workspace) -> Catalog:
    return workspace.catalog


@pytest.fixture
def marina(put_task: PutTask) -> EnvironmentEntry:
    return EnvironmentEntry("marina", 1, put_task("manifest"), "environments/marina@1", tools=17, mean_steps=4.5)


def test_recalled_is_what_was_recorded(catalog: Catalog, put_task: PutTask) -> None:
    outputs = {"tasks": put_task("final"), "solutions": put_task("solution")}
    recorded = catalog.record(Derivation("key", "write_verifiers", "1", outputs=outputs))
    assert catalog.recall("key") == recorded
    assert recorded.outputs == outputs
    assert catalog.recall("another key") is None


def test_every_field_of_a_derivation_comes_back(catalog: Catalog, put_task: PutTask) -> None:
    derivation = Derivation(
        key="key",
        step="propose_tasks",
        step_version="3",
        subject="marina",
        inputs={"scenario": put_task("scenario")},
        outputs={"tasks": put_task("tasks")},
        parameters={"tasks": 10, "levels": ["easy", None]},
        drafts=(DraftOutcome("t01", "kept"), DraftOutcome("t02", "dropped", "ungrounded", "no such boat")),
        code_version="0.1.0+4b98f86",
        author="llm",
        author_version="2",
        model="some-model",
        prompt_version="7",
        seed=2**40,
        started_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=5))),
        wall_s=1.5,
        tokens_in=5_000_000_000,
        tokens_out=7,
        cost=0.25,
        flow_run_id="flow",
        task_run_id="task",
    )
    catalog.record(derivation)
    assert catalog.derivations(made=derivation.outputs["tasks"]) == [derivation]
    assert catalog.derivations(step="propose_tasks", subject="marina", outcome="done") == [derivation]
    assert catalog.derivations(subject="marina", outcome="failed") == []


def test_first_of_two_records_under_one_key_stands(catalog: Catalog, put_task: PutTask) -> None:
    first = catalog.record(Derivation("key", "s", "1", outputs={"tasks": put_task("first")}))
    assert catalog.record(Derivation("key", "s", "1", outputs={"tasks": put_task("second")})) == first
    assert len(catalog.derivations(step="s")) == 1


def test_recall_misses_when_an_output_file_vanished_and_hits_once_it_is_made_again(
    workspace: Workspace, put_task: PutTask
) -> None:
    catalog = workspace.catalog
    outputs = {"tasks": put_task("one"), "tools": put_task("two")}
    catalog.record(Derivation("key", "s", "1", outputs=outputs))
    Path(workspace.store.path(outputs["tools"])).unlink()
    assert catalog.recall("key") is None
    put_task("two")
    assert catalog.recall("key") is not None


def test_lost_outputs_give_way_to_other_ones_and_stay_as_history(workspace: Workspace, put_task: PutTask) -> None:
    lost, made_anew = put_task("lost"), put_task("made anew")
    catalog = workspace.catalog
    catalog.record(Derivation("key", "s", "1", outputs={"tasks": lost}))
    Path(workspace.store.path(lost)).unlink()
    again = Derivation("key", "s", "1", outputs={"tasks": made_anew})
    assert catalog.record(again).outputs == {"tasks": made_anew}
    assert catalog.derivations(step="s", standing=True) == [again]
    assert len(catalog.derivations(step="s")) == 2


def test_failed_step_is_not_recalled_and_gives_way_to_the_next_attempt(catalog: Catalog, put_task: PutTask) -> None:
    failed = Derivation("key", "s", "1", outcome="failed", reason="rate limit")
    catalog.record(failed)
    catalog.record(failed)
    assert catalog.recall("key") is None
    assert catalog.derivations(step="s") == [failed]
    done = Derivation("key", "s", "1", outputs={"tasks": put_task("done")})
    assert catalog.record(done) == catalog.recall("key")
    catalog.record(failed)
    assert catalog.derivations(step="s", standing=True) == [done]


def test_output_that_was_never_stored_is_refused_and_nothing_is_recorded(catalog: Catalog, put_task: PutTask) -> None:
    never = "tasks-" + "0" * 24
    with pytest.raises(MissingArtifact, match=never):
        catalog.record(Derivation("key", "s", "1", inputs={"a": put_task("a")}, outputs={"tasks": never}))
    assert catalog.derivations() == []


def test_two_processes_that_record_the_same_work_at_once_agree_on_one(tmp_path: Path) -> None:
    root = tmp_path / "root"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RECORD_FIFTY, str(root), writer],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in ("one", "two")
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("go\n")
        run.stdin.flush()
    stood = [json.loads(run.communicate()[0]) for run in runs]
    assert stood[0] == stood[1]
    catalog = Workspace(root).catalog
    assert len(catalog.derivations()) == 50
    assert [catalog.recall(f"key {n}").outputs["tasks"] for n in range(50)] == stood[0]  # type: ignore[union-attr]
    catalog.close()


def test_artifact_entry_tells_kind_rows_and_bytes(workspace: Workspace, put_task: PutTask) -> None:
    artifact_id = put_task("one")
    blob_id = workspace.store.put_blob(b"image", ".sqlite")
    workspace.catalog.record(Derivation("key", "s", "1", outputs={"tasks": artifact_id, "image": blob_id}))
    entry, blob = workspace.catalog.artifact(artifact_id), workspace.catalog.artifact(blob_id)
    assert (entry.kind, entry.rows, entry.bytes) == ("tasks", 1, Path(workspace.store.path(artifact_id)).stat().st_size)
    assert (blob.kind, blob.rows, blob.bytes) == ("blob", None, 5)
    assert entry.created_at is not None
    assert datetime.now(UTC) - entry.created_at < timedelta(minutes=5)


def test_unknown_artifact_names_near_matches(catalog: Catalog, put_task: PutTask) -> None:
    known = put_task("one")
    catalog.record(Derivation("key", "s", "1", outputs={"tasks": known}))
    with pytest.raises(UnknownArtifact, match=f"Did you mean {known}"):
        catalog.artifact(known[:-1] + ("0" if known[-1] != "0" else "1"))


def test_yields_count_drafts_by_step_and_rule(catalog: Catalog) -> None:
    kept, twin = DraftOutcome("t1", "kept"), DraftOutcome("t3", "dropped", "ambiguous")
    catalog.record(Derivation("a", "certify", "1", drafts=(kept, DraftOutcome("t2", "dropped", "leak"), twin)))
    catalog.record(Derivation("b", "certify", "1", drafts=(kept, twin)))
    catalog.record(Derivation("b", "certify", "1", drafts=(kept, twin)))
    catalog.record(Derivation("c", "propose_tasks", "1", drafts=(kept,)))
    certify, propose = catalog.yields()
    assert (certify.step, certify.kept, certify.dropped, certify.reasons) == (
        "certify",
        2,
        3,
        {"ambiguous": 2, "leak": 1},
    )
    assert (propose.step, propose.kept, propose.dropped, propose.reasons) == ("propose_tasks", 1, 0, {})


def test_published_environment_is_listed_and_found(catalog: Catalog, marina: EnvironmentEntry) -> None:
    catalog.publish(marina)
    catalog.publish(marina)
    assert catalog.environments() == [marina]
    assert catalog.find("marina") == catalog.find("marina@1") == marina


def test_name_means_the_newest_published_version(catalog: Catalog, marina: EnvironmentEntry) -> None:
    for version in (1, 2, 10, 11):
        catalog.publish(replace(marina, version=version))
    catalog.withdraw("marina", 11, "a tie in t03")
    assert catalog.find("marina").version == 10
    assert catalog.find("marina@11").reason == "a tie in t03"
    assert [entry.version for entry in catalog.environments(state="published")] == [1, 2, 10]


def test_withdrawn_version_stays_withdrawn_when_it_is_published_again(
    catalog: Catalog, marina: EnvironmentEntry
) -> None:
    catalog.publish(marina)
    assert catalog.withdraw("marina", 1, "leaks").state == "withdrawn"
    catalog.publish(marina)
    assert catalog.find("marina").state == "withdrawn"


def test_other_content_under_a_published_version_is_refused(
    catalog: Catalog, marina: EnvironmentEntry, put_task: PutTask
) -> None:
    catalog.publish(marina)
    with pytest.raises(CatalogError, match="marina@1 is already published with other content"):
        catalog.publish(replace(marina, artifact_id=put_task("another manifest")))
    assert catalog.environments() == [marina]


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("marinna", "Did you mean marina"),
        ("zoo", "worldloom list"),
        ("marina@7", "marina has no version 7; there is 1, 2"),
        ("marina@x", "names no version"),
        ("marina@", "names no version"),
    ],
)
def test_unknown_environment_says_what_there_is(
    catalog: Catalog, marina: EnvironmentEntry, reference: str, says: str
) -> None:
    catalog.publish(marina)
    catalog.publish(replace(marina, version=2))
    with pytest.raises(UnknownEnvironment, match=says):
        catalog.find(reference)


def test_withdrawing_what_is_not_there_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UnknownEnvironment, match="No environment marina"):
        catalog.withdraw("marina", 1, "because")


def test_url_opens_the_same_catalog_as_its_path(tmp_path: Path, workspace: Workspace, marina: EnvironmentEntry) -> None:
    workspace.catalog.publish(marina)
    by_url = Catalog(f"sqlite:///{workspace.root / 'catalog.sqlite'}", workspace.store)
    assert by_url.environments() == [marina]
    by_url.close()


def test_catalog_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path, store = tmp_path / "catalog.sqlite", Store(tmp_path / "store")
    Catalog(path, store).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE catalog_meta SET value = '99' WHERE name = 'version'")
    with pytest.raises(CatalogError, match=rf"version 99, this Worldloom reads version {CATALOG_VERSION}\. Use the"):
        Catalog(path, store)


def test_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY)")
    with pytest.raises(CatalogError, match=r"database of something else .*orders"):
        Catalog(path, Store(tmp_path / "store"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("orders",)]


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_text("not a database at all, but long enough to look at " * 20)
    with pytest.raises(CatalogError, match=r"catalog\.sqlite could not be .*not a database.*backup"):
        Catalog(tmp_path / "catalog.sqlite", Store(tmp_path / "store"))


@pytest.mark.parametrize("url", ["nonsense://x/y", "postgresql+nodriver://user:secret@host/name", "://"])
def test_url_that_cannot_be_opened_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(CatalogError, match="catalog") as caught:
        Catalog(url, Store(tmp_path / "store"))
    assert "secret" not in str(caught.value)


def test_full_disk_is_a_readable_error_and_keeps_what_was_recorded(small_disk: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    catalog = Catalog(small_disk / "catalog.sqlite", store)
    recorded = []
    with pytest.raises(CatalogError, match=r"could not be written: .*bytes free"):
        for number in range(10_000):
            recorded.append(catalog.record(Derivation(f"{number}", "s", "1", reason="x" * 20_000)).key)
    catalog.close()
    again = Catalog(small_disk / "catalog.sqlite", store)
    assert [one.key for one in again.derivations()] == recorded
    again.close()


def test_several_derivations_are_recorded_together_or_not_at_all(catalog: Catalog, put_task: PutTask) -> None:
    good = [Derivation(f"key {name}", "certify", "1", outputs={"tasks": put_task(name)}) for name in ("one", "two")]
    recorded = catalog.record_all(good)
    assert [catalog.recall(each.key) for each in good] == recorded
    lost = Derivation("key lost", "certify", "1", outputs={"tasks": "tasks-" + "0" * 24})
    with pytest.raises(MissingArtifact):
        catalog.record_all([Derivation("key three", "certify", "1", outputs={"tasks": put_task("three")}), lost])
    assert catalog.recall("key three") is None


def test_work_recorded_twice_in_one_go_stands_once(catalog: Catalog, put_task: PutTask) -> None:
    same = Derivation("key", "certify", "1", outputs={"tasks": put_task("one")})
    first, second = catalog.record_all([same, same])
    assert first == second
    assert len(catalog.derivations()) == 1


def test_environments_of_one_name_are_told_apart(catalog: Catalog, marina: EnvironmentEntry) -> None:
    catalog.publish(marina)
    catalog.publish(replace(marina, name="vet"))
    assert [entry.name for entry in catalog.environments(name="vet")] == ["vet"]
