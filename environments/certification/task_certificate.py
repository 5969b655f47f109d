"""Certify one task by doing it: rightly, not at all, in other orders, and wrongly in every small way.

In:  the bench and a task.
Out: the task's certificate, and its verifier as it was tested.
Never here: how any one of these things is done; this is the order in which they are.
"""

from dataclasses import dataclass, replace
from typing import Any

from environments.certification.answers import CANARIES, find_peers, judge_answer, wrong_answers
from environments.certification.bench import Bench, execution_of, verdict_on, world_in
from environments.certification.execution import Execution
from environments.certification.grounding import check_grounding
from environments.certification.leaks import find_leaks
from environments.certification.mutants import Mutants
from environments.certification.reordering import try_orders
from environments.certification.replays import check_replays, check_solution_scans
from environments.certification.routes import try_routes
from environments.certification.sayings import Sayings
from environments.certification.trials import Trials
from environments.errors import EnvironmentFault
from environments.rehearsal import Episode
from environments.result import Result
from environments.solution import Played, UnresolvedValue, resolve_value
from environments.verification import Judge, Verdict, frame_of
from schemas import Certificate, Problem, Solution, Task, Verifier

MOST_CALLS = 16
"""So that 20 turns suffice."""
_SHOWN_SURVIVORS = 12


@dataclass
class Attempt:
    """One task on the bench, and all that has been found so far."""

    bench: Bench
    task: Task
    solution: Solution
    verifier: Verifier
    judge: Judge
    problems: list[Problem]
    warnings: list[Problem]

    def complain(self, rule: str, where: str, message: str) -> None:
        """Note a reason against publishing."""
        self.problems.append(Problem(rule=rule, where=where, message=message))

    def warn(self, rule: str, where: str, message: str) -> None:
        self.warnings.append(Problem(rule=rule, where=where, message=message))


def certify_task(bench: Bench, task: Task) -> tuple[Certificate, Verifier | None]:
    """Everything that can be proved about a task; problems never stop what can still be tried."""
    content = bench.environment.content
    solution = next((solution for solution in content.solutions if solution.task == task.id), None)
    verifier = next((verifier for verifier in content.verifiers if verifier.task == task.id), None)
    judge = bench.judge_of(task.id)
    if solution is None or verifier is None or judge is None:
        missing = "solution" if solution is None else "verifier"
        problem = Problem(rule=f"no_{missing}", where=task.id, message=f"the task has no {missing}; write one.")
        return Certificate(scope="task", name=task.id, passed=False, problems=[problem]), verifier
    attempt = Attempt(bench, task, solution, verifier, judge, [], [])
    try:
        certificate = _certify(attempt)
    except EnvironmentFault as fault:
        attempt.complain("fault", task.id, str(fault))
        certificate = _conclude(attempt)
    return certificate, attempt.verifier


def _certify(attempt: Attempt) -> Certificate:
    bench, task, solution = attempt.bench, attempt.task, attempt.solution
    with bench.stage.episode() as episode:
        played = _play_with_savepoints(attempt, episode)
        if played.failed is not None:
            attempt.complain(
                "solution_failed", f"{task.id}, solution", f"{played.failed}. Mend the solution or the tool."
            )
            return _conclude(attempt)
        execution = execution_of(bench, solution, played)
        _check_invariants(attempt, episode)
        _fill_frame(attempt, episode)
        trials = Trials(attempt.judge, played.answer, world_in(episode, bench.shape), bench.shape)
        accepted = _judge_solution(attempt, episode, trials)
        if accepted:
            trials.expected = _expected(attempt, episode)
            _try_wrong_answers(attempt, episode, execution, trials)
            Mutants(bench, execution, trials).run(episode, list(played.results))
    _check_idleness(attempt, trials, accepted)
    attempt.problems += check_replays(bench.environment, solution, played)
    if accepted:
        attempt.problems += check_solution_scans(bench, solution, played, attempt.judge)
    _check_words(attempt, execution)
    return _conclude(attempt, execution, trials, accepted)


def _play_with_savepoints(attempt: Attempt, episode: Episode) -> Played:
    """The solution, with a savepoint ahead of each write to which mutants return."""
    now = attempt.bench.environment.manifest.now
    writers = attempt.bench.writers
    results: list[Result] = []
    arguments: list[dict[str, Any]] = []
    for position, call in enumerate(attempt.solution.calls):
        if call.tool in writers:
            episode.mark(f"before_{position}")
        named = f"call {position + 1} {call.tool}"
        try:
            resolved = resolve_value(call.arguments, results, now=now, path=f"calls/{position + 1}")
        except UnresolvedValue as fault:
            return Played(tuple(results), tuple(arguments), None, f"{named}: {fault}")
        result = episode.call(call.tool, resolved)
        results.append(result)
        arguments.append(resolved)
        if result.error is not None:
            failed = f"{named} fails: {result.error.kind}: {result.error.message}"
            return Played(tuple(results), tuple(arguments), None, failed)
    try:
        answer = resolve_value(attempt.solution.answer, results, now=now, path="answer")
    except UnresolvedValue as fault:
        return Played(tuple(results), tuple(arguments), None, str(fault))
    return Played(tuple(results), tuple(arguments), answer, None)


def _fill_frame(attempt: Attempt, episode: Episode) -> None:
    """Replace a list of tables by what the solution changed in them, which is all that may change."""
    if isinstance(attempt.verifier.frame, list):
        counted = {
            table: counts for table, counts in frame_of(episode.changes()).items() if table in attempt.verifier.frame
        }
        attempt.verifier = attempt.verifier.model_copy(update={"frame": counted})
        attempt.judge = replace(attempt.judge, frame=dict(counted))


def _judge_solution(attempt: Attempt, episode: Episode, trials: Trials) -> bool:
    """Whether the solution is accepted, and whether it does what its kind of task promises."""
    task = attempt.task.id
    if len(attempt.solution.calls) > MOST_CALLS:
        count = len(attempt.solution.calls)
        attempt.complain("too_long", f"{task}, solution", f"{count} calls are more than {MOST_CALLS}; ask for less.")
    verdict = verdict_on(episode, attempt.judge, trials.answer)
    if verdict.outcome == "unjudged":
        _note_unjudged(attempt, verdict, "after the solution")
    elif verdict.outcome == "incomplete":
        attempt.complain("solution_rejected", f"{task}, verifier", f"the solution is rejected: {verdict.reason}.")
    if attempt.task.kind == "query" and trials.world:
        attempt.warn("query_changes", task, "the task is a query, but its solution changes rows; call it `both`.")
    if attempt.task.kind != "query" and not trials.world:
        attempt.complain(
            "nothing_changes", task, f"the task is a {attempt.task.kind}, but its solution changes no row."
        )
    if attempt.task.kind != "change" and attempt.judge.answer_type == "none":
        attempt.complain("no_answer_asked", task, f"the task is a {attempt.task.kind}, but no answer is expected.")
    return verdict.outcome == "complete"


def _expected(attempt: Attempt, episode: Episode) -> Any:
    """What the answer should be, as things stand; nothing where none is asked for."""
    if attempt.judge.answer_type == "none":
        return None
    with episode.metered():
        return attempt.judge.expected(episode.connection, {"user_id": episode.user_id})


def _check_invariants(attempt: Attempt, episode: Episode) -> None:
    """What always holds must hold after the solution, and states must have moved as they may."""
    promised, changes = attempt.bench.environment.invariants, episode.changes()
    touched = {change.table for change in changes}
    calls = len(attempt.solution.calls)
    for each in [*promised.broken(episode.connection, touched), *promised.broken_moves(changes, calls)]:
        where = f"{attempt.task.id}, solution"
        attempt.complain("invariant_broken", where, f"after the solution {each}. Mend the tool that allows it.")


def _check_idleness(attempt: Attempt, trials: Trials, accepted: bool) -> None:
    """Doing nothing must be rejected: with no answer, and with the right one where work is asked for."""
    with attempt.bench.stage.episode() as episode:
        verdict = verdict_on(episode, attempt.judge, None)
        if verdict.outcome == "complete":
            attempt.complain(
                "noop_accepted", f"{attempt.task.id}, verifier", "doing nothing, with no answer, is accepted."
            )
        elif verdict.outcome == "unjudged":
            _note_unjudged(attempt, verdict, "when nothing was done")
        if verdict.outcome == "complete":
            return
        if not trials.world:
            _try_canaries(attempt, episode)
            return
        is_free = accepted and all(check.holds_initially for check in attempt.judge.checks)
        if attempt.judge.answer_type != "none":
            outcome = trials.try_answer(episode, "answer_without_work", trials.answer)
            is_free = is_free or outcome == "survived"
    if is_free:
        message = "every check holds before any work: the goal is true already, or the checks do not see the work."
        attempt.complain("goal_already_true", f"{attempt.task.id}, verifier", message)


def _try_canaries(attempt: Attempt, episode: Episode) -> None:
    """What somebody says who has done no work must not happen to be right."""
    for canary in CANARIES:
        if verdict_on(episode, attempt.judge, canary).outcome == "complete":
            message = f"{canary!r} without any work is accepted; ask for something that has to be looked up"
            attempt.complain("answer_guessable", f"{attempt.task.id}, answer", message)
            return


def _try_wrong_answers(attempt: Attempt, episode: Episode, execution: Execution, trials: Trials) -> None:
    expected = attempt.verifier.answer
    if expected.type == "none":
        return
    trials.try_answer(episode, "no_answer", None)
    trials.try_answer(episode, "no_answer", "")
    peers = find_peers(trials.answer, execution.contents)
    for wrong in wrong_answers(trials.answer, expected, peers):
        trials.try_answer(episode, "wrong_answer", wrong)


def _check_words(attempt: Attempt, execution: Execution) -> None:
    """What the instruction says, gives away, and leaves to guessing."""
    task, bench = attempt.task, attempt.bench
    sayings = Sayings(task.instruction, bench.environment.manifest.now)
    grounding = check_grounding(sayings, execution)
    attempt.problems += grounding.problems
    attempt.warnings += grounding.warnings
    peers = find_peers(execution.answer, execution.contents)
    problems, warnings = judge_answer(task.id, execution.answer, attempt.verifier.answer, sayings, peers)
    attempt.problems += problems
    attempt.warnings += warnings
    attempt.problems += find_leaks(task.instruction, attempt.solution, execution.answer, bench.documentation)


def _note_unjudged(attempt: Attempt, verdict: Verdict, when: str) -> None:
    for check in verdict.checks:
        if check.error:
            where = f"{attempt.task.id}, check “{check.description}”"
            attempt.complain("unjudged", where, f"the check cannot run {when}: {check.error}.")


def _conclude(
    attempt: Attempt, execution: Execution | None = None, trials: Trials | None = None, accepted: bool = False
) -> Certificate:
    """The certificate from all that was found."""
    task = attempt.task
    orders = {}
    measures: dict[str, float] = {"checks": len(attempt.judge.checks)}
    if execution is not None and trials is not None and accepted:
        found = try_orders(attempt.bench, execution, trials, task.instruction)
        attempt.problems += found.problems
        attempt.warnings += found.warnings
        orders = dict(found.orders)
        routes = try_routes(attempt.bench, execution, trials)
        attempt.problems += routes.problems
        measures |= routes.measures()
        _note_trials(attempt, trials)
        measures["implied_checks"] = len(trials.implied_checks())
    return Certificate(
        scope="task",
        name=task.id,
        passed=not attempt.problems,
        problems=attempt.problems,
        warnings=attempt.warnings,
        steps=len(attempt.solution.calls),
        mutants=trials.counts() if trials else [],
        orders=orders,
        measures=measures,
    )


def _note_trials(attempt: Attempt, trials: Trials) -> None:
    task = attempt.task.id
    for survivor in trials.survivors[:_SHOWN_SURVIVORS]:
        message = f"wrong work is accepted ({survivor.kind}): {survivor.what}. Add or tighten a check."
        attempt.complain("mutant_survived", f"{task}, verifier", message)
    for check, error in trials.unjudged.items():
        attempt.complain("unjudged", f"{task}, check “{check}”", f"the check cannot run: {error}.")
    for call in trials.idle_calls:
        attempt.warn("idle_write", f"{task}, {call}", "without this call the solution ends in the same world; drop it.")
    for position in trials.implied_checks():
        where = f"{task}, check “{attempt.judge.checks[position].description}”"
        message = (
            "every mutant is noticed without it: the other checks and the frame imply it, or mutants cannot see it."
        )
        attempt.warn("implied_check", where, message)
