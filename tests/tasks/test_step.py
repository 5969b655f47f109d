"""A step looks into the catalog first, makes, stores, records; a scenario that fails ends alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from artifacts import StoreError
from authors.choosing import scenarios_of
from authors.protocol import AuthorError
from schemas import Scenario, Table, Task
from tasks import STEPS, Loom, Step, Work, write_scenarios
from tasks.design_tables import DESIGN_TABLES
from tasks.plan import plan
from tasks.progress import watching
from tests.folder_author import FolderAuthor


@pytest.fixture
def loom(tmp_path: Path, railway_folder: Path) -> Loom:
    return Loom(str(tmp_path / "root"), FolderAuthor(railway_folder), tasks=10)


def started(loom: Loom, count: int = 1) -> tuple[Work, ...]:
    batch: tuple[Work, ...] = write_scenarios.fn(loom, scenarios_of(loom.author, None, None, count))
    return batch


def run_all(loom: Loom, batch: tuple[Work, ...], steps: Sequence[Step] = STEPS) -> tuple[Work, ...]:
    for step in steps:
        batch = step.run(loom, batch)
    return batch


def test_all_steps_lead_from_a_scenario_to_a_published_environment(loom: Loom) -> None:
    (work,) = run_all(loom, started(loom))
    assert work.failure is None
    (entry,) = loom.workspace.catalog.environments()
    assert entry.artifact_id == work.made["environment"]
    assert entry.tasks == 10
    assert entry.mutants_rejected > 0


def test_what_was_made_before_is_not_made_again(loom: Loom) -> None:
    run_all(loom, started(loom))
    heard: list[tuple[str, str]] = []
    with watching(lambda step, subject, event: heard.append((step, event))):
        run_all(loom, started(loom))
    assert heard == [(step.name, "cached") for step in STEPS]


def test_a_new_step_version_runs_that_step_and_what_hangs_on_it_only(loom: Loom) -> None:
    run_all(loom, started(loom))
    raised = [replace(step, version="next") if step.name == "certify" else step for step in STEPS]
    heard: list[tuple[str, str]] = []
    with watching(lambda step, subject, event: heard.append((step, event))):
        run_all(loom, started(loom), raised)
    assert [step for step, event in heard if event == "done"] == ["certify"]
    assert heard[-1] == ("publish", "cached")  # the same certificates came out, so nothing new hangs on them


def test_a_new_author_version_runs_the_authored_steps_again(loom: Loom, railway_folder: Path) -> None:
    run_all(loom, started(loom))
    newer = replace(loom, author=FolderAuthor(railway_folder, version="2"))
    planned = plan(newer, STEPS, started(newer))
    assert planned.finished == ()
    assert planned.cached_steps == 0


def test_a_plan_separates_what_is_finished_from_what_is_missing(loom: Loom) -> None:
    run_all(loom, started(loom, 1))
    planned = plan(loom, STEPS, started(loom, 3))
    assert [work.scenario.name for work in planned.finished] == ["railway-0"]
    assert [work.scenario.name for work in planned.missing] == ["railway-1", "railway-2"]


@dataclass(frozen=True)
class _Stumbling(FolderAuthor):
    """Cannot design the tables of one scenario."""

    def design_tables(self, scenario: Scenario, requirements: Sequence[Task]) -> list[Table]:
        if scenario.name == "railway-1":
            raise AuthorError("no tables come to mind")
        return super().design_tables(scenario, requirements)


def test_a_scenario_that_fails_ends_alone_with_its_reason(loom: Loom, railway_folder: Path) -> None:
    loom = replace(loom, author=_Stumbling(railway_folder))
    done = run_all(loom, started(loom, 3))
    assert [work.failure and work.failure.reason for work in done] == [None, "no tables come to mind", None]
    failed = loom.workspace.catalog.derivations(outcome="failed")
    assert [(each.step, each.subject, each.reason) for each in failed] == [
        ("design_tables", "railway-1", "no tables come to mind")
    ]
    assert len(loom.workspace.catalog.environments()) == 2


def test_a_product_that_cannot_be_stored_is_not_recorded(loom: Loom) -> None:
    batch = run_all(loom, started(loom), STEPS[: STEPS.index(DESIGN_TABLES)])
    folder = Path(loom.workspace.store.path(f"tables-{0:024}")).parent.parent
    folder.touch()  # where a folder should be made
    with pytest.raises(StoreError, match=str(folder)):
        DESIGN_TABLES.run(loom, batch)
    assert DESIGN_TABLES.recall(loom, batch[0]) is None
    folder.unlink()
    (work,) = DESIGN_TABLES.run(loom, batch)
    assert loom.workspace.store.has(work.made["tables"])
    assert DESIGN_TABLES.recall(loom, batch[0]) == work


def test_content_that_does_not_certify_is_not_published(tmp_path: Path, flawed_railway_folder: Path) -> None:
    loom = Loom(str(tmp_path / "root"), FolderAuthor(flawed_railway_folder), tasks=10)
    (work,) = run_all(loom, started(loom))
    assert work.failure is not None
    assert work.failure.step == "certify"
    assert "scan_order" in work.failure.reason
    assert loom.workspace.catalog.environments() == []


def test_the_key_of_a_step_does_not_know_the_clock_or_the_run(loom: Loom) -> None:
    (work,) = STEPS[0].run(loom, started(loom))
    later = replace(loom, flow_run_id="another run", code_version="another commit")
    assert DESIGN_TABLES.key(loom, work) == DESIGN_TABLES.key(later, work)


def test_a_lost_product_is_made_again(loom: Loom) -> None:
    (work,) = run_all(loom, started(loom))
    Path(loom.workspace.store.path(work.made["tables"])).unlink()
    heard: list[tuple[str, str]] = []
    with watching(lambda step, subject, event: heard.append((step, event))):
        (again,) = run_all(loom, started(loom))
    assert ("design_tables", "done") in heard
    assert again.made == work.made
