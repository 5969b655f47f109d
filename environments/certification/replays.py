"""Play a solution again, in fresh sessions: nothing may depend on anything but the calls.

In:  a solution and what its calls returned.
Out: problems where two replays differ, or where the order of rows is left to chance.
Never here: what the calls should have returned.
"""

from typing import Any

from environments.certification.bench import Bench, verdict_on
from environments.certification.values import at, leaves, path_text, show
from environments.environment import Environment
from environments.solution import Played, play
from environments.verification import Judge
from schemas import Problem, Solution

ORDER_ADVICE = "end its ORDER BY in a unique column, also inside json_group_array and group_concat"


def check_replays(environment: Environment, solution: Solution, played: Played) -> list[Problem]:
    """Two fresh sessions must give the same bytes and the same answer."""
    images, answers = [], []
    for _ in range(2):
        with environment.session() as session:
            again = play(session, solution)
            images.append(session.image())
            answers.append((again.answer, again.failed, [result.text for result in again.results]))
    if images[0] == images[1] and answers[0] == answers[1] == _outcome(played):
        return []
    what = "databases" if images[0] != images[1] else "results"
    message = f"two replays of the solution leave different {what}; look for what depends on more than the calls"
    return [Problem(rule="replay_differs", where=solution.task, message=f"{message}.")]


def check_solution_scans(bench: Bench, solution: Solution, played: Played, judge: Judge) -> list[Problem]:
    """The solution and its verdict must not depend on the order in which tables are scanned."""
    with bench.reversed_stage.episode() as episode:
        again = play(episode, solution)
        for number, (one, other) in enumerate(zip(played.results, again.results, strict=False), 1):
            if one.text != other.text:
                tool = solution.calls[number - 1].tool
                where = f"{solution.task}, call {number} {tool}"
                return [scan_problem(where, one.content, other.content, other.error)]
        if again.answer != played.answer or again.failed:
            message = f"the answer {show(played.answer)} becomes {show(again.answer)} when rows are scanned in reverse"
            return [Problem(rule="scan_order", where=f"{solution.task}, answer", message=f"{message}; {ORDER_ADVICE}.")]
        verdict = verdict_on(episode, judge, again.answer)
    if verdict.outcome == "complete":
        return []
    message = f"the verifier rejects the solution when rows are scanned in reverse ({verdict.reason}); {ORDER_ADVICE}"
    return [Problem(rule="scan_order", where=f"{solution.task}, verifier", message=f"{message}.")]


def scan_problem(where: str, one: Any, other: Any, error: Any) -> Problem:
    """Names the first place where two results of one call differ."""
    if error is not None:
        message = f"the call fails when rows are scanned in reverse ({error.message}); {ORDER_ADVICE}"
    else:
        path = first_difference(one, other)
        shown = f"{show(_at(one, path))} in one scan order, {show(_at(other, path))} in the other"
        message = f"the result differs at {path_text(path) or 'its top'}: {shown}; {ORDER_ADVICE}"
    return Problem(rule="scan_order", where=where, message=f"{message}.")


def first_difference(one: Any, other: Any) -> tuple[str | int, ...]:
    """The path of the first leaf of `one` that `other` lacks or has otherwise."""
    return next((path for path, value in leaves(one) if _at(other, path) != value), ())


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    try:
        return at(value, path)
    except (KeyError, IndexError, TypeError):
        return None


def _outcome(played: Played) -> tuple[Any, str | None, list[bytes]]:
    return played.answer, played.failed, [result.text for result in played.results]
