from typing import Any

import pytest

from environments import Environment
from environments.clock import Clock, standing_clock
from environments.database import connect

NOW = "2026-05-12 10:00:00"
WAYS = [
    ("now()", NOW),
    ("today()", "2026-05-12"),
    ("CURRENT_TIMESTAMP", NOW),
    ("CURRENT_DATE", "2026-05-12"),
    ("CURRENT_TIME", "10:00:00"),
    ("datetime()", NOW),
    ("datetime('now')", NOW),
    ("datetime('now', 'subsec')", "2026-05-12 10:00:00.000"),
    ("date('now', '+1 month')", "2026-06-12"),
    ("strftime('%Y-%m-%d %H:%M:%f', 'now')", "2026-05-12 10:00:00.000"),
    ("unixepoch()", 1778580000),
    ("julianday('now')", 2461172.9166666665),
    ("timediff('now', '2026-05-12')", "+0000-00-00 10:00:00.000"),
]


@pytest.mark.parametrize(("asked", "told"), WAYS)
def test_every_way_to_ask_for_the_time_reads_the_frozen_clock(with_tool: Any, asked: str, told: Any) -> None:
    environment = with_tool(returns={"sql": f"SELECT {asked} AS t", "shape": "value"})
    with environment.session() as session:
        assert session.call("extra").content == told


def test_column_defaults_read_the_frozen_clock(lending: Environment) -> None:
    with lending.session() as session:
        assert session.call("borrow", {"thing_id": 1}).content["lent_at"] == NOW


def test_clock_moves_only_when_it_is_set() -> None:
    clock = Clock(NOW)
    connection = connect(clock)
    ask = "SELECT now() || datetime('now')"
    assert connection.execute(ask).get == NOW + NOW
    clock.set("2027-01-01 00:00:00")
    assert connection.execute(ask).get == "2027-01-01 00:00:002027-01-01 00:00:00"


def test_environments_of_one_time_share_a_clock() -> None:
    assert standing_clock(NOW) is standing_clock(NOW)


@pytest.mark.parametrize(
    "now", ["2026-02-30 10:00:00", "2026-05-12", "soon", "2026-W20-2 10:00:00", "2026-05-12 10:00+01"]
)
def test_impossible_time_is_refused(now: str) -> None:
    with pytest.raises(ValueError, match=r"must be YYYY-MM-DD|day is out|Invalid isoformat"):
        Clock(now)
