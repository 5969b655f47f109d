"""What a process of a crew is set up with; each test in a process of its own, since it holds for a whole process."""

import subprocess
import sys

MANY_STATEMENTS = """
import apsw
from environments.clock import standing_clock
from environments.database import STATEMENTS_KEPT_ON_STAGE, connect
from tasks.worker import set_up
{before}
set_up()
connection = connect(standing_clock("2026-06-11 09:00:00"), kept=STATEMENTS_KEPT_ON_STAGE)
connection.execute("CREATE TABLE boats (id INTEGER PRIMARY KEY, name TEXT, slip INTEGER)")
for number in range(STATEMENTS_KEPT_ON_STAGE):
    sql = f"SELECT name, slip FROM boats WHERE id = :id AND slip > {{number}} ORDER BY name"
    connection.execute(sql, {{"id": number}})
print(connection.status(apsw.SQLITE_DBSTATUS_LOOKASIDE_MISS_FULL)[1])
"""


def misses(before: str = "") -> int:
    """How often SQLite had no slot left for something small."""
    code = MANY_STATEMENTS.format(before=before)
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def test_there_is_room_for_all_statements_that_a_stage_keeps() -> None:
    assert misses() == 0


def test_an_open_database_goes_on_as_it_was() -> None:
    assert misses("kept_open = apsw.Connection(':memory:')") > 0
