"""An environment as one web application, in source: FastAPI over SQLAlchemy, as AWM's tools take it.

In:  an environment.
Out: Python that needs nothing of this project. Each tool is an operation of its name.
Never here: running it.

AWM's tools change two lines before they run a module: the one that makes the engine, and the one that starts the
server. Both stand alone, as they expect them (`awm/core/server.py` of its repository).
"""

import json
import re
import textwrap
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from importlib import resources
from typing import Any

from environments import dates
from environments.database import connect
from environments.ddl import strict_table
from environments.environment import Environment
from environments.exchange.awm.arguments_source import ArgumentsSource, attribute_of, camel, is_attribute, quoted
from environments.exchange.awm.names import normalised
from environments.exchange.awm.own_source import source_of
from environments.exchange.awm.plain_functions import definitions, registrations
from environments.exchange.awm.plain_sql import NotPlain, PlainSql
from environments.exchange.awm.specification import method_of
from environments.facts import rows_of
from environments.limits import MOST_BOUND_ROWS, MOST_BYTES, MOST_ROWS
from environments.program import BindingStep, Part, Program, RequireStep, Statement, Step
from environments.serving.output_schemas import RESULT, output_schemas
from environments.sql_text import Token, tokens

FILES = "awm_files"
HEAD = "module_head.py.txt"
USER = 1
_WIDE = 100
_BREAKS = ("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "SET", "VALUES", "RETURNING", "UNION", "JOIN", "LEFT",
           "INNER", "CROSS", "AND")  # fmt: skip
_COLUMNS = {"INTEGER": "Integer", "REAL": "Numeric", "TEXT": "TextColumn", "ANY": "TextColumn"}
_ROW_TYPES = {"integer": "int", "number": "float", "string": "str"}
_DATE_CHECKS = {
    "Day": ("iso_date", "date", "a date that exists, as YYYY-MM-DD"),
    "Moment": ("iso_date_time", "date-time", "a date and time that exist, as YYYY-MM-DD HH:MM"),
    "TimeOfDay": ("is_time", "time", "a time of day as HH:MM"),
}


def module_source(environment: Environment) -> str:
    """The module's source.

    Raises:
        NotPlain: a tool needs what older versions of SQLite do not have.
    """
    writer = _ModuleWriter(environment)
    operations = "\n".join(writer.operation(program) for program in environment.tools.values())
    return f"{writer.head()}\n{operations}\n\n{_LAST_LINES}"


_LAST_LINES = """if __name__ == "__main__":
    host = os.environ.get("HOST", "127.0.0.1")
    port = int(os.environ.get("PORT", "8000"))
    uvicorn.run(app, host=host, port=port)
"""


_DATE_IMPORT = "from datetime import UTC, date, datetime, timedelta, timezone\n"
_FUNCTIONS_HEAD = "# What the statements below need beyond SQLite's own functions.\n\n"


class _ModuleWriter:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._sql = PlainSql(environment.manifest.now)
        self._arguments = ArgumentsSource()
        self._outputs = output_schemas(environment)
        self._classes = set(_taken())

    def head(self) -> str:
        """All but the operations; asked for last, since it holds what they turned out to need."""
        manifest = self._environment.manifest
        title = manifest.title or manifest.name
        values = {
            "@TITLE@": _prose(title),
            "@SCENARIO@": textwrap.fill(_prose(manifest.scenario), 118),
            "@TITLE_TEXT@": quoted(title),
            "@SCENARIO_TEXT@": quoted(manifest.scenario),
            "@VERSION@": str(manifest.version),
            "@NOW@": manifest.now,
            "@USER@": str(USER),
            "@MOST_ROWS@": str(MOST_ROWS),
            "@MOST_BOUND_ROWS@": str(MOST_BOUND_ROWS),
            "@MOST_BYTES@": str(MOST_BYTES),
            "@DATABASE@": f"{normalised(manifest.name)}.db",
            "@FUNCTIONS@": _FUNCTIONS_HEAD + f"{functions}\n\n"
            if (functions := definitions(self._sql.functions))
            else "",
            "@REGISTRATIONS@": registrations(self._sql.functions),
            "@MODELS@": "".join(f"\n\n{each}" for each in self._models()),
            "@REFERENCES@": self._references(),
            "@RULES@": "".join(f"    {quoted(rule)}: {_listed(held)},\n" for rule, held in self._rules().items()),
            "@DATES@": self._dates(),
            "@DATE_IMPORT@": _DATE_IMPORT if self._arguments.date_types else "",
            "@TYPES@": "".join(_date_type(name) for name in sorted(self._arguments.date_types)),
        }
        return filled(HEAD, values)

    def operation(self, program: Program) -> str:
        """The models and the route of one tool."""
        try:
            return self._operation(program)
        except NotPlain as fault:
            raise NotPlain(f"the tool {program.name} cannot be exported: {fault}") from None

    def _operation(self, program: Program) -> str:
        classes, signature = self._signature(program)
        answer, result = self._answer(program)
        writes = sorted({f"{operation} {table}" for operation, table, _ in program.writes})
        opening = ", ".join([*(["arguments"] if signature else []), *([f"writes={_listed(writes)}"] if writes else [])])
        steps = "".join(textwrap.indent(self._step(step), " " * 8) for step in program.steps)
        method = method_of(program).lower()
        summary, _, more = program.description.partition(". ")
        options = [
            f'"/tools/{program.name}"',
            f'operation_id="{program.name}"',
            f"summary={quoted(summary.rstrip('.'))}",
        ]
        options += [f"description={quoted(more)}"] if more else []
        options += [f'tags=["{group_of(program)}"]']
        route = "".join(f"    {option},\n" for option in options)
        return (
            f"\n{classes}{answer}@app.{method}(\n{route})\n"
            f"async def {_function(program.name)}({signature}) -> {result}:\n"
            f"    with transaction({opening}) as call:\n{steps}{textwrap.indent(self._returns(program), ' ' * 8)}"
        )

    def _signature(self, program: Program) -> tuple[str, str]:
        """The class of the arguments, and how the function takes them."""
        if not program.parameters["properties"]:
            return "", ""
        name = self._class(f"{camel(program.name)}Arguments")
        in_query = method_of(program) == "GET"
        base = "QueryArguments" if in_query else "Arguments"
        taken = f"Annotated[{name}, Query()]" if in_query else name
        if not in_query and not program.parameters.get("required"):
            taken += f" = {name}()"  # a request without a body, as AWM's MCP layer makes it where there is no argument
        return f"{self._arguments.model(name, program.parameters, base, '')}\n\n", f"arguments: {taken}"

    def _class(self, name: str) -> str:
        """The name, or one like it that nothing else has."""
        name = name if name.isidentifier() else f"Table{name}"
        while name in self._classes:
            name += "_"
        self._classes.add(name)
        return name

    def _answer(self, program: Program) -> tuple[str, str]:
        """The classes of the result, and its type."""
        schema = self._outputs[program.name]["properties"]
        name = camel(program.name)
        if not program.parts[0].key:
            return self._shape(schema[RESULT], program.parts[0], f"{name}Row")
        classes, fields = "", []
        for part in program.parts:
            made, kind = self._shape(schema[part.key], part, f"{name}{camel(part.key)}")
            classes += made
            fields.append((part.key, kind))
        if not all(is_attribute(key) for key, _ in fields):
            return classes, "dict[str, Any]"
        body = "".join(f"    {key}: {kind}\n" for key, kind in fields)
        whole = self._class(f"{name}Result")
        return f"{classes}class {whole}(Row):\n{body}\n\n", whole

    def _shape(self, schema: dict[str, Any], part: Part, name: str) -> tuple[str, str]:
        if part.shape == "value":
            return "", _row_type(schema)
        row = schema["items"] if part.shape == "rows" else schema
        classes, kind = _row_class(self._class(name), row["properties"])
        return classes, f"list[{kind}]" if part.shape == "rows" else f"{kind} | None"

    def _step(self, step: Step) -> str:
        if isinstance(step, RequireStep):
            return _call("require", [self._text(step.statement), quoted(step.kind), quoted(step.message)])
        if not isinstance(step, BindingStep):
            raise TypeError(step)
        whole = ["whole=True"] if step.whole else []
        if not step.writes:
            return _call("read", [f'"{step.binding}"', self._text(step.statement), *whole])
        into = [f'into="{step.binding}"'] if step.binding else []
        when = [f"when={self._text(step.when)}"] if step.when else []
        return _call("write", [self._text(step.statement), *into, *when, *whole])

    def _returns(self, program: Program) -> str:
        if not program.parts[0].key:
            return f"answer = {self._part(program.parts[0])}return finished(answer)\n"
        parts = "".join(f"answer[{quoted(part.key)}] = {self._part(part)}" for part in program.parts)
        return f"answer = {{}}\n{parts}return finished(answer)\n"

    def _part(self, part: Part) -> str:
        columns = [part.statement.columns[place] for place in part.json_places]
        more = [f"json_columns={_listed(columns)}"] if columns else []
        return _call(part.shape, [self._text(part.statement), *more])

    def _text(self, statement: Statement) -> str:
        return quoted_sql(self._sql.statement(statement.sql))

    def _models(self) -> list[str]:
        with closing(connect(self._environment.clock, self._environment.image)) as connection:
            return [self._model(table, connection) for table in self._environment.facts]

    def _model(self, table: str, connection: Any) -> str:
        facts = self._environment.facts[table]
        meant = next(each for each in self._environment.content.tables if each.name == table)
        single = {key.columns[0]: key for key in facts.foreign_keys if len(key.columns) == 1}
        lines = [f'    """{_prose(meant.description)}"""\n'] if meant.description else []
        lines.append(f'    __tablename__ = "{table}"\n')
        listing = rows_of(connection, 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,))
        for name, kind, is_filled, place in listing:
            attribute = name if is_attribute(name) and name not in ("metadata", "registry") else f"field_{name}"
            options = [f'"{name}"'] if attribute != name else []
            options.append(_COLUMNS.get(kind, "TextColumn"))
            if name in single:
                key = single[name]
                options.append(f'ForeignKey("{key.parent}.{key.parent_columns[0]}")')
            options += ["primary_key=True"] if place else ["nullable=False"] if is_filled else []
            lines.append(f"    {attribute} = Column({', '.join(options)})\n")
        return f"class {self._class(camel(table))}(Base):\n{''.join(lines)}"

    def _functions(self) -> str:
        found = definitions(self._sql.functions)
        return f"{_FUNCTIONS_HEAD}{found}\n\n" if found else ""

    def _references(self) -> str:
        rows = [
            (quoted(table.name), _listed(key.columns), quoted(key.parent), _listed(key.parent_columns))
            for table in self._environment.facts.values()
            for key in table.foreign_keys
        ]
        return "".join(f"    ({', '.join(row)}),\n" for row in rows)

    def _rules(self) -> dict[str, list[str]]:
        """Tables by the text of their CHECKs, as the exported database says it."""
        found: dict[str, list[str]] = {}
        for table in self._environment.content.tables:
            ddl = self._sql.definition(strict_table(table.ddl[0], table.name).sql)
            for rule in sorted(strict_table(ddl, table.name).rules):
                found.setdefault(rule, []).append(table.name)
        return dict(sorted(found.items()))

    def _dates(self) -> str:
        wanted = tuple(_DATE_CHECKS[name][0] for name in sorted(self._arguments.date_types))
        return f"\n{source_of((dates,), wanted)[0]}\n\n" if wanted else ""


def group_of(program: Program) -> str:
    """The table that a tool is about."""
    action = program.tool.action
    if action is not None and action.table is not None:
        return action.table
    tables = sorted(table for _, table, _ in program.writes) or sorted(table for table, _ in program.reads)
    return tables[0] if tables else "general"


def filled(file: str, values: dict[str, str]) -> str:
    """One of the files that stand beside this package, with values in it."""
    text = resources.files("environments.exchange").joinpath(FILES, file).read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def quoted_sql(sql: str, indent: str = "    ") -> str:
    """A statement as a Python string: on one line, or on several where it is long."""
    if len(sql) <= _WIDE or "\\" in sql or "\n" in sql or '"""' in sql or sql.endswith('"'):
        return quoted(sql)
    lines = "\n".join(f"{indent}{line}" for line in _laid_out(sql))
    return f'"""\n{lines}\n{indent}"""'


def _laid_out(sql: str) -> list[str]:
    """The statement in lines, broken between tokens: at clauses, and where that is not enough deeper inside."""
    lines = _broken(sql, _begins_clause)
    for breaks, depth in ((_follows_comma, 0), (_begins_clause, 1), (_begins_clause, 2)):
        lines = [part for line in lines for part in ([line] if len(line) <= _WIDE else _broken(line, breaks, depth))]
    return lines


def _broken(sql: str, breaks: Callable[[Sequence[Token], int], bool], at_depth: int = 0) -> list[str]:
    """The text in lines: one begins at each token, so deep in parentheses, of which `breaks` says so."""
    row, lines, start, depth = tokens(sql), [], 0, 0
    for place, token in enumerate(row):
        depth -= token.text == ")"
        if place and depth == at_depth and breaks(row, place):
            lines.append(sql[start : token.start].rstrip())
            start = token.start
        depth += token.text == "("
    indent = "    " * (at_depth + (breaks is _follows_comma))
    first, *others = [*lines, sql[start:].rstrip()]
    return [first, *(indent + line for line in others)]


def _begins_clause(row: Sequence[Token], place: int) -> bool:
    is_joined = row[place - 1].is_word("LEFT", "INNER", "CROSS", "BETWEEN", "ORDER", "UNION")
    return row[place].is_word(*_BREAKS) and not is_joined and not _is_between(row, place)


def _follows_comma(row: Sequence[Token], place: int) -> bool:
    return row[place - 1].text == ","


def _is_between(row: Sequence[Token], place: int) -> bool:
    """Whether this AND belongs to a BETWEEN."""
    return row[place].is_word("AND") and any(token.is_word("BETWEEN") for token in row[max(0, place - 6) : place])


def _call(method: str, arguments: list[str], ends: str = "\n") -> str:
    """`call.method(…)`, over several lines where an argument has several or the line would be long."""
    line = f"call.{method}({', '.join(arguments)})"
    if "\n" not in line and len(line) <= _WIDE:
        return f"{line}{ends}"
    body = "".join(f"    {argument},\n" for argument in arguments)
    return f"call.{method}(\n{body}){ends}"


def _row_class(name: str, columns: dict[str, Any]) -> tuple[str, str]:
    if not all(is_attribute(column) for column in columns):
        return "", "dict[str, Any]"
    body = "".join(f"    {column}: {_row_type(schema)}\n" for column, schema in columns.items())
    return f"class {name}(Row):\n{body}\n\n", name


def _row_type(schema: dict[str, Any]) -> str:
    kinds = schema.get("type")
    known = _ROW_TYPES.get(kinds[0]) if isinstance(kinds, list) else None
    return f"{known} | None" if known else "Any"


def _date_type(name: str) -> str:
    check, form, wanted = _DATE_CHECKS[name]
    found = f"value if {check}(value) else None" if check == "is_time" else f"{check}(value)"
    return (
        f"\ndef _{name.lower()}(value):\n    found = {found}\n    if found is None:\n"
        f"        raise ValueError(f\"Expected {wanted}; got {{value[:40]!r}}\")\n    return found\n\n\n"
        f'{name} = Annotated[str, AfterValidator(_{name.lower()}), '
        f'WithJsonSchema({{"type": "string", "format": "{form}"}})]\n'
    )  # fmt: skip


def _function(name: str) -> str:
    """A name that hides nothing the module uses."""
    return attribute_of(name) if name not in _taken() else f"{name}_operation"


@cache
def _taken() -> frozenset[str]:
    """Every word of the head: no class and no function may take one of them as its name."""
    return frozenset(re.findall(r"\w+", filled(HEAD, {})))


def _listed(values: Any) -> str:
    return f"[{', '.join(json.dumps(value) for value in values)}]"


def _prose(text: str) -> str:
    """Text that may stand in a docstring."""
    return text.replace("\\", "/").replace('"""', "'''").rstrip('"').strip()
