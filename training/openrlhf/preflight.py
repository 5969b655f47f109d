"""What is looked at on the cluster before anything starts there: a run that cannot work says so in seconds.

In:  a run's folder, its flags. Out: nothing, or one complaint after another.
Never here: starting a run; what can be known without the cluster (`launch.py` checks the flags there, too).
"""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from environments import BadEnvironment, Environment, UnknownEnvironment, load_environment
from training.errors import TrainingError
from training.labels import Label
from training.openrlhf.flags import PROMPTS_FILE
from training.openrlhf.following import WAIT_VARIABLE
from training.openrlhf.installed import find_openrlhf
from training.openrlhf.launch import Launch, check_launch
from training.openrlhf.run_folder import environment_folder, read_prompts
from training.openrlhf.tokens import require_template

LOOK_AGAIN_S = 5.0


def check_run(folder: Path, flags: Sequence[str]) -> Launch:
    """Everything at once, the quickest first.

    Raises:
        TrainingError: the run cannot start; says why and what to do.
    """
    installed = find_openrlhf()
    if installed is None:
        raise TrainingError("OpenRLHF is not installed on this node; see training/openrlhf-constraints.txt.")
    launch = check_launch(flags, installed)
    check_places(launch.arguments)
    check_labels(folder)
    check_model(launch.arguments.actor.model_name_or_path)
    check_cluster(launch)
    return launch


def check_places(arguments: Any) -> None:
    """Checkpoints and weights can be written."""
    for name, place in (("ckpt.path", arguments.ckpt.path), ("ckpt.output_dir", arguments.ckpt.output_dir)):
        try:
            Path(place).mkdir(parents=True, exist_ok=True)
            probe = Path(place) / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as fault:
            raise TrainingError(
                f"--{name} {place} cannot be written on this node ({fault.strerror or fault}). "
                "Name storage that all nodes share: worldloom train --storage."
            ) from None


def check_labels(folder: Path) -> None:
    """Every prompt names a task of an environment that is in the run's folder, and says what that task says."""
    known: dict[str, Environment] = {}
    for label, instruction in read_prompts(folder / PROMPTS_FILE):
        if label.environment not in known:
            known[label.environment] = _environment(folder, label)
        tasks = known[label.environment].tasks
        if label.task not in tasks:
            raise TrainingError(f"{label.environment} has no task {label.task}; a prompt names it.")
        if tasks[label.task].instruction != instruction:
            raise TrainingError(f"A prompt of {label.environment}, {label.task}, is not that task's instruction.")


def _environment(folder: Path, label: Label) -> Environment:
    try:
        return load_environment(environment_folder(folder, label.environment))
    except (UnknownEnvironment, BadEnvironment) as fault:
        raise TrainingError(f"A prompt names {label.environment}, which cannot be opened: {fault}") from None


def check_model(name: str) -> None:
    """The tokenizer can be had, and has a chat template."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=True)
    except (OSError, ValueError) as fault:
        raise TrainingError(
            f"The tokenizer of {name} cannot be loaded on this node: {str(fault).splitlines()[0]} "
            "Name a folder that every node can read, or let the nodes reach the hub."
        ) from None
    require_template(tokenizer, name)


def check_cluster(launch: Launch) -> None:
    """The cluster has the GPUs that the launch takes; a job that is tried again waits for a lost node's replacement."""
    import ray

    ray.init(log_to_driver=False, logging_level="warning")
    try:
        patience_s = float(os.environ.get(WAIT_VARIABLE, "0"))
        for has in _gpus_again_and_again(ray, patience_s):
            if has >= launch.gpus:
                return
        nodes = [node for node in ray.nodes() if node["Alive"]]
        raise TrainingError(
            f"The run takes {launch.gpus} GPUs, and this cluster has {has:g} on {len(nodes)} "
            f"node{'s' * (len(nodes) != 1)}. Take a recipe for fewer, or add nodes: ray start --address=…"
        )
    finally:
        ray.shutdown()


def _gpus_again_and_again(ray: Any, patience_s: float) -> Iterator[float]:
    end = time.monotonic() + patience_s
    while True:
        yield float(ray.cluster_resources().get("GPU", 0))
        if time.monotonic() >= end:
            return
        time.sleep(LOOK_AGAIN_S)
