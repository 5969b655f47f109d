"""Version 3: what each call of a model took, beside the sums of its step."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Create the table of calls, empty: of earlier steps only the sums are known."""
    op.create_table(
        "model_call",
        sa.Column("derivation_id", sa.Integer(), sa.ForeignKey("derivation.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("purpose", "outcome")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("tokens_in", "tokens_out")),
        sa.Column("cost", sa.Float(), nullable=False),
        sa.Column("characters_out", sa.BigInteger(), nullable=False),
        sa.Column("recalled", sa.Boolean(), nullable=False),
    )
