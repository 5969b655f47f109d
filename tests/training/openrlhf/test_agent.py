"""Our agent in the place of OpenRLHF's executors: its contract, its tokens, what it survives."""

import asyncio
import time
from pathlib import Path
from typing import Any

import openrlhf.trainer.ray.vllm_engine as engine_module
import pytest

from environments import Environment, Session, load_environment
from tests.training.openrlhf.engines import ScriptedEngine, TinyModel, tokenizer
from tests.training.openrlhf.guards import SamplingParams
from tests.training.oracle import THOUGHT, answering, listing, solution_messages, use
from training.labels import Label
from training.openrlhf.recipe import OpenRLHFRecipe
from training.openrlhf.run_folder import write_run_folder
from training.openrlhf_agent import AgentExecutor
from training.recipe_files import parse_recipe, read_recipe

NAME = "railway@1"
ROOM = 200_000
"""A byte is a token here, so prompts are long."""
STOCK_KEYS = {
    "prompt", "label", "images", "mm_train_inputs", "reward", "scores", "observation_tokens", "action_ranges",
    "rollout_log_probs", "truncated", "extra_logs",
}  # fmt: skip
"""Of the dictionary that OpenRLHF 0.11.2's own multi-turn executor returns."""

tokens = tokenizer()


def recipe_with(**play: Any) -> OpenRLHFRecipe:
    document = read_recipe("grpo-8b-8gpu").model_dump()
    recipe = parse_recipe({**document, "play": {**document["play"], "context_tokens": ROOM, **play}}, "test")
    assert isinstance(recipe, OpenRLHFRecipe)
    return recipe


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


@pytest.fixture
def folder(tmp_path: Path, railway_folder: Path, railway: Environment) -> Path:
    write(tmp_path / "run", railway_folder, railway)
    return tmp_path / "run"


def write(run: Path, railway_folder: Path, railway: Environment, **play: Any) -> None:
    tasks = [(Label(environment=NAME, task=task.id), task.instruction) for task in railway.content.tasks]
    write_run_folder(run, recipe_with(**play), tasks, {NAME: railway_folder})


def label(task: str = "t01", environment: str = NAME) -> str:
    return Label(environment=environment, task=task).text()


def run(agent: AgentExecutor, engine: Any, railway: Environment, task: str = "t01", **more: Any) -> dict[str, Any]:
    sampling = more.pop("sampling", SamplingParams(logprobs=1, max_tokens=4096))
    given = {"label": label(task), "max_length": ROOM, **more}
    return asyncio.run(
        agent.execute(
            prompt=railway.tasks[task].instruction, sampling_params=sampling, hf_tokenizer=tokens, llm_engine=engine,
            **given,
        )
    )  # fmt: skip


def written(window: dict[str, Any]) -> list[str]:
    return [tokens.decode(window["observation_tokens"][start:end]) for start, end in window["action_ranges"]]


def test_openrlhf_itself_loads_the_agent_of_a_runs_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    executor = engine_module._load_agent_executor("agent.py")
    assert isinstance(executor, AgentExecutor)


@pytest.mark.parametrize("task", ["t01", "t04", "t08"])
def test_every_turn_is_a_sample_with_exactly_what_the_model_saw(folder: Path, railway: Environment, task: str) -> None:
    script = solution_messages(railway, task)
    engine = ScriptedEngine(tokens, script)
    outcome = run(AgentExecutor(folder), engine, railway, task)
    assert outcome.keys() >= STOCK_KEYS
    assert (outcome["reward"], outcome["scores"], outcome["judged"], outcome["truncated"]) == (1.0, 1.0, True, False)
    assert len(outcome["windows"]) == len(script)
    for window, prompt, said in zip(outcome["windows"], engine.prompts, script, strict=True):
        ((start, end),) = window["action_ranges"]
        assert window["observation_tokens"][:start] == prompt
        assert written(window) == [said + "<|im_end|>"]
        logged = window["rollout_log_probs"]
        assert logged == [0.0] * start + [-0.5] * (end - start)
    assert outcome["extra_logs"]["complete"] == 1.0
    assert outcome["extra_logs"]["turns"] == len(script)


def test_a_window_holds_the_list_of_tools_and_the_last_three_turns(folder: Path, railway: Environment) -> None:
    script = [listing(), *[use("list_my_locomotives", {"scale": "N"})] * 6, answering(2)]
    engine = ScriptedEngine(tokens, script)
    run(AgentExecutor(folder), engine, railway)
    spoken = [tokens.decode(prompt).count("<|im_start|>assistant\n") - 1 for prompt in engine.prompts]
    assert spoken == [0, 1, 2, 3, 4, 4, 4, 4]
    assert all('"name": "list_tools"' in tokens.decode(prompt) for prompt in engine.prompts[1:])


def test_whole_histories_are_one_sequence_that_is_never_tokenised_again(
    tmp_path: Path, railway_folder: Path, railway: Environment
) -> None:
    write(tmp_path / "run", railway_folder, railway, window=0)
    script = solution_messages(railway, "t04")
    engine = ScriptedEngine(tokens, script)
    outcome = run(AgentExecutor(tmp_path / "run"), engine, railway, "t04")
    (whole,) = outcome["windows"]
    assert outcome["reward"] == 1.0
    assert written(whole) == [said + "<|im_end|>" for said in script]
    assert len(whole["rollout_log_probs"]) == len(whole["observation_tokens"])
    assert [bool(each) for each in whole["rollout_log_probs"]].count(True) == sum(
        e - s for s, e in whole["action_ranges"]
    )
    for (start, _), prompt in zip(whole["action_ranges"], engine.prompts, strict=True):
        assert whole["observation_tokens"][:start] == prompt
    text = tokens.decode(whole["observation_tokens"])
    assert text.count("<|im_start|>") == 2 * len(script) + 1
    assert "<|im_end|><|im_end|>" not in text


def test_a_turn_has_a_cap_of_its_own_and_a_cut_answer_is_judged(
    tmp_path: Path, railway_folder: Path, railway: Environment
) -> None:
    write(tmp_path / "run", railway_folder, railway, answer_tokens=64)
    engine = ScriptedEngine(tokens, ["<think>" + "on and on " * 100])
    outcome = run(AgentExecutor(tmp_path / "run"), engine, railway)
    assert engine.caps == [64]
    assert (outcome["truncated"], outcome["judged"], outcome["reward"]) == (True, True, 0.0)
    assert outcome["extra_logs"]["out_of_room"] == 1.0


def test_a_budget_that_ends_the_episode_takes_no_reward_away(folder: Path, railway: Environment) -> None:
    task = next(each.id for each in railway.content.tasks if each.kind == "change")
    script = solution_messages(railway, task)[:-1]
    longest = ScriptedEngine(tokens, [*script, answering(None)])
    run(AgentExecutor(folder), longest, railway, task)
    room = len(longest.prompts[-1])  # for the last prompt, and not for an answer to it
    outcome = run(AgentExecutor(folder), ScriptedEngine(tokens, script), railway, task, max_length=room)
    assert (outcome["reward"], outcome["truncated"]) == (1.0, True)


def test_a_broken_rule_ends_the_episode_with_minus_one(folder: Path, railway: Environment) -> None:
    engine = ScriptedEngine(tokens, [listing(), f"{THOUGHT}<tool_call>nonsense</tool_call>"])
    outcome = run(AgentExecutor(folder), engine, railway)
    assert (outcome["reward"], outcome["judged"], outcome["extra_logs"]["format_errors"]) == (-1.0, True, 1.0)


@pytest.mark.parametrize("given", [label(environment="nowhere@3"), label(task="t99"), "no label at all"])
def test_an_episode_that_cannot_be_played_is_left_out_and_named(
    folder: Path, railway: Environment, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = run(AgentExecutor(folder), ScriptedEngine(tokens, [listing()]), railway, label=given)
    assert (outcome["judged"], outcome["reward"], outcome["extra_logs"]["environment_errors"]) == (False, 0.0, 1.0)
    assert f"An episode of {given} could not be played" in capsys.readouterr().out


def test_the_engines_own_fault_is_not_swallowed(folder: Path, railway: Environment) -> None:
    class Broken:
        async def generate(self, *args: Any, **kwargs: Any) -> Any:
            raise RuntimeError("the engine is dead")

    with pytest.raises(RuntimeError, match="the engine is dead"):
        run(AgentExecutor(folder), Broken(), railway)


def test_every_episode_logs_the_same_numbers(folder: Path, railway: Environment) -> None:
    scripts = [solution_messages(railway, "t01"), ["nonsense"], [listing()]]
    labels = [label(), label(), label(environment="nowhere@3")]
    logs = [
        run(AgentExecutor(folder), ScriptedEngine(tokens, script), railway, label=given)["extra_logs"]
        for script, given in zip(scripts, labels, strict=True)
    ]
    assert len({tuple(each) for each in logs}) == 1
    assert all(isinstance(value, float) for each in logs for value in each.values())


def test_a_group_shares_nothing_and_leaves_the_callers_parameters_alone(folder: Path, railway: Environment) -> None:
    task = next(each.id for each in railway.content.tasks if each.kind == "change")
    script = solution_messages(railway, task)
    agent, sampling = AgentExecutor(folder), SamplingParams(logprobs=1, max_tokens=4096)

    async def group() -> list[dict[str, Any]]:
        instruction = railway.tasks[task].instruction
        episodes = (
            agent.execute(instruction, label(task), sampling, ROOM, tokens, ScriptedEngine(tokens, script))
            for _ in range(16)
        )
        return await asyncio.gather(*episodes)

    outcomes = asyncio.run(group())
    assert [each["reward"] for each in outcomes] == [1.0] * 16
    assert sampling.max_tokens == 4096
    sequences = {tuple(window["observation_tokens"]) for each in outcomes for window in each["windows"]}
    assert len(sequences) == len(script)


def test_a_tool_that_blocks_never_stalls_the_engine(
    folder: Path, railway: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Session.call

    def blocking(session: Session, name: str, arguments: Any = None) -> Any:
        time.sleep(0.3)
        return slow(session, name, arguments)

    monkeypatch.setattr(Session, "call", blocking)
    agent, beats = AgentExecutor(folder), 0

    async def both() -> dict[str, Any]:
        nonlocal beats
        engine = ScriptedEngine(tokens, solution_messages(railway, "t04"))
        instruction = railway.tasks["t04"].instruction
        playing = asyncio.ensure_future(
            agent.execute(instruction, label("t04"), SamplingParams(max_tokens=4096), ROOM, tokens, engine)
        )
        while not playing.done():
            beats += 1
            await asyncio.sleep(0.01)
        return await playing

    with_slow = solution_messages(railway, "t04")
    assert asyncio.run(both())["reward"] == 1.0
    assert beats > 5 * (len(with_slow) - 2)  # a blocked loop would beat once a call


def test_the_first_answer_is_written_while_the_environment_loads(
    folder: Path, railway: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, order = AgentExecutor(folder), []
    load = agent._load

    def slowly(name: str) -> Environment:
        time.sleep(0.2)
        order.append("loaded")
        return load(name)

    class Noted(ScriptedEngine):
        async def generate(self, *args: Any, **kwargs: Any) -> Any:
            order.append("asked")
            return await super().generate(*args, **kwargs)

    monkeypatch.setattr(agent, "_environment", slowly)
    outcome = run(agent, Noted(tokens, solution_messages(railway, "t01")), railway)
    assert outcome["reward"] == 1.0
    assert order[:2] == ["asked", "loaded"]


@pytest.mark.slow
def test_a_tiny_model_plays_a_group_and_its_log_probabilities_are_its_own(folder: Path, railway: Environment) -> None:
    import torch

    engine, agent = TinyModel(tokens), AgentExecutor(folder)

    async def group() -> list[dict[str, Any]]:
        instruction = railway.tasks["t01"].instruction
        sampling = SamplingParams(logprobs=1, max_tokens=4096)
        return await asyncio.gather(*(
            agent.execute(instruction, label(), sampling, ROOM, tokens, engine) for _ in range(4)
        ))  # fmt: skip

    for outcome in asyncio.run(group()):
        assert outcome["judged"]
        for window in outcome["windows"]:
            ((start, end),) = window["action_ranges"]
            ids = torch.tensor([window["observation_tokens"]])
            with torch.no_grad():
                chances = torch.log_softmax(engine.model(ids).logits[0].float(), -1)
            found = [chances[place - 1, ids[0, place]].item() for place in range(start, end)]
            assert found == pytest.approx(window["rollout_log_probs"][start:end], abs=1e-3)
