"""Results side by side: paired where both have an item, honest about what cannot be compared."""

from pathlib import Path

import pytest

from artifacts import Derivation, Workspace, cache_key
from evaluation import EvaluationError, Settings, Subject
from evaluation.benchmarks.worldloom_heldout import HeldOut
from evaluation.comparing import Contender, compare
from evaluation.pages import html_of, markdown_of
from evaluation.published import published_figures
from schemas import CHECKPOINT, ENVIRONMENT, Checkpoint, EnvironmentManifest, Evaluation
from tasks.evaluate import Asked, evaluate
from tasks.read_evaluations import contenders, scaling_points
from training.statistics import paired_difference


def results(scores: dict[str, float], version: str = "1") -> dict[str, Evaluation]:
    return {
        item: Evaluation(benchmark="b", version=version, policy="p", item=item, score=score, complete=int(score))
        for item, score in scores.items()
    }


def test_only_items_that_both_have_are_paired() -> None:
    one = Contender("one", [], results({"a": 0, "b": 0, "c": 1, "d": 1}))
    two = Contender("two", [], results({"a": 1, "b": 0, "c": 0, "e": 1}))
    (board,) = compare(["one", "two"], {"b": [one, two]}).boards
    (duel,) = board.duels
    assert (duel.won, duel.lost, duel.tied, duel.difference.tasks) == (["a"], ["c"], 1, 3)
    assert duel.difference.value == 0 and not duel.is_clear


def test_a_paired_interval_is_narrower_than_what_the_tasks_differ_by() -> None:
    first = [number % 2 for number in range(200)]
    second = [1 if number % 10 == 0 else value for number, value in enumerate(first)]
    rate = paired_difference(first, second)
    assert rate is not None and rate.value == pytest.approx(0.1)
    assert 0.04 < rate.low < 0.1 < rate.high < 0.16


def test_pairs_that_all_differ_alike_still_leave_doubt() -> None:
    rate = paired_difference([0.0] * 5, [1.0] * 5)
    assert rate is not None and rate.value == rate.high == 1.0 and rate.low < 0.7
    assert paired_difference([], []) is None


def test_evaluations_are_found_by_tag_and_model_and_stand_beside_published_figures(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    for policy, tag in (("null", ""), ("oracle", "trained")):
        evaluate(workspace, Asked(heldout, Subject(policy), settings, 6, tag=tag))
    found = contenders(workspace, ["null", "trained", "awm-14b"])
    comparison = compare(["null", "trained", "awm-14b"], found)
    assert set(found) == {"worldloom-heldout", "bfcl", "tau2-bench-v0-2", "mcp-universe"}
    (duel,) = comparison.boards[0].duels
    assert len(duel.won) == 6 and duel.is_clear
    text, page = markdown_of(comparison), html_of(comparison, {})
    assert "| pass@1 | 0.0 [0.0, 39.0] | 100.0 [61.0, 100.0] |" in text and "arXiv 2602.10090" in text
    assert "http://" not in page and "https://" not in page and "pass@1" in page
    with pytest.raises(EvaluationError, match=r"no evaluation called 'traned'\. Did you mean trained"):
        contenders(workspace, ["traned"])


@pytest.mark.slow
def test_charts_are_drawn_where_matplotlib_is(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from evaluation.plots import comparison_charts, svg_of, write_png

    one = Contender("one", [], results({"a": 0, "b": 1}))
    charts = comparison_charts(compare(["one", "awm-4b"], {"b": [one, Contender("awm-4b", [
        figure.line() for figure in published_figures()["awm-4b"]])]}))  # fmt: skip
    assert write_png(charts["b"], tmp_path / "b.png").read_bytes().startswith(b"\x89PNG")
    assert svg_of(charts["b"]).startswith("<svg")


def test_every_published_figure_names_its_source() -> None:
    figures = [figure for each in published_figures().values() for figure in each]
    assert len(figures) == 18 and all(figure.source for figure in figures)
    assert {figure.value for figure in figures if figure.name == "awm-14b"} == {70.18, 39.03, 12.29}


def trained_in(workspace: Workspace, count: int) -> str:
    """A checkpoint whose lineage leads to so many environments."""
    store = workspace.store
    manifests = [
        EnvironmentManifest(name=f"place_{number}", now="2026-05-05 09:00:00", scenario="A place.")
        for number in range(count)
    ]
    inputs = {each.name: store.put(ENVIRONMENT, [each]) for each in manifests}
    dataset = store.put_blob(f"{count}".encode(), ".jsonl")
    checkpoint = store.put(CHECKPOINT, [Checkpoint(
        name=f"after-{count}", training_run="training_run-0", step=1, base_model="null", window=5,
        files={"w": "ab" * 32},
    )])  # fmt: skip
    for step, into, out in (("gather_prompts", inputs, dataset), ("train", {"dataset": dataset}, checkpoint)):
        workspace.catalog.record(
            Derivation(cache_key(step, "1", into, {}, ""), step, "1", inputs=into, outputs={"made": out})
        )
    return checkpoint


def test_the_curve_counts_the_environments_that_lineage_leads_to(
    heldout: HeldOut, workspace: Workspace, settings: Settings
) -> None:
    evaluate(workspace, Asked(heldout, Subject("null"), settings, 2))
    for count, policy in ((4, "null"), (9, "oracle")):
        subject = Subject(policy, checkpoint=trained_in(workspace, count))
        evaluate(workspace, Asked(heldout, subject, settings, 2, tag=f"after-{count}"))
    points = scaling_points(workspace, "worldloom-heldout")
    assert [(point.environments, point.score.value) for point in points] == [(0, 0.0), (4, 0.0), (9, 1.0)]
    with pytest.raises(EvaluationError, match="Nothing was evaluated on bfcl"):
        scaling_points(workspace, "bfcl")
