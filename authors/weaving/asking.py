"""Things to be told: of a row, how many, which, the most of something, and what came of a call.

In:  a making, a doer.
Out: `Question`s with typed answers; the look-ups have been made.
Never here: sentences around them.
"""

from collections.abc import Callable
from typing import Any

from authors.procedural.tasks import answers
from authors.procedural.tasks.asking import ask_of_column
from authors.procedural.tasks.clauses import Answer, Clause, Question
from authors.procedural.tasks.talk import GiveUp
from authors.weaving.doing import Doer, is_scale
from authors.weaving.place import Thing, label_of
from authors.weaving.sources import Source
from schemas import Column, ExpectedAnswer

FEWEST_ROWS = 3
MOST_NAMES = 6


class Asker:
    """Asks what the tools of a place can tell."""

    def __init__(self, doer: Doer) -> None:
        self.doer = doer
        self.making = doer.making

    def ask(self, hard: bool) -> Question:
        """Some question about rows that nothing was done to."""
        ways: list[Callable[[], Question]] = [self.attribute, self.count, self.names]
        ways += [self.most, self.attribute_of_best] if hard else [self.attribute]
        self.making.rng.shuffle(ways)
        for way in ways:
            try:
                with self.making.attempt():
                    return way()
            except GiveUp:
                continue
        raise GiveUp("nothing to ask")

    def attribute(self) -> Question:
        """What some column of a named row is."""
        making = self.making
        source = self._source(lambda each: bool(self._asked_columns(each)))
        thing = making.place.things[source.table]
        rows = making.select(f'SELECT "{thing.key}" FROM "{thing.table}" ORDER BY 1')
        identifier = making.rng.choice(rows)[0]
        mention = making.name(source.table, identifier)
        where = mention.form.get("$pick") if isinstance(mention.form, dict) else None
        if where is None:
            raise GiveUp("the row is not picked from a list")
        asked = [
            column
            for column in self._asked_columns(source)
            if source.columns[column] not in where.get("where", {}) and str(where["from"]).endswith(source.path)
        ]
        number = int(str(where["from"]).split("/")[0])
        if not asked or making.notes.calls[number - 1].tool != source.tool:
            raise GiveUp("nothing is left to ask of it")
        column = making.rng.choice(asked)
        form = {"$pick": {**where, "get": source.columns[column]}}
        return self._question(thing, column, source, form, identifier, *self._words(thing, column, mention.text))

    def attribute_of_best(self) -> Question:
        """What some column of the row is that has most of another."""
        making = self.making
        source = self._source(lambda each: len(self._asked_columns(each)) > 1 and not each.needs)
        thing = making.place.things[source.table]
        scales = [name for name in source.columns if is_scale(thing.columns[name])]
        if not scales:
            raise GiveUp("nothing to compare")
        by = making.rng.choice(scales)
        identifier, said = self.doer.best(source, by)
        asked = [name for name in self._asked_columns(source) if name != by and name not in said.text]
        column = making.rng.choice(asked) if asked else None
        if column is None:
            raise GiveUp("nothing is left to ask of it")
        form = {"$pick": {**said.form["$pick"], "get": source.columns[column]}}
        making.notes.branches += 1
        making.notes.indirectness = 3
        return self._question(thing, column, source, form, identifier, *self._words(thing, column, said.text))

    def most(self) -> Question:
        """Which row has most or least of something."""
        making = self.making
        source = self._source(lambda each: self._named(each) and not each.needs)
        thing = making.place.things[source.table]
        scales = [name for name in source.columns if is_scale(thing.columns[name])]
        if not scales:
            raise GiveUp("nothing to compare")
        identifier, said = self.doer.best(source, making.rng.choice(scales))
        shown = source.columns[thing.name_column or ""]
        form = {"$pick": {**said.form["$pick"], "get": shown}}
        making.notes.branches += 1
        making.notes.indirectness = 3
        sql = self._sql(thing, thing.name_column or "", identifier)
        answer = Answer(form, ExpectedAnswer(type="text", sql=sql))
        noun = said.text.removeprefix("the ")
        asked = f"which is {said.text}" if not noun.startswith("my") else f"which of them is {said.text}"
        return Question(asked.replace("which of them is my", "which is my"), f"which {'is'} {said.text}",
                        answers.JUST_THE_NAME, answer, "most")  # fmt: skip

    def count(self) -> Question:
        """How many rows have something in common."""
        making = self.making
        source, column, value, rows = self._group(2, 400)
        thing = making.place.things[source.table]
        number = making.look(source.tool, **{source.filters[column]: value})
        if len(making.content(number)) != rows or source.path:
            raise GiveUp("the list is not of these")
        form = {"$sql": "json_array_length(:rows)", "rows": {"$ref": str(number)}}
        such = self.doer.such(thing, column, value)
        mine = self.doer.is_mine(source)
        asked = f"how many {such} {'do I have' if mine else 'are there'}"
        inside = f"how many {such} {'I have' if mine else 'there are'}"
        if " whose " in such and not mine:
            asked = f"how many {thing.plural} are there{such.removeprefix(thing.plural)}"
            inside = f"how many {thing.plural} there are{such.removeprefix(thing.plural)}"
        elif " whose " in such:
            asked = f"how many {thing.plural} do I have{such.removeprefix(thing.plural)}"
            inside = f"how many {thing.plural} I have{such.removeprefix(thing.plural)}"
        return Question(asked, inside, "", answers.whole_number(form, rows), "count")

    def names(self) -> Question:
        """Which rows have something in common."""
        making = self.making
        source, column, value, rows = self._group(2, MOST_NAMES)
        thing = making.place.things[source.table]
        if not self._named(source) or source.path:
            raise GiveUp("they have no names")
        number = making.look(source.tool, **{source.filters[column]: value})
        if len(making.content(number)) != rows:
            raise GiveUp("the list is not of these")
        shown = source.columns[thing.name_column or ""]
        forms = [{"$ref": f"{number}/{place}/{shown}"} for place in range(rows)]
        values = [row[shown] for row in making.content(number)]
        if len(set(values)) < len(values):
            raise GiveUp("two have the same name")
        said = making.say(thing.columns[column], value)
        such = self.doer.such(thing, column, value)
        label = making.place.label(thing.columns[column])
        mine = "of my " if self.doer.is_mine(source) else ""
        if " whose " in such:
            asked = inside = f"which {mine}{thing.plural} have the {label} {said}"
        else:
            asked = f"which {mine}{thing.plural} are {said}" if mine else f"which {such} are there"
            inside = asked if mine else f"which {such} there are"
        answer = Answer(forms, ExpectedAnswer(type="set", value=values))
        return Question(asked, inside, answers.ONE_A_LINE, answer, "names")

    def outcome(self, clause: Clause) -> Question:
        """What the last call itself tells: the new due date, the total."""
        making = self.making
        if len(clause.calls) != 1:
            raise GiveUp("it tells several things")
        number = clause.calls[0]
        content = making.content(number)
        paths = [(f"{number}", content)] if isinstance(content, dict) else []
        paths += [(f"{number}/{name}", part) for name, part in (content or {}).items() if isinstance(part, dict)]
        given = {str(value)[:10] for value in making.notes.resolved[number - 1].values()}
        found = [
            (path, name, value)
            for path, part in paths
            for name, value in part.items()
            if (name in ("total", "price", "fine", "cost", "due_on") or name.endswith(("_on", "_cents", "_code")))
            and value not in (None, "", 0, 0.0)
            and str(value)[:10] not in {*given, making.today}
        ]
        if not found:
            raise GiveUp("it tells nothing that was not said")
        path, name, value = making.rng.choice(found)
        label = label_of(name)
        form: Any = {"$ref": f"{path}/{name}"}
        asked, inside = f"what is the {label}", f"what the {label} is"
        if name.endswith("_cents"):
            return Question(asked, inside, answers.IN_DOLLARS, answers.amount_of_money(form, value), "outcome")
        if isinstance(value, int | float):
            expected = ExpectedAnswer(type="number", value=value, tolerance=answers.CENT)
            return Question(asked, inside, answers.IN_DOLLARS, Answer(form, expected), "outcome")
        if name.endswith("_on"):
            return Question(asked, inside, answers.AS_DATE, answers.day_of(form, str(value)), "outcome")
        return Question(asked, inside, "", answers.text(form, str(value)), "outcome")

    def _words(self, thing: Thing, column: str, text: str) -> tuple[str, str]:
        """How a column of a row is asked for, direct and embedded."""
        asked = thing.columns[column]
        return ask_of_column(self.making.place.label(asked), column, asked.meaning, text)

    # ---- helpers -------------------------------------------------------------------------------------------------

    def _source(self, fits: Callable[[Source], bool]) -> Source:
        found = [each for each in self.making.sources if fits(each) and not self._touches(each.table)]
        if not found:
            raise GiveUp("no list shows it")
        return self.making.rng.choice(found)

    def _touches(self, table: str) -> bool:
        """Whether something was done to rows of the table: asked after that, a question could mean two things."""
        return any(change.table == table for change in self.making.episode.changes())

    def _asked_columns(self, source: Source) -> list[str]:
        thing = self.making.place.things[source.table]
        wanted = ("money", "quantity", "date", "category", "state")
        return [name for name in source.columns if thing.columns[name].meaning in wanted]

    def _named(self, source: Source) -> bool:
        named = self.making.place.things[source.table].name_column
        return named is not None and named in source.columns

    def _group(self, fewest: int, most: int) -> tuple[Source, str, Any, int]:
        making = self.making
        source = self._source(lambda each: bool(each.filters) and not each.needs)
        thing = making.place.things[source.table]
        content = making.episode.call(source.tool, {}).content
        rows = content if source.path == "" else content.get(source.path[1:], [])
        found = []
        for column in source.filters:
            if column in source.columns and thing.columns[column].meaning in ("state", "category"):
                for value in thing.columns[column].values or ():
                    count = sum(row[source.columns[column]] == value for row in rows)
                    whole = making.is_whole(thing, self.doer.is_mine(source), column, value, count)
                    if fewest <= count <= most and count < len(rows) and whole:
                        found.append((column, value, count))
        if not found or len(rows) < FEWEST_ROWS:
            raise GiveUp("no group to ask for")
        column, value, count = making.rng.choice(found)
        return source, column, value, count

    def _sql(self, thing: Thing, column: str, identifier: Any) -> str:
        value = identifier if isinstance(identifier, int) else "'" + str(identifier).replace("'", "''") + "'"
        return f'SELECT "{column}" FROM initial."{thing.table}" WHERE "{thing.key}" = {value}'

    def _question(
        self, thing: Thing, name: str, source: Source, form: Any, identifier: Any, direct: str, inside: str
    ) -> Question:
        column: Column = thing.columns[name]
        value = self.making.resolved(form)
        if value in (None, "", 0, 0.0):
            raise GiveUp("an answer that anybody guesses")
        if name in source.in_dollars:
            expected = ExpectedAnswer(type="number", value=value, tolerance=answers.CENT)
            return Question(direct, inside, answers.IN_DOLLARS, Answer(form, expected), "attribute")
        if column.meaning == "money":
            return Question(direct, inside, answers.IN_DOLLARS, answers.amount_of_money(form, value), "attribute")
        if column.meaning == "date":
            return Question(direct, inside, answers.AS_DATE, answers.day_of(form, str(value)), "attribute")
        sql = self._sql(thing, name, identifier)
        if isinstance(value, int | float):
            unit = f"in {column.unit}" if column.unit else ""
            return Question(direct, inside, unit, Answer(form, ExpectedAnswer(type="number", sql=sql)), "attribute")
        return Question(direct, inside, "", Answer(form, ExpectedAnswer(type="text", sql=sql)), "attribute")
