"""A run as a row of jobs: the first that is submitted, and one more after each that a lost node ended.

In:  a cluster's jobs, a run's job, how often to try again. Out: the run's steps with their numbers; how it ended.
Never here: what a job does. Nothing is kept here either: a run's jobs are numbered, the cluster knows how each stands,
and the checkpoints lie where the run writes. So whoever asks for the same run again joins it, or goes on with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from training.errors import TrainingError
from training.openrlhf.jobs import Job, Jobs, JobState
from training.openrlhf.progress import Happened, read_progress

WAIT_VARIABLE = "WORLDLOOM_WAIT_FOR_GPUS_S"
"""How long a job waits for the GPUs that it needs, in seconds."""
REPLACEMENT_S = 1800
"""What a job that is tried again gives a lost node's replacement."""
LAST_LINES = 15


class RunRefused(TrainingError):
    """The cluster's side looked at the run before it started, and something is wrong with it."""


class RunStopped(TrainingError):
    """Somebody stopped the run."""


class RunFailed(TrainingError):
    """The run broke off, more often than it was to be tried again."""


@dataclass
class Progress:
    """What a run has done so far. A step that was done again after a lost node counts once, as it came out last."""

    steps: dict[int, Mapping[str, float]] = field(default_factory=dict)
    checkpoint: int = 0
    """The last step of which there is one."""
    refusal: str = ""
    last_lines: list[str] = field(default_factory=list)

    def note(self, happened: Happened) -> None:
        if happened.what == "step":
            self.steps[happened.step] = happened.metrics or {}
        elif happened.what == "checkpoint":
            self.checkpoint = happened.step
        elif happened.what == "refused":
            self.refusal = happened.message

    def series(self) -> dict[str, list[float]]:
        """Each number that every step has, one value a step, in order."""
        steps = [self.steps[number] for number in sorted(self.steps)]
        names = set.intersection(*(set(step) for step in steps)) if steps else set()
        return {name: [step[name] for step in steps] for name in sorted(names)}


@dataclass(frozen=True)
class Follower:
    """Follows one run to its end."""

    jobs: Jobs
    job: Job
    """Of the run; its jobs are numbered after it."""
    retries: int = 2
    tell: Callable[[str], None] = lambda line: None
    """Gets each line of the log as it comes."""

    def train(self) -> Progress:
        """Start the run, join it or go on with it, and follow it until it is finished.

        Raises:
            RunRefused, RunStopped, RunFailed: it did not finish; says why and what to do.
        """
        progress = Progress()
        for tried, number in enumerate(self._attempts(progress), 1):
            state = self._follow(number, progress)
            if state.state == "SUCCEEDED":
                return progress
            if progress.refusal:
                raise RunRefused(f"The run {self.job.id} was not started: {progress.refusal}")
            if state.state == "STOPPED":
                raise RunStopped(f"The run {self.job.id} was stopped {self._goes_on(progress)}")
            if tried > self.retries:
                raise RunFailed(self._failure(state, progress, tried))
            self.tell(f"Job {self.attempt(number)} broke off; trying again.")
        raise AssertionError("attempts have no end")

    def attempt(self, number: int) -> str:
        """The id of one of its jobs, counted from 1."""
        return f"{self.job.id}-{number}"

    def last(self) -> int:
        """The number of its last job that the cluster knows; 0 for none."""
        number = 0
        while self.jobs.state(self.attempt(number + 1)) is not None:
            number += 1
        return number

    def stop(self) -> bool:
        """Stop it where it runs; False where nothing of it does."""
        number = self.last()
        state = self.jobs.state(self.attempt(number)) if number else None
        return state is not None and not state.has_ended and self.jobs.stop(self.attempt(number))

    def _attempts(self, progress: Progress) -> Iterator[int]:
        """Numbers of jobs to follow: the one that runs or has succeeded, else new ones, submitted as they are taken."""
        last = self.last()
        for number in range(1, last):
            self._read(number, progress)
        state = self.jobs.state(self.attempt(last)) if last else None
        if state is not None and (not state.has_ended or state.state == "SUCCEEDED"):
            yield last
        elif last:
            self._read(last, progress)
        while True:
            last += 1
            progress.refusal = ""
            variables = {**self.job.variables, **({WAIT_VARIABLE: str(REPLACEMENT_S)} if progress.steps else {})}
            self.jobs.submit(replace(self.job, id=self.attempt(last), variables=variables))
            yield last

    def _follow(self, number: int, progress: Progress) -> JobState:
        self._read(number, progress, self.tell)
        state = self.jobs.state(self.attempt(number))
        return state or JobState("FAILED", "the cluster no longer knows the job")

    def _read(self, number: int, progress: Progress, tell: Callable[[str], None] = lambda line: None) -> None:
        progress.last_lines = []
        for line in self.jobs.follow(self.attempt(number)):
            tell(line)
            progress.last_lines = [*progress.last_lines[-LAST_LINES + 1 :], line]
            for happened in read_progress([line]):
                progress.note(happened)

    def _failure(self, state: JobState, progress: Progress, tried: int) -> str:
        code = "" if state.exit_code is None else f" with exit code {state.exit_code}"
        lines = "\n  ".join(progress.last_lines)
        return (
            f"The run {self.job.id} broke off{code}, tried {tried} times, {self._goes_on(progress)}\n"
            f"The end of its log (all of it: ray job logs {self.attempt(self.last())}):\n  {lines}"
        )

    def _goes_on(self, progress: Progress) -> str:
        done = max(progress.steps, default=0)
        if not progress.checkpoint:
            return f"after {done} steps, before its first checkpoint. The same command begins it anew."
        return f"after {done} steps. The same command goes on from the checkpoint of step {progress.checkpoint}."
