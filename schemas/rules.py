"""The rules of a table model as one polars query, for the usual case that all of them hold.

In:  a pandera model, a frame.
Out: whether every rule holds; never which one does not: pandera finds that, and takes twenty times as long.
Never here: rules of its own. A model with a check that is unknown here is left to pandera.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandera.polars as pa
import polars as pl

_Rule = Callable[[pl.Expr, Mapping[str, Any]], pl.Expr]


def _length(column: pl.Expr, values: Mapping[str, Any]) -> pl.Expr:
    return column.str.len_chars().is_between(values["min_value"] or 0, values["max_value"] or 2**31)


_RULES: dict[str, _Rule] = {
    "str_matches": lambda column, values: column.str.contains(values["pattern"]),
    "str_startswith": lambda column, values: column.str.starts_with(values["string"]),
    "str_length": _length,
    "isin": lambda column, values: column.is_in(list(values["allowed_values"])),
    "greater_than_or_equal_to": lambda column, values: column >= values["min_value"],
    "less_than_or_equal_to": lambda column, values: column <= values["max_value"],
}


def rules_of(model: type[pa.DataFrameModel]) -> list[pl.Expr] | None:
    """One true-or-false expression for each rule of a model; None where a rule has no expression here."""
    schema = model.to_schema()
    if schema.checks or schema.ordered or schema.coerce:
        return None
    found: list[pl.Expr] = []
    for name, column in schema.columns.items():
        if column.coerce or not column.required:
            return None
        if not column.nullable:
            found.append(pl.col(name).is_not_null().all())
        if column.unique:
            found.append(pl.col(name).is_duplicated().any().not_())
        for check in column.checks:
            rule = _RULES.get(check.name)
            if rule is None or check.element_wise or not check.ignore_na:
                return None
            found.append(rule(pl.col(name), check.statistics).all())
    if schema.unique:
        found.append(pl.struct(schema.unique).is_duplicated().any().not_())
    return [rule.alias(str(number)) for number, rule in enumerate(found)]


def all_hold(rules: list[pl.Expr], frame: pl.DataFrame) -> bool:
    """Whether every rule holds for a frame that has the model's columns and types."""
    return all(frame.select(rules).row(0))
