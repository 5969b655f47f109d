from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from artifacts import Derivation, EnvironmentEntry, UnknownArtifact, Workspace
from artifacts.provenance import provenance

PutTask = Callable[[str], str]


@pytest.fixture
def made(workspace: Workspace, put_task: PutTask) -> dict[str, str]:
    """scenario → tables → environment, each by its own step; the scenario has no inputs."""
    ids = {name: put_task(name) for name in ("scenario", "tables", "environment", "outside")}
    steps = [
        Derivation("k1", "write_scenarios", "1", "marina", outputs={"scenario": ids["scenario"]}, wall_s=1.0),
        Derivation(
            "k2",
            "design_tables",
            "4",
            "marina",
            inputs={"scenario": ids["scenario"]},
            outputs={"tables": ids["tables"]},
            parameters={"tasks": 10},
            code_version="0.1.0+gabc",
            author="llm",
            author_version="2",
            model="qwen",
            prompt_version="p7",
            seed=3,
            started_at=datetime(2026, 5, 1, tzinfo=UTC),
            wall_s=2.0,
            tokens_in=900,
            tokens_out=100,
            cost=0.25,
            flow_run_id="flow-1",
        ),
        Derivation(
            "k3",
            "publish",
            "1",
            "marina",
            inputs={"tables": ids["tables"]},
            outputs={"environment": ids["environment"]},
            wall_s=0.5,
            flow_run_id="flow-2",
        ),
    ]
    for step in steps:
        workspace.catalog.record(step)
    workspace.catalog.publish(EnvironmentEntry("marina", 1, ids["environment"], "environments/marina@1"))
    return ids


def test_why_tells_the_maker_with_everything_it_was_recorded_with(workspace: Workspace, made: dict[str, str]) -> None:
    found = provenance(workspace.catalog, made["tables"])
    assert found.maker is not None
    maker = found.maker
    assert (maker.step, maker.step_version, maker.code_version) == ("design_tables", "4", "0.1.0+gabc")
    assert (maker.author, maker.model, maker.prompt_version, maker.seed) == ("llm", "qwen", "p7", 3)
    assert maker.parameters == {"tasks": 10}
    assert found.used_by == {"publish": 1}
    assert found.other_makers == 0


def test_why_sums_what_the_whole_way_took_roots_included(workspace: Workspace, made: dict[str, str]) -> None:
    found = provenance(workspace.catalog, "marina")
    assert [step.step for step in found.before] == ["write_scenarios", "design_tables"]
    assert (found.spent.steps, found.spent.wall_s) == (3, 3.5)
    assert (found.spent.tokens_in, found.spent.tokens_out, found.spent.cost) == (900, 100, 0.25)
    assert [entry.reference for entry in found.environments] == ["marina@1"]
    assert found.flow_runs == ("flow-2", "flow-1")


def test_a_failed_attempt_and_what_was_made_twice_are_not_counted_twice(
    workspace: Workspace, made: dict[str, str]
) -> None:
    again = Derivation("k4", "propose_tasks", "1", outputs={"tables": made["tables"]}, wall_s=9.0)
    workspace.catalog.record(again)
    found = provenance(workspace.catalog, made["tables"])
    assert found.maker is not None
    assert found.maker.step == "design_tables"
    assert found.other_makers == 1


def test_what_nobody_made_has_no_maker(workspace: Workspace, made: dict[str, str]) -> None:
    workspace.catalog.publish(EnvironmentEntry("harbour", 1, made["outside"], "environments/harbour@1"))
    found = provenance(workspace.catalog, "harbour")
    assert found.maker is None
    assert found.before == ()
    assert found.spent.steps == 0


def test_what_nobody_knows_is_refused(workspace: Workspace, made: dict[str, str]) -> None:
    with pytest.raises(UnknownArtifact):
        provenance(workspace.catalog, "tasks-000")
