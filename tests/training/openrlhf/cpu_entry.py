"""A job's program on a machine without GPUs: our entry as it is, with GPU workers and inference engine replaced.

In:  the flags of a run. Out: what a run leaves: lines of progress, checkpoints, weights (of nothing), and a record of
     what the policy's workers were given, in `given.jsonl` beside the checkpoints.
Everything else is real: the checks, OpenRLHF's command line and `train()`, the trainer's actor, its sampler, its
experience maker, `generate_responses`, our agent and its environments.
"""

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from tests.training.openrlhf import guards

guards.install()

# ruff: noqa: E402  the stand-ins come first
import openrlhf.trainer.ray as engines_module
import openrlhf.trainer.ray.launcher as launcher
import ray
import torch
from openrlhf.trainer.ray.vllm_engine import RolloutRayActor, _load_agent_executor

from tests.training.openrlhf.engines import output
from tests.training.oracle import THOUGHT, answering, listing, use
from training.openrlhf import entry

LOSE_ENGINE = "WORLDLOOM_TEST_LOSE_ENGINE_AT"
"""The step after which the inference engine is killed, once."""
HANG = "WORLDLOOM_TEST_HANG"

_Rollout = RolloutRayActor.__ray_metadata__.modified_class.__ray_actor_class__


_started: list[Any] = []
"""The engines of this run."""


class Engine(_Rollout):  # type: ignore[misc, valid-type]
    """The real actor without vLLM: lists the tools, looks something up a few times, answers, sometimes badly."""

    def __init__(self, agent_func_path: str, model: str) -> None:
        from transformers import AutoTokenizer

        self.executor = _load_agent_executor(agent_func_path)
        self._tokens = AutoTokenizer.from_pretrained(model)
        self._draw = random.Random(0)

    async def generate(self, prompt: list[int], sampling: Any, multi_modal_data: Any = None) -> Any:
        first = self._tokens.decode(prompt).count("<|im_start|>assistant\n") == 1
        later = [use("list_my_locomotives", {"scale": "N"}), answering(2), answering(3), f"{THOUGHT}<tool_call>"]
        text = listing() if first else self._draw.choices(later, [5, 3, 2, 1])[0]
        tokens = self._tokens(text + "<|im_end|>", add_special_tokens=False)["input_ids"][: sampling.max_tokens]
        logged = [-0.5] * len(tokens) if sampling.logprobs is not None else None
        return output(tokens, text, "stop", logged)

    def get_num_unfinished_requests(self) -> int:
        return 0

    async def sleep(self, level: int = 1) -> None:
        pass

    async def wake_up(self, tags: Any = None) -> None:
        pass


class Workers:
    """The policy's or the reference's workers: they compute nothing, note what they are given, and keep checkpoints."""

    def __init__(self, nodes: int, gpus: int, kind: Any, *more: Any, **options: Any) -> None:
        self._ranks = nodes * gpus
        self._checkpoints, self._model = (Path(_flag(name)) for name in ("--ckpt.path", "--ckpt.output_dir"))
        self._rate = float(_flag("--actor.adam.lr"))
        self._engines = list(_started)

    def async_init_model_from_pretrained(self, *args: Any, **given: Any) -> list[Any]:
        return []

    def async_run_method(self, method_name: str, **given: Any) -> list[Any]:
        done = {"fit": self._fit, "save_checkpoint": self._save, "get_checkpoint_states": self._load}.get(method_name)
        return [ray.put(done(**given) if done else None)]

    def async_run_method_batch(self, method_name: str, **given: Any) -> list[Any]:
        if method_name == "forward":
            return [ray.put([torch.zeros_like(mask, dtype=torch.float32) for mask in given["action_mask"]])]
        self._note(given["experience"])
        return []

    def async_save_model(self) -> list[Any]:
        (self._model / "config.json").write_text('{"model_type": "llama"}')
        (self._model / "model.safetensors").write_bytes(b"no weights: this was a test without GPUs")
        return []

    def _note(self, samples: list[Any]) -> None:
        share = -(-len(samples) // self._ranks)
        parts = [samples[start : start + share] for start in range(0, len(samples), share)]
        line = [[_described(sample) for sample in part] for part in parts]
        with (self._checkpoints / "given.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")

    def _fit(self, **given: Any) -> dict[str, float]:
        return {"policy_loss": 0.25, "actor_lr": self._rate}

    def _save(self, tag: str, client_states: dict[str, Any] | None = None, **more: Any) -> None:
        if client_states is None:  # a critic's
            return
        folder = self._checkpoints / "_actor"
        folder.mkdir(exist_ok=True)
        torch.save(client_states, folder / "state.pt")
        lost = self._checkpoints / "lost"
        if client_states["global_step"] == int(os.environ.get(LOSE_ENGINE, "0")) and not lost.exists():
            lost.touch()
            for engine in self._engines:
                ray.kill(engine)

    def _load(self) -> dict[str, Any]:
        states: dict[str, Any] = torch.load(self._checkpoints / "_actor" / "state.pt", weights_only=False)
        return states


def _described(sample: Any) -> list[Any]:
    """Tokens, action tokens, the one advantage of a sample."""
    advantages = {round(value, 4) for value in sample.advantages[sample.action_mask.bool()].tolist()}
    return [sample.sequences.shape[1], int(sample.action_mask.sum()), sorted(advantages)]


def _engines(count: int, gpus_each: int, model: str, *more: Any, agent_func_path: str, **options: Any) -> list[Any]:
    actor = ray.remote(Engine)
    _started[:] = [actor.options(num_cpus=0.2).remote(agent_func_path, model) for _ in range(count)]
    return list(_started)


def _flag(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1]


def train(flags: list[str]) -> None:
    """Our own `train`, on a cluster whose workers can import OpenRLHF."""
    if os.environ.get(HANG):
        import time

        print("hanging", flush=True)
        time.sleep(600)
    ray.init(runtime_env={"worker_process_setup_hook": "tests.training.openrlhf.guards.install"})
    launcher.RayActorGroup = Workers
    engines_module.create_vllm_engines = _engines
    _train(flags)


_train = entry.train

if __name__ == "__main__":
    entry.train = train
    entry.main(sys.argv[1:])
