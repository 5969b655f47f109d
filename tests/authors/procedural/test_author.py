"""The procedural author as a whole: what a scenario becomes, and that it always becomes the same."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from authors.procedural.author import ProceduralAuthor
from authors.protocol import AuthorError, Business
from authors.seeds import seed_scenarios
from environments import Content, Environment
from environments.certification import certify
from schemas import EnvironmentManifest, Scenario

AUTHOR = ProceduralAuthor(7)

IDS = """
import json, sys
from authors.procedural.author import ProceduralAuthor
from authors.protocol import Business
from schemas import ROWS, SOLUTIONS, TABLES, TASKS, TOOLS, VERIFIERS
author = ProceduralAuthor(7)
for other in sys.argv[1:]:
    author.design_tables(author.read_sentence(other), [])
scenario = author.read_sentence("a marina that rents boats and sells fuel")
tables, tools = author.design_tables(scenario, []), author.build_tools(scenario, [], [])
rows = author.fill_tables(scenario, tables, tools)
drafts = author.write_verifiers(Business(scenario, author.set_scene(scenario), tables, tools, rows), [], 5)
print(json.dumps([
    TABLES.identify(tables), TOOLS.identify(tools), ROWS.identify(rows),
    TASKS.identify([each.task for each in drafts]), SOLUTIONS.identify([each.solution for each in drafts]),
    VERIFIERS.identify([each.verifier for each in drafts]),
]))
"""


def business_of(scenario: Scenario) -> Business:
    tables, tools = AUTHOR.design_tables(scenario, []), AUTHOR.build_tools(scenario, [], [])
    return Business(scenario, AUTHOR.set_scene(scenario), tables, tools, AUTHOR.fill_tables(scenario, tables, tools))


@pytest.fixture(scope="module")
def marina() -> Business:
    return business_of(AUTHOR.read_sentence("a marina that rents boats and sells fuel"))


def ids_elsewhere(cwd: Path, *others: str, **variables: str) -> list[str]:
    """The marina's ids, in a process that made other places before."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), **variables}
    ran = subprocess.run([sys.executable, "-c", IDS, *others], capture_output=True, text=True, env=environment, cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    ids: list[str] = json.loads(ran.stdout)
    return ids


def test_the_same_sentence_gives_the_same_artifacts_wherever_it_is_read(tmp_path: Path) -> None:
    here = ids_elsewhere(Path.cwd(), PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    there = ids_elsewhere(tmp_path, "a vet in a village", **elsewhere)
    assert here == there


def test_another_seed_gives_another_marina(marina: Business) -> None:
    other = ProceduralAuthor(8)
    assert other.fill_tables(marina.scenario, [], []) != list(marina.rows)


def test_a_marina_is_visibly_a_marina(marina: Business) -> None:
    tables = {table.name for table in marina.tables}
    tools = {tool.name for tool in marina.tools}
    assert "boats" in tables
    assert any("fuel" in name for name in tables)
    assert any("boat" in name for name in tools)


def test_an_environment_has_the_size_that_was_asked_for(marina: Business) -> None:
    assert 16 <= len(marina.tables) <= 22
    assert 30 <= len(marina.tools) <= 43
    assert len(marina.rows) >= 300
    assert all(any(row.table == table.name for row in marina.rows) for table in marina.tables)


def test_ten_drafts_have_the_mix_that_was_asked_for(marina: Business) -> None:
    drafts = AUTHOR.write_verifiers(marina, [], 10)[:10]
    kinds = Counter(draft.task.kind for draft in drafts)
    assert kinds["query"] >= 3
    assert kinds["change"] + kinds["both"] >= 5
    steps = [len(draft.solution.calls) for draft in drafts]
    assert min(steps) >= 2
    assert max(steps) <= 16
    ids = [number for draft in drafts for number in draft.task.instruction.split() if number.endswith("_id")]
    assert not ids


@pytest.mark.parametrize("number", [3, 40, 90])
def test_every_draft_of_a_seed_scenario_is_certified(number: int) -> None:
    business = business_of(seed_scenarios()[number])
    drafts = AUTHOR.write_verifiers(business, [], 10)
    content = Content(
        EnvironmentManifest(name=business.scenario.name, now=business.setting.now, scenario="A place."),
        list(business.tables), list(business.tools), list(business.rows), [draft.task for draft in drafts],
        [draft.solution for draft in drafts], [draft.verifier for draft in drafts],
    )  # fmt: skip
    certification = certify(Environment(content))
    assert certification.environment.passed, certification.report()
    assert sum(each.passed for each in certification.tasks) >= 10, certification.report()


def test_a_scenario_that_names_nothing_known_says_which_domain_it_was_given() -> None:
    scenario = AUTHOR.read_sentence("a shop for time machines and paradoxes")
    (remark,) = AUTHOR.set_scene(scenario).remarks
    assert "nearest" in remark


def test_a_scenario_that_is_known_needs_no_remark(marina: Business) -> None:
    assert marina.setting.remarks == ()


@pytest.mark.parametrize("text", ["", "   ", "12345 !!!", "🚤🚤🚤", "x" * 5000])
def test_a_text_that_is_no_business_is_refused_with_advice(text: str) -> None:
    with pytest.raises(AuthorError, match=r"\w"):
        AUTHOR.read_sentence(text)


def test_requirements_name_kinds_of_things_and_no_particular_ones(marina: Business) -> None:
    requirements = AUTHOR.propose_tasks(marina.scenario, 10)
    assert len(requirements) >= 10
    assert not any("{" in each.instruction for each in requirements)
