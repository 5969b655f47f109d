"""A verifier as Python over two database files, in both of AWM's modes.

In:  an environment, a task.
Out: source with `verify_task_completion`, which decides; source with `verify_task`, which gathers facts for a judge.
Never here: running it.

Checks, frame and answer are those of the verifier; answers are read by this project's own code, which stands in the
source where an answer is asked for.
"""

import json

from environments import answers, dates
from environments.environment import Environment
from environments.exchange.awm.arguments_source import quoted
from environments.exchange.awm.module_source import USER, filled, quoted_sql
from environments.exchange.awm.own_source import source_of
from environments.exchange.awm.plain_functions import definitions, registrations
from environments.exchange.awm.plain_sql import NotPlain, PlainSql
from schemas import Verifier

_READERS = {
    "number": ("number_of",),
    "text": ("folded",),
    "date": ("date_of", "_same_date"),
    "set": ("folded_item", "_readings", "_same_items"),
}
_COMPARED = {
    "number": "    said = number_of(final_answer)\n"
              "    return said is not None and abs(said - number_of(expected)) <= TOLERANCE\n",
    "text": "    return folded(final_answer) == folded(expected)\n",
    "date": "    return _same_date(date_of(expected), date_of(final_answer))\n",
    "set": "    wanted = [folded_item(item) for item in expected]\n"
           "    return any(_same_items(wanted, reading) for reading in _readings(final_answer, wanted))\n",
}  # fmt: skip


def code_verifier(environment: Environment, task: str) -> str:
    """Source that decides.

    Raises:
        NotPlain: a check needs what older versions of SQLite do not have.
    """
    return _written("verifier.py.txt", environment, task)


def facts_verifier(environment: Environment, task: str) -> str:
    """Source that gathers facts for a judge.

    Raises:
        NotPlain: as `code_verifier`.
    """
    return _written("facts_verifier.py.txt", environment, task)


def _written(file: str, environment: Environment, task: str) -> str:
    verifier = next(each for each in environment.content.verifiers if each.task == task)
    plain = PlainSql(environment.manifest.now)
    try:
        checks = [(check.description, plain.statement(check.sql)) for check in verifier.checks]
        answer_sql = plain.statement(verifier.answer.sql) if verifier.answer.sql is not None else None
    except NotPlain as fault:
        raise NotPlain(f"the verifier of {task} cannot be exported: {fault}") from None
    asks = verifier.answer.type != "none"
    decides = file == "verifier.py.txt"
    source, lines = source_of((dates, answers), _readers(verifier)) if asks and decides else ("", [])
    functions = definitions(plain.functions)
    imports = {*lines, "import sqlite3", *(["import json"] if "json." in source + functions else [])}
    now = f"\nNOW = {environment.manifest.now!r}\n" if {"now", "today"} & plain.functions else ""
    values = {
        "@TASK_TEXT@": _one_line(environment.tasks[task].instruction),
        "@IMPORTS@": "\n".join(sorted(imports, key=_import_order)),
        "@CHECKS@": _checks(checks),
        "@FRAME@": _dictionary(_frame(verifier)),
        "@TABLES@": _dictionary(_tables(environment)),
        "@USER@": str(USER),
        "@FUNCTIONS@": f"{functions}\n\n" if functions else "",
        "@REGISTRATIONS@": registrations(plain.functions),
        "@ANSWER_CLAUSE@": ", the answer is right" if asks else "",
        "@ANSWER_CONSTANTS@": now + _constants(verifier, answer_sql),
        "@ANSWER_LINE@": "        answer_ok = is_right(connection, final_answer)\n" if asks else "",
        "@ANSWER_CONDITION@": " and answer_ok" if asks else "",
        "@ANSWER_FUNCTIONS@": _functions(verifier, source) if asks and decides else "",
        "@EXPECTED@": "expected_answer(connection)" if asks else "None",
        "@EXPECTED_FUNCTION@": _EXPECTED[verifier.answer.type == "set"][answer_sql is None] if asks else "",
    }
    return filled(file, values)


def _readers(verifier: Verifier) -> tuple[str, ...]:
    return ("final_answer_of", "LONGEST_ANSWER", *_READERS[verifier.answer.type])


def _functions(verifier: Verifier, source: str) -> str:
    expected = _EXPECTED[verifier.answer.type == "set"][verifier.answer.sql is None]
    return f"{expected}{_IS_RIGHT}{_COMPARED[verifier.answer.type]}\n\n# How answers are read.\n\n\n{source}\n"


_IS_RIGHT = '''

def is_right(connection, final_answer):
    """Whether the answer, alone or between <answer> and </answer>, is the expected one."""
    if isinstance(final_answer, str):
        final_answer = final_answer_of(final_answer) or final_answer
    if final_answer is None or (isinstance(final_answer, str) and len(final_answer) > LONGEST_ANSWER):
        return False
    expected = expected_answer(connection)
'''
_EXPECTED = {
    False: {
        False: """

def expected_answer(connection):
    row = connection.execute(ANSWER_SQL, {"user_id": 1}).fetchone()
    return row[0] if row else None
""",
        True: """

def expected_answer(_connection):
    return ANSWER
""",
    },
    True: {
        False: """

def expected_answer(connection):
    return [row[0] for row in connection.execute(ANSWER_SQL, {"user_id": 1})]
""",
        True: """

def expected_answer(_connection):
    return ANSWER if isinstance(ANSWER, list) else [ANSWER]
""",
    },
}


def _constants(verifier: Verifier, sql: str | None) -> str:
    answer = verifier.answer
    if answer.type == "none":
        return ""
    said = f"ANSWER_SQL = {quoted_sql(sql, '')}" if sql is not None else f"ANSWER = {answer.value!r}"
    return f"\n{said}\n" + (f"TOLERANCE = {answer.tolerance!r}\n" if answer.type == "number" else "")


def _checks(checks: list[tuple[str, str]]) -> str:
    entries = [f"    (\n        {quoted(said)},\n        {_indented(sql)},\n    ),\n" for said, sql in checks]
    return f"[\n{''.join(entries)}]" if entries else "[]"


def _indented(sql: str) -> str:
    return quoted_sql(sql, "        ")


def _dictionary(items: dict[str, str]) -> str:
    """A dictionary in source, an item a line."""
    body = "".join(f"    {quoted(name)}: {value},\n" for name, value in items.items())
    return f"{{\n{body}}}" if items else "{}"


def _frame(verifier: Verifier) -> dict[str, str]:
    if isinstance(verifier.frame, list):
        return dict.fromkeys(verifier.frame, "None")
    return {table: json.dumps(counts.model_dump()) for table, counts in verifier.frame.items()}


def _tables(environment: Environment) -> dict[str, str]:
    found = {}
    for name, facts in environment.facts.items():
        others = [column for column in facts.columns if column not in facts.key]
        found[name] = f"({json.dumps(list(facts.key))}, {json.dumps(others)})"
    return found


def _one_line(text: str) -> str:
    return " ".join(json.dumps(" ".join(text.split()), ensure_ascii=False)[1:-1].replace('\\"', "'").split())


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line
