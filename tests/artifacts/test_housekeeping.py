"""Sweeping, checking, backing up and moving a data root, with a real environment in it."""

import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from artifacts import Derivation, StoreError, Workspace, WorkspaceError
from artifacts.backup import back_up, restore
from artifacts.checkup import Finding, check
from artifacts.sweeping import leftovers, sweep
from environments import load_environment, read_authored
from schemas import DATASET, EVALUATION, TASKS, Evaluation, Message, Sample, Task
from tasks.take_in import take_in

PutTask = Callable[[str], str]
NONE = timedelta(0)
RAILWAY = "brackwater-model-railway-club"

HOLD = """
import sys
from artifacts import Workspace
Workspace(sys.argv[1]).hold()
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def railway(workspace: Workspace, railway_folder: Path) -> Workspace:
    """A root with the railway club, made an hour ago."""
    take_in(workspace, read_authored(railway_folder), "railway")
    return workspace


def age(path: Path, hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for part in ("store", "environments")
        for path in (root / part).rglob("*")
        if path.is_file()
    }


def faults(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "fault"]


def test_nothing_that_an_environment_hangs_on_can_go(railway: Workspace) -> None:
    assert leftovers(railway, NONE) == []
    railway.catalog.withdraw(RAILWAY, 1, "a tool lies")
    assert leftovers(railway, NONE) == []


def test_what_was_tried_and_dropped_can_go_and_what_it_came_from_with_it(railway: Workspace, put_task: PutTask) -> None:
    first, second = put_task("first"), put_task("second")
    railway.catalog.record(Derivation("a", "propose_tasks", "1", outputs={"tasks": first}))
    railway.catalog.record(Derivation("b", "certify", "1", inputs={"tasks": first}, outputs={"tasks": second}))
    assert {(each.what, each.why) for each in leftovers(railway, NONE)} == {
        (first, "nothing refers to it"),
        (second, "nothing refers to it"),
    }
    assert railway.store.has(first)
    sweep(railway, NONE)
    assert not railway.store.has(first)
    assert not railway.store.has(second)
    assert check(railway).findings == ()
    assert railway.catalog.recall("a") is None, "the step makes it anew when it is asked for"
    assert [each.key for each in railway.catalog.derivations(step="certify")] == ["b"], "what was tried stays known"


def test_a_dataset_keeps_everything_that_it_was_made_from(railway: Workspace, put_task: PutTask) -> None:
    sample = Sample(
        rollouts="rollouts-1", environment="marina@1", task="t01", group="g", number=0, turn=1,
        prompt=[Message(role="user", content="?")], completion=Message(role="assistant", content="!"), reward=1.0,
    )  # fmt: skip
    source, dataset = put_task("source"), railway.store.put(DATASET, [sample])
    railway.catalog.record(Derivation("d", "collect", "1", inputs={"tasks": source}, outputs={"dataset": dataset}))
    assert leftovers(railway, NONE) == []


def test_what_was_made_beside_a_kept_artifact_stays_with_it(railway: Workspace) -> None:
    report, raw = railway.store.put_blob(b"{}", ".json"), railway.store.put_blob(b"[]", ".json")
    record = Evaluation(benchmark="b", version="1", policy="p", item="i", score=1.0, complete=1, raw=raw)
    outputs = {"evaluation": railway.store.put(EVALUATION, [record]), "report": report, "raw": raw}
    railway.catalog.record(Derivation("a", "evaluate", "1", outputs=outputs))
    assert leftovers(railway, NONE) == []


def test_what_is_young_is_never_removed(railway: Workspace, put_task: PutTask) -> None:
    young, old = put_task("stored, not recorded yet"), put_task("forgotten")
    age(Path(railway.store.path(old)), hours=72)
    assert [(each.what, each.why) for each in sweep(railway)] == [(old, "in no catalog")]
    assert railway.store.has(young)


def test_half_written_files_and_bundles_of_nothing_can_go(railway: Workspace) -> None:
    half = railway.root / "store" / "tasks" / "ab" / ".tasks-ab.123.partial"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"half")
    orphan = railway.root / "environments" / "orphan@1"
    shutil.copytree(railway.shelf.path(RAILWAY, 1), orphan)
    age(half, 72)
    age(orphan, 72)
    assert {each.why for each in sweep(railway)} == {"half-written", "bundle of nothing published"}
    assert not half.exists()
    assert not orphan.exists()
    assert load_environment(railway.shelf.path(RAILWAY, 1)).tasks


def test_nothing_is_removed_while_a_run_uses_the_root(railway: Workspace, put_task: PutTask) -> None:
    loose = put_task("loose")
    run = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(railway.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None and run.stdout.readline() == "held\n"
    with pytest.raises(WorkspaceError, match="A run is using"):
        sweep(railway, NONE)
    assert railway.store.has(loose)
    run.kill()
    run.wait()
    assert [each.what for each in sweep(railway, NONE)] == [loose]


def test_a_run_waits_with_its_start_until_sweeping_has_ended(railway: Workspace) -> None:
    with railway.held(alone=True), pytest.raises(WorkspaceError, match="gc"):
        Workspace(railway.root).hold()


def test_a_sound_root_has_no_findings(railway: Workspace) -> None:
    checkup = check(railway)
    assert (checkup.findings, checkup.bundles) == ((), 1)
    assert checkup.artifacts == 8


@pytest.mark.parametrize("place", ["store/tools/*/*.parquet", "environments/*/tools.parquet",
                                   "environments/*/image.sqlite", "environments/*/environment.json"])  # fmt: skip
@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_every_damaged_file_is_found_by_name_and_with_a_remedy(railway: Workspace, place: str, damage: str) -> None:
    (path,) = railway.root.glob(place)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(bytes(content if damage == "flipped" else content[: len(content) // 2]))
    found = faults(check(railway).findings)
    assert [finding.where for finding in found] == [str(path)]
    assert "Restore it from a backup" in found[0].mend


def test_a_missing_bundle_is_found(railway: Workspace) -> None:
    shutil.rmtree(railway.shelf.path(RAILWAY, 1))
    (found,) = faults(check(railway, hashes=False).findings)
    assert f"the bundle of {RAILWAY}@1 is gone" in found.what


def test_half_written_files_are_a_notice_once_they_are_old(railway: Workspace) -> None:
    half = railway.root / "store" / ".x.partial"
    half.write_bytes(b"")
    assert check(railway, hashes=False).findings == ()
    age(half, 2)
    (found,) = check(railway, hashes=False).findings
    assert (found.severity, found.where) == ("notice", str(half))
    assert "gc --yes" in found.mend


def test_a_restored_backup_is_the_same_root(railway: Workspace, tmp_path: Path) -> None:
    back_up(railway, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "deep" / "new")
    other = Workspace(tmp_path / "deep" / "new")
    assert files(other.root) == files(railway.root)
    assert other.catalog.environments() == railway.catalog.environments()
    assert other.catalog.derivations() == railway.catalog.derivations()
    assert check(other).findings == ()
    other.catalog.close()


def test_a_backup_made_while_others_write_holds_all_that_its_catalog_names(railway: Workspace, tmp_path: Path) -> None:
    write = """
import sys
from artifacts import Derivation, Workspace
from schemas import TASKS, Task
workspace = Workspace(sys.argv[1])
for number in range(100_000):
    own = workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction=f"{number}")])
    workspace.catalog.record(Derivation(f"{number}", "s", "1", outputs={"tasks": own}))
    if number == 5:
        print("going", flush=True)
"""
    writer = subprocess.Popen([sys.executable, "-c", write, str(railway.root)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None and writer.stdout.readline() == "going\n"
    back_up(railway, tmp_path / "b.tar.gz")
    writer.kill()
    writer.wait()
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    other = Workspace(tmp_path / "new")
    made = [each.outputs["tasks"] for each in other.catalog.derivations(step="s")]
    assert len(made) >= 6
    assert all(other.store.has(artifact_id) for artifact_id in made)
    assert faults(check(other).findings) == []
    other.catalog.close()


def test_a_moved_root_is_sound_where_it_lies_now(railway: Workspace, tmp_path: Path) -> None:
    railway.catalog.close()
    railway.root.rename(tmp_path / "elsewhere")
    moved = Workspace(tmp_path / "elsewhere")
    assert check(moved).findings == ()
    assert load_environment(moved.bundle_of(RAILWAY)).tasks
    moved.catalog.close()


def test_neither_a_root_nor_a_backup_is_ever_overwritten(railway: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "b.tar.gz"
    back_up(railway, target)
    with pytest.raises(StoreError, match="never overwritten"):
        back_up(railway, target)
    with pytest.raises(WorkspaceError, match="holds something already"):
        restore(target, railway.root)


@pytest.mark.parametrize("damage", ["cut", "flipped", "no archive", "foreign", "absent"])
def test_a_damaged_backup_leaves_nothing_behind(railway: Workspace, tmp_path: Path, damage: str) -> None:
    target = tmp_path / "b.tar.gz"
    back_up(railway, target)
    content = bytearray(target.read_bytes())
    if damage == "foreign":
        with tarfile.open(target, "w:gz") as archive:
            archive.add(__file__, "x.py")
    elif damage == "absent":
        target.unlink()
    else:
        content[len(content) // 2] ^= 255
        broken = {"cut": content[: len(content) // 2], "flipped": content, "no archive": b"no archive at all"}
        target.write_bytes(bytes(broken[damage]))
    with pytest.raises(StoreError, match="backup"):
        restore(target, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))


def test_an_archive_that_climbs_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(__file__, "../../evil.py")
    with pytest.raises(StoreError):
        restore(tmp_path / "b.tar.gz", tmp_path / "a" / "new")
    assert not (tmp_path / "evil.py").exists()


def test_tasks_are_known_only_once(workspace: Workspace) -> None:
    loose = workspace.store.put(TASKS, [Task(id="t1", kind="query", instruction="x")])
    assert workspace.catalog.known([loose]) == set()
    workspace.catalog.record(Derivation("k", "s", "1", outputs={"tasks": loose}))
    assert workspace.catalog.known([loose, "tasks-0"]) == {loose}
