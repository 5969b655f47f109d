"""What the database tells about names: which column is a table's id, and which table a parameter's ids belong to.

In:  the facts of the tables, and the tables' meanings where authors gave them.
Out: `Shape`.
Never here: rows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from environments.facts import TableFacts
from schemas import Table


@dataclass(frozen=True)
class TableShape:
    columns: Sequence[str]
    key: str | None
    """The one column that is the primary key; None where several are."""
    references: Mapping[str, str]
    """Column to the table that it points to, by foreign key or by what the author says."""


@dataclass(frozen=True)
class Shape:
    tables: Mapping[str, TableShape]
    nouns: Mapping[str, str]
    """Singular nouns to tables, as far as authors named them."""
    _known: dict[str, str | None] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, facts: Mapping[str, TableFacts], tables: Sequence[Table]) -> "Shape":
        """Put together what SQLite knows and what authors declare."""
        declared = {table.name: table for table in tables}
        shapes = {name: _table_shape(known, declared.get(name)) for name, known in facts.items()}
        nouns = {table.noun.singular.replace(" ", "_"): table.name for table in tables if table.noun}
        return cls(shapes, nouns)

    def table_of(self, parameter: str) -> str | None:
        """The table whose rows a parameter or column of this name holds ids of: `member_id` -> members."""
        if parameter not in self._known:
            self._known[parameter] = self._looked_up(parameter)
        return self._known[parameter]

    def _looked_up(self, parameter: str) -> str | None:
        pointed = {shape.references[parameter] for shape in self.tables.values() if parameter in shape.references}
        if len(pointed) == 1:
            return pointed.pop()
        stem = re.sub(r"_ids?$", "", parameter)
        if stem == parameter:
            return None
        if stem in self.nouns:
            return self.nouns[stem]
        plurals = (stem, f"{stem}s", f"{stem}es", re.sub(r"y$", "ies", stem))
        exact = [name for name in self.tables if name in plurals]
        loose = [name for name in self.tables if name.endswith(tuple(f"_{plural}" for plural in plurals))]
        return next(iter(exact + loose), None)


def _table_shape(facts: TableFacts, declared: Table | None) -> TableShape:
    references = {key.columns[0]: key.parent for key in facts.foreign_keys if len(key.columns) == 1}
    for column in declared.columns if declared else ():
        if column.references:
            references.setdefault(column.name, column.references)
    return TableShape(facts.columns, facts.key[0] if len(facts.key) == 1 else None, references)
