"""A judge for what checks alone cannot decide: code-augmented LLM-as-a-judge, as in Agent World Model.

In:  the task, what the agent did, what changed, what the checks found.
Out: a `Judgement` with evidence; how often it agrees with code, measured on solutions and on wrong work.
Source: arXiv 2602.10090, which gives the judge the verifier's result beside the trajectory.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from authors.llm import looping
from authors.llm.answers import JudgementAnswer
from authors.llm.asking import Desk
from authors.llm.prompts import render
from environments import Environment, Session, Verdict, play
from schemas import Solution

Outcome = Literal["completed", "partially_completed", "agent_error", "environment_error"]
REWARDS: dict[Outcome, float | None] = {
    "completed": 1.0, "partially_completed": 0.1, "agent_error": 0.0, "environment_error": None,
}  # fmt: skip
LONGEST = 6_000


@dataclass(frozen=True)
class Judgement:
    outcome: Outcome
    evidence: str

    @property
    def reward(self) -> float | None:
        """As a verdict's: 1.0, 0.1, 0.0; None where the environment is to blame."""
        return REWARDS[self.outcome]


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


def judge(desk: Desk, episode: Episode) -> Judgement:
    """The judge's word on one episode.

    Raises:
        AuthorError: the endpoint gave no usable answer.
    """
    prompt = render(
        "judge", instruction=episode.instruction, trajectory=episode.trajectory[:LONGEST] or "Nothing.",
        changes=episode.changes[:LONGEST] or "Nothing.",
        answer=json.dumps(episode.answer, ensure_ascii=False, default=str), verdict=words_of(episode.verdict),
    )  # fmt: skip
    answer = looping.run(desk.ask("judge", prompt, JudgementAnswer, 1_000))
    known: Outcome = answer.outcome if answer.outcome in get_args(Outcome) else "agent_error"  # type: ignore[assignment]
    return Judgement(known, answer.evidence[:1_000])


def reward_by(desk: Desk, episode: Episode) -> float | None:
    """For trainers: the code's reward where it can tell, the judge's where the checks could not run."""
    from environments.reward import reward_of

    if episode.verdict.outcome != "unjudged":
        return reward_of(episode.verdict)
    return judge(desk, episode).reward


def second_opinion(desk: Desk, environment: Environment, task: str) -> list[str]:
    """For tasks whose checks alone cannot decide: what stands against publishing, by judging right and wrong work.

    Empty where the judge accepts the solution and rejects every piece of wrong work that is tried.
    """
    against = []
    for label, is_right, episode in episodes_of(environment, task):
        said = judge(desk, episode)
        if (said.outcome == "completed") != is_right:
            against.append(f"{label} is judged {said.outcome}: {said.evidence}")
    return against


def agreement(desk: Desk, environment: Environment) -> Agreement:
    """The judge against code, over all tasks: certified solutions, nothing done, a call left out, no answer."""
    confusion: Counter[str] = Counter()
    right = judged = 0
    for task in environment.tasks:
        for _, _, episode in episodes_of(environment, task):
            if episode.verdict.outcome == "unjudged":
                continue
            said = judge(desk, episode)
            confusion[f"{episode.verdict.outcome} → {said.outcome}"] += 1
            judged += 1
            right += (said.outcome == "completed") == (episode.verdict.outcome == "complete")
    return Agreement(right, judged, dict(confusion))


def episodes_of(environment: Environment, task: str) -> Iterator[tuple[str, bool, Episode]]:
    """The solution, and wrong work made of it: what it is called, whether it is right, the episode."""
    solution = next(each for each in environment.content.solutions if each.task == task)
    asks = environment.judges[task].answer_type != "none"
    writes = [place for place, call in enumerate(solution.calls) if not environment.tools[call.tool].read_only]
    yield "the solution", True, _played(environment, solution, solution.calls)
    yield "nothing", False, _played(environment, solution, [], answered=False)
    for place in writes:
        calls = solution.calls[:place]
        yield f"the solution up to call {place}", False, _played(environment, solution, calls, answered=False)
    if asks:
        yield "the solution without an answer", False, _played(environment, solution, solution.calls, answered=False)


def _played(environment: Environment, solution: Solution, calls: Sequence[Any], answered: bool = True) -> Episode:
    shorter = solution.model_copy(update={"calls": list(calls), "answer": solution.answer if answered else None})
    with environment.session(task=solution.task) as session:
        played = play(session, shorter)
        verdict = session.verify(played.answer)
        return Episode(environment.task(solution.task).instruction, _trajectory(shorter, played),
                       _changes(session), played.answer, verdict)  # fmt: skip


def _trajectory(solution: Solution, played: Any) -> str:
    lines = []
    for call, arguments, result in zip(solution.calls, played.arguments, played.results, strict=False):
        said = result.content if result.ok else f"{result.error.kind}: {result.error.message}"
        lines.append(f"{call.tool}({json.dumps(arguments, ensure_ascii=False)}) → "
                     f"{json.dumps(said, ensure_ascii=False, default=str)[:800]}")  # fmt: skip
    return "\n".join(lines)


def _changes(session: Session) -> str:
    return "\n".join(f"- {change}" for change in session.changes())


def words_of(verdict: Verdict) -> str:
    """The checks' findings, a line each."""
    lines = [f"- {'holds' if check.holds else 'does not hold'}: {check.description}" for check in verdict.checks]
    return "\n".join([*lines, f"In all: {verdict.outcome}; {verdict.reason}"])
