"""The certificate by execution: an environment and its tasks are published only with one.

In:  a loaded environment.
Out: certificates, and the verifiers as they were tested.
Never here: publishing, or mending what fails.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from environments.certification.bench import Bench, open_bench
from environments.certification.environment_certificate import certify_environment, recall_or_certify_environment
from environments.certification.report import Certification
from environments.certification.task_certificate import certify_task
from environments.certification.walks import MOST_FRUITLESS_CALLS
from environments.environment import Environment
from schemas import Certificate, Verifier


def inspect(
    environment: Environment, *, seed: int = 0, patience: int = MOST_FRUITLESS_CALLS, to_the_end: bool = True
) -> Certificate:
    """The certificate of an environment alone, for authors who try one.

    With less patience doubts come sooner, and not `to_the_end` the first of them: what the walks miss.
    """
    with open_bench(environment, seed) as bench:
        return recall_or_certify_environment(bench, patience, to_the_end)


@contextmanager
def inspector(environment: Environment, *, seed: int = 0) -> Iterator["Inspector"]:
    """Somebody who certifies an environment first and then its tasks, one by one, as they are asked to.

    Walks that this process has taken through the same environment are not taken again.
    """
    with open_bench(environment, seed) as bench:
        yield Inspector(bench, recall_or_certify_environment(bench))


@dataclass(frozen=True)
class Inspector:
    """Stands at the bench of one environment."""

    bench: Bench
    environment: Certificate
    """The environment's own certificate."""

    def task(self, task: str) -> tuple[Certificate, Verifier | None]:
        """The certificate of one task, and its verifier as it was tested.

        Raises:
            KeyError: there is no such task.
        """
        return certify_task(self.bench, self.bench.environment.task(task))


def certify(environment: Environment, *, seed: int = 0, tasks: Sequence[str] | None = None) -> Certification:
    """Certify the environment and all its tasks, or those named, from nothing but its content.

    The same content gives the same certificates.

    Raises:
        KeyError: a named task does not exist.
    """
    chosen = [environment.task(task).id for task in tasks] if tasks is not None else list(environment.tasks)
    with open_bench(environment, seed) as bench:
        at_work = Inspector(bench, certify_environment(bench))
        certificates = [at_work.environment]
        verifiers = []
        for task in chosen:
            certificate, verifier = at_work.task(task)
            certificates.append(certificate)
            if verifier is not None:
                verifiers.append(verifier)
    return Certification(certificates, verifiers)
