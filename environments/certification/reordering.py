"""Play a solution in other orders: an order that the instruction does not state must not matter.

In:  the executed solution, the stage, the judge of the task.
Out: what became of each other order, and problems.
Never here: which orders there are (`orders`).
"""

from collections import Counter
from dataclasses import dataclass, field

from environments.certification.bench import Bench, verdict_on, world_in
from environments.certification.execution import Execution
from environments.certification.orders import other_orders, reordered, states_order
from environments.certification.trials import Trials
from environments.certification.values import renumbered
from environments.solution import play
from schemas import Problem, Solution


@dataclass
class OrderFindings:
    orders: Counter[str] = field(default_factory=Counter)
    """`accepted`, `refused_by_tools`, `order_stated`, or `none` where there is no other order."""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def try_orders(bench: Bench, execution: Execution, trials: Trials, instruction: str) -> OrderFindings:
    """Play every other order that references allow, and judge where it ends."""
    findings = OrderFindings()
    orders = other_orders(execution.calls, execution.writes, bench.dice(f"orders/{execution.task}"))
    for order in orders:
        _try_order(bench, execution, trials, order, states_order(instruction), findings)
    if not orders:
        findings.orders["none"] += 1
    return findings


def _try_order(
    bench: Bench, execution: Execution, trials: Trials, order: list[int], is_stated: bool, findings: OrderFindings
) -> None:
    calls, numbers = reordered(execution.calls, order)
    answer = renumbered(execution.authored_answer, numbers)
    with bench.stage.episode() as episode:
        played = play(episode, Solution(task=execution.task, calls=calls, answer=answer))
        if played.failed is not None:
            findings.orders["refused_by_tools"] += 1
            if is_stated:
                trials.refuse("reordered")
            return
        verdict = verdict_on(episode, trials.judge, played.answer)
        same = played.answer == execution.answer and world_in(episode, bench.shape) == trials.world
    if verdict.outcome == "complete":
        findings.orders["accepted"] += 1
        if not same and is_stated:
            findings.warnings.append(_problem("loose_order", execution, order, _LOOSE))
    elif same:
        findings.problems.append(_problem("false_rejection", execution, order, f"{_SAME}: {verdict.reason}"))
    elif is_stated:
        findings.orders["order_stated"] += 1
        trials.reject("reordered")
    else:
        findings.problems.append(_problem("order_unstated", execution, order, f"{_UNSTATED} ({verdict.reason})"))


_LOOSE = "ends in another world, and the verifier accepts it although the instruction states the order"
_SAME = "ends in the same world with the same answer, but is rejected"
_UNSTATED = "is possible and ends otherwise; say in the instruction what comes first ('then', 'after that'), or let go"


def _problem(rule: str, execution: Execution, order: list[int], message: str) -> Problem:
    writes = [f"{at + 1} {execution.calls[at].tool}" for at in order if at in execution.writes]
    return Problem(rule=rule, where=f"{execution.task}, order {', '.join(writes)}", message=f"this order {message}.")
