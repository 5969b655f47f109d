"""Rows: what is wrong with which."""

from authors.llm.asking import Desk
from authors.llm.meanings import table_entry
from authors.llm.rows import row_faults
from authors.llm.settings import LlmSettings
from authors.llm.tools import Workshop
from authors.protocol import Setting
from schemas import Scenario, Table

TABLES = [
    {"name": "boats", "ddl": ["CREATE TABLE boats (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"]},
    {"name": "bookings", "ddl": ["CREATE TABLE bookings (id INTEGER PRIMARY KEY, boat_id INTEGER NOT NULL "
                                 "REFERENCES boats(id), nights INTEGER NOT NULL CHECK (nights > 0))"]},
]  # fmt: skip


def _workshop() -> Workshop:
    scenario = Scenario(name="hire", title="Hire", category="Water", description="A boat hire.")
    tables = [Table.model_validate(table_entry(each)) for each in TABLES]
    return Workshop(Desk(LlmSettings("m")), scenario, Setting("2026-06-01 09:00:00", "a boater"), tables)


def test_a_reference_that_leads_nowhere_is_the_fault_of_its_row() -> None:
    pieces = {
        "boats row 0": {"id": 1, "name": "Heron"},
        "bookings row 0": {"id": 1, "boat_id": 1, "nights": 2},
        "bookings row 1": {"id": 2, "boat_id": 7, "nights": 7},
    }
    faults = row_faults(_workshop(), pieces)
    assert list(faults) == ["bookings row 1"]
    assert faults["bookings row 1"][0].rule == "dangling_reference"


def test_a_value_that_is_refused_is_the_fault_of_its_row() -> None:
    pieces = {"boats row 0": {"id": 1, "name": "Heron"}, "bookings row 0": {"id": 1, "boat_id": 1, "nights": 0}}
    assert list(row_faults(_workshop(), pieces)) == ["bookings row 0"]
