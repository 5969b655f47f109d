"""Play many episodes at once, and lose none: each ends under a name, whatever the policy or the environment does.

In:  assignments (which task, which seed), a policy, the rules, limits. Out: a `Played` for each, in their order.
Never here: what a policy writes, what an answer earns, storing.

Everything runs on one event loop: a call takes microseconds, so a lock or a thread would cost more than the work.
Only loading an environment takes long; it happens in a thread, ahead of need and once for all its episodes.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from environments import Environment, EnvironmentFault
from training.episode import Episode, Rules
from training.policies.protocol import Policy, PolicyUnreachable, Written
from training.rewards import OpinionJudge

Load = Callable[[str], Environment]
YOUNG_OBJECTS = 50_000
"""New objects between two looks of the garbage collection."""


@dataclass(frozen=True)
class Limits:
    """What one episode may take, beside its turns."""

    seconds: float = 600.0
    at_once: int = 1024
    """Episodes in flight."""


@dataclass(frozen=True)
class Assignment:
    """One episode that is to be played."""

    environment: str
    """`name@version`, or a folder."""
    task: str
    number: int = 0
    """Place in its group."""
    seed: int = 0

    @property
    def group(self) -> str:
        return f"{self.environment}/{self.task}"


@dataclass
class Timings:
    """Seconds of one episode, by the clock."""

    policy_s: float = 0.0
    """Waiting for the policy."""
    environment_s: float = 0.0
    """Calls, changes and verdicts."""
    opened_s: float = 0.0
    """Opening the session."""


@dataclass
class Played:
    """One episode after it ended."""

    assignment: Assignment
    episode: Episode | None
    """None where not even a session could be opened."""
    written: list[Written] = field(default_factory=list)
    timings: Timings = field(default_factory=Timings)
    fault: str | None = None
    """Why the environment or the policy could not go on."""

    @property
    def reward(self) -> float | None:
        return self.episode.reward if self.episode else None


class Stage:
    """Environments by reference, each loaded once, in a thread, and ahead of need where one is told to.

    Those that are `ready` take no thread, so that their episodes begin in the same order in every run.
    """

    def __init__(self, load: Load, ready: Mapping[str, Environment] | None = None) -> None:
        self._load = load
        self._ready = ready or {}
        self._loading: dict[str, asyncio.Future[Environment]] = {}

    def prefetch(self, references: Iterable[str]) -> None:
        """Begin loading."""
        for reference in references:
            self._future(reference)

    async def environment(self, reference: str) -> Environment:
        """The environment; raises what loading it raised."""
        future = self._future(reference)
        return future.result() if future.done() else await asyncio.shield(future)

    def forget(self, reference: str) -> None:
        """Let go of an environment whose episodes have all ended."""
        self._loading.pop(reference, None)

    def _future(self, reference: str) -> "asyncio.Future[Environment]":
        if reference in self._ready and reference not in self._loading:
            self._loading[reference] = asyncio.get_running_loop().create_future()
            self._loading[reference].set_result(self._ready[reference])
        if reference not in self._loading:
            future = asyncio.ensure_future(asyncio.to_thread(self._load, reference))
            future.add_done_callback(lambda done: done.cancelled() or done.exception())  # asked for or not
            self._loading[reference] = future
        return self._loading[reference]


async def play_all(
    assignments: Sequence[Assignment],
    policy: Policy,
    stage: Stage,
    rules: Rules,
    limits: Limits | None = None,
    judge: OpinionJudge | None = None,
    on_end: Callable[[Played], None] | None = None,
) -> list[Played]:
    """Play every assignment, as many at once as the limits allow."""
    limits = limits or Limits()
    stage.prefetch(dict.fromkeys(each.environment for each in assignments))
    todo = iter(enumerate(assignments))
    ended: dict[int, Played] = {}

    async def work() -> None:
        for place, assignment in todo:
            ended[place] = await play_one(assignment, policy, stage, rules, limits, judge)
            if on_end:
                on_end(ended[place])

    with _seldom_collected():
        async with asyncio.TaskGroup() as group:
            for _ in range(min(limits.at_once, len(assignments))):
                group.create_task(work())
    return [ended[place] for place in range(len(assignments))]


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let garbage collection look seldom, and only at what the episodes make.

    It would otherwise go through every environment that is loaded, hundreds of times a second: a third of the work.
    """
    if gc.get_freeze_count():  # whoever runs this process has seen to it
        yield
        return
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


async def play_one(
    assignment: Assignment, policy: Policy, stage: Stage, rules: Rules, limits: Limits,
    judge: OpinionJudge | None = None,
) -> Played:  # fmt: skip
    """One episode, from its session to its verdict."""
    started = time.perf_counter()
    try:
        environment = await stage.environment(assignment.environment)
        session = environment.session(task=assignment.task, seed=assignment.seed)
    except Exception as fault:
        return Played(assignment, None, fault=f"{type(fault).__name__}: {fault}")
    played = Played(assignment, Episode(session, rules))
    played.timings.opened_s = time.perf_counter() - started
    with session:
        try:
            async with asyncio.timeout(limits.seconds):
                await _play(played, policy)
        except TimeoutError:
            _end_early(played, "time", f"{limits.seconds:g} s were over")
        except PolicyUnreachable as fault:
            _end_early(played, "unreachable", str(fault))
        await _close(played, judge)
    return played


async def _play(played: Played, policy: Policy) -> None:
    """Turn after turn, until the episode has ended."""
    episode = played.episode
    assert episode is not None
    player = policy.begin(episode, played.assignment.number)
    while episode.end is None:
        started = time.perf_counter()
        try:
            written = await player.write()
        finally:
            played.timings.policy_s += time.perf_counter() - started
        started = time.perf_counter()
        if written is None:
            episode.finish("context")
        else:
            played.written.append(written)
            _take(episode, written)
        played.timings.environment_s += time.perf_counter() - started
        await asyncio.sleep(0)  # a policy that never waits must not keep others, or the time limit, from their turn


def _take(episode: Episode, written: Written) -> None:
    if written.said is not None:
        episode.take_native(written.said, written.call_ids, written.text, was_cut=written.was_cut)
    else:
        episode.take(written.text, was_cut=written.was_cut)


def _end_early(played: Played, end: str, why: str) -> None:
    played.fault = why if end == "unreachable" else None
    if played.episode is not None and played.episode.end is None:
        played.episode.finish("time" if end == "time" else "unreachable")


async def _close(played: Played, judge: OpinionJudge | None) -> None:
    """Note what changed while the session is open, and ask the second judge, where there is one."""
    episode = played.episode
    assert episode is not None
    started = time.perf_counter()
    try:
        episode.changes = episode.session.changes()
    except EnvironmentFault as fault:
        episode.end, episode.fault = "fault", str(fault)
    played.fault = played.fault or episode.fault
    played.timings.environment_s += time.perf_counter() - started
    if judge is not None and episode.verdict is not None:
        episode.opinion = await judge(episode)
