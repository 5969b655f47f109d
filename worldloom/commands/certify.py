"""`worldloom certify`: replay everything again, independently of the pipeline."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from worldloom.console import OUR_FAULT, explaining, out, print_json
from worldloom.opening import open_environment, refuse_imported
from worldloom.options import AsJson, Home, Reference
from worldloom.settings import read_settings


class Report(StrEnum):
    """Formats of other projects in which the outcome can be told."""

    openenv = "openenv"


def certify(
    reference: Reference,
    report: Annotated[Report | None, typer.Option(help="Print a report as JSON: openenv (RFC 008).")] = None,
    task: Annotated[list[str] | None, typer.Option("--task", help="Only these tasks.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Certify an environment by execution: every solution, wrong work, other orders, every tool and requirement.

    Ends with exit code 1 where something does not hold.
    """
    from environments.certification import certify as certify_environment

    with explaining():
        environment = open_environment(read_settings(home), reference)
        refuse_imported(
            environment, "a certificate replays tools that are SQL",
            "`worldloom import-awm` tries its verifiers and tools; NAME.trust.txt beside its folder is what it found.",
        )  # fmt: skip
        certification = certify_environment(environment, tasks=task or None)
    if report is Report.openenv:
        from environments.certification.openenv_report import openenv_report

        print_json(openenv_report(environment, certification))
    elif as_json:
        document: dict[str, Any] = {
            "environment": f"{environment.name}@{environment.version}",
            "passed": certification.passed,
            "certificates": [certificate.document() for certificate in certification.certificates],
        }
        print_json(document)
    else:
        out.print(certification.report(), markup=False, soft_wrap=True)
    if not certification.passed:
        raise typer.Exit(OUR_FAULT)
