"""What a run took so far, for budgets.

In:  a catalog, the id of a Prefect flow run. Out: `Spent`, summed by the database.
"""

from sqlalchemy import func, select
from sqlmodel import col

from artifacts.catalog import Catalog
from artifacts.catalog_tables import DerivationRow
from artifacts.provenance import Spent


def spent_in_run(catalog: Catalog, flow_run_id: str) -> Spent:
    """Over all derivations of this flow run, failed ones included: they were paid for."""
    sums = [
        func.coalesce(func.sum(column), 0)
        for column in (
            col(DerivationRow.wall_s), col(DerivationRow.tokens_in), col(DerivationRow.tokens_out),
            col(DerivationRow.cost),
        )
    ]  # fmt: skip
    query = select(func.count(), *sums).where(col(DerivationRow.flow_run_id) == flow_run_id)
    with catalog.database.reading() as connection:
        steps, wall_s, tokens_in, tokens_out, cost = connection.execute(query).one()
    return Spent(steps, float(wall_s), int(tokens_in), int(tokens_out), float(cost))
