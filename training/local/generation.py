"""Sample answers to many prompts at once, with a KV cache.

In:  prompts as tokens, where each draws from. Out: tokens with the log-probability of each.
Never here: gradients, text. `generate` of transformers keeps the logits of all steps to give log-probabilities,
gigabytes for a real vocabulary, and draws all rows from one stream, so that an answer would depend on who else waited.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from training.local.learning import logits_of, positions_of
from training.local.models import Learner


@dataclass
class Writing:
    """One answer in the making."""

    prompt: list[int]
    most: int
    """Tokens."""
    draw: random.Random
    tokens: list[int] = field(default_factory=list)
    logged: list[float] = field(default_factory=list)

    def take(self, token: int, logged: float, end: int) -> bool:
        """Add a token; whether more are to come."""
        self.tokens.append(token)
        self.logged.append(logged)
        return token != end and len(self.tokens) < self.most


def write_answers(learner: Learner, answers: Sequence[Writing], temperature: float) -> None:
    """Write every answer to its end token, or to its length at most.

    At temperature 0 the likeliest token is taken. Log-probabilities are those of the temperature sampled at. Rows whose
    answer has ended leave the batch as soon as half of it has.
    """
    with torch.inference_mode():
        _write(learner, list(answers), temperature)


def _write(learner: Learner, rows: list[Writing], temperature: float) -> None:
    ids, attention = _padded(learner, rows)
    going = [True] * len(rows)
    cache: Any = None
    while True:
        output = logits_of(
            learner, learner.model, input_ids=ids, attention_mask=attention, past_key_values=cache, use_cache=True,
            position_ids=positions_of(attention)[:, -ids.shape[1] :], logits_to_keep=1,
        )  # fmt: skip
        cache = output.past_key_values
        chosen, logged = _drawn(output.logits[:, -1].float(), rows, temperature)
        for place, row in enumerate(rows):
            if going[place]:
                going[place] = row.take(chosen[place], logged[place], learner.end_id)
        if not any(going):
            return
        ids = torch.tensor(chosen, device=attention.device).unsqueeze(-1)
        attention = torch.cat([attention, attention.new_ones(len(rows), 1)], dim=1)
        if sum(going) * 2 <= len(rows):
            kept = [place for place, is_going in enumerate(going) if is_going]
            places = torch.tensor(kept, device=attention.device)
            cache.batch_select_indices(places)
            ids, attention = ids[places], attention[places]
            rows, going = [rows[place] for place in kept], [True] * len(kept)


def _padded(learner: Learner, rows: Sequence[Writing]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(row.prompt) for row in rows)
    ids = torch.full((len(rows), longest), learner.pad_id)
    attention = torch.zeros((len(rows), longest), dtype=torch.long)
    for place, row in enumerate(rows):
        ids[place, longest - len(row.prompt) :] = torch.tensor(row.prompt)
        attention[place, longest - len(row.prompt) :] = 1
    return ids.to(learner.device), attention.to(learner.device)


def _drawn(logits: torch.Tensor, rows: Sequence[Writing], temperature: float) -> tuple[list[int], list[float]]:
    """A token for each row, and its log-probability. Shape of logits: (rows, vocabulary)."""
    logs = torch.log_softmax(logits / (temperature or 1.0), dim=-1)
    if temperature:
        sums = logs.exp().cumsum(-1)
        numbers = torch.tensor([[row.draw.random()] for row in rows], device=logs.device)
        chosen = torch.searchsorted(sums, numbers * sums[:, -1:], right=True).clamp(max=logs.shape[-1] - 1)
    else:
        chosen = logs.argmax(-1, keepdim=True)
    return chosen[:, 0].tolist(), logs.gather(-1, chosen)[:, 0].tolist()
