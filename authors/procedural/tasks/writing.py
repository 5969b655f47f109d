"""Write tasks: plan each by doing it, say it, and derive what proves it.

In:  a world, its environment with tools and rows, how many are wanted, a random generator.
Out: drafts in a fixed order, more than wanted; the first ones have the mix that was wished for.
Never here: certification.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

from authors.procedural.model import Situation
from authors.procedural.tasks.conditional import is_conditional, was_left
from authors.procedural.tasks.experience import Experience
from authors.procedural.tasks.finishing import Unfinished, finish_task
from authors.procedural.tasks.leads import lead_for
from authors.procedural.tasks.situations import Aim, Plan, ask_something, do_on_condition, do_something, live_situation
from authors.procedural.tasks.talk import GiveUp, Talk
from authors.procedural.tasks.wish import Wish
from authors.procedural.world import World
from authors.protocol import Draft
from environments import Environment, Rehearsal
from schemas import Task


@dataclass(frozen=True)
class Patience:
    """How long candidates for one task are made."""

    tries: int
    """New candidates before the nearest is taken."""
    good_enough: float
    """Distance from the aim at which the first candidate is taken."""
    more: float
    """How much more distance each further candidate makes acceptable."""


TO_DO = Patience(tries=2, good_enough=3.0, more=2.0)
TO_ASK = Patience(tries=12, good_enough=1.5, more=0.6)
"""What only asks is soon made."""
TELLING = 8.0
"""Calls up to which one more or less counts in full; of long tasks nobody counts them."""
LONGEST_QUERY = 9
FEWEST_DECISIONS = 0.3
"""Share of the first drafts that decide by what was read, where there are so many."""
SITUATED = 0.4
"""Share of changing tasks that are to be told as a situation."""
SITUATIONS_TRIED = 2
"""Situations that are tried for one candidate before it is told without."""


IN_RESERVE = 2
"""Drafts behind all others: of a thousand environments three lacked one in the end where there was one."""


def write_tasks(
    world: World, environment: Environment, count: int, rng: random.Random, wish: Wish | None = None,
    leads: Sequence[str] = (),
) -> list[Draft]:  # fmt: skip
    """`count` drafts with the mix of `wish`, then its surplus and what is kept in reserve.

    `leads` are sentences with which a request at such a place may begin.
    """
    wish = wish or Wish()
    total = round(count * (1 + wish.surplus))
    with environment.rehearsal() as rehearsal:
        writer = Writer(world, rehearsal, rng, wish, leads)
        found = writer.write_all(list(aims(total, rng, wish)))
        in_reserve = writer.keep_in_reserve(list(aims(IN_RESERVE, rng, wish)))
    drafts = [*_mixed(found, count, wish), *in_reserve]
    return [_numbered(draft, number) for number, draft in enumerate(drafts, start=1)]


def _mixed(drafts: Sequence[Draft], count: int, wish: Wish) -> list[Draft]:
    """The drafts with enough queries, both and decisions among the first `count`, else in their order.

    What is done only on a condition comes first, as many that held as did not: so both are equally frequent over any
    collection. Where nothing else was to be done the latter is a query.
    """
    wanted = {"query": ceil(count * (wish.queries + wish.conditions / 2)), "both": ceil(count * wish.both)}
    conditional = [place for place, draft in enumerate(drafts) if is_conditional(draft.task.situation)]
    first = _balanced(drafts, conditional, max(1, round(count * wish.conditions / 2)))
    for kind, number in wanted.items():
        fitting = [place for place, draft in enumerate(drafts) if draft.task.kind == kind]
        left = number - len({*fitting} & {*first})
        first += [place for place in fitting if place not in (*first, *conditional)][: max(0, left)]
    others = sorted({*range(len(drafts))} - {*first}, key=lambda place: (place in conditional, place))
    first += others[: max(0, count - len(first))]
    _exchange_for_decisions(drafts, first, ceil(count * FEWEST_DECISIONS))
    rest = [place for place, _ in enumerate(drafts) if place not in first]
    return [drafts[place] for place in (*sorted(first), *rest)]


def _balanced(drafts: Sequence[Draft], conditional: Sequence[int], most: int) -> list[int]:
    """As many places of conditions that held as of conditions that did not, up to so many of each."""
    held = [place for place in conditional if not was_left(drafts[place].task.situation)]
    not_held = [place for place in conditional if place not in held]
    number = min(len(held), len(not_held), most)
    return held[:number] + not_held[:number]


def _exchange_for_decisions(drafts: Sequence[Draft], first: list[int], fewest: int) -> None:
    """Put drafts that decide in the place of those of the same kind that do not, as far as needed."""

    def decides(place: int) -> bool:
        return drafts[place].task.difficulty.branches > 0

    unconditional = [place for place, draft in enumerate(drafts) if not is_conditional(draft.task.situation)]
    for spare in [place for place in unconditional if place not in first and decides(place)]:
        if sum(map(decides, first)) >= fewest:
            return
        dull = [each for each in first if not decides(each) and drafts[each].task.kind == drafts[spare].task.kind]
        if dull:
            first[first.index(dull[-1])] = spare


def aims(total: int, rng: random.Random, wish: Wish) -> Iterator[Aim]:
    """What each task should be: every stretch of ten has the shares of the wish."""
    kinds = _kinds(total, rng, wish)
    asked = iter(_lengths(kinds.count("query"), rng, (wish.steps[0], LONGEST_QUERY), wish.mean_query_steps))
    share = wish.queries * wish.mean_query_steps
    between = (wish.fewest_done, wish.steps[1])
    done = iter(_lengths(total, rng, between, (wish.mean_steps - share) / (1 - wish.queries)))
    decisions, holds = 0.0, rng.random() < 0.5
    for kind in kinds:
        decisions += wish.decisions
        decides = decisions >= 0.5
        decisions -= decides
        holds ^= kind == "condition"
        yield Aim(kind, next(asked if kind == "query" else done), decides, holds)


def _kinds(total: int, rng: random.Random, wish: Wish) -> list[str]:
    """Kinds of tasks, each as often as wished, evenly over the whole."""
    shares = {"query": wish.queries, "both": wish.both, "condition": wish.conditions}
    shares["change"] = 1 - sum(shares.values())
    due = {kind: share * rng.random() for kind, share in shares.items()}
    kinds = []
    for _ in range(total):
        due = {kind: due[kind] + share for kind, share in shares.items()}
        kinds.append(max(due, key=lambda kind: due[kind]))
        due[kinds[-1]] -= 1
    return kinds


def _lengths(total: int, rng: random.Random, steps: tuple[int, int], mean: float) -> list[int]:
    """Step counts spread over the range around the mean: a triangle, drawn evenly and shuffled."""
    low, high = steps
    mode = min(max(3 * mean - low - high, low), high)
    found = []
    for place in range(total):
        part = (place + 0.5) / total
        left = (mode - low) / (high - low) if high > low else 1.0
        value = (
            low + ((high - low) * (mode - low) * part) ** 0.5
            if part < left
            else high - ((high - low) * (high - mode) * (1 - part)) ** 0.5
        )
        found.append(min(high, max(low, round(value))))
    rng.shuffle(found)
    return found


class Writer:
    """Writes one task after the other, and remembers what there is so that the next one differs."""

    def __init__(
        self, world: World, rehearsal: Rehearsal, rng: random.Random, wish: Wish, leads: Sequence[str]
    ) -> None:
        self.world = world
        self.rehearsal = rehearsal
        self.rng = rng
        self.wish = wish
        self.leads = leads
        self.shapes: Counter[tuple[str, ...]] = Counter()
        self.experience = Experience()
        self.instructions: set[str] = set()
        self.questions: set[str] = set()
        """What tasks that only ask have asked."""
        self.spare: defaultdict[tuple[str, bool], list[Unfinished]] = defaultdict(list)
        """Candidates that no task was made of yet, by the kind of aim."""

    def write_all(self, wanted: Sequence[Aim]) -> list[Draft]:
        """Drafts in the order of the aims. The longest are written first: what falls short of one may fit another."""
        found: dict[int, Draft | None] = {}
        for place in sorted(range(len(wanted)), key=lambda place: -wanted[place].steps):
            found[place] = self.insist(wanted[place])
        return [draft for _, draft in sorted(found.items()) if draft is not None]

    def keep_in_reserve(self, wanted: Sequence[Aim]) -> list[Draft]:
        """Drafts that are seldom needed: of candidates that are there already, as far as those go."""
        drafts = (self._nearest(self._spare(aim), aim, inf) or self.insist(aim) for aim in wanted)
        return [draft for draft in drafts if draft is not None]

    def insist(self, aim: Aim) -> Draft | None:
        """A draft of this kind; in the end of any length, and one that only changes something."""
        easier = replace(aim, steps=min(aim.steps, 4), decides=False)
        plainer = replace(easier, kind="both") if aim.kind == "condition" else easier
        plainest = replace(easier, kind="change")
        return self.write(aim) or self.write(easier) or self.write(plainer) or self.write(plainest)

    def write(self, aim: Aim) -> Draft | None:
        """The candidate nearest to the aim that can be proven; None where nothing at all could be had."""
        spare = self._spare(aim)
        patience = TO_ASK if aim.kind == "query" else TO_DO
        for tries in range(patience.tries + 1):
            draft = self._nearest(spare, aim, patience.good_enough + patience.more * max(0, tries - 1))
            if draft is not None:
                return draft
            candidate = self._candidate(aim) if tries < patience.tries else None
            if candidate is not None and candidate.kind == aim.kind:
                spare.append(candidate)
            elif candidate is not None:
                self.spare[candidate.kind, False].append(candidate)
        return self._nearest(spare, aim, inf)

    def _spare(self, aim: Aim) -> list[Unfinished]:
        return self.spare[aim.kind, aim.holds and aim.kind == "condition"]

    def _nearest(self, spare: list[Unfinished], aim: Aim, most: float) -> Draft | None:
        """A draft of the candidate nearest to the aim that can be proven; candidates that cannot be are dropped."""
        while spare:
            costs = [self._cost(each, aim) for each in spare]
            nearest = min(costs)
            if nearest > most:
                return None
            draft = self._proven(spare.pop(costs.index(nearest)))
            if draft is not None:
                return draft
        return None

    def _candidate(self, aim: Aim) -> Unfinished | None:
        """Something carried out, and neither said nor proven yet."""
        try:
            with self.rehearsal.episode() as episode:
                talk = Talk(self.world, episode, self.rng, self.wish, self.experience)
                talk.roundabout = min(0.95, self.wish.roundabout * aim.steps / self.wish.mean_steps)
                plan = self._plan(talk, aim)
                if len(talk.notes.calls) < self.wish.steps[0]:
                    return None
                return finish_task(talk, plan)
        except GiveUp:
            return None

    def _proven(self, candidate: Unfinished) -> Draft | None:
        """Its draft, and remembered, unless words or order fail it or it says what another says."""
        try:
            draft = candidate.proven(self.rehearsal)
        except GiveUp:
            self.experience.waste(candidate.plan.asked)
            return None
        question = candidate.plan.question
        is_query = question is not None and not candidate.plan.clauses
        asked = " ".join(sorted(question.embedded.split())) if question and is_query else draft.task.instruction
        if draft.task.instruction in self.instructions or asked in self.questions:
            self.experience.waste(candidate.plan.asked)
            return None
        shape = candidate.plan.shape
        self.shapes[shape] += 1
        self.experience.used.update([*_parts(shape), candidate.plan.situation])
        self.instructions.add(draft.task.instruction)
        self.questions.add(asked)
        return draft

    def _plan(self, talk: Talk, aim: Aim) -> Plan:
        if aim.kind == "query":
            return ask_something(talk, aim)
        if aim.kind == "condition":
            return do_on_condition(talk, aim)
        for _ in range(SITUATIONS_TRIED * (self.rng.random() < SITUATED)):
            try:
                situation = self._situation()
                with talk.attempt(situation.name):
                    return live_situation(talk, situation, aim)
            except GiveUp:
                continue
        return do_something(talk, aim, lambda action: lead_for(self.rng, self.world, action, self.leads))

    def _situation(self) -> Situation:
        """One that can be had here, those that no task tells yet more often."""
        known = [each for each in self.world.situations if not self.experience.is_vain(each.name)]
        weights = [self.experience.freshness(each.name) for each in known]
        if not known:
            raise GiveUp("nobody here is in any situation")
        return self.rng.choices(known, weights)[0]

    def _cost(self, candidate: Unfinished, aim: Aim) -> float:
        """How far a candidate is from what was wished for: in steps, decisions, and likeness to earlier ones."""
        notes, shape = candidate.talk.notes, candidate.plan.shape
        steps = len(notes.calls)
        off = abs(steps - aim.steps) * (1.4 if steps < aim.steps else 1.0) * min(1.0, TELLING / aim.steps)
        undecided = 5.0 if aim.decides and not notes.branches else 0.0
        again = 6.0 * self.shapes[shape] + 0.4 * sum(self.experience.used[part] for part in _parts(shape))
        return off + undecided + again


def _parts(shape: tuple[str, ...]) -> set[str]:
    """What a shape is made of: its actions, its question, and the question's kind alone."""
    return {*shape, *(part.partition(":")[0] for part in shape)}


def _numbered(draft: Draft, number: int) -> Draft:
    name = f"t{number:02d}"
    return Draft(
        Task.model_validate({**draft.task.model_dump(), "id": name}),
        draft.solution.model_copy(update={"task": name}),
        draft.verifier.model_copy(update={"task": name}),
    )
