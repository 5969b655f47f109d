"""What a process keeps from one load to the next: compiled tools and images, and never a wrong one."""

from collections.abc import Callable
from typing import Any

import pytest

from environments import BadEnvironment, Content, Environment, History, build_image
from environments.certification import certify, inspect, inspector


def bent(content: Callable[..., Content], bend: Callable[[dict[str, Any]], None]) -> Environment:
    return Environment(content(bend))


def test_tools_of_the_same_tables_are_compiled_once(bent_content: Callable[..., Content]) -> None:
    first, again = Environment(bent_content()), Environment(bent_content())
    assert all(again.tools[name] is program for name, program in first.tools.items())


def test_a_tool_that_reads_otherwise_is_compiled_anew(bent_content: Callable[..., Content]) -> None:
    before = Environment(bent_content())

    def describe(documents: dict[str, Any]) -> None:
        documents["tools"][1]["description"] = "Take a thing home."

    after = bent(bent_content, describe)
    assert after.tools["borrow"] is not before.tools["borrow"]
    assert after.tools["list_things"] is before.tools["list_things"]


def test_other_tables_are_never_taken_for_the_same(bent_content: Callable[..., Content]) -> None:
    Environment(bent_content())

    def rename(documents: dict[str, Any]) -> None:
        table = documents["tables"][1]
        table["ddl"] = table["ddl"].replace("note TEXT", "remark TEXT")

    with pytest.raises(BadEnvironment, match="note"):
        bent(bent_content, rename)


def test_another_row_gives_another_image(bent_content: Callable[..., Content]) -> None:
    def restock(documents: dict[str, Any]) -> None:
        documents["rows"]["things"]["rows"][0][2] = 5

    one, other = bent_content(), bent_content(restock)
    image = build_image(one.tables, one.rows, one.manifest.now)
    assert build_image(one.tables, one.rows, one.manifest.now) == image
    assert build_image(other.tables, other.rows, other.manifest.now) != image


def test_what_is_only_supposed_has_not_happened(lending: Environment) -> None:
    lent = "SELECT lent_at FROM loans WHERE thing_id = 1"
    with History(lending) as history:
        with history.supposing():
            assert history.call("borrow", {"thing_id": 1}, at="2026-05-11 08:00:00").ok
            assert history.execute(lent) == [("2026-05-11 08:00:00",)]
        assert history.execute(lent) == []
        assert history.call("borrow", {"thing_id": 1}).ok
        assert history.execute(lent) == [(lending.manifest.now,)]


def test_an_inspector_says_what_a_whole_certification_says(railway: Environment) -> None:
    whole = certify(railway, tasks=["t02", "t08"])
    assert inspect(railway) == whole.environment
    for _ in range(2):  # the second time without walking
        with inspector(railway) as at_work:
            assert at_work.environment == whole.environment
            assert [at_work.task(task)[0] for task in ("t02", "t08")] == whole.tasks


def test_walks_of_other_rows_are_not_taken_for_these(railway_content: Content) -> None:
    first = inspect(Environment(railway_content))
    fewer = [row for row in railway_content.rows if row.table != "loans"]
    other = inspect(
        Environment(Content(railway_content.manifest, railway_content.tables, railway_content.tools, fewer))
    )
    assert other != first
