"""What the outside benchmarks have in common: fetch, set up, run their own program against the gateway, read its files.

In:  a benchmark's source, its packages, its commands, a reader of its result files. Out: a `Benchmark`.
Never here: how one benchmark's commands and files look (`benchmarks/`). A result that was written while the endpoint
was gone is a fault, not an answer: such items are asked again.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.benchmark import Item, ItemResult, Note, Settings, Subject, Unanswered
from evaluation.errors import EvaluationError
from evaluation.gateway import KEY, Gateway
from evaluation.outside.source import Source, fetch, missing_source
from evaluation.profiles import Profile
from evaluation.pythons import Recipe, Tell, Version, is_secret, missing_python, separate_python
from evaluation.runs import alone, run_folder
from evaluation.scoring import broken_down, passes
from schemas import Evaluation, Score

LOOK_EVERY_S = 2.0
LAST_LINES = 6
USER_KEY = "WORLDLOOM_USER_KEY"
"""Variable with the key of the user simulator's endpoint."""
USER_PROFILE = Profile("user", temperature=0.0, tools="native", window=0)


@dataclass(frozen=True)
class Outcome:
    """What a benchmark's files say of one item."""

    item: str
    scores: tuple[float, ...]
    """Of each trial that counts, from 0 to 1."""
    faults: int = 0
    """Trials that say nothing about the model, as the benchmark itself says."""
    failures: Mapping[str, int] = field(default_factory=dict)
    turns: float = 0.0
    tokens: int = 0
    prompt_tokens: int = 0
    details: Mapping[str, Any] = field(default_factory=dict)
    raw: Any = None
    """As it stands in the file."""

    @property
    def trials(self) -> int:
        return len(self.scores) + self.faults


@dataclass(frozen=True)
class Job:
    """One run of a benchmark's program."""

    source: Path
    python: Path
    folder: Path
    """Where its results go; new for each run."""
    settings: Settings
    base_url: str
    """Of the gateway to the model."""
    user_url: str = ""
    """Of the gateway to the user simulator."""

    @property
    def bin(self) -> Path:
        return self.python.parent

    def variables(self, *names: str) -> dict[str, str]:
        """The environment of a command: this one without secrets, but with those named, and the gateway's address."""
        kept = {name: value for name, value in os.environ.items() if not is_secret(name) or name in names}
        path = os.pathsep.join([str(self.bin), kept.get("PATH", "")])
        address = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": self.base_url, "OPENAI_API_BASE": self.base_url}
        return {**kept, "PATH": path, "NO_PROXY": "127.0.0.1,localhost", **address}


@dataclass(frozen=True)
class Command:
    """What is started."""

    arguments: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str]


Lister = Callable[[Path, Path, Settings], list[Item]]
"""From the source, the Python and the settings."""
Commander = Callable[[Job, Sequence[Item]], list[Command]]
Reader = Callable[[Path, Path], list[Outcome]]
"""From a folder of results and the source. Files that are half-written are passed over: they are read again."""


@dataclass(frozen=True)
class Keys:
    """What a category needs of the machine it runs on."""

    variables: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        unset = [name for name in self.variables if not os.environ.get(name)]
        return [*unset, *(name for name in self.programs if shutil.which(name) is None)]


@dataclass(frozen=True)
class Outside:
    """A benchmark that comes from a repository of its own."""

    name: str
    about: str
    source: Source
    versions: tuple[Version, ...]
    needs: tuple[str, ...]
    lister: Lister
    commander: Commander
    reader: Reader
    pip: tuple[str, ...] = ("-e", "{source}")
    """Arguments of `pip install`."""
    prepared: Callable[[Path, Path], None] | None = None
    """What else a set-up takes: source, Python."""
    keys: Mapping[str, Keys] = field(default_factory=dict)
    """By category."""
    has_user: bool = False
    """Whether somebody plays the user."""
    own_options: Mapping[str, str] = field(default_factory=dict)
    is_graded: bool = False
    """Whether items have scores between 0 and 1, so that their mean is what counts."""

    @property
    def version(self) -> str:
        return self.source.short

    @property
    def options(self) -> Mapping[str, str]:
        user = {
            "user-model": "the model that plays the user, and judges where the benchmark wants a judge",
            "user-base-url": f"its endpoint; its key: {USER_KEY}",
        }
        return {**(user if self.has_user else {}), **self.own_options}

    def available(self, place: Path) -> str | None:
        """Looks for a Python, the source or its host, and at least one category whose keys and programs are there."""
        why = missing_python(self.versions) or missing_source(place / "source", self.source)
        if why or not self.keys or any(not keys.missing() for keys in self.keys.values()):
            return why
        lacking = "; ".join(f"{name}: {', '.join(keys.missing())}" for name, keys in self.keys.items())
        return f"every category lacks something on this machine ({lacking})"

    def prepare(self, settings: Settings, tell: Tell) -> None:
        """Fetch the source and set up its Python."""
        source = fetch(settings.place / "source", self.source, tell)
        python = separate_python(settings.place / "python", self._recipe(source), tell)
        if self.prepared:
            self.prepared(source, python)

    def items(self, settings: Settings, categories: Sequence[str] = ()) -> list[Item]:
        """Tasks, one of each category in turn, of the categories whose keys are there."""
        found = self.lister(settings.place / "source", self._python(settings), settings)
        known = dict.fromkeys(item.category for item in found)
        unknown = [name for name in categories if name not in known]
        if unknown:
            raise EvaluationError(f"{self.name} has no category {unknown[0]!r}. It has {', '.join(known)}.")
        wanted = list(categories or known)
        self._check_keys(wanted)
        shelves = [_mixed([item for item in found if item.category == name]) for name in wanted]
        longest = max(map(len, shelves), default=0)
        return [shelf[turn] for turn in range(longest) for shelf in shelves if turn < len(shelf)]

    def run(self, items: Sequence[Item], subject: Subject, settings: Settings, note: Note) -> None:
        """Run the benchmark's program, and note each item when its results are written."""
        folder = run_folder(subject, settings, self.version)
        with alone(folder), ExitStack() as stack:
            gateways = [stack.enter_context(Gateway(subject, settings))]
            if self.has_user:
                gateways.append(stack.enter_context(Gateway(*_user(self.name, settings))))
            job = Job(
                settings.place / "source", self._python(settings), _new_folder(folder), settings,
                gateways[0].base_url, gateways[-1].base_url if self.has_user else "",
            )  # fmt: skip
            _Run(self, job, gateways, items, subject, note).through()

    def scores(self, results: Sequence[Evaluation]) -> list[Score]:
        """The mean over items, then by category; where items are right or wrong, pass@k and pass^k."""
        overall = broken_down("overall", results, lambda each: "score") if self.is_graded else passes(results)
        return [*overall, *broken_down("category", results, lambda each: each.category)]

    def _check_keys(self, wanted: Sequence[str]) -> None:
        lacking = {name: self.keys[name].missing() for name in wanted if name in self.keys}
        lacking = {name: missing for name, missing in lacking.items() if missing}
        if lacking:
            said = "; ".join(f"{name} needs {', '.join(missing)}" for name, missing in lacking.items())
            others = [name for name in wanted if name not in lacking]
            hint = f" What can run: --categories {','.join(others)}." if others else ""
            raise EvaluationError(f"{self.name} lacks something on this machine: {said}.{hint}")

    def _recipe(self, source: Path) -> Recipe:
        pip = tuple(part.replace("{source}", str(source)) for part in self.pip)
        return Recipe(f"{self.name} {self.version}", (pip,), self.versions)

    def _python(self, settings: Settings) -> Path:
        return separate_python(settings.place / "python", self._recipe(settings.place / "source"), lambda line: None)


@dataclass
class _Run:
    """One run, until every command has ended or an endpoint is gone."""

    benchmark: Outside
    job: Job
    gateways: Sequence[Gateway]
    items: Sequence[Item]
    subject: Subject
    note: Note
    noted: set[str] = field(default_factory=set)
    last_words: str = ""

    def through(self) -> None:
        for command in self.benchmark.commander(self.job, self.items):
            if not self._down():
                self._follow(command)
        missing = [item for item in self.items if item.id not in self.noted]
        why = self._down() or f"{self.benchmark.name}'s own program wrote no result for it. {self.last_words}"
        if missing and not self.noted and not self._down():
            raise EvaluationError(why)
        for item in missing:
            self.note((item.id, Unanswered(why)))

    def _follow(self, command: Command) -> None:
        """Start a command, and read its results as they come. Results are read before the endpoint is looked at: what
        was written while it was gone is never read."""
        log = self.job.folder / "output.log"
        with log.open("a") as file, _started(command, file) as process:
            while process.poll() is None and not self._down():
                self._read()
                time.sleep(LOOK_EVERY_S)
        self._read()
        if process.returncode:
            lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
            self.last_words = f"Its last words, of {log}: " + " / ".join(line.strip() for line in lines)

    def _read(self) -> None:
        by_id = {item.id: item for item in self.items}
        outcomes = self.benchmark.reader(self.job.folder, self.job.source)
        if self._down():
            return
        for outcome in outcomes:
            is_whole = outcome.trials >= _wanted(self.benchmark, self.job.settings)
            if outcome.item in by_id and outcome.item not in self.noted and is_whole:
                self.noted.add(outcome.item)
                self.note(result_of(self.benchmark, by_id[outcome.item], self.subject, outcome))

    def _down(self) -> str:
        return next((gateway.down for gateway in self.gateways if gateway.down), "")


def result_of(benchmark: Outside, item: Item, subject: Subject, outcome: Outcome) -> ItemResult:
    """An outcome as it is kept."""
    mean = sum(outcome.scores) / len(outcome.scores) if outcome.scores else None
    record = Evaluation(
        benchmark=benchmark.name,
        version=benchmark.version,
        policy=subject.model,
        item=item.id,
        category=item.category,
        level=item.level,
        environment=item.environment,
        episodes=outcome.trials,
        complete=sum(score >= 1 - 1e-6 for score in outcome.scores),
        partial=sum(0 < score < 1 - 1e-6 for score in outcome.scores),
        unjudged=outcome.faults,
        score=None if mean is None else min(1.0, max(0.0, mean)),
        failures=dict(outcome.failures),
        mean_turns=outcome.turns,
        tokens=outcome.tokens,
        prompt_tokens=outcome.prompt_tokens,
        details=dict(outcome.details),
    )
    return ItemResult(record, raw=json.dumps(outcome.raw, ensure_ascii=False).encode("utf-8", "replace"))


def read_json(path: Path) -> Any:
    """A file's document; None where it is not there, or a program is just writing it."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def counted(kinds: Sequence[str]) -> dict[str, int]:
    """How often each kind occurs."""
    return dict(sorted(Counter(kinds).items()))


def _wanted(benchmark: Outside, settings: Settings) -> int:
    """Trials of an item."""
    return 1 if benchmark.is_graded else settings.episodes


def _user(name: str, settings: Settings) -> tuple[Subject, Settings]:
    """The user simulator as a subject of its own."""
    model, base_url = settings.options.get("user-model", ""), settings.options.get("user-base-url", "")
    if not model or not base_url:
        raise EvaluationError(
            f"In {name} another model plays the user. Name it: --option user-model=NAME --option user-base-url=URL, "
            f"and set {USER_KEY} to its key. A weak one makes every score worse: take the one that the figures you "
            "compare with were measured with."
        )
    subject = Subject(model, base_url, os.environ.get(USER_KEY, ""))
    return subject, Settings(settings.place, USER_PROFILE, 1, settings.seed, settings.at_once, settings.request_s)


@contextmanager
def _started(command: Command, output: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A command in a session of its own, so that whatever it starts ends with it."""
    process = subprocess.Popen(
        list(command.arguments), cwd=command.folder, env=dict(command.variables), stdin=subprocess.DEVNULL,
        stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    for number in (15, 9):
        try:
            os.killpg(process.pid, number)
            process.wait(5)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _new_folder(folder: Path) -> Path:
    number = 1 + sum(1 for each in folder.iterdir() if each.is_dir())
    new = folder / f"{number:03}"
    new.mkdir()
    return new


def _mixed(items: Sequence[Item]) -> list[Item]:
    """In an order that has nothing to do with what the items are."""
    return sorted(items, key=lambda item: hashlib.sha256(item.id.encode()).hexdigest())
