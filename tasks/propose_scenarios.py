"""Propose scenarios: fresh ones for the collection, unlike everything that is there, claimed for this run alone.

In:  an author that proposes, what is known, how many are wanted.
Out: claimed scenarios; refused ones are recorded with their reason.
Never here: making environments of them.

Under-represented categories come first. The next scenario depends on the claims before it and nothing else, so that a
run that was killed, or two that overlap, claim the same scenarios in the same order as one undisturbed run.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from artifacts import Claim, Claims
from authors.protocol import AuthorError, InformedProposer, Proposer
from authors.reserving import BENCHMARK, reserved_in
from authors.similarity import text_of
from authors.spending import tallying
from schemas import Scenario
from tasks.holder import is_alive
from tasks.known_scenarios import KnownScenarios, claim_on
from tasks.loom import Loom
from tasks.work import Batch
from tasks.write_scenarios import record_thinking

NEAR_DUPLICATE = "near_duplicate"
KNOWN = "already_known"
RESERVED = "reserved"
NOTHING = "no_idea"
"""The author had nothing to propose."""
ENDLESS = 1_000_000
"""Proposals that are looked at of an author that never runs out."""
REFUSALS = 40
"""After so many refusals in a row a category counts as exhausted for this run."""


@dataclass
class Prospect:
    """What a run looks for, and what it met on the way."""

    holder: str
    target: int | None = None
    """Claim nothing fresh once so many scenarios are published or on their way."""
    per_category: int | None = None
    """Most scenarios of one category, published or on their way."""
    similarity: float | None = None
    """The cosine from which a proposal is refused; else the embedder's own."""
    refused: Counter[str] = field(default_factory=Counter)
    """By reason, in this run."""
    nearest: dict[str, float] = field(default_factory=dict)
    """How alike each claimed scenario was to its nearest neighbour."""
    exhausted: set[str] = field(default_factory=set)
    failure: str = ""
    """Why the author can think of no more: a budget, an endpoint."""
    skipped: dict[str, int] = field(default_factory=dict)
    """By category, the first proposal that is not known to be there already."""


@task(name="propose_scenarios", cache_policy=NO_CACHE, persist_result=False)
def propose_scenarios(loom: Loom, known: KnownScenarios, prospect: Prospect, count: int) -> list[Scenario]:
    """Up to `count` scenarios claimed for this run: first what dead runs left, then fresh ones."""
    known.refresh()
    left = left_behind(loom, known, prospect.holder)[:count]
    taken = [claim for claim in left if known.claims.take_over(claim, prospect.holder)]
    claimed = [Scenario.model_validate_json(claim.scenario) for claim in taken]
    return claimed + claim_fresh(loom, known, prospect, count - len(claimed))


def claim_fresh(loom: Loom, known: KnownScenarios, prospect: Prospect, count: int) -> list[Scenario]:
    """Up to `count` fresh scenarios, claimed; what thinking of them took stands in the catalog."""
    claimed: list[Scenario] = []
    with tallying() as tally:
        while len(claimed) < count:
            try:
                scenario = claim_next(loom, known, prospect)
            except AuthorError as fault:
                # What is claimed already is worked on; the run says why there is no more.
                prospect.failure = str(fault)
                break
            if scenario is None:
                break
            claimed.append(scenario)
    record_thinking(loom, tally, claimed)
    return claimed


def settle(claims: Claims, done: Batch) -> None:
    """Tell claims what became of their scenarios."""
    for work in done:
        if work.failure is None:
            claims.settle(work.made["scenario"], "published")
        else:
            claims.settle(work.made["scenario"], "given_up", work.failure.step, work.failure.reason)


def left_behind(loom: Loom, known: KnownScenarios, holder: str) -> list[Claim]:
    """Claims of runs that are no more."""
    root = Path(loom.root)
    open_claims = [claim for claim in known.claims.since() if claim.state == "claimed" and claim.holder != holder]
    alive = {name: is_alive(root, name, at) for name, at in {c.holder: c.claimed_at for c in open_claims}.items()}
    return [claim for claim in open_claims if not alive[claim.holder]]


def claim_next(loom: Loom, known: KnownScenarios, prospect: Prospect) -> Scenario | None:
    """Claim the next fresh scenario; None where every category is full or exhausted."""
    author = loom.author
    assert isinstance(author, Proposer)
    in_a_row: Counter[str] = Counter()
    while True:
        known.refresh()
        if prospect.target is not None and known.size() >= prospect.target:
            return None
        category = wanted_category(author.categories(), known, prospect)
        if category is None:
            return None
        found = _next_unknown(author, loom.author.fingerprint.text(), category, known, prospect)
        if found is None:
            prospect.exhausted.add(category)
            continue
        number, scenario = found
        claim = _judged(scenario, number, loom, known, prospect)
        if not known.claims.make(claim, known.seen):
            continue
        if claim.state == "claimed":
            return scenario
        prospect.refused[claim.rule] += 1
        in_a_row[category] += 1
        if in_a_row[category] >= min(REFUSALS, _patience(author)):
            prospect.exhausted.add(category)


def wanted_category(categories: Sequence[str], known: KnownScenarios, prospect: Prospect) -> str | None:
    """The category that was tried least and is not full; ties in the author's order."""
    attempts, standing = known.attempts(), known.standing()
    open_ones = [
        category
        for category in categories
        if category not in prospect.exhausted
        and (prospect.per_category is None or standing[category] < prospect.per_category)
    ]
    return min(open_ones, key=lambda category: attempts[category], default=None)


def _next_unknown(
    author: Proposer, fingerprint: str, category: str, known: KnownScenarios, prospect: Prospect
) -> tuple[int, Scenario] | None:
    """The author's next proposal that is not in the catalog already; None where it has no more to give."""
    first = max(known.proposals(fingerprint, category), prospect.skipped.get(category, 0))
    for number in range(first, first + _patience(author)):
        scenario = _proposal(author, fingerprint, category, number, known)
        if scenario is not None and not known.has(scenario):
            return number, scenario
        prospect.skipped[category] = number + 1
        prospect.refused[NOTHING if scenario is None else KNOWN] += 1
    return None


def _proposal(author: Proposer, fingerprint: str, category: str, number: int, known: KnownScenarios) -> Scenario | None:
    """One that wants to know is told the titles that there were before it began on these proposals."""
    if isinstance(author, InformedProposer):
        return author.propose_beside(category, number, lambda first: known.titles_before(fingerprint, category, first))
    return author.propose_scenario(category, number)


def _patience(author: Proposer) -> int:
    return author.patience if isinstance(author, InformedProposer) else ENDLESS


def _judged(scenario: Scenario, number: int, loom: Loom, known: KnownScenarios, prospect: Prospect) -> Claim:
    """A claim on the scenario, or its refusal."""
    facts = {"author": loom.author.fingerprint.text(), "proposal": number}
    domain = reserved_in(text_of(scenario))
    if domain is not None:
        message = f"{domain.about} is reserved for {BENCHMARK}"
        return claim_on(scenario, state="refused", rule=RESERVED, message=message, **facts)
    bound = known.embedder.threshold if prospect.similarity is None else prospect.similarity
    found = known.nearest(text_of(scenario))
    if found is not None and found.similarity >= bound:
        message = f"{found.similarity:.2f} like {found.name}"
        return claim_on(scenario, state="refused", rule=NEAR_DUPLICATE, message=message, **facts)
    prospect.nearest[scenario.name] = found.similarity if found else 0.0
    return claim_on(scenario, holder=prospect.holder, **facts)
