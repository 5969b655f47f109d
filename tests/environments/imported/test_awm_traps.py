"""What was met in real files of this format, each once."""

import gc
import json
import sqlite3

import pytest

from environments import EnvironmentFault
from environments.confined import Keeper
from environments.confined.lent_database import LentDatabase
from environments.exchange.awm.files import Scenario
from environments.exchange.awm.importing import import_scenario
from environments.imported import PythonEnvironment

from .wild import CLINIC, DESIGNS, SHOP, source_of


def scenario(title: str = SHOP, source: str | None = None) -> Scenario:
    return Scenario(
        "trial", title, tasks=["Do it."], design={"tables": DESIGNS[title]}, sample={"tables": []},
        source=source or source_of(title),
    )  # fmt: skip


def test_sessions_that_calls_left_open_roll_nothing_back_later(shop: PythonEnvironment):
    """`get_product` of a missing product raises before it closes its database session, and is collected any time."""
    with shop.session() as session:
        for _ in range(30):
            assert not session.call("get_product", {"product_id": 999}).ok
            assert not session.call("add_to_cart", {"product_id": 999, "quantity": 1}).ok
            assert session.call("add_to_cart", {"product_id": 1, "quantity": 1}).ok
        gc.collect()
        added = [item for item in session.call("list_cart").content if item["product_id"] == 1]
        assert len(added) == 30
        assert len(session.changes()) == 30


def test_what_a_failed_call_wrote_before_it_failed_is_undone(shop: PythonEnvironment):
    with shop.session() as session:
        assert "Status code: 500" in session.call("add_to_cart", {"product_id": 999, "quantity": 1}).said
        assert session.changes() == []


def test_tables_that_only_the_module_makes_are_in_the_image(shop: PythonEnvironment, library: PythonEnvironment):
    """The shop's design has no wishlist; the library's DDL for holds has a stray `;` and fails."""
    assert any("wishlist_entries" in sql for sql in shop.schema())
    assert any("holds" in sql for sql in library.schema())
    assert any("table holds" in text for text in library.imported.findings)


STYLES = ['os.getenv("DATABASE_PATH") or "sqlite:///x.db"', 'os.environ.get("DATABASE_PATH", "sqlite:///x.db")',
          'os.getenv("DATABASE_PATH", "")']  # fmt: skip
ENGINES = ["create_engine(URL)", 'create_engine(URL, connect_args={"check_same_thread": False}, echo=True)',
           "create_engine(URL, pool_size=5, max_overflow=2, pool_pre_ping=True, future=True)",
           "create_engine(\n    url=URL,\n    pool_recycle=3600,\n)"]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_is_found_however_it_is_made(style, engine, confinement):
    source = source_of(CLINIC)
    start, end = source.index("db_url ="), source.index("SessionLocal =")
    changed = f"{source[:start]}URL = {style}\nengine = {engine}\n{source[end:]}"
    environment = PythonEnvironment(import_scenario(scenario(CLINIC, changed), confinement))
    with environment.session() as session:
        assert session.call("list_patients").content == []
    environment.unload()


def test_plain_functions_and_dependencies_run_where_no_thread_can_start(library: PythonEnvironment):
    """The library's endpoints get their database from a generator, and `my_loans` is no coroutine."""
    with library.session() as session:
        assert [loan["id"] for loan in session.call("my_loans").content] == [1, 2]
        assert session.call("renew_loan", {"loan_id": 1}).content["renewals"] == 1


def test_annotations_that_are_text_resolve(library: PythonEnvironment):
    """The library's module begins with `from __future__ import annotations`."""
    assert library.python_tools["place_hold"].parameters["required"] == ["book_id"]


def test_of_two_operations_with_one_path_the_first_answers_and_the_other_is_named(clinic: PythonEnvironment):
    assert clinic.python_tools["cancel_appointment"].is_shadowed
    with clinic.session() as session:
        said = session.call("cancel_appointment", {"appointment_id": 1}).said
        assert "Status code: 422" in said


def test_an_input_schema_that_is_none_is_mended_and_the_tool_can_be_called(shop: PythonEnvironment):
    assert shop.python_tools["search_products"].is_mended
    with shop.session() as session:
        assert session.call("search_products", {"waterproof": True, "max_price": 100}).content["total"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({}, "'product_id' is a required property"), ({"product_id": "one"}, "'one' is not of type 'integer'")],
)
def test_arguments_are_checked_before_the_endpoint_sees_them(arguments, said, shop: PythonEnvironment):
    with shop.session() as session:
        result = session.call("add_to_cart", arguments)
        assert result.said == f"Input validation error: {said}"
        assert result.error is not None and result.error.kind == "invalid"


def test_results_are_indented_text_and_errors_name_the_status(library: PythonEnvironment):
    with library.session() as session:
        result = session.call("renew_loan", {"loan_id": 2})
        assert result.said == ('Error calling renew_loan. Status code: 409. Response: {"detail":"No renewals left"}')
        assert result.error is not None and result.error.kind == "conflict"
        found = session.call("search_books", {"author": "Butler"})
        assert found.said == json.dumps(found.content, indent=2, ensure_ascii=False)
        hold = session.call("place_hold", {"book_id": 2}).content
        gone = session.call("cancel_hold", {"hold_id": hold["id"]})
        assert gone.ok and gone.said == ""


def test_seeds_that_say_now_are_the_same_every_time_and_are_named(imported, collection_folder, confinement):
    from environments.exchange.awm.files import read_collection

    again = import_scenario(read_collection(collection_folder).scenarios["trail_gear_shop"], confinement)
    assert again.image == imported["trail_gear_shop"].image
    assert any("depends on the clock" in text for text in again.findings)


@pytest.mark.parametrize(
    "finding", ["near \"Brien\": syntax error", "no such column: basket_id", "FOREIGN KEY constraint failed",
                "2 values for 3 columns"],
)  # fmt: skip
def test_statements_that_fail_are_left_out_and_reported(finding, shop: PythonEnvironment):
    assert any(finding in text for text in shop.imported.findings)
    with shop.session() as session:
        assert [item["product_name"] for item in session.call("list_cart").content] == ["Alpine Stove"]


def test_text_that_holds_two_statements_counts_as_one_that_failed(clinic: PythonEnvironment):
    with clinic.session() as session:
        assert [patient["name"] for patient in session.call("list_patients").content] == ["Ada Okafor"]


def test_a_module_that_raises_is_not_imported(confinement):
    with pytest.raises(ValueError, match=r"does not load: ZeroDivisionError.*line 1"):
        import_scenario(scenario(source="x = 1 / 0  # and nothing else"), confinement)


def test_a_start_up_handler_runs_before_the_first_call(confinement):
    source = source_of(CLINIC) + (
        "\nfrom contextlib import asynccontextmanager\n@asynccontextmanager\nasync def begin(app):\n"
        "    session = SessionLocal()\n    session.add(Patient(id=7, name='Zoe'))\n    session.commit()\n"
        "    session.close()\n    yield\napp.router.lifespan_context = begin\n"
    )
    environment = PythonEnvironment(import_scenario(scenario(CLINIC, source), confinement))
    with environment.session() as session:
        assert [patient["name"] for patient in session.call("list_patients").content] == ["Zoe"]
    environment.unload()


def test_a_call_that_takes_too_long_ends_as_a_fault_and_changes_nothing(confinement):
    source = source_of(CLINIC).replace("    session.add(row)\n", "    session.add(row)\n    while True: pass\n")
    environment = PythonEnvironment(import_scenario(scenario(CLINIC, source), confinement))
    environment.call_s = 0.5
    with environment.session() as session:
        with pytest.raises(EnvironmentFault, match=r"took longer than 0\.5 s"):
            session.call("book_appointment", {"patient_id": 1, "doctor": "D", "starts_at": "now"})
        assert session.call("list_appointments").content == [] and session.changes() == []
    environment.unload()


def test_a_function_that_is_registered_again_is_the_newest_one(clinic: PythonEnvironment):
    """Modules register theirs with every connection; the same one again is passed over, another one is not."""

    def answering(number: int):
        return lambda: number

    database = LentDatabase()
    database.put(clinic.image)
    for number in (1, 1, 2):
        checkout = database.checkout()
        checkout.create_function("answer", 0, answering(number))
        assert checkout.execute("SELECT answer()").fetchone() == (number,)
        database.end_call()
    database.put(clinic.image)
    with pytest.raises(sqlite3.OperationalError, match="no such function"):
        database.checkout().execute("SELECT answer()")


LISTENER = """
from sqlalchemy import ForeignKey, event
set_up = []


@event.listens_for(engine, "connect")
def enforce(connection, record):
    set_up.append(1)
    connection.execute("PRAGMA foreign_keys = ON")


"""
COUNT = """
@app.get("/set_up", operation_id="times_set_up")
async def times_set_up():
    return len(set_up)
"""


def test_listeners_set_a_connection_up_once_for_each_database(confinement: Keeper):
    """Many modules have this one; a pool that kept connections too long would leave it out for the next session."""
    referring = "patient_id = Column(Integer, ForeignKey('patients.id'))"
    source = source_of(CLINIC).replace("SessionLocal =", f"{LISTENER}SessionLocal =") + COUNT
    source = source.replace("patient_id = Column(Integer)", referring)
    appointments = "CREATE TABLE appointments (id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patients(id), "
    appointments += "doctor TEXT, starts_at TEXT, status TEXT)"
    design = {"tables": [DESIGNS[CLINIC][0], {"name": "appointments", "ddl": appointments}]}
    rows = ["INSERT INTO patients VALUES (1, 'Ada', NULL)"]
    sample = {"tables": [{"table_name": "patients", "insert_statements": rows}]}
    given = Scenario("trial", CLINIC, tasks=["Do it."], design=design, sample=sample, source=source)
    environment = PythonEnvironment(import_scenario(given, confinement), confinement)
    appointment = {"doctor": "D", "starts_at": "now"}
    times = []
    for _ in range(2):
        with environment.session() as session:
            for _ in range(3):
                assert session.call("book_appointment", {"patient_id": 1, **appointment}).ok
                assert not session.call("book_appointment", {"patient_id": 99, **appointment}).ok
            times.append(session.call("times_set_up").content)
            assert len([change for change in session.changes() if change.table == "appointments"]) == 3
    environment.unload()
    assert times[1] - times[0] <= 4  # a session that raised keeps its record until it is collected
