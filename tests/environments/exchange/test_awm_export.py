"""An environment written in AWM's format does what it does here: as its own server, and imported again."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from awm_served import ask, difference, drawn_calls, methods_of, served, solved_calls

from environments import Environment, load_environment
from environments.confined import keeper, screen
from environments.confined.screen import VERIFIER_IMPORTS
from environments.exchange.awm.exporting import ASKED_FOR, write_awm
from environments.exchange.awm.files import read_collection
from environments.exchange.awm.importing import import_scenario
from environments.exchange.awm.names import ALL
from environments.exchange.awm.plain_sql import NotPlain, PlainSql
from environments.imported import PythonEnvironment
from environments.serving.openenv.trajectories import Trajectory, canary_trajectories, oracle_trajectories
from schemas import Table

NAME = "brackwater_model_railway_club"


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


@pytest.fixture(scope="module")
def exported(railway: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("awm") / "railway"
    write_awm(railway, folder)
    return folder


@pytest.fixture(scope="module")
def imported(exported: Path) -> Iterator[PythonEnvironment]:
    confinement = keeper()
    if not confinement.walls().is_enough:
        pytest.skip(f"this machine does not confine foreign code: {confinement.walls()}")
    environment = PythonEnvironment(import_scenario(read_collection(exported).scenarios[NAME], confinement))
    yield environment
    environment.unload()


def entries(folder: Path, file: str) -> list[Any]:
    return [json.loads(line) for line in (folder / file).read_text().splitlines()]


def rows(connection: Any, environment: Environment) -> dict[str, list[Any]]:
    return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in environment.facts}


def test_the_eight_files_are_there_and_the_module_beside_them(exported: Path) -> None:
    assert {path.name for path in exported.iterdir()} == {*ALL, "databases", f"{NAME}.py"}
    assert entries(exported, "gen_envs.jsonl")[0]["full_code"] == (exported / f"{NAME}.py").read_text()


def test_the_lines_that_awms_tools_change_stand_alone(exported: Path, railway: Environment) -> None:
    source = (exported / f"{NAME}.py").read_text()
    assert [line.count("(") - line.count(")") for line in source.splitlines() if "create_engine(" in line] == [0]
    assert re.findall(r"^    uvicorn\.run\(app, host=host, port=port\)$", source, re.MULTILINE)
    assert set(re.findall(r'operation_id="(\w+)"', source)) == set(railway.tools)


@pytest.mark.slow
@pytest.mark.ci
def test_200_calls_over_http_answer_as_they_do_here(exported: Path, railway: Environment, tmp_path: Path) -> None:
    database = tmp_path / "final.db"
    shutil.copy(exported / "databases" / f"{NAME}.db", database)
    calls = [*solved_calls(railway), *drawn_calls(railway, 200, seed=5)]
    with served(exported / f"{NAME}.py", database) as client, railway.session() as session:
        methods = methods_of(client)
        found = [difference(session.call(*call), ask(client, methods[call[0]], *call)) for call in calls]
        assert [(call, each) for call, each in zip(calls, found, strict=True) if each] == []
        assert len(session.changes()) > 10
        with sqlite3.connect(database) as theirs:
            assert rows(theirs, railway) == rows(session.connection, railway)


def test_it_is_imported_without_a_finding(exported: Path, imported: PythonEnvironment, railway: Environment) -> None:
    assert imported.imported.findings == []
    assert set(imported.python_tools) == set(railway.tools)
    asked = [task for task in railway.content.verifiers if task.answer.type != "none"]
    assert sum(task.instruction.endswith(ASKED_FOR) for task in imported.tasks.values()) == len(asked)


def test_every_solution_and_every_mutant_gets_the_same_verdict_again(
    imported: PythonEnvironment, railway: Environment
) -> None:
    oracles = oracle_trajectories(railway)
    wrong = canary_trajectories(railway, oracles)
    assert len(wrong) > 2 * len(oracles)
    assert {verdict_on(imported, each) for each in oracles} == {"complete"}
    assert {verdict_on(imported, each) for each in wrong} == {"incomplete"}


def verdict_on(environment: PythonEnvironment, trajectory: Trajectory) -> str:
    with environment.session(trajectory.task) as session:
        *calls, last = trajectory.actions
        for action in calls:
            session.call(action["tool_name"], action["arguments"])
        verdict = session.verify(last["arguments"].get("answer"))
        return verdict.outcome if verdict.outcome != "unjudged" else verdict.reason


def test_an_answer_may_stand_in_tags_and_never_in_prose(imported: PythonEnvironment, railway: Environment) -> None:
    oracle = next(each for each in oracle_trajectories(railway) if each.actions[-1]["arguments"])
    right = str(oracle.actions[-1]["arguments"]["answer"])
    with imported.session(oracle.task) as session:
        for action in oracle.actions[:-1]:
            session.call(action["tool_name"], action["arguments"])
        assert session.verify(f"It is this one: <answer>{right}</answer>").outcome == "complete"
        prose = f"I looked through everything that there is on this, twice, and what was asked for is {right}, I think."
        assert session.verify(prose).outcome == railway_verdict(railway, oracle, prose) == "incomplete"


def railway_verdict(environment: Environment, oracle: Trajectory, answer: str) -> str:
    with environment.session(oracle.task) as session:
        for action in oracle.actions[:-1]:
            session.call(action["tool_name"], action["arguments"])
        return session.verify(answer).outcome


def test_facts_for_a_judge_name_what_holds_and_what_changed(imported: PythonEnvironment, railway: Environment) -> None:
    oracle = next(each for each in oracle_trajectories(railway) if len(each.actions) > 2)
    with imported.session(oracle.task) as session:
        before = imported.facts_for(oracle.task, session)
        for action in oracle.actions[:-1]:
            session.call(action["tool_name"], action["arguments"])
        after = imported.facts_for(oracle.task, session)
    assert not all(before["checks"].values()) and before["changes"] == {}
    assert all(after["checks"].values()) and after["changes"]


def test_what_is_exported_needs_nothing_that_the_screen_refuses(exported: Path) -> None:
    assert screen((exported / f"{NAME}.py").read_text()) == []
    for file in ("gen_verifier.jsonl", "gen_verifier.pure_code.jsonl"):
        for entry in entries(exported, file):
            assert screen(entry["verification"]["code"], VERIFIER_IMPORTS) == []


@pytest.mark.parametrize(
    ("sql", "plain", "functions"),
    [
        ("SELECT datetime('now', '-1 day'), 'now', CURRENT_DATE",
         "SELECT datetime('2026-05-12 10:00:00', '-1 day'), 'now', '2026-05-12'", set()),
        ("SELECT date(), strftime('%Y')", "SELECT date('2026-05-12 10:00:00'), strftime('%Y', '2026-05-12 10:00:00')",
         set()),
        ("SELECT now(), iif(1, 2), if(1, 2, 3)", "SELECT now(), iif(1, 2, NULL), iif(1, 2, 3)", {"now"}),
        ("SELECT json_group_array(DISTINCT a ORDER BY b DESC NULLS LAST, c) FILTER (WHERE a > 1) FROM t",
         "SELECT json(coalesce(ordered_json_array('distinct desc-last asc', json_quote(a), b, c) "
         "FILTER (WHERE a > 1), '[]')) FROM t", {"ordered_json_array"}),
        ("SELECT group_concat(a, '; ' ORDER BY b COLLATE NOCASE) FROM t",
         "SELECT ordered_text('asc', CAST(a AS TEXT), '; ', lower(b)) FROM t", {"ordered_text"}),
        ("SELECT sum(a ORDER BY b), row_number() OVER (ORDER BY b) FROM t",
         "SELECT sum(a), row_number() OVER (ORDER BY b) FROM t", set()),
    ],
)  # fmt: skip
def test_sql_is_made_plain(sql: str, plain: str, functions: set[str]) -> None:
    rewriting = PlainSql("2026-05-12 10:00:00")
    assert rewriting.statement(sql) == plain
    assert rewriting.functions == functions


def test_what_older_versions_lack_is_refused_by_name() -> None:
    with pytest.raises(NotPlain, match=r"timediff\(\) is missing in older versions"):
        PlainSql("2026-05-12 10:00:00").statement("SELECT timediff(a, b) FROM t")


def test_a_circle_of_references_is_refused_and_nothing_is_left(lending: Environment, tmp_path: Path) -> None:
    circle = [
        Table(name="hens", ddl=["CREATE TABLE hens (id INTEGER PRIMARY KEY, egg_id INTEGER REFERENCES eggs(id))"]),
        Table(name="eggs", ddl=["CREATE TABLE eggs (id INTEGER PRIMARY KEY, hen_id INTEGER REFERENCES hens(id))"]),
    ]
    environment = Environment(replace(lending.content, tables=[*lending.content.tables, *circle]))
    with pytest.raises(ValueError, match="eggs, hens refer to each other in a circle"):
        write_awm(environment, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


BREAKING = {
    "add_taken": ("INSERT INTO things (name, stock, kind) VALUES ('Drill', 1, 'tool')", {}),
    "add_nameless": ("INSERT INTO things (name, stock, kind) VALUES (:name, 1, 'tool')", {"name": "string"}),
    "add_less_than_none": ("INSERT INTO things (name, stock, kind) VALUES ('Rope', :stock, 'tool')",
                           {"stock": "integer"}),
    "add_words_for_a_number": ("INSERT INTO things (name, stock, kind) VALUES ('Rope', 'many', :kind)",
                               {"kind": "string"}),
    "lend_what_is_not_there": ("INSERT INTO loans (thing_id, user_id) VALUES (:thing_id, 1)", {"thing_id": "integer"}),
    "remove_what_is_lent": ("DELETE FROM things WHERE id = :thing_id", {"thing_id": "integer"}),
    "overflow": ("UPDATE things SET stock = 9223372036854775807 + :more WHERE id = 1", {"more": "integer"}),
}  # fmt: skip


def test_broken_rules_of_the_data_read_as_they_do_here(bent_content, tmp_path: Path) -> None:
    def add_tools(documents: dict[str, Any]) -> None:
        documents["tools"] += [
            {
                "name": name,
                "description": "It cannot be done.",
                "parameters": {"type": "object", "properties": {each: {"type": kind} for each, kind in taken.items()}},
                "steps": [{"write": sql}],
                "returns": {"sql": "SELECT count(*) AS things FROM things", "shape": "row"},
            }
            for name, (sql, taken) in BREAKING.items()
        ]

    environment = Environment(bent_content(add_tools))
    write_awm(environment, tmp_path / "lending")
    scenario = read_collection(tmp_path / "lending").scenarios["lending"]
    imported = PythonEnvironment(import_scenario(scenario, keeper()))
    values = {"stock": -1, "kind": "tool", "thing_id": 99, "more": 1}
    with environment.session() as ours, imported.session() as theirs:
        for session in (ours, theirs):
            assert session.call("borrow", {"thing_id": 1}).ok
        for name, (_, taken) in BREAKING.items():
            arguments = {each: 1 if name == "remove_what_is_lent" else values[each] for each in taken if each in values}
            expected, found = ours.call(name, arguments), theirs.call(name, arguments)
            said = json.loads(found.said.partition("Response: ")[2])["error"]
            assert expected.error is not None
            if name != "overflow":
                assert (said["kind"], said["message"]) == (expected.error.kind, expected.error.message)
            assert said["kind"] == expected.error.kind
        assert len(theirs.changes()) == len(ours.changes()) == 2
    imported.unload()
