"""The held-out benchmark: the oracle completes everything, doing nothing completes nothing, and nothing changes."""

import hashlib
import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import Workspace
from authors.procedural.domain import reserved_domains
from evaluation import EvaluationError, Settings, Subject
from evaluation.benchmarks.worldloom_heldout import HeldOut
from evaluation.heldout.frozen import ARCHIVE, HERE, INDEX, Frozen, content_of, document_of, write_frozen
from schemas import Evaluation
from tasks.evaluate import Asked, evaluate


def played(
    heldout: HeldOut, workspace: Workspace, settings: Settings, policy: str, environments: int
) -> list[Evaluation]:
    chosen = [each.reference for each in Frozen(heldout.folder).index.environments[:environments]]
    items = [item for item in heldout.items(settings) if item.environment in chosen]
    found: list[Evaluation] = []
    heldout.run(items, Subject(policy), settings, lambda result: found.append(result.record))  # type: ignore[union-attr]
    assert len(found) == len(items)
    return found


@pytest.mark.parametrize("tools", ["meta", "native"])
def test_the_oracle_completes_every_task_of_two_environments(
    heldout: HeldOut, workspace: Workspace, settings: Settings, tools: str
) -> None:
    native = replace(settings, profile=replace(settings.profile, tools=tools))
    assert {each.score for each in played(heldout, workspace, native, "oracle", 2)} == {1.0}


def test_doing_nothing_completes_no_task_of_two_environments(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    assert {each.score for each in played(heldout, workspace, settings, "null", 2)} == {0.0}


@pytest.mark.slow
def test_the_oracle_completes_everything_and_doing_nothing_nothing(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    assert {each.score for each in played(heldout, workspace, settings, "oracle", 1000)} == {1.0}
    assert {each.score for each in played(heldout, workspace, settings, "null", 1000)} == {0.0}


RELEASED = {
    "v1": {
        "index.json": "6912a1d65570ef5738ce64c3e0720330c9aed7f130241432576f6248c248065a",
        "environments.zip": "a90d1f03ce8724ca77887f7cade82f8f31f1406270eaad1701f06df189bfb5eb",
    },
}


def test_a_released_version_is_what_was_released() -> None:
    for version, files in RELEASED.items():
        assert {name: hashlib.sha256((HERE / version / name).read_bytes()).hexdigest() for name in files} == files


def test_version_1_has_what_was_promised(heldout: HeldOut) -> None:
    environments = Frozen(heldout.folder).index.environments
    tasks = [task for each in environments for task in each.tasks]
    assert len(environments) >= 60 and len(tasks) >= 600
    assert {each.domain for each in environments} == set(reserved_domains())
    assert len({each.category for each in environments}) == 4
    assert {task.level for task in tasks} == {"easy", "medium", "hard"}


def test_a_frozen_version_is_never_written_again(heldout: HeldOut, tmp_path: Path) -> None:
    index = Frozen(heldout.folder).index
    with pytest.raises(EvaluationError, match="never changes"):
        write_frozen(heldout.folder, lambda hashes: index, [])


def test_freezing_the_same_content_gives_the_same_bytes(heldout: HeldOut, tmp_path: Path) -> None:
    frozen = Frozen(heldout.folder)
    entry = frozen.index.environments[0]
    content = frozen.content(entry.reference)
    assert content_of(json.loads(json.dumps(document_of(content)))) == content
    for name in ("one", "two"):
        write_frozen(tmp_path / name, lambda hashes: frozen.index.model_copy(update={"author": hashes[0]}), [content])
        assert Frozen(tmp_path / name).index.author == entry.sha256
    assert (tmp_path / "one" / ARCHIVE).read_bytes() == (tmp_path / "two" / ARCHIVE).read_bytes()


def test_an_environment_that_is_not_what_was_frozen_is_refused(heldout: HeldOut, tmp_path: Path) -> None:
    shutil.copytree(heldout.folder, tmp_path / "v1")
    index = json.loads((tmp_path / "v1" / INDEX).read_text())
    index["environments"][0]["sha256"] = "0" * 64
    (tmp_path / "v1" / INDEX).write_text(json.dumps(index))
    with pytest.raises(EvaluationError, match="is not what was frozen"):
        Frozen(tmp_path / "v1").content(index["environments"][0]["name"])
    (tmp_path / "v1" / INDEX).write_text("{")
    with pytest.raises(EvaluationError, match="is damaged"):
        _ = Frozen(tmp_path / "v1").index


def test_the_first_items_are_spread_over_categories_and_an_unknown_one_is_named(
    heldout: HeldOut, settings: Settings
) -> None:
    items = heldout.items(settings)
    categories = {item.category for item in items}
    assert {item.category for item in items[: len(categories)]} == categories
    assert [len(set(Counter(item.id for item in items).values()))] == [1]
    with pytest.raises(EvaluationError, match="no category 'Nowhere'"):
        heldout.items(settings, ["Nowhere"])


def test_ways_to_fail_have_a_share_and_an_interval(heldout: HeldOut, workspace: Workspace, settings: Settings) -> None:
    report = evaluate(workspace, Asked(heldout, Subject("null"), settings, limit=5)).report
    shares = [score for score in report.scores if score.group == "failure"]
    assert sum(score.value for score in shares) == pytest.approx(1.0)
    assert all(score.low is not None and score.items == 5 for score in shares)


def test_what_was_asked_is_not_asked_again(heldout: HeldOut, workspace: Workspace, settings: Settings) -> None:
    first = evaluate(workspace, Asked(heldout, Subject("oracle"), settings, limit=3))
    again = evaluate(workspace, Asked(heldout, Subject("oracle"), settings, limit=4))
    assert (first.found, again.found, again.report.items) == (0, 3, 4)
    assert first.report.scores[0].value == again.report.scores[0].value == 1.0
