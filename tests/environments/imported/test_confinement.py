"""Which walls are needed, which are named, and what happens where the machine has none."""

import os
import signal

import pytest

from environments.confined import GuestFault, Keeper, NotConfined
from environments.confined.seccomp import program

from .conftest import Make
from .test_hostile_code import APPLICATION, ATTACKS


def test_namespaces_do_where_there_is_no_landlock(confinement, make: Make):
    keeper = Keeper(walls=("limits", "namespaces", "seccomp"))
    if not keeper.walls().is_enough:
        pytest.skip(f"no namespaces without root here: {keeper.walls()}")
    assert "no files at all" in keeper.walls().in_force["namespaces"]
    for what in ("reads /etc/passwd", "reads its own memory map", "opens a socket"):
        environment = make(APPLICATION.format(payload="    " + ATTACKS[what]))
        environment._keeper = keeper
        with environment.session() as session:
            assert session.call("ping").content == "pong"
            assert not session.call("attack").ok, what
        environment.unload()
    keeper.close()


@pytest.mark.parametrize("walls", [(), ("limits",), ("limits", "seccomp"), ("limits", "landlock", "namespaces")])
def test_too_few_walls_run_nothing_unless_told_otherwise(walls, make: Make):
    keeper = Keeper(walls=walls)
    with pytest.raises(NotConfined, match="not run here"):
        keeper.start("module")
    keeper.may_lack_walls = True
    with keeper.start("records") as process:
        assert not process.walls.is_enough
    keeper.close()


def test_a_killed_module_process_costs_the_call_under_way_and_no_session(make: Make):
    environment = make(APPLICATION.format(payload="    loot = 1"))
    with environment.session() as session:
        assert session.call("ping").ok
        signal.pidfd_send_signal(environment.preload()._handle, signal.SIGKILL)
        with pytest.raises(GuestFault):
            environment.preload().ask(["call", [0, 0], "ping", {}], [environment.image], 2)
        assert session.call("ping").ok


def test_a_killed_nursery_is_started_again(make: Make):
    keeper = Keeper()
    keeper.start("records").end()
    assert keeper._nursery is not None
    os.kill(keeper._nursery.pid, signal.SIGKILL)
    keeper._nursery.wait()
    keeper.start("records").end()
    keeper.close()


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_fits_the_kernels_limit(machine):
    assert len(program(machine)) % 8 == 0 and len(program(machine)) // 8 < 4096
