"""Thousands of sessions over worker processes, for trainers: `EnvironmentPool`."""

from environments.pool.pool import EnvironmentPool, PooledSession, PoolLimits, PoolRefused
from environments.pool.results import PooledResult
from environments.pool.worker_handle import PoolBusy, WorkerLost

__all__ = [
    "EnvironmentPool",
    "PoolBusy",
    "PoolLimits",
    "PoolRefused",
    "PooledResult",
    "PooledSession",
    "WorkerLost",
]
