"""Where a run stands, so that one that was killed goes on: weights that learn, optimizer, phase and step.

In:  a learner and its optimizer. Out: one file, replaced whole; the same put back.
Never here: states of random numbers: every step draws from its own number, so a step done again is done the same.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch

from training.errors import TrainingError
from training.local.models import Learner

Phase = Literal["sft", "grpo"]
STATE_FILE = "state.pt"


@dataclass(frozen=True)
class Standing:
    """How far a run has come."""

    phase: Phase = "sft"
    step: int = 0
    """Steps of the phase that are done."""


def save_state(folder: Path, standing: Standing, learner: Learner, optimizer: torch.optim.Optimizer | None) -> None:
    """Write the state; a kill leaves the one before or this one.

    Raises:
        TrainingError: the disk is full, or cannot be written to.
    """
    state = {
        "phase": standing.phase,
        "step": standing.step,
        "weights": {name: weight.detach().cpu() for name, weight in learner.trained().items()},
        "optimizer": optimizer.state_dict() if optimizer else None,
    }
    staged = folder / f".{STATE_FILE}.{os.getpid()}"
    try:
        torch.save(state, staged)
        staged.replace(folder / STATE_FILE)
    except (OSError, RuntimeError) as fault:
        staged.unlink(missing_ok=True)
        raise TrainingError(
            f"The run's state cannot be written to {folder}: {str(fault).splitlines()[0]}. Its last state is whole; "
            "make room and run the same command again."
        ) from None


def load_state(folder: Path) -> tuple[Standing, dict[str, Any]] | None:
    """Where a run stands, and what `restore` takes; None where it has not begun.

    Raises:
        TrainingError: the file is damaged.
    """
    path = folder / STATE_FILE
    if not path.is_file():
        return None
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        return Standing(state["phase"], state["step"]), state
    except Exception as fault:
        raise TrainingError(
            f"{path} cannot be read ({type(fault).__name__}). Remove it and run the same command again: "
            "the run then begins anew."
        ) from None


def restore(state: dict[str, Any], learner: Learner) -> None:
    """Put the weights back."""
    with torch.no_grad():
        for name, weight in learner.trained().items():
            weight.copy_(state["weights"][name])
