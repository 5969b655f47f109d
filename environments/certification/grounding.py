"""Follow every value of a solution back to where an agent could know it from.

In:  the instruction, and the solution as it ran.
Out: problems (values that can only have been guessed) and warnings (values that we cannot explain).
Never here: calls. What a value leads to was executed before.

A value is grounded where the instruction says it, an earlier result holds it, or the tool documents the choice
(a default, an enum value described in the instruction's words, a page size).
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from environments.certification.computed import unexplained_literals
from environments.certification.execution import Execution
from environments.certification.knowledge import Seen, Slot, explain_doubt, is_known, is_specific
from environments.certification.positions import Place, asks_superlative, entered_lists, explain_row, used_positions
from environments.certification.sayings import Sayings, folded, read_date
from environments.certification.values import Path, last_name, leaves, path_text, show, subschema
from schemas import ParameterMeaning, Problem


@dataclass
class Findings:
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def check_grounding(sayings: Sayings, execution: Execution) -> Findings:
    """Judge every value of the solution, and every row that it takes by position."""
    findings = Findings()
    seen = Seen()
    places = used_positions(_references(execution))
    for position, call in enumerate(execution.calls):
        for path, value in leaves(call.arguments):
            slot = _slot(execution, position, path)
            for unknown in _unknown(value, slot, sayings, seen):
                (findings.problems if slot.writes or is_specific(unknown.value) else findings.warnings).append(
                    Problem(rule="ungrounded", where=slot.place, message=unknown.message)
                )
            _check_rows(value, slot, sayings, execution, places, findings)
        seen.add(position + 1, execution.contents[position])
    end = Slot(len(execution.calls), (), f"{execution.task}, answer", "answer", {}, ParameterMeaning(), False)
    for _, value in leaves(execution.authored_answer):
        _check_rows(value, end, sayings, execution, places, findings)
    _check_literal_answer(execution, seen, end, findings)
    return findings


@dataclass(frozen=True)
class _Unknown:
    value: Any
    message: str


def _slot(execution: Execution, position: int, path: Path) -> Slot:
    tool = execution.tools[execution.calls[position].tool]
    parameter = str(path[0]) if path else ""
    return Slot(
        call=position,
        path=path,
        place=execution.place(position, path_text(path)),
        name=last_name(path),
        schema=subschema(tool.parameters, path),
        meaning=tool.meanings.get(parameter, ParameterMeaning()),
        writes=position in execution.writes,
    )


def _unknown(value: Any, slot: Slot, sayings: Sayings, seen: Seen) -> Iterator[_Unknown]:
    """What of this value nobody could know: nothing, or one thing for each unknown part."""
    if isinstance(value, dict) and "$ref" in value:
        return
    if isinstance(value, dict) and "$pick" in value:
        for key, wanted in (value["$pick"].get("where") or {}).items():
            inner = Slot(slot.call, slot.path, slot.place, str(key), {}, ParameterMeaning(), slot.writes)
            for unknown in _unknown(wanted, inner, sayings, seen):
                yield _Unknown(unknown.value, f"picks the row where {key} is {show(wanted)}, but {unknown.message}")
        extreme = next((f"{word} {value['$pick'][word]}" for word in ("least", "most") if word in value["$pick"]), None)
        if extreme is not None and not asks_superlative(sayings):
            yield _Unknown(value, f"picks the row with the {extreme}, but the instruction asks for no extreme")
    elif isinstance(value, dict) and "$sql" in value:
        for key, wanted in value.items():
            if key != "$sql":
                yield from _unknown(wanted, slot, sayings, seen)
        for literal in unexplained_literals(value["$sql"], sayings):
            yield _Unknown(value, f"computes with {literal}, which the instruction does not say")
    elif not is_known(value, slot, sayings, seen):
        yield _Unknown(value, explain_doubt(value, slot, sayings, seen))


def _references(execution: Execution) -> Iterator[str]:
    authored: list[Any] = [call.arguments for call in execution.calls]
    for value in [*authored, execution.authored_answer]:
        yield from _references_in(value)


def _references_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and "$ref" in value:
        yield str(value["$ref"])
    elif isinstance(value, dict):
        for item in value.values():
            yield from _references_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references_in(item)


def _check_rows(
    value: Any,
    slot: Slot,
    sayings: Sayings,
    execution: Execution,
    places: Mapping[Place, Set[int]],
    findings: Findings,
) -> None:
    """Judge each row that references in this value take by position."""
    for reference in _references_in(value):
        for place, position, rows in entered_lists(execution.contents, reference):
            reached = _reached(execution, int(place[0]))
            unexplained = explain_row(position, rows, sayings, reached, places.get(place, set()), reference)
            if unexplained is None:
                continue
            advice = "Describe the row in the instruction, or $pick it by what the instruction says"
            if unexplained.verdict == "guess":
                problem = Problem(rule="guessed_row", where=slot.place, message=f"{unexplained.message}. {advice}")
                findings.problems.append(problem)
            else:
                warning = Problem(
                    rule="position_unexplained", where=slot.place, message=f"{unexplained.message}. {advice}"
                )
                findings.warnings.append(warning)


def _reached(execution: Execution, call: int) -> set[tuple[str, Any]]:
    """Names and values that the calls before this one were given."""
    return {
        (last_name(path), value)
        for arguments in execution.arguments[: call - 1]
        for path, value in leaves(arguments)
        if not isinstance(value, dict | list)
    }


def _check_literal_answer(execution: Execution, seen: Seen, slot: Slot, findings: Findings) -> None:
    """Warn of an answer in words that no result showed."""
    for _, value in leaves(execution.authored_answer):
        day = read_date(value)
        shown = seen.holds(value) or (day is not None and day.isoformat() in seen.days)
        if isinstance(value, str) and not shown and folded(value) not in ("yes", "no", "true", "false"):
            message = f"the answer {show(value)} is in no result of the solution; look it up in one more call"
            findings.warnings.append(Problem(rule="answer_unseen", where=slot.place, message=message))
