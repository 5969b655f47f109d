"""Version 2: claims on scenarios, so that overlapping runs of `grow` never make the same one twice."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Create the table of claims, empty: `grow` enters what is published when it first runs."""
    op.create_table(
        "scenario_claim", sa.Column("number", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False)
          for name in ("fingerprint", "name", "category", "text", "scenario", "author")),
        sa.Column("proposal", sa.BigInteger()),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("state", "rule", "message", "holder")),
        sa.Column("claimed_at", sa.DateTime(), nullable=False), sa.UniqueConstraint("fingerprint"),
    )  # fmt: skip
    op.create_index("claim_of_category", "scenario_claim", ["category", "state"])
    op.create_index("ix_scenario_claim_name", "scenario_claim", ["name"])
    op.create_index("ix_scenario_claim_state", "scenario_claim", ["state"])
