"""`worldloom llm check` tries an endpoint; `worldloom llm judge ENV` measures a judge against code."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from worldloom.console import OUR_FAULT, explaining, out, print_json, stop
from worldloom.opening import open_environment
from worldloom.options import AsJson, BaseUrl, Home, LlmMode, Model
from worldloom.settings import read_llm_settings, read_settings

if TYPE_CHECKING:
    from authors.llm.judge import Agreement


def llm(
    what: Annotated[Literal["check", "judge"], typer.Argument(help="check: try the endpoint; judge: measure a judge.")],
    environment: Annotated[str | None, typer.Argument(help="For judge: name, name@version, or a folder.")] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    llm_mode: LlmMode = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Try an endpoint, or measure how far its model can be trusted as a judge."""
    with explaining():
        settings = read_settings(home)
        reached = read_llm_settings(settings.home, model=model, base_url=base_url, mode=llm_mode)
        if reached is None:
            stop("Name a model: --model NAME, or WORLDLOOM_LLM_MODEL.")
            return
        if what == "judge":
            from authors.llm.asking import Desk
            from authors.llm.judge import agreement

            if environment is None:
                stop("Name an environment: worldloom llm judge ENV")
                return
            opened = open_environment(settings, environment)
            _print_agreement(
                {"alone": agreement(Desk(reached), opened, shows_checks=False),
                 "shown what the checks found": agreement(Desk(reached), opened)},
                as_json,
            )  # fmt: skip
            return
        from authors.llm.checking import check_endpoint
        from authors.llm.looping import run

        tried = run(check_endpoint(reached))
    if as_json:
        print_json({"base_url": reached.base_url, "model": reached.model, "modes": tried})
    else:
        out.print(f"{reached.model} at {reached.base_url}", markup=False)
        for mode, said in tried.items():
            out.print(f"  {mode}: {said}", markup=False, soft_wrap=True)
    if "works" not in tried.values():
        raise typer.Exit(OUR_FAULT)


def _print_agreement(measured: "dict[str, Agreement]", as_json: bool) -> None:
    """How a judge did where code knows, once without and once with the checks' findings."""
    if as_json:
        print_json({name: {"right": each.right, "judged": each.judged, "confusion": each.confusion}
                    for name, each in measured.items()})  # fmt: skip
        return
    for name, found in measured.items():
        out.print(
            f"The judge, {name}, agrees with code in {found.right} of {found.judged} episodes ({found.share:.0%}).",
            markup=False,
        )
        for kind, number in sorted(found.confusion.items()):
            out.print(f"  {kind}: {number}", markup=False)
