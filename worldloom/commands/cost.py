"""`worldloom cost`: what models took, by model and step."""

from typing import Annotated, Any

import typer

from worldloom.console import explaining, out, print_json, print_table
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def cost(
    environment: Annotated[str | None, typer.Argument(help="One scenario's name; else all.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Tokens and dollars by model and step, failed attempts included: they were paid for."""
    with explaining():
        catalog = read_settings(home).workspace().catalog
        subject = environment.partition("@")[0] if environment else None
        rows: dict[tuple[str, str], dict[str, Any]] = {}
        for each in catalog.derivations(subject=subject):
            if not each.tokens_in and not each.tokens_out:
                continue
            row = rows.setdefault((each.model, each.step), {
                "model": each.model, "step": each.step, "runs": 0, "tokens in": 0, "tokens out": 0, "dollars": 0.0,
            })  # fmt: skip
            row["runs"] += 1
            row["tokens in"] += each.tokens_in
            row["tokens out"] += each.tokens_out
            row["dollars"] = round(row["dollars"] + each.cost, 6)
    listed = sorted(rows.values(), key=lambda row: (row["model"], -row["dollars"], row["step"]))
    if as_json:
        print_json(listed)
        return
    print_table([{**row, "dollars": f"{row['dollars']:.4f}"} for row in listed], numbers=("dollars",))
    total = sum(row["dollars"] for row in listed)
    out.print(f"${total:.4f} in all." if listed else "No model was asked for anything here.", markup=False)
