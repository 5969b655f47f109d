"""What both ways of learning share: samples as padded batches, the log-probability of their answers, an optimizer.

Shapes: B samples, T tokens of the longest, A tokens of the longest answer. Batches are padded on the left, so that all
answers end in the last column and logits are made of the last A columns only: for a vocabulary of 50,000 they would
otherwise be most of the memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from training.local.models import Learner

MOST_NORM = 1.0
"""To which gradients are clipped."""
WARM_STEPS = 10
"""Over which the learning rate grows to its own: Adam knows little of the gradients before."""


@dataclass(frozen=True)
class Turn:
    """One assistant turn as tokens."""

    prompt: list[int]
    answer: list[int]
    logged: list[float] | None = None
    """Log-probabilities when it was written; of GRPO."""
    advantage: float = 0.0

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


@dataclass
class Batch:
    ids: torch.Tensor
    """(B, T)"""
    attention: torch.Tensor
    """(B, T)"""
    answer: torch.Tensor
    """(B, A), 1 on the tokens of answers: the only ones that carry loss."""
    logged: torch.Tensor
    """(B, A), 0 outside of answers."""
    advantages: torch.Tensor
    """(B,)"""


def batch_of(turns: Sequence[Turn], learner: Learner) -> Batch:
    """Pad on the left; what is padded is neither attended to nor learned from."""
    longest, written = max(map(len, turns)), max(len(turn.answer) for turn in turns)
    ids = torch.full((len(turns), longest), learner.pad_id)
    attention = torch.zeros((len(turns), longest), dtype=torch.long)
    answer, logged = torch.zeros((len(turns), written)), torch.zeros((len(turns), written))
    for row, turn in enumerate(turns):
        ids[row, longest - len(turn) :] = torch.tensor([*turn.prompt, *turn.answer])
        attention[row, longest - len(turn) :] = 1
        answer[row, written - len(turn.answer) :] = 1
        if turn.logged is not None:
            logged[row, written - len(turn.answer) :] = torch.tensor(turn.logged)
    advantages = torch.tensor([turn.advantage for turn in turns])
    parts = (ids, attention, answer, logged, advantages)
    return Batch(*(part.to(learner.device) for part in parts))


def log_probabilities(learner: Learner, model: Any, batch: Batch, temperature: float = 1.0) -> tuple[Any, Any]:
    """Of each answer's tokens, and the entropy of what could have stood there. Shapes: (B, A) both."""
    written = batch.answer.shape[1]
    logits = logits_of(
        learner, model, input_ids=batch.ids, attention_mask=batch.attention,
        position_ids=positions_of(batch.attention), logits_to_keep=written + 1,
    ).logits[:, :-1]  # fmt: skip
    logs = torch.log_softmax(logits.float() / temperature, dim=-1)
    with torch.no_grad():
        entropy = -(logs.exp() * logs).sum(-1)
    return logs.gather(-1, batch.ids[:, -written:].unsqueeze(-1)).squeeze(-1), entropy


def logits_of(learner: Learner, model: Any, **inputs: Any) -> Any:
    """The model's output, in bfloat16 where there is a GPU."""
    with torch.autocast(learner.device, torch.bfloat16, enabled=learner.device == "cuda"):
        return model(**inputs)


def positions_of(attention: torch.Tensor) -> torch.Tensor:
    """Where each token stands in its own text; padding stands at 0. Shape: as given."""
    return (attention.cumsum(-1) - 1).clamp(min=0)


def optimizer_of(learner: Learner, learning_rate: float) -> torch.optim.Optimizer:
    return torch.optim.AdamW(learner.trained().values(), lr=learning_rate, weight_decay=0.0, betas=(0.9, 0.95))


def warm_up(optimizer: torch.optim.Optimizer, learning_rate: float, step: int) -> None:
    """Set the learning rate of a step, from 1."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate * min(1.0, step / WARM_STEPS)


def take_step(learner: Learner, optimizer: torch.optim.Optimizer) -> float:
    """Clip, step, forget the gradients; the norm they had."""
    norm = torch.nn.utils.clip_grad_norm_(learner.trained().values(), MOST_NORM)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(norm)
