"""`worldloom demo`: the whole path in two minutes, offline."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.commands.show import mutant_rows
from worldloom.commands.synthesize import print_report
from worldloom.console import err, explaining, out, print_table
from worldloom.options import Home
from worldloom.replay import replay
from worldloom.running import run_synthesis
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from schemas import Certificate

COUNT = 12
SEED = 7
SHOWN_STEPS = (3, 6)
"""The solution that is played has so many calls, so that it shows something and stays on the screen."""


def demo(home: Home = None, count: Annotated[int, typer.Option(min=1, help="Environments.")] = COUNT) -> None:
    """Make 12 certified environments offline, and watch one of their tasks being solved."""
    from environments import load_environment

    with explaining():
        settings = read_settings(home)
        settings.workspace().catalog.close()
        out.print(f"Weaving {count} scenarios into environments, in {settings.home}", markup=False, soft_wrap=True)
        report = run_synthesis(settings, show_progress=err.is_terminal, count=count, tasks=10, seed=SEED)
        print_report(report)
        if not report.environments:
            raise typer.Exit(1)
        environments = [
            load_environment(settings.workspace().bundle_of(entry.reference)) for entry in report.environments
        ]
        certificates = [each for environment in environments for each in environment.content.certificates]
        out.print("\n[bold]Wrong work that was executed to prove the verifiers[/]")
        print_table(mutant_rows(certificates), narrow=["kind"])
        entry, environment = report.environments[0], environments[0]
        out.print("\n[bold]One certified solution, call by call[/]")
        complete = replay(environment, _worth_showing(environment.content.certificates))
    out.print("\n[bold]Next[/]")
    out.print(f"  .venv/bin/worldloom play {entry.name} --task t01     solve one yourself", markup=False)
    out.print(f"  .venv/bin/worldloom lineage {entry.name}     see what it was made from", markup=False)
    out.print('  .venv/bin/worldloom synthesize --scenario "a marina that rents boats and sells fuel"', markup=False)
    if not complete:
        raise typer.Exit(1)


def _worth_showing(certificates: "Sequence[Certificate]") -> str:
    """The task whose solution was tried hardest, among those of a length that fits a screen."""
    tasks = [each for each in certificates if each.scope == "task"]
    low, high = SHOWN_STEPS
    shown = [each for each in tasks if low <= each.steps <= high and each.mutants] or tasks
    return max(shown, key=lambda each: (sum(count.made for count in each.mutants), each.name)).name
