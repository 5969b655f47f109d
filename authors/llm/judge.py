"""A judge for what checks alone cannot decide: code-augmented LLM-as-a-judge, as in Agent World Model.

In:  the task, what the agent did, what changed, what the checks found, what code could not decide.
Out: a `Judgement` with evidence; how often it agrees with code, measured on solutions and on wrong work.
Never here: when it is asked (`doubts.py` for tasks that are written, `tasks/judge_episodes.py` for rollouts).
Source: arXiv 2602.10090, which gives the judge the verifier's result beside the trajectory.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, cast, get_args

from authors.llm import looping
from authors.llm.answers import JudgementAnswer
from authors.llm.asking import Desk, NoAnswer
from authors.llm.prompts import render
from environments import Environment, Verdict, play
from environments.certification.alterations import altered_arguments
from schemas import Solution

Outcome = Literal["completed", "partially_completed", "agent_error", "environment_error"]
OUTCOMES = get_args(Outcome)
LONGEST = 6_000
LONGEST_RESULT = 800
MUTANTS_A_WRITE = 3
NO_WORD = "no usable word"


@dataclass(frozen=True)
class Judgement:
    outcome: Outcome
    evidence: str


@dataclass(frozen=True)
class Episode:
    """What a judge sees."""

    instruction: str
    trajectory: str
    """Calls and results, a line each."""
    changes: str
    answer: Any
    verdict: Verdict


@dataclass(frozen=True)
class Agreement:
    """How a judge did where code knows."""

    right: int
    judged: int
    confusion: dict[str, int]
    """"complete → completed" and so on."""

    @property
    def share(self) -> float:
        return self.right / self.judged if self.judged else 0.0


async def judged(
    desk: Desk, episode: Episode, shows_checks: bool = True, purpose: str = "judge", doubts: Sequence[str] = ()
) -> Judgement:
    """The judge's word on one episode; without what the checks found, where the judge itself is measured.

    Raises:
        AuthorError: the endpoint gave no usable answer.
    """
    prompt = render(
        "judge", instruction=episode.instruction, trajectory=episode.trajectory[:LONGEST] or "Nothing.",
        changes=episode.changes[:LONGEST] or "Nothing.",
        answer=json.dumps(episode.answer, ensure_ascii=False, default=str),
        verdict=words_of(episode.verdict) if shows_checks else "", doubts=doubts,
    )  # fmt: skip
    answer = await desk.ask(purpose, prompt, JudgementAnswer, 1_000)
    said = answer.outcome.strip().lower().replace(" ", "_")
    if said not in OUTCOMES:
        raise NoAnswer("wrong_form", f"the judge says {said[:40]!r}, which is none of {', '.join(OUTCOMES)}")
    return Judgement(cast(Outcome, said), answer.evidence[:1_000])


def agreement(desk: Desk, environment: Environment, shows_checks: bool = True) -> Agreement:
    """The judge against code, over all tasks: certified solutions, and mutants of them.

    Shown what the checks found, it measures how well the judge goes by them; not shown, the judge alone. Where it gives
    no usable word it is wrong: a trainer would have nothing to go by.
    """
    episodes = [episode for task in environment.tasks for episode in episodes_of(environment, task)
                if episode.verdict.outcome != "unjudged"]  # fmt: skip
    confusion: Counter[str] = Counter()
    right = 0
    for episode, said in zip(episodes, looping.run(_all_judged(desk, episodes, shows_checks)), strict=True):
        confusion[f"{episode.verdict.outcome} → {said}"] += 1
        right += said != NO_WORD and (said == "completed") == (episode.verdict.outcome == "complete")
    return Agreement(right, len(episodes), dict(confusion))


async def _all_judged(desk: Desk, episodes: Sequence[Episode], shows_checks: bool) -> list[str]:
    """Outcomes, all asked for at once under the desk's limit."""

    async def one(episode: Episode) -> str:
        try:
            return (await judged(desk, episode, shows_checks)).outcome
        except NoAnswer:
            return NO_WORD

    return await asyncio.gather(*(one(episode) for episode in episodes))


def episodes_of(environment: Environment, task: str) -> Iterator[Episode]:
    """The solution, then wrong work made of it."""
    solution = _solution_of(environment, task)
    asks = environment.judges[task].answer_type != "none"
    writes = [place for place, call in enumerate(solution.calls) if not environment.tools[call.tool].read_only]
    yield solved(environment, task)
    yield _played(environment, solution, [], answered=False)
    for place in writes:
        yield _played(environment, solution, solution.calls[:place], answered=False)
    if asks:
        yield _played(environment, solution, solution.calls, answered=False)
    yield from _altered(environment, solution, writes)


def solved(environment: Environment, task: str) -> Episode:
    """The episode of somebody who does as the task's solution says."""
    solution = _solution_of(environment, task)
    return _played(environment, solution, solution.calls)


def _solution_of(environment: Environment, task: str) -> Solution:
    return next(each for each in environment.content.solutions if each.task == task)


def _altered(environment: Environment, solution: Solution, writes: Sequence[int]) -> Iterator[Episode]:
    """The solution with a change of another kind: other amounts, days, rows, choices, as the certificate tries them."""
    with environment.session(task=solution.task) as session:
        arguments = play(session, solution).arguments
    for place in writes:
        call = solution.calls[place]
        schema = environment.tools[call.tool].tool.parameters
        for _, _, other in islice(altered_arguments(arguments[place], schema), MUTANTS_A_WRITE):
            calls = list(solution.calls)
            calls[place] = call.model_copy(update={"arguments": other})
            episode = _played(environment, solution, calls)
            if episode.verdict.outcome != "complete":  # else it comes to the same
                yield episode


def _played(environment: Environment, solution: Solution, calls: Sequence[Any], answered: bool = True) -> Episode:
    shorter = solution.model_copy(update={"calls": list(calls), "answer": solution.answer if answered else None})
    with environment.session(task=solution.task) as session:
        played = play(session, shorter)
        verdict = session.verify(played.answer)
        return Episode(environment.task(solution.task).instruction, _trajectory(shorter, played),
                       changes_text(session.changes()), played.answer, verdict)  # fmt: skip


def _trajectory(solution: Solution, played: Any) -> str:
    made = zip(solution.calls, played.arguments, played.results, strict=False)
    return "\n".join(line_of(call.tool, arguments, result) for call, arguments, result in made)


def line_of(tool: str, arguments: Any, result: Any) -> str:
    """One call of a trajectory: what was called with what, and what came back, shortened."""
    said = result.content if result.ok else f"{result.error.kind}: {result.error.message}"
    shown = json.dumps(said, ensure_ascii=False, default=str)[:LONGEST_RESULT]
    return f"{tool}({json.dumps(arguments, ensure_ascii=False)}) → {shown}"


def changes_text(changes: Sequence[Any]) -> str:
    """Row-level changes, a line each."""
    return "\n".join(f"- {change}" for change in changes)


def words_of(verdict: Verdict) -> str:
    """The checks' findings, a line each."""
    lines = [f"- {'holds' if check.holds else 'does not hold'}: {check.description}" for check in verdict.checks]
    return "\n".join([*lines, f"In all: {verdict.outcome}; {verdict.reason}"])
