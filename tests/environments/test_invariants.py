"""Invariants: declared on tables, read off meanings, checked at load and whenever somebody asks."""

from collections.abc import Callable
from typing import Any

import pytest

from environments import BadEnvironment, Change, Content, Environment

BentContent = Callable[..., Content]
PROMISE = {"name": "nobody borrowed before the library opened", "sql": "SELECT id FROM loans WHERE lent_at < '2020'"}
MEANINGS = [
    {"name": "id", "meaning": "key"},
    {"name": "stock", "meaning": "quantity"},
    {"name": "kind", "meaning": "state", "values": ["tool", "toy"], "transitions": [["tool", "toy"]]},
]


def promise(documents: dict[str, Any]) -> None:
    """Meanings on one table, an invariant on the other, and no CHECK that comes first."""
    documents["tables"][0]["columns"] = MEANINGS
    documents["tables"][0]["ddl"] = documents["tables"][0]["ddl"].replace(" CHECK (stock >= 0)", "")
    documents["tables"][1]["invariants"] = [PROMISE]


@pytest.fixture(scope="module")
def library(bent_content: BentContent) -> Environment:
    return Environment(bent_content(promise))


def test_what_is_declared_and_what_meanings_promise_is_checked(library: Environment) -> None:
    with library.session() as session:
        assert library.invariants.broken(session.connection) == []
        session.connection.execute("UPDATE things SET stock = -1 WHERE id = 2")
        session.connection.execute("INSERT INTO loans (thing_id, user_id, lent_at) VALUES (1, 1, '2019-01-01')")
        broken = library.invariants.broken(session.connection)
        assert {each.name for each in broken} == {PROMISE["name"], "never negative: stock"}
        assert "broken by" in str(broken[0])


def test_a_state_that_moved_where_no_transition_leads_is_named(library: Environment) -> None:
    kite, drill = (
        Change("things", "update", {"id": number}, {"kind": before}, {"kind": after})
        for number, before, after in ((2, "toy", "tool"), (1, "tool", "toy"))
    )
    (moved,) = library.invariants.broken_moves([kite, drill], calls=1)
    assert "2/toy → tool" in str(moved)


def test_only_what_depends_on_changed_tables_is_looked_at(library: Environment) -> None:
    with library.session() as session:
        session.connection.execute("UPDATE things SET stock = -1 WHERE id = 2")
        assert library.invariants.broken(session.connection, {"loans"}) == []
        assert library.invariants.broken(session.connection, {"things"})


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM loans", "a SELECT is wanted"),
        ("SELECT id FROM lones", "no such table"),
        ("SELECT id FROM loans WHERE user_id = :user_id", "knows no arguments"),
    ],
)
def test_an_invariant_that_cannot_be_one_is_refused_at_load(bent_content: BentContent, sql: str, words: str) -> None:
    def bend(documents: dict[str, Any]) -> None:
        documents["tables"][1]["invariants"] = [{"name": "wrong", "sql": sql}]

    with pytest.raises(BadEnvironment, match=words):
        Environment(bent_content(bend))


def test_a_ledger_with_negative_amounts_is_not_promised_to_be_without(bent_content: BentContent) -> None:
    def bend(documents: dict[str, Any]) -> None:
        promise(documents)
        documents["tables"][1]["invariants"] = []
        documents["rows"]["things"]["rows"][0][2] = -2

    environment = Environment(bent_content(bend))
    assert [rule.name for rule in environment.invariants.rules] == []
