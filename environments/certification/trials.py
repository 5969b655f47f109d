"""Judge wrong work, and keep count of what became of it.

In:  an episode in which something was done wrong, the judge of the task, the world that right work leaves.
Out: `Trials`: outcomes by kind, survivors by name, which checks alone noticed something.
Never here: making mutants.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from environments.certification.bench import verdict_on, world_in
from environments.certification.shape import Shape
from environments.certification.worlds import World
from environments.rehearsal import Episode
from environments.verification import Judge, Verdict
from schemas import MutantCount

Outcome = Literal["rejected", "refused", "equivalent", "survived", "unjudged"]


@dataclass(frozen=True)
class Survivor:
    kind: str
    what: str


@dataclass
class Trials:
    judge: Judge
    answer: Any
    """The right one."""
    world: World
    """What right work leaves behind."""
    shape: Shape
    expected: Any = None
    """What its answer is held against where right work ends."""
    survivors: list[Survivor] = field(default_factory=list)
    unjudged: dict[str, str] = field(default_factory=dict)
    """Check to its error and the mutant in whose world it could not run."""
    noticed: set[frozenset[int]] = field(default_factory=set)
    """For mutants that only checks noticed: the positions of all checks that did."""
    idle_calls: list[str] = field(default_factory=list)
    """Writes that could be dropped without a trace."""
    _counts: dict[str, Counter[str]] = field(default_factory=dict)

    def try_work(self, episode: Episode, kind: str, what: str) -> Outcome:
        """Judge other work with the right answer."""
        verdict = verdict_on(episode, self.judge, self.answer)
        if verdict.outcome == "complete":
            same = world_in(episode, self.shape) == self.world
            return self._note(kind, what, "equivalent" if same else "survived", verdict)
        return self._note(kind, what, "unjudged" if verdict.outcome == "unjudged" else "rejected", verdict)

    def try_answer(self, episode: Episode, kind: str, answer: Any) -> Outcome:
        """Judge the work as it stands with another answer."""
        verdict = verdict_on(episode, self.judge, answer)
        accepted = verdict.outcome == "complete"
        return self._note(
            kind, f"the answer {answer!r} for {self.answer!r}", "survived" if accepted else "rejected", verdict
        )

    def refuse(self, kind: str) -> None:
        """Count a mutant whose altered call merely failed."""
        self._counts.setdefault(kind, Counter())["refused"] += 1

    def reject(self, kind: str) -> None:
        """Count wrong work that was judged elsewhere and rejected."""
        self._counts.setdefault(kind, Counter())["rejected"] += 1

    def implied_checks(self) -> list[int]:
        """Positions of checks that could all go together, the last first, and every mutant would still be noticed."""
        kept = set(range(len(self.judge.checks)))
        for position in sorted(kept, reverse=True):
            if all(noticers & (kept - {position}) for noticers in self.noticed if noticers):
                kept.discard(position)
        return [position for position in range(len(self.judge.checks)) if position not in kept]

    def counts(self) -> list[MutantCount]:
        return [
            MutantCount(
                kind=kind,
                made=counted.total(),
                rejected=counted["rejected"] + counted["unjudged"],
                refused=counted["refused"],
                equivalent=counted["equivalent"],
                survived=counted["survived"],
            )
            for kind, counted in self._counts.items()
        ]

    def _note(self, kind: str, what: str, outcome: Outcome, verdict: Verdict) -> Outcome:
        self._counts.setdefault(kind, Counter())[outcome] += 1
        if outcome == "survived":
            self.survivors.append(Survivor(kind, what))
        for check in verdict.checks:
            if check.error:
                self.unjudged.setdefault(check.description, f"{check.error} (after {kind}: {what})")
        if not verdict.unexpected_changes and verdict.answer_ok is not False:
            self.noticed.add(frozenset(place for place, check in enumerate(verdict.checks) if not check.holds))
        return outcome
