"""The certificate by execution: an environment and its tasks are published only with one.

In:  a loaded environment.
Out: certificates, and the verifiers as they were tested.
Never here: publishing, or mending what fails.
"""

from collections.abc import Sequence

from environments.certification.bench import open_bench
from environments.certification.environment_certificate import certify_environment
from environments.certification.report import Certification
from environments.certification.task_certificate import certify_task
from environments.environment import Environment


def certify(environment: Environment, *, seed: int = 0, tasks: Sequence[str] | None = None) -> Certification:
    """Certify the environment and all its tasks, or those named. The same content gives the same certificates.

    Raises:
        KeyError: a named task does not exist.
    """
    chosen = [environment.task(task) for task in tasks] if tasks is not None else list(environment.tasks.values())
    with open_bench(environment, seed) as bench:
        certificates = [certify_environment(bench)]
        verifiers = []
        for task in chosen:
            certificate, verifier = certify_task(bench, task)
            certificates.append(certificate)
            if verifier is not None:
                verifiers.append(verifier)
    return Certification(certificates, verifiers)
