"""A worker of a pool, started by the pool: `python -m environments.pool FD`."""

from environments.pool.worker import main

main()
