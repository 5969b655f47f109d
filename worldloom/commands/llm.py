"""`worldloom llm check` tries an endpoint; `worldloom llm judge ENV` measures a judge against code."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from worldloom.console import OUR_FAULT, explaining, out, print_json, stop
from worldloom.opening import open_environment
from worldloom.options import AsJson, BaseUrl, Home, LlmMode, Model, PriceIn, PriceOut
from worldloom.settings import read_llm_settings, read_settings

if TYPE_CHECKING:
    from authors.llm.judge import Agreement
    from authors.llm.settings import LlmSettings
    from authors.spending import Tally
    from environments import Environment


def llm(
    what: Annotated[Literal["check", "judge"], typer.Argument(help="check: try the endpoint; judge: measure a judge.")],
    environment: Annotated[str | None, typer.Argument(help="For judge: name, name@version, or a folder.")] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    llm_mode: LlmMode = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Try an endpoint, or measure how far its model can be trusted as a judge."""
    with explaining():
        settings = read_settings(home)
        reached = read_llm_settings(
            settings.home, model=model, base_url=base_url, mode=llm_mode, price_in=price_in, price_out=price_out
        )
        if reached is None:
            stop("Name a model: --model NAME, or WORLDLOOM_LLM_MODEL.")
            return
        if what == "judge":
            if environment is None:
                stop("Name an environment: worldloom llm judge ENV")
                return
            _measure(reached, open_environment(settings, environment), as_json)
            return
        from authors.llm.checking import check_endpoint
        from authors.llm.looping import run

        tried = run(check_endpoint(reached))
    if as_json:
        print_json({"base_url": reached.base_url, "model": reached.model, "modes": tried})
    else:
        out.print(f"{reached.model} at {reached.base_url}", markup=False)
        for said in dict.fromkeys(tried.values()):
            modes = ", ".join(mode for mode, answer in tried.items() if answer == said)
            out.print(f"  {modes}: {said}", markup=False, soft_wrap=True)
    if "works" not in tried.values():
        raise typer.Exit(OUR_FAULT)


def _measure(reached: "LlmSettings", environment: "Environment", as_json: bool) -> None:
    """Judge solutions and wrong work, once without and once with the checks' findings."""
    from authors.llm.asking import Desk
    from authors.llm.judge import agreement
    from authors.spending import tallying

    with tallying() as tally:
        measured = {
            "alone": agreement(Desk(reached), environment, shows_checks=False),
            "shown what the checks found": agreement(Desk(reached), environment),
        }
    if as_json:
        found = {name: {"right": each.right, "judged": each.judged, "confusion": each.confusion}
                 for name, each in measured.items()}  # fmt: skip
        spent = {"tokens_in": tally.tokens_in, "tokens_out": tally.tokens_out, "dollars": round(tally.cost, 6)}
        print_json({**found, "spent": spent})
    else:
        _print_agreement(measured, tally)


def _print_agreement(measured: "dict[str, Agreement]", tally: "Tally") -> None:
    """How a judge did where code knows, and what asking took."""
    for name, found in measured.items():
        text = f"The judge, {name}, agrees with code in {found.right} of {found.judged} episodes ({found.share:.0%})."
        out.print(text, markup=False, soft_wrap=True)
        for kind, number in sorted(found.confusion.items()):
            code, _, judge = kind.partition(" → ")
            out.print(f"  {number} {code} by the checks, {judge} by the judge", markup=False)
    out.print(f"{tally.tokens_in:,} tokens in, {tally.tokens_out:,} out, ${tally.cost:.4f}.", markup=False)
