"""Do a task rightly in another way: what an honest agent may do otherwise must be accepted.

In:  the bench, the executed solution, the judge of the task.
Out: `RouteFindings`: ways tried and accepted, by kind; a problem for each that was refused although it ends in the
     same world with the same answer.
Never here: other orders of writes (`reordering`), and wrong work.

Kinds: `extra_reads` harmless look-ups in between; `failed_attempt` a call that fails ahead of each write;
`other_look_up` another tool that shows the same id; `spelled_out` documented defaults given; `other_form` moments in
another ISO form, whole numbers with a fraction of zero; `items_turned` the items of a list in another order;
`one_by_one` a list given in several calls; `reads_first` all look-ups before any write; `answer_form` the answer as
people write it otherwise. The first six are played together, and each alone only where together they are refused.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from environments.answers import agrees
from environments.certification.bench import Bench, verdict_on, world_in
from environments.certification.candidates import WRONG_IDS
from environments.certification.execution import Execution
from environments.certification.orders import reordered
from environments.certification.trials import Trials
from environments.certification.values import depends_on, last_name, leaves, names_a_row, renumbered, replaced
from environments.rehearsal import Episode
from environments.result import Result
from environments.solution import UnresolvedValue, play, resolve_value
from schemas import Problem, Solution

TOGETHER = ("extra_reads", "failed_attempt", "other_look_up", "spelled_out", "other_form", "items_turned")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::00)?")


@dataclass
class RouteFindings:
    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def measures(self) -> dict[str, float]:
        """For the certificate: totals, and how often each way was tried."""
        ways = {f"alternative_{kind}": float(count) for kind, count in sorted(self.tried.items())}
        return {"alternatives": self.tried.total(), "alternatives_refused": self.refused.total(), **ways}


@dataclass
class _Journey:
    """One way through a solution, while it is gone."""

    used: Counter[str] = field(default_factory=Counter)
    """The kinds of detour that were really taken."""
    results: list[Result] = field(default_factory=list)


def try_routes(bench: Bench, execution: Execution, trials: Trials) -> RouteFindings:
    """Go every other way that there is, and judge where it ends."""
    return _Guide(bench, execution, trials).go()


class _Guide:
    def __init__(self, bench: Bench, execution: Execution, trials: Trials) -> None:
        self._bench = bench
        self._execution = execution
        self._trials = trials
        self._dice = bench.dice(f"routes/{execution.task}")
        self._findings = RouteFindings()

    def go(self) -> RouteFindings:
        if not self._detour(TOGETHER, is_final=False):
            for kind in TOGETHER:
                self._detour((kind,), is_final=True)
        self._split_lists()
        self._read_first()
        self._answer_otherwise()
        return self._findings

    def _detour(self, kinds: Sequence[str], is_final: bool) -> bool:
        """Whether these detours together are accepted, or lead elsewhere; if not final, a refusal is not noted."""
        journey = _Journey()
        with self._bench.stage.episode() as episode:
            answer = self._travel(episode, kinds, journey)
            if answer is None:
                return not is_final and len(kinds) == 1
            return self._judge(episode, answer[0], journey.used, is_final)

    def _judge(self, episode: Episode, answer: Any, used: Counter[str], is_final: bool = True) -> bool:
        verdict = verdict_on(episode, self._trials.judge, answer)
        if verdict.outcome == "complete":
            self._findings.tried.update(used)
            return True
        same = answer == self._execution.answer and world_in(episode, self._bench.shape) == self._trials.world
        if same and is_final:
            self._note_refusal(used, verdict.reason)
        return False

    def _note_refusal(self, used: Counter[str], reason: str) -> None:
        self._findings.tried.update(used)
        self._findings.refused.update(used)
        ways = " and ".join(sorted(used)).replace("_", " ")
        message = f"work done otherwise ({ways}) ends in the same world with the same answer, but is rejected: {reason}"
        self._findings.problems.append(Problem(rule="false_rejection", where=self._execution.task, message=message))

    def _travel(self, episode: Episode, kinds: Sequence[str], journey: _Journey) -> tuple[Any] | None:
        """The answer at the end of the way (in a tuple); None where the way is blocked."""
        now = self._bench.environment.manifest.now
        for position, call in enumerate(self._execution.calls):
            tool, writes = call.tool, position in self._execution.writes
            try:
                arguments = resolve_value(call.arguments, journey.results, now=now)
            except UnresolvedValue:
                return None
            if writes and "failed_attempt" in kinds:
                journey.used["failed_attempt"] += self._fail(episode, tool, arguments)
            if writes and "extra_reads" in kinds:
                journey.used["extra_reads"] += self._read_more(episode)
            arguments = self._reworded(tool, arguments, kinds, journey)
            if not writes and "other_look_up" in kinds:
                journey.used["other_look_up"] += self._look_elsewhere(episode, position)
            result = episode.call(tool, arguments)
            if not result.ok:
                return None
            journey.results.append(result)
        journey.used = Counter(dict.fromkeys((+journey.used), 1))
        try:
            return (resolve_value(self._execution.authored_answer, journey.results, now=now, path="answer"),)
        except UnresolvedValue:
            return None

    def _fail(self, episode: Episode, tool: str, arguments: Mapping[str, Any]) -> bool:
        """A first attempt that goes wrong and is taken back by the interpreter."""
        for path, value in leaves(dict(arguments)):
            if names_a_row(last_name(path)) and isinstance(value, int):
                return not self._tried(episode, tool, replaced(dict(arguments), path, WRONG_IDS[1]))
        return not self._tried(episode, tool, {})

    def _tried(self, episode: Episode, tool: str, arguments: dict[str, Any]) -> bool:
        """Whether an attempt went through after all; then it is taken back here."""
        return episode.trial(tool, arguments).ok

    def _read_more(self, episode: Episode) -> bool:
        readers = sorted(set(self._bench.tools) - self._bench.writers)
        tool = self._dice.choice(readers) if readers else ""
        known = self._bench.coverage.succeeded.get(tool)
        return bool(known) and episode.call(tool, dict(self._dice.choice(known or [{}]))).ok

    def _reworded(self, tool: str, arguments: Any, kinds: Sequence[str], journey: _Journey) -> dict[str, Any]:
        """The same arguments in other words."""
        schema = self._bench.tools[tool].parameters["properties"]
        given = dict(arguments)
        if "spelled_out" in kinds:
            left = {name: each["default"] for name, each in schema.items() if each.get("default") is not None}
            journey.used["spelled_out"] += len(left.keys() - given.keys())
            given = {**left, **given}
        for name, value in given.items():
            if "other_form" in kinds:
                given[name] = _other_form(value, schema.get(name, {}))
                journey.used["other_form"] += type(given[name]) is not type(value) or given[name] != value
            if "items_turned" in kinds and isinstance(value, list) and len(value) > 1:
                given[name] = value[::-1]
                journey.used["items_turned"] += 1
        return given

    def _look_elsewhere(self, episode: Episode, position: int) -> bool:
        """Whether another tool, asked for nothing in particular, shows the ids that are read off this look-up."""
        wanted = {value for at, value in self._ids_taken_from(position)}
        shown = self._bench.bare_reads()
        for tool in sorted(shown):
            if wanted and tool != self._execution.calls[position].tool and wanted <= shown[tool]:
                return episode.call(tool, {}).ok
        return False

    def _ids_taken_from(self, position: int) -> list[tuple[str, Any]]:
        """Names and values of the ids that later calls take from this one."""
        found = []
        for later, call in enumerate(self._execution.calls):
            for path, value in leaves(call.arguments):
                if position + 1 in depends_on(value) and names_a_row(last_name(path)):
                    found.append((last_name(path), _at(self._execution.arguments[later], path)))
        return found

    # ---- ways of their own ---------------------------------------------------------------------------------------

    def _split_lists(self) -> None:
        """A list of several, given in as many calls: the same work where the tools make the same of it."""
        for position in sorted(self._execution.writes):
            for name, value in self._execution.arguments[position].items():
                if isinstance(value, list) and len(value) > 1:
                    self._split(position, name, value)

    def _split(self, position: int, name: str, items: list[Any]) -> None:
        now = self._bench.environment.manifest.now
        results: list[Result] = []
        with self._bench.stage.episode() as episode:
            for at, call in enumerate(self._execution.calls):
                try:
                    arguments = resolve_value(call.arguments, results, now=now)
                except UnresolvedValue:
                    return
                parts = [{**arguments, name: [item]} for item in items] if at == position else [arguments]
                made = [episode.call(call.tool, part) for part in parts]
                if not all(result.ok for result in made):
                    return
                results.append(made[-1])
            if world_in(episode, self._bench.shape) == self._trials.world:
                self._judge(episode, self._execution.answer, Counter({"one_by_one": 1}))

    def _read_first(self) -> None:
        writes = self._execution.writes
        reads = [at for at in range(len(self._execution.calls)) if at not in writes]
        order = [*reads, *sorted(writes)]
        if not writes or not reads or order == sorted(order) or self._refers_ahead(order):
            return
        calls, numbers = reordered(self._execution.calls, order)
        answer = renumbered(self._execution.authored_answer, numbers)
        with self._bench.stage.episode() as episode:
            played = play(episode, Solution(task=self._execution.task, calls=calls, answer=answer))
            if played.failed is None and played.answer == self._execution.answer:
                self._judge(episode, played.answer, Counter({"reads_first": 1}))

    def _refers_ahead(self, order: Sequence[int]) -> bool:
        done: set[int] = set()
        for at in order:
            if not {number - 1 for number in depends_on(self._execution.calls[at].arguments)} <= done:
                return True
            done.add(at)
        return False

    def _answer_otherwise(self) -> None:
        kind = self._trials.judge.answer_type
        for form in _answer_forms(self._execution.answer, kind) if kind != "none" else ():
            self._findings.tried["answer_form"] = 1
            if not agrees(self._trials.expected, form):
                self._note_answer(form)

    def _note_answer(self, form: Any) -> None:
        self._findings.refused["answer_form"] = 1
        message = f"the right answer, written as {form!r}, is rejected"
        self._findings.problems.append(Problem(rule="false_rejection", where=self._execution.task, message=message))


def _other_form(value: Any, schema: Mapping[str, Any]) -> Any:
    """A moment with T and Z; a whole amount with a fraction of zero. The same to whoever reads JSON."""
    if isinstance(value, str) and schema.get("format") == "date-time" and (found := _MOMENT.fullmatch(value)):
        return f"{found[1]}T{found[2]}:00Z"
    if isinstance(value, int) and not isinstance(value, bool) and schema.get("type") == "number":
        return float(value)
    return value


def _answer_forms(answer: Any, kind: str) -> list[Any]:
    """Ways in which people write this answer."""
    if kind == "number" and isinstance(answer, int | float):
        return [str(answer), f"{answer:,}", f" {answer} "]
    if kind == "set" and isinstance(answer, list):
        return [answer[::-1], "\n".join(f"- {item}" for item in answer)]
    if kind == "text" and isinstance(answer, str):
        return [answer.upper(), f"“{answer}”", f"{answer}."]
    if kind == "date" and isinstance(answer, str):
        return [f" {answer} "]
    return []


def _at(value: Any, path: Sequence[Any]) -> Any:
    for key in path:
        value = value[key]
    return value
