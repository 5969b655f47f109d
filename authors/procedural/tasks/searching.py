"""One call of a search tool, put together part by part, and the pick of the one row that is meant.

In:  a talk, an entity, values that are said or found.
Out: the number of the call; columns of its row as values of a solution.
Never here: words.
"""

from collections.abc import Mapping
from typing import Any

from authors.procedural.model import Entity, Field
from authors.procedural.tasks.talk import GiveUp, Talk


class Search:
    """One call of an entity's search tool, put together part by part."""

    def __init__(self, talk: Talk, entity: Entity) -> None:
        if not talk.world.searchable(entity):
            raise GiveUp(f"user 1 has no search over {entity.table}")
        self.talk = talk
        self.entity = entity
        self.tool = talk.world.search_name(entity)
        self.parameters = talk.parameters_of(self.tool)
        self.filters: dict[str, Any] = {}
        self.where: dict[str, Any] = {}

    def takes(self, parameter: str) -> bool:
        return parameter in self.parameters

    def by(self, one: Field, value: Any) -> None:
        """Look for a value: by the tool's filter where it has one, else by picking from its result."""
        if one.name not in self.parameters:
            self.where[one.name] = value
            return
        self.filters[one.name] = value
        if one.meaning == "name":
            self.where[one.name] = value

    def by_form(self, one: Field, form: Any, value: int) -> None:
        """Look for a reference whose id an earlier call found."""
        if one.name not in self.parameters:
            raise GiveUp(f"{self.tool} cannot be asked for one {one.said}")
        self.filters[one.name] = form

    def call(self) -> tuple[int, dict[str, Any]]:
        """The call's number, and what picks from its result."""
        return self.talk.look(self.tool, **self.filters), dict(self.where)

    def matching(self, number: int, where: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of its result that the pick would leave."""
        rows = self.talk.content(number)
        return [each for each in rows if all(each.get(name) == value for name, value in where.items())]

    def run(self, identifier: int) -> tuple[int, dict[str, Any]]:
        """Call, and make sure that exactly this row is picked."""
        number, where = self.call()
        rows = self.matching(number, where)
        if [each[self.entity.key] for each in rows] != [identifier]:
            raise GiveUp(f"{self.tool} does not show {self.entity.role} {identifier} alone")
        if len(self.talk.content(number)) == 1:
            return number, {}
        return number, where

    def form(self, number: int, where: Mapping[str, Any], column: str) -> Any:
        """A column of the row that was found, as a value of a solution."""
        if len(self.talk.content(number)) == 1:
            return {"$ref": f"{number}/0/{column}"}
        return {"$pick": {"from": str(number), "where": dict(where), "get": column}}
