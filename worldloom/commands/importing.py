"""`worldloom import`: take a bundle or an authored folder in, certified on the way."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from worldloom.console import OUR_FAULT, explaining, out, print_json
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def import_environment(
    path: Annotated[Path, typer.Argument(help="A bundle, or a folder of JSON documents.", metavar="PATH")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Certify an environment and publish it under its name. What does not certify is not taken in."""
    from environments import load_environment
    from environments.certification import certify as certify_environment
    from tasks.take_in import take_in

    settings = read_settings(home)
    with explaining():
        environment = load_environment(path)
        certification = certify_environment(environment)
        if not certification.passed:
            out.print(certification.report(), markup=False, soft_wrap=True)
            out.print("Nothing was imported. Mend what is named above and import again.")
            raise typer.Exit(OUR_FAULT)
        content = replace(
            environment.content, verifiers=certification.verifiers, certificates=certification.certificates
        )
        manifest = take_in(settings.workspace(), content, path.resolve().name)
    if as_json:
        print_json({"environment": f"{manifest.name}@{manifest.version}", "manifest": manifest.document()})
    else:
        tasks = len(content.tasks)
        out.print(f"{manifest.name}@{manifest.version}: {tasks} tasks certified and published in {settings.home}",
                  markup=False, soft_wrap=True)  # fmt: skip
