"""An imported environment behaves as any other: loading, sessions, verdicts, changes, the pool."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from environments import BadEnvironment, load_environment
from environments.exchange.awm.files import NoCollection, read_collection
from environments.exchange.awm.names import normalised
from environments.exchange.awm.trust import certified_by, examine, summary
from environments.imported import PythonEnvironment, write_imported
from environments.pool import EnvironmentPool
from schemas import Solution

from .wild import SHOP, write_collection


@pytest.fixture(scope="session")
def shop_folder(imported, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("imported") / "trail_gear_shop"
    write_imported(imported["trail_gear_shop"], folder)
    return folder


def test_a_written_environment_opens_by_its_folder_and_works(shop_folder: Path):
    environment = load_environment(shop_folder)
    with environment.session(task="t01") as session:
        assert session.instruction == "Add two Ridge 40 Backpacks to my cart."
        assert session.verify().outcome == "incomplete"
        assert session.call("add_to_cart", {"product_id": 1, "quantity": 2}).ok
        assert session.verify().outcome == "complete"
        change = session.changes()[0]
        assert (change.table, change.op, change.after["quantity"]) == ("cart_items", "insert", 2)


def test_a_file_that_was_changed_is_not_opened(imported, tmp_path: Path):
    write_imported(imported["clinic_front_desk"], tmp_path / "clinic")
    (tmp_path / "clinic" / "module.py").write_text("import os")
    with pytest.raises(BadEnvironment, match=r"module\.py.*SHA-256"):
        load_environment(tmp_path / "clinic")


def test_many_sessions_of_one_module_never_see_each_others_rows(shop: PythonEnvironment):
    sessions = [shop.session() for _ in range(24)]
    for turn in range(2):
        for number, session in enumerate(sessions):
            assert session.call("add_to_cart", {"product_id": 1 + turn, "quantity": number + 1}).ok
    for number, session in enumerate(sessions):
        quantities = [item["quantity"] for item in session.call("list_cart").content]
        assert quantities == [1, number + 1, number + 1]


def test_an_answer_reaches_the_verifier(shop: PythonEnvironment):
    with shop.session("t03") as session:
        assert session.verify("There are 3 of them.").outcome == "complete"
        assert session.verify("two").outcome == "incomplete"


def test_a_verifier_for_a_judge_gathers_facts_and_decides_nothing(shop: PythonEnvironment):
    with shop.session("t05") as session:
        session.call("add_to_wishlist", {"product_id": 2})
        assert session.verify().outcome == "unjudged"
        assert shop.facts_for("t05", session)["wishlist"][0]["product_id"] == 2


def test_the_pool_runs_them(shop_folder: Path, confinement):
    async def work() -> None:
        async with EnvironmentPool(workers=1) as pool, await pool.session(shop_folder, "t01") as session:
            assert (await session.call("add_to_cart", {"product_id": 1, "quantity": 2})).ok
            result = await session.call("get_product", {"product_id": 99})
            assert result.error is not None and "Status code: 500" in result.error.message
            assert (await session.verify()).outcome == "complete"
            assert len(await session.changes()) == 1

    asyncio.run(work())


def test_the_trust_report_names_every_planted_fault(environments):
    trusts = {name: examine(environment) for name, environment in environments.items()}
    doubts = {
        (name, task.task): {doubt.rule for doubt in task.doubts}
        for name, trust in trusts.items() for task in trust.tasks
    }  # fmt: skip
    assert doubts["trail_gear_shop", "t01"] == set()
    assert doubts["trail_gear_shop", "t02"] == {"accepts_anything"}
    assert doubts["trail_gear_shop", "t04"] == {"swallows_errors"}
    assert doubts["trail_gear_shop", "t05"] == {"no_verifier"}
    assert doubts["neighbourhood_library", "t03"] == {"crashes"}
    assert doubts["clinic_front_desk", "t02"] == {"already_done"}
    assert "can never be reached" in trusts["clinic_front_desk"].tools[0]
    assert summary(trusts.values())["tasks"] == 11


def test_a_verdict_that_depends_on_chance_is_found(environments):
    rules = [{doubt.rule for doubt in examine(environments["clinic_front_desk"]).tasks[0].doubts} for _ in range(3)]
    assert any("not_deterministic" in found for found in rules)


def test_a_solution_certifies_a_task(shop: PythonEnvironment):
    good = {"task": "t01", "calls": [{"tool": "add_to_cart", "arguments": {"product_id": 1, "quantity": 2}}]}
    bad = {"task": "t01", "calls": [{"tool": "add_to_cart", "arguments": {"product_id": 1, "quantity": 1}}]}
    assert certified_by(shop, Solution.model_validate(good)) == []
    assert [doubt.rule for doubt in certified_by(shop, Solution.model_validate(bad))] == ["not_solved"]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Clinic - Front Desk", "clinic_front_desk"), ("  A--b__c! ", "a_b_c"), ("Ärzte 24", "rzte_24"), ("x_Y", "x_y")],
)
def test_names_are_made_as_the_reference_makes_them(title, name):
    assert normalised(title) == name


@pytest.mark.parametrize("missing", ["gen_scenario.jsonl", "gen_tasks.jsonl", "gen_db.jsonl", "gen_sample.jsonl",
                                     "gen_verifier.pure_code.jsonl", "gen_envs.jsonl"])  # fmt: skip
def test_a_folder_with_a_file_missing_is_read_and_says_so(missing, tmp_path: Path):
    write_collection(tmp_path, (SHOP,))
    (tmp_path / missing).unlink()
    collection = read_collection(tmp_path)
    assert f"{missing}: it is missing" in collection.findings
    assert "trail_gear_shop" in collection.scenarios


def test_a_folder_of_something_else_is_refused(tmp_path: Path):
    with pytest.raises(NoCollection, match="none of the files"):
        read_collection(tmp_path)


def test_the_command_imports_reports_and_opens_by_name(collection_folder: Path, tmp_path: Path, confinement):
    from worldloom.cli import app

    run = CliRunner().invoke
    home = ["--home", str(tmp_path)]
    done = run(app, ["import-awm", str(collection_folder), "--json", *home])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["summary"]["environments"] == 3 and said["summary"]["trusted"] == 4
    assert "landlock" in said["confinement"] or "namespaces" in said["confinement"]
    from worldloom.opening import open_environment
    from worldloom.settings import read_settings

    assert open_environment(read_settings(tmp_path), "clinic_front_desk").tasks["t02"].instruction
    listed = json.loads(run(app, ["list", "--json", "--category", "imported", *home]).stdout)
    assert [each["reference"] for each in listed] == [
        "clinic_front_desk@1", "neighbourhood_library@1", "trail_gear_shop@1",
    ]  # fmt: skip
    assert listed[2]["kind"] == "python" and listed[2]["tables"] == 5 and listed[2]["tasks"] == 5
    from worldloom.commands.serve import _repertoire

    served = _repertoire(read_settings(tmp_path), [])
    assert served.ids == [each["reference"] for each in listed]
    assert served.offer("trail_gear_shop@1").environment.manifest.kind == "python"
    assert run(app, ["import-awm", str(tmp_path / "nothing"), *home]).exit_code == 2
    assert run(app, ["import-awm", str(collection_folder), "--only", "Moon base", *home]).exit_code == 2
