"""The end of a task: what changed, whether the order matters, the words, and what proves it.

In:  a making whose calls were made, clauses, a question.
Out: `Woven`: the draft, and what it is known by among others.
Never here: what to do or to ask.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from authors.procedural.tasks.clauses import Clause, Question
from authors.procedural.tasks.talk import GiveUp
from authors.procedural.tasks.wording import Order
from authors.protocol import Draft
from authors.weaving.checks import checks_of
from authors.weaving.making import Making
from authors.weaving.place import Place
from environments import Change, Episode, Rehearsal, frame_of, play
from environments.certification.answers import find_peers, judge_answer
from environments.certification.orders import other_orders, reordered, states_order
from environments.certification.sayings import Sayings
from environments.certification.values import renumbered
from schemas import Call, Check, Difficulty, ExpectedAnswer, Solution, Task, Verifier, canonical_json
from schemas.tasks import Level

WORDINGS = 10
SHUFFLES = 4
NAME = "draft"

Wording = Callable[[Sequence[Clause], Question | None, Order], str]


@dataclass(frozen=True)
class Woven:
    draft: Draft
    work: str
    """What is done and answered, ids and all: two tasks of the same work are one."""
    shape: tuple[str, ...]
    """The tools that write, and the kind of question."""

    def numbered(self, name: str) -> Draft:
        """The draft under its id."""
        return Draft(
            self.draft.task.model_copy(update={"id": name}),
            self.draft.solution.model_copy(update={"task": name}),
            self.draft.verifier.model_copy(update={"task": name}),
        )


@dataclass(frozen=True)
class Unfinished:
    """All that the making gave, once its rows are gone."""

    place: Place
    clauses: Sequence[Clause]
    question: Question | None
    calls: Sequence[Call]
    contents: Sequence[Any]
    writes: Sequence[int]
    """Numbers of the calls that write."""
    work: str
    changes: Sequence[Change]
    answer: Any
    difficulty: Difficulty

    def proven(self, rehearsal: Rehearsal, wording: Wording) -> Woven:
        """The draft, once other orders of its writes have been tried."""
        order = self._order(rehearsal) if self.writes else Order()
        instruction = self._worded(wording, order)
        checks = checks_of(self.place, self.changes, instruction)
        expected = self.question.answer.expected if self.question else ExpectedAnswer()
        kind = "query" if not self.writes else "both" if self.question else "change"
        task = Task(id=NAME, kind=kind, instruction=instruction, difficulty=self.difficulty)
        verifier = Verifier(task=NAME, checks=checks, answer=expected, frame=frame_of(self.changes))
        asked = (self.question.intent,) if self.question else ()
        shape = (*(clause.action for clause in self.clauses), *asked)
        return Woven(Draft(task, self._solution(self.calls, None), verifier), self.work, shape)

    def _solution(self, calls: Sequence[Call], numbers: dict[int, int] | None) -> Solution:
        form = self.question.answer.form if self.question else None
        return Solution(task=NAME, calls=list(calls), answer=renumbered(form, numbers) if numbers else form)

    def _worded(self, wording: Wording, order: Order) -> str:
        """Words that an editor lets pass, that say the order where it matters and do not give the answer away."""
        for _ in range(WORDINGS):
            try:
                text = wording(self.clauses, self.question, order)
            except GiveUp:
                continue
            is_open = (order.of_writes or order.of_question) and not states_order(text)
            if not is_open and not self._gives_away(text):
                return text
        raise GiveUp("no words for it")

    def _gives_away(self, text: str) -> bool:
        if self.question is None:
            return False
        sayings = Sayings(text, self.place.now)
        peers = find_peers(self.answer, self.contents)
        problems, _ = judge_answer(NAME, self.answer, self.question.answer.expected, sayings, peers)
        return bool(problems)

    def _order(self, rehearsal: Rehearsal) -> Order:
        """What of the order matters: tried by making the writes backwards and shuffled, and by asking first."""
        checks = checks_of(self.place, self.changes, " ".join(str(call.arguments) for call in self.calls))
        writes = {number - 1 for number in self.writes}
        of_question = False
        orders = [order for seed in range(SHUFFLES) for order in other_orders(self.calls, writes, random.Random(seed))]
        reads_first = [at for at in range(len(self.calls)) if at not in writes] + sorted(writes)
        for order in [*orders, reads_first]:
            calls, numbers = reordered(self.calls, order)
            with rehearsal.episode() as episode:
                played = play(episode, self._solution(calls, numbers))
                if order is reads_first:
                    of_question = of_question or (played.failed is None and played.answer != self.answer)
                elif (
                    played.failed
                    or frame_of(episode.changes()) != frame_of(self.changes)
                    or not _all_hold(episode, checks)
                ):
                    return Order(of_writes=True, of_question=True)
                else:
                    of_question = of_question or played.answer != self.answer
        return Order(of_question=of_question)


def finish(making: Making, clauses: Sequence[Clause], question: Question | None, level: Level) -> Unfinished:
    """What has to be read while the making's rows are there."""
    notes = making.notes
    answer = making.resolved(question.answer.form) if question else None
    if question and answer in (None, "", 0, []):
        raise GiveUp("an answer that anybody guesses")
    changes = making.episode.changes()
    if notes.writes and not changes:
        raise GiveUp("nothing changes")
    if any(not effects for effects in notes.effects.values()):
        raise GiveUp("a call changes nothing")
    written = [(notes.calls[number - 1].tool, notes.resolved[number - 1]) for number in notes.writes]
    difficulty = Difficulty(
        level=level, steps=len(notes.calls), branches=notes.branches, indirectness=notes.indirectness,
        distractors=notes.distractors,
    )  # fmt: skip
    return Unfinished(
        making.place, clauses, question, notes.calls, notes.contents, notes.writes,
        canonical_json([sorted([canonical_json(list(each)) for each in written]), answer]), changes, answer,
        difficulty,
    )  # fmt: skip


def _all_hold(episode: Episode, checks: Sequence[Check]) -> bool:
    execute = episode.connection.execute
    return all(execute(check.sql.replace("final.", "main."), {"user_id": 1}).get for check in checks)
