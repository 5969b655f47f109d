"""`worldloom cost`: what models took, by model and step, by environment, or call by call."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from artifacts import Derivation
from worldloom.console import explaining, out, print_json, print_table
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings

Row = dict[str, Any]


class Per(StrEnum):
    """What a line of the table stands for."""

    step = "step"
    environment = "environment"
    call = "call"


def cost(
    environment: Annotated[str | None, typer.Argument(help="One scenario's name; else all.")] = None,
    per: Annotated[Per, typer.Option(help="A line for each step of a model, environment, or call.")] = Per.step,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Tokens and dollars, failed attempts included: they were paid for. Recalled answers cost nothing again."""
    with explaining():
        catalog = read_settings(home).workspace().catalog
        wanted = environment.partition("@")[0] if environment else None
        # Whoever was asked had a prompt: the oracle, whose words are only estimated, had none.
        paid = [each for each in catalog.derivations() if (each.tokens_in or each.calls)
                and wanted in (None, each.subject.partition("@")[0])]  # fmt: skip
    listed = _calls(paid) if per is Per.call else _summed(paid, _KEYS[per])
    total = sum(each.cost for each in paid)
    if as_json:
        print_json(listed)
        return
    print_table([{**row, "dollars": f"{row['dollars']:.4f}"} for row in listed], numbers=("dollars",))
    out.print(f"${total:.4f} in all." if listed else "No model was asked for anything here.", markup=False)


def _environment(each: Derivation) -> str:
    """Thinking of scenarios comes before there is one."""
    return each.subject.partition("@")[0] or "(scenarios)"


_KEYS: dict[Per, Callable[[Derivation], Row]] = {
    Per.step: lambda each: {"model": each.model, "step": each.step},
    Per.environment: lambda each: {"environment": _environment(each), "model": each.model},
}


def _summed(paid: Iterable[Derivation], key: Callable[[Derivation], Row]) -> list[Row]:
    """A row for each key, the dearest first within a model."""
    rows: dict[tuple[str, ...], Row] = {}
    for each in paid:
        name = key(each)
        nothing = {"runs": 0, "calls": 0, "repairs": 0, "unusable": 0, "tokens in": 0, "tokens out": 0, "dollars": 0.0}
        row = rows.setdefault(tuple(name.values()), {**name, **nothing})
        asked = [call for call in each.calls if not call.recalled]
        row["runs"] += 1
        row["calls"] += len(asked)
        row["repairs"] += sum(call.purpose.endswith(" repair") for call in asked)
        row["unusable"] += sum(call.outcome != "read" for call in asked)
        row["tokens in"] += each.tokens_in
        row["tokens out"] += each.tokens_out
        row["dollars"] = round(row["dollars"] + each.cost, 6)
    return sorted(rows.values(), key=lambda row: (row["model"], -row["dollars"], *map(str, row.values())))


def _calls(paid: Iterable[Derivation]) -> list[Row]:
    """Every answer, in the order of steps and answers; what was recalled says so and cost nothing."""
    return [
        {
            "environment": _environment(each), "model": each.model, "call": call.purpose,
            "outcome": "recalled" if call.recalled else call.outcome, "tokens in": call.tokens_in,
            "tokens out": call.tokens_out, "dollars": 0.0 if call.recalled else round(call.cost, 6),
        }
        for each in paid
        for call in each.calls
    ]  # fmt: skip
