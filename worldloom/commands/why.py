"""`worldloom why`: the reason for one artifact or environment. Who made it, with what, from what, at which cost."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worldloom.console import explaining, out, print_json, print_table
from worldloom.options import AsJson, Home
from worldloom.settings import prefect_pages, read_settings

if TYPE_CHECKING:
    from artifacts import Derivation
    from artifacts.provenance import Provenance, Spent


def why(
    reference: Annotated[
        str, typer.Argument(help="Artifact id (or its beginning), name, or name@version.", metavar="ID")
    ],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Say why something exists: its producer, parameters, code, author, seed, what it took, and every step before."""
    from artifacts.provenance import provenance

    with explaining():
        found = provenance(read_settings(home).workspace().catalog, reference)
    links = {run: link for run in found.flow_runs if (link := flow_run_link(run))}
    if as_json:
        print_json({**found.document(), "links": links})
        return
    for name, value in _facts(found, links):
        out.print(f"{name:<12}{value}", markup=False, soft_wrap=True)
    if found.before:
        out.print()
        steps = [*found.before, *([found.maker] if found.maker else [])]
        print_table([_step(step) for step in steps], "Every step on the way, first to last", narrow=["step"])
    out.print(f"\nIn all {_spent(found.spent)}.", markup=False)


def flow_run_link(run: str) -> str | None:
    """The page of a flow run, where Prefect's address is known."""
    pages = prefect_pages()
    return f"{pages}/runs/flow-run/{run}" if pages else None


def _facts(found: "Provenance", links: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for entry in found.environments:
        state = f", withdrawn: {entry.reason or 'no reason was given'}" if entry.state == "withdrawn" else ""
        yield "environment", f"{entry.reference}{state} ({entry.bundle})"
    artifact = found.artifact
    rows = "" if artifact.rows is None else f"{artifact.rows:,} {'row' if artifact.rows == 1 else 'rows'}, "
    yield "artifact", f"{artifact.id} ({artifact.kind}, {rows}{artifact.bytes:,} bytes)"
    if found.maker is None:
        yield "made by", "no recorded step: it was put in from outside, or comes from another catalog"
    else:
        yield from _facts_of_maker(found.maker, links)
    if found.other_makers:
        yield "also", f"{found.other_makers} more executions came to the same content"
    if found.used_by:
        yield "used by", ", ".join(f"{step} ({count})" for step, count in found.used_by.items())


def _facts_of_maker(maker: "Derivation", links: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    when = f" on {maker.started_at:%Y-%m-%d at %H:%M:%S} UTC" if maker.started_at else ""
    yield "made by", f"{maker.step}, version {maker.step_version}, for {maker.subject or 'nobody in particular'}{when}"
    yield "code", maker.code_version or "unknown: made before code versions were recorded"
    if maker.author:
        yield "author", _author(maker)
    if maker.parameters:
        yield "parameters", _named(maker.parameters)
    for role, artifact_id in maker.inputs.items():
        yield "from", f"{role}: {artifact_id}"
    if maker.flow_run_id:
        yield "flow run", f"{maker.flow_run_id}  {links.get(maker.flow_run_id, '')}".rstrip()
    if maker.task_run_id:
        yield "task run", maker.task_run_id


def _author(step: "Derivation") -> str:
    parts = {"version": step.author_version, "model": step.model, "prompts": step.prompt_version, "seed": step.seed}
    return ", ".join([step.author, *(f"{name} {value}" for name, value in parts.items() if value not in ("", None))])


def _step(step: "Derivation") -> dict[str, Any]:
    return {
        "step": step.step,
        "for": step.subject,
        "by": _author(step) if step.author else "",
        "parameters": _named(step.parameters),
        "seconds": step.wall_s or 0.0,
        "tokens": step.tokens_in + step.tokens_out,
        "dollars": step.cost,
    }


def _named(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _spent(spent: "Spent") -> str:
    tokens = f"{spent.tokens_in:,} tokens in, {spent.tokens_out:,} out"
    return f"{spent.steps} steps, {spent.wall_s:,.1f} s, {tokens}, {spent.cost:,.2f} dollars"
