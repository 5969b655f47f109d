"""`worldloom train` with a recipe of the embedded engine: what is seen while it runs, and what is printed after."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from worldloom.console import err, out, print_json, print_table
from worldloom.settings import Settings, prepare_prefect

if TYPE_CHECKING:
    from tasks.train_locally import TrainedHere
    from training.local.recipe import LocalRecipe

TITLES = {"sft": "learning from certified solutions", "grpo": "learning from its own episodes"}
STEPS_A_LINE = 10
"""Where nobody looks at a terminal, a line says how it goes this often."""


def train_locally(settings: Settings, name: str, environments: list[str] | None, as_json: bool) -> None:
    """Train, and print before and after."""
    prepare_prefect(quiet=True)
    from flows.train_local import train_here

    with _progress(is_shown=not as_json) as tell:
        trained = train_here(str(settings.home), name, environments or [], tell, _say(as_json))
    if as_json:
        print_json(trained.document())
        return
    print_trained_here(trained, settings)


def show_local(name: str, recipe: "LocalRecipe", as_json: bool) -> None:
    """What a run would do; there is no command to check."""
    if as_json:
        print_json({"recipe": name, "engine": "local", "settings": recipe.document()})
        return
    where = f"{recipe.data.houses} playground environments" if recipe.data.houses else "all published environments"
    grpo = f"{recipe.grpo.steps} steps of GRPO with {recipe.grpo.tasks} x {recipe.grpo.episodes} episodes"
    out.print(f"{name}: {recipe.description}", markup=False)
    out.print(f"model {recipe.model.name}, {where}, at most {recipe.sft.steps} steps of SFT, {grpo}", markup=False)
    out.print(f"It runs in this process: worldloom train --recipe {name}", markup=False)


def print_trained_here(trained: "TrainedHere", settings: Settings) -> None:
    """Before and after, where everything lies, and how to ask for more."""
    from flows.train_local import rows_of

    numbers = ("pass@1", "reward", "format errors", "turns", "tokens")
    names = {"start": "before", "sft": "after SFT", "grpo": "after GRPO"}
    rows = [{**row, "model": names[row["model"]]} for row in rows_of(trained)]
    splits = {
        "heldout": "Environments that it never saw",
        "validation": "Environments for validation",
        "train": "Environments that it was trained in",
    }
    for split, title in splits.items():
        of_split = [{key: row[key] for key in row if key != "split"} for row in rows if row["split"] == split]
        print_table(of_split, title=f"\n{title}", narrow=["model"], numbers=numbers)
    out.print(f"\nCurves   {trained.plot}", markup=False, soft_wrap=True)
    out.print(f"Model    {trained.folder / list(trained.checkpoints)[-1]}", markup=False, soft_wrap=True)
    watch = f"worldloom watch {trained.evaluations[-1].rollouts[0]}{settings.option}"
    out.print(f"Watch    {watch}", markup=False, soft_wrap=True)
    out.print(f"Lineage  worldloom lineage {trained.checkpoint}{settings.option}", markup=False, soft_wrap=True)


def _say(as_json: bool) -> Any:
    return (lambda text: None) if as_json else (lambda text: err.print(text, markup=False, soft_wrap=True))


@contextmanager
def _progress(is_shown: bool) -> Iterator[Any]:
    """A bar a phase on a terminal; else a line now and then."""
    if not is_shown:
        yield lambda phase, step, steps, numbers: None
        return
    if not err.is_terminal:
        yield _line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.fields[numbers]}"))  # fmt: skip
    with Progress(*columns, console=err) as progress:
        bars: dict[str, Any] = {}

        def tell(phase: str, step: int, steps: int, numbers: dict[str, float]) -> None:
            if phase not in bars:
                bars[phase] = progress.add_task(f"{phase.upper()}: {TITLES[phase]}", total=steps, numbers="")
            progress.update(bars[phase], completed=step, numbers=_shown(numbers))

        yield tell


def _line(phase: str, step: int, steps: int, numbers: dict[str, float]) -> None:
    if step % STEPS_A_LINE == 0 or step == steps:
        err.print(f"{phase.upper()} step {step} of at most {steps}: {_shown(numbers)}", markup=False, soft_wrap=True)


def _shown(numbers: dict[str, float]) -> str:
    from flows.train_local import shown

    return shown(numbers)
