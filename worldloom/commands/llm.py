"""`worldloom llm check` tries an endpoint; `worldloom llm judge ENV` measures a judge against code."""

from typing import Annotated, Literal

import typer

from worldloom.console import OUR_FAULT, explaining, out, print_json, stop
from worldloom.opening import open_environment
from worldloom.options import AsJson, BaseUrl, Home, LlmMode, Model
from worldloom.settings import read_llm_settings, read_settings


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
            found = agreement(Desk(reached), open_environment(settings, environment))
            if as_json:
                print_json({"right": found.right, "judged": found.judged, "confusion": found.confusion})
                return
            out.print(f"The judge agrees with code in {found.right} of {found.judged} episodes ({found.share:.0%}).")
            for kind, number in sorted(found.confusion.items()):
                out.print(f"  {kind}: {number}", markup=False)
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
