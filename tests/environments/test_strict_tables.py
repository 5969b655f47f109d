import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments.ddl import DdlFault, strict_table
from environments.sql_text import requalified, tokens


def test_declared_types_become_those_of_sqlite() -> None:
    sql = (
        "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) NOT NULL DEFAULT 'x, y', b DECIMAL(10, 2) CHECK (b > 0), "
        "c BOOLEAN DEFAULT TRUE, d TIMESTAMP DEFAULT CURRENT_TIMESTAMP, e DOUBLE PRECISION, f JSON)"
    )
    assert strict_table(sql, "t").sql == (
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x, y', b REAL CHECK (b > 0), "
        "c INTEGER DEFAULT TRUE, d TEXT DEFAULT CURRENT_TIMESTAMP, e REAL, f TEXT) STRICT"
    )


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("REFERENCES p(id)", "REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED"),
        (
            "REFERENCES p ON DELETE SET NULL NOT NULL",
            "REFERENCES p ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT NULL",
        ),
        ("REFERENCES p(id) NOT DEFERRABLE UNIQUE", "REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED UNIQUE"),
        ("REFERENCES p DEFERRABLE INITIALLY IMMEDIATE", "REFERENCES p DEFERRABLE INITIALLY DEFERRED"),
        (
            "REFERENCES p ON UPDATE CASCADE ON DELETE RESTRICT",
            "REFERENCES p ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED",
        ),
    ],
)
def test_foreign_keys_are_deferred(clause: str, expected: str) -> None:
    found = strict_table(f"CREATE TABLE t (id INTEGER PRIMARY KEY, p INTEGER {clause}, q TEXT)", "t").sql
    assert found == f"CREATE TABLE t (id INTEGER PRIMARY KEY, p INTEGER {expected}, q TEXT) STRICT"


def test_table_options_stay() -> None:
    assert strict_table("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID;", "t").sql.endswith(
        ") WITHOUT ROWID, STRICT"
    )
    assert strict_table("CREATE TABLE t (a TEXT PRIMARY KEY) STRICT", "t").sql.endswith(") STRICT")


def test_checks_are_known_by_what_sqlite_will_call_them() -> None:
    found = strict_table(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT CHECK (s IN ('a', 'it''s')), CONSTRAINT sane CHECK (id >  0))",
        "t",
    )
    assert found.rules == {"s IN ('a', 'it''s')", "sane"}
    assert found.value_lists == {"s": ["a", "it's"]}


WORDS = st.sampled_from(
    [
        "CREATE",
        "TABLE",
        "t",
        "(",
        ")",
        ",",
        "id",
        "INTEGER",
        "PRIMARY",
        "KEY",
        "REFERENCES",
        "p",
        "ON",
        "DELETE",
        "SET",
        "NULL",
        "NOT",
        "DEFERRABLE",
        "CHECK",
        "IN",
        "'a'",
        '"b"',
        "[c",
        "CONSTRAINT",
        "x",
        "DEFAULT",
        ";",
        "--",
        "/*",
        "MATCH",
        "WITHOUT",
        "ROWID",
        "STRICT",
        "5",
        "AS",
    ]
)


@given(
    st.lists(WORDS, max_size=25).map(" ".join)
    | st.lists(WORDS, max_size=20).map(lambda w: f"CREATE TABLE t (id INT {' '.join(w)}")
)
def test_any_text_is_rewritten_or_refused(sql: str) -> None:
    try:
        strict_table(sql, "t")
    except DdlFault as fault:
        assert str(fault)


@given(st.text())
def test_tokens_cover_the_text_in_order(sql: str) -> None:
    end = 0
    for token in tokens(sql):
        assert end <= token.start < token.end
        assert sql[token.start : token.end] == token.text
        end = token.end


def test_only_qualifiers_are_requalified() -> None:
    sql = "SELECT 'final.x', \"final\".t.a, f.final FROM final.t AS f -- final.y"
    assert requalified(sql, "final", "main") == "SELECT 'final.x', main.t.a, f.final FROM main.t AS f -- final.y"
