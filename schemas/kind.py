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
from typing import Any, Generic, TypeVar, get_args

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrors
from pydantic import ValidationError

from schemas.record import Record, canonical_json
from schemas.seal import UNSEALED, is_broken, seal

R = TypeVar("R", bound=Record)

ID_DIGITS = 24
"""Hex digits of SHA-256 in an artifact's id: 96 bits, enough for any collection that fits on Earth."""

_DTYPES: dict[type, type[pl.DataType]] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}


class ArtifactError(ValueError):
    """Content that does not fit its kind. Says which artifact, column, row and rule."""


@dataclass(frozen=True)
class Kind(Generic[R]):
    """One kind of artifact.

    `version` enters every content id: raise it when a row model changes its meaning.
    """

    name: str
    row: type[R]
    table: type[pa.DataFrameModel]
    version: int = 1

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
        digest = hashlib.sha256(f"{self.name}/{self.version}\n".encode())
        for record in records:
            digest.update(canonical_json(record.model_dump(mode="json")).encode("utf-8"))
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
        try:
            return self.table.validate(frame, lazy=True)
        except (SchemaErrors, SchemaError) as fault:
            raise ArtifactError(f"{artifact or self.name}: {_first_failure(fault)}") from None

    def parquet(self, records: Sequence[R], artifact: str = "") -> bytes:
        """The records as Parquet bytes (zstd), sealed with a checksum."""
        buffer = io.BytesIO()
        self.frame(records, artifact).write_parquet(buffer, compression="zstd", metadata=UNSEALED)
        return seal(buffer.getvalue())

    def read(self, parquet: bytes, artifact: str = "") -> list[R]:
        """The records in Parquet bytes.

        Raises:
            ArtifactError: the bytes are damaged or no Parquet file, or what they hold does not fit the kind.
        """
        if is_broken(parquet):
            raise ArtifactError(f"{artifact or self.name}: the file has changed since it was written")
        try:
            frame = pl.read_parquet(io.BytesIO(parquet))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
            raise ArtifactError(f"{artifact or self.name}: not a readable Parquet file ({fault})") from None
        return self.records(frame, artifact)

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of one record, for authors, editors and prompts."""
        return self.row.model_json_schema(by_alias=True)

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
    arguments = get_args(annotation)
    if getattr(annotation, "__metadata__", None):
        return _scalar(arguments[0])
    parts = {_scalar(part) if isinstance(part, type) or get_args(part) else type(part) for part in arguments}
    parts -= {type(None)}
    found = parts - {None}
    origin = getattr(annotation, "__origin__", None)
    if origin in (list, tuple, dict, frozenset, set) or len(found) != 1 or len(parts) != 1:
        return None
    return found.pop() if next(iter(found)) in _DTYPES else None


def _dtype(annotation: Any) -> type[pl.DataType]:
    return _DTYPES.get(_scalar(annotation) or str, pl.String)


def _first_failure(fault: SchemaErrors | SchemaError) -> str:
    if isinstance(fault, SchemaErrors):
        fault = fault.schema_errors[0]
    column = getattr(fault.schema, "name", None) or "the table"
    rule = getattr(fault.check, "error", None) or str(fault.check or fault.reason_code)
    cases = fault.failure_cases
    if isinstance(cases, pl.DataFrame) and cases.height and "index" in cases.columns:
        row = cases.row(0, named=True)
        return f"column {column}, row {row['index']}: {row['failure_case']!r} breaks the rule {rule}"
    return f"column {column}: {str(fault).splitlines()[0]} (rule {rule})"
