"""Things to do: one call of a tool that writes, every argument in people's words, look-ups first.

In:  a making, plausible values.
Out: `Clause`s; the calls have been made when they come back. What cannot be had raises GiveUp.
Never here: questions; sentences.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authors.procedural.language import a, listed, number_words, pluralise
from authors.procedural.tasks.asking import DAY_IT_WAS
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.phrasing import fill, opening, slots, without_missing
from authors.procedural.tasks.talk import GiveUp
from authors.weaving.making import Making
from authors.weaving.place import Thing, label_of
from authors.weaving.sources import Source
from environments.certification.candidates import Candidates
from environments.certification.values import subschema
from schemas import Column, Tool

TRIES = 60
"""Draws of arguments until a call succeeds."""
SAY_OPTION = 0.35
MOST_ALIKE = 3
"""Rows that one "all of them" may cover."""
FEWEST_COMPARED = 3
"""Rows of which one is the cheapest."""
_AMOUNTS = (4, 7.5, 12, 12.5, 18.9, 25)
_SETTING = {"set", "change", "update", "edit", "adjust", "modify"}
_SAME_DAY = re.compile(r"( on \w+ \d+, \d{4}) at (\d\d:\d\d) to \w+ \d+, \d{4} at (\d\d:\d\d)")
_SAID_TOGETHER = ("text", "quantity", "category")
"""Meanings of columns that go together in a row: what is written, the stars, the topic."""
_TEXT_QUOTED = re.compile(r"[ .,!?]")


@dataclass(frozen=True)
class Said:
    text: str
    form: Any


@dataclass(frozen=True)
class Choice:
    """A row that is described instead of named."""

    parameter: str
    identifier: Any
    said: Said


class Doer:
    """Does what the tools of a place offer."""

    def __init__(self, making: Making, candidates: Candidates) -> None:
        self.making = making
        self.candidates = candidates
        self.tools: dict[str, Tool] = {
            name: program.tool for name, program in making.place.environment.tools.items() if not program.read_only
        }

    # ---- patterns ------------------------------------------------------------------------------------------------

    def do(self, name: str) -> Clause:
        """The tool, on something that is named."""
        return self.perform(name, self.draw(name, {}), {})

    def do_to_best(self, name: str) -> Clause:
        """The tool, on the one row that has most or least of something."""
        for choice in self._bests(name):
            try:
                with self.making.attempt():
                    arguments = self.draw(name, {choice.parameter: choice.identifier})
                    self.making.notes.branches += 1
                    self.making.notes.indirectness = 3
                    return self.perform(name, arguments, {choice.parameter: choice.said})
            except GiveUp:
                continue
        raise GiveUp(f"{name} has no best")

    def do_to_all(self, name: str) -> Clause:
        """The tool, on each of a few rows that have something in common."""
        tool = self.tools[name]
        needed = tool.parameters.get("required", [])
        table = self.candidates.table_of(name, needed[0]) if len(needed) == 1 else None
        if table is None:
            raise GiveUp(f"{name} is not for one row alone")
        making = self.making
        for source in [each for each in making.sources if each.table == table and not each.needs]:
            for column, value, rows in self._groups(source):
                try:
                    with making.attempt():
                        return self._each(name, needed[0], source, column, value, len(rows))
                except GiveUp:
                    continue
        raise GiveUp(f"nothing is alike for {name}")

    def _each(self, name: str, parameter: str, source: Source, column: str, value: Any, count: int) -> Clause:
        making, thing = self.making, self.making.place.things[source.table]
        number = making.look(source.tool, **{source.filters[column]: value})
        if len(making.content(number)) != count:
            raise GiveUp("the list is not of these")
        calls = []
        for place in range(count):
            form = {"$ref": f"{number}{source.path}/{place}/{source.key}"}
            identifier = making.resolved(form)
            if (thing.table, identifier) in making.notes.touched:
                raise GiveUp("one of them was dealt with")
            calls.append(making.act(name, **{parameter: form}))
            making.notes.touched.add((thing.table, identifier))
        making.notes.branches += 1
        making.notes.indirectness = max(making.notes.indirectness, 2)
        mine = "my" if self.is_mine(source) else "the"
        phrase = self._phrase(self.tools[name], {parameter: 0})
        if f"{{{parameter}}}'s" in phrase:
            raise GiveUp("of all of them something is wanted")
        each = "each of" if f" of {{{parameter}}}" in phrase else "all"
        text = f"{each} {mine} {self.such(thing, column, value)}"
        return Clause(fill(phrase, {parameter: text}), "", calls=tuple(calls), action=name)

    def _groups(self, source: Source) -> Iterator[tuple[str, Any, list[Any]]]:
        """Columns that the source filters by, with values that two or three rows share."""
        thing = self.making.place.things[source.table]
        content = self.making.episode.call(source.tool, {}).content
        rows = content if source.path == "" else content.get(source.path[1:], [])
        for column in source.filters:
            if column in source.columns and thing.columns[column].meaning in ("state", "category"):
                for value in thing.columns[column].values or ():
                    alike = [row for row in rows if row[source.columns[column]] == value]
                    whole = self.making.is_whole(thing, self.is_mine(source), column, value, len(alike))
                    if 2 <= len(alike) <= MOST_ALIKE and len(alike) < len(rows) and whole:
                        yield column, value, alike

    def is_mine(self, source: Source) -> bool:
        """Whether a list shows user 1's own rows."""
        thing = self.making.place.things[source.table]
        return thing.owner is not None and "my" in source.tool.split("_")

    def _bests(self, name: str) -> Iterator[Choice]:
        making = self.making
        found = []
        for parameter in self.tools[name].parameters["properties"]:
            table = self.candidates.table_of(name, parameter)
            for source in making.sources:
                if table is None or source.table != table or source.needs:
                    continue
                thing = making.place.things[table]
                found += [(parameter, source, column) for column in source.columns if is_scale(thing.columns[column])]
        making.rng.shuffle(found)
        for parameter, source, column in found[:8]:
            try:
                with making.attempt():
                    identifier, said = self.best(source, column)
                yield Choice(parameter, identifier, said)
            except GiveUp:
                continue

    def best(self, source: Source, column: str) -> tuple[Any, Said]:
        """The row with most or least of a column, as a person asks for it: "the cheapest HO part"."""
        making, thing = self.making, self.making.place.things[source.table]
        if thing.is_person:
            raise GiveUp("nobody compares people by their columns")
        end = making.rng.choice(("least", "most"))
        kinds = [
            name for name in source.filters if name in source.columns and thing.columns[name].meaning == "category"
        ]
        said, filters, chosen = "", {}, None
        if kinds and making.rng.random() < 0.5:
            kind = making.rng.choice(kinds)
            value = making.rng.choice(thing.columns[kind].values or [None])
            said, filters = self.such(thing, kind, value, plural=False), {source.filters[kind]: value}
            chosen = (kind, value)
        number = making.look(source.tool, **filters)
        form = making.picked(number, source, {}, source.key, **{end: source.columns[column]})
        identifier = making.resolved(form)
        rows = making.content(number) if not source.path else making.content(number)[source.path[1:]]
        mine = self.is_mine(source)
        if len(rows) < FEWEST_COMPARED or not making.is_extreme(thing, mine, column, end, chosen, identifier):
            raise GiveUp("nothing to choose from, or a tie with what the list leaves out")
        making.notes.distractors = max(making.notes.distractors, min(9, len(rows) - 1))
        word = superlative(end, thing.columns[column], making.place.label(thing.columns[column]))
        noun = said or thing.singular
        is_behind = word.startswith(("with ", "that "))
        if is_behind and " whose " in noun:
            raise GiveUp("two clauses after one noun")
        whose = "my" if mine else "the"
        text = f"{whose} {noun} {word}" if is_behind else f"{whose} {word} {noun}"
        return identifier, Said(text, form)

    def such(self, thing: Thing, column: str, value: Any, plural: bool = True) -> str:
        """Rows of one kind: "unpaid invoices", "HO layouts", "boats whose hull type is sloop"."""
        said, noun = self.making.say(thing.columns[column], value), thing.plural if plural else thing.singular
        is_adjective = thing.columns[column].meaning == "state" or said.isupper() or column in ("tier", "size", "level")
        label = self.making.place.label(thing.columns[column])
        return f"{said} {noun}" if is_adjective else f"{noun} whose {label} is {said}"

    # ---- one call ------------------------------------------------------------------------------------------------

    def draw(self, name: str, fixed: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments with which the tool succeeds now, on rows that nothing was done to yet."""
        for _ in range(TRIES):
            arguments = {**self._drawn(name), **fixed}
            rows = self._rows_in(name, arguments)
            if any(row in self.making.notes.touched for row in rows):
                continue
            if (name, tuple(rows)) in self.making.notes.acted:
                continue
            if self.making.would_succeed(name, arguments):
                return arguments
        raise GiveUp(f"{name} is refused")

    def _drawn(self, name: str) -> dict[str, Any]:
        making, tool = self.making, self.tools[name]
        required = tool.parameters.get("required", [])
        found: dict[str, Any] = {}
        for parameter, schema in tool.parameters["properties"].items():
            if parameter not in required and (schema.get("type") == "boolean" or making.rng.random() > SAY_OPTION):
                continue
            if schema.get("type") == "array":
                found[parameter] = self._items(name, parameter)
            else:
                found[parameter] = self._moment(name, parameter, found) or self._value(name, (parameter,))
        return {**found, **self._said_together(name, found)}

    def _said_together(self, name: str, found: Mapping[str, Any]) -> dict[str, Any]:
        """A text and the stars or the topic beside it, as some row has them: no "Cold toast" with five stars."""
        for thing in self._written_by(name):
            columns = {
                parameter: column
                for parameter in found
                if (column := self._column_of(thing, name, parameter)) and column.meaning in _SAID_TOGETHER
            }
            meanings = {column.meaning for column in columns.values()}
            if "text" not in meanings or len(meanings) < 2:
                continue
            names = ", ".join(f'"{column.name}"' for column in columns.values())
            given = " AND ".join(f'"{column.name}" IS NOT NULL' for column in columns.values())
            rows = self.making.select(f'SELECT DISTINCT {names} FROM "{thing.table}" WHERE {given} ORDER BY {names}')
            if not rows:
                raise GiveUp("nothing shows which words go with which number")
            return dict(zip(columns, self.making.rng.choice(rows), strict=True))
        return {}

    def _written_by(self, name: str) -> list[Thing]:
        """What the tool makes or changes."""
        environment, things = self.making.place.environment, self.making.place.things
        written = {table for _, table, _ in environment.tools[name].writes}
        return [thing for table in sorted(written) if (thing := things.get(table))]

    def _column_of(self, thing: Thing, name: str, parameter: str) -> Column | None:
        """Where the thing keeps what a parameter says: told by the author, or by its name."""
        meaning = self.tools[name].meanings.get(parameter)
        return thing.columns.get((meaning.column if meaning else None) or parameter)

    def _moment(self, name: str, parameter: str, found: Mapping[str, Any]) -> str | None:
        """A day or time in the next weeks, where nobody says which are plausible; a second one soon after the first."""
        schema, meaning = self.tools[name].parameters["properties"][parameter], self.tools[name].meanings.get(parameter)
        form = schema.get("format")
        if form not in ("date", "date-time") or (meaning is not None and (meaning.pick or meaning.samples)):
            return None
        rng, properties = self.making.rng, self.tools[name].parameters["properties"]
        earlier = [value for each, value in found.items() if properties[each].get("format") == form]
        if earlier:
            last = datetime.fromisoformat(earlier[-1])
            return _written(last + (timedelta(hours=rng.randint(1, 3)) if form == "date-time" else
                                    timedelta(days=rng.randint(1, 6))), form)  # fmt: skip
        day = datetime.fromisoformat(self.making.place.now[:10]) + timedelta(days=rng.randint(1, 28))
        return _written(day + timedelta(hours=rng.choice((9, 10, 11, 13, 14, 15, 16))), form)

    def _items(self, name: str, parameter: str) -> list[Any]:
        schema = subschema(self.tools[name].parameters, (parameter, 0))
        if schema.get("type") != "object":
            raise GiveUp("a list of other things than rows with quantities")
        rows = [
            {key: self._value(name, (parameter, 0, key)) for key in schema.get("properties", {})}
            for _ in range(self.making.rng.randint(1, 2))
        ]
        names = [key for key in schema.get("properties", {}) if self.candidates.table_of(name, key)]
        return list({str([row[key] for key in names]): row for row in rows}.values()) if names else rows

    def _value(self, name: str, path: tuple[str | int, ...]) -> Any:
        schema = subschema(self.tools[name].parameters, path)
        known = self._known(name, path, schema)
        if schema.get("type") == "number" and not known:
            return self.making.rng.choice(_AMOUNTS)
        if schema.get("type") == "integer" and not known:
            low = int(schema.get("minimum", 1))
            return self.making.rng.randint(max(low, 1), min(int(schema.get("maximum", low + 4)), low + 4))
        if known and (schema.get("type") != "string" or schema.get("format") is None):
            return self.making.rng.choice(known)
        value = self.candidates.draw(name, path, {}, self.making.rng)
        if value in ("some text", "another text", "Nobody Known", "no such thing", "x", ""):
            raise GiveUp(f"no words for {path[-1]}")
        return value[:16] if schema.get("format") == "date-time" and isinstance(value, str) else value

    def _known(self, name: str, path: tuple[str | int, ...], schema: Mapping[str, Any]) -> list[Any]:
        """Plausible values; of a text that tools store, only such as stand in the same place already.

        What should be called in a new way (a title, a name) is left to authors who give samples.
        """
        known = self.candidates.of(name, path)
        meaning = self.tools[name].meanings.get(str(path[0]))
        is_free = schema.get("type") == "string" and "enum" not in schema and schema.get("format") is None
        if (
            not is_free
            or self.candidates.table_of(name, str(path[-1]))
            or (meaning and (meaning.samples or meaning.pick))
        ):
            return known
        for thing in self._written_by(name):
            column = self._column_of(thing, name, str(path[-1]))
            if column is not None and column.meaning == "text":
                sql = f'SELECT DISTINCT "{column.name}" FROM "{thing.table}" WHERE "{column.name}" <> \'\' ORDER BY 1'
                return [row[0] for row in self.making.select(sql)]
        raise GiveUp(f"no words for {path[-1]}")

    def _rows_in(self, name: str, arguments: Mapping[str, Any]) -> list[tuple[str, Any]]:
        return [
            (table, value)
            for parameter, value in arguments.items()
            if not isinstance(value, list | dict) and (table := self.candidates.table_of(name, parameter))
        ]

    def perform(self, name: str, arguments: Mapping[str, Any], special: Mapping[str, Said]) -> Clause:
        """Say every argument, look-ups first, then call."""
        making, tool = self.making, self.tools[name]
        phrase = self._phrase(tool, arguments)
        if any(f"{{{parameter}}}'s" in phrase for parameter in special):
            raise GiveUp("a description has no genitive")
        said = {
            parameter: special.get(parameter) or self._say(tool, parameter, arguments[parameter])
            for parameter in slots(phrase)
        }
        if set(said) != set(arguments):
            raise GiveUp(f"no phrase of {name} says everything")
        number = making.act(name, **{parameter: each.form for parameter, each in said.items()})
        rows = self._rows_in(name, arguments)
        making.notes.acted.append((name, tuple(rows)))
        changed = {(change.table, *change.key.values()) for change in making.episode.changes()}
        making.notes.touched |= {row for row in rows if row in changed}
        text = fill(phrase, {parameter: each.text for parameter, each in said.items()})
        text = _SAME_DAY.sub(r"\1 from \2 to \3", text)
        return Clause(text, opening(phrase), calls=(number,), action=name)

    def _say(self, tool: Tool, parameter: str, value: Any) -> Said:
        schema = tool.parameters["properties"][parameter]
        table = self.candidates.table_of(tool.name, parameter)
        if isinstance(value, list):
            return self._say_items(tool, parameter, value)
        if table is not None:
            known = (table, value) in self.making.notes.mentions
            mention = self.making.name(table, value)
            return Said(mention.short if known else mention.text, mention.form)
        meaning = tool.meanings.get(parameter)
        unit = meaning.unit if meaning else None
        if isinstance(value, bool):
            raise GiveUp("nothing says a flag")
        if "enum" in schema:
            return Said(str(value).replace("_", " "), value)
        if schema.get("format") in ("date", "date-time"):
            return Said(self.making.say(Column(name="day", meaning="date"), value), value)
        if isinstance(value, int | float):
            return Said(_amount(parameter, unit, value), value)
        if any(value == given for call in self.making.notes.resolved for given in call.values()):
            raise GiveUp("nobody writes the same twice")
        if "\n" in str(value):
            raise GiveUp("nobody dictates paragraphs")
        return Said(f"“{value}”" if _TEXT_QUOTED.search(str(value)) else str(value), value)

    def _say_items(self, tool: Tool, parameter: str, items: list[Any]) -> Said:
        texts, forms = [], []
        for item in items:
            row_name = next((key for key in item if self.candidates.table_of(tool.name, key)), None)
            rest = [key for key in item if key != row_name]
            if row_name is None or len(rest) != 1:
                raise GiveUp("a list that nobody says in a sentence")
            table = self.candidates.table_of(tool.name, row_name)
            mention = self.making.name(table or "", item[row_name])
            texts.append(f"{item[rest[0]]} x {mention.text.removeprefix('the ')}")
            forms.append({row_name: mention.form, rest[0]: item[rest[0]]})
        if len({str(form) for form in forms}) < len(forms) or len(set(texts)) < len(texts):
            raise GiveUp("the same twice")
        return Said(listed(texts), forms)

    # ---- words ---------------------------------------------------------------------------------------------------

    def _phrase(self, tool: Tool, arguments: Mapping[str, Any]) -> str:
        if tool.action and tool.action.phrases:
            phrases = [without_missing(phrase, frozenset(arguments)) for phrase in tool.action.phrases]
            complete = [phrase for phrase in phrases if set(slots(phrase)) == set(arguments)]
            if not complete:
                raise GiveUp(f"no phrase of {tool.name} says everything")
            return self.making.rng.choice(complete)
        return self._inferred(tool, arguments)

    def _inferred(self, tool: Tool, arguments: Mapping[str, Any]) -> str:
        """A phrase from the tool's name and its parameters: "book {bench_id} from {starts_at} to {ends_at}"."""
        verb, *object_words = [word for word in tool.name.split("_") if word not in ("my", "a", "an", "the")]
        spoken = " ".join(object_words)
        left = list(arguments)
        references = [each for each in left if self.candidates.table_of(tool.name, each)]
        head = references[0] if references else None
        enum = next((each for each in left if "enum" in tool.parameters["properties"][each]), None)
        if head and enum and verb in _SETTING:
            phrase, left = f"set the {label_of(enum)} of {{{head}}} to {{{enum}}}", _less(left, head, enum)
        elif head:
            thing = self.making.place.things.get(self.candidates.table_of(tool.name, head) or "")
            about = thing is not None and _names(spoken, thing)
            phrase = f"{verb} {{{head}}}" if about or not spoken else f"{verb} {a(spoken)} for {{{head}}}"
            left = _less(left, head)
        elif left and isinstance(arguments[left[0]], list):
            phrase, left = f"{verb} {a(spoken)} of {{{left[0]}}}", left[1:]
        else:
            phrase = f"{verb} {a(spoken)}" if spoken else verb
        return phrase + self._tail(tool, arguments, left)

    def _tail(self, tool: Tool, arguments: Mapping[str, Any], left: list[str]) -> str:
        days = [each for each in left if tool.parameters["properties"][each].get("format") in ("date", "date-time")]
        same_day = len(days) == 2 and len({arguments[each][:10] for each in days}) == 1
        joint = " on {%s} to {%s}" if same_day else " from {%s} to {%s}"
        parts = [joint % (days[0], days[1])] if len(days) == 2 else [f" on {{{each}}}" for each in days]
        rest = [each for each in left if each not in days]
        for each in [each for each in rest if each in ("days", "hours", "minutes", "weeks", "months", "nights")]:
            parts.append(f" by {{{each}}}" if "renew" in tool.name or "extend" in tool.name else f" for {{{each}}}")
            rest.remove(each)
        named = [f"{label_of(each)}: {{{each}}}" for each in rest]
        return "".join(parts) + (f" ({', '.join(named)})" if named else "")


def superlative(end: str, column: Column, label: str) -> str:
    """ "cheapest", "with the most berths", "with the earliest due date", "that was placed last"."""
    if column.meaning == "money" and re.search(r"price|rate|fee|cost", f"{label} {column.name}"):
        return "cheapest" if end == "least" else "most expensive"
    if (day := DAY_IT_WAS.match(label)) is not None:
        return f"that {day[1]} {day[2]} {'first' if end == 'least' else 'last'}"
    if column.meaning == "date":
        return f"with the {'earliest' if end == 'least' else 'latest'} {label}"
    for word, pair in _EXTREMES.items():
        if label.split()[-1] == word:
            return pair[end == "most"]
    if label.startswith("number of "):
        return f"with the {'fewest' if end == 'least' else 'most'} {label.removeprefix('number of ')}"
    if column.meaning == "money":
        return f"with the {'smallest' if end == 'least' else 'largest'} {label}"
    return f"with the {'lowest' if end == 'least' else 'highest'} {label}"


_EXTREMES = {
    "length": ("shortest", "longest"), "weight": ("lightest", "heaviest"), "height": ("lowest", "highest"),
    "area": ("smallest", "largest"), "size": ("smallest", "largest"), "amount": ("smallest", "largest"),
}  # fmt: skip


def _written(moment: datetime, form: str) -> str:
    return moment.strftime("%Y-%m-%d" if form == "date" else "%Y-%m-%d %H:%M")


def is_scale(column: Column) -> bool:
    """Whether rows are compared by it: not by a number that only tells them apart."""
    tells_apart = re.search(r"(^|_)(address|number|no|code|year|phone|zip|version)$", column.name)
    return column.meaning in ("money", "quantity", "date") and not tells_apart


def _names(spoken: str, thing: Thing) -> bool:
    """Whether the words of a tool's name are this thing: "bench booking", or just its last word."""
    last = thing.singular.split()[-1]
    return spoken == thing.singular or spoken.split()[-1:] == [last] or spoken == "item"


def _less(names: list[str], *gone: str) -> list[str]:
    return [name for name in names if name not in gone]


def _amount(parameter: str, unit: str | None, value: float) -> str:
    if unit == "cents" or parameter.endswith("_cents"):
        return f"${value / 100:,.2f}".removesuffix(".00")
    if re.search(r"cost|price|amount|fee", parameter):
        return f"${value:,.2f}".removesuffix(".00")
    word = unit or (parameter.rstrip("s") if parameter in ("days", "hours", "minutes", "weeks", "months") else "")
    number = number_words(value) if isinstance(value, int) and word else f"{value:g}"
    return f"{number} {word if value == 1 else pluralise(word)}" if word else number
