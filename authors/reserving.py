"""What is reserved for the held-out benchmark: lines of business that nobody may make training environments of.

In:  a scenario's text. Out: the reserved line of business that it names, or a refusal.
Never here: which environments are frozen (`evaluation/heldout/`).
"""

from collections.abc import Sequence
from functools import cache

from authors.procedural.domain import Domain, all_domains, reserved_domains
from authors.procedural.reading.matching import Shelf, ranked, shelf_of
from authors.protocol import AuthorError
from schemas import Scenario

BENCHMARK = "worldloom-heldout"


def reserved_in(text: str) -> Domain | None:
    """The reserved domain that a text names; None where it names another, or none.

    A text that is merely near one stays free: it gets the vocabulary of a domain that is not reserved.
    """
    best = ranked(text, _shelf())[0]
    return reserved_domains().get(best.domain) if best.holds and best.named else None


def refuse_reserved(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios of a reserved line of business.

    Raises:
        AuthorError: one is; names it, and says what to do.
    """
    for scenario in scenarios:
        domain = reserved_in(text_of(scenario))
        if domain is not None:
            raise AuthorError(
                f"“{scenario.title}” is {domain.about}, which is reserved for the benchmark {BENCHMARK}: a model that "
                "trained in one could not be measured there. Name another line of business."
            )


def not_reserved(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Those that name no reserved line of business."""
    return [scenario for scenario in scenarios if reserved_in(text_of(scenario)) is None]


def text_of(scenario: Scenario) -> str:
    """What a scenario is read by."""
    return f"{scenario.title}. {scenario.description}"


@cache
def _shelf() -> Shelf:
    return shelf_of({**all_domains(), **reserved_domains()})
