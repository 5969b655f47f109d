"""Weave tasks: sample a sensible program of calls, execute it, say what it did, and derive what proves it.

In:  a loaded environment, how many, how hard, a seed, instructions that there are already.
Out: drafts in a fixed order, none like another or like what there is.
Never here: certification, which decides what is published.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from authors.procedural.tasks.clauses import Clause, Question
from authors.procedural.tasks.lint import fault_of
from authors.procedural.tasks.talk import GiveUp
from authors.procedural.tasks.wording import Order, Voice, word
from authors.protocol import Draft
from authors.weaving.asking import Asker
from authors.weaving.doing import Doer
from authors.weaving.finishing import Woven, finish
from authors.weaving.making import Making
from authors.weaving.place import Place, place_of
from authors.weaving.sources import Source, find_sources
from environments import Environment, Rehearsal
from environments.certification.candidates import Candidates
from environments.certification.shape import Shape
from schemas.tasks import Level

WEAVER = "weaving"
VERSION = "2"
"""Raise it whenever the same environment and seed would give other tasks."""
_NOBODY = "User One"
TRIES = 60
"""Candidates for one task before the weaver gives up finding another that differs."""


@dataclass(frozen=True)
class Grade:
    """What tasks of one level are made of."""

    wants: tuple[int, int]
    queries: float
    """Share that only asks."""
    both: float
    """Share of the others that also ask something."""
    decides: float
    """How often a want is on a row that is described by what has to be compared."""
    steps: tuple[int, int]
    branches: int
    """Decisions that there must be."""


GRADES: dict[Level, Grade] = {
    "easy": Grade(wants=(1, 1), queries=0.35, both=0.15, decides=0.0, steps=(1, 4), branches=0),
    "medium": Grade(wants=(1, 2), queries=0.25, both=0.4, decides=0.35, steps=(3, 8), branches=0),
    "hard": Grade(wants=(2, 3), queries=0.0, both=0.6, decides=0.7, steps=(5, 14), branches=1),
}


def weave_tasks(
    environment: Environment, count: int, level: Level, seed: int, known: Sequence[str] = ()
) -> list[Draft]:
    """Up to `count` drafts of this level; fewer where the environment does not hold more that differ."""
    place = place_of(environment)
    rng = random.Random(f"{VERSION}/{seed}/{level}/{environment.fingerprint}")
    with ExitStack() as stack:
        rehearsal = stack.enter_context(environment.rehearsal())
        untouched = stack.enter_context(environment.session())
        shape = Shape.of(environment.facts, environment.content.tables)
        tools = {name: program.tool for name, program in environment.tools.items()}
        weaver = Weaver(place, find_sources(place), rehearsal, Candidates(tools, shape, untouched), rng, GRADES[level])
        weaver.remember(known)
        return list(weaver.weave(count, level))


class Weaver:
    """Writes one task after the other, and remembers what there is so that the next one differs."""

    def __init__(
        self, place: Place, sources: Sequence[Source], rehearsal: Rehearsal, candidates: Candidates,
        rng: random.Random, grade: Grade,
    ) -> None:  # fmt: skip
        self._place = place
        self._sources = sources
        self._rehearsal = rehearsal
        self._candidates = candidates
        self._rng = rng
        self._grade = grade
        self._instructions: set[str] = set()
        self._work: set[str] = set()
        self._used: Counter[str] = Counter()
        self._voice = Voice(is_customer=_is_customer(place), name=place.user_name() or _NOBODY)

    def remember(self, instructions: Sequence[str]) -> None:
        """Tasks that there are already."""
        self._instructions |= {_bare(text) for text in instructions}

    def weave(self, count: int, level: Level) -> Iterator[Draft]:
        """Drafts until there are enough, or no other is found."""
        for number in range(1, count + 1):
            draft = next((found for _ in range(TRIES) if (found := self._try(level)) is not None), None)
            if draft is None:
                return
            yield draft.numbered(f"w{number:02d}")

    def _try(self, level: Level) -> Woven | None:
        try:
            with self._rehearsal.episode() as episode:
                making = Making(self._place, self._sources, episode, self._rng, self._grade.steps[1])
                clauses, question = self._compose(making)
                if len(making.notes.calls) < self._grade.steps[0] or making.notes.branches < self._grade.branches:
                    raise GiveUp("too easy")
                unfinished = finish(making, clauses, question, level)
            woven = unfinished.proven(self._rehearsal, self._word)
        except GiveUp:
            return None
        text = _bare(woven.draft.task.instruction)
        if text in self._instructions or woven.work in self._work:
            return None
        self._instructions.add(text)
        self._work.add(woven.work)
        self._used.update(woven.shape)
        return woven

    def _compose(self, making: Making) -> tuple[list[Clause], Question | None]:
        doer = Doer(making, self._candidates)
        asker = Asker(doer)
        if not doer.tools or self._rng.random() < self._grade.queries:
            return [], asker.ask(hard=self._grade.decides > 0)
        clauses = [self._want(doer) for _ in range(self._rng.randint(*self._grade.wants))]
        question = None
        if self._rng.random() < self._grade.both:
            question = self._closing(making, asker, clauses)
        return clauses, question

    def _closing(self, making: Making, asker: Asker, clauses: Sequence[Clause]) -> Question:
        ways: list[Callable[[], Question]] = [lambda: asker.outcome(clauses[-1])] if len(clauses) == 1 else []
        ways.append(lambda: asker.ask(hard=self._grade.decides > 0))
        for way in ways:
            try:
                with making.attempt():
                    return way()
            except GiveUp:
                continue
        raise GiveUp("nothing to ask in the end")

    def _want(self, doer: Doer) -> Clause:
        """One thing to do, of a tool that was not used often yet."""
        for _ in range(12):
            names = sorted(doer.tools, key=lambda name: (self._used[name] + 2 * self._rng.random(), name))
            name = names[0] if self._rng.random() < 0.6 else self._rng.choice(names)
            way = doer.do
            if self._rng.random() < self._grade.decides:
                way = doer.do_to_best if self._rng.random() < 0.7 else doer.do_to_all
            try:
                with doer.making.attempt():
                    return way(name)
            except GiveUp:
                self._used[name] += 1
                continue
        raise GiveUp("nothing to do")

    def _word(self, clauses: Sequence[Clause], question: Question | None, order: Order) -> str:
        text = word(self._rng, self._voice, "", clauses, question, order)
        fault = fault_of(text) or ("nobody's name" if text.endswith((_NOBODY, _NOBODY.split()[0])) else "")
        if fault:
            raise GiveUp(fault)
        return text


def _is_customer(place: Place) -> bool:
    """Whether user 1 speaks of what is their own."""
    persona = place.environment.manifest.persona
    owned = sum(thing.owner is not None for thing in place.things.values())
    return owned > 0 and not re.search(r"\b(staff|clerk|manager|desk|assistant|coordinator|agent)\b", persona, re.I)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
