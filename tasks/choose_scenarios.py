"""Choose the scenarios of a run: what a user named, or the author's own choice.

In:  a sentence, a file of scenarios, or how many. Out: `Choice`: scenarios, and why there are no more.
Never here: how an author thinks of one, and what is too like something there (`propose_scenarios.py`).

An author that wants to know what there is thinks beside the collection, as it does for `grow`: the choice is the first
so many that it ever claimed here, then fresh ones. So the same command means the same scenarios however often it runs
or is killed, a higher count means those and more, and nothing is thought of twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from artifacts import Claim, Claims
from authors.choosing import scenarios_of
from authors.protocol import InformedProposer
from authors.similarity import embedder_of
from schemas import Scenario
from tasks.holder import holding
from tasks.known_scenarios import KnownScenarios
from tasks.loom import Loom
from tasks.propose_scenarios import Prospect, claim_fresh, settle
from tasks.work import Batch

NOTHING_FRESH = "the model thought of nothing else that is fresh and fit for a database"


@dataclass(frozen=True)
class Choice:
    scenarios: list[Scenario]
    claims: Claims | None = None
    """Where they are claimed, and wait to be told what became of them."""
    remark: str = ""
    """Why there are fewer than were asked for, or none; empty where there are as many."""

    def settle(self, done: Batch) -> None:
        """Tell the claims what became of their scenarios."""
        if self.claims is not None:
            settle(self.claims, done)


def standing_choice(loom: Loom, sentence: str | None, seeds: str | None, count: int) -> list[Scenario] | None:
    """The scenarios, without anybody being asked; None where the author must think first.

    Raises:
        AuthorError: nothing can be made of what the user named.
    """
    if not _thinks(loom, sentence, seeds):
        return scenarios_of(loom.author, sentence, seeds, count)
    claims = _claimed(loom, Claims(loom.workspace.catalog))[:count]
    return [_scenario(claim) for claim in claims] if len(claims) == count else None


@contextmanager
def choice(loom: Loom, sentence: str | None, seeds: str | None, count: int) -> Iterator[Choice]:
    """The scenarios of a run, held by it while the context is open.

    Raises:
        AuthorError: nothing can be made of what the user named.
    """
    if not _thinks(loom, sentence, seeds):
        yield Choice(scenarios_of(loom.author, sentence, seeds, count))
        return
    with holding(Path(loom.root)) as holder:
        known, prospect = KnownScenarios(loom, embedder_of("ngrams")), Prospect(holder)
        before = _claimed(loom, known.claims)[:count]
        for claim in before:
            known.claims.take_over(claim, holder)
        scenarios = [_scenario(claim) for claim in before]
        scenarios += claim_fresh(loom, known, prospect, count - len(scenarios))
        missing = f"{len(scenarios)} of {count} scenarios were found: {prospect.failure or NOTHING_FRESH}"
        yield Choice(scenarios, known.claims, missing if len(scenarios) < count else "")


def _thinks(loom: Loom, sentence: str | None, seeds: str | None) -> bool:
    return sentence is None and seeds is None and isinstance(loom.author, InformedProposer)


def _claimed(loom: Loom, claims: Claims) -> list[Claim]:
    """What this author has proposed here and was taken, in the order of claiming."""
    author = loom.author.fingerprint.text()
    return [claim for claim in claims.since() if claim.author == author and claim.state != "refused"]


def _scenario(claim: Claim) -> Scenario:
    return Scenario.model_validate_json(claim.scenario)
