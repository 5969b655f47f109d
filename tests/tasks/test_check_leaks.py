"""Leaks: a benchmark's item that stands among the training tasks is found, lightly edited too."""

from pathlib import Path

from artifacts import Derivation, Workspace, cache_key
from evaluation import Item
from schemas import ENVIRONMENT, TASKS, EnvironmentManifest, Task
from tasks.check_leaks import TrainingTasks, check_leaks, training_tasks

ASKED = (
    "Please move my flight over the vineyards to the first Saturday in June, and tell me what the new place costs "
    "once the voucher of my sister is taken off the bill."
)
OTHERS = (
    "How many members of the chess club have not paid for the spring tournament yet?",
    "Cancel every fitting that the wearer with the velvet jacket has left this month.",
)


def leaks(*training: str, item: str = ASKED, environment: str = "meadow@1"):  # type: ignore[no-untyped-def]
    names = [("place@1", f"t{number:02d}") for number in range(len(training))]
    return check_leaks(TrainingTasks("some tasks", names, training), [Item("meadow/t01", item, "", "", environment)])


def test_an_item_that_was_trained_on_is_found_and_named() -> None:
    report = leaks(*OTHERS, ASKED.replace("Saturday", "Sunday"))
    assert (report.near_duplicates, report.overlapping) == (1, 1)
    assert (report.worst[0].environment, report.worst[0].task) == ("place@1", "t02")
    assert report.worst[0].similarity > 0.9 and report.worst[0].shared > 0.5


def test_tasks_of_other_places_are_no_leak() -> None:
    report = leaks(*OTHERS)
    assert (report.near_duplicates, report.overlapping, report.same_environments) == (0, 0, [])
    assert report.nearest_most < 0.4


def test_a_benchmark_environment_that_was_trained_in_is_named() -> None:
    assert leaks(*OTHERS, environment="place@2").same_environments == ["place@2"]


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert leaks() is None


def test_a_checkpoint_is_compared_with_the_environments_that_it_came_from(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    store = workspace.store
    tasks = store.put(TASKS, [Task(id="t01", kind="query", instruction=ASKED)])
    manifest = EnvironmentManifest(
        name="marina", now="2026-05-05 09:00:00", scenario="A marina.", parts={"tasks": tasks}
    )
    inputs, checkpoint = {"environment": store.put(ENVIRONMENT, [manifest])}, store.put_blob(b"weights")
    workspace.catalog.record(
        Derivation(cache_key("train", "1", inputs, {}, ""), "train", "1", inputs=inputs, outputs={"made": checkpoint})
    )
    found = training_tasks(workspace, checkpoint)
    assert (found.names, list(found.texts)) == ([("marina@1", "t01")], [ASKED])
    assert training_tasks(workspace).texts == []
