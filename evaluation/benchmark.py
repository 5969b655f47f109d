"""What a benchmark is: items, a way to run them against an endpoint, and the table that they add up to.

In:  who is evaluated (`Subject`), how (`Settings`), which items.
Out: an `ItemResult` for each item the moment it is known; `Score`s.
Never here: the catalog, caching, progress, Prefect (`tasks/evaluate.py`). A benchmark is one file in `benchmarks/`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from evaluation.profiles import PROFILES, Profile
from schemas import Evaluation, Rollout, Score


@dataclass(frozen=True)
class Subject:
    """Who is evaluated: a model behind an OpenAI-compatible endpoint, or one of our own policies."""

    model: str
    base_url: str | None = None
    """Up to `/v1`; None where `model` is a policy such as `oracle`."""
    key: str = field(default="", repr=False)
    """Of the endpoint. Never kept, never shown."""
    checkpoint: str = ""
    """Artifact id of the checkpoint that the endpoint serves, where it is ours."""

    def parameters(self) -> dict[str, Any]:
        """What results are kept under."""
        return {"model": self.model, "base_url": self.base_url, "checkpoint": self.checkpoint}


@dataclass(frozen=True)
class Settings:
    """How the items are run."""

    place: Path
    """The benchmark's own folder on this machine: what it installs or unpacks lies there, and outlives the run."""
    profile: Profile = PROFILES["worldloom"]
    episodes: int = 1
    """An item, for pass^k; benchmarks that ask once ignore it."""
    seed: int = 0
    at_once: int = 64
    """Requests on their way."""
    request_s: float = 120.0
    retries: int = 5
    options: Mapping[str, str] = field(default_factory=dict)
    """The benchmark's own, as `--option NAME=VALUE` gives them: a user simulator's model, a data folder."""

    def parameters(self) -> dict[str, Any]:
        """What results are kept under: everything that can change one."""
        return {
            "profile": asdict(self.profile), "episodes": self.episodes, "seed": self.seed,
            "options": dict(sorted(self.options.items())),
        }  # fmt: skip


@dataclass(frozen=True)
class Item:
    """What a benchmark counts as one."""

    id: str
    """Unique in the benchmark, and the same in every run of this version."""
    text: str
    """What the model is asked: compared with training tasks to find leaks."""
    category: str = ""
    level: str = ""
    environment: str = ""


@dataclass(frozen=True)
class ItemResult:
    """What became of one item."""

    record: Evaluation
    """Without `raw`, which whoever stores it fills in."""
    rollouts: Sequence[Rollout] = ()
    """The raw answers, where they are episodes of ours."""
    raw: bytes = b""
    """Else the raw answers in the benchmark's own form, usually JSON."""
    suffix: str = ".json"


class Unanswered(Exception):
    """An item could not be asked: the endpoint was down, full or refused. It is asked again in the next run."""


Note = Callable[[ItemResult | tuple[str, Unanswered]], None]
"""Told of each item as it ends: its result, or its id and why there is none. Safe to call from the running thread."""


class Benchmark(Protocol):
    """One benchmark. Adding one is adding a file to `benchmarks/` that defines `BENCHMARK`."""

    name: str
    """As `--benchmark` takes it: lower case, digits, hyphens."""
    version: str
    """Of its data and scorer; results of two versions are never mixed."""
    about: str
    """One line for `worldloom evaluate --list`."""
    needs: tuple[str, ...]
    """What a run needs beside the endpoint, in words: network, a key, a package, a user simulator."""
    options: Mapping[str, str]
    """The names that `Settings.options` may have, and what each means."""

    def available(self, place: Path) -> str | None:
        """Why it cannot run on this machine; None where it can. Cheap, and installs nothing."""
        ...

    def prepare(self, settings: Settings, tell: Callable[[str], None]) -> None:
        """Install or unpack into `settings.place` what is not there yet; what is there is left alone.

        Raises:
            EvaluationError: it failed; says where and what to do.
        """
        ...

    def items(self, settings: Settings, categories: Sequence[str] = ()) -> list[Item]:
        """All items, or those of the categories, in an order whose beginning is a fair sample: `--limit` takes it.

        Raises:
            EvaluationError: there is no such category; names those there are.
        """
        ...

    def run(self, items: Sequence[Item], subject: Subject, settings: Settings, note: Note) -> None:
        """Ask every item, and note each as it ends. What is not noted was not asked.

        Raises:
            EvaluationError: the run as a whole cannot go on; what was noted stays.
        """
        ...

    def scores(self, results: Sequence[Evaluation]) -> list[Score]:
        """The table that the results add up to; the first is what the benchmark is known by."""
        ...
