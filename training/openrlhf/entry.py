"""What a job runs on the cluster: `python -m training.openrlhf.entry` and the flags of OpenRLHF's own command.

In:  flags; the working directory is a run's folder. Out: a trained model where `--ckpt.output_dir` says.
Never here: OpenRLHF's training: its own parser, checks and `train()` run as they are, with our trainer in the place
of theirs, which `train()` imports when it is called.
"""

import runpy
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from training.errors import TrainingError
from training.openrlhf.preflight import check_run
from training.openrlhf.progress import announce

USERS_MISTAKE = 2
FORWARDING_S = 3.0
"""What Ray may take to bring the trainer's last lines into the job's log."""


def main(flags: Sequence[str]) -> None:
    """Check the run, then train."""
    try:
        launch = check_run(Path.cwd(), flags)
    except TrainingError as fault:
        announce("refused", message=str(fault))
        raise SystemExit(USERS_MISTAKE) from None
    announce("checked", message=f"OpenRLHF {launch.version}, {launch.gpus} GPUs")
    train(flags)
    time.sleep(FORWARDING_S)
    announce("finished")


def train(flags: Sequence[str]) -> None:
    """OpenRLHF's own program, with our trainer."""
    import ray
    from openrlhf.trainer import ppo_trainer

    from training.openrlhf.trainer import EpisodeTrainer

    ppo_trainer.PPOTrainer = ray.remote(EpisodeTrainer)
    sys.argv = [sys.argv[0], *flags]
    runpy.run_module("openrlhf.cli.train_ppo_ray", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
