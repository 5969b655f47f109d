"""From a plan that was carried out to a draft: words, checks, answer, proof that its order does not matter or is said.

In:  a talk at its end, its plan.
Out: a draft.
Never here: new calls on the talk.
"""

import random
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from authors.procedural.tasks.checks import checks_of
from authors.procedural.tasks.conditional import is_conditional
from authors.procedural.tasks.lint import fault_of
from authors.procedural.tasks.situations import Plan
from authors.procedural.tasks.talk import GiveUp, Talk
from authors.procedural.tasks.wording import Order, Voice, word
from authors.protocol import Draft
from environments import Change, Episode, Rehearsal, UnresolvedValue, frame_of, resolve_value
from environments.certification.answers import find_peers, judge_answer
from environments.certification.orders import other_orders, reordered, states_order
from environments.certification.sayings import Sayings
from environments.certification.values import renumbered
from schemas import Call, Check, Difficulty, ExpectedAnswer, Solution, Task, Verifier

WORDINGS = 8
"""Draws of words before a plan is dropped."""
SHUFFLES = 2
"""Orders of the writes that are drawn, besides the one backwards, which finds ten of eleven that matter."""
NAME = "draft"
"""Id until the draft has its place among the others."""


@dataclass(frozen=True)
class Unfinished:
    """All that the talk gave; what is still open is whether another order leads elsewhere."""

    talk: Talk
    plan: Plan
    voice: Voice
    changes: Sequence[Change]
    answer: Any

    @property
    def kind(self) -> str:
        """What kind of aim it can serve: where there was nothing to ask, what should be both only changes data."""
        if is_conditional(self.plan.situation):
            return "condition"
        return "query" if not self.talk.notes.writes else "both" if self.plan.question else "change"

    def proven(self, rehearsal: Rehearsal) -> Draft:
        """The draft, once other orders of its writes have been tried."""
        instruction = self._worded(_order_of(rehearsal, self) if self.talk.notes.writes else Order())
        checks = checks_of(self.talk, self.changes, instruction)
        return self._draft(instruction, checks)

    def asked_too_early(self, rehearsal: Rehearsal, shown: dict[int, Any]) -> bool:
        """Whether the calls that only the answer needs show something else before any write."""
        notes = self.talk.notes
        last = notes.writes[-1]
        if len(notes.calls) == last or self.plan.question is None:
            return False
        reads = [number for number in range(1, len(notes.calls) + 1) if number not in notes.writes]
        numbers = {number: place for place, number in enumerate(reads, start=1)}
        calls = [notes.calls[number - 1] for number in reads]
        moved = [Call(tool=call.tool, arguments=renumbered(call.arguments, numbers)) for call in calls]
        with rehearsal.episode() as episode:
            contents = _run(episode, self, moved, reads, shown)
            if contents is None:
                return False
            form = renumbered(self.plan.question.answer.form, numbers)
            try:
                return bool(resolve_value(form, contents, now=self.talk.world.now) != self.answer)
            except UnresolvedValue:
                return False

    def _worded(self, order: Order) -> str:
        """Words that an editor lets pass, that say the order where it matters and do not give the answer away."""
        plan = self.plan
        for _ in range(WORDINGS):
            text = word(self.talk.rng, self.voice, plan.lead, plan.clauses, plan.question, order, plan.own)
            if (
                fault_of(text)
                or ((order.of_writes or order.of_question) and not states_order(text))
                or self._gives_away(text)
            ):
                continue
            return text
        raise GiveUp("no words for it")

    def _gives_away(self, text: str) -> bool:
        question = self.plan.question
        if question is None:
            return False
        sayings = Sayings(text, self.talk.world.now)
        peers = find_peers(self.answer, self.talk.notes.contents)
        problems, _ = judge_answer(NAME, self.answer, question.answer.expected, sayings, peers)
        return bool(problems)

    def _draft(self, instruction: str, checks: list[Check]) -> Draft:
        notes, question = self.talk.notes, self.plan.question
        task = Task(
            id=NAME,
            kind="query" if not notes.writes else "both" if question else "change",
            instruction=instruction,
            difficulty=difficulty_of(self.talk),
            situation=self.plan.situation or None,
        )
        solution = Solution(task=NAME, calls=notes.calls, answer=question.answer.form if question else None)
        expected = question.answer.expected if question else ExpectedAnswer()
        return Draft(task, solution, Verifier(task=NAME, checks=checks, answer=expected, frame=frame_of(self.changes)))


def finish_task(talk: Talk, plan: Plan) -> Unfinished:
    """What has to be read while the talk's rows are there: changes and the answer."""
    changes = talk.episode.changes()
    _require_lasting_changes(talk, changes)
    answer = None
    if plan.question is not None:
        try:
            answer = resolve_value(plan.question.answer.form, talk.notes.contents, now=talk.world.now)
        except UnresolvedValue as fault:
            raise GiveUp(f"the answer: {fault}") from None
        if answer in (None, "", 0, []):
            raise GiveUp("an answer that anybody guesses")
    who = talk.world.party if talk.world.for_customer else talk.world.staff
    name = str(talk.row(who, talk.episode.user_id)["name"])
    return Unfinished(talk, plan, Voice(talk.world.for_customer, name), changes, answer)


def _require_lasting_changes(talk: Talk, changes: Sequence[Change]) -> None:
    """Every write must have changed a row in a way that is still there at the end."""
    last = {(each.table, *each.key.values()): each for each in changes}
    for number in talk.notes.writes:
        effects = talk.notes.effects[number]
        if not any(last.get(row) is not None and _holds(last[row], values) for row, values in effects.items()):
            raise GiveUp(f"call {number} leaves nothing behind")


def _holds(change: Change, values: dict[str, Any] | None) -> bool:
    if values is None or change.after is None:
        return values is None and change.after is None
    return any(change.after[name] == value for name, value in values.items())


def _order_of(rehearsal: Rehearsal, unfinished: Unfinished) -> Order:
    """What of the order matters: tried by running the writes backwards and shuffled, reads before them."""
    talk, notes = unfinished.talk, unfinished.talk.notes
    checks = checks_of(talk, unfinished.changes, _all_text(notes.calls))
    frame = frame_of(unfinished.changes)
    form = unfinished.plan.question.answer.form if unfinished.plan.question else None
    of_question = False
    shown = dict(enumerate(notes.contents[: notes.writes[0] - 1], start=1))
    for order in _orders(notes.calls, {number - 1 for number in notes.writes}):
        moved, numbers = reordered(notes.calls, order)
        with rehearsal.episode() as episode:
            contents = _run(episode, unfinished, moved, [place + 1 for place in order], shown)
            if contents is None or frame_of(episode.changes()) != frame or not _all_hold(episode, checks):
                return Order(of_writes=True, of_question=True)
            answer = resolve_value(renumbered(form, numbers), contents, now=talk.world.now)
            of_question = of_question or answer != unfinished.answer
    return Order(of_question=of_question or (form is not None and unfinished.asked_too_early(rehearsal, shown)))


def _orders(calls: Sequence[Call], writes: Set[int]) -> Iterator[list[int]]:
    """The writes backwards, with all reads before them, and shuffled orders, as far as the writes stand otherwise."""
    seen: set[tuple[int, ...]] = set()
    for seed in range(SHUFFLES):
        for order in other_orders(calls, writes, random.Random(seed)):
            of_writes = tuple(position for position in order if position in writes)
            if of_writes not in seen or seed == 0:
                seen.add(of_writes)
                yield order


def _run(
    episode: Episode, unfinished: Unfinished, calls: Sequence[Call], numbers: Sequence[int], shown: dict[int, Any]
) -> list[Any] | None:
    """The results of all calls; None where one fails or has nothing to refer to.

    `numbers` are those that the calls have in the talk; `shown` is what calls show before any write, by these numbers:
    none of them is called again, and what is new is added.
    """
    now, writes = unfinished.talk.world.now, unfinished.talk.notes.writes
    contents: list[Any] = []
    is_untouched = True
    for call, number in zip(calls, numbers, strict=True):
        is_untouched = is_untouched and number not in writes
        if is_untouched and number in shown:
            contents.append(shown[number])
            continue
        try:
            arguments = resolve_value(call.arguments, contents, now=now)
        except UnresolvedValue:
            return None
        result = episode.call(call.tool, arguments)
        if result.error is not None:
            return None
        contents.append(result.content)
        if is_untouched:
            shown[number] = result.content
    return contents


def _all_hold(episode: Episode, checks: Sequence[Check]) -> bool:
    execute = episode.connection.execute
    return all(execute(check.sql.replace("final.", "main."), {"user_id": 1}).get for check in checks)


def _all_text(calls: Sequence[Call]) -> str:
    """Everything that calls say: with it in the place of an instruction every text is compared."""
    return " ".join(str(call.arguments) for call in calls)


def difficulty_of(talk: Talk) -> Difficulty:
    """The level follows from steps, decisions, indirectness and distractors."""
    notes = talk.notes
    steps = len(notes.calls)
    score = steps + 1.5 * notes.branches + 0.7 * notes.indirectness + min(notes.distractors, 9) / 4
    level = "easy" if score < 6 else "medium" if score < 9.5 else "hard"
    return Difficulty(
        level=level, steps=steps, branches=notes.branches, indirectness=notes.indirectness,
        distractors=notes.distractors,
    )  # fmt: skip


__all__ = ["Unfinished", "difficulty_of", "finish_task"]
