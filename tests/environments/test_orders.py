import pytest

from environments.orders import Keys, open_orders

TABLES = {
    "boats": Keys(frozenset({"id", "name", "length", "slip_id"}), (("id",), ("name",))),
    "slips": Keys(frozenset({"id", "code", "pier"}), (("id",), ("pier", "code"))),
    "trips": Keys(frozenset({"id", "boat_id", "starts_at"}), (("id",),)),
}


def is_open(sql: str) -> list[bool]:
    """For each open place, whether it is ordered at all."""
    return [order.has_order for order in open_orders(sql, TABLES, rows_matter=True)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM boats ORDER BY length, id",
        "SELECT name, length FROM boats ORDER BY name",
        "SELECT * FROM boats WHERE id = :id",
        "SELECT * FROM boats b JOIN slips s ON s.id = b.slip_id WHERE b.name = 'Kestrel'",
        "SELECT b.name, s.code FROM boats b JOIN slips s ON s.id = b.slip_id ORDER BY b.id",
        "SELECT b.name, s.code FROM boats b LEFT JOIN slips s ON s.id = b.slip_id ORDER BY b.length DESC, b.id",
        "SELECT pier, code FROM slips ORDER BY pier, code",
        "SELECT code FROM slips WHERE pier = :pier ORDER BY code",
        "SELECT length AS l, id AS i FROM boats ORDER BY l, i",
        "SELECT length, id FROM boats ORDER BY 1, 2",
        "SELECT DISTINCT length FROM boats ORDER BY length",
        "SELECT length, count(*) AS n FROM boats GROUP BY length ORDER BY n DESC, length",
        "SELECT count(*), max(length) FROM boats",
        "SELECT :a AS a",
        "SELECT value FROM json_each(:items)",
        "SELECT b.name FROM json_each(:items) i JOIN boats b ON b.id = i.value ORDER BY i.key",
        "SELECT json_group_array(name ORDER BY id) AS a FROM boats",
        "SELECT json_group_array(length ORDER BY length) AS a FROM boats",
        "SELECT json_group_array(value) AS a FROM json_each(:items)",
        "SELECT id, (SELECT group_concat(id, ',' ORDER BY id) FROM trips WHERE boat_id = b.id) FROM boats b ORDER BY 1",
        "SELECT (SELECT id FROM trips ORDER BY starts_at, id LIMIT 1) AS first",
        "SELECT length FROM boats UNION SELECT id FROM slips ORDER BY 1",
    ],
)
def test_total_orders_are_proven(sql: str) -> None:
    assert is_open(sql) == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT * FROM boats", [False]),
        ("SELECT * FROM boats ORDER BY length", [True]),
        ("SELECT id, starts_at FROM trips ORDER BY starts_at", [True]),
        ("SELECT * FROM boats ORDER BY name COLLATE NOCASE", [True]),
        ("SELECT * FROM boats ORDER BY lower(name)", [True]),
        ("SELECT b.name, t.id FROM boats b JOIN trips t ON t.boat_id = b.id ORDER BY b.name", [True]),
        ("SELECT code FROM slips WHERE pier = :pier OR :pier IS NULL ORDER BY code, length(code)", []),
        ("SELECT id, code FROM slips WHERE pier = :pier OR :pier IS NULL ORDER BY code", [True]),
        ("SELECT length, max(name) FROM boats GROUP BY length ORDER BY max(name)", [True]),
        ("SELECT json_group_array(name) AS a FROM boats", [False]),
        ("SELECT json_group_array(name ORDER BY length) AS a FROM boats", [True]),
        ("SELECT json_group_object(name, id) AS a FROM boats", [False]),
        (
            "SELECT id, (SELECT group_concat(id) FROM trips WHERE boat_id = b.id) FROM boats b ORDER BY id",
            [False],
        ),
        ("SELECT (SELECT id FROM trips ORDER BY starts_at LIMIT 1) AS first", [True]),
        ("SELECT a FROM (SELECT length AS a, id AS b FROM boats) ORDER BY b", [True]),
        ("SELECT length FROM boats UNION SELECT id FROM slips", [False]),
    ],
)
def test_what_cannot_be_proven_is_reported(sql: str, expected: list[bool]) -> None:
    assert is_open(sql) == expected


def test_sql_that_the_parser_cannot_read_is_said_so() -> None:
    with pytest.raises(ValueError, match=r"\w"):
        open_orders("SELECT FROM WHERE (", TABLES, rows_matter=True)
