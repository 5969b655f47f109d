"""A kind of artifact: its name, its row model (pydantic) and its table model (pandera on polars).

In:  records of one kind, or a polars frame or a Parquet file of them.
Out: checked frames, checked records, Parquet bytes, content ids.
Never here: where artifacts are stored (`artifacts/`), or what they mean.

A record's scalar fields are columns of their own; everything nested travels as one JSON text column,
so that a Parquet file reads the same in every tool and no nested type has to be agreed on.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any, Generic, TypeVar, get_args

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrors
from pydantic import TypeAdapter, ValidationError

from schemas.given import Given
from schemas.record import Record, canonical_json
from schemas.rules import all_hold, rules_of
from schemas.seal import UNSEALED, is_broken, seal

R = TypeVar("R", bound=Record)

ID_DIGITS = 24
"""Hex digits of SHA-256 in an artifact's id: 96 bits, enough for any collection that fits on Earth."""

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_DTYPES: dict[type, type[pl.DataType]] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}


class ArtifactError(ValueError):
    """Content that does not fit its kind. Says which artifact, column, row and rule."""


class OtherContent(ArtifactError):
    """Sound content of another id than was expected."""

    def __init__(self, artifact: str, found: str, expected: str) -> None:
        super().__init__(f"{artifact}: the content id is {found}, where {expected} was expected")
        self.found = found


@dataclass(frozen=True)
class Kind(Generic[R]):
    """One kind of artifact.

    `version` enters every content id: raise it when a row model changes its meaning.
    """

    name: str
    row: type[R]
    table: type[pa.DataFrameModel]
    version: int = 1
    added: tuple[str, ...] = ()
    """Columns that came after the first files were written. A file without them is read with their defaults, and its
    id, which they did not enter, still holds."""

    @cached_property
    def columns(self) -> dict[str, type[pl.DataType]]:
        """Column names in order, with the dtype of each."""
        return {name: _dtype(field.annotation) for name, field in self.row.model_fields.items()}

    @cached_property
    def documents(self) -> frozenset[str]:
        """The columns that hold JSON text."""
        fields = self.row.model_fields.items()
        return frozenset(name for name, field in fields if _scalar(field.annotation) is None)

    def identify(self, records: Iterable[R]) -> str:
        """The content id of these records, in this order: the same on any machine, at any time."""
        return self._identity(canonical_json(record.model_dump(mode="json")) for record in records)

    def _identity(self, lines: Iterable[str]) -> str:
        digest = hashlib.sha256(f"{self.name}/{self.version}\n".encode())
        for line in lines:
            digest.update(line.encode("utf-8"))
            digest.update(b"\n")
        return f"{self.name}-{digest.hexdigest()[:ID_DIGITS]}"

    def frame(self, records: Sequence[R], artifact: str = "") -> pl.DataFrame:
        """The records as a checked frame.

        Raises:
            ArtifactError: a table rule does not hold; names the column, the row and the rule.
        """
        rows = [self._flat(record.model_dump(mode="json")) for record in records]
        return self.check(pl.DataFrame(rows, schema=self.columns, orient="row"), artifact)

    def records(self, frame: pl.DataFrame, artifact: str = "") -> list[R]:
        """The frame's rows as records, both checked.

        Raises:
            ArtifactError: as `check`, and for a row that its row model refuses.
        """
        checked = self.check(frame, artifact)
        return [self._record(row, number, artifact) for number, row in enumerate(checked.iter_rows(named=True))]

    def check(self, frame: pl.DataFrame, artifact: str = "") -> pl.DataFrame:
        """The frame itself, once every rule of the table model holds (a LazyFrame would check names only)."""
        wrong = _wrong_form(frame, self.columns)
        if wrong:
            raise ArtifactError(f"{artifact or self.name}: {wrong}")
        if self._rules is not None and all_hold(self._rules, frame):
            return frame
        try:
            return self.table.validate(frame, lazy=True)
        except (SchemaErrors, SchemaError) as fault:
            raise ArtifactError(f"{artifact or self.name}: {_first_failure(fault, frame)}") from None

    def parquet(self, records: Sequence[R], artifact: str = "") -> bytes:
        """The records as Parquet bytes (zstd), sealed with a checksum."""
        return _parquet(self.frame(records, artifact))

    def pack(self, records: Iterable[R]) -> "Packed[R]":
        """The records made ready for a store, gone through once: their id, their Parquet bytes, themselves again.

        Raises:
            ValueError: they hold what JSON does not have.
        """
        records = list(records)
        known = _given.recall(records)
        if known is not None and known.kind is self:
            return known
        rows = [self._flat(record.model_dump(mode="json")) for record in records]
        lines = self._lines(rows)
        return Packed(self, self._identity(lines), rows, lines)

    def read(self, parquet: bytes, artifact: str = "", identity: str | None = None) -> list[R]:
        """The records in Parquet bytes.

        With `identity`, the content id that they must have: since only what fits its kind is ever written under an
        id, rows that have it need not go through the table model again, which takes some ten times as long.

        Raises:
            ArtifactError: the bytes are damaged or no Parquet file, what they hold does not fit the kind,
                or it is something else than `identity` says.
        """
        if is_broken(parquet):
            raise ArtifactError(f"{artifact or self.name}: the file has changed since it was written")
        try:
            frame = pl.read_parquet(io.BytesIO(parquet))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
            raise ArtifactError(f"{artifact or self.name}: not a readable Parquet file ({fault})") from None
        known = self._known_records(frame, identity) if identity is not None else None
        if known is not None:
            return known
        records = self.records(self.completed(frame), artifact)
        if identity is not None and (found := self.identify(records)) != identity:
            raise OtherContent(artifact or self.name, found, identity)
        return records

    def completed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame, with the columns that were added since it was written at their defaults."""
        lacking = {name: self.row.model_fields[name].get_default() for name in self.added if name not in frame.columns}
        texts = {name: canonical_json(value) for name, value in lacking.items() if name in self.documents}
        values = (pl.lit(value, self.columns[name]).alias(name) for name, value in {**lacking, **texts}.items())
        return frame.with_columns(*values)

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of one record, for authors, editors and prompts."""
        return self.row.model_json_schema(by_alias=True)

    def _known_records(self, frame: pl.DataFrame, identity: str) -> list[R] | None:
        """The frame's rows as records if they have that content id; None if not, without saying why."""
        written = [name for name in self.columns if name in frame.columns or name not in self.added]
        if frame.columns != written or dict(frame.schema) != {name: self.columns[name] for name in written}:
            return None
        try:
            lines = self._lines(frame.iter_rows(), written)
            if self._identity(lines) != identity:
                return None
            return self._again(lines)
        except (ValueError, TypeError):
            return None

    @cached_property
    def _rules(self) -> list[pl.Expr] | None:
        return rules_of(self.table)

    @cached_property
    def _list(self) -> TypeAdapter[list[R]]:
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]

    def _again(self, lines: Sequence[str]) -> list[R]:
        """Records from their canonical lines: the same, whether they come from a store or have not been there yet."""
        return self._list.validate_json(f"[{','.join(lines)}]")

    def _lines(self, rows: Iterable[Sequence[Any]], columns: Sequence[str] | None = None) -> list[str]:
        """Canonical JSON of rows, put together from their columns, which are all unless others are said.

        Documents are canonical JSON already.
        """
        places = {column: place for place, column in enumerate(columns or self.columns)}
        parts = [(f'"{column}":', places[column], column in self.documents) for column in sorted(places)]
        return [
            "{" + ",".join([f"{name}{_text(row[place], is_document)}" for name, place, is_document in parts]) + "}"
            for row in rows
        ]

    def _flat(self, row: dict[str, Any]) -> list[Any]:
        return [
            canonical_json(row[column]) if column in self.documents and row[column] is not None else row[column]
            for column in self.columns
        ]

    def _record(self, row: dict[str, Any], number: int, artifact: str) -> R:
        try:
            plain = {
                column: json.loads(value) if column in self.documents and value is not None else value
                for column, value in row.items()
            }
            return self.row.model_validate(plain)
        except json.JSONDecodeError as fault:
            raise ArtifactError(f"{artifact or self.name}: row {number} holds broken JSON ({fault})") from None
        except ValidationError as fault:
            raise ArtifactError(f"{artifact or self.name}: row {number}, {explain(fault)}") from None


@dataclass(frozen=True)
class Packed(Generic[R]):
    """Records of one artifact on their way into a store."""

    kind: Kind[R]
    id: str
    rows: Sequence[Sequence[Any]]
    """Column by column, documents as JSON text."""
    lines: Sequence[str]

    def parquet(self) -> bytes:
        """What `Kind.parquet` gives.

        Raises:
            ArtifactError: a rule of the kind's table is broken.
        """
        return _parquet(self.kind.check(pl.DataFrame(self.rows, schema=self.kind.columns, orient="row"), self.id))

    def records(self) -> list[R]:
        """The records as reading them back would give them."""
        return list(self._records)

    @cached_property
    def _records(self) -> list[R]:
        records = self.kind._again(self.lines)
        _given.remember(records, self)
        return records


_given: Given[Packed[Any]] = Given()


def _text(value: Any, is_document: bool) -> str:
    """A column's value as canonical JSON; texts and whole numbers, which nearly all are, without a detour."""
    if type(value) is str:
        return value if is_document else encode_basestring(value)
    return repr(value) if type(value) is int else _encode(value)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", metadata=UNSEALED)
    return seal(buffer.getvalue())


def explain(fault: ValidationError, most: int = 3) -> str:
    """A pydantic fault on one line: which field, what is wrong, what was given."""
    lines = [
        f"{'.'.join(map(str, error['loc'])) or 'the record'}: {error['msg']} (got {repr(error.get('input'))[:80]})"
        for error in fault.errors()[:most]
    ]
    more = len(fault.errors()) - most
    return "; ".join(lines) + (f"; and {more} more" if more > 0 else "")


def _scalar(annotation: Any) -> type | None:
    """The scalar type behind an annotation such as `str | None` or a Literal of texts; None for what is nested."""
    if annotation in _DTYPES:
        return annotation  # type: ignore[no-any-return]
    arguments = [part for part in get_args(annotation) if part is not type(None)]
    if getattr(annotation, "__metadata__", None):
        return _scalar(arguments[0])
    parts = {_scalar(part) if isinstance(part, type) or get_args(part) else type(part) for part in arguments}
    found = parts - {None}
    origin = getattr(annotation, "__origin__", None)
    if origin in (list, tuple, dict, frozenset, set) or len(found) != 1 or len(parts) != 1:
        return None
    return found.pop() if next(iter(found)) in _DTYPES else None


def _dtype(annotation: Any) -> type[pl.DataType]:
    return _DTYPES.get(_scalar(annotation) or str, pl.String)


def _wrong_form(frame: pl.DataFrame, columns: dict[str, type[pl.DataType]]) -> str | None:
    """The first column that is missing, too many, or of another type."""
    for column, dtype in columns.items():
        if column not in frame.columns:
            return f"column {column}: it is missing (rule columns)"
        if frame.schema[column] != dtype:
            return f"column {column}: it holds {frame.schema[column]}, where {dtype.__name__} belongs (rule dtype)"
    surplus = [column for column in frame.columns if column not in columns]
    return f"column {surplus[0]}: no such column belongs here (rule columns)" if surplus else None


def _first_failure(fault: SchemaErrors | SchemaError, frame: pl.DataFrame) -> str:
    """Which column, which row, which rule: of the first failure of those that were found."""
    if isinstance(fault, SchemaErrors):
        fault = fault.schema_errors[0]
    column = getattr(fault.schema, "name", None)
    if column not in frame.columns:
        return _table_failure(fault, frame)
    rule, values = _rule(fault), frame[str(column)]
    place = _place(fault, values, rule)
    if place is None:
        return f"column {column}: {str(fault).splitlines()[0]} (rule {rule})"
    return f"column {column}, row {place}: {_clipped(values[place])} breaks the rule {rule}"


def _place(fault: SchemaError, values: pl.Series, rule: str) -> int | None:
    """The first row that breaks a rule, which pandera tells for some rules only."""
    output = fault.check_output
    if rule == "not_nullable":
        broken = values.is_null()
    elif rule == "field_uniqueness":
        broken = values.is_duplicated() & ~values.is_first_distinct()
    elif isinstance(output, pl.DataFrame) and output.height == len(values) and "check_output" in output.columns:
        broken = ~output["check_output"]
    else:
        return None
    return broken.arg_max() if broken.any() else None


def _table_failure(fault: SchemaError, frame: pl.DataFrame) -> str:
    """A failure of the table as a whole: columns that are missing or too many, rows that repeat each other."""
    unique = [column for column in getattr(fault.schema, "unique", None) or () if column in frame.columns]
    if unique and "unique" in str(fault):
        places = frame.select(unique).is_duplicated().arg_true()
        if len(places):
            twice = ", ".join(f"{column} {_clipped(frame[column][places[0]])}" for column in unique)
            return f"columns {', '.join(unique)}, row {places[-1]}: {twice} is there twice, and must be unique"
    return f"the table: {str(fault).splitlines()[0]} (rule {_rule(fault)})"


def _rule(fault: SchemaError) -> str:
    named = getattr(fault.check, "error", None)
    return str(named or fault.check or getattr(fault.reason_code, "value", fault.reason_code))


def _clipped(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
