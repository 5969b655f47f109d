"""What the certification of all tasks of one environment shares: stages, candidates, documentation, chance.

In:  an environment and a seed.
Out: `Bench`; the execution of a solution on it.
Never here: what is concluded from an execution.
"""

import random
from collections.abc import Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from environments.certification.candidates import Candidates
from environments.certification.execution import Execution
from environments.certification.leaks import Documentation
from environments.certification.shape import Shape
from environments.certification.values import leaves
from environments.certification.walks import Coverage
from environments.certification.worlds import World, world_of
from environments.environment import Environment
from environments.rehearsal import Episode, Rehearsal
from environments.solution import Played
from environments.verification import Judge, Verdict
from schemas import Solution, Tool


@dataclass
class Bench:
    environment: Environment
    stage: Rehearsal
    reversed_stage: Rehearsal
    """The same database with every order that no query asks for turned round."""
    candidates: Candidates
    shape: Shape
    documentation: Documentation
    seed: int
    coverage: Coverage = field(default_factory=lambda: Coverage({}, {}))
    """What the walks found; the tasks' mutants draw on it."""
    work: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)
    """Task to the writes of its solution, as they are made in the untouched database."""
    _shown: dict[str, Set[Any]] = field(default_factory=dict)

    @cached_property
    def tools(self) -> dict[str, Tool]:
        return {name: program.tool for name, program in self.environment.tools.items()}

    @cached_property
    def writers(self) -> frozenset[str]:
        return frozenset(name for name, program in self.environment.tools.items() if not program.read_only)

    def dice(self, purpose: str) -> random.Random:
        """Chance for one purpose, the same whatever else was drawn before."""
        return random.Random(f"{self.seed}/{purpose}")

    def bare_reads(self) -> Mapping[str, Set[Any]]:
        """The scalars that each read tool shows in the untouched database when it is asked for nothing particular."""
        if not self._shown:
            with self.environment.session() as session:
                for name in sorted(set(self.environment.tools) - self.writers - set(self.coverage.faults)):
                    if not self.environment.tools[name].parameters.get("required"):
                        result = session.call(name, {})
                        self._shown[name] = {value for _, value in leaves(result.content)} if result.ok else set()
        return self._shown

    def judge_of(self, task: str) -> Judge | None:
        return self.environment.judges.get(task)


@contextmanager
def open_bench(environment: Environment, seed: int) -> Iterator[Bench]:
    """A bench whose connections close when the `with` ends."""
    tools = {name: program.tool for name, program in environment.tools.items()}
    shape = Shape.of(environment.facts, environment.content.tables)
    with ExitStack() as stack:
        untouched = stack.enter_context(environment.session())
        stage = stack.enter_context(environment.rehearsal())
        reversed_stage = stack.enter_context(environment.rehearsal())
        with reversed_stage.episode() as episode:
            episode.connection.execute("PRAGMA reverse_unordered_selects = 1")
        candidates = Candidates(tools, shape, untouched)
        documentation = Documentation.of(list(tools.values()))
        yield Bench(environment, stage, reversed_stage, candidates, shape, documentation, seed)


def verdict_on(episode: Episode, judge: Judge, answer: object) -> Verdict:
    """The judge's word on an episode as it stands."""
    episode.attach_initial()
    changes = episode.changes()
    with episode.metered():
        return judge.judge(episode.connection, changes, answer, episode.user_id)


def world_in(episode: Episode, shape: Shape) -> World:
    """The world that an episode has made so far."""
    return world_of(episode.changes(), shape)


def execution_of(bench: Bench, solution: Solution, played: Played) -> Execution:
    """A solution that went well, as the other parts read it."""
    return Execution(
        task=solution.task,
        calls=solution.calls,
        arguments=played.arguments,
        contents=[result.content for result in played.results],
        authored_answer=solution.answer,
        answer=played.answer,
        tools=bench.tools,
        writers=bench.writers,
    )
