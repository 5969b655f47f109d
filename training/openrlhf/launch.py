"""Check a launch against the installed OpenRLHF before anything starts, by running its own command line.

In:  flags, and where OpenRLHF is installed. Out: what it would start; every complaint of its parser and its checks.
Never here: a copy of its rules, a GPU, Ray, torch. It takes 0.3 s.

The `if __name__ == "__main__":` block of `openrlhf/cli/train_ppo_ray.py` (the parser, the defaults, every assertion)
and its own `train()` are compiled from the installed file and executed. Only the names imported at the top of that
file are stand-ins, and they note what would have been started. Versions differ in their flags (0.11.0 and 0.11.2 do),
so a list of ours would be wrong with the next one.
"""

import argparse
import ast
import contextlib
import importlib.util
import io
import os
import sys
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from training.errors import TrainingError
from training.openrlhf.installed import Installed


class RefusedLaunch(TrainingError):
    """OpenRLHF would not start with these flags; the message says which and why."""


@dataclass(frozen=True)
class Group:
    """Workers of one kind that a launch would start."""

    kind: str
    """`actor`, `reference`, `critic` or `reward`."""
    nodes: int
    gpus_per_node: int
    shared: bool
    """Whether they share their GPUs with other groups."""

    @property
    def gpus(self) -> int:
        return self.nodes * self.gpus_per_node


@dataclass
class Launch:
    """What a command line would start."""

    version: str
    """Of OpenRLHF."""
    arguments: Any = None
    """Its nested namespace, after its own defaults and checks."""
    groups: list[Group] = field(default_factory=list)
    engine_gpus: int = 0
    """Of all inference engines together."""
    engines_share: bool = False
    remarks: list[str] = field(default_factory=list)
    """What OpenRLHF printed: warnings and recommendations."""

    @property
    def gpus(self) -> int:
        """GPUs that it takes in all."""
        shared = [group.gpus for group in self.groups if group.shared]
        own = [group.gpus for group in self.groups if not group.shared]
        engines = 0 if self.engines_share else self.engine_gpus
        return max(shared, default=0) + sum(own) + engines


def check_launch(flags: Sequence[str], installed: Installed) -> Launch:
    """What OpenRLHF would start with these flags.

    Raises:
        RefusedLaunch: its parser, one of its assertions, or one of our own rules refuses them.
        TrainingError: the installed file has another shape than 0.11's, so that nothing can be said.
    """
    launch = Launch(installed.version)
    printed = io.StringIO()
    names = _stand_ins(launch)
    with _modules_of(installed), _arguments(installed.launcher, flags), contextlib.redirect_stdout(printed):
        try:
            exec(_compiled(installed.launcher), names)  # noqa: S102  OpenRLHF's own file, as its user would run it
        except AssertionError as fault:
            raise RefusedLaunch(_refusal(installed, str(fault) or "an assertion without words failed")) from None
        except (TypeError, AttributeError, KeyError, ValueError) as fault:
            if isinstance(fault, RefusedLaunch):
                raise
            raise RefusedLaunch(_refusal(installed, f"{type(fault).__name__}: {fault}")) from None
    launch.arguments = names["args"]
    launch.remarks = [line.strip() for line in printed.getvalue().splitlines() if line.strip()]
    complaints = unsupported(launch.arguments)
    if complaints:
        raise RefusedLaunch(" ".join(complaints))
    return launch


def unsupported(arguments: Any) -> list[str]:
    """What OpenRLHF accepts, and a run of ours would trip over. One sentence each."""
    found = []
    gpus = arguments.actor.num_nodes * arguments.actor.num_gpus_per_node
    ranks = gpus // arguments.ds.ring_attn_size // arguments.ds.tensor_parallel_size
    share = arguments.train.micro_batch_size * ranks
    if arguments.train.batch_size % share:
        found.append(
            f"--train.batch_size {arguments.train.batch_size} is no multiple of --train.micro_batch_size times the "
            f"{ranks} ranks of the policy ({share}); take {max(share, arguments.train.batch_size // share * share)}."
        )
    if arguments.train.dynamic_batch_enable:
        found.append("--train.dynamic_batch_enable drops windows beyond one an episode; leave it out.")
    if arguments.train.async_enable:
        found.append("--train.async_enable starts other trainer classes than ours; leave it out.")
    path = arguments.train.agent_func_path
    if not path or not path.endswith(".py"):
        found.append("--train.agent_func_path must name a .py file; without it no environment is played.")
    return [
        *found,
        *(f"--{name} is missing." for name, value in _required(arguments) if not value),
    ]


def _required(arguments: Any) -> list[tuple[str, Any]]:
    return [
        ("data.prompt_dataset", arguments.data.prompt_dataset),
        ("data.label_key", arguments.data.label_key),
        ("actor.model_name_or_path", arguments.actor.model_name_or_path),
        ("vllm.num_engines", arguments.vllm.num_engines),
    ]


def _refusal(installed: Installed, reason: str) -> str:
    return f"OpenRLHF {installed.version} refuses this launch: {reason}. Nothing was started."


def _compiled(launcher: Path) -> types.CodeType:
    """The functions of the file and what it does when it is run, without its imports."""
    tree = ast.parse(launcher.read_text(encoding="utf-8"), filename=str(launcher))
    blocks = [
        node for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"
    ]  # fmt: skip
    if len(blocks) != 1:
        raise TrainingError(
            f"{launcher} is not shaped as in OpenRLHF 0.11, so its flags cannot be checked. "
            "Install the version of training/openrlhf-constraints.txt."
        )
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return compile(ast.Module(body=[*functions, *blocks[0].body], type_ignores=[]), str(launcher), "exec")


class _StrictParser(argparse.ArgumentParser):
    """Without abbreviations: argparse would take `--train.agent_func` for the flag that it begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        raise RefusedLaunch(f"OpenRLHF's parser refuses the flags: {message}. Nothing was started.")


class _Anything:
    """Stands for every handle that a launch would get: it can be called, asked and gone through, and does nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __call__(self, *args: Any, **kwargs: Any) -> "_Anything":
        return _Anything()

    def __getattr__(self, name: str) -> "_Anything":
        return _Anything()

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _stand_ins(launch: Launch) -> dict[str, Any]:
    """The names that the file imports at its top; those that start something note it in `launch`."""

    class Workers(_Anything):
        def __init__(
            self, nodes: int, gpus: int, kind: str, pg: Any = None, num_gpus_per_actor: float = 1, **more: Any
        ) -> None:
            launch.groups.append(Group(kind, nodes, gpus, num_gpus_per_actor < 1))

        def async_init_model_from_pretrained(self, *args: Any, **kwargs: Any) -> list[Any]:
            return []

    def engines(count: int, gpus_each: int, *args: Any, **kwargs: Any) -> list[Any]:
        placement = args[6] if len(args) > 6 else kwargs.get("shared_pg")
        launch.engine_gpus, launch.engines_share = count * gpus_each, placement is not None
        return []

    ray = types.SimpleNamespace(is_initialized=lambda: True, get=lambda *args, **kwargs: None)
    return {
        "__name__": "openrlhf_launch",
        "argparse": types.SimpleNamespace(ArgumentParser=_StrictParser),
        "os": os,
        "datetime": datetime,
        "ray": ray,
        "placement_group": lambda *args, **kwargs: _Anything(),
        "create_vllm_engines": engines,
        "RayActorGroup": Workers,
        "ReferenceModelActor": "reference",
        "RewardModelActor": "reward",
        "PolicyModelActor": "actor",
        "CriticModelActor": "critic",
        "get_strategy": lambda args: types.SimpleNamespace(args=args, print=lambda *shown: None),
    }


@contextlib.contextmanager
def _arguments(launcher: Path, flags: Sequence[str]) -> Iterator[None]:
    before, sys.argv = sys.argv, [str(launcher), *flags]
    try:
        yield
    finally:
        sys.argv = before


@contextlib.contextmanager
def _modules_of(installed: Installed) -> Iterator[None]:
    """The few modules that the file imports while it runs: its real helper for nested arguments, and no trainer."""
    config = installed.package / "utils" / "config.py"
    specification = importlib.util.spec_from_file_location("openrlhf.utils.config", config)
    if specification is None or specification.loader is None:
        raise TrainingError(f"{config} cannot be read; install OpenRLHF again.")
    real = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(real)
    modules = {name: types.ModuleType(name) for name in ("openrlhf", "openrlhf.utils", "openrlhf.trainer")}
    for name, trainer in (("ppo_trainer", "PPOTrainer"), ("ppo_trainer_async", "PPOTrainerAsync")):
        modules[f"openrlhf.trainer.{name}"] = types.ModuleType(name)
        setattr(modules[f"openrlhf.trainer.{name}"], trainer, _Anything())
    for module in list(modules.values()):
        module.__path__ = []
    modules["openrlhf.utils.config"] = real
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, earlier in before.items():
            if earlier is None:
                del sys.modules[name]
            else:
                sys.modules[name] = earlier
