"""What would run, and why, without running it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from schemas import Scenario
from tasks import STEPS, Batch, Loom, Step, Work
from tasks.foresight import Foreseen, foresee
from tests.folder_author import FolderAuthor

SCENARIO = Scenario(name="railway", title="Railway club", category="Making", description="A railway club.")


def finish(loom: Loom, steps: Sequence[Step] = STEPS) -> Batch:
    """The steps, run without Prefect."""
    scenario = loom.workspace.store
    from schemas import SCENARIOS

    batch: Batch = (Work(SCENARIO, {"scenario": scenario.put(SCENARIOS, [SCENARIO])}),)
    for step in steps:
        batch = step.run(loom, batch)
    return batch


def causes(loom: Loom, steps: Sequence[Step] = STEPS) -> dict[str, list[str]]:
    return {each.step: [reason.text() for reason in each.reasons] for each in foresee(loom, steps, [SCENARIO])}


@pytest.fixture
def loom(tmp_path: Path, railway_folder: Path) -> Loom:
    return Loom(str(tmp_path), FolderAuthor(railway_folder), tasks=10)


def test_what_was_never_made_would_run_and_nothing_is_stored_by_asking(loom: Loom) -> None:
    assert set(map(tuple, causes(loom).values())) == {("never made",)}
    assert not list(Path(loom.root).rglob("*.parquet"))


def test_what_is_finished_is_cached(loom: Loom) -> None:
    finish(loom)
    assert all(each.cached for each in foresee(loom, STEPS, [SCENARIO]))
    assert foresee(loom, STEPS[:1], [SCENARIO]) == (Foreseen("railway", "propose_tasks", ()),)


def test_a_new_step_version_runs_that_step_and_what_hangs_on_it(loom: Loom) -> None:
    finish(loom)
    steps = [replace(step, version="2") if step.name == "fill_tables" else step for step in STEPS]
    assert causes(loom, steps) == {
        "propose_tasks": [],
        "design_tables": [],
        "build_tools": [],
        "fill_tables": ["step version 1 → 2"],
        "write_verifiers": ["follows fill_tables"],
        "certify": ["follows fill_tables"],
        "publish": ["follows fill_tables"],
    }


def test_another_author_version_and_parameter_are_named(loom: Loom, railway_folder: Path) -> None:
    finish(loom)
    other = replace(loom, author=FolderAuthor(railway_folder, version="2"), tasks=9)
    assert causes(other)["propose_tasks"] == ["author version 1 → 2", "parameter tasks 10 → 9"]
    assert causes(other)["certify"] == ["parameter tasks 10 → 9", "follows propose_tasks"]


def test_a_changed_scenario_is_named_as_the_input_that_changed(loom: Loom) -> None:
    finish(loom)
    reworded = SCENARIO.model_copy(update={"description": "A club for model railways."})
    (first, *_) = foresee(loom, STEPS, [reworded])
    assert first.reasons[0].text().startswith("input scenario scenarios-")


def test_a_lost_product_is_named(loom: Loom) -> None:
    (work,) = finish(loom)
    lost = work.made["tools"]
    Path(loom.workspace.store.path(lost)).unlink()
    assert causes(loom)["build_tools"] == [f"product lost {lost}"]
    assert causes(loom)["design_tables"] == []
    assert causes(loom)["publish"] == ["follows build_tools"]


def test_a_step_that_failed_before_says_why(loom: Loom) -> None:
    asking = replace(loom, tasks=40)
    finish(asking)
    (reason,) = causes(asking)["certify"]
    assert reason.startswith("failed before (only ")


def test_what_is_foreseen_is_what_runs(loom: Loom) -> None:
    finish(loom, STEPS[:4])
    running = [each.step for each in foresee(loom, STEPS, [SCENARIO]) if not each.cached]
    before = len(loom.workspace.catalog.derivations())
    finish(loom)
    ran = [derivation.step for derivation in loom.workspace.catalog.derivations()[before:]]
    assert ran == running
