"""Jobs on a Ray cluster, through its job API: submit, ask, follow, stop.

In:  the address of a cluster's dashboard, a job's command and what it needs. Out: its state, its log, line by line.
Never here: what a job does, when to try again (`following.py`). A job has the id that we give it, so asking twice for
the same one starts it once.
"""

import asyncio
import shlex
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from training.errors import TrainingError

State = Literal["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "STOPPED"]
ENDED: frozenset[State] = frozenset({"SUCCEEDED", "FAILED", "STOPPED"})


RECONNECT_S = 1.0
STARTING_S = 120.0
"""What a cluster whose dashboard answers already may take until it accepts jobs."""
_STARTING = "No available agent"
"""In what such a cluster says."""


class UnreachableCluster(TrainingError):
    """No answer from the cluster's job API."""


@dataclass(frozen=True)
class Job:
    """What is to run on a cluster."""

    id: str
    command: Sequence[str]
    folder: Path
    """Sent to every node, where it is the working directory of each process."""
    variables: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def entrypoint(self) -> str:
        """The command as a shell reads it."""
        return shlex.join(self.command)


@dataclass(frozen=True)
class JobState:
    state: State
    message: str = ""
    exit_code: int | None = None
    """Of the job's own process; None where it did not come to an end by itself."""

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


class Jobs:
    """The jobs of one cluster."""

    def __init__(self, address: str) -> None:
        """Open the job API at `address`, as `http://head:8265`.

        Raises:
            TrainingError: Ray is not installed here.
            UnreachableCluster: nobody answers.
        """
        self.address = address
        self._client = _client_of(address)

    def state(self, job_id: str) -> JobState | None:
        """How a job stands; None where the cluster has never heard of it."""
        with self._asking():
            try:
                found = self._client.get_job_info(job_id)
            except RuntimeError as fault:
                if "404" in str(fault) or "does not exist" in str(fault):
                    return None
                raise
        return JobState(str(found.status), found.message or "", found.driver_exit_code)  # type: ignore[arg-type]

    def submit(self, job: Job) -> None:
        """Start a job, unless one of its id is there already.

        Raises:
            TrainingError: the cluster refuses it; says why.
        """
        if self.state(job.id) is not None:
            return
        patient_until = time.monotonic() + STARTING_S
        with self._asking():
            while True:
                try:
                    self._submit(job)
                    return
                except (RuntimeError, ValueError) as fault:
                    if self.state(job.id) is not None:  # an answer was lost, not the job
                        return
                    if _STARTING in str(fault) and time.monotonic() < patient_until:
                        time.sleep(RECONNECT_S)
                        continue
                    raise TrainingError(f"The cluster at {self.address} refuses the job {job.id}: {fault}") from None

    def _submit(self, job: Job) -> None:
        self._client.submit_job(
            entrypoint=job.entrypoint,
            submission_id=job.id,
            runtime_env={"working_dir": str(job.folder), "env_vars": dict(job.variables)},
            metadata=dict(job.metadata),
        )

    def follow(self, job_id: str) -> Iterator[str]:
        """A job's log from its beginning, line by line, until the job ends. A lost connection is taken up again.

        Raises:
            UnreachableCluster: the cluster has stopped answering.
        """
        passed = 0
        while True:
            try:
                for number, line in enumerate(self._lines(job_id)):
                    if number >= passed:
                        passed = number + 1
                        yield line
            except (RuntimeError, OSError):
                time.sleep(RECONNECT_S)
            state = self.state(job_id)
            if state is None:
                return
            if state.has_ended:
                yield from self._log(job_id).splitlines()[passed:]  # what came while the stream was being closed
                return

    def _log(self, job_id: str) -> str:
        with self._asking():
            return str(self._client.get_job_logs(job_id))

    def stop(self, job_id: str) -> bool:
        """Stop a job; False where it had ended before."""
        with self._asking():
            return bool(self._client.stop_job(job_id))

    def _lines(self, job_id: str) -> Iterator[str]:
        stream: AsyncIterator[str] = self._client.tail_job_logs(job_id)
        rest = ""
        with asyncio.Runner() as runner:
            while True:
                try:
                    rest += runner.run(_next(stream))
                except StopAsyncIteration:
                    break
                *whole, rest = rest.split("\n")
                yield from whole
        if rest:
            yield rest

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:  # what `requests` raises
            raise UnreachableCluster(
                f"The Ray cluster at {self.address} no longer answers ({type(fault).__name__}). "
                "When it is back, run the same command again: the run goes on from its last checkpoint."
            ) from None


async def _next(stream: AsyncIterator[str]) -> str:
    return await anext(stream)


def _client_of(address: str) -> Any:
    try:
        from ray.job_submission import JobSubmissionClient
    except ImportError:
        raise TrainingError(
            "Jobs on a Ray cluster need Ray here, too: pip install 'worldloom[ray]', "
            "or run this in the environment that `make openrlhf-env` sets up."
        ) from None
    try:
        return JobSubmissionClient(address)
    except (ConnectionError, RuntimeError, ValueError) as fault:
        raise UnreachableCluster(
            f"No Ray cluster answers at {address}: {str(fault).splitlines()[0]} Start one (`ray start --head` on its "
            "first node), or give the address of its dashboard, as http://head:8265."
        ) from None
