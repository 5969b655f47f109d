"""One task in the making, in any environment: calls, and rows named so that one fits.

In:  a place with its sources, an episode, a random generator.
Out: mentions (words, id as a value of a solution), calls.
Never here: what is wanted.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from authors.procedural.language import date, money
from authors.procedural.tasks.talk import GiveUp, Mention, Talk
from authors.procedural.tasks.wish import Wish
from authors.procedural.world import World
from authors.weaving.place import Place, Thing
from authors.weaving.sources import Source
from environments import Episode
from schemas import Column

SLOT = re.compile(r"\{(\w+)\}")
DEEPEST = 2


class Making(Talk):
    """A talk about any environment: of a world, a talk itself asks nothing but the time."""

    def __init__(
        self, place: Place, sources: Sequence[Source], episode: Episode, rng: random.Random, most_calls: int
    ) -> None:
        super().__init__(cast(World, place), episode, rng, Wish(steps=(1, most_calls)))
        self.place = place
        self.sources = sources

    # ---- rows ----------------------------------------------------------------------------------------------------

    def row_of(self, thing: Thing, identifier: Any) -> dict[str, Any]:
        """One row as it is now."""
        names = list(thing.columns)
        listed = ", ".join(f'"{name}"' for name in names)
        rows = self.select(f'SELECT {listed} FROM "{thing.table}" WHERE "{thing.key}" = :id', {"id": identifier})
        if not rows:
            raise GiveUp(f"no {thing.singular} {identifier}")
        return dict(zip(names, rows[0], strict=True))

    def name(self, table: str, identifier: Any, depth: int = 0) -> Mention:
        """How a row is called so that no other is meant, and the look-up that finds it."""
        known = self.notes.mentions.get((table, identifier))
        if known is not None:
            return known
        thing = self.place.things.get(table)
        if thing is None or depth > DEEPEST:
            raise GiveUp(f"nothing names a row of {table}")
        row = self.row_of(thing, identifier)
        for template in thing.naming:
            try:
                with self.attempt():
                    found = self._by_template(thing, row, template, depth)
                self.mention((table, identifier), found)
                return found
            except GiveUp:
                continue
        raise GiveUp(f"nothing names {thing.singular} {identifier} alone")

    def _by_template(self, thing: Thing, row: Mapping[str, Any], template: str, depth: int) -> Mention:
        said = [name for name in SLOT.findall(template) if name != "noun"]
        if any(name not in thing.columns or row[name] in (None, "") for name in said):
            raise GiveUp("a part of the name is missing")
        if not self._fits_one(thing, row, said):
            raise GiveUp("others are called the same")
        form = self.find(thing, row, said, depth)
        text = self._text(thing, row, template, depth)
        short = text if thing.is_person else f"that {thing.singular}" if len(text) > 40 else text
        return Mention(text, short, form, indirectness=1 if len(said) > 1 else 0)

    def _fits_one(self, thing: Thing, row: Mapping[str, Any], said: Sequence[str]) -> bool:
        if not said:
            return False
        condition = " AND ".join(f'"{name}" = :{name} COLLATE NOCASE' for name in said)
        values = {name: row[name] for name in said}
        return all(
            len(self.select(f'SELECT 1 FROM {schema}."{thing.table}" WHERE {condition} LIMIT 2', values)) == 1
            for schema in ("initial", "main")
        )

    def _text(self, thing: Thing, row: Mapping[str, Any], template: str, depth: int) -> str:
        mine = bool(thing.owner) and row[thing.owner or ""] == self.episode.user_id and bool(self.place.people)
        text = template
        if mine:
            text = text.replace(f"{{{thing.owner}}}'s", "my")
        for name in SLOT.findall(text):
            text = text.replace(f"{{{name}}}", self._slot(thing, row, name, depth), 1)
        if template == f"{{{thing.name_column}}}":
            return self._proper(thing, text)
        begins_with_owner = re.match(r"\{\w+\}'s", template) is not None
        return text if begins_with_owner or text.startswith(("my ", "the ")) else f"the {text}"

    def _slot(self, thing: Thing, row: Mapping[str, Any], name: str, depth: int) -> str:
        if name == "noun":
            return thing.singular
        column = thing.columns[name]
        if column.meaning == "reference" and column.references:
            if column.references == self.place.people and row[name] == self.episode.user_id:
                raise GiveUp("nobody speaks of oneself by name")
            return self.name(column.references, row[name], depth + 1).text
        return self.say(column, row[name])

    @staticmethod
    def _proper(thing: Thing, text: str) -> str:
        if thing.is_person:
            return text
        if thing.is_title:
            return f"“{text}”"
        return text if re.match(r"(the|an?|dr|mr|mrs|ms|miss|prof)\b", text, re.I) else f"the {text}"

    @staticmethod
    def say(column: Column, value: Any) -> str:
        """A plain value in words."""
        if column.meaning == "money":
            return money(int(value))
        if column.meaning == "date":
            text = str(value)
            return date(text) if len(text) == 10 else f"{date(text)} at {text[11:16]}"
        if column.meaning in ("state", "category"):
            return str(value).replace("_", " ")
        return f"{value:g}" if isinstance(value, float) else str(value)

    def is_whole(self, thing: Thing, mine: bool, column: str, value: Any, count: int) -> bool:
        """Whether so many rows of the whole table are alike: a list that leaves some out would mislead."""
        whose = f' AND "{thing.owner}" = :user_id' if mine else ""
        sql = f'SELECT count(*) FROM "{thing.table}" WHERE "{column}" = :value{whose}'
        return bool(self.value(sql, {"value": value}) == count) and str(value) not in ("any", "other", "none", "all")

    def is_extreme(self, thing: Thing, mine: bool, by: str, end: str, kind: tuple[str, Any] | None, row: Any) -> bool:
        """Whether this row alone has most or least of all rows of its kind, those included that a list leaves out."""
        conditions = [f'"{by}" IS NOT NULL']
        conditions += [f'"{thing.owner}" = :user_id'] if mine else []
        conditions += [f'"{kind[0]}" = :kind'] if kind else []
        wanted = "min" if end == "least" else "max"
        inner = f'SELECT {wanted}("{by}") FROM "{thing.table}" WHERE {" AND ".join(conditions)}'
        conditions.append(f'"{by}" = ({inner})')
        sql = f'SELECT "{thing.key}" FROM "{thing.table}" WHERE {" AND ".join(conditions)}'
        return self.select(sql, {"kind": kind[1]} if kind else {}) == [(row,)]

    # ---- look-ups ------------------------------------------------------------------------------------------------

    def find(self, thing: Thing, row: Mapping[str, Any], said: Sequence[str], depth: int = 0) -> Any:
        """The row's id as a value of a solution: picked from a tool's list by what is said of it."""
        for source in self.sources:
            if source.table == thing.table:
                try:
                    with self.attempt():
                        return self._pick(source, row, said, depth)
                except GiveUp:
                    continue
        raise GiveUp(f"no tool shows this {thing.singular}")

    def _pick(self, source: Source, row: Mapping[str, Any], said: Sequence[str], depth: int) -> Any:
        thing = self.place.things[source.table]
        number = self.look(source.tool, **self._arguments(source, row, said, depth))
        where = dict(self._where(source, row, said, depth))
        form = self.picked(number, source, where, source.key)
        if self.resolved(form) != row[thing.key]:
            raise GiveUp("the look-up finds another row")
        return form

    def picked(self, number: int, source: Source, where: Mapping[str, Any], get: str, **extreme: str) -> Any:
        """A value of the one row in a list that fits."""
        pick: dict[str, Any] = {"from": f"{number}{source.path}"}
        if where:
            pick["where"] = dict(where)
        return {"$pick": {**pick, **extreme, "get": get}}

    def resolved(self, form: Any) -> Any:
        """What a value of a solution is at this point."""
        from environments import UnresolvedValue, resolve_value

        try:
            return resolve_value(form, self.notes.contents, now=self.place.now)
        except UnresolvedValue as fault:
            raise GiveUp(str(fault)) from None

    def _arguments(self, source: Source, row: Mapping[str, Any], said: Sequence[str], depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        thing = self.place.things[source.table]
        for parameter, table in source.needs.items():
            column = next((each.name for each in thing.of("reference") if each.references == table), None)
            if column is None or row[column] is None:
                raise GiveUp("the way there is not said")
            found[parameter] = self.name(table, row[column], depth + 1).form
        for name in said:
            filters = source.filters.get(name)
            if filters and thing.columns[name].meaning in ("name", "category", "state") and self.rng.random() < 0.6:
                found[filters] = row[name]
        return found

    def _where(
        self, source: Source, row: Mapping[str, Any], said: Sequence[str], depth: int
    ) -> Iterator[tuple[str, Any]]:
        thing = self.place.things[source.table]
        for name in said:
            if name == thing.owner:
                continue
            if name in source.names:
                other = self.place.things[thing.columns[name].references or ""]
                yield source.names[name], self.row_of(other, row[name])[other.name_column or ""]
            elif name in source.columns:
                column = thing.columns[name]
                if column.meaning == "reference" and column.references:
                    yield source.columns[name], self.name(column.references, row[name], depth + 1).form
                else:
                    yield source.columns[name], row[name] / 100 if name in source.in_dollars else row[name]
