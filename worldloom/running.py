"""Run a flow in this process, with a progress bar in front of it.

In:  the flow's parameters. Out: its report. The embedded Prefect server is started and stopped by Prefect itself.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from worldloom.console import err
from worldloom.settings import Settings, prepare_prefect

if TYPE_CHECKING:
    from flows.growth_report import GrowthReport
    from flows.report import SynthesisReport

Report = TypeVar("Report")

STEP_WORDS = {
    "propose_tasks": "proposing tasks",
    "design_tables": "designing tables",
    "build_tools": "building tools",
    "fill_tables": "filling tables",
    "write_verifiers": "writing verifiers",
    "certify": "certifying",
    "publish": "publishing",
}


@dataclass
class StepBar:
    """A bar over all steps of all scenarios, fed by announcements from any thread."""

    progress: Progress
    total: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: int = 0
    bar: Any = None

    def __call__(self, step: str, subject: str, event: str) -> None:
        """Listen to one announcement."""
        with self.lock:
            if self.bar is None:
                self.bar = self.progress.add_task("", total=self.total)
            if event == "started":
                words = f"{STEP_WORDS.get(step, step)}: {subject.replace('_', ' ')[:40]}"
                self.progress.update(self.bar, description=words)
            else:
                left = len(STEP_WORDS) - list(STEP_WORDS).index(step) if event == "failed" else 1
                self.done += left
                self.progress.update(self.bar, completed=self.done)


def run_synthesis(settings: Settings, show_progress: bool, **parameters: Any) -> "SynthesisReport":
    """Run `synthesize` once.

    Raises whatever the flow raises; its own steps' content faults are in the report.
    """

    prepare_prefect(quiet=True)
    finished = _finished_before(settings, parameters)
    if finished is not None:
        return finished

    def run() -> "SynthesisReport":
        from flows.synthesize import synthesize

        report: SynthesisReport = synthesize(root=str(settings.home), **parameters)
        return report

    return _watched(run, parameters.get("count", 1), show_progress)


def _finished_before(settings: Settings, parameters: dict[str, Any]) -> "SynthesisReport | None":
    """The report where the catalog has everything already: no server needs to be started to say so.

    Raises what a user can mend, before a server is started for it.
    """
    from flows.opening import loom_of
    from flows.report import report_of
    from schemas import SCENARIOS
    from tasks import STEPS, Work
    from tasks.choose_scenarios import standing_choice
    from tasks.plan import plan
    from worldloom.writers import writer_of

    author = writer_of(
        parameters.get("author", "procedural"), parameters["seed"], str(settings.home), parameters.get("llm")
    )
    loom = loom_of(str(settings.home), author, parameters["tasks"])
    scenarios = standing_choice(loom, parameters.get("scenario"), parameters.get("seeds"), parameters["count"])
    if scenarios is None or "PREFECT_API_URL" in os.environ:
        return None
    work = tuple(Work(scenario, {"scenario": SCENARIOS.identify([scenario])}) for scenario in scenarios)
    planned = plan(loom, STEPS, work)
    return None if planned.missing else report_of(loom, planned.finished, planned)


def run_growth(settings: Settings, show_progress: bool, **parameters: Any) -> "GrowthReport":
    """Run `grow` once; raises as `run_synthesis` does."""

    def run() -> "GrowthReport":
        from flows.grow import grow

        report: GrowthReport = grow(root=str(settings.home), **parameters)
        return report

    return _watched(run, parameters["count"], show_progress)


def _watched(run: Callable[[], Report], scenarios: int, show_progress: bool) -> Report:
    """The run, with a bar over all steps of so many scenarios in front of it."""
    prepare_prefect(quiet=True)
    if not show_progress:
        return run()
    columns = (
        SpinnerColumn(), TextColumn("{task.description}", style="cyan"), BarColumn(bar_width=24), MofNCompleteColumn(),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as progress:
        waiting = progress.add_task("starting the embedded Prefect server", total=None)

        def listen(step: str, subject: str, event: str) -> None:
            progress.update(waiting, visible=False)
            bar(step, subject, event)

        bar = StepBar(progress, total=scenarios * len(STEP_WORDS))
        from tasks.progress import watching

        with watching(listen):
            return run()
