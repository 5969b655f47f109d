"""Everything an author may get wrong is named at load: the part, the entry, the rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from environments import BadEnvironment, Content, Environment

Documents = dict[str, Any]


def tool(documents: Documents, name: str) -> dict[str, Any]:
    return next(entry for entry in documents["tools"] if entry["name"] == name)


def table(documents: Documents, name: str) -> dict[str, Any]:
    return next(entry for entry in documents["tables"] if entry["name"] == name)


def returns(sql: str, **more: Any) -> Callable[[Documents], object]:
    return lambda d: tool(d, "list_things")["returns"].update(sql=sql, **more)


def write(sql: str) -> Callable[[Documents], object]:
    return lambda d: tool(d, "borrow")["steps"][1].update(write=sql)


def check(sql: str) -> Callable[[Documents], object]:
    return lambda d: d["verifiers"][0]["checks"][0].update(sql=sql)


def ddl(sql: str) -> Callable[[Documents], object]:
    return lambda d: d["tables"].append({"name": "log", "ddl": sql})


def row(table_name: str, values: list[Any]) -> Callable[[Documents], object]:
    return lambda d: d["rows"][table_name]["rows"].append(values)


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
LOG = "CREATE TABLE log (id INTEGER PRIMARY KEY)"
ALL = "SELECT id FROM things WHERE :kind IS NULL"

FAULTS: list[tuple[str, Callable[[Documents], object], str, str]] = [
    ("unknown column", returns("SELECT id, title FROM things WHERE :kind = 1"), "does_not_prepare", "no such column"),
    ("syntax", returns("SELEC id"), "forbidden_statement", "a SELECT is wanted"),
    ("two statements", returns(f"{ALL}; SELECT 2"), "one_statement", "more than one statement"),
    ("string in double quotes", returns('SELECT id FROM things WHERE kind = "tool" AND :kind = 1'), "does_not_prepare",
     "no such column"),
    ("positional parameter", returns("SELECT ? AS a WHERE :kind = 1"), "unnamed_parameter", "by name"),
    ("write in a read", returns("DELETE FROM things RETURNING id"), "forbidden_statement", "a SELECT is wanted"),
    ("write behind WITH", returns("WITH a AS (SELECT 1) DELETE FROM things RETURNING id"), "purpose", "it writes"),
    ("read in a write", write("WITH a AS (SELECT 1) SELECT * FROM a"), "purpose", "changes nothing"),
    ("attach", write("ATTACH ':memory:' AS x"), "forbidden_statement", "is wanted here"),
    ("pragma", returns("PRAGMA table_info(things)"), "forbidden_statement", "is wanted here"),
    ("pragma function", returns("SELECT name FROM pragma_table_info('things') WHERE :kind = 1"), "unknown_table",
     "pragma_table_info"),
    ("vacuum into", write("VACUUM INTO '/tmp/x'"), "forbidden_statement", "is wanted here"),
    ("drop", write("DROP TABLE things"), "forbidden_statement", "is wanted here"),
    ("explain", returns("EXPLAIN SELECT 1"), "forbidden_statement", "is wanted here"),
    ("schema table", returns("SELECT sql FROM sqlite_schema WHERE :kind = 1"), "unknown_table", "sqlite_"),
    ("count of schema table", returns("SELECT count(*) AS n FROM sqlite_master WHERE :kind = 1"), "unknown_table",
     "sqlite_"),
    ("write to schema table", write("DELETE FROM sqlite_schema"), "does_not_prepare", "may not be modified"),
    ("random", returns("SELECT id FROM things WHERE :kind = 1 ORDER BY random()"), "forbidden_function", "random()"),
    ("extension", returns("SELECT load_extension('x') AS a WHERE :kind = 1"), "forbidden_function", "load_extension"),
    ("changes", returns("SELECT changes() AS n WHERE :kind = 1"), "forbidden_function", "changes()"),
    ("zeroblob", returns("SELECT zeroblob(9) AS n WHERE :kind = 1"), "forbidden_function", "zeroblob"),
    ("blob", returns("SELECT x'00' AS n WHERE :kind = 1"), "forbidden_function", "a BLOB"),
    ("cast to blob", returns("SELECT CAST(id AS BLOB) AS n FROM things WHERE :kind = 1"), "forbidden_function", "BLOB"),
    ("version", returns("SELECT sqlite_version() AS n WHERE :kind = 1"), "forbidden_function", "sqlite_version"),
    ("local time", returns("SELECT datetime('now', 'LocalTime') AS n WHERE :kind = 1"), "forbidden_function",
     "'LocalTime'"),
    ("or rollback", write("INSERT OR ROLLBACK INTO loans (thing_id, user_id) VALUES (:thing_id, 1)"),
     "forbidden_function", "OR ROLLBACK"),
    ("NUL in SQL", returns("SELECT 1 AS a\0"), "does_not_prepare", "NUL"),
    ("empty SQL", returns(" -- nothing"), "forbidden_statement", "is wanted here"),
    ("same column twice", returns("SELECT id, id FROM things WHERE :kind = 1"), "duplicate_column", "alias"),
    ("value of two columns", returns("SELECT 1 AS a, 2 AS b WHERE :kind = 1", shape="value"), "shape", "one column"),
    ("json of no column", returns(ALL, json=["tags"]), "json_column", "tags"),
    ("unused parameter", returns("SELECT id FROM things"), "unused_parameter", "kind is a parameter"),
    ("undeclared parameter", returns("SELECT :until AS a WHERE :kind = 1"), "unknown_name", "until"),
    ("ambiguous binding", lambda d: tool(d, "borrow")["steps"].insert(0, {"read": "SELECT 1 AS id", "as": "thing"}),
     "ambiguous_name", ":thing_id mean two things"),
    ("binding nothing", lambda d: tool(d, "borrow")["steps"][1].update({"as": "gone"}), "nothing_bound", "RETURNING"),
    ("message of nothing", lambda d: tool(d, "borrow")["steps"][0].update(message="No {thing}."), "unknown_name",
     "its message uses thing"),
    ("loose brace", lambda d: tool(d, "borrow")["steps"][0].update(message="No { thing."), "message", "brace"),
    ("reserved tool", lambda d: tool(d, "borrow").update(name="final_answer"), "reserved_name", "reserved"),
    ("reserved parameter", lambda d: tool(d, "list_things")["parameters"]["properties"].update(user_id={}),
     "reserved_name", "user_id"),
    ("same tool twice", lambda d: d["tools"].append(d["tools"][0]), "duplicate", "two of this name"),
    ("bad schema", lambda d: tool(d, "list_things")["parameters"]["properties"]["kind"].update(type="text"),
     "parameters", "JSON Schema"),
    ("duplicate table", lambda d: d["tables"].append(d["tables"][0]), "duplicate", "two tables"),
    ("no primary key", ddl("CREATE TABLE log (a TEXT)"), "ddl", "no primary key"),
    ("other name", ddl("CREATE TABLE logs (id INTEGER PRIMARY KEY)"), "ddl", "use one name"),
    ("no type", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a)"), "ddl", "has no type"),
    ("odd type", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a GEOMETRY)"), "ddl", "GEOMETRY"),
    ("blob column", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a BLOB)"), "ddl", "BLOB"),
    ("generated column", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a INT AS (id + 1))"), "ddl", "generated"),
    ("random default", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a TEXT DEFAULT (hex(randomblob(8))))"), "ddl",
     "randomblob"),
    ("clock in a check", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a TEXT CHECK (a > now()))"), "ddl",
     "depends on the clock"),
    ("table from rows", ddl("CREATE TABLE log AS SELECT 1"), "ddl", "parentheses"),
    ("trigger", ddl([LOG, "CREATE TRIGGER x AFTER INSERT ON log BEGIN SELECT 1; END"]), "ddl", "one statement each"),
    ("view", ddl([LOG, "CREATE VIEW v AS SELECT 1"]), "ddl", "is neither"),
    ("index elsewhere", ddl([LOG, "CREATE INDEX i ON things (name)"]), "ddl",
     "not on the table log"),
    ("reference to no table", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a INTEGER REFERENCES nowhere(id))"),
     "unknown_table", "nowhere"),
    ("reference to no key", ddl("CREATE TABLE log (id INTEGER PRIMARY KEY, a TEXT REFERENCES things(kind))"),
     "foreign_key", "does not fit"),
    ("row breaks a check", row("things", [9, "Ball", -1, "toy"]), "row", "CHECK constraint failed"),
    ("row twice", row("things", [1, "Ball", 1, "toy"]), "row", "UNIQUE"),
    ("text for a number", row("things", [9, "Ball", "many", "toy"]), "row", "cannot store TEXT"),
    ("row of no table", lambda d: d["rows"].update(nowhere={"columns": ["a"], "rows": [[1]]}), "row",
     "no table nowhere"),
    ("row of no column", lambda d: d["rows"]["things"]["columns"].__setitem__(1, "title"), "row", "no column title"),
    ("huge number", row("things", [2**63, "Ball", 1, "toy"]), "row", "64 bits"),
    ("half a surrogate", row("things", [9, "\ud800", 1, "toy"]), "row", "surrogate"),
    ("dangling row", row("loans", [9, 77, 1, "2026-05-01 09:00:00"]), "dangling_reference", "thing_id 77"),
    ("unqualified check", check("SELECT count(*) FROM loans"), "unqualified", "final.loans or initial.loans"),
    ("unqualified column", check("SELECT thing_id = 2 FROM loans"), "unqualified", "loans alone"),
    ("main in a check", check("SELECT count(*) FROM main.loans"), "unqualified", "final.loans"),
    ("alias in a check", check("SELECT final.id FROM initial.loans AS final"), "reserved_name", "another alias"),
    ("unknown column in a check", check("SELECT title FROM final.loans"), "does_not_prepare", "no such column"),
    ("parameter in a check", check("SELECT :thing_id"), "unknown_name", "only :user_id"),
    ("write in a check", check("DELETE FROM final.loans"), "forbidden_statement", "a SELECT is wanted"),
    ("failing check", check("SELECT json_extract('x', '$')"), "does_not_run", "malformed"),
    ("check without end", check(f"{ENDLESS} SELECT count(*) FROM n"), "does_not_run", "interrupt"),
    ("frame of no table", lambda d: d["verifiers"][0].update(frame=["nowhere"]), "unknown_table", "nowhere"),
    ("answer of another type", lambda d: d["verifiers"][0].update(answer={"type": "number", "value": "many"}),
     "does_not_run", "is no number"),
    ("verifier of no task", lambda d: d["verifiers"][0].update(task="t9"), "unknown_task", "no task"),
    ("solution of no task", lambda d: d["solutions"][0].update(task="t9"), "unknown_task", "no task"),
    ("naming of no column", lambda d: table(d, "things").update(naming=["the {title}"]), "unknown_column", "title"),
    ("naming without noun", lambda d: table(d, "things").update(naming=["the {noun}"]), "noun", "noun"),
    ("meaning of no column", lambda d: table(d, "things").update(columns=[{"name": "title", "meaning": "name"}]),
     "unknown_column", "no such column"),
    ("values unlike the check", lambda d: table(d, "things").update(
        columns=[{"name": "kind", "meaning": "category", "values": ["tool", "game"]}]), "values", "'game'"),
    ("transition to nowhere", lambda d: table(d, "things").update(
        columns=[{"name": "kind", "meaning": "state", "transitions": [["tool", "game"]]}]), "transition", "'game'"),
    ("reference elsewhere", lambda d: table(d, "loans").update(
        columns=[{"name": "thing_id", "meaning": "reference", "references": "loans"}]), "reference", "foreign key"),
    ("action on no table", lambda d: tool(d, "borrow").update(action={"does": "create", "table": "nowhere"}),
     "unknown_table", "nowhere"),
    ("phrase of no parameter", lambda d: tool(d, "borrow").update(
        action={"does": "create", "table": "loans", "phrases": ["borrow {thing}"]}), "phrase", "uses thing"),
    ("pick of two columns", lambda d: tool(d, "borrow").update(
        meanings={"thing_id": {"pick": "SELECT id, name FROM things"}}), "shape", "one column"),
    ("pick of no table", lambda d: tool(d, "borrow").update(
        meanings={"thing_id": {"pick": "SELECT id FROM nowhere"}}), "does_not_prepare", "nowhere"),
    ("meaning of no parameter", lambda d: tool(d, "borrow").update(meanings={"thing": {}}), "unknown_name",
     "parameter"),
]  # fmt: skip


@pytest.mark.parametrize(("bend", "rule", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_fault_is_named(
    bent_content: Callable[..., Content], bend: Callable[[Documents], object], rule: str, words: str
) -> None:
    with pytest.raises(BadEnvironment) as caught:
        Environment(bent_content(bend))
    assert {finding.rule for finding in caught.value.findings} == {rule}
    finding = caught.value.findings[0]
    assert words in finding.message
    assert str(finding) in str(caught.value)


@pytest.mark.parametrize("name", ["phrase of no parameter", "pick of two columns", "values unlike the check"])
def test_a_meaning_that_does_not_fit_is_found_at_every_load(bent_content: Callable[..., Content], name: str) -> None:
    (bend,) = [fault[1] for fault in FAULTS if fault[0] == name]
    said = []
    for _ in range(2):
        with pytest.raises(BadEnvironment) as caught:
            Environment(bent_content(bend))
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_value_that_is_no_json_is_a_finding(bent_content: Callable[..., Content]) -> None:
    content = bent_content(lambda d: None)
    row = content.rows[0]
    content.rows[0] = row.model_copy(update={"values": {**row.values, next(iter(row.values)): date(2026, 8, 11)}})
    with pytest.raises(BadEnvironment, match="is no JSON"):
        Environment(content)


def test_all_findings_come_at_once(bent_content: Callable[..., Content]) -> None:
    def bend(documents: Documents) -> None:
        returns("SELECT title FROM things WHERE :kind = 1")(documents)
        write("UPDATE things SET stock = :many")(documents)
        check("SELECT count(*) FROM loans")(documents)

    with pytest.raises(BadEnvironment) as caught:
        Environment(bent_content(bend))
    assert [(finding.part, finding.name) for finding in caught.value.findings] == [
        ("tools", "list_things returns"),
        ("tools", "borrow step 2"),
        ("verifiers", "t1 check 1 (the kite is borrowed by user 1)"),
    ]


def test_one_broken_step_is_reported_once(bent_content: Callable[..., Content]) -> None:
    def bend(documents: Documents) -> None:
        tool(documents, "borrow")["steps"][2].update(write="INSERT INTO nowhere VALUES (1) RETURNING id")

    with pytest.raises(BadEnvironment) as caught:
        Environment(bent_content(bend))
    assert [finding.name for finding in caught.value.findings] == ["borrow step 3"]


def test_read_and_write_sets_and_annotations_follow_from_the_sql(railway: Environment) -> None:
    borrow = railway.tools["borrow_item"]
    assert ("library_items", "copies") in borrow.reads
    assert borrow.writes == {("insert", "loans", "")}
    assert borrow.annotations == {
        "readOnlyHint": False, "destructiveHint": False, "idempotentHint": False, "openWorldHint": False,
    }  # fmt: skip
    assert railway.tools["list_layouts"].annotations["readOnlyHint"]
    status = railway.tools["set_locomotive_status"]
    assert status.writes == {("update", "locomotives", "status")}
    assert (status.destructive, status.idempotent) == (True, True)
    assert not railway.tools["renew_loan"].idempotent
    assert railway.tools["delete_announcement"].idempotent


def test_the_two_lists_without_an_order_are_told_from_those_that_may_tie(flawed_railway_folder: Any) -> None:
    from environments import load_environment

    unordered = [w.name for w in load_environment(flawed_railway_folder).warnings if w.rule == "no_order"]
    assert unordered == ["get_my_profile returns", "list_my_part_orders returns"]


def test_certified_railway_has_no_list_without_an_order(railway: Environment) -> None:
    rules = {warning.rule for warning in railway.warnings}
    assert "no_order" not in rules
    assert rules <= {"no_description", "order_not_total"}


def test_rows_with_another_date_form_and_names_of_two_rows_are_warnings(bent_content: Callable[..., Content]) -> None:
    def bend(documents: Documents) -> None:
        documents["rows"]["loans"]["rows"].append([9, 3, 2, "2026-05-01T09:00:00"])
        table(documents, "loans").update(naming=["the loan of {thing_id}"])

    found = {(w.rule, w.name) for w in Environment(bent_content(bend)).warnings if w.part in ("rows", "tables")}
    assert ("date_form", "loans row 1") in found
    assert ("name_not_unique", "loans") in found
