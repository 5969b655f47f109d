"""What must hold when a task is done, read off what the solution changed.

In:  the changes of an executed solution, the instruction.
Out: checks.
Never here: the answer, and the frame (`environments.frame_of`).

A row that existed is named by its id, a new one by its content, since its id depends on the order of the work.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from authors.procedural.language import date, moment, money
from authors.procedural.model import Entity, Field
from authors.procedural.tasks.talk import Talk
from authors.procedural.world import World
from environments.changes import Change
from schemas import Check

DEEPEST = 3


def checks_of(talk: Talk, changes: Sequence[Change], instruction: str) -> list[Check]:
    """A check a changed or deleted row, and one a kind of new row with how many there are."""
    return Deriving(talk, changes, instruction).checks()


class Deriving:
    """One derivation: knows all changes, since new rows refer to one another."""

    def __init__(self, talk: Talk, changes: Sequence[Change], instruction: str) -> None:
        self.talk = talk
        self.world: World = talk.world
        self.changes = changes
        self.instruction = instruction.casefold()
        self.entities = {entity.table: entity for entity in talk.world.entities.values()}
        self.new = {
            (each.table, each.after["id"]): each.after for each in changes if each.op == "insert" and each.after
        }

    def checks(self) -> list[Check]:
        inserted: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        found: list[Check] = []
        for change in self.changes:
            entity = self.entities[change.table]
            if change.op == "insert" and change.after:
                inserted.setdefault((change.table, self.content(entity, change.after)), []).append(change.after)
            elif change.op == "update" and change.after:
                found.append(self._changed(entity, change))
            elif change.before:
                found.append(self._gone(entity, change.before))
        found += [self._added(self.entities[table], condition, rows) for (table, condition), rows in inserted.items()]
        return found

    def _changed(self, entity: Entity, change: Change) -> Check:
        after = change.after or {}
        moves = listed_changes(self, entity, change)
        conditions = " AND ".join([f"id = {after['id']}", self.content(entity, after)])
        return Check(
            description=f"{self.name(entity, after)}: {moves}, and all else as it was"[:500],
            sql=f"SELECT EXISTS (SELECT 1 FROM final.{entity.table} WHERE {conditions})",
        )

    def _gone(self, entity: Entity, before: Mapping[str, Any]) -> Check:
        return Check(
            description=f"{self.name(entity, before)} is no longer there"[:500],
            sql=f"SELECT NOT EXISTS (SELECT 1 FROM final.{entity.table} WHERE id = {before['id']})",
        )

    def _added(self, entity: Entity, condition: str, rows: Sequence[Mapping[str, Any]]) -> Check:
        details = "; ".join(f"{one.said} {self.say(one, rows[0][one.name])}" for one in self._compared(entity, rows[0])
                            if rows[0][one.name] is not None)  # fmt: skip
        return Check(
            description=f"{'exactly ' + entity.noun.counted(len(rows))} added with {details}"[:500],
            sql=f"SELECT (SELECT count(*) FROM final.{entity.table} "
            f"WHERE {_is_new(entity.table)} AND {condition}) = {len(rows)}",
        )

    def _compared(self, entity: Entity, row: Mapping[str, Any]) -> list[Field]:
        return [one for one in entity.fields if not self._is_loose(one, row[one.name])]

    def _is_loose(self, one: Field, value: Any) -> bool:
        """Free text is compared only where the instruction says it."""
        return one.meaning == "text" and isinstance(value, str) and value.strip(" .").casefold() not in self.instruction

    def content(self, entity: Entity, row: Mapping[str, Any], depth: int = 0) -> str:
        """The condition that a row has this content; new rows that it refers to are described in turn."""
        conditions = []
        for one in self._compared(entity, row):
            value = row[one.name]
            target = self.world.referenced(entity, one).table if one.meaning == "reference" else ""
            other = self.new.get((target, value)) if target else None
            if other is not None and depth < DEEPEST:
                inner = self.content(self.entities[target], other, depth + 1)
                conditions.append(f"{one.name} IN (SELECT id FROM final.{target} WHERE {_is_new(target)} AND {inner})")
            else:
                conditions.append(f"{one.name} IS {literal(value)}")
        return " AND ".join(conditions) or "1"

    def say(self, one: Field, value: Any) -> str:
        """A value for the reader of a verdict."""
        if value is None:
            return "none"
        if one.meaning == "money":
            return money(value)
        if one.meaning == "date":
            return moment(value) if one.timed else date(value)
        if one.meaning == "reference":
            other = self.world.entities[one.of]
            return self.name_of(other, value)
        return str(value)

    def name(self, entity: Entity, row: Mapping[str, Any]) -> str:
        """A row for the reader of a verdict: what it is called, else its noun and number."""
        if entity.name_column:
            return f"{entity.noun} {row[entity.name_column]}"
        return f"{entity.noun} {row['id']}"

    def name_of(self, entity: Entity, identifier: int) -> str:
        if entity.name_column is None:
            return f"number {identifier}"
        sql = f"SELECT {entity.name_column} FROM {entity.table} WHERE id = :id"
        return str(self.talk.value(sql, {"id": identifier}))


def listed_changes(deriving: Deriving, entity: Entity, change: Change) -> str:
    """ "status confirmed → cancelled; end date June 3 → June 5"."""
    return "; ".join(
        f"{entity.field(name).said} {deriving.say(entity.field(name), old)} → {deriving.say(entity.field(name), new)}"
        for name, (old, new) in change.changed.items()
    )


def literal(value: Any) -> str:
    """A value in SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def _is_new(table: str) -> str:
    return f"id NOT IN (SELECT id FROM initial.{table})"
