"""Where the steps of a flow run: threads of this process, which hand them to a crew of processes; or a Ray cluster.

In:  WORLDLOOM_TASK_RUNNER (`threads` or `ray`) and, for Ray, RAY_ADDRESS; a local cluster is started without it.
Out: a Prefect task runner.
Never here: what a step does. On Ray catalog and store must be where every machine reaches them (docs/scaling.md).
"""

from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from artifacts import WorkspaceError
from worldloom.settings import Steps, read_steps


def task_runner(threads: int) -> TaskRunner[Any]:
    """The runner that the settings name.

    Raises:
        WorkspaceError: there is none of that name, or it needs Ray, which is not installed or not set up.
    """
    steps = read_steps()
    if steps.runner == "threads":
        return ThreadPoolTaskRunner(max_workers=threads)
    return _ray(steps)


def _ray(steps: Steps) -> TaskRunner[Any]:
    try:
        from prefect_ray import RayTaskRunner
    except ImportError:
        raise WorkspaceError("WORLDLOOM_TASK_RUNNER=ray needs the extra `ray`: pip install 'worldloom[ray]'") from None
    local = {} if steps.ray_address else {"include_dashboard": False, "log_to_driver": False}
    runner: TaskRunner[Any] = RayTaskRunner(address=steps.ray_address, init_kwargs=local)
    return runner
