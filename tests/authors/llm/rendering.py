"""Every prompt, rendered with a small boat hire; `python -m tests.authors.llm.rendering` writes the golden files anew.

In:  nothing. Out: text by the prompt's name.
"""

from pathlib import Path
from typing import Any

from authors.llm.answers import (
    DraftsAnswer,
    Form,
    JudgementAnswer,
    PartsAnswer,
    RowsAnswer,
    ScenariosAnswer,
    SceneAnswer,
    SuitabilityAnswer,
    TablesAnswer,
    TasksAnswer,
    ToolListAnswer,
    ToolsAnswer,
)
from authors.llm.drafts import signature
from authors.llm.meanings import table_entry
from authors.llm.mending import Fault
from authors.llm.prompts import render
from authors.llm.repairing import part_by_part
from authors.llm.tables import outlines
from authors.protocol import Setting
from schemas import Scenario, Table, Task, Tool

GOLDEN = Path(__file__).parents[2] / "data" / "prompts"

FORMS: dict[str, type[Form]] = {
    "scenarios": ScenariosAnswer, "suitability": SuitabilityAnswer, "scene": SceneAnswer, "tasks": TasksAnswer,
    "tables": TablesAnswer, "repair_table": PartsAnswer, "tool_list": ToolListAnswer, "tools": ToolsAnswer,
    "repair_tool": PartsAnswer, "rows": RowsAnswer, "repair_rows": RowsAnswer, "more_rows": RowsAnswer,
    "drafts": DraftsAnswer, "repair_draft": PartsAnswer, "judge": JudgementAnswer,
}  # fmt: skip
"""By prompt, the form of its answer."""

_SCENARIO = Scenario(name="kestrel_boats", title="Kestrel Boats", category="Water",
                     description="A boat hire on a lake.")  # fmt: skip
_SCENE = Setting(now="2026-06-01 09:00:00", persona="a boater who hires now and then")
_WRITTEN_TABLES = [
    {"name": "boaters", "ddl": ["CREATE TABLE boaters (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL)"],
     "description": "People who hire boats; user 1 is Ada.", "noun": ["boater", "boaters"], "naming": ["{full_name}"],
     "columns": {}},
    {"name": "bookings", "ddl": ["CREATE TABLE bookings (id INTEGER PRIMARY KEY, boater_id INTEGER NOT NULL REFERENCES "
                                 "boaters(id), boat TEXT NOT NULL, starts_on TEXT NOT NULL, status TEXT NOT NULL CHECK "
                                 "(status IN ('open','begun','over')))"],
     "description": "Boats that are hired.", "noun": ["booking", "bookings"], "naming": ["{boat} from {starts_on}"],
     "columns": {"status": "state open>begun begun>over"}},
]  # fmt: skip
_WRITTEN_TOOL = {
    "name": "cancel_booking", "description": "Cancel a booking of yours.",
    "parameters": {"type": "object", "properties": {"booking_id": {"type": "integer", "description": "Its number"}},
                   "required": ["booking_id"]},
    "steps": [{"require": "SELECT 1 FROM bookings WHERE id = :booking_id AND boater_id = :user_id", "kind": "not_found",
               "message": "You have no booking {booking_id}."},
              {"write": "DELETE FROM bookings WHERE id = :booking_id"}],
    "returns": {"sql": "SELECT id AS booking_id, boat FROM bookings WHERE boater_id = :user_id", "shape": "rows"},
    "phrases": ["cancel booking {booking_id}"],
}  # fmt: skip
_WRITTEN_TASK = {
    "id": "r01", "kind": "change", "level": "easy", "instruction": "Cancel my booking of the Heron on June 3, 2026.",
    "calls": [{"tool": "cancel_booking", "arguments": {"booking_id": 2}}],
    "checks": [{"description": "it is gone", "sql": "SELECT count(*) = 0 FROM final.bookings WHERE boat = 'Heron'"}],
    "expects": {"type": "none"}, "frame": ["bookings"],
}  # fmt: skip
_ROWS = """boaters (id, full_name)
[1, "Ada Wren"]

bookings (id, boater_id, boat, starts_on)
[1, 1, "Kestrel", "2026-06-03"]"""
_FAULTS = [Fault("scan_order", "cancel_booking, returns: rows come in no order; ORDER BY a unique column.")]


def rendered() -> dict[str, str]:
    """Each prompt of `FORMS`, and the system prompt."""
    tables = [Table.model_validate(table_entry(each)) for each in _WRITTEN_TABLES]
    tool = Tool.model_validate({key: value for key, value in _WRITTEN_TOOL.items() if key != "phrases"})
    task = Task(id="r01", kind="change", instruction="Cancel my booking of the Heron.")
    business: dict[str, Any] = {"scenario": _SCENARIO, "scene": _SCENE, "tables": tables}
    signatures = [signature(tool, "rows of booking_id, boat")]
    listed = [{"name": "cancel_booking", "purpose": "Cancel a booking."}]
    values: dict[str, dict[str, Any]] = {
        "system": {},
        "scenarios": {"count": 5, "category": "Water", "examples": [_SCENARIO], "known": ["Harbour Marina"]},
        "suitability": {"scenarios": [_SCENARIO]},
        "scene": {"scenario": _SCENARIO, "scene": None},
        "tasks": {**business, "count": 12, "known": [task]},
        "tables": {**business, "requirements": [task]},
        "repair_table": {**business, "name": "bookings", "others": outlines(tables, but=["bookings"]),
                         **part_by_part(_WRITTEN_TABLES[1], [Fault("sql", "no such column: boat_id")])},
        "tool_list": {**business, "requirements": [task], "count": 25},
        "tools": {**business, "listed": listed, "wanted": ["cancel_booking"]},
        "repair_tool": {**business, "tables": tables[1:], "others": outlines(tables, but=["bookings"]),
                        "name": "cancel_booking", **part_by_part(_WRITTEN_TOOL, _FAULTS)},
        "rows": {**business, "wanted": ["boaters", "bookings"], "written": _ROWS,
                 "requirements": ["cancel_booking: You have no booking {booking_id}."]},
        "repair_rows": {"table": tables[1], "columns": ["id", "boater_id", "boat", "starts_on"], "written": _ROWS,
                        "bad": [{"name": "0", "text": "[1, 7]", "faults": [Fault("foreign_key", "no boater 7")]}]},
        "more_rows": {**business, "written": _ROWS, "missing": ["cancel_booking never succeeded"]},
        "drafts": {**business, "rows": _ROWS, "tools": signatures, "wanted": [task]},
        "repair_draft": {**business, "tables": tables[1:], "others": outlines(tables, but=["bookings"]), "rows": _ROWS,
                         "tools": signatures, "other_tools": ["list_my_bookings"], "name": "r01",
                         "happened": "1. cancel_booking({\"booking_id\": 2}) → not_found: You have no booking 2.",
                         **part_by_part(_WRITTEN_TASK, _FAULTS)},
        "judge": {"instruction": task.instruction, "trajectory": "cancel_booking({\"booking_id\": 1}) → []",
                  "changes": "- bookings 1 deleted", "answer": "null", "verdict": "- holds: it is gone",
                  "doubts": ["r01, call 1 booking_id: 1 is neither in the instruction nor in an earlier result"]},
    }  # fmt: skip
    return {name: render(name, **given) for name, given in values.items()}


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (GOLDEN / f"{name}.md").write_text(text + "\n", encoding="utf-8")
