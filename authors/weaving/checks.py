"""What must hold when a task is done, read off what the solution changed, for tables of any environment.

In:  the changes of an executed solution, the place, the instruction.
Out: checks.
Never here: the answer, and the frame (`environments.frame_of`).

A row that existed is named by its key, a new one by its content, since its id depends on the order of the work.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from authors.procedural.tasks.checks import literal
from authors.weaving.place import Place
from environments import Change
from schemas import Check

DEEPEST = 3


def checks_of(place: Place, changes: Sequence[Change], instruction: str) -> list[Check]:
    """A check a changed or deleted row, and one a kind of new row with how many there are."""
    return _Deriving(place, changes, instruction).checks()


class _Deriving:
    def __init__(self, place: Place, changes: Sequence[Change], instruction: str) -> None:
        self._place = place
        self._changes = changes
        self._instruction = instruction.casefold()
        self._new = {
            (change.table, next(iter(change.key.values()))): change.after
            for change in changes
            if change.op == "insert" and change.after and len(change.key) == 1
        }

    def checks(self) -> list[Check]:
        found: list[Check] = []
        added: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for change in self._changes:
            if change.op == "insert" and change.after:
                added.setdefault((change.table, self._content(change.table, change.after)), []).append(change.after)
            elif change.op == "update" and change.after:
                found.append(self._changed(change))
            else:
                found.append(self._gone(change))
        return found + [self._added(table, condition, rows) for (table, condition), rows in added.items()]

    def _changed(self, change: Change) -> Check:
        moves = "; ".join(f"{name} {old} → {new}" for name, (old, new) in change.changed.items())
        condition = f"{_key(change.key)} AND {self._content(change.table, change.after or {})}"
        return Check(
            description=f"{self._noun(change.table)} {_said(change.key)}: {moves}, and all else as it was"[:500],
            sql=f'SELECT EXISTS (SELECT 1 FROM final."{change.table}" WHERE {condition})',
        )

    def _gone(self, change: Change) -> Check:
        return Check(
            description=f"{self._noun(change.table)} {_said(change.key)} is no longer there",
            sql=f'SELECT NOT EXISTS (SELECT 1 FROM final."{change.table}" WHERE {_key(change.key)})',
        )

    def _added(self, table: str, condition: str, rows: Sequence[Mapping[str, Any]]) -> Check:
        details = "; ".join(f"{name} {rows[0][name]}" for name in self._compared(table, rows[0]))
        return Check(
            description=f"exactly {len(rows)} new in {table} with {details}"[:500],
            sql=f'SELECT (SELECT count(*) FROM final."{table}" WHERE {self._is_new(table)} AND {condition}) '
            f"= {len(rows)}",
        )

    def _compared(self, table: str, row: Mapping[str, Any]) -> list[str]:
        """Every column but the key; free text only where the instruction says it."""
        keys = self._place.environment.facts[table].key
        own = keys if len(keys) == 1 else ()
        return [name for name in row if name not in own and not self._is_loose(table, name, row[name])]

    def _is_loose(self, table: str, name: str, value: Any) -> bool:
        thing = self._place.things.get(table)
        is_text = thing is not None and name in thing.columns and thing.columns[name].meaning == "text"
        return is_text and isinstance(value, str) and value.strip(" .").casefold() not in self._instruction

    def _content(self, table: str, row: Mapping[str, Any], depth: int = 0) -> str:
        """The condition that a row has this content; new rows that it refers to are described in turn."""
        conditions = []
        for name in self._compared(table, row):
            target = self._target(table, name)
            other = self._new.get((target, row[name])) if target else None
            if other is not None and depth < DEEPEST:
                inner = self._content(target, other, depth + 1)
                key = self._place.things[target].key
                conditions.append(
                    f'"{name}" IN (SELECT "{key}" FROM final."{target}" WHERE {self._is_new(target)} AND {inner})'
                )
            else:
                conditions.append(f'"{name}" IS {literal(row[name])}')
        return " AND ".join(conditions) or "1"

    def _target(self, table: str, name: str) -> str:
        thing = self._place.things.get(table)
        column = thing.columns.get(name) if thing else None
        target = (column.references if column else None) or ""
        return target if target in self._place.things else ""

    def _is_new(self, table: str) -> str:
        keys = self._place.environment.facts[table].key
        listed = ", ".join(f'"{key}"' for key in keys)
        return f'({listed}) NOT IN (SELECT {listed} FROM initial."{table}")'

    def _noun(self, table: str) -> str:
        thing = self._place.things.get(table)
        return thing.singular if thing else f"the row of {table}"


def _key(key: Mapping[str, Any]) -> str:
    return " AND ".join(f'"{name}" IS {literal(value)}' for name, value in key.items())


def _said(key: Mapping[str, Any]) -> str:
    return ", ".join(str(value) for value in key.values())


__all__ = ["checks_of"]
