"""Result files in the very form of the program that writes them, at the revision that is named, and read again.

Each sample names the function that writes such files; long texts in it are shortened.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation import all_benchmarks
from evaluation.benchmark import Subject
from evaluation.outside.adapter import Outcome, Outside, result_of


def outside(name: str) -> Outside:
    found = all_benchmarks()[name]
    assert isinstance(found, Outside)
    return found


def read(name: str, folder: Path, source: Path | None = None) -> dict[str, Outcome]:
    return {each.item: each for each in outside(name).reader(folder, source or folder)}


def tau2_simulation(task: str, trial: int, reward: float | None, reason: str = "user_stop") -> dict[str, Any]:
    """`SimulationRun` as pydantic dumps it."""
    info = None if reward is None else {
        "reward": reward, "db_check": {"db_match": reward == 1.0, "db_reward": reward}, "env_assertions": None,
        "action_checks": [], "nl_assertions": None, "communicate_checks": [],
        "reward_basis": ["DB", "COMMUNICATE"], "reward_breakdown": {"DB": reward, "COMMUNICATE": 1.0}, "info": None,
    }  # fmt: skip
    return {
        "id": f"{task}-{trial}", "task_id": task, "timestamp": "2026-07-16T15:25:00",
        "start_time": "2026-07-16T15:24:00", "end_time": "2026-07-16T15:25:00", "duration": 60.0,
        "termination_reason": reason, "agent_cost": 0.0, "user_cost": 0.01, "reward_info": info,
        "messages": [
            {"role": "assistant", "content": "Hi! How can I help?", "tool_calls": None, "turn_idx": 0, "usage": None},
            {"role": "user", "content": "Cancel my flight.", "tool_calls": None, "turn_idx": 1,
             "usage": {"completion_tokens": 5, "prompt_tokens": 800}},
            {"role": "assistant", "content": None, "turn_idx": 2, "cost": 0.0,
             "tool_calls": [{"id": "1", "name": "get_user", "arguments": {}, "requestor": "assistant"}],
             "usage": {"completion_tokens": 30, "prompt_tokens": 4000}},
            {"id": "1", "role": "tool", "content": "{}", "requestor": "assistant", "error": False, "turn_idx": 3},
        ],
        "trial": trial, "seed": 300 + trial,
    }  # fmt: skip


def tau2_results(simulations: list[dict[str, Any]]) -> dict[str, Any]:
    """`Results.model_dump_json`."""
    person = {"implementation": "llm_agent", "llm": "openai/worldloom", "llm_args": {"temperature": 0.0}}
    info = {"git_commit": "fc0055dc", "num_trials": 2, "max_steps": 200, "max_errors": 10,
            "user_info": person, "agent_info": person,
            "environment_info": {"domain_name": "airline", "policy": "…"}, "seed": 300}  # fmt: skip
    return {"timestamp": "2026-07-16T15:24:00", "info": info, "tasks": [], "simulations": simulations}


RUNS = [
    tau2_simulation("0", 0, 1.0), tau2_simulation("0", 1, 0.0), tau2_simulation("1", 0, None, "infrastructure_error"),
    tau2_simulation("1", 1, 0.0, "max_steps"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tau2-bench-v0-2", "airline.json"),  # f8de30c298689cbe0117d76a378e7315a17e5bd8, run.py
        ("tau2-bench", "airline/results.json"),  # fc0055dc4e0a316c3f83133267fbd6faaa770992, Results.save
    ],
)
def test_tau2_counts_rewards_of_one_and_leaves_infrastructure_out(name: str, path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(json.dumps(tau2_results(RUNS), indent=2))
    found = read(name, tmp_path)
    assert found["airline/0"].scores == (1.0, 0.0)
    assert found["airline/0"].failures == {"missed DB": 1}
    assert (found["airline/0"].tokens, found["airline/0"].prompt_tokens) == (60, 8000)
    assert found["airline/0"].turns == 2
    assert (found["airline/1"].scores, found["airline/1"].faults) == ((0.0,), 1)
    assert found["airline/1"].failures == {"max_steps": 1}


def test_tau2_results_with_a_file_a_simulation_are_read_too(tmp_path: Path) -> None:
    """fc0055dc4e0a316c3f83133267fbd6faaa770992, `Results.save(format="dir")`."""
    folder = tmp_path / "retail"
    (folder / "simulations").mkdir(parents=True)
    index = [{"id": "4-0", "task_id": "4", "trial": 0, "reward": 1.0, "termination_reason": "user_stop"}]
    meta = {**tau2_results([]), "simulation_index": index}
    del meta["simulations"]
    (folder / "results.json").write_text(json.dumps(meta))
    (folder / "simulations" / "4-0.json").write_text(json.dumps(tau2_simulation("4", 0, 1.0)))
    assert read("tau2-bench", tmp_path)["retail/4"].scores == (1.0,)


def test_vitabench_counts_whole_rewards(tmp_path: Path) -> None:
    """meituan-longcat/vitabench 96f3b8529d8ea38d330de2405af7e32a1454f6cd, run.py, `_save`."""

    def simulation(task: str, trial: int, reward: float, reason: str = "user_stop") -> dict[str, Any]:
        rubrics = [{"nl_rubric": "The order goes to the department.", "met": reward == 1.0, "justification": "…"}]
        info = {"reward": reward, "nl_rubrics": rubrics, "reward_breakdown": None, "info": None,
                "window_evaluations": None}  # fmt: skip
        said = {"role": "assistant", "content": "Done.", "tool_calls": None, "turn_idx": 1, "cost": 0.0,
                "usage": {"prompt_tokens": 900, "completion_tokens": 40}, "raw_data": {}}  # fmt: skip
        return {"id": f"{task}{trial}", "task_id": task, "timestamp": "t", "start_time": "t", "end_time": "t",
                "duration": 3.0, "termination_reason": reason, "agent_cost": 0.0, "user_cost": 0.0,
                "reward_info": info, "messages": [said], "states": {"old_states": [], "new_states": []},
                "trial": trial, "seed": 1}  # fmt: skip

    runs = [simulation("10711001", 0, 1.0), simulation("10711001", 1, 0.75), simulation("9", 0, 0.0, "max_steps")]
    document = {"timestamp": "t", "info": {"num_trials": 2}, "tasks": [], "simulations": runs}
    (tmp_path / "delivery.results.json").write_text(json.dumps(document, indent=2, ensure_ascii=False))
    found = read("vitabench", tmp_path)
    assert found["delivery/10711001"].scores == (1.0, 0.0)
    assert found["delivery/10711001"].failures == {"missed rubrics": 1}
    assert found["delivery/10711001"].tokens == 80
    assert found["delivery/9"].failures == {"max_steps": 1}


def test_mcpmark_reads_a_meta_file_a_task_and_run(tmp_path: Path) -> None:
    """eval-sys/mcpmark 89d7967ce5aa67dca6b6674c8adb0a7bf272a69a, `ResultsReporter.save_meta_json`."""

    def write(run: int, task: str, success: bool, error: str | None = None) -> None:
        folder = tmp_path / "filesystem" / "openai" / "worldloom__filesystem" / f"run-{run}" / task
        folder.mkdir(parents=True)
        meta = {
            "task_name": task, "model_name": "openai/worldloom", "litellm_run_model_name": "worldloom",
            "reasoning_effort": "default", "mcp": "filesystem", "timeout": 3600,
            "time": {"start": "2025-12-30T13:00:00", "end": "2025-12-30T13:01:00"}, "agent_execution_time": 50.0,
            "task_execution_time": 60.0,
            "execution_result": {"success": success, "error_message": error, "verification_error": None,
                                 "verification_output": "…"},
            "token_usage": {"input_tokens": 5000, "output_tokens": 300, "total_tokens": 5300}, "turn_count": 7,
        }  # fmt: skip
        (folder / "meta.json").write_text(json.dumps(meta, indent=2))
        (folder / "messages.json").write_text("[]")

    write(1, "desktop__music_report", True)
    write(2, "desktop__music_report", False)
    write(1, "papers__find_math_paper", False, "State Duplication Error")
    write(2, "papers__find_math_paper", False, "Agent execution timed out")
    found = read("mcpmark", tmp_path)
    report, paper = found["filesystem/desktop__music_report"], found["filesystem/papers__find_math_paper"]
    assert (report.scores, report.failures, report.turns) == ((1.0, 0.0), {"not verified": 1}, 7)
    assert (report.prompt_tokens, report.tokens) == (10_000, 600)
    assert (paper.scores, paper.faults, paper.failures) == ((0.0,), 1, {"agent error": 1})


def test_mcp_universe_finds_results_by_the_hash_of_their_task(tmp_path: Path) -> None:
    """SalesforceAIResearch/MCP-Universe 0df6c42717f2a618d34f5b271efd05be462b9e4d, `BenchmarkResultStore`."""
    configs = tmp_path / "source" / "mcpuniverse" / "benchmark" / "configs" / "mcpuniverse" / "financial_analysis"
    configs.mkdir(parents=True)
    store = tmp_path / "results" / hashlib.md5(b"Description: of a benchmark, Agent: one, Tasks: several").hexdigest()
    store.mkdir(parents=True)

    def result(passed: bool, reason: str = "", error: str = "") -> dict[str, Any]:
        config = {"func": "json", "op": "yfinance.check", "op_args": {}, "desc": "…", "value": "…"}
        return {"config": config, "response": "{}", "passed": passed, "reason": reason, "error": error}

    for name, results in (
        ("yfinance_task_0001", [result(True), result(True)]),
        ("yfinance_task_0002", [result(True), result(False, "another price")]),
        ("yfinance_task_0003", []),
    ):
        task = configs / f"{name}.json"
        task.write_text(json.dumps({"category": "finance", "question": name}))
        digest = hashlib.md5(task.read_bytes()).hexdigest()
        (store / f"{digest}.json").write_text(json.dumps({"results": results, "trace_id": "abc"}, indent=2))
    found = read("mcp-universe", tmp_path / "results", tmp_path / "source")
    place = "mcpuniverse/financial_analysis/yfinance_task_000"
    assert [found[f"{place}{number}"].scores for number in (1, 2, 3)] == [(1.0,), (0.0,), (0.0,)]
    assert found[f"{place}2"].details == {"evaluators": 2, "passed": 1}


def test_toolsandbox_scores_by_similarity(tmp_path: Path) -> None:
    """apple/ToolSandbox 165848b9a78cead7ca7fe7c89c688b58e6501219, `write_result_summary` and `run_scenario`."""

    def result(name: str, similarity: float, exception: str | None = None, minefield: float = 0) -> dict[str, Any]:
        return {"name": name, "categories": ["STATE_DEPENDENCY", "SINGLE_USER_TURN"], "traceback": None,
                "exception_type": exception, "milestone_similarity": similarity, "minefield_similarity": minefield,
                "similarity": similarity if not minefield else 0, "turn_count": 9,
                "milestone_mapping": {"0": [4, similarity]}, "minefield_mapping": {}}  # fmt: skip

    results = [result("wifi_off", 1.0), result("send", 0.5), result("broke", 0, "BadRequestError"),
               result("mined", 0.8, None, 1.0)]  # fmt: skip
    folder = tmp_path / "000" / "agent_worldloom_user_worldloom-user_11_26_2026_14_00_00"
    folder.mkdir(parents=True)
    summary = {"per_scenario_results": results, "category_aggregated_results": {}, "git_sha": None}
    (folder / "result_summary.json").write_text(json.dumps(summary, indent=4, ensure_ascii=False))
    found = read("toolsandbox", tmp_path)
    assert {name: each.scores for name, each in found.items()} == {
        "wifi_off": (1.0,), "send": (0.5,), "broke": (0.0,), "mined": (0.0,),
    }  # fmt: skip
    assert [dict(found[name].failures) for name in ("send", "broke", "mined")] == [
        {"missed milestones": 1}, {"BadRequestError": 1}, {"minefield": 1},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tau2-bench", "airline/results.json"),
        ("vitabench", "ota.results.json"),
        ("mcpmark", "filesystem/x__filesystem/run-1/a__b/meta.json"),
        ("toolsandbox", "000/run/result_summary.json"),
    ],
)
def test_a_file_that_was_cut_short_counts_as_nothing(name: str, path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text('{"info": {"num_trials": 1}, "simulations": [{"id": "0", "task_')
    assert read(name, tmp_path) == {}


def test_an_outcome_becomes_a_record_that_keeps_what_was_read() -> None:
    from evaluation.benchmark import Item

    outcome = Outcome("airline/0", (1.0, 0.5, 0.0), 1, {"wrong": 2}, 3.0, 10, 20, raw=[{"id": 1}])
    result = result_of(outside("tau2-bench"), Item("airline/0", "…", "airline"), Subject("m"), outcome)
    record = result.record
    assert (record.episodes, record.complete, record.partial, record.unjudged) == (4, 1, 1, 1)
    assert record.score == 0.5
    assert json.loads(result.raw) == [{"id": 1}]
