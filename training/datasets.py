"""Data sets out of environments and rollouts: splits by environment, prompts, chat samples with masks, preferences.

In:  environments; rollouts of the oracle. Out: lines of JSON, `Sample` records.
Never here: a split by task. Two tasks of one environment share tools and rows, so a model would be tested on what it
was trained on.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from environments import Environment, UnresolvedValue, resolve_value
from environments.certification.alterations import altered_arguments
from schemas import Rollout
from schemas.dataset import Sample
from training.labels import Label
from training.policies.writing import calling_message

Split = Literal["train", "validation", "heldout"]
SPLITS: tuple[Split, ...] = ("train", "validation", "heldout")
INPUT_KEY, LABEL_KEY = "input", "label"


def split_environments(names: Sequence[str], shares: tuple[float, float, float], seed: int) -> dict[Split, list[str]]:
    """Which environments go where. `names` are without versions, so all versions of one go together.

    The order follows from each name and the seed alone; every split with a share gets one at least where names suffice.
    """
    order = sorted(dict.fromkeys(names), key=lambda name: hashlib.sha256(f"{seed}/{name}".encode()).hexdigest())
    total, count = sum(shares), len(order)
    held = _least_one(shares[2] / total, count, 1)
    validation = _least_one(shares[1] / total, count, 1 + held)
    first = count - held - validation
    return {
        "train": order[:first],
        "validation": order[first : first + validation],
        "heldout": order[first + validation :],
    }


def _least_one(share: float, count: int, taken: int) -> int:
    """A share of a count, rounded; one at least, as long as that leaves one for the rest."""
    if share <= 0 or count <= taken:
        return 0
    return min(max(1, round(share * count)), count - taken)


def prompt_lines(reference: str, environment: Environment, tasks: Sequence[str], seed: int) -> Iterator[str]:
    """A line for OpenRLHF: the instruction, and the label that names environment, task and seed."""
    for task in tasks:
        label = Label(environment=reference, task=task, seed=seed)
        line = {INPUT_KEY: environment.tasks[task].instruction, LABEL_KEY: label.text()}
        yield json.dumps(line, ensure_ascii=False)


def chat_lines(samples: Sequence[Sample]) -> Iterator[str]:
    """A line for any trainer of chat models: messages, and for each whether it carries loss."""
    for sample in samples:
        messages = [*sample.prompt, sample.completion]
        line: dict[str, Any] = {
            "messages": [{"role": each.role, "content": each.content} for each in messages],
            "loss_mask": [0] * len(sample.prompt) + [1],
            "environment": sample.environment,
            "task": sample.task,
            "turn": sample.turn,
        }
        yield json.dumps(line, ensure_ascii=False)


def preference_lines(
    environment: Environment, rollout: Rollout, samples: Sequence[Sample], most: int = 2
) -> Iterator[str]:
    """Pairs for preference learning: the certified call, and an altered one in its place that fits the schema.

    Certified environments refuse such work, so the rejected message is wrong and not merely different, unless its call
    reads: those are left out, since reading something else may do no harm.
    """
    solution = next((each for each in environment.content.solutions if each.task == rollout.task), None)
    if solution is None:
        return
    made = [call for call in rollout.calls if call.tool != "list_tools"]
    results = [call.result for call in made]
    for sample in samples:
        place = sample.turn - 2
        if not 0 <= place < len(solution.calls) or place >= len(made):
            continue
        call = solution.calls[place]
        program = environment.tools.get(call.tool)
        if program is None or not program.writes:
            continue
        try:
            arguments = resolve_value(call.arguments, results[:place], now=environment.manifest.now)
        except UnresolvedValue:
            continue
        thought = sample.completion.content.split("</think>")[0].removeprefix("<think>").strip()
        for _, _, other in list(altered_arguments(arguments, program.document["parameters"]))[:most]:
            rejected = calling_message(thought, call.tool, other)
            line = {
                "prompt": [{"role": each.role, "content": each.content} for each in sample.prompt],
                "chosen": [{"role": "assistant", "content": sample.completion.content}],
                "rejected": [{"role": "assistant", "content": rejected}],
                "environment": sample.environment,
                "task": sample.task,
            }
            yield json.dumps(line, ensure_ascii=False)
