"""`worldloom dataset`: certified solutions as data to train on, split by environment."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from worldloom.console import explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings

FILES = ("chat", "prompts", "preferences")


def dataset(
    env: Annotated[list[str] | None, typer.Option(help="name or name@version; else all that are published.")] = None,
    shares: Annotated[str, typer.Option(help="Of train, validation and held-out environments.")] = "0.8,0.1,0.1",
    window: Annotated[int, typer.Option(min=0, help="Turns of history in a sample; 0 for all.")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed, another split.")] = 0,
    to: Annotated[Path | None, typer.Option("--to", help="Also write the files into this folder.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Play certified solutions, and make train, validation and held-out sets of them: by environment, never by task."""
    from dataclasses import asdict

    parts = _shares(shares)
    with explaining():
        from tasks.make_dataset import make_dataset
        from tasks.play_episodes import Playing, play_episodes
        from training.policies.choosing import PolicyChoice
        from training.policies.oracle import Oracle

        workspace = read_settings(home).workspace()
        entries = [workspace.catalog.find(each) for each in env or []] or workspace.catalog.environments("published")
        if not entries:
            stop("No environment is published yet. Make some: worldloom synthesize")
        with workspace.held():
            playing = Playing(PolicyChoice("oracle"), episodes=1, is_training=True, window=window)
            played = play_episodes(workspace, entries, playing, Oracle())
            made = make_dataset(workspace, entries, played, parts, window, seed)
            for split in made if to else []:
                for name in FILES:
                    target = Path(str(to)) / split.split / f"{name}.jsonl"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    partial = target.with_suffix(".partial")
                    partial.write_bytes(workspace.store.get_blob(split.outputs[name]))
                    shutil.move(partial, target)
    if as_json:
        print_json([asdict(split) for split in made])
        return
    print_table(
        [{"split": each.split, "environments": len(each.environments), "samples": each.samples,
          "dataset": each.outputs["dataset"]} for each in made],
        narrow=["dataset"],
    )  # fmt: skip
    if to:
        out.print(f"Files: {to}/<split>/{{{','.join(FILES)}}}.jsonl", markup=False)


def _shares(text: str) -> tuple[float, float, float]:
    try:
        train, validation, heldout = (float(part) for part in text.split(","))
    except ValueError:
        stop(f"--shares {text} is not three numbers such as 0.8,0.1,0.1.")
    if min(train, validation, heldout) < 0 or train <= 0:
        stop(f"--shares {text}: shares are not negative, and train has some.")
    return train, validation, heldout
