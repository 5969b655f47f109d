"""Literal episodes as OpenEnv actions: what an oracle does, and wrong work that must earn nothing.

In:  an environment with certified tasks.
Out: trajectories with the reward that each earned when it was executed here.
Never here: making up rewards. A canary that would earn the whole reward is no canary and is left out.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

from environments.environment import Environment
from environments.reward import COMPLETE, reward_of
from environments.serving.documents import FINAL_ANSWER
from environments.solution import play

Action = dict[str, Any]


@dataclass(frozen=True)
class Trajectory:
    task: str
    kind: str
    """`oracle`, or the kind of wrong work: `noop`, `answer_without_work`, `no_answer`, `dropped`."""
    actions: list[Action]
    reward: float
    """What it earned when it was executed."""

    def document(self) -> dict[str, Any]:
        return asdict(self)


def oracle_trajectories(environment: Environment) -> list[Trajectory]:
    """The certified solution of every task, its values resolved.

    Raises:
        ValueError: a solution fails or earns less than all; then the environment is not certified.
    """
    return [_oracle(environment, solution.task) for solution in environment.content.solutions]


def canary_trajectories(environment: Environment, oracles: list[Trajectory]) -> list[Trajectory]:
    """Wrong versions of every oracle."""
    writers = {name for name, program in environment.tools.items() if not program.read_only}
    return [canary for oracle in oracles for canary in _canaries(environment, oracle, writers)]


def _oracle(environment: Environment, task: str) -> Trajectory:
    solution = next(each for each in environment.content.solutions if each.task == task)
    with closing(environment.session(task)) as session:
        played = play(session, solution)
        if played.failed is not None:
            raise ValueError(f"the solution of {task} fails: {played.failed}; certify the environment first")
        calls = [
            call_tool(call.tool, arguments)
            for call, arguments in zip(solution.calls, played.arguments, strict=True)
        ]  # fmt: skip
        reward = reward_of(session.verify(played.answer))
    if reward != COMPLETE:
        raise ValueError(f"the solution of {task} earns {reward}; certify the environment first")
    return Trajectory(task, "oracle", [*calls, final_answer(played.answer)], COMPLETE)


def _canaries(environment: Environment, oracle: Trajectory, writers: set[str]) -> Iterator[Trajectory]:
    *calls, last = oracle.actions
    writes = [place for place, action in enumerate(calls) if action["tool_name"] in writers]
    wrong: list[tuple[str, list[Action]]] = [("noop", [final_answer(None)])]
    if last["arguments"]:
        wrong.append(("no_answer", [*calls, final_answer(None)]))
        if writes:
            wrong.append(("answer_without_work", [last]))
    wrong += [("dropped", [*calls[:place], *calls[place + 1 :], last]) for place in writes]
    for kind, actions in wrong:
        reward = reward_for(environment, oracle.task, actions)
        if reward is not None and reward < COMPLETE:
            yield Trajectory(oracle.task, kind, actions, reward)


def reward_for(environment: Environment, task: str, actions: list[Action]) -> float | None:
    """What a trajectory earns in a fresh session; None where it cannot be judged."""
    with closing(environment.session(task)) as session:
        for action in actions[:-1]:
            session.call(action["tool_name"], action["arguments"])
        return reward_of(session.verify(actions[-1]["arguments"].get("answer")))


def call_tool(name: str, arguments: dict[str, Any]) -> Action:
    return {"type": "call_tool", "tool_name": name, "arguments": arguments}


def final_answer(answer: Any) -> Action:
    return call_tool(FINAL_ANSWER, {} if answer is None else {"answer": answer})
