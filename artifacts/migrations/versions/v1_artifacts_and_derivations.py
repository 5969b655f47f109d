"""Version 1: artifacts, derivations with their inputs, outputs and drafts, environments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table("catalog_meta", sa.Column("name", sa.String(), primary_key=True), _text("value"))
    op.create_table(
        "artifact", sa.Column("id", sa.String(), primary_key=True), _text("kind"),
        sa.Column("rows", sa.BigInteger()), _number("bytes", sa.BigInteger()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )  # fmt: skip
    _index("artifact", "kind")
    _create_derivations()
    for table in ("derivation_input", "derivation_output"):
        op.create_table(
            table, _derivation(), sa.Column("role", sa.String(), primary_key=True),
            sa.Column("artifact_id", sa.String(), sa.ForeignKey("artifact.id"), primary_key=True),
        )  # fmt: skip
        _index(table, "artifact_id")
    op.create_table(
        "draft_outcome", _derivation(), sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        *(_text(name) for name in ("item", "outcome", "rule", "message")),
    )  # fmt: skip
    _index("draft_outcome", "rule")
    _create_environments()


def _create_derivations() -> None:
    op.create_table(
        "derivation", sa.Column("id", sa.Integer(), primary_key=True), _text("key"),
        sa.Column("standing", sa.Boolean(), nullable=False), _text("step"), _text("step_version"), _text("subject"),
        sa.Column("parameters", sa.JSON(), nullable=False),
        *(_text(name) for name in ("outcome", "reason", "code_version", "author", "author_version", "model",
                                   "prompt_version")),
        sa.Column("seed", sa.BigInteger()), sa.Column("started_at", sa.DateTime()), sa.Column("wall_s", sa.Float()),
        _number("tokens_in", sa.BigInteger()), _number("tokens_out", sa.BigInteger()), _number("cost", sa.Float()),
        _text("flow_run_id"), _text("task_run_id"),
    )  # fmt: skip
    _index("derivation", "key")
    _index("derivation", "step")
    op.create_index("derivation_of_subject", "derivation", ["subject", "step"])
    op.create_index(
        "one_derivation_stands_for_a_key", "derivation", ["key"], unique=True,
        sqlite_where=sa.text("standing"), postgresql_where=sa.text("standing"),
    )  # fmt: skip


def _create_environments() -> None:
    op.create_table(
        "environment", sa.Column("name", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("artifact_id", sa.String(), sa.ForeignKey("artifact.id"), nullable=False),
        *(_text(name) for name in ("bundle", "title", "category", "kind", "author")),
        sa.Column("scenario_id", sa.String()),
        *(_number(name, sa.Integer()) for name in ("tables", "rows", "tools", "tasks")),
        _number("mean_steps", sa.Float()),
        *(_number(name, sa.Integer()) for name in ("mutants_made", "mutants_rejected")),
        _text("state"), _text("reason"),
    )  # fmt: skip
    for column in ("artifact_id", "category", "scenario_id", "state"):
        _index("environment", column)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _derivation() -> sa.Column[int]:
    return sa.Column("derivation_id", sa.Integer(), sa.ForeignKey("derivation.id"), primary_key=True)


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])
