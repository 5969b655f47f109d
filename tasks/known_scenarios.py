"""Everything that is in the catalog or claimed, and how alike a text is to it.

In:  a `Loom`, an embedder. Out: claims seen so far, counts by category, the nearest known scenario to a text.
Never here: deciding what is proposed next (`propose_scenarios.py`).
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from artifacts import Claim, Claims, EnvironmentEntry
from authors.similarity import Collection, Embedder, Neighbour, text_of
from schemas import ENVIRONMENT, SCENARIOS, Scenario
from tasks.loom import Loom

FOLDER = "similarity"


class KnownScenarios:
    """What one run knows. Opening it takes in what other flows published."""

    def __init__(self, loom: Loom, embedder: Embedder) -> None:
        self.claims = Claims(loom.workspace.catalog)
        self.embedder = embedder
        self.seen = 0
        """The newest claim that was looked at."""
        self._loom = loom
        self._all: dict[str, Claim] = {}
        self._names: set[str] = set()
        file = hashlib.sha256(embedder.fingerprint.encode("utf-8")).hexdigest()[:16]
        self._collection = Collection(embedder, Path(loom.root) / FOLDER / f"{file}.npz")
        self.refresh()
        entries = loom.workspace.catalog.environments()
        if self.claims.adopt(list(self._unclaimed(entries))):
            self.refresh()
        self._note_withdrawn(entries)
        self._collection.save()

    def refresh(self) -> None:
        """Look at what was claimed since the last look."""
        new = self.claims.since(self.seen)
        self._all |= {claim.fingerprint: claim for claim in new}
        self._names |= {claim.name for claim in new}
        self._collection.add(self._texts(new))
        self.seen = new[-1].number if new else self.seen

    def reload(self) -> None:
        """Look at all claims again, for what became of them."""
        self._all = {claim.fingerprint: claim for claim in self.claims.since()}

    def all(self) -> Iterable[Claim]:
        """In the order of claiming."""
        return self._all.values()

    def has(self, scenario: Scenario) -> bool:
        """Whether this very scenario, or another one of its name, is known."""
        return SCENARIOS.identify([scenario]) in self._all or scenario.name in self._names

    def nearest(self, text: str) -> Neighbour | None:
        """The known scenario most like this text; refused ones do not count. Its name is the scenario's."""
        found = self._collection.nearest(text)
        return found and Neighbour(self._all[found.name].name, found.similarity)

    def attempts(self) -> Counter[str]:
        """Scenarios by category that were tried, whatever became of them."""
        return Counter(claim.category for claim in self._all.values() if claim.state != "refused")

    def standing(self) -> Counter[str]:
        """Scenarios by category that are published or on their way."""
        return Counter(claim.category for claim in self._all.values() if claim.state in ("published", "claimed"))

    def size(self) -> int:
        """Scenarios that are published or on their way."""
        return self.standing().total()

    def proposals(self, author: str, category: str) -> int:
        """The first number that this author has not yet proposed in a category."""
        return 1 + max(
            (
                claim.proposal
                for claim in self._all.values()
                if claim.proposal is not None and claim.author == author and claim.category == category
            ),
            default=-1,
        )

    def titles_before(self, author: str, category: str, proposal: int) -> list[str]:
        """Titles that were known before this author made its proposals of a category from this number on.

        Those of the category come last, where they are least easily left out. They depend on claims alone, so a run
        that goes on where another one died asks the same.
        """
        later = [claim.number for claim in self._all.values() if claim.proposal is not None
                 and claim.author == author and claim.category == category and claim.proposal >= proposal]  # fmt: skip
        end = min(later, default=self.seen + 1)
        before = [claim for claim in self._all.values() if claim.number < end and claim.state != "refused"]
        before.sort(key=lambda claim: (claim.category == category, claim.number))
        return [Scenario.model_validate_json(claim.scenario).title for claim in before]

    def _texts(self, claims: Iterable[Claim]) -> dict[str, str]:
        return {claim.fingerprint: claim.text for claim in claims if claim.state != "refused"}

    def _note_withdrawn(self, entries: Sequence[EnvironmentEntry]) -> None:
        """Scenarios all of whose environments were withdrawn stay known, and count no more."""
        standing = {entry.scenario_id for entry in entries if entry.state == "published"}
        for withdrawn in {entry.scenario_id for entry in entries} - standing - {None}:
            claim = self._all.get(str(withdrawn))
            if claim is not None and claim.state == "published":
                self.claims.settle(claim.fingerprint, "given_up", "withdrawn")
        self.reload()

    def _unclaimed(self, entries: Sequence[EnvironmentEntry]) -> Iterable[Claim]:
        """Environments that came into the catalog by another way than growing."""
        for entry in entries:
            if entry.scenario_id not in self._all:
                scenario = self._scenario_of(entry)
                if SCENARIOS.identify([scenario]) not in self._all:
                    yield claim_on(scenario, state="published")

    def _scenario_of(self, entry: EnvironmentEntry) -> Scenario:
        store = self._loom.workspace.store
        if entry.scenario_id is not None and store.has(entry.scenario_id):
            (scenario,) = store.get(SCENARIOS, entry.scenario_id)
            return scenario
        (manifest,) = store.get(ENVIRONMENT, entry.artifact_id)
        title, category = manifest.title or entry.name, manifest.category or "Imported"
        return Scenario(name=entry.name, title=title, category=category, description=manifest.scenario or title)


def claim_on(scenario: Scenario, **facts: object) -> Claim:
    """A claim on this scenario."""
    return Claim(
        fingerprint=SCENARIOS.identify([scenario]), name=scenario.name, category=scenario.category,
        text=text_of(scenario), scenario=scenario.model_dump_json(), **facts,  # type: ignore[arg-type]
    )  # fmt: skip
