"""The lines by which a run is followed."""

import math

import pytest

from training.openrlhf.progress import Happened, announce_checkpoint, announce_step, read_progress


def test_what_a_run_says_is_read_back_from_between_other_lines(capsys: pytest.CaptureFixture[str]) -> None:
    announce_step(3, {"policy_loss": 0.5, "generated_samples": ["text", 1.0], "timing/generation": 2})
    announce_checkpoint(3)
    printed = capsys.readouterr().out.splitlines()
    log = ["INFO loading", f"(EpisodeTrainer pid=12, ip=10.0.0.1) {printed[0]}", printed[1], "done"]
    assert list(read_progress(log)) == [
        Happened("step", 3, {"policy_loss": 0.5, "timing/generation": 2.0}),
        Happened("checkpoint", 3),
    ]


def test_a_number_that_is_not_finite_is_named_and_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    announce_step(1, {"kl": math.nan, "reward": 1.0})
    (step,) = read_progress([capsys.readouterr().out])
    assert step.metrics == {"reward": 1.0}
    assert step.message == "not finite: kl"


@pytest.mark.parametrize("line", ['worldloom: {"what": "step", "st', 'worldloom: {"other": 1}', "worldloom: {}", ""])
def test_a_line_that_is_cut_or_foreign_is_passed_over(line: str) -> None:
    assert list(read_progress([line])) == []
