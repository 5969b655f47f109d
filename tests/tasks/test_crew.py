"""A crew does steps in other processes: the same products, and nothing lost with a process."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import WorkspaceError
from authors.choosing import scenarios_of
from tasks import STEPS, Loom, Work, write_scenarios
from tasks.crew import Crew, WorkerLost, at_work, crew
from tasks.progress import Event, watching
from tests.folder_author import FolderAuthor

Batches = list[tuple[Work, ...]]


@pytest.fixture
def loom(tmp_path: Path, railway_folder: Path) -> Loom:
    return Loom(str(tmp_path / "root"), FolderAuthor(railway_folder), tasks=10)


@pytest.fixture
def hands() -> Iterator[Crew]:
    with crew(2) as made:
        assert made is not None
        yield made


def started(loom: Loom, count: int) -> Batches:
    """Each scenario a batch of its own."""
    return [(work,) for work in write_scenarios.fn(loom, scenarios_of(loom.author, None, None, count))]


def done_by(hands: Crew | None, loom: Loom, batches: Batches) -> list[Work]:
    """All steps of every batch; with a crew all batches at once."""

    def all_steps(batch: tuple[Work, ...]) -> tuple[Work, ...]:
        for step in STEPS:
            batch = hands.run(step.name, loom, batch) if hands else step.run(loom, batch)
        return batch

    with ThreadPoolExecutor(len(batches) if hands else 1) as threads:
        return [work for batch in threads.map(all_steps, batches) for work in batch]


def made(ended: list[Work]) -> dict[str, dict[str, str]]:
    return {work.scenario.name: dict(work.made) for work in ended}


class Killer:
    """Listens, and kills the processes at work as soon as they say that a step has begun."""

    def __init__(self, hands: Crew, step: str, times: int) -> None:
        self.hands, self.step, self.left = hands, step, times

    def __call__(self, step: str, subject: str, event: Event) -> None:
        if step == self.step and event == "started" and self.left:
            self.left -= 1
            for pid in self.hands.pids:
                os.kill(pid, signal.SIGKILL)


def test_two_processes_make_what_one_makes_in_whatever_order(loom: Loom, hands: Crew, tmp_path: Path) -> None:
    alone = replace(loom, root=str(tmp_path / "alone"))
    together = made(done_by(hands, loom, started(loom, 3)[::-1]))
    assert together == made(done_by(None, alone, started(alone, 3)))
    assert len(set(hands.pids)) == 2
    assert os.getpid() not in hands.pids


def test_whoever_watches_hears_what_happens_in_other_processes(loom: Loom, hands: Crew) -> None:
    heard: list[tuple[str, str, Event]] = []
    (batch,) = started(loom, 1)
    with watching(lambda step, subject, event: heard.append((step, subject, event))):
        hands.run(STEPS[0].name, loom, batch)
    assert heard == [(STEPS[0].name, "railway-0", "started"), (STEPS[0].name, "railway-0", "done")]


def test_the_work_of_a_killed_process_is_done_again(loom: Loom, hands: Crew) -> None:
    with watching(Killer(hands, "certify", times=1)):
        (work,) = done_by(hands, loom, started(loom, 1))
    assert work.failure is None
    assert [entry.name for entry in loom.workspace.catalog.environments()] == ["railway-0"]
    assert all(derivation.outcome == "done" for derivation in loom.workspace.catalog.derivations())


def test_a_step_that_kills_every_process_fails_and_says_which_and_how(loom: Loom, hands: Crew) -> None:
    with (
        watching(Killer(hands, "certify", times=9)),
        pytest.raises(WorkerLost, match=r"did certify for 1 scenarios \(railway-0 …\) was ended by SIGKILL, 2 times"),
    ):
        done_by(hands, loom, started(loom, 1))
    assert loom.workspace.catalog.environments() == []
    (again,) = done_by(hands, loom, started(loom, 1))  # the crew itself is as good as new
    assert again.failure is None


def test_what_a_step_raises_is_raised_here(hands: Crew, loom: Loom, tmp_path: Path) -> None:
    (batch,) = started(loom, 1)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WorkspaceError, match="file"):
        hands.run(STEPS[0].name, replace(loom, root=str(tmp_path / "file")), batch)


def test_the_end_of_a_crew_ends_its_processes(loom: Loom) -> None:
    (batch,) = started(loom, 1)
    with crew(2) as hands:
        assert hands is not None
        assert at_work() is hands
        hands.run(STEPS[0].name, loom, batch)
        pids = hands.pids
    assert at_work() is None
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(WorkerLost, match="has ended"):
        hands.run(STEPS[0].name, loom, batch)


def test_one_alone_is_no_crew() -> None:
    with crew(1) as hands:
        assert hands is None
        assert at_work() is None
