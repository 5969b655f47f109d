"""Claims on scenarios: who works on which, so that overlapping runs never make the same one twice.

In:  scenarios that a run wants, and what became of them.
Out: claims, one a scenario and one a name, whoever comes first.
Never here: what is too alike (`tasks/propose_scenarios.py`), or whether a run still lives (`Holder`).

A run looks at all claims before it decides, and its decision holds only if nobody claimed anything meanwhile: it says
which claim was the newest that it saw, and is told to look again where that is no longer so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, func, select, text, update
from sqlmodel import col

from artifacts.catalog import Catalog
from artifacts.catalog_tables import ScenarioClaimRow

ClaimState = Literal["claimed", "published", "given_up", "refused"]
"""`refused` scenarios were proposed and never tried; the others were."""


@dataclass(frozen=True)
class Claim:
    """One scenario that was proposed."""

    fingerprint: str
    """The id of the scenario as an artifact."""
    name: str
    category: str
    text: str
    """What similarity is measured on."""
    scenario: str
    """The whole record as JSON, so that a claim can be worked on without the store."""
    author: str = ""
    """The fingerprint of the author that proposed it; empty where a user did."""
    proposal: int | None = None
    """Its number among that author's proposals in its category."""
    state: ClaimState = "claimed"
    rule: str = ""
    """Why it was refused or given up: `near_duplicate`, or the step that failed."""
    message: str = ""
    holder: str = ""
    """The run that works on it."""
    claimed_at: datetime | None = None
    number: int = 0
    """In the order of claiming; set by the catalog."""


_COLUMNS = [col(getattr(ScenarioClaimRow, field.name)) for field in fields(Claim)]


class Claims:
    """The claims of a catalog. Any number of threads and processes may claim at once."""

    def __init__(self, catalog: Catalog) -> None:
        self._database = catalog.database

    def since(self, number: int = 0) -> list[Claim]:
        """All claims after this one, in the order of claiming."""
        query = select(*_COLUMNS).where(col(ScenarioClaimRow.number) > number).order_by(col(ScenarioClaimRow.number))
        with self._database.reading() as connection:
            return [Claim(*row) for row in connection.execute(query)]

    def make(self, claim: Claim, seen: int) -> bool:
        """Enter a claim, if the newest one is still the one that was seen; else nothing, and the caller looks again."""
        with self._database.writing() as connection:
            self._alone(connection)
            newest = connection.scalar(select(func.max(col(ScenarioClaimRow.number)))) or 0
            if newest != seen:
                return False
            return bool(self._database.insert_new(connection, ScenarioClaimRow, [_row(claim)]))

    def adopt(self, claims: Sequence[Claim]) -> int:
        """Enter what is in the catalog already by another way; how many were not known."""
        with self._database.writing() as connection:
            self._alone(connection)
            return self._database.insert_new(connection, ScenarioClaimRow, [_row(claim) for claim in claims])

    def settle(self, fingerprint: str, state: ClaimState, rule: str = "", message: str = "") -> None:
        """Say what became of a scenario."""
        with self._database.writing() as connection:
            connection.execute(
                update(ScenarioClaimRow)
                .where(col(ScenarioClaimRow.fingerprint) == fingerprint)
                .values(state=state, rule=rule, message=message)
            )

    def take_over(self, claim: Claim, holder: str) -> bool:
        """Go on with what a dead run left; whether this run was the first to try."""
        with self._database.writing() as connection:
            taken = connection.execute(
                update(ScenarioClaimRow)
                .where(
                    col(ScenarioClaimRow.fingerprint) == claim.fingerprint,
                    col(ScenarioClaimRow.state) == "claimed",
                    col(ScenarioClaimRow.holder) == claim.holder,
                )
                .values(holder=holder, claimed_at=datetime.now(UTC))
            )
            return taken.rowcount == 1

    def _alone(self, connection: Connection) -> None:
        """Nobody else enters claims until this transaction ends. SQLite gives that to every writer."""
        if connection.dialect.name != "sqlite":
            connection.execute(text(f"LOCK TABLE {ScenarioClaimRow.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))


def _row(claim: Claim) -> dict[str, object]:
    row: dict[str, object] = {field.name: getattr(claim, field.name) for field in fields(Claim)}
    del row["number"]
    return row | {"claimed_at": claim.claimed_at or datetime.now(UTC)}
